//! What became of a payment: the page to which the provider leads back, and on which nobody is told more than is known.

use backend::payments::{self, Step};
use domain::{
    access::{Action, can},
    ids::PaymentId,
    paths,
    payments::{Payment, PaymentState},
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{AccountField, Alert, PageHead, loaded},
    words::{language, t, tf},
};

struct Page {
    payment: Payment,
    /// Whether whoever looks may pay it, or give it up.
    may_pay: bool,
    /// Whether the provider was asked to give it up, and did not answer.
    stuck: bool,
    /// The provider's page, where it is at an origin that a form of ours may not lead to: then a link does.
    elsewhere: Option<String>,
}

async fn take(id: String) -> Result<Option<Page>, PortalError> {
    let portal = Portal::current();
    let (actor, scope) = portal.may(Action::ReadPayments)?;
    let id: PaymentId = id.parse().map_err(|_| portal::fail(backend::Error::NotFound))?;
    // Whoever sees what is owed may pay it; a sign-up is finished by whoever may agree to its terms.
    let role = actor.role;
    let acts = actor.acting.is_some();
    let mut stuck = false;
    if let Some(sent) = portal::sent() {
        let payment = payments::find(&portal.backend, &scope, id).await.map_err(portal::fail)?;
        let (_, scope) = portal.may(paying(&payment))?;
        // An operator who acts for them neither pays nor gives up in their place.
        if acts {
            return Err(portal::fail(backend::Error::Forbidden(paying(&payment))));
        }
        match sent.field("do") {
            "pay" => {
                let step = payments::go_on(&portal.backend, &scope, id).await.map_err(portal::fail)?;
                let (Step::Pay(to) | Step::Look(to)) = step;
                portal::lead_on(&to);
                return Ok(None);
            }
            "leave" => {
                stuck = !payments::cancel(&portal.backend, &scope, id).await.map_err(portal::fail)?;
                if !stuck {
                    let payment = payments::find(&portal.backend, &scope, id).await.map_err(portal::fail)?;
                    // It may have been paid at the last moment: then its page says so.
                    if payment.state == PaymentState::Paid {
                        portal::lead_on(&paths::payment(id));
                    } else {
                        let word = if payment.activates { Word::NotPaidNews } else { Word::PaymentNotOwed };
                        portal::lead_on_saying(&after(&payment), &Flash::note(word));
                    }
                    return Ok(None);
                }
            }
            _ => {}
        }
        portal::set_refused();
    }
    let payment = payments::find(&portal.backend, &scope, id).await.map_err(portal::fail)?;
    let origin = payments::paying_origin(&portal.backend, &scope).await.map_err(portal::fail)?;
    portal::let_forms_lead_to(origin.as_deref());
    let may_pay = can(role, paying(&payment)) && !acts;
    let near = |page: &String| origin.as_deref().is_some_and(|origin| page.starts_with(&format!("{origin}/")));
    let elsewhere = payment.page.clone().filter(|page| !near(page));
    Ok(Some(Page { payment, may_pay, stuck, elsewhere }))
}

/// What one must be allowed to do in order to pay it.
const fn paying(payment: &Payment) -> Action {
    if payment.activates { Action::FinishSignUp } else { Action::ReadPayments }
}

/// Where one goes on after a payment that is settled: back to the plan with everything kept, or to the account.
fn after(payment: &Payment) -> String {
    match (payment.state, payment.draft) {
        _ if !payment.activates => paths::STATEMENT.to_owned(),
        (PaymentState::Paid, _) | (_, None) => paths::DASHBOARD.to_owned(),
        (_, Some(draft)) => paths::step(draft, "plan"),
    }
}

/// The page.
#[component]
pub fn PaymentPage() -> impl IntoView {
    let id = use_params_map().get_untracked().get("payment").unwrap_or_default();
    loaded(take(id), |page| page.map(|page| view! { <Detail page/> }))
}

#[component]
fn Detail(page: Page) -> impl IntoView {
    let Page { payment, may_pay, stuck, elsewhere } = page;
    let title = tf(Word::PaymentTitle, &[("amount", &payment.amount.show(language()))]);
    let next = after(&payment);
    let here = paths::payment(payment.id);
    let activates = payment.activates;
    let word = if activates { Word::PaymentDeclinedBody } else { Word::PaymentDeclinedOwed };
    let declined = payment.problem.as_ref().map(|why| tf(word, &[("why", why)]));
    let [arrived, on, leave] = if activates {
        [Word::PaymentPaidBody, Word::PaymentToAccount, Word::PaymentBack]
    } else {
        [Word::PaymentPaidOwed, Word::PaymentToStatement, Word::PaymentLeave]
    };
    let body = match payment.state {
        PaymentState::Paid => view! {
            <p class="notice success" role="status">{t(arrived)}</p>
            <p class="actions"><a class="button primary" href=next>{t(on)}</a></p>
        }
        .into_any(),
        PaymentState::Declined | PaymentState::Canceled => {
            let canceled = if activates { Word::PaymentCanceledBody } else { Word::PaymentNotOwed };
            let back = if activates { Word::PaymentToPlan } else { on };
            let sentence = declined.unwrap_or_else(|| t(canceled).to_owned());
            view! {
                <p class="notice" role="status">{sentence}</p>
                <p class="actions"><a class="button primary" href=next>{t(back)}</a></p>
            }
            .into_any()
        }
        PaymentState::Open => {
            let unasked = stuck || payment.unasked;
            let sentence = match declined {
                Some(declined) => declined,
                None if payment.automatic => t(Word::PaymentCharging).to_owned(),
                None if unasked => t(Word::PaymentUnasked).to_owned(),
                None => t(Word::PaymentOpenBody).to_owned(),
            };
            let forms = (may_pay && !payment.automatic).then(|| {
                let on = match elsewhere {
                    Some(page) => view! { <a class="button primary" href=page>{t(Word::PaymentGoOn)}</a> }.into_any(),
                    None => view! { <button class="button primary" name="do" value="pay">{t(Word::PaymentGoOn)}</button> }
                        .into_any(),
                };
                view! {
                    <form method="post" class="page-actions"><AccountField/>
                        {on}
                        <button class="button" name="do" value="leave">{t(leave)}</button>
                    </form>
                }
            });
            view! {
                {(stuck).then(|| view! { <Alert sentence=t(Word::PaymentUnasked).to_owned()/> })}
                <p class="notice" role="status">{sentence}</p>
                {forms}
                <p class="actions"><a class="button" href=here>{t(Word::PaymentLook)}</a></p>
            }
            .into_any()
        }
    };
    view! {
        <PageHead title faulty=stuck><span class=format!("tag {}", tag(payment.state))>{t(payment.state.name())}</span></PageHead>
        {body}
    }
}

/// The tag that shows a state in the colour of its like.
pub(super) const fn tag(state: PaymentState) -> &'static str {
    match state {
        PaymentState::Paid => "active",
        PaymentState::Open => "awaiting_activation",
        PaymentState::Declined | PaymentState::Canceled => "suspended",
    }
}
