//! Choosing a language: the reader's own choice goes before what the browser prefers.
#![expect(clippy::unused_async, reason = "a server function is async, even if it waits for nothing")]

use domain::{
    paths,
    words::{Language, Word},
};
use leptos::prelude::*;

use crate::{
    PortalError, portal,
    words::{language, t},
};

/// Keeps the chosen language in this browser. It needs no session, and an unknown tag changes nothing.
#[server(endpoint = "language")]
pub async fn choose_language(#[server(default)] tag: String, #[server(default)] next: String) -> Result<(), PortalError> {
    if let Some(language) = Language::of_tag(&tag) {
        portal::keep_language(language);
    }
    portal::lead_plain_post(paths::safe_next(&next));
    Ok(())
}

/// The other languages, each called as it calls itself.
#[component]
pub fn LanguageForm() -> impl IntoView {
    let others = Language::ALL.into_iter().filter(|other| *other != language()).map(|other| {
        view! { <button class="quiet" name="tag" value=other.tag() lang=other.tag()>{other.name()}</button> }
    });
    view! {
        <form class="languages" method="post" action="/api/language" aria-label=t(Word::LanguageChoice)>
            <input type="hidden" name="next" value=portal::here()/>
            {others.collect_view()}
        </form>
    }
}
