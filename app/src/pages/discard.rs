//! Cancelling asks first: a page, so that it asks without JavaScript too.

use domain::{access::Action, drafts::DraftView, flows, form::Journey, paths, words::Word};
use leptos::prelude::*;

use super::wizard;
use crate::{
    PortalError,
    portal::{self, Portal},
    ui::{AccountField, PageHead},
    words::t,
};

/// Discards a draft.
#[server(endpoint = "drafts/discard")]
pub async fn discard_draft(#[server(default)] draft: String) -> Result<(), PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may(Action::CreateCustomers)?;
    let draft = draft.parse().map_err(|_| portal::fail(backend::Error::NotFound))?;
    backend::drafts::discard(&portal.backend, &scope, draft).await.map_err(portal::fail)?;
    portal::lead_plain_post(paths::DRAFTS);
    Ok(())
}

/// The page.
#[component]
pub fn DiscardPage() -> impl IntoView {
    wizard::opened(|_| "discard".to_owned(), |_, draft| view! { <Discard draft/> })
}

#[component]
fn Discard(draft: DraftView) -> impl IntoView {
    let next = flows::flow(&draft.flow).and_then(|flow| Journey::new(flow, &draft.answers).next());
    let back = next.map_or_else(|| paths::check(draft.id), |step| paths::step(draft.id, step.slug));
    view! {
        <PageHead title=t(Word::DiscardTitle) intro=t(Word::DiscardBody)/>
        // A plain post: it is rare, and needs no speed.
        <form method="post" action="/api/drafts/discard" class="form"><AccountField/>
            <input type="hidden" name="draft" value=draft.id.to_string()/>
            <div class="actions">
                <button class="button danger">{t(Word::DiscardConfirm)}</button>
                <a class="button" href=back>{t(Word::DiscardKeep)}</a>
            </div>
        </form>
    }
}
