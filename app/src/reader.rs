//! Who reads, as the browser knows it: the page says in which language it is written.

use std::sync::OnceLock;

use domain::words::Language;
use leptos::prelude::document;

/// The language of the page.
pub fn language() -> Language {
    static READ: OnceLock<Language> = OnceLock::new();
    let read = || Language::of_tag(&document().document_element()?.get_attribute("lang")?);
    *READ.get_or_init(|| read().unwrap_or_default())
}
