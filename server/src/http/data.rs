//! Public facts that the browser asks for when it needs them: the words of a language, how a country writes addresses. The same for
//! everybody, so they may be kept.

use axum::{
    Router,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    vocabulary::address,
    words::{self, Language},
};
use tower_http::compression::CompressionLayer;

/// Routes for them.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/data/addresses/{country}", get(addresses))
        .route("/data/words/{edition}/{tag}", get(words_of))
        .layer(CompressionLayer::new())
}

/// The words of a language. Another edition than the present one was named by a page of an earlier build: it gets what there is, once.
async fn words_of(Path((edition, tag)): Path<(String, String)>) -> Response {
    let kept = if edition == words::edition() { "public, max-age=31536000, immutable" } else { "no-store" };
    match Language::of_tag(&tag) {
        Some(language) => {
            ([(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, kept)], words::told(language))
                .into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn addresses(Path(country): Path<String>) -> Response {
    match address::told(&country) {
        Some(rules) => {
            ([(header::CONTENT_TYPE, "application/octet-stream"), (header::CACHE_CONTROL, "public, max-age=86400")], rules)
                .into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
