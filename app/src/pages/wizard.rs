//! What the pages of a draft share: opening it, and going elsewhere where the page is not to be seen.

use backend::drafts::Page;
use domain::{drafts::DraftView, paths};
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_params_map;

use crate::{
    PortalError,
    portal::{self, Portal},
    ui::loaded,
};

/// Opens a draft at one of its pages.
async fn open(draft: String, page: String) -> Result<Page, PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may_walk()?;
    let draft = draft.parse().map_err(|_| portal::fail(backend::Error::NotFound))?;
    let opened = backend::drafts::load(&portal.backend, &scope, draft, &page, portal.reseller()).await.map_err(portal::fail)?;
    if let Page::Elsewhere(path) = &opened {
        leptos_axum::redirect(path);
    }
    Ok(opened)
}

/// A draft's page, or what stands in its place. `page` is the page's slug, from the step's in the address; `draw` is given it.
pub fn opened<V: IntoView + 'static>(
    page: impl FnOnce(&str) -> String,
    draw: impl FnOnce(String, DraftView) -> V + Send + 'static,
) -> impl IntoView {
    let params = use_params_map().get_untracked();
    let get = |key: &str| params.get(key).unwrap_or_default();
    let page = page(&get("step"));
    loaded(open(get("draft"), page.clone()), move |opened| match opened {
        Page::Here(view) => Either::Left(draw(page, *view).into_view()),
        // Nobody sees this: the answer leads on.
        Page::Elsewhere(_) => Either::Right(()),
    })
}

/// Where one comes from, and goes when one leaves a draft for now: the list of customers, or the customer whom the draft finishes.
pub fn outside(draft: &DraftView) -> String {
    let staff = Portal::current().actor.is_some_and(|actor| actor.is_staff());
    match draft.finishes {
        Some(customer) if staff => paths::customer(customer),
        Some(_) => paths::DASHBOARD.to_owned(),
        None => paths::CUSTOMERS.to_owned(),
    }
}
