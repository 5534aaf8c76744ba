//! What is asked of the provider: forms in, JSON out, the key as a bearer's token.

use axum::{
    Form, Json,
    extract::{Path, Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use crate::{Endpoint, Provider, Session, deliver};

pub type Fields = Vec<(String, String)>;

pub fn field(fields: &Fields, name: &str) -> String {
    fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
}

pub fn refusal(status: StatusCode, message: &str) -> Response {
    (status, Json(json!({ "error": { "type": "invalid_request_error", "message": message } }))).into_response()
}

/// It does not know what it is asked of.
pub fn missing(status: StatusCode, message: &str) -> Response {
    let error = json!({ "type": "invalid_request_error", "code": "resource_missing", "message": message });
    (status, Json(json!({ "error": error }))).into_response()
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
    next.run(request).await
}

pub async fn balance() -> Json<Value> {
    Json(json!({ "object": "balance", "available": [] }))
}

pub async fn listen(State(provider): State<Provider>, headers: HeaderMap, Form(fields): Form<Fields>) -> Response {
    let url = field(&fields, "url");
    if !url.starts_with("http") {
        return refusal(StatusCode::BAD_REQUEST, "url: not an address");
    }
    let endpoint =
        Endpoint { id: provider.id("we"), key: key(&headers).unwrap_or_default(), url, secret: provider.id("whsec") };
    let told = json!({ "id": endpoint.id, "object": "webhook_endpoint", "url": endpoint.url, "secret": endpoint.secret });
    provider.state().endpoints.insert(endpoint.id.clone(), endpoint);
    Json(told).into_response()
}

pub async fn deafen(State(provider): State<Provider>, Path(id): Path<String>) -> Response {
    match provider.state().endpoints.remove(&id) {
        Some(_) => Json(json!({ "id": id, "deleted": true })).into_response(),
        None => missing(StatusCode::NOT_FOUND, "No such webhook endpoint"),
    }
}

pub async fn order(State(provider): State<Provider>, headers: HeaderMap, Form(fields): Form<Fields>) -> Response {
    let key = key(&headers).unwrap_or_default();
    let once = headers.get("idempotency-key").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let mut state = provider.state();
    if let Some(answer) = state.answers.get(&(key.clone(), once.clone())).filter(|_| !once.is_empty()).cloned() {
        return (answer.0, Json(answer.1)).into_response();
    }
    let payer = field(&fields, "customer");
    if !payer.is_empty() && !state.cards.contains_key(&payer) {
        return missing(StatusCode::BAD_REQUEST, "No such customer");
    }
    let amount = field(&fields, "line_items[0][price_data][unit_amount]").parse().unwrap_or(0);
    if field(&fields, "mode") != "payment" || amount <= 0 {
        return refusal(StatusCode::BAD_REQUEST, "only payments of more than nothing");
    }
    let session = Session {
        id: provider.id("cs_test"),
        key: key.clone(),
        reference: field(&fields, "client_reference_id"),
        amount,
        currency: field(&fields, "line_items[0][price_data][currency]"),
        what: field(&fields, "line_items[0][price_data][product_data][name]"),
        email: field(&fields, "customer_email"),
        payment: field(&fields, "payment_intent_data[metadata][payment]"),
        paid_url: field(&fields, "success_url"),
        left_url: field(&fields, "cancel_url"),
        status: "open",
        paid: false,
        intent: provider.id("pi"),
        customer: if payer.is_empty() { provider.id("cus") } else { payer },
    };
    let answer = told(&session, &state.base, 0);
    state.answers.insert((key, once), (StatusCode::OK, answer.clone()));
    state.sessions.insert(session.id.clone(), session);
    Json(answer).into_response()
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
