//! Request lines that HTTP allows and no page has: `OPTIONS *`, `CONNECT host:port`, methods that nothing here answers (RFC 9112, 3.2).

use axum::{
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Lets requests for a path through, by methods that something here answers.
pub async fn layer(request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD | Method::POST | Method::OPTIONS) {
        let allowed = (header::ALLOW, HeaderValue::from_static("GET, HEAD, POST, OPTIONS"));
        return (StatusCode::METHOD_NOT_ALLOWED, [allowed]).into_response();
    }
    if !request.uri().path().starts_with('/') {
        return StatusCode::BAD_REQUEST.into_response();
    }
    next.run(request).await
}
