//! The page that says why there is nothing else here.

use domain::{paths, words::Word};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    PortalError, portal,
    words::{t, tf},
};

/// A page that says why there is nothing else here.
#[component]
pub fn ErrorPage(
    /// Why.
    error: PortalError,
) -> impl IntoView {
    let (title, body) = match &error {
        PortalError::NotFound | PortalError::SignedOut => (Word::NotFoundTitle, t(Word::NotFoundBody).to_owned()),
        PortalError::Forbidden(action) => (
            Word::ForbiddenTitle,
            tf(
                portal::refusal(portal::Portal::current().actor.as_ref(), action.refusal()),
                &[("reseller", &super::reseller_name())],
            ),
        ),
        PortalError::Malformed => (Word::UnreadableTitle, t(Word::UnreadableBody).to_owned()),
        PortalError::NoAnswer => (Word::BusyTitle, t(Word::BusyBody).to_owned()),
        PortalError::Unexpected { reference } => {
            let reference = tf(Word::FaultReference, &[("reference", reference)]);
            (Word::FaultTitle, format!("{} {reference}", t(Word::FaultBody)))
        }
    };
    view! {
        <Title text=t(title)/>
        <section class="refusal">
            <h1 tabindex="-1">{t(title)}</h1>
            <p>{body}</p>
            <p><a class="button" href=paths::DASHBOARD>{t(Word::ToDashboard)}</a></p>
        </section>
    }
}
