//! A field: label, help, error, control, in that order. The only place that knows how a question becomes HTML.

use std::fmt::Write;

use domain::{
    form::{Choices, Lists, Presence, Question, Widget, Width},
    words::Word,
};
use html_escape::{encode_double_quoted_attribute, encode_text};
use leptos::prelude::*;

use super::state::FormState;
use crate::words::t;

/// A question with its control. A hidden one stays in the page, so that what was typed is there when it is asked again.
#[component]
pub fn FieldRow(
    /// The question.
    question: &'static Question,
    /// The page's state.
    form: FormState,
) -> impl IntoView {
    let hidden = move || !form.is_shown(question);
    let faulty = move || form.problem(question.key).is_some();
    view! {
        <div class="field" class:faulty=faulty hidden=hidden>
            {match question.shape.widget {
                Widget::Radios(choices) => view! { <Radios question form choices/> }.into_any(),
                Widget::Select(choices) => view! { <Labelled question form/><Select question form choices/> }.into_any(),
                _ => view! { <Labelled question form/><Line question form/> }.into_any(),
            }}
        </div>
    }
}

fn name(question: &Question) -> String {
    format!("answers[{}]", question.key)
}

/// The ids of what describes a control: its help and, while there is one, its error.
fn described_by(question: &'static Question, form: FormState) -> impl Fn() -> Option<String> + Clone + Send + 'static {
    move || {
        let hint = question.help.map(|_| format!("{}-hint", question.key));
        let error = form.problem(question.key).map(|_| format!("{}-error", question.key));
        let ids: Vec<_> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

fn is_invalid(question: &'static Question, form: FormState) -> impl Fn() -> Option<&'static str> + Clone + Send + 'static {
    move || form.problem(question.key).map(|_| "true")
}

fn optional(question: &Question) -> Option<impl IntoView + use<>> {
    (question.presence == Presence::Optional).then(|| view! { " "<span class="optional">{t(Word::Optional)}</span> })
}

#[component]
fn Labelled(question: &'static Question, form: FormState) -> impl IntoView {
    view! {
        <label for=question.key>{t(question.label)}{optional(question)}</label>
        <HintAndError question form/>
    }
}

#[component]
fn HintAndError(question: &'static Question, form: FormState) -> impl IntoView {
    let sentence = move || form.problem(question.key).map(|problem| form.say(question.key, problem));
    view! {
        {question.help.map(|help| view! { <p class="hint" id=format!("{}-hint", question.key)>{t(help)}</p> })}
        {move || sentence().map(|sentence| view! {
            <p class="error" id=format!("{}-error", question.key)>
                <span class="visually-hidden">{t(Word::ErrorHidden)}" "</span>{sentence}
            </p>
        })}
    }
}

#[component]
fn Line(question: &'static Question, form: FormState) -> impl IntoView {
    let (kind, mode) = match question.shape.widget {
        Widget::Email => ("email", Some("email")),
        Widget::Telephone => ("tel", Some("tel")),
        Widget::Password => ("password", None),
        _ => ("text", None),
    };
    // Codes and addresses are no prose: no red waves, no capitals.
    let plain = matches!(question.shape.widget, Widget::Email | Widget::Password);
    let width = match question.shape.width {
        Width::Short => "short",
        Width::Medium => "medium",
        Width::Full => "full",
    };
    let value = if question.secret.is_some() { String::new() } else { form.initial(question) };
    view! {
        <input
            id=question.key
            name=name(question)
            type=kind
            inputmode=mode
            class=width
            dir="auto"
            value=value
            autocomplete=question.autocomplete.unwrap_or("off")
            spellcheck=plain.then_some("false")
            autocapitalize=plain.then_some("none")
            aria-describedby=described_by(question, form)
            aria-invalid=is_invalid(question, form)
        />
    }
}

#[component]
fn Select(question: &'static Question, form: FormState, choices: Choices) -> impl IntoView {
    view! {
        <select
            id=question.key
            name=name(question)
            class="medium"
            autocomplete=question.autocomplete.unwrap_or("off")
            aria-describedby=described_by(question, form)
            aria-invalid=is_invalid(question, form)
            inner_html=options(question, form, choices)
        ></select>
    }
}

/// The options of a select as HTML. Lists are long and never change: as text they cost the server little and the browser, which finds
/// them in the page and leaves them as they are, nothing.
fn options(question: &Question, form: FormState, choices: Choices) -> String {
    let chosen = form.initial(question);
    let mut html = format!("<option value=\"\">{}</option>", encode_text(t(Word::ChooseOne)));
    let mut add = |value: &str, label: &str| {
        let selected = if value == chosen { " selected" } else { "" };
        let (value, label) = (encode_double_quoted_attribute(value), encode_text(label));
        // Writing to a string cannot fail.
        let _ = write!(html, "<option value=\"{value}\"{selected}>{label}</option>");
    };
    match choices {
        Choices::Fixed(fixed) => fixed.iter().for_each(|choice| add(choice.value, t(choice.label))),
        Choices::Server(list) => {
            let lists = use_context::<Lists>().unwrap_or_default();
            lists.0.get(list).into_iter().flatten().for_each(|choice| add(&choice.value, &choice.label));
        }
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

#[component]
fn Radios(question: &'static Question, form: FormState, choices: Choices) -> impl IntoView {
    let chosen = form.initial(question);
    let radios: Vec<Radio> = match choices {
        Choices::Fixed(fixed) => fixed
            .iter()
            .map(|c| Radio {
                value: c.value.to_owned(),
                label: t(c.label).to_owned(),
                help: c.help.map(t).unwrap_or_default().to_owned(),
                unavailable: c.unavailable.map(t),
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
    // Where the question is the page's heading, it is not read out in full size again.
    let legend = if question.label == form.step.title { "visually-hidden" } else { "" };
    let buttons = radios.into_iter().enumerate().map(move |(at, radio)| {
        // The summary's link leads to the first.
        let id = if at == 0 { question.key.to_owned() } else { format!("{}-{}", question.key, at + 1) };
        let help_id = (!radio.help.is_empty() || radio.unavailable.is_some()).then(|| format!("{id}-help"));
        let checked = radio.value == chosen;
        view! {
            <div class="choice">
                <input
                    type="radio"
                    id=id.clone()
                    name=name(question)
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
        <fieldset role="radiogroup" aria-describedby=described_by(question, form) aria-invalid=is_invalid(question, form)>
            <legend class=legend>{t(question.label)}{optional(question)}</legend>
            <HintAndError question form/>
            {buttons.collect_view()}
        </fieldset>
    }
}
