//! The card in which whoever is not signed in is met.

use domain::words::Word;
use leptos::prelude::*;
use leptos_meta::Title;

use super::FlashNotice;
use crate::{pages::PreferencesForm, portal, words::t};

/// The card.
#[component]
pub fn Door(
    /// The heading.
    #[prop(into)]
    title: String,
    /// A sentence beneath it.
    #[prop(optional, into)]
    intro: Option<String>,
    /// Whose door it is, where a link says so; else whose pages this browser showed last.
    #[prop(optional_no_strip)]
    brand: Option<String>,
    /// Whether something is wrong on the page; the tab says so first.
    #[prop(optional)]
    faulty: bool,
    /// What it asks or says.
    children: Children,
) -> impl IntoView {
    let tab = if faulty { format!("{}{title}", t(Word::ErrorPrefix)) } else { title.clone() };
    if let Some(brand) = &brand {
        portal::remember_brand(brand);
    }
    let mark = brand.or_else(portal::brand).map(|brand| view! { <p class="door-mark"><bdi>{brand}</bdi></p> });
    view! {
        <Title text=tab/>
        <main id="main" class="door">
            <div class="door-card">
                {mark}
                <h1>{title}</h1>
                {intro.map(|intro| view! { <p class="intro">{intro}</p> })}
                <FlashNotice/>
                {children()}
            </div>
            <PreferencesForm/>
        </main>
    }
}
