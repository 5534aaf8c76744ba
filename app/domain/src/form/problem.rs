//! What can be wrong with an answer, as kinds. The sentences are made from them here and nowhere else.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Answers, Question};
use crate::{
    money::grouped,
    words::{Language, Word, fill},
};

/// A kind of problem with one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// It must be answered.
    Missing,
    /// It has more characters than this.
    TooLong(usize),
    /// It has fewer characters than this.
    TooShort(usize),
    /// It is smaller than this.
    AtLeast(i64),
    /// It is larger than this.
    AtMost(i64),
    /// It is a day before this year.
    BeforeYear(u16),
    /// It has more decimals than this.
    TooPrecise(u32),
    /// It can be read as this many thousandths and as this many: a nought stands before a mark and three digits.
    TwoReadings(u16),
    /// It is one of the first that a stranger would guess. Only the server has the lists.
    TooCommon,
    /// It does not begin with `https://`.
    NotHttps,
    /// It holds a user's name or password, which an address must not.
    NamesSomebody,
    /// What stands after its colon is no port.
    NoPort,
    /// It is not written the way it must be; the field's example shows how.
    Malformed,
    /// It is written without the code of its country, which nothing else tells.
    NeedsCountryCode,
    /// It holds a control character.
    ControlCharacter,
    /// It is none of the choices.
    NotAChoice,
    /// It is a choice that cannot be taken just now.
    Unavailable,
    /// Another one has it already. Only the server knows.
    Taken,
    /// This many are left of what all share. Only the server knows.
    Exhausted {
        /// How many are left.
        left: u32,
    },
    /// It could be right, but is probably a mistake; it may be confirmed.
    Doubtful,
    /// There must be at least this many rows.
    TooFewRows(usize),
    /// There may be at most this many rows.
    TooManyRows(usize),
    /// Of several things in one field, the one with this number is not written the way it must be.
    Entry(usize),
    /// Of several things in one field, the one with this number is there already. Only the server knows.
    EntryTaken(usize),
    /// It does not go together with another answer; the sentence is the flow's.
    Together(Word),
}

impl Problem {
    /// The sentence that names the field and the cure.
    pub fn say(self, question: &Question, answers: &Answers, language: Language) -> String {
        let asked = question.asked(answers);
        let choose = question.shape.widget.choices().is_some() || !asked.regions.is_empty();
        // What is doubted has the right form; only where the form itself depends on another answer does an example of it help.
        let example = if self == Self::Doubtful && question.adapt.is_none() { "" } else { asked.example };
        self.sentence(asked.label, choose, example, language)
    }

    /// The same for anything with a label.
    pub(super) fn sentence(self, label: Word, choose: bool, example: &str, language: Language) -> String {
        let label = label.text(language);
        let lower = in_sentence(label, language);
        let say = |word: Word, number: i64| {
            let number = grouped(number, language);
            fill(word.text(language), &[("label", label), ("field", &lower), ("number", &number), ("example", example)])
        };
        match self {
            Self::Missing if choose => say(Word::ProblemChoose, 0),
            Self::Missing => say(Word::ProblemMissing, 0),
            Self::TooLong(most) => say(Word::ProblemTooLong, count(most)),
            Self::TooShort(least) => say(Word::ProblemTooShort, count(least)),
            Self::AtLeast(least) => say(Word::ProblemAtLeast, least),
            Self::AtMost(most) => say(Word::ProblemAtMost, most),
            // A year has no mark between its thousands.
            Self::BeforeYear(year) => {
                fill(Word::ProblemBeforeYear.text(language), &[("label", label), ("year", &year.to_string())])
            }
            Self::TooPrecise(0) => say(Word::ProblemNotWhole, 0),
            Self::TooPrecise(decimals) => say(Word::ProblemTooPrecise, i64::from(decimals)),
            Self::TwoReadings(number) => {
                let part = format!("{number:03}");
                let values = [("label", label), ("part", part.trim_end_matches('0')), ("number", &number.to_string())];
                fill(Word::ProblemTwoReadings.text(language), &values)
            }
            Self::TooCommon => say(Word::ProblemTooCommon, 0),
            Self::NotHttps => say(Word::ProblemNotHttps, 0),
            Self::NamesSomebody => say(Word::ProblemNamesSomebody, 0),
            Self::NoPort => say(Word::ProblemNoPort, 0),
            Self::Malformed => say(Word::ProblemMalformed, 0),
            Self::NeedsCountryCode => say(Word::ProblemNeedsCountryCode, 0),
            Self::ControlCharacter => say(Word::ProblemControlCharacter, 0),
            Self::NotAChoice => say(Word::ProblemNotAChoice, 0),
            Self::Unavailable => say(Word::ProblemUnavailable, 0),
            Self::Taken => say(Word::ProblemTaken, 0),
            Self::Exhausted { left } => say(Word::ProblemExhausted, i64::from(left)),
            Self::Doubtful if example.is_empty() => say(Word::ProblemDoubtful, 0),
            Self::Doubtful => say(Word::ProblemDoubtfulExample, 0),
            Self::TooFewRows(least) => say(Word::ProblemTooFewRows, count(least)),
            Self::TooManyRows(most) => say(Word::ProblemTooManyRows, count(most)),
            Self::Entry(number) => say(Word::ProblemEntry, count(number)),
            Self::EntryTaken(number) => say(Word::ProblemEntryTaken, count(number)),
            Self::Together(sentence) => say(sentence, 0),
        }
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// "Company name" inside an English sentence is "company name"; an abbreviation such as "VAT number" stays, and German nouns do.
fn in_sentence(label: &str, language: Language) -> String {
    if language != Language::English {
        return label.to_owned();
    }
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(std::iter::once(second)).chain(letters).collect()
        }
        _ => label.to_owned(),
    }
}

/// Problems by the key of the answer they belong to: at most one an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Problems(BTreeMap<String, Problem>);

impl Problems {
    /// None.
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Whether all is well.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The problem of an answer.
    pub fn get(&self, key: &str) -> Option<Problem> {
        self.0.get(key).copied()
    }

    /// Notes a problem, unless the answer has one: the first found is the one to mend first.
    pub fn add(&mut self, key: impl Into<String>, problem: Problem) {
        self.0.entry(key.into()).or_insert(problem);
    }

    /// Notes a problem in the place of the one that the answer has.
    pub fn set(&mut self, key: String, problem: Problem) {
        self.0.insert(key, problem);
    }

    /// Takes the problem of an answer away.
    pub fn remove(&mut self, key: &str) {
        self.0.remove(key);
    }

    /// Every problem with its key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Problem)> {
        self.0.iter().map(|(key, problem)| (key.as_str(), *problem))
    }

    /// One, on its field.
    pub fn one(key: impl Into<String>, problem: Problem) -> Self {
        let mut problems = Self::new();
        problems.add(key, problem);
        problems
    }

    /// These, or where there are none, others.
    pub fn or(self, others: impl FnOnce() -> Self) -> Self {
        if self.is_empty() { others() } else { self }
    }

    /// `Ok` if there is none.
    ///
    /// # Errors
    /// The problems.
    pub fn into_result(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl Extend<(String, Problem)> for Problems {
    fn extend<I: IntoIterator<Item = (String, Problem)>>(&mut self, problems: I) {
        for (key, problem) in problems {
            self.add(key, problem);
        }
    }
}

impl IntoIterator for Problems {
    type Item = (String, Problem);
    type IntoIter = std::collections::btree_map::IntoIter<String, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
