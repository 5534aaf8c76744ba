//! A field: label, help, error, control, in that order. The only place that knows how a question becomes HTML.

use std::fmt::Write;

use domain::{
    form::{Asked, Choices, Group, Lists, Presence, Problem, Question, Widget, Width, clean},
    words::Word,
};
use html_escape::{encode_double_quoted_attribute, encode_text};
use leptos::prelude::*;

use super::{browser, state::FormState};
use crate::words::{t, tf};

/// A question with its control. A hidden one stays in the page, so that what was typed is there when it is asked again.
#[component]
pub fn FieldRow(
    /// The question.
    question: &'static Question,
    /// The page's state.
    form: FormState,
) -> impl IntoView {
    let hidden = move || !form.is_shown(question);
    let asked = form.asked(question);
    let faulty = move || form.problem(question.key).is_some();
    view! {
        <div class="field" class:faulty=faulty hidden=hidden>
            {match question.shape.widget {
                Widget::Radios(choices) => view! { <Radios question form choices/> }.into_any(),
                Widget::Select(choices) => {
                    view! { <Labelled question form/><Select question form options=choices_as_options(question, form, choices)/> }.into_any()
                }
                // The country has a list of its regions.
                _ if !asked.regions.is_empty() => {
                    let regions = asked.regions.iter().map(|(value, name)| (value.as_str(), name.as_str()));
                    view! { <Labelled question form/><Select question form options=options(question, form, regions)/> }.into_any()
                }
                _ => view! { <Labelled question form/><Line question form/> }.into_any(),
            }}
            {question.has_doubts().then(|| view! { <Doubt question form/> })}
        </div>
    }
}

/// Questions whose order depends on an answer. They are laid out anew when it changes, with what was typed.
#[component]
pub fn GroupRows(
    /// The group.
    group: &'static Group,
    /// The page's state.
    form: FormState,
) -> impl IntoView {
    let decided = Memo::new(move |_| (form.answers.with(|answers| answers.raw(group.by.key).to_owned()), form.facts.get()));
    let hidden = move || !form.is_shown(group.by);
    view! {
        // The WASM lays the fields out by itself; without it, this button does.
        <p class="without-wasm" hidden=hidden>
            <button class="button small" name="then" value="stay">{t(Word::ChangeCountry)}</button>
        </p>
        {move || {
            // Read, not only tracked: a memo that nobody reads follows nothing.
            let _ = decided.get();
            let order = form.answers.with_untracked(|answers| (group.order)(answers));
            order.into_iter().map(|question| view! { <FieldRow question form/> }).collect_view()
        }}
    }
}

/// What an answer that is probably a mistake offers: to confirm it as it stands, and what was probably meant.
#[component]
fn Doubt(question: &'static Question, form: FormState) -> impl IntoView {
    // Confirmed or not, the box stays while it is about the answer as it stands.
    let doubted = move || {
        let doubtful = form.problem(question.key) == Some(Problem::Doubtful);
        form.answers
            .try_with(|answers| {
                let confirmed = question.is_confirmed(answers);
                let text = clean(answers.raw(question.key)).into_owned();
                (doubtful || confirmed).then_some((text, confirmed))
            })
            .flatten()
    };
    let doubted = Memo::new(move |_| doubted());
    move || {
        doubted.get().map(|(text, confirmed)| {
            let id = format!("{}-anyway", question.key);
            let name = format!("answers[{}]", question.anyway());
            let instead = question.suggestion(&text).filter(|_| !confirmed).map(|meant| {
                let words = tf(Word::UseInstead, &[("text", &meant)]);
                let take = move |event: leptos::ev::MouseEvent| {
                    event.prevent_default();
                    browser::type_into(question.key, &meant);
                };
                view! { <button class="button small" name="then" value=format!("take:{}", question.key) on:click=take><bdi>{words}</bdi></button> }
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

fn optional(asked: Asked) -> Option<impl IntoView + use<>> {
    (asked.presence == Presence::Optional).then(|| view! { " "<span class="optional">{t(Word::Optional)}</span> })
}

#[component]
fn Labelled(question: &'static Question, form: FormState) -> impl IntoView {
    let asked = form.asked(question);
    view! {
        <label for=question.key>{t(asked.label)}{optional(asked)}</label>
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
fn Select(question: &'static Question, form: FormState, options: String) -> impl IntoView {
    view! {
        <select
            id=question.key
            name=name(question)
            class="medium"
            autocomplete=question.autocomplete.unwrap_or("off")
            aria-describedby=described_by(question, form)
            aria-invalid=is_invalid(question, form)
            inner_html=options
        ></select>
    }
}

/// The options of a select whose choices were declared.
fn choices_as_options(question: &Question, form: FormState, choices: Choices) -> String {
    match choices {
        Choices::Fixed(fixed) => options(question, form, fixed.iter().map(|choice| (choice.value, t(choice.label)))),
        Choices::Server(list) => {
            let lists = use_context::<Lists>().unwrap_or_default();
            let choices = lists.0.get(list).into_iter().flatten();
            options(question, form, choices.map(|choice| (choice.value.as_str(), choice.label.as_str())))
        }
    }
}

/// The options of a select as HTML. Lists are long and never change: as text they cost the server little and the browser, which finds
/// them in the page and leaves them as they are, nothing.
fn options<'a>(question: &Question, form: FormState, choices: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let chosen = form.initial(question);
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
            <legend class=legend>{t(question.label)}{optional(form.asked(question))}</legend>
            <HintAndError question form/>
            {buttons.collect_view()}
        </fieldset>
    }
}
