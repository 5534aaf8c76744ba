//! How a reader wants pages to be: in which language, light or dark. Their own choice goes before what the browser prefers.

use domain::{
    paths,
    words::{Language, Word},
};
use leptos::prelude::*;

use crate::{
    PortalError,
    portal::{self, Portal, Theme},
    words::{language, t},
};

/// Keeps what was chosen in this browser, and the language of whoever is signed in. It needs no session, and what is unknown changes nothing.
#[server(endpoint = "preferences")]
pub async fn keep_preferences(
    #[server(default)] language: String,
    #[server(default)] theme: String,
    #[server(default)] next: String,
) -> Result<(), PortalError> {
    if let Some(language) = Language::of_tag(&language) {
        portal::keep_language(language);
        let portal = Portal::current();
        if let Some(actor) = &portal.actor {
            backend::accounts::keep_language(&portal.backend, actor.person, language).await.map_err(portal::fail)?;
        }
    }
    if let Some(theme) = Theme::of_tag(&theme) {
        portal::keep_theme(theme);
    }
    portal::lead_plain_post(paths::safe_next(&next));
    Ok(())
}

/// Light or dark, and the other languages, each called as it calls itself.
#[component]
pub fn PreferencesForm() -> impl IntoView {
    let themes = Theme::ALL.into_iter().map(|theme| {
        let name = match theme {
            Theme::System => Word::ThemeSystem,
            Theme::Light => Word::ThemeLight,
            Theme::Dark => Word::ThemeDark,
        };
        let pressed = if theme == portal::reader().theme { "true" } else { "false" };
        view! { <button name="theme" value=theme.tag() aria-pressed=pressed>{t(name)}</button> }
    });
    let others = Language::SPOKEN.into_iter().filter(|other| *other != language()).map(|other| {
        view! { <button name="language" value=other.tag() lang=other.tag()>{other.name()}</button> }
    });
    view! {
        <form class="preferences" method="post" action="/api/preferences">
            <input type="hidden" name="next" value=portal::here()/>
            <div class="themes" role="group" aria-label=t(Word::ThemeChoice)>{themes.collect_view()}</div>
            <div role="group" aria-label=t(Word::LanguageChoice)>{others.collect_view()}</div>
        </form>
    }
}
