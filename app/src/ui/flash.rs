//! Says on a page what was just done, once.

use leptos::prelude::*;

use crate::portal;

/// The sentence, where there is one for this page.
#[component]
pub fn FlashNotice() -> impl IntoView {
    portal::flash().map(|flash| {
        let class = if flash.is_done() { "notice success flash" } else { "notice flash" };
        view! { <p class=class role="status"><bdi>{flash.sentence()}</bdi></p> }
    })
}
