//! Cards that are charged again without their owner, and money that is paid back.

use axum::{
    Form, Json,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    Provider,
    api::{Fields, field, key, missing},
    deliver,
};

/// By which a card is charged again.
fn method(payer: &str, digits: &str) -> String {
    format!("pm_{}_{}", digits.chars().skip(12).collect::<String>(), payer)
}

/// The cards of a payer.
pub async fn cards(State(provider): State<Provider>, Path(payer): Path<String>) -> Response {
    match provider.state().cards.get(&payer) {
        Some(digits) => {
            let last = digits.chars().skip(12).collect::<String>();
            let card = json!({ "id": method(&payer, digits), "type": "card", "card": { "brand": "visa", "last4": last } });
            Json(json!({ "object": "list", "data": [card] })).into_response()
        }
        None => missing(StatusCode::NOT_FOUND, "No such customer"),
    }
}

/// What was answered to the same key, and else what is answered now.
fn once(provider: &Provider, headers: &HeaderMap, answer: impl FnOnce(&mut crate::State) -> (StatusCode, Value)) -> Response {
    let asked = (
        key(headers).unwrap_or_default(),
        headers.get("idempotency-key").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned(),
    );
    let mut state = provider.state();
    if let Some(known) = state.answers.get(&asked).filter(|_| !asked.1.is_empty()).cloned() {
        return (known.0, Json(known.1)).into_response();
    }
    let said = answer(&mut state);
    state.answers.insert(asked, said.clone());
    (said.0, Json(said.1)).into_response()
}

fn declined(message: &str, code: &str) -> (StatusCode, Value) {
    (StatusCode::PAYMENT_REQUIRED, json!({ "error": { "type": "card_error", "code": code, "message": message } }))
}

/// Charges a payer's card without them.
pub async fn charge(State(provider): State<Provider>, headers: HeaderMap, Form(fields): Form<Fields>) -> Response {
    let intent = provider.id("pi");
    let mut told = None;
    let answer = once(&provider, &headers, |state| {
        let (payer, amount) = (field(&fields, "customer"), field(&fields, "amount").parse().unwrap_or(0));
        let asks = field(&fields, "off_session") == "true" && field(&fields, "confirm") == "true";
        let asked = field(&fields, "payment_method");
        let Some(digits) = state.cards.get(&payer).filter(|digits| method(&payer, digits) == asked) else {
            let error = json!({ "error": {
                "type": "invalid_request_error", "code": "resource_missing", "message": "No such payment method",
            } });
            return (StatusCode::BAD_REQUEST, error);
        };
        match digits.as_str() {
            _ if amount <= 0 || !asks => {
                let error = json!({ "error": { "type": "invalid_request_error", "message": "only charges off session" } });
                (StatusCode::BAD_REQUEST, error)
            }
            "4000000000000341" => declined("Your card was declined.", "card_declined"),
            "4000002500003155" => declined("Your card asks for a confirmation.", "authentication_required"),
            _ => {
                state.intents.insert(intent.clone(), amount);
                let said = json!({
                    "id": intent, "object": "payment_intent", "status": "succeeded", "amount_received": amount,
                    "currency": field(&fields, "currency"), "customer": payer,
                });
                let mut event = said.clone();
                event["metadata"] = json!({ "payment": field(&fields, "metadata[payment]") });
                told = Some(event);
                (StatusCode::OK, said)
            }
        }
    });
    if let Some(event) = told {
        deliver::tell(&provider, &key(&headers).unwrap_or_default(), "payment_intent.succeeded", &event);
    }
    answer
}

/// Pays money back.
pub async fn refund(State(provider): State<Provider>, headers: HeaderMap, Form(fields): Form<Fields>) -> Response {
    let id = provider.id("re");
    once(&provider, &headers, |state| {
        let amount: i64 = field(&fields, "amount").parse().unwrap_or(0);
        let left = state.intents.entry(field(&fields, "payment_intent")).or_default();
        if amount <= 0 || amount > *left {
            let error = json!({ "error": { "type": "invalid_request_error", "message": "more than was paid" } });
            return (StatusCode::BAD_REQUEST, error);
        }
        *left -= amount;
        let made = json!({
            "id": id, "object": "refund", "status": "succeeded", "amount": amount,
            "payment_intent": field(&fields, "payment_intent"), "metadata": { "refund": field(&fields, "metadata[refund]") },
        });
        state.refunds.push(made.clone());
        (StatusCode::OK, made)
    })
}

#[derive(Deserialize)]
pub struct Of {
    payment_intent: String,
}

/// What was paid back of some money.
pub async fn refunds(State(provider): State<Provider>, Query(of): Query<Of>) -> Json<Value> {
    let state = provider.state();
    let made: Vec<_> =
        state.refunds.iter().filter(|one| one["payment_intent"] == of.payment_intent.as_str()).cloned().collect();
    Json(json!({ "object": "list", "data": made }))
}

/// Forgets a card.
pub async fn detach(State(provider): State<Provider>, Path(card): Path<String>) -> Response {
    let payer = card.splitn(3, '_').nth(2).unwrap_or_default();
    match provider.state().cards.remove(payer) {
        Some(_) => Json(json!({ "id": card, "object": "payment_method", "customer": null })).into_response(),
        None => missing(StatusCode::NOT_FOUND, "No such payment method"),
    }
}
