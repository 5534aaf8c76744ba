//! Where payment providers tell us what became of payments. Nobody is signed in here: what is told is believed for its signature over the
//! very bytes that came, stored, and answered at once.

use axum::{
    body::Bytes,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderMap, StatusCode},
};
use backend::payments::{self, Received};

use super::state::Shared;

/// What a provider tells is at most so long.
pub const LARGEST: usize = 256 * 1024;

/// Takes what a reseller's provider tells.
pub async fn payments(
    State(shared): State<Shared>,
    Path(reseller): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let Ok(reseller) = reseller.parse() else { return StatusCode::NOT_FOUND };
    let signature = headers.get("stripe-signature").and_then(|value| value.to_str().ok()).unwrap_or_default();
    match payments::receive(&shared.backend, reseller, signature, &body).await {
        Ok(Received::Kept) => StatusCode::OK,
        Ok(Received::Refused) => StatusCode::BAD_REQUEST,
        Err(error) => {
            tracing::error!(%error, "what a provider told could not be stored");
            // It is told again.
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

/// The bound of what is read of it.
pub fn bound() -> DefaultBodyLimit {
    DefaultBodyLimit::max(LARGEST)
}
