//! The shell of staff pages: the reseller's mark, the sections, the person, and the page.

use domain::{
    access::{Action, Side, can},
    paths,
    people::SignedIn,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::{components::Outlet, hooks::use_location};

use super::{Desk, Icon, Sign, mark};
use crate::{
    pages::{ActingBanner, PreferencesForm, SignOutForm},
    portal,
    routes::PAGES,
    words::t,
};

/// The name of the reseller in whose pages we are.
pub fn reseller_name() -> String {
    use_context::<SignedIn>().map(|who| who.reseller).unwrap_or_default()
}

/// Whether the person may create customers.
pub fn may_create() -> bool {
    use_context::<SignedIn>().is_some_and(|who| can(who.role, Action::CreateCustomers))
}

/// The shell of whoever is signed in.
#[component]
pub fn Shell() -> impl IntoView {
    let Some(who) = portal::signed_in() else {
        // The server sends everybody without a session to the sign-in page before a page is drawn.
        return view! { <main id="main" class="alone"></main> }.into_any();
    };
    provide_context(who.clone());
    portal::remember_brand(&who.reseller);
    match who.role.side() {
        Side::Operator => view! { <OperatorShell who/> }.into_any(),
        Side::Customer => view! { <CustomerShell who/> }.into_any(),
        Side::Reseller => view! { <StaffShell who/> }.into_any(),
    }
}

/// The shell of a reseller's staff: the rail at the left.
#[component]
fn StaffShell(
    /// Who.
    who: SignedIn,
) -> impl IntoView {
    let here = use_location().pathname.get_untracked();
    let places = PAGES.iter().filter_map(|page| Some((page, page.place.filter(|place| place.is_in_navigation)?)));
    let places = places.filter(|(_, place)| can(who.role, place.action)).map(|(page, place)| {
        let current = page.is_current(&here).then_some("page");
        view! { <a href=page.path aria-current=current><Sign icon=place.icon/>{t(place.name)}</a> }
    });
    let places = places.collect_view();
    view! {
        <a class="skip" href="#main">{t(Word::SkipToContent)}</a>
        <div class="shell">
            <header class="rail">
                <a class="brand" href=paths::DASHBOARD>
                    <span class="brand-mark" aria-hidden="true">{mark(&who.reseller)}</span>
                    <bdi>{who.reseller.clone()}</bdi>
                </a>
                <details class="menu">
                    <summary><Sign icon=Icon::Menu/>{t(Word::Menu)}</summary>
                </details>
                <div class="rail-body">
                    <a class="finder-link" href=paths::FINDER aria-current=(here == paths::FINDER).then_some("page")>
                        <Sign icon=Icon::Search/>{t(Word::Finder)}<kbd aria-hidden="true">"Ctrl K"</kbd>
                    </a>
                    <nav aria-label=t(Word::MainNavigation)>
                        {places}
                    </nav>
                    <div class="rail-foot">
                        <PreferencesForm/>
                        <Person who/>
                    </div>
                </div>
            </header>
            <main id="main" tabindex="-1"><ActingBanner/><Outlet/></main>
        </div>
        <Desk/>
    }
}

/// The shell of a customer's people: only the reseller's name and mark, and one page on a calm ground.
#[component]
fn CustomerShell(
    /// Who.
    who: SignedIn,
) -> impl IntoView {
    let here = use_location().pathname.get_untracked();
    let current = |path: &str| (here == path || (path != paths::DASHBOARD && here.starts_with(path))).then_some("page");
    let audit = can(who.role, Action::ReadAudit)
        .then(|| view! { <a href=paths::AUDIT aria-current=current(paths::AUDIT)>{t(Word::Audit)}</a> });
    let statement = can(who.role, Action::ReadPayments).then(|| {
        view! { <a href=paths::STATEMENT aria-current=current(paths::STATEMENT)>{t(Word::Statement)}</a> }
    });
    let users = can(who.role, Action::ReadUsers).then(|| {
        view! { <a href=paths::USERS aria-current=current(paths::USERS)>{t(Word::Users)}</a> }
    });
    view! {
        <a class="skip" href="#main">{t(Word::SkipToContent)}</a>
        <div class="account-shell">
            <header class="account-bar">
                <a class="brand" href=paths::DASHBOARD>
                    <span class="brand-mark" aria-hidden="true">{mark(&who.reseller)}</span>
                    <bdi>{who.reseller.clone()}</bdi>
                </a>
                <nav aria-label=t(Word::MainNavigation)>
                    <a href=paths::DASHBOARD aria-current=current(paths::DASHBOARD)>{t(Word::Account)}</a>
                    {users}
                    {statement}
                    {audit}
                </nav>
                <Person who/>
            </header>
            <main id="main" tabindex="-1"><ActingBanner/><Outlet/></main>
            <footer><PreferencesForm/></footer>
        </div>
        <Desk/>
    }
}

/// Who is signed in, and the way out.
#[component]
fn Person(
    /// Who.
    who: SignedIn,
) -> impl IntoView {
    view! {
        <div class="person">
            <span class="person-mark" aria-hidden="true">{mark(&who.name)}</span>
            <span class="person-name">
                <bdi>{who.name}</bdi>
                <small>
                    {who.customer.map(|customer| view! { <bdi>{customer}</bdi>" · " })}
                    {t(who.role.name())}
                </small>
            </span>
            <SignOutForm/>
            <span class="person-links">
                {who.several.then(|| view! { <a href=paths::SWITCH>{t(Word::SwitchAccount)}</a> })}
                <a href=paths::ME>{t(Word::Me)}</a>
            </span>
        </div>
    }
}

/// The shell of operators: the resellers, and what is their own.
#[component]
fn OperatorShell(
    /// Who.
    who: SignedIn,
) -> impl IntoView {
    let here = use_location().pathname.get_untracked();
    let jobs = here == paths::JOBS;
    let resellers = (!jobs && here.starts_with(paths::OPERATOR)).then_some("page");
    view! {
        <a class="skip" href="#main">{t(Word::SkipToContent)}</a>
        <div class="account-shell">
            <header class="account-bar">
                <a class="brand" href=paths::OPERATOR>
                    <span class="brand-mark" aria-hidden="true">{mark(t(Word::Portico))}</span>
                    {t(Word::Portico)}
                </a>
                <nav aria-label=t(Word::MainNavigation)>
                    <a href=paths::OPERATOR aria-current=resellers>{t(Word::Resellers)}</a>
                    <a href=paths::JOBS aria-current=jobs.then_some("page")>{t(Word::Jobs)}</a>
                    <a href=paths::AUDIT aria-current=(here == paths::AUDIT).then_some("page")>{t(Word::Audit)}</a>
                </nav>
                <Person who/>
            </header>
            <main id="main" tabindex="-1"><Outlet/></main>
            <footer><PreferencesForm/></footer>
        </div>
        <Desk/>
    }
}
