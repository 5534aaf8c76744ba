//! A field: one question, declared once as a `static`.

use std::{borrow::Cow, marker::PhantomData};

use super::{Answer, Answers, Problem, Shape, When, Widget, Written, clean};
use crate::words::{Language, Word};

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

/// Who may change an answer after the flow was submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditedBy {
    /// Nobody: it stays as it was submitted.
    Nobody,
    /// Nobody here: another card of the customer's page shows it, and another page may change it.
    Elsewhere,
    /// The reseller's staff.
    Staff,
    /// They, and the customer's own people.
    Both,
}

/// How a secret is kept. None is ever shown again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Secret {
    /// As a hash: nobody needs to read it again.
    Hashed,
    /// Encrypted: it must be handed to another system later.
    Encrypted,
    /// Not at all: it is used at once.
    Once,
}

/// Sealed secrets begin with this; no person can type it, since control characters are refused.
pub(super) const SEALED: char = '\u{1}';
/// So does, in a secret's place, why what was typed there is none: the secret itself is not kept.
pub(super) const REFUSED: char = '\u{2}';

/// Why a secret was refused, as it stands in its place.
pub(super) fn refused(problem: Problem) -> String {
    let code = match problem {
        Problem::TooShort(least) => format!("short {least}"),
        Problem::TooLong(most) => format!("long {most}"),
        Problem::TooCommon => "common".to_owned(),
        Problem::ControlCharacter => "control".to_owned(),
        _ => String::new(),
    };
    format!("{REFUSED}{code}")
}

fn why_refused(kept: &str) -> Option<Problem> {
    let mut code = kept.strip_prefix(REFUSED)?.split(' ');
    let (kind, mut number) = (code.next()?, || code.next().and_then(|digits| digits.parse().ok()).unwrap_or_default());
    Some(match kind {
        "short" => Problem::TooShort(number()),
        "long" => Problem::TooLong(number()),
        "common" => Problem::TooCommon,
        "control" => Problem::ControlCharacter,
        _ => Problem::Missing,
    })
}

/// Whether what was confirmed is the answer as it stands.
pub(super) fn confirms(confirmed: &str, raw: &str) -> bool {
    !confirmed.is_empty() && clean(confirmed) == clean(raw)
}

/// The key under which a draft keeps the country that its address is preset with, which telephone numbers are read by until an address is
/// answered. No question has it, so it makes no step look answered.
pub const HOME: &str = "~home";

/// Where to find the text that decides how an answer is read, such as a telephone number's country.
#[derive(Clone, Copy, Debug)]
pub enum Source {
    /// In the answer to another question.
    Answer(&'static Question),
    /// Under a key of its own, for what is known and not asked.
    Kept(&'static str),
}

impl Source {
    /// The key under which it is kept.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Answer(question) => question.key,
            Self::Kept(key) => key,
        }
    }
}

/// A question as it is asked just now: what of it may depend on other answers. A region is a State here and a Prefecture there.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// What people read beside the control.
    pub label: Word,
    /// Whether it must be answered.
    pub presence: Presence,
    /// A good answer; empty where none is needed.
    pub example: &'static str,
    /// The only answers, as value and name, if they are few.
    pub regions: &'static [(String, String)],
}

/// The end of the key under which it is kept that a doubtful answer is meant as it stands. Its value is that answer, so that another
/// one is doubted anew.
pub(super) const ANYWAY: &str = "~anyway";

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
    /// When it is asked. A hidden answer is dropped.
    pub when: When,
    /// When it may be left out, though it must be answered otherwise: the customer fills it in later (S0.6).
    pub optional_when: When,
    /// Who may fill it in.
    pub filled_by: FilledBy,
    /// Who may change it later.
    pub edited_by: EditedBy,
    /// What stands there before anything was answered.
    pub default: Option<&'static str>,
    /// How it is drawn and bounded.
    pub shape: Shape,
    /// Whether it says something about a human being.
    pub personal: bool,
    /// How it is kept, if it is a secret.
    pub secret: Option<Secret>,
    /// What of it depends on other answers.
    pub adapt: Option<fn(&Answers) -> Asked>,
    /// The text that decides how it is read: the first of these that is not empty.
    pub depends_on: &'static [Source],
    /// Whether the server has more to say of it than the browser can: its plan, its form, whether it is taken.
    pub deep: bool,
    /// Whether an answer that could be right is probably a mistake, given what it is about. It may be confirmed.
    pub doubt: Option<fn(&str, &str) -> bool>,
    /// What was probably meant instead.
    pub suggest: Option<fn(&str) -> Option<String>>,
    /// What is to be said of a right answer.
    pub remark: Option<fn(&str, &str) -> Option<Word>>,
    /// A right answer as it says the same whatever else is answered later.
    pub settled: Option<fn(&str, &str) -> Option<String>>,
    #[cfg(feature = "data")]
    canonical: fn(&str, &str) -> Option<String>,
    /// How a program writes it; empty where any text will do.
    #[cfg(feature = "data")]
    pub pattern: &'static str,
    /// How it is typed and written, where that differs from how it is kept.
    pub written: Option<Written>,
    check: fn(&str, &str) -> Result<(), Problem>,
    show: fn(&str, &str, Language) -> Option<String>,
}

