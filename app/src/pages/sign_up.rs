//! A sign-up that is not finished yet (S0.6, S0.7, S0.9): what the reseller sees of it on the customer's page, and what the customer finds
//! on their account until they have.

use backend::customers;
use domain::{
    access::Action,
    ids::CustomerId,
    paths,
    payments::{PaymentState, SignUp, Turn},
    words::Word,
};
use leptos::prelude::*;

use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{AccountField, Alert, reseller_name},
    words::{t, tf},
};

/// Takes a sign-up over, or hands it to the customer.
#[server(endpoint = "sign-up/turn")]
pub async fn give_turn(#[server(default)] customer: String, #[server(default)] to: String) -> Result<(), PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may(Action::CreateCustomers)?;
    let customer: CustomerId = customer.parse().map_err(|_| portal::fail(backend::Error::NotFound))?;
    let turn = if to == Turn::Customer.code() { Turn::Customer } else { Turn::Reseller };
    let given = customers::give_turn(&portal.backend, &scope, customer, turn).await.map_err(portal::fail)?;
    let refused = || paths::with(&paths::customer(customer), &[("refused", "paying")]);
    portal::lead_plain_post(&given.unwrap_or_else(|_| refused()));
    Ok(())
}

/// Ends the payment of a sign-up that is not finished, so that the reseller need not wait for it.
#[server(endpoint = "sign-up/end-payment")]
pub async fn end_payment(#[server(default)] customer: String) -> Result<(), PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may(Action::CreateCustomers)?;
    let customer: CustomerId = customer.parse().map_err(|_| portal::fail(backend::Error::NotFound))?;
    customers::find(&portal.backend, &scope, customer).await.map_err(portal::fail)?;
    let sign_up = customers::sign_up(&portal.backend, &scope, customer).await.map_err(portal::fail)?;
    let Some(payment) = sign_up.and_then(|sign_up| sign_up.payment) else {
        // Ended or paid in between: the customer's page shows which.
        portal::lead_plain_post(&paths::customer(customer));
        return Ok(());
    };
    let over = backend::payments::cancel(&portal.backend, &scope, payment).await.map_err(portal::fail)?;
    let stands = backend::payments::find(&portal.backend, &scope, payment).await.map_err(portal::fail)?.state;
    let flash = match (over, stands) {
        (_, PaymentState::Paid) => Flash::note(Word::EndPaymentPaid),
        (true, _) => Flash::done(Word::EndPaymentDone),
        (false, _) => Flash::note(Word::EndPaymentOpen),
    };
    portal::lead_plain_post_saying(&paths::customer(customer), &flash);
    Ok(())
}

/// What the reseller sees.
#[component]
pub fn SignUpCard(
    /// The sign-up.
    sign_up: SignUp,
    /// Whose.
    customer: CustomerId,
    /// Whether whoever looks may take it over.
    may_take: bool,
    /// Whether that was refused just now, since a payment is under way.
    refused: bool,
) -> impl IntoView {
    let turn = |to: Turn, word: Word, class: &'static str| {
        view! {
            <form method="post" action="/api/sign-up/turn"><AccountField/>
                <input type="hidden" name="customer" value=customer.to_string()/>
                <button class=class name="to" value=to.code()>{t(word)}</button>
            </form>
        }
    };
    let paying = sign_up.payment.is_some();
    let actions = (may_take && !paying).then(|| match sign_up.turn {
        Turn::Customer => view! { <div class="page-actions">{turn(Turn::Reseller, Word::TakeOver, "button")}</div> }.into_any(),
        Turn::Reseller => view! {
            <div class="page-actions">
                <a class="button primary" href=sign_up.next.clone()>{t(Word::SignUpGoOn)}</a>
                {turn(Turn::Customer, Word::HandOver, "button")}
            </div>
        }
        .into_any(),
    });
    let end_payment = (may_take && paying).then(|| {
        view! {
            <form method="post" action="/api/sign-up/end-payment" class="page-actions"><AccountField/>
                <input type="hidden" name="customer" value=customer.to_string()/>
                <button class="button">{t(Word::EndPayment)}</button>
            </form>
        }
    });
    let sentence = match (paying, sign_up.turn) {
        (true, _) => Word::SignUpPaying,
        (_, Turn::Customer) => Word::SignUpTheirTurn,
        (_, Turn::Reseller) => Word::SignUpYourTurn,
    };
    let hint = (!paying && sign_up.turn == Turn::Customer).then(|| view! { <p class="hint">{t(Word::SignUpHint)}</p> });
    view! {
        {refused.then(|| view! { <Alert sentence=t(Word::SignUpPaying).to_owned()/> })}
        <section class="block sign-up" aria-labelledby="sign-up">
            <h2 id="sign-up">{t(Word::SignUpTitle)}</h2>
            <p>{t(sentence)}</p>
            {hint}
            <Missing missing=sign_up.missing/>
            {actions}
            {end_payment}
        </section>
    }
}

/// What is still to be answered.
#[component]
fn Missing(missing: Vec<Word>) -> impl IntoView {
    if missing.is_empty() {
        return view! { <p class="hint">{t(Word::SignUpNothingMissing)}</p> }.into_any();
    }
    view! {
        <h3>{t(Word::SignUpMissing)}</h3>
        <ul class="missing">{missing.into_iter().map(|label| view! { <li>{t(label)}</li> }).collect_view()}</ul>
    }
    .into_any()
}

/// What the customer finds on their account.
#[component]
pub fn FinishCard(
    /// The sign-up.
    sign_up: SignUp,
    /// Whether whoever looks may go on with it.
    may_finish: bool,
) -> impl IntoView {
    let (sentence, to) = match (sign_up.payment, sign_up.turn) {
        (Some(payment), _) => (t(Word::FinishPaying).to_owned(), Some((paths::payment(payment), Word::FinishLook))),
        (_, Turn::Customer) => (t(Word::FinishFirst).to_owned(), Some((sign_up.next, Word::FinishGoOn))),
        (_, Turn::Reseller) => (tf(Word::FinishTheirTurn, &[("reseller", &reseller_name())]), None),
    };
    let to = to.filter(|_| may_finish).map(|(href, word)| {
        view! { <p class="actions"><a class="button primary" href=href>{t(word)}</a></p> }
    });
    view! {
        <section class="block sign-up" aria-labelledby="sign-up">
            <h2 id="sign-up">{t(Word::ActivationTitle)}</h2>
            <p>{sentence}</p>
            {to}
        </section>
    }
}
