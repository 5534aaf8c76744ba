//! The banner over every page of an operator who acts for somebody else, and the way into a customer's account and out of both.

use backend::operators;
use domain::{form::Answers, ids::CustomerId, paths, words::Word};
use leptos::prelude::*;

use crate::{
    PortalError,
    portal::{self, Portal},
    ui::AccountField,
    words::{t, tf},
};

/// From now on the operator acts for a customer of the reseller for whom they act.
#[server(endpoint = "operator/act")]
pub async fn act_as_customer(#[server(default)] customer: String) -> Result<(), PortalError> {
    let portal = Portal::current();
    let Some(actor) = &portal.actor else { return Err(portal::fail_signed_out()) };
    let none = || portal::fail(backend::Error::NotFound);
    let customer: CustomerId = customer.parse().map_err(|_| none())?;
    let acting = actor.acting.as_ref().ok_or_else(none)?;
    let answers = Answers::new();
    operators::act(&portal.backend, &portal::session().await?, actor, acting.reseller, Some(customer), &answers)
        .await
        .map_err(portal::fail)?;
    portal::lead_plain_post(paths::DASHBOARD);
    Ok(())
}

/// Stops acting for somebody else.
#[server(endpoint = "operator/stop")]
pub async fn stop_acting() -> Result<(), PortalError> {
    let portal = Portal::current();
    let Some(actor) = &portal.actor else { return Err(portal::fail_signed_out()) };
    operators::stop(&portal.backend, &portal::session().await?, actor).await.map_err(portal::fail)?;
    portal::lead_plain_post(paths::OPERATOR);
    Ok(())
}

/// The banner; nothing for everybody else.
#[component]
pub fn ActingBanner() -> impl IntoView {
    let portal = Portal::current();
    let actor = portal.actor.as_ref()?;
    let acting = actor.acting.as_ref()?;
    let place = actor.place.as_ref()?;
    let name = place.customer_name.as_ref().unwrap_or(&place.name);
    let minutes = (acting.until - portal.backend.now().unix_timestamp() + 59).max(60) / 60;
    let values = [("name", name.as_str()), ("reason", &acting.reason), ("minutes", &minutes.to_string())];
    Some(view! {
        <form class="acting" method="post" action="/api/operator/stop" aria-label=t(Word::Act)>
            <p><bdi>{tf(Word::ActBanner, &values)}</bdi></p>
            <button class="button small">{t(Word::ActStop)}</button>
        </form>
    })
}

/// The button on a customer's page; nothing for whoever acts for nobody.
#[component]
pub fn ActAsCustomer(
    /// The customer.
    customer: CustomerId,
) -> impl IntoView {
    let acts = Portal::current().actor.is_some_and(|actor| actor.acting.is_some() && actor.is_staff());
    acts.then(|| {
        view! {
            <form method="post" action="/api/operator/act"><AccountField/>
                <input type="hidden" name="customer" value=customer.to_string()/>
                <button class="button">{t(Word::ActCustomer)}</button>
            </form>
        }
    })
}
