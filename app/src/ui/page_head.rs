//! The head of a page: its title, a sentence where that helps, one primary action.

use domain::words::Word;
use leptos::prelude::*;
use leptos_meta::Title;

use super::FlashNotice;
use crate::words::t;

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
    tab: Option<String>,
    /// Whether something is wrong on the page; the tab says so first.
    #[prop(optional)]
    faulty: bool,
    /// The primary action.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let tab = tab.unwrap_or_else(|| title.clone());
    let tab = if faulty { format!("{}{tab}", t(Word::ErrorPrefix)) } else { tab };
    view! {
        <Title text=tab/>
        <header class="page-head">
            <div>
                <h1>{title}</h1>
                {intro.map(|intro| view! { <p class="intro">{intro}</p> })}
            </div>
            {children.map(|children| view! { <div class="page-action">{children()}</div> })}
        </header>
        <FlashNotice/>
    }
}
