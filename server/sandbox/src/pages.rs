//! The provider's own pages: the one on which somebody pays, the one on which their bank asks, and what happened, for developers.

use axum::{
    Form,
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;
use serde_json::json;

use crate::{CARDS, Intent, Provider, Session, Ways, api, deliver, money, units};

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f2f0ea;color:#26221a}main{max-width:30rem;margin:8vh auto;\
    background:#fff;padding:2rem;border-radius:1rem}label{display:block;font-weight:600;margin:1rem 0 .25rem}input{font:inherit;padding:.6rem;\
    width:100%;box-sizing:border-box;border:1px solid #8a8270;border-radius:.5rem}button{font:inherit;font-weight:600;margin-top:1rem;\
    padding:.7rem 1.2rem;border:0;border-radius:.5rem;background:#3b5c1e;color:#fff}table{border-collapse:collapse;width:100%;font-size:.9rem}\
    td,th{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #e2ddd0}.bad{color:#9b1c1c}a{color:#3b5c1e}";

fn page(title: &str, body: &Markup) -> Html<String> {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (STYLE) }
            }
            body { main { h1 { (title) } (body) } }
        }
    };
    Html(page.into_string())
}

fn amount(session: &Session) -> String {
    units::shown(session.amount, &session.currency)
}

fn gone() -> Response {
    (StatusCode::GONE, page("This payment page is over", &html! { p { "Nothing can be paid here any more." } })).into_response()
}

fn open(provider: &Provider, id: &str) -> Option<Session> {
    provider.state().sessions.get(id).filter(|session| session.status == "open").cloned()
}

fn form(session: &Session, problem: Option<&str>) -> Html<String> {
    page(
        &format!("Pay {}", amount(session)),
        &html! {
            p { (session.what) " · for " (session.email) }
            @if let Some(problem) = problem { p.bad role="alert" { (problem) } }
            form method="post" {
                label for="card" { "Card number" }
                input id="card" name="card" inputmode="numeric" autocomplete="cc-number" value="4242 4242 4242 4242";
                button { "Pay" }
            }
            p { a href=(session.left_url) { "Back without paying" } }
            h2 { "Test cards" }
            table { @for (card, fate) in CARDS { tr { td { (card) } td { (fate) } } } }
        },
    )
}

/// The page on which somebody pays.
pub async fn pay(State(provider): State<Provider>, Path(id): Path<String>) -> Response {
    open(&provider, &id).map_or_else(gone, |session| form(&session, None).into_response())
}

#[derive(Deserialize)]
pub struct Card {
    #[serde(default)]
    card: String,
}

/// A card was entered.
pub async fn paid(State(provider): State<Provider>, Path(id): Path<String>, Form(Card { card }): Form<Card>) -> Response {
    let Some(session) = open(&provider, &id) else { return gone() };
    let digits: String = card.chars().filter(char::is_ascii_digit).collect();
    match digits.as_str() {
        "4242424242424242" | "4000000000000341" => take(&provider, &id, &digits),
        "4000002500003155" => Redirect::to(&format!("/pay/{id}/confirm")).into_response(),
        "4000000000000002" => {
            let why = "Your card was declined.";
            let object = json!({
                "id": session.intent, "object": "payment_intent", "metadata": { "payment": session.payment },
                "last_payment_error": { "code": "card_declined", "message": why },
            });
            deliver::tell(&provider, &session.key, "payment_intent.payment_failed", &object);
            form(&session, Some("The card was declined. Take another one, or go back.")).into_response()
        }
        _ => form(&session, Some("That is none of the test cards.")).into_response(),
    }
}

fn take(provider: &Provider, id: &str, card: &str) -> Response {
    let now = provider.now();
    let (session, object) = {
        let mut state = provider.state();
        let (base, more) = (state.base.clone(), state.ways.more);
        let Some(session) = state.sessions.get_mut(id).filter(|session| session.status == "open") else { return gone() };
        session.status = "complete";
        session.paid = true;
        let session = session.clone();
        state.cards.insert(session.customer.clone(), (card.to_owned(), session.key.clone()));
        state.intents.push(Intent {
            id: session.intent.clone(),
            key: session.key.clone(),
            status: "succeeded".to_owned(),
            amount: session.amount,
            refunded: 0,
            currency: session.currency.clone(),
            customer: session.customer.clone(),
            payment: session.payment.clone(),
            problem: None,
            created: now,
        });
        let object = api::told(&session, &base, more);
        (session, object)
    };
    deliver::tell(provider, &session.key, "checkout.session.completed", &object);
    Redirect::to(&session.paid_url).into_response()
}

/// The payer's bank asks.
pub async fn ask(State(provider): State<Provider>, Path(id): Path<String>) -> Response {
    let Some(session) = open(&provider, &id) else { return gone() };
    page(
        "Your bank asks: is this payment yours?",
        &html! {
            p { (amount(&session)) " to " (session.what) }
            form method="post" { button { "Confirm" } }
            p { a href={ "/pay/" (session.id) } { "No" } }
        },
    )
    .into_response()
}

