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

use crate::{CARDS, Provider, Session, Ways, api, deliver};

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
    let (whole, part) = (session.amount / 100, session.amount % 100);
    format!("{} {whole}.{part:02}", session.currency.to_uppercase())
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
    let (session, object) = {
        let mut state = provider.state();
        let (base, more) = (state.base.clone(), state.ways.more);
        let Some(session) = state.sessions.get_mut(id).filter(|session| session.status == "open") else { return gone() };
        session.status = "complete";
        session.paid = true;
        let session = session.clone();
        state.cards.insert(session.customer.clone(), card.to_owned());
        state.intents.insert(session.intent.clone(), session.amount);
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
