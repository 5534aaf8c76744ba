//! A sentence that says why something was not done, where no field is to blame.

use domain::words::Word;
use leptos::prelude::*;

use crate::words::t;

/// The sentence, first on the page and read out.
#[component]
pub fn Alert(
    /// Why.
    sentence: String,
) -> impl IntoView {
    view! {
        <div class="error-summary" role="alert" tabindex="-1" autofocus=true aria-labelledby="problems-title">
            <h2 id="problems-title">{t(Word::ThereIsAProblem)}</h2>
            <p><bdi>{sentence}</bdi></p>
        </div>
    }
}
