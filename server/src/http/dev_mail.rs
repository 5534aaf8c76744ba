//! A mail that was caught, as its reader would see it: a page of its own that may run and load nothing. In development only.

use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};

use super::state::Shared;

/// The part in HTML.
pub async fn html(State(shared): State<Shared>, Path(number): Path<usize>) -> Response {
    match shared.backend.caught().and_then(|caught| caught.find(number)) {
        Some(mail) => {
            let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups";
            ([(header::CONTENT_SECURITY_POLICY, policy)], Html(mail.html)).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
