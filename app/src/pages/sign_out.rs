//! Signing out: the session ends in the database, and the browser is told to forget.

use domain::{paths, words::Word};
use leptos::prelude::*;

use crate::{
    PortalError, portal,
    ui::{Icon, Sign},
    words::t,
};

/// Ends the session (ASVS 7.4.1).
#[server(endpoint = "sign-out")]
pub async fn sign_out(#[server(default)] next: String) -> Result<(), PortalError> {
    let session = portal::session().await?;
    session.flush().await.map_err(|error| {
        tracing::error!(%error, "a session could not end");
        PortalError::NoAnswer
    })?;
    // The layer of the sessions takes the cookie away without `Secure`, and browsers do not listen to that for a `__Host-` name.
    portal::set_cookie("__Host-session", "", 0);
    // Pages that were fetched ahead, and whatever else the browser keeps, are not for whoever comes next (ASVS 14.3.1).
    portal::clear_site_data();
    // Only the page of a mailed link waits for whoever signs out.
    let waiting = [paths::INVITATION, paths::EMAIL].into_iter().find(|page| *page == next);
    portal::lead_plain_post(waiting.unwrap_or(paths::SIGN_IN));
    Ok(())
}

/// The button. A plain post: the pages must be loaded anew for whoever comes next.
#[component]
pub fn SignOutForm(
    /// Where it leads.
    #[prop(optional)]
    next: &'static str,
) -> impl IntoView {
    view! {
        <form method="post" action="/api/sign-out">
            {(!next.is_empty()).then(|| view! { <input type="hidden" name="next" value=next/> })}
            {if next.is_empty() {
                view! { <button class="icon-button" title=t(Word::SignOut)><Sign icon=Icon::Out/><span class="visually-hidden">{t(Word::SignOut)}</span></button> }.into_any()
            } else {
                view! { <button class="button primary">{t(Word::SignOut)}</button> }.into_any()
            }}
        </form>
    }
}