/// It is.
pub async fn confirmed(State(provider): State<Provider>, Path(id): Path<String>) -> Response {
    take(&provider, &id, "4000002500003155")
}

/// What happened.
pub async fn overview(State(provider): State<Provider>) -> Html<String> {
    let state = provider.state();
    page(
        "Sandbox payment provider",
        &html! {
            p { "It moves no money. Webhooks: " (format!("{:?}", state.ways)) }
            h2 { "Payment pages" }
            table { @for session in state.sessions.values().rev() {
                tr { td { (session.what) } td { (amount(session)) } td { (session.status) } td { (session.email) } }
            } }
            h2 { "Money" }
            table { @for money in state.intents.iter().rev() {
                tr {
                    td { (money.id) }
                    td { (units::shown(money.amount, &money.currency)) }
                    td { (money.status) }
                    td { form method="post" action={ "/money/" (money.id) "/refund" } {
                        input name="amount" aria-label="Amount" value=(money.amount - money.refunded);
                        button { "Refund" }
                    } }
                    td { @for status in ["needs_response", "won", "lost"] {
                        form method="post" action={ "/money/" (money.id) "/dispute/" (status) } { button { "Dispute: " (status) } }
                    } }
                }
            } }
            h2 { "Refunds" }
            table { @for (_, refund) in state.refunds.iter().rev() {
                tr {
                    td { (refund["id"].as_str().unwrap_or_default()) }
                    td { (refund["amount"]) }
                    td { (refund["status"].as_str().unwrap_or_default()) }
                }
            } }
            h2 { "Webhooks" }
            table { @for event in state.events.iter().rev() {
                tr {
                    td { (event.kind) }
                    td { (event.told.join(", ")) }
                    td { form method="post" action={ "/events/" (event.id) "/send" } { button { "Send again" } } }
                }
            } }
        },
    )
}

/// Behaves otherwise from now on.
pub async fn change_ways(State(provider): State<Provider>, Form(ways): Form<Ways>) -> StatusCode {
    provider.state().ways = ways;
    StatusCode::NO_CONTENT
}

/// Tells an event once more; `last` is the newest.
pub async fn send_again(State(provider): State<Provider>, Path(id): Path<String>) -> Redirect {
    let id = if id == "last" { provider.state().events.last().map(|event| event.id.clone()).unwrap_or_default() } else { id };
    deliver::send(&provider, &id, 0);
    Redirect::to("/")
}

#[derive(Deserialize)]
pub struct Back {
    amount: i64,
}

/// Somebody pays money back in the provider's own console.
pub async fn refund(State(provider): State<Provider>, Path(id): Path<String>, Form(Back { amount }): Form<Back>) -> Response {
    let name = provider.id("re");
    let made = money::make_refund(&mut provider.state(), &name, &id, amount, "", None);
    match made {
        Ok((key, made)) => {
            deliver::tell(&provider, &key, "refund.created", &made);
            Redirect::to("/").into_response()
        }
        Err(why) => (StatusCode::BAD_REQUEST, why).into_response(),
    }
}

/// A refund that was under way ends: `last` is the newest.
pub async fn refund_ends(State(provider): State<Provider>, Path((id, status)): Path<(String, String)>) -> Response {
    let ended = {
        let mut state = provider.state();
        let found = state.refunds.iter_mut().rev().find(|(_, one)| id == "last" || one["id"] == id.as_str());
        let Some((key, one)) = found else { return StatusCode::NOT_FOUND.into_response() };
        one["status"] = json!(status);
        let (key, one) = (key.clone(), one.clone());
        if status == "failed" || status == "canceled" {
            let amount = one["amount"].as_i64().unwrap_or_default();
            if let Some(of) = state.intents.iter_mut().find(|of| one["payment_intent"] == of.id.as_str()) {
                of.refunded -= amount;
            }
        }
        (key, one)
    };
    deliver::tell(&provider, &ended.0, if status == "failed" { "refund.failed" } else { "refund.updated" }, &ended.1);
    Redirect::to("/").into_response()
}

/// A payer's bank takes a payment back, or decides about it. Money moves as Stripe moves it: away when the dispute is made, and back when it
/// is won (docs.stripe.com/disputes/how-disputes-work).
pub async fn dispute(State(provider): State<Provider>, Path((id, status)): Path<(String, String)>) -> Response {
    let (key, object) = {
        let state = provider.state();
        let Some(of) = state.intents.iter().find(|of| of.id == id) else { return StatusCode::NOT_FOUND.into_response() };
        let object = json!({
            "id": format!("dp_{id}"), "object": "dispute", "amount": of.amount, "currency": of.currency, "payment_intent": id,
            "reason": "fraudulent", "status": status,
        });
        (of.key.clone(), object)
    };
    let kinds: &[&'static str] = match status.as_str() {
        "won" => &["charge.dispute.closed", "charge.dispute.funds_reinstated"],
        "lost" => &["charge.dispute.closed"],
        _ => &["charge.dispute.created", "charge.dispute.funds_withdrawn"],
    };
    for kind in kinds {
        deliver::tell(&provider, &key, kind, &object);
    }
    Redirect::to("/").into_response()
}
