//! The tabs of the Customers section.

use domain::{paths, words::Word};
use leptos::prelude::*;

use crate::words::t;

/// Which tab is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomersTab {
    /// The list of customers.
    Customers,
    /// The drafts.
    Drafts,
    /// The invitations of customers.
    Invites,
}

/// The tabs: links, so that they work everywhere.
#[component]
pub fn CustomersTabs(
    /// Which is open.
    open: CustomersTab,
) -> impl IntoView {
    let tab = |this: CustomersTab, href: &'static str, word: Word| {
        view! { <a href=href aria-current=(open == this).then_some("page")>{t(word)}</a> }
    };
    view! {
        <nav class="tabs" aria-label=t(Word::CustomersTabs)>
            {tab(CustomersTab::Customers, paths::CUSTOMERS, Word::Customers)}
            {tab(CustomersTab::Drafts, paths::DRAFTS, Word::Drafts)}
            {tab(CustomersTab::Invites, paths::INVITES, Word::Invites)}
        </nav>
    }
}
