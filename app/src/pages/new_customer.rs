//! The first page of each way to make a customer (S0.3, S1.1). Reading it makes nothing: the first Continue makes the draft.

use domain::{
    access::Action,
    drafts::DraftView,
    flows::{network, white_label},
    form::{Answers, Flow},
    paths,
    vocabulary::BillingAccountRef,
    words::Word,
};
use leptos::{either::Either, prelude::*};

use super::step::Wizard;
use crate::{
    PortalError,
    portal::{self, Portal},
    ui::{PageHead, loaded},
    words::t,
};

/// The flow's first page, with the id that its draft will have, and what the tenant must have before it can be walked.
async fn begin(flow: &'static Flow) -> Result<(DraftView, Option<&'static str>), PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may(Action::CreateCustomers)?;
    let draft = backend::drafts::begin(&portal.backend, &scope, flow.id, portal.reseller(), Answers::new()).await;
    let lacks = backend::lacks(&portal.backend, &scope, flow).await.map_err(portal::fail)?;
    Ok((draft.map_err(portal::fail)?, lacks))
}

fn first(flow: &'static Flow) -> impl IntoView {
    loaded(begin(flow), move |(draft, lacks)| {
        // It is said before anything is typed, with who can mend it.
        if let Some(list) = lacks {
            let is_billing = list == BillingAccountRef::LIST;
            let (title, body) = if is_billing {
                (Word::NeedsBilling, Word::NeedsBillingBody)
            } else {
                (Word::NeedsPlans, Word::NeedsPlansBody)
            };
            return Either::Left(view! {
                <PageHead title=t(flow.title)/>
                <section class="empty">
                    <h2>{t(title)}</h2>
                    <p>{t(body)}</p>
                    {is_billing.then(|| view! { <a class="button primary" href=paths::NEW_BILLING>{t(Word::BillingAdd)}</a> })}
                </section>
            });
        }
        let slug = flow.steps.first().map_or("", |step| step.slug).to_owned();
        Either::Right(view! { <Wizard draft slug/> })
    })
}

/// "Create New Customer" (S0).
#[component]
pub fn NewCustomerPage() -> impl IntoView {
    first(&white_label::FLOW)
}

/// "Add New Customer" (S1.3).
#[component]
pub fn AddCustomerPage() -> impl IntoView {
    first(&network::ADD)
}

/// "Invite New Customer" (S1.11).
#[component]
pub fn InviteCustomerPage() -> impl IntoView {
    first(&network::INVITE)
}
