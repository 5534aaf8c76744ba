//! What the browser takes over, page by page: each island is drawn by the server like the rest of its page, and its properties travel in
//! the page. Everything outside an island is plain HTML that costs the browser nothing.

use domain::drafts::DraftView;
use leptos::prelude::*;

use crate::{
    flows::white_label::Summary,
    form::{FormState, StepForm},
};

/// A step's form, and the summary of its flow, which builds itself while one answers.
#[island]
pub fn StepIsland(
    /// The draft.
    draft: DraftView,
    /// The step's slug.
    slug: String,
) -> impl IntoView {
    domain::flows::flow(&draft.flow).and_then(|flow| flow.step(&slug)).map(|step| {
        for (group, facts) in step.groups().flat_map(|group| draft.facts.iter().map(move |facts| (group, facts))) {
            (group.learn)(facts);
        }
        let form = FormState::new(step, &draft);
        let (lists, reseller) = (draft.lists.clone(), draft.reseller.clone());
        view! {
            <StepForm form draft/>
            <Summary answers=form.answers lists reseller/>
        }
    })
}
