//! A long list to choose from: a native select, which the WASM turns into a field that is filtered by typing (the combobox pattern of the
//! ARIA Authoring Practices). The select stays beneath it and is what is sent.
//!
//! It is built by hand, after the page stands: as a component it would cost three times the WASM.

use std::{cell::Cell as Held, fmt::Write, rc::Rc};

use domain::{
    form::{Cell, Problem},
    words::Word,
};
use html_escape::encode_text;
use js_sys::JsString;
use leptos::{prelude::*, wasm_bindgen::JsCast};
use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement, KeyboardEvent};

use super::{browser, control, state::FormState};
use crate::words::t;

/// One of the options, as they stand in the page.
struct Choice {
    value: String,
    label: String,
    // What it is found by.
    folded: String,
}

/// Names by which countries are called beside the one that the list has, by code.
const ALSO: &[(&str, &[&str])] = &[
    ("AE", &["uae"]),
    ("BY", &["weissrussland", "weißrussland"]),
    ("CI", &["ivory coast"]),
    ("CZ", &["czech republic", "tschechische republik"]),
    ("GB", &["uk", "great britain", "britain", "england", "scotland", "wales", "grossbritannien", "großbritannien"]),
    ("MK", &["macedonia"]),
    ("MM", &["burma"]),
    ("NL", &["holland"]),
    ("TR", &["turkey", "turkei"]),
    ("US", &["usa", "america", "amerika"]),
];

/// More entries than this, each with a code of two letters, are countries.
const COUNTRIES: usize = 200;

/// A text as it is compared: small letters without their accents, spaces for underscores.
fn folded(text: &str) -> String {
    let apart = String::from(JsString::from(text.trim()).normalize("NFD"));
    let plain = |c| match c {
        '\u{300}'..='\u{36f}' => None,
        '_' => Some(' '),
        '’' => Some('\''),
        c => Some(c),
    };
    apart.to_lowercase().chars().filter_map(plain).collect()
}

/// The options of a select but for the first, which stands for none.
fn choices_of(select: &HtmlSelectElement) -> Vec<Choice> {
    let options = select.options();
    let choice = |option: Element| {
        let (value, label) = (option.get_attribute("value")?, option.text_content()?);
        Some(Choice { folded: folded(&label), value, label })
    };
    (1..options.length()).filter_map(|at| options.item(at)).filter_map(choice).collect()
}

/// How well an entry fits a folded text, the best first: its code or its name, another name of it, the beginning of one, a part of one.
fn fit(choice: &Choice, text: &str, also: &[&str]) -> Option<u8> {
    if choice.value.eq_ignore_ascii_case(text) || choice.folded == text || (!text.is_empty() && also.contains(&text)) {
        Some(0)
    } else if choice.folded.starts_with(text) || also.iter().any(|name| name.starts_with(text)) {
        Some(1)
    } else if choice.folded.contains(text) {
        Some(2)
    } else {
        None
    }
}

/// The entries that fit, the best first, each with how well it does.
fn matching<'a>(choices: &'a [Choice], text: &str) -> Vec<(u8, &'a Choice)> {
    let text = folded(text);
    let countries = choices.len() > COUNTRIES && choices.iter().all(|choice| choice.value.len() == 2);
    let also = |choice: &Choice| {
        let known = ALSO.iter().find(|(code, _)| countries && *code == choice.value);
        known.map_or(&[] as &[&str], |(_, names)| names)
    };
    let ranked: Vec<_> = choices.iter().filter_map(|choice| Some((fit(choice, &text, also(choice))?, choice))).collect();
    // Three times through a list: code that sorts is two kilobytes.
    (0..3).flat_map(|wanted| ranked.iter().filter(move |(rank, _)| *rank == wanted)).copied().collect()
}

/// A select, the field that stands in for it, and the list beneath.
struct Combobox {
    form: FormState,
    key: Rc<str>,
    select: HtmlSelectElement,
    input: HtmlInputElement,
    list: Element,
    choices: Vec<Choice>,
    // Whether the text was typed since something was last taken.
    typed: Held<bool>,
    open: Held<bool>,
    // Which of those that fit is marked.
    active: Held<usize>,
}

/// Turns a select into a field that is filtered by typing.
pub fn enhance(select: HtmlSelectElement, cell: &Cell, form: FormState, problem: Memo<Option<Problem>>) {
    let (id, list_id) = (format!("{}-select", cell.key), format!("{}-list", cell.key));
    let (Some(input), Some(list)) = (browser::element("input"), browser::element("ul")) else { return };
    let Ok(input) = input.dyn_into::<HtmlInputElement>() else { return };
    browser::set(
        &input,
        &[
            ("type", "text"),
            ("role", "combobox"),
            ("id", &cell.key),
            ("class", "medium"),
            ("dir", "auto"),
            ("autocomplete", cell.question.autocomplete.unwrap_or("off")),
            ("spellcheck", "false"),
            ("aria-autocomplete", "list"),
            ("aria-expanded", "false"),
            ("aria-controls", &list_id),
        ],
    );
    let label = t(form.asked(cell).label);
    browser::set(&list, &[("role", "listbox"), ("id", &list_id), ("aria-label", label), ("hidden", "")]);
    let choices = choices_of(&select);
    let chosen = choices.iter().find(|choice| choice.value == select.value());
    input.set_value(chosen.map_or("", |choice| &choice.label));
    browser::set(&select, &[("id", &id), ("hidden", "")]);
    browser::put_after(&select, &input);
    browser::put_after(&input, &list);

    let (described_by, invalid) = (control::described_by(cell, problem), control::is_invalid(problem));
    let told = input.clone();
    Effect::new(move |_| {
        browser::set_or_clear(&told, "aria-describedby", described_by().as_deref());
        browser::set_or_clear(&told, "aria-invalid", invalid());
    });
    let key = Rc::from(&*cell.key);
    let [typed, open] = [false, false].map(Held::new);
    let combobox = Rc::new(Combobox { form, key, select, input, list, choices, typed, open, active: Held::new(0) });
    combobox.listen();
}

