//! A payment provider for development, a process and a port of its own: the part of Stripe's API that Portico asks (docs.stripe.com/api),
//! hosted pages with test cards, and signed webhooks that can be delayed, repeated and told wrongly, to try out what real ones do.
//! It keeps everything in memory and moves no money.

mod api;
mod deliver;
mod money;
mod pages;
mod units;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    Router,
    http::StatusCode,
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::Value;
use tokio::net::TcpListener;

/// The cards, and what becomes of them.
pub const CARDS: [(&str, &str); 4] = [
    ("4242 4242 4242 4242", "is taken"),
    ("4000 0000 0000 0002", "is declined"),
    ("4000 0025 0000 3155", "asks for a confirmation first"),
    ("4000 0000 0000 0341", "is taken once, and declined when it is charged again"),
];

/// Everything that the provider knows.
#[derive(Clone)]
struct Provider {
    state: Arc<Mutex<State>>,
    sources: Sources,
}

impl Provider {
    fn id(&self, prefix: &str) -> String {
        let mut bytes = [0_u8; 12];
        (self.sources.random)(&mut bytes);
        format!("{prefix}_{}", hex::encode(bytes))
    }

    fn now(&self) -> i64 {
        (self.sources.now)()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Whoever panicked before left nothing half-made: each change is one assignment.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Default)]
struct State {
    base: String,
    sessions: BTreeMap<String, Session>,
    /// By the account's key and the caller's own: what was answered, and when. The same question has the same answer, for a day.
    answers: BTreeMap<(String, String), (StatusCode, Value, i64)>,
    /// By payer: their card's digits, and the key of the account that knows them.
    cards: BTreeMap<String, (String, String)>,
    /// The money that was taken or declined, in the order in which it was asked for.
    intents: Vec<Intent>,
    /// What was paid back, and by which account's key.
    refunds: Vec<(String, Value)>,
    endpoints: BTreeMap<String, Endpoint>,
    events: Vec<Event>,
    ways: Ways,
}

/// How it behaves, to try out what real providers do.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Ways {
    /// Webhooks come so much later, in milliseconds.
    delay_ms: u64,
    /// Webhooks come so many times more.
    copies: u32,
    /// Webhooks do not come at all; `/events/{id}/send` sends them.
    hold: bool,
    /// Every question is answered so much later, in milliseconds.
    slow_ms: u64,
    /// Every question is answered with this status.
    fail: u16,
    /// Webhooks and look-ups tell of so much more than was asked for.
    more: i64,
    /// So many of the next posts are carried out, and their answers get lost.
    lose: u32,
    /// Idempotency keys are forgotten at once, not after a day.
    forget: bool,
    /// The next refunds have this status (`pending`, `failed` …); empty for `succeeded`.
    refund: String,
    /// The next charges have this status (`processing`, `requires_action` …); empty for what their card does.
    charge: String,
}

/// Money that a card was asked for (`docs.stripe.com/api/payment_intents/object`).
#[derive(Clone, Debug)]
struct Intent {
    id: String,
    key: String,
    status: String,
    amount: i64,
    /// How much of it was paid back.
    refunded: i64,
    currency: String,
    customer: String,
    payment: String,
    /// Why it was declined.
    problem: Option<&'static str>,
    created: i64,
}

#[derive(Clone, Debug)]
struct Session {
    id: String,
    key: String,
    reference: String,
    amount: i64,
    currency: String,
    what: String,
    email: String,
    payment: String,
    paid_url: String,
    left_url: String,
    status: &'static str,
    paid: bool,
    intent: String,
    customer: String,
}

#[derive(Clone, Debug)]
struct Endpoint {
    id: String,
    key: String,
    url: String,
    secret: String,
    /// The events that it is told of.
    events: Vec<String>,
}

#[derive(Clone, Debug)]
struct Event {
    id: String,
    key: String,
    body: String,
    kind: &'static str,
    /// What came of telling it, each time.
    told: Vec<String>,
}

/// Where chance comes from.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// Where the present and chance come from: seconds since 1970-01-01 UTC, and bytes.
#[derive(Clone)]
pub struct Sources {
    /// The present.
    pub now: Arc<dyn Fn() -> i64 + Send + Sync>,
    /// Chance.
    pub random: Random,
}

/// Serves the provider until the future is done. Its pages are at `base`.
///
/// # Errors
/// If the listener fails.
pub async fn serve(
    listener: TcpListener,
    base: String,
    sources: Sources,
    until: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let provider = Provider { state: Arc::new(Mutex::new(State { base, ..State::default() })), sources };
    let router = Router::new()
        .route("/v1/balance", get(api::balance))
        .route("/v1/webhook_endpoints", post(api::listen))
        .route("/v1/webhook_endpoints/{id}", post(api::listen_again).delete(api::deafen))
        .route("/v1/checkout/sessions", post(api::order))
        .route("/v1/checkout/sessions/{id}", get(api::look))
        .route("/v1/checkout/sessions/{id}/expire", post(api::expire))
        .route("/v1/customers/{id}/payment_methods", get(money::cards))
        .route("/v1/payment_methods/{id}/detach", post(money::detach))
        .route("/v1/payment_intents", get(money::intents).post(money::charge))
        .route("/v1/payment_intents/{id}", get(money::intent))
        .route("/v1/payment_intents/{id}/cancel", post(money::cancel))
        .route("/v1/refunds", get(money::refunds).post(money::refund))
        .layer(axum::middleware::from_fn_with_state(provider.clone(), api::ways))
        .route("/", get(pages::overview))
        .route("/ways", post(pages::change_ways))
        .route("/events/{id}/send", post(pages::send_again))
        .route("/money/{id}/refund", post(pages::refund))
        .route("/refunds/{id}/{status}", post(pages::refund_ends))
        .route("/money/{id}/dispute/{status}", post(pages::dispute))
        .route("/pay/{id}", get(pages::pay).post(pages::paid))
        .route("/pay/{id}/confirm", get(pages::ask).post(pages::confirmed))
        .with_state(provider);
    axum::serve(listener, router).with_graceful_shutdown(until).await
}
