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

/// The flow's first page, with the id that its draft will have.
async fn begin(flow: &'static Flow) -> Result<DraftView, PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may(Action::CreateCustomers)?;
    backend::drafts::begin(&portal.backend, &scope, flow.id, portal.reseller(), Answers::new()).await.map_err(portal::fail)
}

fn first(flow: &'static Flow) -> impl IntoView {
    loaded(begin(flow), move |draft| {
        // Whose charges would go nowhere cannot be made yet.
        let accounts = draft.lists.0.get(BillingAccountRef::LIST);
        if accounts.is_some_and(Vec::is_empty) {
            return Either::Left(view! {
                <PageHead title=t(flow.title)/>
                <section class="empty">
                    <h2>{t(Word::NeedsBilling)}</h2>
                    <p>{t(Word::NeedsBillingBody)}</p>
                    <a class="button primary" href=paths::NEW_BILLING>{t(Word::BillingAdd)}</a>
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
