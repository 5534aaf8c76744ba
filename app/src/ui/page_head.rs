//! The head of a page: its title, a sentence where that helps, one primary action.

use leptos::{html, prelude::*};
use leptos_meta::Title;

use crate::form::browser;

/// The head.
#[component]
pub fn PageHead(
    /// The heading.
    #[prop(into)]
    title: String,
    /// A sentence beneath it.
    #[prop(optional, into)]
    intro: Option<String>,
    /// What the browser's tab says; the heading unless given.
    #[prop(optional, into)]
    tab: Option<Signal<String>>,
    /// The primary action.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    browser::focus_after_navigation(heading);
    let text = title.clone();
    let tab = tab.unwrap_or_else(|| Signal::derive(move || text.clone()));
    view! {
        // The title is drawn once more while its page is being taken away.
        <Title text=move || tab.try_get().unwrap_or_default()/>
        <header class="page-head">
            <div>
                <h1 tabindex="-1" node_ref=heading>{title}</h1>
                {intro.map(|intro| view! { <p class="intro">{intro}</p> })}
            </div>
            {children.map(|children| view! { <div class="page-action">{children()}</div> })}
        </header>
    }
}
