//! How often posts may come: per network address, per account and per tenant, counted in Postgres, so that it survives a restart and holds
//! over several servers. Reading is counted too, more generously and in memory: it must stay cheap.

use std::{
    num::NonZeroU32,
    sync::atomic::{AtomicU64, Ordering},
};

use app::portal::{From, Reader};
use axum::{
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use backend::{Actor, rates};
use domain::{
    ids::PersonId,
    words::{Word, fill},
};
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};

use super::{
    faults::{self, Posted},
    state::Shared,
};

/// A tenant may send as much as so many of its accounts.
const ACCOUNTS: i32 = 20;

/// A network address may read as much as so many of its accounts.
const READERS: u32 = 10;

/// How much each account, and each network address, has read lately.
#[derive(Debug)]
pub struct Reads {
    accounts: DefaultKeyedRateLimiter<PersonId>,
    networks: DefaultKeyedRateLimiter<String>,
    strangers: DefaultKeyedRateLimiter<String>,
    clock: DefaultClock,
    counted: AtomicU64,
}

impl Reads {
    /// So many a minute and account; `None` for any number.
    pub fn new(per_minute: u32) -> Option<Self> {
        let quota = NonZeroU32::new(per_minute).map(Quota::per_minute)?;
        let of_network = NonZeroU32::new(per_minute.saturating_mul(READERS)).map(Quota::per_minute)?;
        Some(Self {
            accounts: RateLimiter::keyed(quota),
            networks: RateLimiter::keyed(of_network),
            strangers: RateLimiter::keyed(quota),
            clock: DefaultClock::default(),
            counted: AtomicU64::new(0),
        })
    }

    /// How many seconds to wait, where too much was read.
    fn wait(&self, person: Option<PersonId>, network: &str) -> Option<u64> {
        // Those who have not read for a while are forgotten now and then.
        if self.counted.fetch_add(1, Ordering::Relaxed).is_multiple_of(10_000) {
            self.accounts.retain_recent();
            self.networks.retain_recent();
            self.strangers.retain_recent();
        }
        let network = network.to_owned();
        let one = match person {
            Some(person) => self.accounts.check_key(&person),
            None => self.strangers.check_key(&network),
        };
        let until = one.and_then(|()| self.networks.check_key(&network)).err()?;
        Some(until.wait_time_from(self.clock.now()).as_secs() + 1)
    }
}

/// Refuses requests of whoever sends too many, until they have waited.
pub async fn layer(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return match too_much_read(&shared, &request) {
            Some(refused) => refused,
            None => next.run(request).await,
        };
    }
    if shared.posts_per_minute == 0 {
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
                // What was typed waits in the answer.
                let posted = request.extensions().get::<Posted>();
                return refused(&shared, reader, Word::TooManyPostsBody, seconds.unsigned_abs(), posted);
            }
            Err(error) => return faults::failed(&shared, reader, &error, request.extensions().get::<Posted>()),
        }
    }
    next.run(request).await
}

fn too_much_read(shared: &Shared, request: &Request) -> Option<Response> {
    let reads = shared.reads.as_ref()?;
    let from = request.extensions().get::<From>().map(|from| rates::network(&from.0)).unwrap_or_default();
    let seconds = reads.wait(request.extensions().get::<Actor>().map(|actor| actor.person), &from)?;
    tracing::warn!(seconds, "too many pages were read");
    Some(refused(shared, Reader::of(request.headers()), Word::TooMuchReadBody, seconds, None))
}

fn refused(shared: &Shared, reader: Reader, body: Word, seconds: u64, posted: Option<&Posted>) -> Response {
    let sentence = fill(body.text(reader.language), &[("seconds", &seconds.to_string())]);
    let mut response =
        faults::page(shared, reader, StatusCode::TOO_MANY_REQUESTS, Word::TooManyPostsTitle, &[sentence], posted);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}
