//! A step's page: what it asks, drawn from the declaration, sent plainly or by the WASM.

use domain::{
    drafts::{DraftView, SaveOutcome},
    form::{Cell, Item},
    paths,
    words::Word,
};
use leptos::{html, prelude::*, task::spawn_local};

use super::{
    browser,
    error_summary::{ErrorSummary, SUMMARY},
    field_row::{FieldRow, GroupRows},
    hours::Hours,
    rows_list::RowsList,
    saved_line::{FORM, SavedLine, Saver},
    send::{Failure, SAVE, send},
    state::FormState,
};
use crate::words::t;

/// The form of a step.
#[component]
pub fn StepForm(
    /// The page's state.
    form: FormState,
    /// The draft.
    draft: DraftView,
    /// Whether nothing can be answered just now.
    disabled: bool,
) -> impl IntoView {
    let step = form.step;
    let sending = RwSignal::new(false);
    let failed = RwSignal::new(false);
    let node = NodeRef::<html::Form>::new();
    let saver = Saver::new(form, draft.saved_at.map(|saved_at| draft.now - saved_at));
    browser::mark_title(move || form.is_right());
    // What was typed before the WASM came stands in the fields, and nowhere else.
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            form.read(&node);
        }
    });

    let typed = move |event: leptos::ev::Event| {
        if let Some((field, key)) = browser::field_of(&event) {
            form.typed(&event, &field, &key);
            saver.typed();
        }
    };
    let left = move |event: leptos::ev::FocusEvent| {
        if let Some((_, key)) = browser::field_of(&event) {
            // A sentence about the field that was left waits until the press is over.
            form.after_press(move || form.left(&key));
            saver.hurry();
        }
    };
    let released = move |_: leptos::ev::PointerEvent| form.pressed.set_value(false);
    let send_it = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(element) = browser::form_of(&event) else { return };
        form.read(&element);
        let then = event.submitter().and_then(|button| button.get_attribute("value")).unwrap_or_default();
        // What the line under the form promises of Continue comes, whatever is still to mend.
        if !matches!(then.as_str(), "later" | "stay") && !saver.promises() && !form.check() {
            return browser::focus_soon(SUMMARY);
        }
        if let Some(text) = browser::urlencoded(&element, std::iter::empty()).filter(|_| !sending.get_untracked()) {
            saver.stop();
            form.unsaved.set(false);
            failed.set(false);
            sending.set(true);
            let body = format!("{}&then={then}", form.body(&text));
            spawn_local(async move {
                match send(SAVE, body).await {
                    Ok(SaveOutcome::Go(path) | SaveOutcome::Conflict(path) | SaveOutcome::SignIn(path)) => browser::go(&path),
                    Ok(SaveOutcome::Mend(problems, version)) => {
                        form.problems.update(|found| *found = problems);
                        form.version.set(version);
                        browser::focus_soon(SUMMARY);
                    }
                    // The server answers with a page that holds what was typed, to be sent again after signing in. Where even that fails,
                    // it stays here.
                    Err(Failure::SignedOut) if browser::submit(&element, &form.next_send()) => {}
                    Err(_) => {
                        form.unsaved.set(true);
                        failed.set(true);
                    }
                }
                sending.set(false);
            });
        }
    };

    let fields = step.items.iter().map(move |item| match item {
        Item::Heading(heading) => view! { <h2 class="form-heading">{t(*heading)}</h2> }.into_any(),
        Item::Question(question) => view! { <FieldRow cell=Cell::new(question) form/> }.into_any(),
        Item::Group(group) => view! { <GroupRows group=group form/> }.into_any(),
        Item::Window(window) => view! { <Hours window=window form/> }.into_any(),
        Item::Rows(rows) => view! { <RowsList rows=rows form/> }.into_any(),
    });
    let cancel = cancel(&draft);
    view! {
        <div class="wizard-main">
            <ErrorSummary form/>
            {move || failed.get().then(|| view! { <p class="notice danger" role="alert">{t(Word::ContinueFailed)}</p> })}
            <form
                method="post"
                action=SAVE
                id=FORM
                novalidate=true
                class="form"
                node_ref=node
                on:input=typed
                on:focusout=left
                on:pointerdown=move |_| form.pressed.set_value(true)
                on:pointerup=released
                on:pointercancel=released
                on:pointerleave=released
                on:submit=send_it
            >
                <input type="hidden" name="flow" value=draft.flow.clone()/>
                <input type="hidden" name="draft" value=draft.id.to_string()/>
                <input type="hidden" name="version" value=move || form.version.try_get().unwrap_or_default().to_string()/>
                <input type="hidden" name="step" value=step.slug/>
                <input type="hidden" name="tab" value=draft.tab.clone()/>
                // The Enter key presses a form's first button, which must be Continue, whatever buttons a field brings.
                <button class="visually-hidden" name="then" value="continue" tabindex="-1" aria-hidden="true">{t(Word::Continue)}</button>
                <fieldset class="fields" disabled=disabled>{fields.collect_view()}</fieldset>
                <div class="actions">
                    <button class="button primary" name="then" value="continue">{t(Word::Continue)}</button>
                    <button class="button" name="then" value="later">{t(Word::SaveForLater)}</button>
                    {cancel}
                </div>
                <SavedLine saver/>
            </form>
        </div>
    }
}

/// The way out without the draft: the sign-up of a customer who stands already is nobody's to discard.
fn cancel(draft: &DraftView) -> Option<impl IntoView + use<>> {
    draft.finishes.is_none().then(|| {
        let to = if draft.version == 0 { paths::CUSTOMERS.to_owned() } else { paths::discard(draft.id) };
        view! { <a class="quiet" href=to>{t(Word::Cancel)}</a> }
    })
}
