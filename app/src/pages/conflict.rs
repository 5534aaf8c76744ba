//! Two tabs changed the same answers: both versions, and the choice which to keep. A plain post: it is rare, and needs no speed.

use domain::{
    drafts::{ConflictView, SaveOutcome},
    flows,
    form::Answers,
    paths,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::{
    PortalError,
    portal::{self, Portal},
    ui::{AccountField, PageHead, loaded},
    words::t,
};

/// Both versions of a step's answers.
async fn open(draft: String, step: String) -> Result<ConflictView, PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may_walk()?;
    let draft = draft.parse().map_err(|_| portal::fail(backend::Error::NotFound))?;
    backend::drafts::conflict(&portal.backend, &scope, draft, &step, portal.reseller()).await.map_err(portal::fail)
}

/// Saves the chosen answers: `mine` or `saved` under each key.
#[server(endpoint = "drafts/settle")]
pub async fn settle_conflict(
    #[server(default)] draft: String,
    #[server(default)] version: i32,
    #[server(default)] step: String,
    #[server(default)] answers: Answers,
) -> Result<SaveOutcome, PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may_walk()?;
    let draft = draft.parse().map_err(|_| portal::fail(backend::Error::NotFound))?;
    let outcome =
        backend::drafts::settle(&portal.backend, &scope, draft, &step, version, &answers).await.map_err(portal::fail)?;
    portal::lead_plain_post(&match &outcome {
        SaveOutcome::Go(path) | SaveOutcome::Conflict(path) | SaveOutcome::SignIn(path) => path.clone(),
        SaveOutcome::Mend(..) => paths::step(draft, &step),
    });
    Ok(outcome)
}

/// The page.
#[component]
pub fn ConflictPage() -> impl IntoView {
    let params = use_params_map().get_untracked();
    let get = |key: &str| params.get(key).unwrap_or_default();
    let step = get("step");
    loaded(open(get("draft"), step.clone()), |conflict| view! { <Both conflict step/> })
}

#[component]
fn Both(conflict: ConflictView, step: String) -> impl IntoView {
    let flow = flows::flow(&conflict.draft.flow);
    let answers = conflict.draft.answers.clone();
    let label = move |key: &str| flow.and_then(|flow| flow.label(key, &answers)).map_or("", t);
    let shown = |value: String| if value.is_empty() { t(Word::ConflictNothing).to_owned() } else { value };
    let rows = conflict.differences.into_iter().map(move |difference| {
        let choice = |which: &'static str, word: Word, value: String| {
            let id = format!("{}-{which}", difference.key);
            view! {
                <div class="choice">
                    <input type="radio" id=id.clone() name=format!("answers[{}]", difference.key) value=which checked=which == "mine"/>
                    <label for=id>{t(word)}": "<bdi>{shown(value)}</bdi></label>
                </div>
            }
        };
        view! {
            <fieldset class="field">
                <legend>{label(&difference.key)}</legend>
                {choice("mine", Word::ConflictMine, difference.mine)}
                {choice("saved", Word::ConflictSaved, difference.saved)}
            </fieldset>
        }
    });
    view! {
        <PageHead title=t(Word::ConflictTitle) intro=t(Word::ConflictIntro)/>
        <form method="post" action="/api/drafts/settle" class="form"><AccountField/>
            <input type="hidden" name="draft" value=conflict.draft.id.to_string()/>
            <input type="hidden" name="version" value=conflict.draft.version.to_string()/>
            <input type="hidden" name="step" value=step/>
            {rows.collect_view()}
            <div class="actions"><button class="button primary">{t(Word::ConflictKeep)}</button></div>
        </form>
    }
}
