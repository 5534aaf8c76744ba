//! What a type must say of itself to be answerable: how it is parsed, shown, and drawn.

use std::{borrow::Cow, collections::BTreeMap};

use serde::{Deserialize, Serialize};

use super::{Problem, Secret};
use crate::words::{Language, Word};

/// A type that a person can answer with. The type owns the rule; the field owns the words.
pub trait Answer: Sized + 'static {
    /// How it is drawn, how long it may be, what a good one looks like.
    const SHAPE: Shape;
    /// Whether it says something about a human being (kept out of logs).
    const PERSONAL: bool = false;
    /// How it is kept if it is a secret. The type says so, wherever a field of it is declared: no page, log or message shows it again.
    const SECRET: Option<Secret> = None;
    /// Whether only the server has what it takes to judge it fully.
    const DEEP: bool = false;
    /// Whether an answer that could be right is probably a mistake, given what it is about. It may be confirmed.
    const DOUBT: Option<fn(&str, &str) -> bool> = None;
    /// What was probably meant instead.
    const SUGGEST: Option<fn(&str) -> Option<String>> = None;
    /// What is to be said of an answer that is right, given what it is about: that nobody checked it, how strong it is.
    const REMARK: Option<fn(&str, &str) -> Option<Word>> = None;
    /// A right answer as it says the same whatever else is answered later: a telephone number with the code of its country.
    const SETTLED: Option<fn(&str, &str) -> Option<String>> = None;
    /// What a program writes that answers by the schema (ECMA-262): the form in which answers are kept. People may write it otherwise.
    #[cfg(feature = "data")]
    const PATTERN: &'static str = "";
    /// How it is typed and written, where that differs from how it is kept: numbers have the reader's decimal form.
    const WRITTEN: Option<Written> = None;

    /// Reads a [cleaned](clean), non-empty text.
    ///
    /// # Errors
    /// The kind of problem; the sentence is made from it and the field's words, in one place.
    fn parse(raw: &str) -> Result<Self, Problem>;

    /// Reads a text whose meaning depends on another answer, which the field names: a telephone number's country, an amount's currency.
    ///
    /// # Errors
    /// The kind of problem.
    fn parse_about(raw: &str, _about: &str) -> Result<Self, Problem> {
        Self::parse(raw)
    }

    /// How it is written back.
    fn show(&self) -> String;

    /// How it is written for people who know what it is about, in their language: a telephone number in its own country.
    fn show_about(&self, _about: &str, _language: Language) -> String {
        self.show()
    }
}

/// How an answer is typed and written by readers of a language, where it is kept in another form.
#[derive(Clone, Copy, Debug)]
pub struct Written {
    /// What was typed as it is kept; `None` if it cannot be read.
    pub read: fn(&str, Language) -> Option<String>,
    /// What is kept as it is written.
    pub write: fn(&str, Language) -> String,
}

/// How an answer is drawn and bounded; read by the widget, the schema and the description alike.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The control.
    pub widget: Widget,
    /// The most characters (Unicode scalar values) that it may have.
    pub max: usize,
    /// How wide the control is: a hint at the answer's length.
    pub width: Width,
    /// A good answer, for the sentence of a malformed one; empty where none is needed.
    pub example: &'static str,
    /// Whether the server presets it by what is probable, such as the reseller's own country.
    pub preset: bool,
}

impl Shape {
    /// A line of text.
    pub const fn line(max: usize) -> Self {
        Self { widget: Widget::Text, max, width: Width::Full, example: "", preset: false }
    }

    /// A choice of one.
    pub const fn choice(widget: Widget) -> Self {
        Self { widget, max: 64, width: Width::Medium, example: "", preset: false }
    }

    /// The same with another control.
    pub const fn widget(mut self, widget: Widget) -> Self {
        self.widget = widget;
        self
    }

    /// The same, preset by what is probable.
    pub const fn preset(mut self) -> Self {
        self.preset = true;
        self
    }

    /// The same with another width.
    pub const fn width(mut self, width: Width) -> Self {
        self.width = width;
        self
    }

    /// The same with an example.
    pub const fn example(mut self, example: &'static str) -> Self {
        self.example = example;
        self
    }
}

/// How wide a control is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// About ten characters: a postal code.
    Short,
    /// About twenty-five characters: a telephone number.
    Medium,
    /// The whole column.
    Full,
}

/// The control that an answer is given with.
#[derive(Clone, Copy, Debug)]
pub enum Widget {
    /// A line of text.
    Text,
    /// An e-mail address.
    Email,
    /// Several lines. Pages that the server draws alone have it.
    Lines,
    /// A telephone number.
    Telephone,
    /// A number, in the reader's decimal form.
    Number,
    /// A day of the calendar.
    Date,
    /// A time of day.
    Time,
    /// The address of a page or service.
    Url,
    /// A code or a machine's name: no prose, so no spelling is checked.
    Code,
    /// A code of digits: telephones show their digits.
    Digits,
    /// A password; what was typed is never echoed.
    Password,
    /// One of few, all in sight.
    Radios(Choices),
    /// One of many.
    Select(Choices),
}

impl Widget {
    /// The choices, where the control has any.
    pub const fn choices(&self) -> Option<Choices> {
        match self {
            Self::Radios(choices) | Self::Select(choices) => Some(*choices),
            _ => None,
        }
    }
}

