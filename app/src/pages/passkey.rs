//! Signing in with a passkey. The page asks the browser for one (`frontend/desk/src/passkey.rs`), whose answer comes back as a form.

use backend::accounts;
use domain::{paths, words::Word};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::sign_in::begin;
use crate::{
    PortalError,
    portal::{self, Portal},
    ui::{Alert, AskPasskey, Desk, Door, Purpose, loaded},
    words::t,
};

struct Page {
    /// What the browser is asked.
    asked: String,
    /// Whether its answer did not let anybody in.
    refused: bool,
}

async fn take(next: String) -> Result<Option<Page>, PortalError> {
    let portal = Portal::current();
    // Looking stores nothing: what is asked waits in a session, which whoever pressed the button gets.
    let Some(sent) = portal::sent() else {
        portal::lead_on(&paths::with(paths::SIGN_IN, &[("next", paths::safe_next(&next))]));
        return Ok(None);
    };
    let session = portal::session().await?;
    let mut refused = false;
    if !sent.field("credential").is_empty() {
        let person =
            accounts::passkey_sign_in(&portal.backend, &session, sent.field("credential")).await.map_err(portal::fail)?;
        if let Some(person) = person {
            let to = begin(&portal, person, paths::safe_next(&next)).await?;
            portal::lead_on(&to);
            return Ok(None);
        }
        portal::set_refused();
        refused = true;
    }
    let asked = accounts::ask_sign_in(&portal.backend, &session).await.map_err(portal::fail)?;
    Ok(Some(Page { asked, refused }))
}

/// The page.
#[component]
pub fn PasskeyPage() -> impl IntoView {
    let next = use_query_map().get_untracked().get("next").unwrap_or_default();
    let instead = paths::with(paths::SIGN_IN, &[("next", paths::safe_next(&next))]);
    loaded(take(next), |page| {
        page.map(|Page { asked, refused }| {
            view! {
                <Door title=t(Word::PasskeyConfirm) intro=t(Word::PasskeyConfirmSignIn) faulty=refused>
                    {refused.then(|| view! { <Alert sentence=t(Word::PasskeyUnknown).to_owned()/> })}
                    <AskPasskey purpose=Purpose::SignIn asked at_once=!refused/>
                    <p><a href=instead>{t(Word::PasskeyInstead)}</a></p>
                </Door>
                <Desk/>
            }
        })
    })
}
