//! The first page of "Create New Customer" (S0.3). Reading it makes nothing: the first Continue makes the draft.

use domain::{access::Action, drafts::DraftView, form::Answers};
use leptos::prelude::*;

use super::step::Wizard;
use crate::{
    PortalError,
    portal::{self, Portal},
    ui::loaded,
};

/// The flow's first page, with the id that its draft will have.
async fn begin() -> Result<DraftView, PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may(Action::CreateCustomers)?;
    backend::drafts::begin(&portal.backend, &scope, "white_label", portal.reseller(), Answers::new())
        .await
        .map_err(portal::fail)
}

/// The page.
#[component]
pub fn NewCustomerPage() -> impl IntoView {
    loaded(begin(), |draft| {
        let first = domain::flows::flow(&draft.flow).and_then(|flow| flow.steps.first());
        let slug = first.map_or("", |step| step.slug).to_owned();
        view! { <Wizard draft slug/> }
    })
}
