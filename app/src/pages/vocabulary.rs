//! `/dev/vocabulary`: every word of the vocabulary as a field, in every state. In development only.

use backend::drafts;
use domain::{
    access::Action,
    drafts::DraftView,
    flows::vocabulary::{FAULTY, FILLED, FLOW},
    form::{Answers, Problems, Step},
    paths,
    words::{Language, Word},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::step::Wizard;
use crate::{
    PortalError,
    portal::{self, Portal},
    ui::loaded,
    words::t,
};

/// The states in which the sheet is looked at: their names in the address, and what people call them.
const STATES: [(&str, Word); 4] = [
    ("empty", Word::VocabularyEmpty),
    ("filled", Word::VocabularyFilled),
    ("faulty", Word::VocabularyFaulty),
    ("disabled", Word::VocabularyDisabled),
];

/// The flow's only page, with what stands in its fields in a state.
async fn begin(state: String) -> Result<DraftView, PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may(Action::CreateCustomers)?;
    let sample: Answers = match state.as_str() {
        "filled" | "disabled" => FILLED.iter().copied().collect(),
        "faulty" => FAULTY.iter().copied().collect(),
        _ => Answers::new(),
    };
    let mut draft = drafts::begin(&portal.backend, &scope, FLOW.id, portal.reseller(), sample).await.map_err(portal::fail)?;
    if state == "faulty" {
        draft.problems = FLOW.steps.first().map_or_else(Problems::new, |step| Step::check(step, &draft.answers));
    }
    Ok(draft)
}

/// The page.
#[component]
pub fn VocabularyPage() -> impl IntoView {
    let state = use_query_map().get_untracked().get("state").unwrap_or_else(|| "empty".to_owned());
    let tabs = STATES.map(|(name, word)| {
        let href = format!("{}?state={name}", paths::VOCABULARY);
        view! { <a href=href aria-current=(name == state).then_some("page")>{t(word)}</a> }
    });
    let unspoken = Language::ALL.into_iter().filter(|language| !Language::SPOKEN.contains(language)).map(|language| {
        view! { <button name="language" value=language.tag() lang="en">{language.name()}</button> }
    });
    let disabled = state == "disabled";
    view! {
        <nav class="tabs" aria-label=t(Word::Vocabulary)>{tabs.collect_view()}</nav>
        // The languages that nobody speaks: longer, and from right to left.
        <form class="preferences" method="post" action="/api/preferences">
            <input type="hidden" name="next" value=portal::here()/>
            {unspoken.collect_view()}
        </form>
        {loaded(begin(state), move |draft| {
            let slug = FLOW.steps.first().map_or("", |step| step.slug).to_owned();
            view! { <Wizard draft slug disabled/> }
        })}
    }
}
