//! What the page tells the browser: in which language it is written, and what its island must know.

use std::sync::OnceLock;

use domain::words::Language;
use leptos::prelude::{document, window};
use serde::de::DeserializeOwned;

/// The language of the page.
pub fn language() -> Language {
    static READ: OnceLock<Language> = OnceLock::new();
    let read = || Language::of_tag(&document().document_element()?.get_attribute("lang")?);
    *READ.get_or_init(|| read().unwrap_or_default())
}

/// What was handed over to the island.
pub fn handed<T: DeserializeOwned>() -> Option<T> {
    let text = document().get_element_by_id(crate::islands::HANDED)?.text_content()?;
    // Each character of what `atob` gives is a byte.
    let bytes: Vec<u8> = window().atob(text.trim()).ok()?.chars().filter_map(|c| u8::try_from(u32::from(c)).ok()).collect();
    postcard::from_bytes(&bytes).ok()
}