impl Question {
    /// The question as it is asked, given the other answers.
    pub fn asked(&self, answers: &Answers) -> Asked {
        let asked = self.adapt.map_or_else(|| self.declared(), |adapt| adapt(answers));
        if self.optional_when.holds(answers) { Asked { presence: Presence::Optional, ..asked } } else { asked }
    }

    /// Whether it is asked.
    pub fn is_shown(&self, answers: &Answers) -> bool {
        self.when.holds(answers)
    }

    /// The text that decides how its answer is read.
    pub fn about<'a>(&self, answers: &'a Answers) -> &'a str {
        self.depends_on.iter().map(|source| answers.raw(source.key())).find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// The question as it was declared.
    const fn declared(&self) -> Asked {
        Asked { label: self.label, presence: self.presence, example: self.shape.example, regions: &[] }
    }

    /// The question as it was declared, with another example.
    pub const fn like(&self, example: &'static str) -> Asked {
        Asked { example, ..self.declared() }
    }

    /// Judges a text beside these answers, cleaned first. The one rule for browser, server, API and imports.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self, raw: &str, answers: &Answers) -> Result<(), Problem> {
        let text = self.text(raw);
        let asked = self.asked(answers);
        if text.is_empty() {
            return match asked.presence {
                Presence::Required => Err(Problem::Missing),
                Presence::Optional => Ok(()),
            };
        }
        (self.check)(&text, self.about(answers))?;
        if !asked.regions.is_empty() && !asked.regions.iter().any(|(value, _)| *value == text) {
            return Err(Problem::NotAChoice);
        }
        Ok(())
    }

    /// What counts of a text: without the accidents of typing, but of a secret every byte.
    fn text<'a>(&self, raw: &'a str) -> Cow<'a, str> {
        if self.secret.is_some() { Cow::Borrowed(raw) } else { self.shape.clean(raw) }
    }

    /// Whether it is a secret that was given.
    pub fn is_given(&self, answers: &Answers) -> bool {
        self.secret.is_some() && answers.raw(self.key).starts_with(SEALED)
    }

    /// A secret as it was sealed, if it was given: a hash, or what the server's key opens.
    pub fn sealed<'a>(&self, answers: &'a Answers) -> Option<&'a str> {
        answers.raw(self.key).strip_prefix(SEALED).filter(|_| self.secret.is_some())
    }

    /// What was typed by a reader of this language, as it is kept; as it was typed if it cannot be read.
    pub fn taken(&self, typed: &str, language: Language) -> String {
        self.written.and_then(|written| (written.read)(&clean(typed), language)).unwrap_or_else(|| typed.to_owned())
    }

    /// What its control shows to a reader of this language.
    pub fn in_control(&self, kept: &str, language: Language) -> String {
        // What could not be read is kept as it was typed.
        let stands = |written: &Written| (written.read)(kept, Language::English).is_some_and(|again| again == kept);
        self.written.filter(stands).map_or_else(|| kept.to_owned(), |written| (written.write)(kept, language))
    }

    /// Whether its judgement may depend on what stands under a key: its own, or one that decides how it is read.
    pub fn hangs_on(&self, key: &str) -> bool {
        self.key == key || self.depends_on.iter().any(|source| source.key() == key)
    }

    /// A right answer as it is kept in a record: `sw1a1aa` as `SW1A 1AA`. A wrong one and a secret stay as they are.
    #[cfg(feature = "data")]
    pub fn canonical(&self, raw: &str, answers: &Answers) -> String {
        let text = self.text(raw);
        let canonical = || (self.canonical)(&text, self.about(answers));
        if self.secret.is_some() || text.is_empty() { raw.to_owned() } else { canonical().unwrap_or_else(|| raw.to_owned()) }
    }

    /// What is to be said of the answer, if it is right.
    pub fn remark(&self, answers: &Answers) -> Option<Word> {
        let raw = answers.raw(self.key);
        let remark = self.remark.filter(|_| !self.is_given(answers) && self.judge(answers).is_ok())?;
        let text = self.text(raw);
        if text.is_empty() { None } else { remark(&text, self.about(answers)) }
    }

    /// Judges the question as it stands in these answers. A sealed secret was judged before it was sealed.
    ///
    /// # Errors
    /// What is wrong with it, or that it should be confirmed.
    pub fn judge(&self, answers: &Answers) -> Result<(), Problem> {
        let raw = answers.raw(self.key);
        if self.secret.is_some() {
            if self.is_given(answers) {
                return Ok(());
            }
            if let Some(problem) = why_refused(raw) {
                return Err(problem);
            }
        }
        self.check(raw, answers)?;
        let text = self.shape.clean(raw);
        if !text.is_empty() && self.is_doubtful(&text, answers) && !self.is_confirmed(answers) {
            return Err(Problem::Doubtful);
        }
        Ok(())
    }

    fn is_doubtful(&self, text: &str, answers: &Answers) -> bool {
        self.doubt.is_some_and(|doubt| doubt(text, self.about(answers))) || self.suggestion(text).is_some()
    }

    /// Whether a doubtful answer was confirmed as it stands.
    pub fn is_confirmed(&self, answers: &Answers) -> bool {
        confirms(answers.raw(&self.anyway()), answers.raw(self.key))
    }

    /// Whether it can be doubted at all.
    pub const fn has_doubts(&self) -> bool {
        self.doubt.is_some() || self.suggest.is_some()
    }

    /// The key under which a doubtful answer is confirmed.
    pub fn anyway(&self) -> String {
        format!("{}{ANYWAY}", self.key)
    }

    /// What was probably meant.
    pub fn suggestion(&self, raw: &str) -> Option<String> {
        self.suggest.and_then(|suggest| suggest(&clean(raw)))
    }

    /// How a right answer is written; a wrong one as it was typed.
    pub fn show(&self, raw: &str, answers: &Answers, language: Language) -> String {
        let text = self.shape.clean(raw);
        let known = self.asked(answers).regions.iter().find(|(value, _)| *value == text);
        if let Some((_, name)) = known {
            return name.clone();
        }
        (self.show)(&text, self.about(answers), language).unwrap_or_else(|| text.into_owned())
    }
}