impl Combobox {
    fn listen(self: Rc<Self>) {
        let on = |element: &Element, event, act: fn(&Self, &Event)| {
            let this = Rc::clone(&self);
            browser::listen(element, event, move |event| act(&this, &event));
        };
        on(&self.input, "input", |this, _| {
            this.typed.set(true);
            this.show(0);
        });
        on(&self.input, "keydown", Self::pressed);
        on(&self.input, "blur", |this, _| this.left());
        on(&self.input, "click", |this, _| this.show_chosen());
        on(&self.list, "mousedown", Self::clicked);
    }

    fn found(&self) -> Vec<&Choice> {
        let found = matching(&self.choices, if self.typed.get() { self.input.value() } else { String::new() }.as_str());
        found.into_iter().map(|(_, choice)| choice).collect()
    }

    /// What was typed, if it can be only one of the entries: its code, its name, or all that fits.
    fn meant(&self) -> Option<&Choice> {
        let found = matching(&self.choices, &self.input.value());
        let sure = found.len() == 1 || found.iter().filter(|(rank, _)| *rank == 0).count() == 1;
        found.first().filter(|_| sure).map(|(_, choice)| *choice)
    }

    /// Shows the entries that fit, one of them marked.
    fn show(&self, at: usize) {
        self.open.set(true);
        self.active.set(at);
        let mut html = String::new();
        for (nth, choice) in self.found().iter().enumerate() {
            let (key, label) = (&self.key, encode_text(&choice.label));
            // Writing to a string cannot fail.
            let _ = write!(html, "<li role=\"option\" id=\"{key}-{nth}\" aria-selected=\"{}\">{label}</li>", nth == at);
        }
        let marked = (!html.is_empty()).then(|| format!("{}-{at}", self.key));
        if html.is_empty() {
            let _ = write!(html, "<li class=\"nothing\">{}</li>", encode_text(t(Word::NothingFits)));
        }
        self.list.set_inner_html(&html);
        browser::set_or_clear(&self.list, "hidden", None);
        browser::show(&self.list.id());
        browser::set(&self.input, &[("aria-expanded", "true")]);
        browser::set_or_clear(&self.input, "aria-activedescendant", marked.as_deref());
        if let Some(id) = marked {
            browser::show(&id);
        }
    }

    /// Opens the list at what is chosen.
    fn show_chosen(&self) {
        let value = self.select.value();
        self.show(self.found().iter().position(|choice| choice.value == value).unwrap_or_default());
    }

    fn close(&self) {
        self.open.set(false);
        browser::set(&self.list, &[("hidden", "")]);
        browser::set(&self.input, &[("aria-expanded", "false")]);
        browser::set_or_clear(&self.input, "aria-activedescendant", None);
    }

    fn pressed(&self, event: &Event) {
        let Some(key) = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key) else { return };
        let (at, open) = (self.active.get(), self.open.get());
        match key.as_str() {
            "ArrowDown" if open => self.show((at + 1).min(self.found().len().saturating_sub(1))),
            "ArrowUp" if open => self.show(at.saturating_sub(1)),
            "ArrowDown" | "ArrowUp" => self.show_chosen(),
            "Enter" if open => match self.found().into_iter().nth(at) {
                Some(choice) => self.take(Some(choice)),
                None => self.left(),
            },
            "Escape" if open => self.close(),
            _ => return,
        }
        event.prevent_default();
    }

    /// An entry was pressed, while the field has the focus still.
    fn clicked(&self, event: &Event) {
        event.prevent_default();
        let entry = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let at = entry.and_then(|entry| entry.id().rsplit_once('-')?.1.parse::<usize>().ok());
        if let Some(choice) = at.and_then(|at| self.found().into_iter().nth(at)) {
            self.take(Some(choice));
        }
    }

    fn take(&self, choice: Option<&Choice>) {
        self.close();
        self.typed.set(false);
        let (value, label) = choice.map_or(("", ""), |choice| (&choice.value, &choice.label));
        self.input.set_value(label);
        if self.select.value() != value {
            self.select.set_value(value);
            browser::say_typed(&self.select);
        }
    }

    /// What was typed and can be only one entry is that entry; else it stays, and is said to be none of the list.
    fn left(&self) {
        self.close();
        let wanted = self.input.value();
        if !self.typed.get() {
            return;
        }
        let meant = if wanted.trim().is_empty() { None } else { self.meant() };
        let is_missed = meant.is_none() && !wanted.trim().is_empty();
        self.take(meant);
        if is_missed {
            self.typed.set(true);
            self.input.set_value(&wanted);
            self.form.find(&self.key, Some(Problem::NotAChoice));
        }
    }
}
