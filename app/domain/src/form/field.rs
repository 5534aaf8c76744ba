//! A field: one question, declared once as a `static`.

use std::marker::PhantomData;

use super::{Answer, Answers, Problem, Shape, clean};
use crate::words::Word;

/// Whether an answer must be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It must.
    Required,
    /// It may be left out; the label says "(optional)".
    Optional,
}

/// Who may fill a field in. Flows that hand over between reseller and customer use it per field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilledBy {
    /// The reseller's administrator.
    Administrator,
    /// The customer.
    Customer,
    /// Either.
    Both,
}

/// How a secret is kept in a draft. None is ever echoed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secret {
    /// As a hash: nobody needs to read it again.
    Hashed,
    /// Encrypted: it must be handed to another system later.
    Encrypted,
}

/// Sealed secrets begin with this; no person can type it, since control characters are refused.
pub(super) const SEALED: char = '\u{1}';

/// A question without its type: what pages, drafts, schema and description read.
#[derive(Debug)]
pub struct Question {
    /// Its name in posts, drafts and the API; unique within a flow.
    pub key: &'static str,
    /// What people read beside the control.
    pub label: Word,
    /// What helps to answer it.
    pub help: Option<Word>,
    /// The HTML autocomplete tokens (WCAG 1.3.5).
    pub autocomplete: Option<&'static str>,
    /// Whether it must be answered while it is shown.
    pub presence: Presence,
    /// Whether it is asked, given the other answers. A hidden answer is dropped.
    pub shown: fn(&Answers) -> bool,
    /// Who may fill it in.
    pub filled_by: FilledBy,
    /// What stands there before anything was answered.
    pub default: Option<&'static str>,
    /// How it is drawn and bounded.
    pub shape: Shape,
    /// Whether it says something about a human being.
    pub personal: bool,
    /// How it is kept, if it is a secret.
    pub secret: Option<Secret>,
    check: fn(&str) -> Result<String, Problem>,
}

impl Question {
    /// Judges a text, cleaned first. The one rule for browser, server, API and imports.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self, raw: &str) -> Result<(), Problem> {
        let text = clean(raw);
        if text.is_empty() {
            return match self.presence {
                Presence::Required => Err(Problem::Missing),
                Presence::Optional => Ok(()),
            };
        }
        (self.check)(&text).map(|_| ())
    }

    /// Judges the question as it stands in these answers. A sealed secret was judged before it was sealed.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn judge(&self, answers: &Answers) -> Result<(), Problem> {
        let raw = answers.raw(self.key);
        if self.secret.is_some() && raw.starts_with(SEALED) { Ok(()) } else { self.check(raw) }
    }

    /// How a right answer is written; a wrong one as it was typed.
    pub fn show(&self, raw: &str) -> String {
        let text = clean(raw);
        (self.check)(&text).unwrap_or_else(|_| text.into_owned())
    }

    /// What the control holds at first: what was typed, else the default.
    pub fn initial<'a>(&self, answers: &'a Answers) -> &'a str {
        if answers.has(self.key) { answers.raw(self.key) } else { self.default.unwrap_or("") }
    }
}

/// A question and the type of its answer.
#[derive(Debug)]
pub struct Field<T> {
    /// The question.
    pub question: Question,
    answer: PhantomData<fn() -> T>,
}

fn check<T: Answer>(text: &str) -> Result<String, Problem> {
    // A control character has no place in any answer; browsers cannot even show it.
    if text.chars().any(char::is_control) {
        return Err(Problem::ControlCharacter);
    }
    if text.chars().count() > T::SHAPE.max {
        return Err(Problem::TooLong(T::SHAPE.max));
    }
    T::parse(text).map(|answer| answer.show())
}

fn always(_: &Answers) -> bool {
    true
}

impl<T: Answer> Field<T> {
    /// A required question that is always asked, and that both sides may fill in.
    pub const fn new(key: &'static str, label: Word) -> Self {
        let question = Question {
            key,
            label,
            help: None,
            autocomplete: None,
            presence: Presence::Required,
            shown: always,
            filled_by: FilledBy::Both,
            default: None,
            shape: T::SHAPE,
            personal: T::PERSONAL,
            secret: None,
            check: check::<T>,
        };
        Self { question, answer: PhantomData }
    }

    /// It may be left out.
    pub const fn optional(mut self) -> Self {
        self.question.presence = Presence::Optional;
        self
    }

    /// A sentence that helps.
    pub const fn help(mut self, help: Word) -> Self {
        self.question.help = Some(help);
        self
    }

    /// The HTML autocomplete tokens.
    pub const fn autocomplete(mut self, tokens: &'static str) -> Self {
        self.question.autocomplete = Some(tokens);
        self
    }

    /// It is asked only if this holds.
    pub const fn when(mut self, shown: fn(&Answers) -> bool) -> Self {
        self.question.shown = shown;
        self
    }

    /// Only this side fills it in.
    pub const fn filled_by(mut self, who: FilledBy) -> Self {
        self.question.filled_by = who;
        self
    }

    /// What stands there at first.
    pub const fn default(mut self, value: &'static str) -> Self {
        self.question.default = Some(value);
        self
    }

    /// It is a secret: kept like this, never echoed.
    pub const fn secret(mut self, kept: Secret) -> Self {
        self.question.secret = Some(kept);
        self
    }

    /// Its control is this wide.
    pub const fn width(mut self, width: super::Width) -> Self {
        self.question.shape.width = width;
        self
    }

    /// It says something about a human being, though its type need not.
    pub const fn personal(mut self) -> Self {
        self.question.personal = true;
        self
    }
}
