//! What the pages of a draft share: opening it, and going elsewhere where the page is not to be seen.

use domain::drafts::DraftView;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use serde::{Deserialize, Serialize};

use crate::{PortalError, form::browser, ui::loaded};

/// What there is at the address of a draft's page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Opened {
    /// The page.
    Here(Box<DraftView>),
    /// The page is elsewhere.
    Elsewhere(String),
}

/// Opens a draft at one of its pages.
#[server(endpoint = "drafts/open")]
pub async fn open_draft(draft: String, page: String) -> Result<Opened, PortalError> {
    use backend::drafts::Page;

    use crate::portal::{self, Portal};

    let portal = Portal::current();
    let (_, scope) = portal.may(domain::access::Action::CreateCustomers)?;
    let draft = draft.parse().map_err(|_| portal::fail(backend::Error::NotFound))?;
    let opened = backend::drafts::load(&portal.backend, &scope, draft, &page, portal.reseller()).await.map_err(portal::fail)?;
    Ok(match opened {
        Page::Here(view) => Opened::Here(view),
        Page::Elsewhere(path) => {
            // A page that is asked for by its address; the WASM goes there by itself.
            if !portal::is_server_function() {
                leptos_axum::redirect(&path);
            }
            Opened::Elsewhere(path)
        }
    })
}

/// A draft's page, or what stands in its place. `page` is the page's slug, from the step's in the address; `draw` is given it.
pub fn opened<V: IntoView + 'static>(
    page: impl Fn(&str) -> String + Send + Sync + 'static,
    draw: impl Fn(&str, DraftView) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let params = use_params_map();
    let address = move || {
        params.with(|params| {
            let slug = params.get("step").unwrap_or_default();
            (params.get("draft").unwrap_or_default(), page(&slug))
        })
    };
    let open = |(draft, page)| open_draft(draft, page);
    loaded(address, open, move |(_, page): (String, String), opened| match opened {
        Opened::Here(view) => draw(&page, *view).into_any(),
        Opened::Elsewhere(path) => view! { <GoTo path/> }.into_any(),
    })
}

/// Goes there as soon as it is drawn in a browser.
#[component]
pub fn GoTo(
    /// Where.
    path: String,
) -> impl IntoView {
    let navigate = browser::navigator();
    Effect::new(move |_| navigate(&path));
}
