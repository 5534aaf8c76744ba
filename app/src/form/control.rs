//! The controls that answers are given with. The only place that knows how a question's shape becomes HTML.

use std::fmt::Write;

use domain::{
    form::{Cell, Choices, Lists, Problem, Widget, Width},
    words::Word,
};
use html_escape::{encode_double_quoted_attribute, encode_text};
use leptos::{html, prelude::*};

use super::{
    combobox,
    field_row::{HintAndError, optional},
    state::FormState,
};
use crate::words::t;

/// The name under which an answer is sent.
pub fn name(key: &str) -> String {
    format!("answers[{key}]")
}

/// The ids of what describes a control: its help, what is said of the answer and, while there is one, its error.
pub fn described_by(
    cell: &Cell,
    problem: Memo<Option<Problem>>,
) -> impl Fn() -> Option<String> + Clone + Send + Sync + 'static {
    let Cell { question, key, .. } = cell.clone();
    move || {
        let hint = question.help.map(|_| format!("{key}-hint"));
        let remark = question.remark.map(|_| format!("{key}-remark"));
        let error = problem.try_get().flatten().map(|_| format!("{key}-error"));
        let ids: Vec<_> = hint.into_iter().chain(error).chain(remark).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// Whether something is wrong with the answer.
pub fn is_invalid(problem: Memo<Option<Problem>>) -> impl Fn() -> Option<&'static str> + Clone + Send + Sync + 'static {
    move || problem.try_get().flatten().map(|_| "true")
}

/// A line of text, or what the browser offers for its kind.
#[component]
pub fn Line(
    /// The question.
    cell: Cell,
    /// The page's state.
    form: FormState,
    /// What is wrong with the answer.
    problem: Memo<Option<Problem>>,
) -> impl IntoView {
    let shape = cell.question.shape;
    let (kind, mode) = match shape.widget {
        Widget::Email => ("email", Some("email")),
        Widget::Telephone => ("tel", Some("tel")),
        Widget::Url => ("url", Some("url")),
        Widget::Number => ("text", Some("decimal")),
        Widget::Digits => ("text", Some("numeric")),
        Widget::Date => ("date", None),
        Widget::Time => ("time", None),
        Widget::Password => ("password", None),
        Widget::Text | Widget::Lines | Widget::Code | Widget::Radios(_) | Widget::Select(_) => ("text", None),
    };
    // Codes and addresses are no prose: no red waves, no capitals.
    let plain = matches!(shape.widget, Widget::Email | Widget::Password | Widget::Url | Widget::Code | Widget::Digits);
    let width = match shape.width {
        Width::Short => "short",
        Width::Medium => "medium",
        Width::Full => "full",
    };
    let value = if cell.question.secret.is_some() { String::new() } else { form.initial(&cell) };
    // It is not shown again.
    let given = form.answers.once(|answers| cell.question.is_given(&cell.answers(answers)));
    let given = given.then(|| view! { <p class="hint">{t(Word::SecretGiven)}</p> });
    let revealed = RwSignal::new(false);
    let kind = move || if revealed.get() { "text" } else { kind };
    let reveal = matches!(shape.widget, Widget::Password).then(|| view! { <Reveal of=cell.key.to_string() revealed/> });
    view! {
        <input
            id=cell.key.to_string()
            name=name(&cell.key)
            type=kind
            inputmode=mode
            class=width
            dir="auto"
            value=value
            autocomplete=cell.question.autocomplete.unwrap_or("off")
            spellcheck=plain.then_some("false")
            autocapitalize=plain.then_some("none")
            aria-describedby=described_by(&cell, problem)
            aria-invalid=is_invalid(problem)
        />
        {reveal}
        {given}
    }
}

/// Several lines of text.
#[component]
pub fn Lines(
    /// The question.
    cell: Cell,
    /// The page's state.
    form: FormState,
    /// What is wrong with the answer.
    problem: Memo<Option<Problem>>,
) -> impl IntoView {
    // As HTML: Leptos draws an empty text as a blank, which would be sent.
    let text = encode_text(&form.initial(&cell)).into_owned();
    view! {
        <textarea
            id=cell.key.to_string()
            name=name(&cell.key)
            class="full"
            rows="4"
            dir="auto"
            autocomplete=cell.question.autocomplete.unwrap_or("off")
            spellcheck="false"
            autocapitalize="none"
            aria-describedby=described_by(&cell, problem)
            aria-invalid=is_invalid(problem)
            inner_html=text
        ></textarea>
    }
}

/// Shows what was typed into a password's field. It needs the WASM, and is hidden without.
#[component]
fn Reveal(of: String, revealed: RwSignal<bool>) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button small reveal"
            aria-pressed=move || if revealed.get() { "true" } else { "false" }
            aria-controls=of
            on:click=move |_| revealed.update(|revealed| *revealed = !*revealed)
        >{t(Word::ShowPassword)}</button>
    }
}

