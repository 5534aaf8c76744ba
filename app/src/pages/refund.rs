//! Pays a customer's payment back, or a part of it.

use backend::payments::{self, Refunded};
use domain::{
    access::Action,
    credit::{CURRENCY, REFUND, REFUND_AMOUNT, Refundable},
    form::{Answer, Answers, Problems},
    ids::PaymentId,
    paths,
    payments::PaymentState,
    vocabulary::Amount,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::page_form::PageForm;
use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{AccountField, Alert, PageHead, loaded},
    words::{language, t, tf},
};

struct Page {
    payment: Refundable,
    answers: Answers,
    problems: Problems,
    refused: Option<String>,
}

async fn take(id: String) -> Result<Option<Page>, PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may(Action::Refund)?;
    let id: PaymentId = id.parse().map_err(|_| portal::fail(backend::Error::NotFound))?;
    let (mut typed, mut problems, mut refused) = (None, Problems::new(), None);
    if let Some(sent) = portal::sent() {
        let answers = sent.answers(&REFUND);
        let seen = sent.field("refunded").parse().unwrap_or_default();
        match payments::refund(&portal.backend, &scope, id, &answers, seen).await.map_err(portal::fail)? {
            Refunded::Done => {
                let payment = payments::refundable(&portal.backend, &scope, id).await.map_err(portal::fail)?;
                portal::lead_on_saying(&paths::customer(payment.customer), &Flash::done(Word::RefundDone));
                return Ok(None);
            }
            Refunded::Mend(wrong) => problems = wrong,
            Refunded::Refused(why) => refused = Some(tf(Word::RefundRefused, &[("why", why.trim_end_matches('.'))])),
            Refunded::Meanwhile => refused = Some(t(Word::RefundMeanwhile).to_owned()),
            Refunded::Silent => refused = Some(t(Word::RefundSilent).to_owned()),
        }
        portal::set_refused();
        typed = Some(answers);
    }
    let payment = payments::refundable(&portal.backend, &scope, id).await.map_err(portal::fail)?;
    let mut answers = typed.unwrap_or_else(|| {
        let mut whole = Answers::new();
        whole.set(REFUND_AMOUNT.question.key, Amount::of(&payment.left).show());
        whole
    });
    answers.set(CURRENCY, &payment.amount.currency);
    Ok(Some(Page { payment, answers, problems, refused }))
}

/// The page.
#[component]
pub fn RefundPage() -> impl IntoView {
    let id = use_params_map().get_untracked().get("payment").unwrap_or_default();
    loaded(take(id), |page| page.map(|page| view! { <Detail page/> }))
}

#[component]
fn Detail(page: Page) -> impl IntoView {
    let Page { payment, answers, problems, refused } = page;
    let back = paths::customer(payment.customer);
    let faulty = refused.is_some() || !problems.is_empty();
    let show = |money: &domain::money::Money| money.show(language());
    let intro = tf(
        Word::RefundIntro,
        &[
            ("customer", payment.customer_name.as_str()),
            ("amount", &show(&payment.amount)),
            ("what", &payment.what),
            ("left", &show(&payment.left)),
        ],
    );
    let body = match &payment.begun {
        Some(begun) => view! {
            <p class="notice" role="status">{tf(Word::RefundBegun, &[("amount", &show(begun))])}</p>
            <form method="post" class="page-actions"><AccountField/><button class="button primary">{t(Word::RefundAgain)}</button></form>
        }
        .into_any(),
        None if payment.left.is_zero() => {
            let why = if payment.state == PaymentState::Paid { Word::RefundAll } else { Word::RefundNotPaid };
            view! { <p class="notice">{t(why)}</p> }.into_any()
        }
        None => {
            let beside = vec![("refunded", payment.refunded.minor.to_string())];
            view! { <PageForm step=&REFUND answers problems submit=Word::Refund cancel=back.clone() beside/> }.into_any()
        }
    };
    view! {
        <a class="back" href=back>{payment.customer_name.clone()}</a>
        <PageHead title=t(Word::RefundTitle) intro faulty/>
        {refused.map(|sentence| view! { <Alert sentence/> })}
        {body}
    }
}
