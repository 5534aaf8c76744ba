//! One control of a page: a question, or the question of one row. Pages, checks and drafts meet both in the same way.

use std::{borrow::Cow, sync::Arc};

use super::{
    Answers, Asked, Problem, Question, Rows, clean,
    field::{ANYWAY, confirms},
};
use crate::words::Word;

/// A question at its place.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The question.
    pub question: &'static Question,
    /// Its key in posts and drafts: the question's own, or `<rows>.<row>.<question>`.
    pub key: Arc<str>,
    row: Option<(&'static Rows, Arc<str>)>,
}

impl Cell {
    /// A question outside rows.
    pub fn new(question: &'static Question) -> Self {
        Self { question, key: question.key.into(), row: None }
    }

    /// The question of one row.
    pub fn in_row(rows: &'static Rows, row: &str, question: &'static Question) -> Self {
        Self { question, key: rows.key(row, question).into(), row: Some((rows, row.into())) }
    }

    /// The answers as the question sees them: a row's answers stand under the questions' own keys, before those around it.
    pub fn answers<'a>(&self, answers: &'a Answers) -> Cow<'a, Answers> {
        match &self.row {
            Some((rows, row)) => Cow::Owned(rows.row(answers, row)),
            None => Cow::Borrowed(answers),
        }
    }

    /// The row, and the number by which people call it.
    pub fn number(&self, answers: &Answers) -> Option<(&'static Rows, usize)> {
        let (rows, row) = self.row.as_ref()?;
        Some((rows, rows.ids(answers).iter().position(|id| **id == **row)? + 1))
    }

    /// The key under which a doubtful answer is confirmed.
    pub fn anyway(&self) -> String {
        format!("{}{ANYWAY}", self.key)
    }

    /// Whether it is asked.
    pub fn is_shown(&self, answers: &Answers) -> bool {
        // Most are asked always, and a row's answers are only put together where they matter.
        self.question.when.is_always() || self.question.is_shown(&self.answers(answers))
    }

    /// The question as it is asked now.
    pub fn asked(&self, answers: &Answers) -> Asked {
        self.question.asked(&self.answers(answers))
    }

    /// Judges its answer as it stands.
    ///
    /// # Errors
    /// What is wrong with it, or that it should be confirmed.
    pub fn judge(&self, answers: &Answers) -> Result<(), Problem> {
        self.question.judge(&self.answers(answers))
    }

    /// Whether a doubtful answer was confirmed as it stands.
    pub fn is_confirmed(&self, answers: &Answers) -> bool {
        confirms(answers.raw(&self.anyway()), answers.raw(&self.key))
    }

    /// A right answer as it says the same whatever else is answered later; nothing where it does so as it stands.
    pub fn settled(&self, answers: &Answers) -> Option<String> {
        let (settle, raw) = (self.question.settled?, answers.raw(&self.key));
        if raw.is_empty() || self.judge(answers).is_err() {
            return None;
        }
        settle(&clean(raw), self.question.about(&self.answers(answers)))
    }

    /// What is to be said of a right answer.
    pub fn remark(&self, answers: &Answers) -> Option<Word> {
        self.question.remark(&self.answers(answers))
    }

    /// What the control holds at first, as it is kept: what was typed, else the default.
    pub fn initial<'a>(&self, answers: &'a Answers) -> &'a str {
        if answers.has(&self.key) { answers.raw(&self.key) } else { self.question.default.unwrap_or("") }
    }
}
