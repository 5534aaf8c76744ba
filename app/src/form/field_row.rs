//! A field: label, help, error, control, what is to be said of the answer, in that order.

use domain::{
    form::{Cell, Choices, Group, Presence, Problem, Widget, clean},
    words::Word,
};
use leptos::{either::Either, prelude::*};

use super::{
    browser,
    control::{Line, Lines, Radios, Select, options, options_of},
    state::FormState,
};
use crate::words::{t, tf};

/// A list of more than this is filtered by typing.
const MANY: usize = 10;

/// A question with its control. A hidden one stays in the page, so that what was typed is there when it is asked again.
#[component]
pub fn FieldRow(
    /// The question.
    cell: Cell,
    /// The page's state.
    form: FormState,
) -> impl IntoView {
    let question = cell.question;
    let asked = form.asked(&cell);
    let hidden = {
        let cell = cell.clone();
        move || !form.is_shown(&cell)
    };
    // One look for each field when the problems change, whatever the field makes of it.
    let problem = Memo::new({
        let key = cell.key.clone();
        move |_| form.problem(&key)
    });
    let faulty = move || problem.try_get().flatten().is_some();
    let control = match question.shape.widget {
        Widget::Radios(choices) => view! { <Radios cell=cell.clone() form problem choices/> }.into_any(),
        Widget::Select(choices) => {
            let many = matches!(choices, Choices::Server(_));
            list(cell.clone(), form, problem, options_of(&cell, form, choices), many)
        }
        // The country has a list of its regions.
        _ if !asked.regions.is_empty() => {
            let found = options(&cell, form, asked.regions.iter().map(|(value, name)| (value.as_str(), name.as_str())));
            list(cell.clone(), form, problem, found, asked.regions.len() > MANY)
        }
        Widget::Lines => view! { <Labelled cell=cell.clone() form problem/><Lines cell=cell.clone() form problem/> }.into_any(),
        _ => view! { <Labelled cell=cell.clone() form problem/><Line cell=cell.clone() form problem/> }.into_any(),
    };
    view! {
        <div class="field" class:faulty=faulty hidden=hidden>
            {control}
            {question.remark.is_some().then(|| view! { <Remark cell=cell.clone() form/> })}
            {question.has_doubts().then(|| view! { <Doubt cell form problem/> })}
        </div>
    }
}

/// One of a list: many are filtered by typing.
fn list(cell: Cell, form: FormState, problem: Memo<Option<Problem>>, options: String, many: bool) -> AnyView {
    let label = view! { <Labelled cell=cell.clone() form problem/> };
    view! { {label}<Select cell form problem options many/> }.into_any()
}

/// Questions whose order depends on an answer. They are laid out anew when it changes, with what was typed.
#[component]
pub fn GroupRows(
    /// The group.
    group: &'static Group,
    /// The page's state.
    form: FormState,
) -> impl IntoView {
    let by = group.by.key;
    let decided = Memo::new(move |_| (form.answers.of(by, |answers| answers.raw(by).to_owned()), form.facts.get()));
    let hidden = move || !form.is_shown(&Cell::new(group.by));
    let drawn = StoredValue::new(0_u32);
    view! {
        // The WASM lays the fields out by itself; without it, this button does.
        <p class="without-wasm" hidden=hidden>
            <button class="button small" name="then" value="stay">{t(Word::ChangeCountry)}</button>
        </p>
        {move || {
            // Read, not only tracked: a memo that nobody reads follows nothing.
            let _ = decided.get();
            let order = form.answers.once(|answers| (group.order)(answers));
            let times = drawn.get_value();
            drawn.set_value(times + 1);
            // Somebody may be typing when the order comes from the server: they go on in the same field.
            if let Some(at) = order.iter().find(|question| times > 0 && browser::has_focus(question.key)) {
                browser::focus_soon(at.key);
            }
            let rows = order.into_iter().map(|question| view! { <FieldRow cell=Cell::new(question) form/> }).collect_view();
            // Each time new fields, in turns of two kinds: fields that were kept in their places would keep the text of the others before.
            if times.is_multiple_of(2) { Either::Left(rows) } else { Either::Right(rows) }
        }}
    }
}

