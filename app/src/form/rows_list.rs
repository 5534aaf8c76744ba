//! Rows of the same questions: add another, remove, one place higher. A row keeps its identity, and its fields what was typed.

use domain::{
    form::{Problem, Rows},
    words::Word,
};
use leptos::prelude::*;

use super::{browser, field_row::FieldRow, state::FormState};
use crate::words::{t, tf};

/// The rows and the button that adds one. Without the WASM each button sends the page, and it comes back with the rows as wished.
#[component]
pub fn RowsList(
    /// The rows.
    rows: &'static Rows,
    /// The page's state.
    form: FormState,
) -> impl IntoView {
    let ids = Memo::new(move |_| form.answers.of(rows.key, |answers| rows.ids(answers)).unwrap_or_default());
    let list = move || ids.try_get().unwrap_or_default();
    let problem = move || form.problem(rows.key);
    let error = format!("{}-error", rows.key);
    let described_by = {
        let error = error.clone();
        move || problem().map(|_| error.clone())
    };
    let add = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        let row = browser::random_name();
        form.change_rows(rows, |answers| rows.add(answers, &row));
        let first = rows.questions.first().map(|question| rows.key(&row, question)).unwrap_or_default();
        browser::changed_soon(rows.key, first);
    };
    let error_of = move |problem: Problem| form.say(rows.key, problem);
    view! {
        <fieldset class="rows" class:faulty=move || problem().is_some() aria-describedby=described_by>
            <legend class="form-heading"><h2>{t(rows.label)}</h2></legend>
            {move || problem().map(|problem| view! {
                <p class="error" id=error.clone()>
                    <span class="visually-hidden">{t(Word::ErrorHidden)}" "</span>{error_of(problem)}
                </p>
            })}
            <input type="hidden" id=format!("{}-rows", rows.key) name=format!("answers[{}]", rows.key) value=move || list().join(",")/>
            <For each=list key=Clone::clone let:row><Row rows row form ids/></For>
            <button class="button" id=rows.key name="then" value=format!("add:{}", rows.key) on:click=add>{t(rows.add)}</button>
        </fieldset>
    }
}

/// One row: its number, its questions, and what can be done with it.
#[component]
fn Row(rows: &'static Rows, row: String, form: FormState, ids: Memo<Vec<String>>) -> impl IntoView {
    let place = {
        let row = row.clone();
        move || ids.try_get().and_then(|ids| ids.iter().position(|id| *id == row)).unwrap_or_default()
    };
    let title = {
        let place = place.clone();
        move || format!("{} {}", t(rows.one), place() + 1)
    };
    let said = |word| {
        let title = title.clone();
        move || tf(word, &[("row", &title())])
    };
    let (remove_it, raise_it) = (said(Word::RowRemove), said(Word::RowRaise));
    let removing = {
        let row = row.clone();
        move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            form.change_rows(rows, |answers| rows.remove(answers, &row));
            browser::changed_soon(rows.key, rows.key.to_owned());
        }
    };
    let raising = {
        let row = row.clone();
        move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            form.change_rows(rows, |answers| rows.move_up(answers, &row));
            browser::changed_soon(rows.key, format!("{}.{row}-remove", rows.key));
        }
    };
    let fields: Vec<_> = rows.cells(&row).map(|cell| view! { <FieldRow cell form/> }).collect();
    view! {
        <fieldset class="row card">
            <legend>{title}</legend>
            {fields}
            <div class="row-actions">
                <button
                    class="button small"
                    name="then"
                    value=format!("raise:{}:{row}", rows.key)
                    hidden=move || place() == 0
                    on:click=raising
                >{raise_it}</button>
                <button
                    class="button small"
                    id=format!("{}.{row}-remove", rows.key)
                    name="then"
                    value=format!("remove:{}:{row}", rows.key)
                    on:click=removing
                >{remove_it}</button>
            </div>
        </fieldset>
    }
}
