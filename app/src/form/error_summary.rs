//! The list of what is to mend, first on the page, each entry leading to its field.

use domain::words::Word;
use leptos::prelude::*;

use super::{browser, state::FormState};
use crate::words::t;

/// The id of the summary.
pub const SUMMARY: &str = "problems";

/// The summary; nothing while there is no problem.
#[component]
pub fn ErrorSummary(
    /// The page's state.
    form: FormState,
) -> impl IntoView {
    move || {
        let found = form.problems_in_order();
        (!found.is_empty()).then(|| {
            let entries = found.into_iter().map(|(key, problem)| {
                let sentence = form.say(&key, problem);
                let href = format!("#{key}");
                let lead = move |event: leptos::ev::MouseEvent| {
                    event.prevent_default();
                    browser::focus(&key);
                };
                view! { <li><a href=href on:click=lead>{sentence}</a></li> }
            });
            view! {
                // Without the WASM the browser itself puts the focus here.
                <div class="error-summary" id=SUMMARY role="alert" tabindex="-1" autofocus=true aria-labelledby="problems-title">
                    <h2 id="problems-title">{t(Word::ThereIsAProblem)}</h2>
                    <ul>{entries.collect_view()}</ul>
                </div>
            }
        })
    }
}
