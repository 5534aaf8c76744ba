//! A form that a page takes itself, without a draft: it is sent to the page's own address, and comes back on it with what is to mend. The
//! fields are drawn from their declaration like a flow's.

use std::collections::BTreeMap;

use domain::{
    drafts::DraftView,
    form::{Answers, Cell, Group, Item, Lists, Problems, Step, Widget},
    ids::DraftId,
    vocabulary::STRENGTHS,
    words::Word,
};
use leptos::prelude::*;

use crate::{
    form::{FormState, error_summary::ErrorSummary, field_row::FieldRow, hours::Hours, rows_list::RowsList},
    ui::AccountField,
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
    /// The lists that it asks from.
    #[prop(optional)]
    lists: Lists,
    /// What its button says.
    submit: Word,
    /// Where one goes who does not want it.
    #[prop(optional, into)]
    cancel: Option<String>,
    /// Whether what it does cannot be undone.
    #[prop(optional)]
    danger: bool,
    /// Whose password it asks for: password managers keep it under this address.
    #[prop(optional, into)]
    username: Option<String>,
    /// What is sent beside the answers.
    #[prop(optional)]
    beside: Vec<(&'static str, String)>,
) -> impl IntoView {
    provide_context(lists.clone());
    let form = FormState::new(step, &sheet(answers, problems, lists));
    let fields = step.items.iter().map(move |item| match item {
        Item::Heading(heading) => view! { <h2 class="form-heading">{t(*heading)}</h2> }.into_any(),
        Item::Question(question) => view! { <FieldRow cell=Cell::new(question) form/> }.into_any(),
        Item::Group(group) => view! { <Grouped group form/> }.into_any(),
        Item::Rows(rows) => view! { <RowsList rows=rows form/> }.into_any(),
        Item::Window(window) => view! { <Hours window=window form/> }.into_any(),
    });
    // The desk says it while one types, in these words.
    let strengths =
        step.questions().any(|question| matches!(question.shape.widget, Widget::Password) && question.remark.is_some());
    let strengths = strengths.then(|| STRENGTHS.map(t).join("\n"));
    let beside = beside.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    view! {
        <ErrorSummary form/>
        <form method="post" class="form page-form" novalidate=true data-strengths=strengths><AccountField/>
            {beside.collect_view()}
            {username.map(|address| view! {
                <span class="visually-hidden" aria-hidden="true">
                    <input type="text" name="username" tabindex="-1" autocomplete="username" value=address readonly=true/>
                </span>
            })}
            // The Enter key presses a form's first button, which must not be one that a field brings.
            <button class="visually-hidden" tabindex="-1" aria-hidden="true">{t(submit)}</button>
            <div class="fields">{fields.collect_view()}</div>
            <div class="actions">
                <button class="button" class:primary=!danger class:danger=danger>{t(submit)}</button>
                {cancel.map(|cancel| view! { <a class="quiet" href=cancel>{t(Word::Cancel)}</a> })}
            </div>
        </form>
    }
}

/// Questions whose order depends on an answer, as they are now: a button lays them out again, with what was typed. While that answer is not
/// asked itself, the button shows them where another answer asks for them now.
#[component]
fn Grouped(group: &'static Group, form: FormState) -> impl IntoView {
    let (order, is_asked) = form.answers.once(|answers| ((group.order)(answers), group.by.is_shown(answers)));
    let show = if is_asked { Word::ChangeCountry } else { Word::ShowFields };
    view! {
        <p class="without-wasm"><button class="button small" name="then" value="stay">{t(show)}</button></p>
        {order.into_iter().map(|question| view! { <FieldRow cell=Cell::new(question) form/> }).collect_view()}
    }
}

/// What a field's drawing looks at, of a form that is no draft.
fn sheet(answers: Answers, problems: Problems, lists: Lists) -> DraftView {
    DraftView {
        id: DraftId(uuid::Uuid::nil()),
        flow: String::new(),
        version: 0,
        tab: String::new(),
        answers,
        problems,
        lists,
        saved_at: None,
        now: 0,
        reseller: String::new(),
        customer: None,
        said: BTreeMap::new(),
        filled: BTreeMap::new(),
        finishes: None,
        facts: Vec::new(),
    }
}