/// A question and the type of its answer.
#[derive(Debug)]
pub struct Field<T> {
    /// The question.
    pub question: Question,
    answer: PhantomData<fn() -> T>,
}

fn check<T: Answer>(text: &str, about: &str) -> Result<(), Problem> {
    // A control character has no place in any answer; browsers cannot even show it.
    // Neither have marks that turn the direction of what follows them: with them a name reads otherwise than it is written.
    let breaks = |c| c == '\n' && matches!(T::SHAPE.widget, Widget::Lines);
    if text.chars().any(|c| (c.is_control() && !breaks(c)) || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')) {
        return Err(Problem::ControlCharacter);
    }
    if text.chars().count() > T::SHAPE.max {
        return Err(Problem::TooLong(T::SHAPE.max));
    }
    T::parse_about(text, about).map(|_| ())
}

fn show<T: Answer>(text: &str, about: &str, language: Language) -> Option<String> {
    T::parse_about(text, about).ok().map(|answer| answer.show_about(about, language))
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
            when: When::Always,
            optional_when: When::NEVER,
            filled_by: FilledBy::Both,
            edited_by: EditedBy::Staff,
            default: None,
            shape: T::SHAPE,
            personal: T::PERSONAL,
            secret: T::SECRET,
            adapt: None,
            depends_on: &[],
            deep: T::DEEP,
            doubt: T::DOUBT,
            suggest: T::SUGGEST,
            remark: T::REMARK,
            settled: T::SETTLED,
            #[cfg(feature = "data")]
            canonical: |text, about| T::parse_about(text, about).ok().map(|answer| answer.show()),
            #[cfg(feature = "data")]
            pattern: T::PATTERN,
            written: T::WRITTEN,
            check: check::<T>,
            show: show::<T>,
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
    pub const fn when(mut self, condition: When) -> Self {
        self.question.when = condition;
        self
    }

    /// It may be left out if this holds.
    pub const fn optional_when(mut self, condition: When) -> Self {
        self.question.optional_when = condition;
        self
    }

    /// Only this side fills it in.
    pub const fn filled_by(mut self, who: FilledBy) -> Self {
        self.question.filled_by = who;
        self
    }

    /// Who may change it after the flow was submitted; the staff unless it is said here.
    pub const fn edited_by(mut self, who: EditedBy) -> Self {
        self.question.edited_by = who;
        self
    }

    /// What stands there at first.
    pub const fn default(mut self, value: &'static str) -> Self {
        self.question.default = Some(value);
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

    /// Its label, presence, example and choices depend on other answers.
    pub const fn adapts(mut self, to: fn(&Answers) -> Asked) -> Self {
        self.question.adapt = Some(to);
        self
    }

    /// It is read as the first of these that is not empty says.
    pub const fn depends_on(mut self, sources: &'static [Source]) -> Self {
        self.question.depends_on = sources;
        self
    }

    /// The server has more to say of it than its type.
    pub const fn deep(mut self) -> Self {
        self.question.deep = true;
        self
    }
}