/// One of many.
#[component]
pub fn Select(
    /// The question.
    cell: Cell,
    /// The page's state.
    form: FormState,
    /// What is wrong with the answer.
    problem: Memo<Option<Problem>>,
    /// Its options, as HTML.
    options: String,
    /// Whether they are too many to look through: the WASM makes them a field to type in.
    many: bool,
) -> impl IntoView {
    let node = NodeRef::<html::Select>::new();
    let at = cell.clone();
    Effect::new(move |_| {
        if let Some(select) = node.get().filter(|_| many) {
            combobox::enhance(select, &at, form, problem);
        }
    });
    view! {
        <div class="combobox"><select
            id=cell.key.to_string()
            name=name(&cell.key)
            class="medium"
            autocomplete=cell.question.autocomplete.unwrap_or("off")
            aria-describedby=described_by(&cell, problem)
            aria-invalid=is_invalid(problem)
            inner_html=options
            node_ref=node
        ></select></div>
    }
}

/// The options of a select whose choices were declared.
pub fn options_of(cell: &Cell, form: FormState, choices: Choices) -> String {
    match choices {
        Choices::Fixed(fixed) => options(cell, form, fixed.iter().map(|choice| (choice.value, t(choice.label)))),
        Choices::Server(list) => {
            // The server has every list of the page. The browser has those that rows ask from, for the rows that it adds.
            let draw = |lists: &Lists| {
                let choices = lists.0.get(list).into_iter().flatten();
                options(cell, form, choices.map(|choice| (choice.value.as_str(), choice.label.as_str())))
            };
            use_context::<Lists>().map_or_else(|| form.with_lists(draw), |lists| draw(&lists))
        }
    }
}

/// The options of a select as HTML. Lists are long and never change: as text they cost the server little and the browser, which finds
/// them in the page and leaves them as they are, nothing.
pub fn options<'a>(cell: &Cell, form: FormState, choices: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let chosen = form.initial(cell);
    let mut html = format!("<option value=\"\">{}</option>", encode_text(t(Word::ChooseOne)));
    for (value, label) in choices {
        let selected = if value == chosen { " selected" } else { "" };
        let (value, label) = (encode_double_quoted_attribute(value), encode_text(label));
        // Writing to a string cannot fail.
        let _ = write!(html, "<option value=\"{value}\"{selected}>{label}</option>");
    }
    html
}

/// One radio button's words.
struct Radio {
    value: String,
    label: String,
    help: String,
    unavailable: Option<&'static str>,
}

/// One of few, all in sight.
#[component]
pub fn Radios(
    /// The question.
    cell: Cell,
    /// The page's state.
    form: FormState,
    /// What is wrong with the answer.
    problem: Memo<Option<Problem>>,
    /// What there is to choose from.
    choices: Choices,
) -> impl IntoView {
    let chosen = form.initial(&cell);
    let radios: Vec<Radio> = match choices {
        Choices::Fixed(fixed) => fixed
            .iter()
            .map(|c| Radio {
                value: c.value.to_owned(),
                label: t(c.label).to_owned(),
                help: c.help.map(t).unwrap_or_default().to_owned(),
                unavailable: c
                    .needs
                    .filter(|_| form.with_lists(|lists| lists.find(Lists::AVAILABLE, c.value).is_none()))
                    .map(|need| t(need.why())),
            })
            .collect(),
        Choices::Server(list) => form.with_lists(|lists| {
            let radio = |c: &domain::form::ListChoice| Radio {
                value: c.value.clone(),
                label: c.label.clone(),
                help: c.help.clone(),
                unavailable: None,
            };
            lists.0.get(list).into_iter().flatten().map(radio).collect()
        }),
    };
    let asked = form.asked(&cell);
    // Where the question is the page's heading, it is not read out in full size again.
    let legend = if asked.label == form.step.title { "visually-hidden" } else { "" };
    let (key, name) = (cell.key.clone(), name(&cell.key));
    let buttons = radios.into_iter().enumerate().map(move |(at, radio)| {
        // The summary's link leads to the first.
        let id = if at == 0 { key.to_string() } else { format!("{key}-{}", at + 1) };
        let help_id = (!radio.help.is_empty() || radio.unavailable.is_some()).then(|| format!("{id}-help"));
        let checked = radio.value == chosen;
        view! {
            <div class="choice">
                <input
                    type="radio"
                    id=id.clone()
                    name=name.clone()
                    value=radio.value
                    checked=checked
                    aria-disabled=radio.unavailable.map(|_| "true")
                    aria-describedby=help_id.clone()
                />
                <label for=id><bdi>{radio.label}</bdi></label>
                {help_id.map(|help_id| view! {
                    <div class="choice-help" id=help_id>
                        {(!radio.help.is_empty()).then(|| view! { <p>{radio.help.clone()}</p> })}
                        {radio.unavailable.map(|reason| view! { <p class="unavailable">{reason}</p> })}
                    </div>
                })}
            </div>
        }
    });
    view! {
        <fieldset role="radiogroup" aria-describedby=described_by(&cell, problem) aria-invalid=is_invalid(problem)>
            <legend class=legend>{t(asked.label)}{optional(asked.presence)}</legend>
            <HintAndError cell=cell.clone() form problem/>
            {buttons.collect_view()}
        </fieldset>
    }
}
