//! Posts from other sites are refused: server functions have no protection of their own (ASVS 3.5.1).

use app::portal::Reader;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use domain::words::Word;

use super::{faults, state::Shared};

/// Lets reading through, and whatever a page of ours sent.
pub async fn layer(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) || is_ours(request.headers(), &shared.origin) {
        return next.run(request).await;
    }
    tracing::warn!(path = request.uri().path(), "a post from another site was refused");
    let reader = Reader::of(request.headers());
    let sentences = [Word::ForeignBody.text(reader.language).to_owned()];
    faults::page(&shared, reader, StatusCode::FORBIDDEN, Word::ForeignTitle, &sentences, None)
}

/// Browsers say where a request comes from; what says nothing (a script of the reseller's own) carries no cookie of ours by accident.
fn is_ours(headers: &HeaderMap, origin: &str) -> bool {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    match text(header::ORIGIN) {
        Some(said) => said == origin || host_of(said) == text(header::HOST),
        None => true,
    }
}

fn host_of(origin: &str) -> Option<&str> {
    origin.split_once("://").map(|(_, host)| host)
}
