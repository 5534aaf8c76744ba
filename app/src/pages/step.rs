//! A step of a draft: the save on Continue, the save by itself, and the page: the steps at the left, what is asked, the summary.

use domain::{
    drafts::{Autosave, DraftView, SaveOutcome, Then},
    flows,
    form::{Answers, Choices, Flow, Journey, Question, Step, Widget},
    paths,
    vocabulary::TermsVersion,
    words::Word,
};
use leptos::{prelude::*, server_fn::codec::Postcard};

use super::wizard;
use crate::{
    PortalError,
    islands::{StepIsland, StepSheet},
    portal::{self, Portal},
    ui::{ErrorPage, Hydrated, PageHead, StepsList, loaded},
    words::{t, tf},
};

/// Saves a step and says where to go on. Wrong answers are kept as they are and are no error.
#[server(endpoint = "drafts/save-step", output = Postcard)]
pub async fn save_step(
    #[server(default)] flow: String,
    #[server(default)] draft: String,
    #[server(default)] version: i32,
    #[server(default)] tab: String,
    #[server(default)] step: String,
    #[server(default)] answers: Answers,
    #[server(default)] then: Then,
) -> Result<SaveOutcome, PortalError> {
    let portal = Portal::current();
    let posted = portal::posted(flow, &draft, version, tab, step, answers)?;
    if portal.actor.is_none() {
        // Signed out meanwhile: what was typed waits until the person is back.
        // Of somebody who never was signed in nothing is kept; what they typed stays in their page.
        let ended = portal::session_that_ended(&portal.backend).await.map_err(portal::fail)?;
        let Some(person) = ended else { return Err(portal::fail_signed_out()) };
        let parked = backend::drafts::park(&portal.backend, &posted, person, &portal.from).await.map_err(portal::fail)?;
        let Some(parked) = parked else { return Err(portal::fail_signed_out()) };
        portal::set_cookie(portal::PARKED, &parked.token, 3_600);
        let path = format!("{}?signed-out=1&next={}", paths::SIGN_IN, parked.next);
        portal::lead_plain_post(&path);
        return Ok(SaveOutcome::SignIn(path));
    }
    let (_, scope) = portal.may_walk()?;
    let (id, slug) = (posted.draft, posted.step.clone());
    let outcome = backend::drafts::save(&portal.backend, &scope, posted, then).await.map_err(portal::fail)?;
    portal::lead_plain_post(&match &outcome {
        SaveOutcome::Go(path) | SaveOutcome::Conflict(path) | SaveOutcome::SignIn(path) => path.clone(),
        SaveOutcome::Mend(..) => paths::step(id, &slug),
    });
    Ok(outcome)
}

/// Saves what stands in a step's page while somebody types.
#[server(endpoint = "drafts/autosave", output = Postcard)]
pub async fn autosave_step(
    #[server(default)] flow: String,
    #[server(default)] draft: String,
    #[server(default)] version: i32,
    #[server(default)] tab: String,
    #[server(default)] step: String,
    #[server(default)] answers: Answers,
) -> Result<Autosave, PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may_walk()?;
    let posted = portal::posted(flow, &draft, version, tab, step, answers)?;
    backend::drafts::autosave(&portal.backend, &scope, posted).await.map_err(portal::fail)
}

/// The page.
#[component]
pub fn StepPage() -> impl IntoView {
    wizard::opened(str::to_owned, |slug, draft| view! { <Wizard draft slug/> })
}

/// A step with the steps at the left and the summary at the right.
#[component]
pub fn Wizard(
    /// The draft.
    draft: DraftView,
    /// The step's slug.
    slug: String,
    /// Whether nothing can be answered just now.
    #[prop(optional)]
    disabled: bool,
) -> impl IntoView {
    let step = flows::flow(&draft.flow).and_then(|flow| flow.step(&slug).map(|step| (flow, step)));
    let Some((flow, step)) = step else {
        return view! { <ErrorPage error=PortalError::NotFound/> }.into_any();
    };
    let journey = Journey::new(flow, &draft.answers).progress(step.slug);
    let id = (draft.version > 0).then_some(draft.id);
    view! {
        <div class="wizard">
            <StepsList draft=id journey/>
            <StepHead flow step draft=draft.clone()/>
            {portal::hand(StepSheet { draft: without_options(step, draft), slug, disabled })}
            <StepIsland/>
        </div>
        <Hydrated/>
    }
    .into_any()
}

/// The heading of a step: back, where one is, what is asked.
#[component]
fn StepHead(flow: &'static Flow, step: &'static Step, draft: DraftView) -> impl IntoView {
    let journey = Journey::new(flow, &draft.answers);
    let steps = journey.steps();
    // The check of all answers is a page of its own.
    let count = (steps.len() + 1).to_string();
    let number = (steps.iter().position(|known| known.slug == step.slug).unwrap_or(0) + 1).to_string();
    let place = tf(Word::StepOf, &[("number", &number), ("count", &count)]);
    let back = journey.previous(step.slug).map_or_else(|| wizard::outside(&draft), |before| paths::step(draft.id, before.slug));
    let terms = (draft.finishes.is_some() && asks_for_terms(step)).then(|| view! { <Terms/> });
    let error = if draft.problems.is_empty() { "" } else { t(Word::ErrorPrefix) };
    let tab = format!("{error}{place}: {}", t(step.title));
    view! {
        <div class="wizard-head">
            <a class="back" href=back>{t(Word::Back)}</a>
            <p class="place">{t(flow.title)}" · "{place}</p>
            <PageHead title=t(step.title) intro=step.intro.map(t).unwrap_or_default() tab/>
            {terms}
        </div>
    }
}

fn asks_for_terms(step: &Step) -> bool {
    step.questions().any(|question| matches!(question.shape.widget.choices(), Some(Choices::Server(TermsVersion::LIST))))
}

/// The terms that stand, to be read before they are agreed to.
#[component]
fn Terms() -> impl IntoView {
    loaded(
        terms(),
        |text| view! { <div class="terms" tabindex="0" role="region" aria-label=t(Word::TermsTitle) dir="auto">{text}</div> },
    )
}

async fn terms() -> Result<String, PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may_walk()?;
    let terms = backend::payments::terms(&portal.backend, &scope).await.map_err(portal::fail)?;
    Ok(terms.map(|(_, text)| text).unwrap_or_default())
}

/// The draft without the lists that are drawn as a select's options: the browser finds those in the page, and need not be sent them twice.
/// Those that rows ask from stay, since the browser draws the rows that are added.
fn without_options(step: &Step, mut draft: DraftView) -> DraftView {
    provide_context(draft.lists.clone());
    let select = |question: &Question| match question.shape.widget {
        Widget::Select(Choices::Server(list)) => Some(list),
        _ => None,
    };
    let of_rows: Vec<_> = step.rows().flat_map(|rows| rows.questions).filter_map(|question| select(question)).collect();
    for list in step.questions().filter_map(select).filter(|list| !of_rows.contains(list)) {
        draft.lists.0.remove(list);
    }
    draft
}
