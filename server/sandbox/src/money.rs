//! Cards that are charged again without their owner, and money that is paid back.

use std::collections::BTreeMap;

use axum::{
    Form, Json,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use crate::{
    Intent, Provider,
    api::{Fields, field, key, missing, missing_body, once, refusal, refusal_body},
    deliver, units,
};

/// By which a card is charged again.
fn method(payer: &str, digits: &str) -> String {
    format!("pm_{}_{}", digits.chars().skip(12).collect::<String>(), payer)
}

/// The cards of a payer.
pub async fn cards(State(provider): State<Provider>, headers: HeaderMap, Path(payer): Path<String>) -> Response {
    let key = key(&headers).unwrap_or_default();
    match provider.state().cards.get(&payer).filter(|(_, owner)| *owner == key) {
        Some((digits, _)) => {
            let last = digits.chars().skip(12).collect::<String>();
            let card = json!({ "id": method(&payer, digits), "type": "card", "card": { "brand": "visa", "last4": last } });
            Json(json!({ "object": "list", "data": [card] })).into_response()
        }
        None => missing(StatusCode::NOT_FOUND, "No such customer"),
    }
}

/// Money as the API tells it.
pub fn told(intent: &Intent) -> Value {
    json!({
        "id": intent.id, "object": "payment_intent", "status": intent.status, "amount": intent.amount,
        "amount_received": if intent.status == "succeeded" { intent.amount } else { 0 },
        "currency": intent.currency, "customer": intent.customer, "metadata": { "payment": intent.payment },
        "last_payment_error": intent.problem.map(|why| json!({ "code": "card_declined", "message": why })),
        "created": intent.created,
    })
}

/// Charges a payer's card without them.
pub async fn charge(State(provider): State<Provider>, headers: HeaderMap, Form(fields): Form<Fields>) -> Response {
    let key = key(&headers).unwrap_or_default();
    let mut made = Intent {
        id: provider.id("pi"),
        key: key.clone(),
        status: "succeeded".to_owned(),
        amount: field(&fields, "amount").parse().unwrap_or(0),
        refunded: 0,
        currency: field(&fields, "currency"),
        customer: field(&fields, "customer"),
        payment: field(&fields, "metadata[payment]"),
        problem: None,
        created: provider.now(),
    };
    let mut event = None;
    let answer = once(&provider, &headers, |state| {
        let asked = field(&fields, "payment_method");
        let known = state.cards.get(&made.customer).filter(|(_, owner)| *owner == key);
        let Some((digits, _)) = known.filter(|(digits, _)| method(&made.customer, digits) == asked) else {
            return (StatusCode::BAD_REQUEST, missing_body("No such payment method"));
        };
        if field(&fields, "off_session") != "true" || field(&fields, "confirm") != "true" {
            return (StatusCode::BAD_REQUEST, refusal_body("only charges off session"));
        }
        if let Some(why) = units::refusal(made.amount, &made.currency) {
            return (StatusCode::BAD_REQUEST, refusal_body(&why));
        }
        match digits.as_str() {
            "4000000000000341" => made.problem = Some("Your card was declined."),
            "4000002500003155" => made.problem = Some("Your card asks for a confirmation."),
            _ => {}
        }
        if made.problem.is_some() {
            "requires_payment_method".clone_into(&mut made.status);
        } else if !state.ways.charge.is_empty() {
            made.status.clone_from(&state.ways.charge);
        }
        let said = told(&made);
        let answer = match made.problem {
            Some(why) => {
                let error = json!({ "type": "card_error", "code": "card_declined", "message": why, "payment_intent": said });
                (StatusCode::PAYMENT_REQUIRED, json!({ "error": error }))
            }
            None => (StatusCode::OK, said.clone()),
        };
        state.intents.push(made);
        event = Some(said);
        answer
    });
    if let Some(said) = event.filter(|said| said["status"] == "succeeded") {
        deliver::tell(&provider, &key, "payment_intent.succeeded", &said);
    }
    answer
}

/// The money that a payer was asked for, the newest first.
pub async fn intents(
    State(provider): State<Provider>,
    headers: HeaderMap,
    Query(of): Query<BTreeMap<String, String>>,
) -> Json<Value> {
    let key = key(&headers).unwrap_or_default();
    let customer = of.get("customer").cloned().unwrap_or_default();
    let state = provider.state();
    let found = state.intents.iter().rev();
    let found = found.filter(|one| one.key == key && one.customer == customer);
    let mut found: Vec<_> = found.map(told).collect();
    if let Some(after) = of.get("starting_after") {
        let at = found.iter().position(|one| one["id"] == after.as_str()).map_or(found.len(), |at| at + 1);
        found.drain(..at);
    }
    let most = of.get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(10);
    let has_more = found.len() > most;
    found.truncate(most);
    Json(json!({ "object": "list", "data": found, "has_more": has_more }))
}

/// Money by its name.
pub async fn intent(State(provider): State<Provider>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    let key = key(&headers).unwrap_or_default();
    match provider.state().intents.iter().find(|one| one.id == id && one.key == key) {
        Some(found) => Json(told(found)).into_response(),
        None => missing(StatusCode::NOT_FOUND, "No such payment_intent"),
    }
}

/// It is not to be taken any more.
pub async fn cancel(State(provider): State<Provider>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    let key = key(&headers).unwrap_or_default();
    let mut state = provider.state();
    let Some(found) = state.intents.iter_mut().find(|one| one.id == id && one.key == key) else {
        return missing(StatusCode::NOT_FOUND, "No such payment_intent");
    };
    if matches!(found.status.as_str(), "succeeded" | "canceled" | "processing") {
        return refusal(StatusCode::BAD_REQUEST, "You cannot cancel this PaymentIntent");
    }
    "canceled".clone_into(&mut found.status);
    Json(told(found)).into_response()
}

/// Pays money back.
pub async fn refund(State(provider): State<Provider>, headers: HeaderMap, Form(fields): Form<Fields>) -> Response {
    let key = key(&headers).unwrap_or_default();
    let id = provider.id("re");
    let mut event = None;
    let answer = once(&provider, &headers, |state| {
        let amount = field(&fields, "amount").parse().unwrap_or(0);
        let status = Some(state.ways.refund.clone()).filter(|status| !status.is_empty());
        let name = field(&fields, "metadata[refund]");
        match make_refund(state, &id, &field(&fields, "payment_intent"), amount, &name, status.as_deref()) {
            Ok((_, made)) => {
                event = Some(made.clone());
                (StatusCode::OK, made)
            }
            Err(why) => (StatusCode::BAD_REQUEST, refusal_body(why)),
        }
    });
    if let Some(made) = event {
        deliver::tell(&provider, &key, "refund.created", &made);
    }
    answer
}

/// Pays money back, however that was asked for; gives the account's key with it.
pub fn make_refund(
    state: &mut crate::State,
    id: &str,
    of: &str,
    amount: i64,
    name: &str,
    status: Option<&str>,
) -> Result<(String, Value), &'static str> {
    let Some(money) = state.intents.iter_mut().find(|one| one.id == of && one.status == "succeeded") else {
        return Err("No such payment_intent");
    };
    if amount <= 0 || amount > money.amount - money.refunded {
        return Err("Refund amount is greater than unrefunded amount on charge");
    }
    money.refunded += amount;
    let made = json!({
        "id": id, "object": "refund", "status": status.unwrap_or("succeeded"), "amount": amount, "currency": money.currency,
        "payment_intent": of, "metadata": if name.is_empty() { json!({}) } else { json!({ "refund": name }) },
    });
    let key = money.key.clone();
    state.refunds.push((key.clone(), made.clone()));
    Ok((key, made))
}

/// What was paid back of some money.
pub async fn refunds(
    State(provider): State<Provider>,
    headers: HeaderMap,
    Query(of): Query<BTreeMap<String, String>>,
) -> Json<Value> {
    let key = key(&headers).unwrap_or_default();
    let of = of.get("payment_intent").cloned().unwrap_or_default();
    let state = provider.state();
    let made = state.refunds.iter().filter(|(owner, one)| *owner == key && one["payment_intent"] == of.as_str());
    Json(json!({ "object": "list", "data": made.map(|(_, one)| one).collect::<Vec<_>>(), "has_more": false }))
}

/// Forgets a card.
pub async fn detach(State(provider): State<Provider>, headers: HeaderMap, Path(card): Path<String>) -> Response {
    let key = key(&headers).unwrap_or_default();
    let payer = card.splitn(3, '_').nth(2).unwrap_or_default();
    let mut state = provider.state();
    if state.cards.get(payer).is_none_or(|(_, owner)| *owner != key) {
        return missing(StatusCode::NOT_FOUND, "No such payment method");
    }
    state.cards.remove(payer);
    Json(json!({ "id": card, "object": "payment_method", "customer": null })).into_response()
}
