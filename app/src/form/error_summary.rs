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
    // Which fields it names. Where only what is wrong with one of them changes, only that sentence is drawn anew.
    let faulty = Memo::new(move |_| form.problems_in_order().into_iter().map(|(key, _)| key).collect::<Vec<_>>());
    move || {
        let faulty = faulty.try_get().unwrap_or_default();
        (!faulty.is_empty()).then(|| {
            let entries = faulty.into_iter().map(|key| {
                let href = format!("#{key}");
                // No memo: this is drawn by the server when the page's owner may be gone, and nothing can be made any more.
                let sentence = {
                    let (key, mut said) = (key.clone(), (None, String::new()));
                    move || {
                        let problem = form.problem(&key);
                        if said.0 != problem {
                            said = (problem, problem.map(|problem| form.say(&key, problem)).unwrap_or_default());
                        }
                        said.1.clone()
                    }
                };
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
