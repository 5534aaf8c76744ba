//! The page at `/`: the staff's dashboard, or the account of a customer's person.

use domain::{
    access::{Action, can},
    customers::CustomerDetail,
    payments::SignUp,
    words::Word,
};
use leptos::prelude::*;

use super::{customer::Cards, dashboard::DashboardPage, sign_up::FinishCard};
use crate::{
    PortalError,
    portal::{self, Portal},
    ui::{PageHead, loaded, reseller_name},
    words::{t, tf},
};

/// One's own account, as one of a customer's people.
async fn own() -> Result<(CustomerDetail, Option<SignUp>), PortalError> {
    let portal = Portal::current();
    let (actor, scope) = portal.may(Action::ReadAccount)?;
    let id = actor.place.as_ref().and_then(|place| place.customer).ok_or_else(|| portal::fail(backend::Error::NotFound))?;
    let customer = backend::customers::find(&portal.backend, &scope, id).await.map_err(portal::fail)?;
    let sign_up = backend::customers::sign_up(&portal.backend, &scope, id).await.map_err(portal::fail)?;
    Ok((customer, sign_up))
}

/// The page.
#[component]
pub fn HomePage() -> impl IntoView {
    let actor = Portal::current().actor;
    if actor.as_ref().is_some_and(|actor| actor.place.is_none()) {
        // An operator acts for nobody in particular.
        portal::lead_on(domain::paths::OPERATOR);
        return ().into_any();
    }
    let role = actor.as_ref().map(|actor| actor.role);
    if actor.and_then(|actor| actor.place).is_some_and(|place| place.customer.is_some()) {
        loaded(own(), move |(customer, sign_up)| {
            let may_finish = role.is_some_and(|role| can(role, Action::FinishSignUp));
            let sign_up = sign_up.map(|sign_up| view! { <FinishCard sign_up may_finish/> });
            let summary = customer.summary.clone();
            view! {
                <PageHead title=summary.name intro=tf(Word::AccountIntro, &[("reseller", &reseller_name())]) tab=t(Word::Account).to_owned()>
                    <span class=format!("tag {}", summary.state.code())>{t(summary.state.name())}</span>
                </PageHead>
                {sign_up}
                {role.map(|role| view! { <Cards customer role/> })}
            }
        })
        .into_any()
    } else {
        view! { <DashboardPage/> }.into_any()
    }
}
