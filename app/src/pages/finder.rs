//! The finder: customers as their list finds them, and what can be done here. With the desk's WASM it opens over every page, at
//! Ctrl K; without, it is a page with a form.

use domain::{
    access::{Action, can},
    customers::CustomerSummary,
    paths,
    vocabulary::fold,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    PortalError,
    portal::{self, Portal},
    routes::{PAGES, Place},
    ui::{Icon, PageHead, Sign, loaded},
    words::{t, tf},
};

/// So many customers are offered.
const FEW: usize = 8;

/// What a text finds: places whose name holds it, and customers.
struct Found {
    places: Vec<(Place, &'static str)>,
    customers: Vec<CustomerSummary>,
}

async fn find(text: String) -> Result<Found, PortalError> {
    let portal = Portal::current();
    let (actor, scope) = portal.may(Action::ReadCustomers)?;
    let wanted = fold(&text);
    let places = PAGES.iter().filter_map(|page| Some((page.place?, page.path)));
    let places = places.filter(|(place, _)| can(actor.role, place.action) && fold(t(place.name)).contains(&wanted)).collect();
    let customers = backend::customers::first(&portal.backend, &scope, &text, FEW).await.map_err(portal::fail)?;
    Ok(Found { places, customers })
}

/// The page.
#[component]
pub fn FinderPage() -> impl IntoView {
    let text = use_query_map().get_untracked().get("q").unwrap_or_default();
    view! {
        <PageHead title=t(Word::Finder) intro=t(Word::FinderIntro)/>
        {loaded(find(text.clone()), |found| view! { <Finder text found/> })}
    }
}

#[component]
fn Finder(text: String, found: Found) -> impl IntoView {
    let number = found.places.len() + found.customers.len();
    let count = match number {
        0 => tf(Word::FinderNothing, &[("text", text.trim())]),
        1 => t(Word::FinderFoundOne).to_owned(),
        _ => tf(Word::FinderFound, &[("number", &number.to_string())]),
    };
    let places = found.places.into_iter().map(|(place, path)| {
        view! { <li><a href=path><Sign icon=place.icon/><span>{t(place.name)}</span></a></li> }
    });
    let customers = found.customers.into_iter().map(|customer| {
        view! {
            <li>
                <a href=paths::customer(customer.id)>
                    <Sign icon=Icon::People/><bdi>{customer.name}</bdi><small><bdi>{customer.contact}</bdi></small>
                </a>
            </li>
        }
    });
    view! {
        <section class="finder" aria-label=t(Word::Finder)>
            <form class="finder-form" role="search" method="get" action=paths::FINDER>
                <label for="finder-text">{t(Word::FinderLabel)}</label>
                <div class="search-line">
                    <input id="finder-text" name="q" type="search" class="full" value=text autocomplete="off" spellcheck="false" dir="auto"
                        autofocus=true/>
                    <button class="button"><Sign icon=Icon::Search/>{t(Word::Search)}</button>
                </div>
            </form>
            <p class="found-count" role="status"><bdi>{count}</bdi></p>
            <ul class="found">{places.collect_view()}{customers.collect_view()}</ul>
        </section>
    }
}
