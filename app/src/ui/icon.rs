//! Icons: one sprite of the server's, so that they cost the WASM nothing.

use leptos::prelude::*;

/// Which sign of the sprite.
#[derive(Clone, Copy, Debug)]
pub enum Icon {
    /// The dashboard.
    Home,
    /// Customers.
    People,
    /// Users.
    Person,
    /// What happened.
    Clock,
    /// Something to add.
    Plus,
    /// Done.
    Tick,
    /// The end of a session.
    Out,
    /// The menu of narrow screens.
    Menu,
    /// To find something.
    Search,
    /// What is paid.
    Card,
    /// What was mailed.
    Mail,
    /// What is decided once.
    Gear,
}

impl Icon {
    const fn name(self) -> &'static str {
        match self {
            Self::Home => "/icons.svg#home",
            Self::People => "/icons.svg#people",
            Self::Person => "/icons.svg#person",
            Self::Clock => "/icons.svg#clock",
            Self::Plus => "/icons.svg#plus",
            Self::Tick => "/icons.svg#tick",
            Self::Out => "/icons.svg#out",
            Self::Menu => "/icons.svg#menu",
            Self::Search => "/icons.svg#search",
            Self::Card => "/icons.svg#card",
            Self::Mail => "/icons.svg#mail",
            Self::Gear => "/icons.svg#gear",
        }
    }
}

/// An icon beside words that say the same.
#[component]
pub fn Sign(
    /// Which.
    icon: Icon,
) -> impl IntoView {
    view! { <svg class="icon" aria-hidden="true" width="20" height="20"><use href=icon.name()></use></svg> }
}
