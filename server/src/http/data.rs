//! Public facts that the browser asks for when it needs them: how a country writes addresses. The same for everybody, so they may be kept.

use axum::{
    Router,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::vocabulary::address;

/// Routes for them.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/data/addresses/{country}", get(addresses))
}

async fn addresses(Path(country): Path<String>) -> Response {
    match address::told(&country) {
        Some(rules) => ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "public, max-age=86400")], rules)
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
