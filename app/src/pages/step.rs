//! A step of a draft: the page, the save on Continue, and the save by itself.

use domain::{
    drafts::{self, DraftView, SaveOutcome, Then},
    flows,
    form::Answers,
};
use leptos::prelude::*;

use super::wizard;
use crate::{
    ErrorPage, PortalError,
    flows::white_label::Summary,
    form::{StepForm, StepsList, progress_of},
};

/// Saves a step and says where to go on. Wrong answers are kept as they are and are no error.
#[server(endpoint = "drafts/save-step")]
pub async fn save_step(
    #[server(default)] flow: String,
    #[server(default)] draft: String,
    #[server(default)] version: i32,
    #[server(default)] tab: String,
    #[server(default)] step: String,
    #[server(default)] answers: Answers,
    #[server(default)] then: Then,
) -> Result<SaveOutcome, PortalError> {
    use domain::paths;

    use crate::portal::{self, Portal};

    let portal = Portal::current();
    let posted = portal::posted(flow, &draft, version, tab, step, answers)?;
    if portal.actor.is_none() {
        // Signed out meanwhile: what was typed waits until the person is back.
        let parked = backend::drafts::park(&portal.backend, &posted).await.map_err(portal::fail)?;
        portal::set_cookie(portal::PARKED, &parked.token, 3_600);
        let path = format!("{}?signed-out=1&next={}", paths::SIGN_IN, parked.next);
        portal::lead_plain_post(&path);
        return Ok(SaveOutcome::SignIn(path));
    }
    let (_, scope) = portal.may(domain::access::Action::CreateCustomers)?;
    let (id, slug) = (posted.draft, posted.step.clone());
    let outcome = backend::drafts::save(&portal.backend, &scope, posted, then).await.map_err(portal::fail)?;
    portal::lead_plain_post(&match &outcome {
        SaveOutcome::Go(path) | SaveOutcome::Conflict(path) | SaveOutcome::SignIn(path) => path.clone(),
        SaveOutcome::Mend(..) => paths::step(id, &slug),
    });
    Ok(outcome)
}

/// Saves what stands in a step's page while somebody types.
#[server(endpoint = "drafts/autosave")]
pub async fn autosave_step(
    #[server(default)] flow: String,
    #[server(default)] draft: String,
    #[server(default)] version: i32,
    #[server(default)] tab: String,
    #[server(default)] step: String,
    #[server(default)] answers: Answers,
) -> Result<drafts::Autosave, PortalError> {
    use crate::portal::{self, Portal};

    let portal = Portal::current();
    let (_, scope) = portal.may(domain::access::Action::CreateCustomers)?;
    let posted = portal::posted(flow, &draft, version, tab, step, answers)?;
    backend::drafts::autosave(&portal.backend, &scope, posted).await.map_err(portal::fail)
}

/// The page.
#[component]
pub fn StepPage() -> impl IntoView {
    wizard::opened(str::to_owned, |slug, draft| view! { <Wizard draft slug=slug.to_owned()/> })
}

/// A step with the steps at the left and the summary at the right.
#[component]
pub fn Wizard(
    /// The draft.
    draft: DraftView,
    /// The step's slug.
    slug: String,
) -> impl IntoView {
    let step = flows::flow(&draft.flow).and_then(|flow| flow.step(&slug).map(|step| (flow, step)));
    let Some((flow, step)) = step else {
        return view! { <ErrorPage error=PortalError::NotFound/> }.into_any();
    };
    let journey = progress_of(flow, &draft.answers, step.slug);
    let id = (draft.version > 0).then_some(draft.id);
    let (lists, reseller) = (draft.lists.clone(), draft.reseller.clone());
    view! {
        <div class="wizard">
            <StepsList draft=id journey/>
            <StepForm step draft aside=move |form| view! { <Summary answers=form.answers lists reseller/> }/>
        </div>
    }
    .into_any()
}
