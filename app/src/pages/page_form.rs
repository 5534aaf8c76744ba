//! A form that a page takes itself, without a draft: it is sent to the page's own address, and comes back on it with what is to mend. The
//! fields are drawn from their declaration like a flow's.

use std::collections::BTreeMap;

use domain::{
    drafts::DraftView,
    form::{Answers, Cell, Item, Lists, Problems, Step},
    ids::DraftId,
    words::Word,
};
use leptos::prelude::*;

use crate::{
    form::{FormState, error_summary::ErrorSummary, field_row::FieldRow},
    words::t,
};

/// The form.
#[component]
pub fn PageForm(
    /// What it asks.
    step: &'static Step,
    /// What stands in it.
    answers: Answers,
    /// What is wrong with it.
    #[prop(optional)]
    problems: Problems,
    /// What its button says.
    submit: Word,
    /// Where one goes who does not want it.
    #[prop(optional, into)]
    cancel: Option<String>,
    /// What is sent beside the answers.
    #[prop(optional)]
    beside: Vec<(&'static str, String)>,
) -> impl IntoView {
    let form = FormState::new(step, &sheet(answers, problems));
    let fields = step.items.iter().map(move |item| match item {
        Item::Heading(heading) => view! { <h2 class="form-heading">{t(*heading)}</h2> }.into_any(),
        Item::Question(question) => view! { <FieldRow cell=Cell::new(question) form/> }.into_any(),
        // None asks for more than that so far.
        Item::Group(_) | Item::Rows(_) | Item::Window(_) => ().into_any(),
    });
    let beside = beside.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    view! {
        <ErrorSummary form/>
        <form method="post" class="form page-form" novalidate=true>
            {beside.collect_view()}
            <div class="fields">{fields.collect_view()}</div>
            <div class="actions">
                <button class="button primary">{t(submit)}</button>
                {cancel.map(|cancel| view! { <a class="quiet" href=cancel>{t(Word::Cancel)}</a> })}
            </div>
        </form>
    }
}

/// What a field's drawing looks at, of a form that is no draft.
fn sheet(answers: Answers, problems: Problems) -> DraftView {
    DraftView {
        id: DraftId(uuid::Uuid::nil()),
        flow: String::new(),
        version: 0,
        tab: String::new(),
        answers,
        problems,
        lists: Lists::default(),
        saved_at: None,
        now: 0,
        reseller: String::new(),
        customer: None,
        said: BTreeMap::new(),
        facts: Vec::new(),
    }
}
