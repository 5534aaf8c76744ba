//! What the browser takes over, page by page: each island is drawn by the server like the rest of its page, and what it must know is
//! handed over in the page. Everything outside an island is plain HTML that costs the browser nothing.

use domain::drafts::DraftView;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    flows,
    form::{FormState, StepForm},
    reader,
};

/// The id of the element that holds what the island must know, packed, as base64.
pub const HANDED: &str = "handed";

/// What a step's page knows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StepSheet {
    /// The draft.
    pub draft: DraftView,
    /// The step's slug.
    pub slug: String,
    /// Whether nothing can be answered just now.
    pub disabled: bool,
}

/// A step's form, and the summary of its flow, which builds itself while one answers.
#[island]
pub fn StepIsland() -> impl IntoView {
    // Not as properties: Leptos writes those as JSON, whose reader alone is a tenth of the WASM.
    reader::handed().and_then(draw)
}

fn draw(StepSheet { draft, slug, disabled }: StepSheet) -> Option<impl IntoView + use<>> {
    domain::flows::flow(&draft.flow).and_then(|flow| flow.step(&slug).map(|step| (flow, step))).map(|(flow, step)| {
        for (group, facts) in step.groups().flat_map(|group| draft.facts.iter().map(move |facts| (group, facts))) {
            (group.learn)(facts);
        }
        let form = FormState::new(step, &draft);
        let (lists, reseller) = (draft.lists.clone(), draft.reseller.clone());
        view! {
            <StepForm form draft disabled/>
            {flows::summary(flow, form.answers, lists, reseller)}
        }
    })
}
