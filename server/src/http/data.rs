//! Public facts that the browser asks for when it needs them: the words of a language, how a country writes addresses. The same for
//! everybody, so they may be kept.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    vocabulary::address,
    words::{self, Language},
};
use tower_http::compression::CompressionLayer;

use super::router::Routes;

/// Routes for them.
pub fn routes() -> Routes<()> {
    vec![
        ("/data/addresses/{country}".to_owned(), get(addresses).layer(CompressionLayer::new())),
        ("/data/words/{edition}/{tag}".to_owned(), get(words_of).layer(CompressionLayer::new())),
    ]
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

/// Changes with the rules, and with the words, which the rules name by their numbers.
fn edition_of(rules: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    (words::edition(), rules).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// How a country writes addresses. A browser keeps it, and asks each time whether it still holds.
async fn addresses(Path(country): Path<String>, headers: HeaderMap) -> Response {
    let Some(rules) = address::told(&country) else { return StatusCode::NOT_FOUND.into_response() };
    let tag = format!("W/\"{}\"", edition_of(&rules));
    let holds = headers.get(header::IF_NONE_MATCH).is_some_and(|kept| kept.as_bytes() == tag.as_bytes());
    let about = [(header::CACHE_CONTROL, "public, no-cache".to_owned()), (header::ETAG, tag)];
    if holds {
        return (StatusCode::NOT_MODIFIED, about).into_response();
    }
    (about, [(header::CONTENT_TYPE, "application/octet-stream")], rules).into_response()
}
