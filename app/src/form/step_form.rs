//! A step's page: what it asks, drawn from the declaration, sent plainly or by the WASM.

use domain::{
    drafts::{DraftView, SaveOutcome},
    form::{Item, Journey, Step},
    paths,
    words::Word,
};
use leptos::{form::ActionForm, html, prelude::*};

use super::{
    browser,
    error_summary::{ErrorSummary, SUMMARY},
    field_row::FieldRow,
    saved_line::{SavedLine, Saver},
    state::FormState,
};
use crate::{
    PortalError,
    pages::SaveStep,
    ui::PageHead,
    words::{t, tf},
};

/// The form of a step, with the summary of its flow beside it.
#[component]
pub fn StepForm<S, V>(
    /// The step.
    step: &'static Step,
    /// The draft.
    draft: DraftView,
    /// What the flow shows at the right while one answers.
    aside: S,
) -> impl IntoView
where
    S: FnOnce(FormState) -> V,
    V: IntoView + 'static,
{
    let form = FormState::new(step, &draft);
    let save = ServerAction::<SaveStep>::new();
    let node = NodeRef::<html::Form>::new();
    let saver = Saver::new(form, draft.saved_at.map(|saved_at| draft.now - saved_at));
    browser::guard_leaving(form.unsaved);
    // What was typed before the WASM came stands in the fields, and nowhere else.
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            form.read(&node);
        }
    });
    let failed = follow_outcome(form, save);

    let typed = move |event: leptos::ev::Event| {
        if let (Some(element), Some(key)) = (browser::form_of(&event), browser::key_of(&event)) {
            form.typed(&element, &key);
            saver.typed(&element);
        }
    };
    let left = move |event: leptos::ev::FocusEvent| {
        if let Some(key) = browser::key_of(&event) {
            form.left(&key);
        }
    };
    // In the capture phase: it runs before ActionForm's own handler, which then stays out of a prevented event.
    let refuse = move |event: leptos::ev::SubmitEvent| {
        saver.stop();
        if let Some(element) = browser::form_of(&event) {
            form.read(&element);
        }
        let later = event.submitter().is_some_and(|button| button.get_attribute("value").as_deref() == Some("later"));
        if !later && !form.check() {
            event.prevent_default();
            browser::focus_soon(SUMMARY);
        } else {
            form.unsaved.set(false);
        }
    };

    let fresh = draft.version == 0;
    let fields = step.items.iter().map(move |item| match item {
        Item::Heading(heading) => view! { <h2 class="form-heading">{t(*heading)}</h2> }.into_any(),
        Item::Question(question) => view! { <FieldRow question=question form/> }.into_any(),
        // The white-label flow has no rows; their widget comes with the first flow that does.
        Item::Rows(_) => ().into_any(),
    });
    let cancel = if fresh { paths::CUSTOMERS.to_owned() } else { paths::discard(draft.id) };
    view! {
        <StepHead step draft=draft.clone() form/>
        <div class="wizard-main">
            <ErrorSummary form/>
            {failed}
            <ActionForm
                action=save
                attr:novalidate=true
                attr:class="form"
                node_ref=node
                on:input=typed
                on:focusout=left
                on:submit:capture=refuse
            >
                <input type="hidden" name="flow" value=draft.flow.clone()/>
                <input type="hidden" name="draft" value=draft.id.to_string()/>
                <input type="hidden" name="version" value=move || form.version.try_get().unwrap_or_default().to_string()/>
                <input type="hidden" name="step" value=step.slug/>
                <input type="hidden" name="tab" value=draft.tab.clone()/>
                {fields.collect_view()}
                <div class="actions">
                    <button class="button primary" name="then" value="continue">{t(Word::Continue)}</button>
                    <button class="button" name="then" value="later">{t(Word::SaveForLater)}</button>
                    <a class="quiet" href=cancel>{t(Word::Cancel)}</a>
                </div>
                <SavedLine saver/>
            </ActionForm>
        </div>
        {aside(form)}
    }
}

/// The heading of a step: back, where one is, what is asked.
#[component]
fn StepHead(step: &'static Step, draft: DraftView, form: FormState) -> impl IntoView {
    let Some(flow) = domain::flows::flow(&draft.flow) else { return ().into_any() };
    let journey = Journey::new(flow, &draft.answers);
    let steps = journey.steps();
    // The check of all answers is a page of its own.
    let count = (steps.len() + 1).to_string();
    let number = (steps.iter().position(|known| known.slug == step.slug).unwrap_or(0) + 1).to_string();
    let place = tf(Word::StepOf, &[("number", &number), ("count", &count)]);
    let back =
        journey.previous(step.slug).map_or_else(|| paths::CUSTOMERS.to_owned(), |before| paths::step(draft.id, before.slug));
    let tab = {
        let place = place.clone();
        Signal::derive(move || {
            let error = if form.is_right() { "" } else { t(Word::ErrorPrefix) };
            format!("{error}{place}: {}", t(step.title))
        })
    };
    view! {
        <div class="wizard-head">
            <a class="back" href=back>{t(Word::Back)}</a>
            <p class="place">{t(flow.title)}" · "{place}</p>
            <PageHead title=t(step.title) intro=step.intro.map(t).unwrap_or_default() tab/>
        </div>
    }
    .into_any()
}

/// Follows what came of saving; gives the notice of a save that failed.
fn follow_outcome(form: FormState, save: ServerAction<SaveStep>) -> impl IntoView {
    let navigate = browser::navigator();
    let failure = RwSignal::new(None::<PortalError>);
    Effect::new(move |_| match save.value().get() {
        Some(Ok(SaveOutcome::Go(path) | SaveOutcome::Conflict(path))) => navigate(&path),
        Some(Ok(SaveOutcome::Mend(problems, version))) => {
            form.problems.set(problems);
            form.version.set(version);
            browser::focus_soon(SUMMARY);
        }
        Some(Ok(SaveOutcome::SignIn(path))) => browser::leave_to(&path),
        Some(Err(error)) => {
            form.unsaved.set(true);
            failure.set(Some(error));
        }
        None => {}
    });
    Effect::new(move |_| {
        if save.pending().get() {
            failure.set(None);
        }
    });
    move || failure.get().map(|_| view! { <p class="notice danger" role="alert">{t(Word::AutosaveFailed)}</p> })
}
