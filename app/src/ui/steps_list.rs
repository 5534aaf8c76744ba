//! The steps at the left: done, current, to come; each with its state in words for those who hear the page.

use domain::{
    form::{Progress, Step},
    ids::DraftId,
    paths,
    words::Word,
};
use leptos::prelude::*;

use super::{Icon, Sign};
use crate::words::t;

/// The steps.
#[component]
pub fn StepsList(
    /// The draft; `None` on the very first page.
    draft: Option<DraftId>,
    /// Where each step stands.
    journey: Vec<(&'static Step, Progress)>,
    /// Whether the page is the check of all answers.
    #[prop(optional)]
    checking: bool,
) -> impl IntoView {
    let last = (journey.len() + 1).to_string();
    let steps = journey.into_iter().enumerate().map(move |(at, (step, progress))| {
        let (class, state) = match progress {
            Progress::Done => ("done", Word::StepDone),
            Progress::Current => ("current", Word::StepCurrent),
            Progress::Open => ("open", Word::StepOpen),
            Progress::Later => ("later", Word::StepLater),
        };
        let number = (at + 1).to_string();
        let words = view! {
            <span class="step-mark" aria-hidden="true">
                {if progress == Progress::Done { view! { <Sign icon=Icon::Tick/> }.into_any() } else { number.into_any() }}
            </span>
            <span>{t(step.title)}" "<span class="visually-hidden">"("{t(state)}")"</span></span>
        };
        let link = draft.filter(|_| matches!(progress, Progress::Done | Progress::Open));
        view! {
            <li class=class aria-current=(progress == Progress::Current).then_some("step")>
                {match link {
                    Some(draft) => view! { <a href=paths::step(draft, step.slug)>{words}</a> }.into_any(),
                    None => view! { <span class="step-text">{words}</span> }.into_any(),
                }}
            </li>
        }
    });
    view! {
        <nav class="steps" aria-label=t(Word::StepsLabel)>
            <ol>
                {steps.collect_view()}
                <li class=if checking { "current" } else { "later" } aria-current=checking.then_some("step")>
                    <span class="step-text">
                        <span class="step-mark" aria-hidden="true">{last}</span>
                        <span>{t(Word::CheckTitle)}</span>
                    </span>
                </li>
            </ol>
        </nav>
    }
}
