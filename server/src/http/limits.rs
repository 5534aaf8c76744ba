//! How often posts may come: per network address, per account and per tenant, counted in Postgres, so that it survives a restart and holds
//! over several servers. Reading is not counted: it is cheap, and lists have their own limits.

use app::portal::{From, Reader};
use axum::{
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use backend::{Actor, rates};
use domain::words::{Word, fill};

use super::{
    faults::{self, Posted},
    state::Shared,
};

/// A tenant may send as much as so many of its accounts.
const ACCOUNTS: i32 = 20;

/// Refuses posts of whoever sends too many, until they have waited.
pub async fn layer(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST || shared.posts_per_minute == 0 {
        return next.run(request).await;
    }
    let from = request.extensions().get::<From>().map(|from| from.0.clone()).unwrap_or_default();
    let actor = request.extensions().get::<Actor>();
    let account = actor.map(|actor| actor.person.to_string());
    let tenant = actor.and_then(|actor| actor.place.as_ref()).map(|place| place.reseller.to_string());
    let rate = |name, times| rates::per_minute(name, shared.posts_per_minute.saturating_mul(times));
    let subjects = [
        Some((rate("posts from", 1), rates::network(&from))),
        account.map(|account| (rate("posts of", 1), account)),
        tenant.map(|tenant| (rate("posts in", ACCOUNTS), tenant)),
    ];
    let reader = Reader::of(request.headers());
    for (rate, who) in subjects.into_iter().flatten() {
        match rates::take(&shared.backend, rate, &who).await {
            Ok(None) => {}
            Ok(Some(wait)) => {
                let seconds = wait.whole_seconds() + 1;
                tracing::warn!(rate = rate.name, seconds, "too many posts");
                let sentence = fill(Word::TooManyPostsBody.text(reader.language), &[("seconds", &seconds.to_string())]);
                let status = StatusCode::TOO_MANY_REQUESTS;
                // What was typed waits in the answer.
                let posted = request.extensions().get::<Posted>();
                let mut response = faults::page(&shared, reader, status, Word::TooManyPostsTitle, &[sentence], posted);
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
                return response;
            }
            Err(error) => return faults::failed(&shared, reader, &error, request.extensions().get::<Posted>()),
        }
    }
    next.run(request).await
}
