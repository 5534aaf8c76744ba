//! What is asked of the provider: forms in, JSON out, the key as a bearer's token.

use axum::{
    Form, Json,
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use crate::{Endpoint, Provider, Session, State as Known, deliver, units};

pub type Fields = Vec<(String, String)>;

pub fn field(fields: &Fields, name: &str) -> String {
    fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
}

pub fn refusal_body(message: &str) -> Value {
    json!({ "error": { "type": "invalid_request_error", "message": message } })
}

pub fn refusal(status: StatusCode, message: &str) -> Response {
    (status, Json(refusal_body(message))).into_response()
}

pub fn missing_body(message: &str) -> Value {
    json!({ "error": { "type": "invalid_request_error", "code": "resource_missing", "message": message } })
}

/// It does not know what it is asked of.
pub fn missing(status: StatusCode, message: &str) -> Response {
    (status, Json(missing_body(message))).into_response()
}

/// The key of whoever asks; every test key is known, but for one that begins as a revoked one.
pub fn key(headers: &HeaderMap) -> Option<String> {
    let key = headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")?;
    (key.starts_with("sk_test_") && !key.starts_with("sk_test_revoked")).then(|| key.to_owned())
}

/// Slow or out of order, where it is told to be.
pub async fn ways(State(provider): State<Provider>, request: Request, next: Next) -> Response {
    let ways = provider.state().ways.clone();
    if !request.uri().path().starts_with("/v1/") {
        return next.run(request).await;
    }
    if ways.slow_ms > 0 {
        tokio::time::sleep(std::time::Duration::from_millis(ways.slow_ms)).await;
    }
    if let Ok(status) = StatusCode::from_u16(ways.fail)
        && ways.fail >= 400
    {
        return refusal(status, "told to fail");
    }
    if key(request.headers()).is_none() {
        return refusal(StatusCode::UNAUTHORIZED, "Invalid API Key provided");
    }
    let posted = request.method() == Method::POST;
    let answer = next.run(request).await;
    let mut state = provider.state();
    if posted && state.ways.lose > 0 {
        state.ways.lose -= 1;
        // The connection breaks in the middle of the answer.
        let broken = std::io::Error::other("told to lose this answer");
        return Body::from_stream(tokio_stream::once(Err::<String, _>(broken))).into_response();
    }
    answer
}

/// How long an idempotency key is known (`docs.stripe.com/api/idempotent_requests`), in seconds.
const KEY_LASTS: i64 = 24 * 3_600;

/// What was answered to the same key, and else what is answered now.
pub fn once(provider: &Provider, headers: &HeaderMap, answer: impl FnOnce(&mut Known) -> (StatusCode, Value)) -> Response {
    let asked = (
        key(headers).unwrap_or_default(),
        headers.get("idempotency-key").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned(),
    );
    let now = provider.now();
    let mut state = provider.state();
    let forgets = asked.1.is_empty() || state.ways.forget;
    let known = state.answers.get(&asked).filter(|(_, _, at)| !forgets && now - at < KEY_LASTS).cloned();
    let (status, said) = if let Some((status, said, _)) = known { (status, said) } else { answer(&mut state) };
    state.answers.entry(asked).or_insert_with(|| (status, said.clone(), now));
    (status, Json(said)).into_response()
}

pub async fn balance() -> Json<Value> {
    Json(json!({ "object": "balance", "available": [] }))
}

pub async fn listen(State(provider): State<Provider>, headers: HeaderMap, Form(fields): Form<Fields>) -> Response {
    let url = field(&fields, "url");
    if !url.starts_with("http") {
        return refusal(StatusCode::BAD_REQUEST, "url: not an address");
    }
    let (id, secret) = (provider.id("we"), provider.id("whsec"));
    let endpoint = Endpoint { id, key: key(&headers).unwrap_or_default(), url, secret, events: events(&fields) };
    let told = json!({ "id": endpoint.id, "object": "webhook_endpoint", "url": endpoint.url, "secret": endpoint.secret });
    provider.state().endpoints.insert(endpoint.id.clone(), endpoint);
    Json(told).into_response()
}

fn events(fields: &Fields) -> Vec<String> {
    fields.iter().filter(|(name, _)| name == "enabled_events[]").map(|(_, event)| event.clone()).collect()
}

/// Tells an endpoint of other events from now on.
pub async fn listen_again(
    State(provider): State<Provider>,
    headers: HeaderMap,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Response {
    let key = key(&headers);
    match provider.state().endpoints.get_mut(&id).filter(|one| Some(&one.key) == key.as_ref()) {
        Some(endpoint) => {
            endpoint.events = events(&fields);
            Json(json!({ "id": id, "object": "webhook_endpoint" })).into_response()
        }
        None => missing(StatusCode::NOT_FOUND, "No such webhook endpoint"),
    }
}

pub async fn deafen(State(provider): State<Provider>, Path(id): Path<String>) -> Response {
    match provider.state().endpoints.remove(&id) {
        Some(_) => Json(json!({ "id": id, "deleted": true })).into_response(),
        None => missing(StatusCode::NOT_FOUND, "No such webhook endpoint"),
    }
}

pub async fn order(State(provider): State<Provider>, headers: HeaderMap, Form(fields): Form<Fields>) -> Response {
    let key = key(&headers).unwrap_or_default();
    let made = Session {
        id: provider.id("cs_test"),
        key: key.clone(),
        reference: field(&fields, "client_reference_id"),
        amount: field(&fields, "line_items[0][price_data][unit_amount]").parse().unwrap_or(0),
        currency: field(&fields, "line_items[0][price_data][currency]"),
        what: field(&fields, "line_items[0][price_data][product_data][name]"),
        email: field(&fields, "customer_email"),
        payment: field(&fields, "payment_intent_data[metadata][payment]"),
        paid_url: field(&fields, "success_url"),
        left_url: field(&fields, "cancel_url"),
        status: "open",
        paid: false,
        intent: provider.id("pi"),
        customer: provider.id("cus"),
    };
    once(&provider, &headers, |state| {
        let mut session = made;
        let payer = field(&fields, "customer");
        if !payer.is_empty() {
            if state.cards.get(&payer).is_none_or(|(_, owner)| *owner != key) {
                return (StatusCode::BAD_REQUEST, missing_body("No such customer"));
            }
            session.customer = payer;
        }
        if field(&fields, "mode") != "payment" {
            return (StatusCode::BAD_REQUEST, refusal_body("only payments"));
        }
        if let Some(why) = units::refusal(session.amount, &session.currency) {
            return (StatusCode::BAD_REQUEST, refusal_body(&why));
        }
        let answer = told(&session, &state.base, 0);
        state.sessions.insert(session.id.clone(), session);
        (StatusCode::OK, answer)
    })
}

/// A session as the API tells it.
pub fn told(session: &Session, base: &str, more: i64) -> Value {
    json!({
        "id": session.id,
        "object": "checkout.session",
        "url": (session.status == "open").then(|| format!("{base}/pay/{}", session.id)),
        "status": session.status,
        "payment_status": if session.paid { "paid" } else { "unpaid" },
        "amount_total": session.amount + more,
        "currency": session.currency,
        "client_reference_id": session.reference,
        "payment_intent": session.paid.then(|| session.intent.clone()),
        "customer": session.paid.then(|| session.customer.clone()),
    })
}

pub async fn look(State(provider): State<Provider>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    let key = key(&headers).unwrap_or_default();
    let state = provider.state();
    match state.sessions.get(&id).filter(|session| session.key == key) {
        Some(session) => Json(told(session, &state.base, state.ways.more)).into_response(),
        None => missing(StatusCode::NOT_FOUND, "No such checkout session"),
    }
}

pub async fn expire(State(provider): State<Provider>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    let key = key(&headers).unwrap_or_default();
    let answer = {
        let mut state = provider.state();
        let base = state.base.clone();
        let Some(session) = state.sessions.get_mut(&id).filter(|session| session.key == key) else {
            return missing(StatusCode::NOT_FOUND, "No such checkout session");
        };
        if session.status != "open" {
            return refusal(StatusCode::BAD_REQUEST, "Only sessions that are open can be expired");
        }
        session.status = "expired";
        told(session, &base, 0)
    };
    deliver::tell(&provider, &key, "checkout.session.expired", &answer);
    Json(answer).into_response()
}