/// What is to be said of a right answer. Its place is kept while it is judged, so that a screen reader hears it change.
#[component]
fn Remark(cell: Cell, form: FormState) -> impl IntoView {
    let id = format!("{}-remark", cell.key);
    let remark = move || form.remark(&cell).map(t);
    view! { <p class="remark" id=id role="status">{remark}</p> }
}

/// What an answer that is probably a mistake offers: to confirm it as it stands, and what was probably meant.
#[component]
fn Doubt(cell: Cell, form: FormState, problem: Memo<Option<Problem>>) -> impl IntoView {
    // Confirmed or not, the box stays while it is about the answer as it stands.
    let doubted = {
        let (cell, anyway) = (cell.clone(), cell.anyway());
        move || {
            let doubtful = problem.try_get().flatten() == Some(Problem::Doubtful);
            let confirmed = form.answers.of(&anyway, |answers| cell.is_confirmed(answers)).unwrap_or_default();
            let text = form.answers.of(&cell.key, |answers| clean(answers.raw(&cell.key)).into_owned())?;
            (doubtful || confirmed).then_some((text, confirmed))
        }
    };
    let doubted = Memo::new(move |_| doubted());
    move || {
        doubted.get().map(|(text, confirmed)| {
            let id = format!("{}-anyway", cell.key);
            let name = format!("answers[{}]", cell.anyway());
            let instead = cell.question.suggestion(&text).filter(|_| !confirmed).map(|meant| {
                let words = tf(Word::UseInstead, &[("text", &meant)]);
                let key = cell.key.clone();
                let value = format!("take:{key}");
                let take = move |event: leptos::ev::MouseEvent| {
                    event.prevent_default();
                    browser::type_into(&key, &meant);
                };
                view! { <button class="button small" name="then" value=value on:click=take><bdi>{words}</bdi></button> }
            });
            view! {
                <div class="doubt">
                    {instead}
                    <div class="choice">
                        <input type="checkbox" id=id.clone() name=name value=text.clone() checked=confirmed/>
                        <label for=id><bdi>{tf(Word::UseAnyway, &[("text", &text)])}</bdi></label>
                    </div>
                </div>
            }
        })
    }
}

/// "(optional)", where the question is.
pub fn optional(presence: Presence) -> Option<impl IntoView + use<>> {
    (presence == Presence::Optional).then(|| view! { " "<span class="optional">{t(Word::Optional)}</span> })
}

#[component]
fn Labelled(cell: Cell, form: FormState, problem: Memo<Option<Problem>>) -> impl IntoView {
    let asked = form.asked(&cell);
    view! {
        <label for=cell.key.to_string()>{t(asked.label)}{optional(asked.presence)}</label>
        <HintAndError cell form problem/>
    }
}

/// What helps to answer, and what is wrong with the answer.
#[component]
pub fn HintAndError(
    /// The question.
    cell: Cell,
    /// The page's state.
    form: FormState,
    /// What is wrong with the answer.
    problem: Memo<Option<Problem>>,
) -> impl IntoView {
    let Cell { question, key, .. } = cell;
    let (hint, error) = (format!("{key}-hint"), format!("{key}-error"));
    let sentence = move || problem.try_get().flatten().map(|problem| form.say(&key, problem));
    view! {
        {question.help.map(|help| view! { <p class="hint" id=hint>{t(help)}</p> })}
        {move || sentence().map(|sentence| view! {
            <p class="error" id=error.clone()>
                <span class="visually-hidden">{t(Word::ErrorHidden)}" "</span>{sentence}
            </p>
        })}
    }
}