/// Where the choices of a control come from.
#[derive(Clone, Copy, Debug)]
pub enum Choices {
    /// The type itself.
    Fixed(&'static [Choice]),
    /// A list that only the server has, by name: plans, countries.
    Server(&'static str),
}

/// A choice that the type itself offers.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// What is posted and stored.
    pub value: &'static str,
    /// What people read.
    pub label: Word,
    /// What it means, beneath.
    pub help: Option<Word>,
    /// What it needs, if it cannot always be taken. It is shown all the same.
    pub needs: Option<Need>,
}

/// What a choice needs before it can be taken. Whether it is there, the server knows, and names those choices in [`Lists::AVAILABLE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// A payment gateway that the reseller connected (S0.8, S0.15).
    PaymentGateway,
    /// The payment provider for development.
    Sandbox,
}

impl Need {
    /// Why a choice cannot be taken without it.
    pub const fn why(self) -> Word {
        match self {
            Self::PaymentGateway => Word::AdministratorCustomerUnavailable,
            Self::Sandbox => Word::GatewaySandboxUnavailable,
        }
    }
}

/// A choice of a list that the server has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListChoice {
    /// What is posted and stored.
    pub value: String,
    /// What people read.
    pub label: String,
    /// What it means, beneath; empty for none.
    pub help: String,
    /// What the summary says of it; empty for none.
    pub summary: String,
}

impl ListChoice {
    /// A choice that says nothing but its value.
    pub fn bare(value: &str) -> Self {
        Self { value: value.to_owned(), label: String::new(), help: String::new(), summary: String::new() }
    }
}

/// The server's lists that a step needs, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lists(pub BTreeMap<String, Vec<ListChoice>>);

impl Lists {
    /// The list of those declared choices that cannot always be taken, and can be here.
    pub const AVAILABLE: &'static str = "available";

    /// The choice with this value in the list with this name.
    pub fn find(&self, list: &str, value: &str) -> Option<&ListChoice> {
        self.0.get(list)?.iter().find(|choice| choice.value == value)
    }
}

/// What comes with pasted text, has no picture and no meaning in an answer: NUL (Postgres refuses it, `decisions.md`), soft hyphens,
/// zero-width spaces, word joiners, byte order marks.
const ACCIDENTS: [char; 5] = ['\0', '\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}'];

/// What is not an answer but an accident of typing or pasting is taken away: what cannot be seen and means nothing everywhere; blanks,
/// no-break spaces, joiners and direction marks at both ends; line breaks and tabs inside become spaces.
///
/// Inside the text joiners and marks stay: Persian, Hindi and emoji need them.
pub fn clean(raw: &str) -> Cow<'_, str> {
    let trimmed = trim(raw);
    if trimmed.contains(ACCIDENTS) || trimmed.contains(['\t', '\n', '\r']) {
        Cow::Owned(trimmed.replace(ACCIDENTS, "").replace("\r\n", " ").replace(['\t', '\n', '\r'], " "))
    } else {
        Cow::Borrowed(trimmed)
    }
}

/// The text without what cannot be seen at its ends. A joiner after a sign that silences a vowel stays: with it a Malayalam or Sinhala
/// name ends in another letter.
fn trim(raw: &str) -> &str {
    let blank = |c: char| c.is_whitespace() || ACCIDENTS.contains(&c) || invisible(c);
    let from_start = raw.trim_start_matches(blank);
    let trimmed = from_start.trim_end_matches(blank);
    match trimmed.chars().next_back() {
        Some(
            '\u{94d}' | '\u{9cd}' | '\u{a4d}' | '\u{acd}' | '\u{b4d}' | '\u{bcd}' | '\u{c4d}' | '\u{ccd}' | '\u{d4d}'
            | '\u{dca}',
        ) => {
            let joined = trimmed.len() + '\u{200d}'.len_utf8();
            from_start.get(..joined).filter(|text| text.ends_with('\u{200d}')).unwrap_or(trimmed)
        }
        _ => trimmed,
    }
}

/// The same for text of several lines: its line breaks stay, as `\n`.
fn clean_lines(raw: &str) -> Cow<'_, str> {
    let trimmed = trim(raw);
    if trimmed.contains(ACCIDENTS) || trimmed.contains(['\t', '\r']) {
        Cow::Owned(trimmed.replace(ACCIDENTS, "").replace("\r\n", "\n").replace('\r', "\n").replace('\t', " "))
    } else {
        Cow::Borrowed(trimmed)
    }
}

impl Shape {
    /// A text without the accidents of typing, as this kind of answer has them.
    pub fn clean<'a>(&self, raw: &'a str) -> Cow<'a, str> {
        if matches!(self.widget, Widget::Lines) { clean_lines(raw) } else { clean(raw) }
    }
}

/// Characters without a picture: joiners, direction marks and isolates, letters of Hangul and Braille that are blank.
fn invisible(c: char) -> bool {
    matches!(
        c,
        '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2061}'..='\u{2069}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}'
    )
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn accidents_of_typing_are_taken_away_and_scripts_are_left_alone() {
        for (raw, cleaned) in [
            ("  Kestrel Ltd ", "Kestrel Ltd"),
            ("\u{a0}Kestrel\u{a0}", "Kestrel"),
            ("\u{200b}\u{feff}Kestrel\u{200f}", "Kestrel"),
            ("\u{200b} \u{a0}", ""),
            ("Kes\0trel", "Kestrel"),
            ("\0", ""),
            ("Kes\u{200b}\u{ad}trel\u{feff} Ltd", "Kestrel Ltd"),
            ("\u{3164}\u{2800}", ""),
            ("അനില\u{d4d}\u{200d} ", "അനില\u{d4d}\u{200d}"),
            ("Grace\u{200d}", "Grace"),
            ("Kestrel\r\nLtd\tOslo", "Kestrel Ltd Oslo"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("👩\u{200d}🚀", "👩\u{200d}🚀"),
        ] {
            assert_eq!(clean(raw), cleaned, "{raw:?}");
        }
    }
}
