//! The shell of staff pages: the reseller's mark, the sections, the person, and the page.

use domain::{
    access::{Action, Role, can},
    paths,
    people::SignedIn,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::{components::Outlet, hooks::use_location};

use super::{Desk, Icon, Sign, mark};
use crate::{
    pages::{PreferencesForm, SignOutForm},
    portal,
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

/// The shell.
#[component]
pub fn StaffShell() -> impl IntoView {
    let Some(who) = portal::signed_in() else {
        // The server sends everybody without a session to the sign-in page before a page is drawn.
        return view! { <main id="main" class="alone"></main> }.into_any();
    };
    provide_context(who.clone());
    if matches!(who.role, Role::Operator | Role::AccountAdministrator) {
        return view! { <NotStaff who/> }.into_any();
    }
    let here = use_location().pathname.get_untracked();
    let section = |home: bool| {
        let open = if home { here == paths::DASHBOARD } else { here.starts_with(paths::CUSTOMERS) || here == paths::DRAFTS };
        open.then_some("page")
    };
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
                        <a href=paths::DASHBOARD aria-current=section(true)><Sign icon=Icon::Home/>{t(Word::Dashboard)}</a>
                        <a href=paths::CUSTOMERS aria-current=section(false)><Sign icon=Icon::People/>{t(Word::Customers)}</a>
                    </nav>
                    <div class="rail-foot">
                        <PreferencesForm/>
                        <Person who/>
                    </div>
                </div>
            </header>
            <main id="main" tabindex="-1"><Outlet/></main>
        </div>
        <Desk/>
    }
    .into_any()
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
            <span class="person-name"><bdi>{who.name}</bdi><small>{t(who.role.name())}</small></span>
            <SignOutForm/>
        </div>
    }
}

/// What an operator or a customer's person sees until their pages are there.
#[component]
fn NotStaff(
    /// Who.
    who: SignedIn,
) -> impl IntoView {
    view! {
        <main id="main" class="alone">
            <section class="refusal">
                <h1>{t(Word::NotStaffTitle)}</h1>
                <p>{t(Word::NotStaffBody)}</p>
                <Person who/>
            </section>
        </main>
    }
}
