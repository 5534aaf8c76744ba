//! One control of a page: a question, or the question of one row. Pages, checks and drafts meet both in the same way.

use std::{borrow::Cow, sync::Arc};

use super::{
    Answers, Asked, Problem, Question, Rows,
    field::{ANYWAY, SEALED, confirms, refused},
    step::Seal,
};
use crate::words::Word;

/// A text that was pasted into the wrong field is kept whole up to this many characters.
const PASTED: usize = 10_000;

/// What is kept of an answer: up to four times the most that it may have, and at least a few pages, so that what is wrong with it can be seen
/// and mended. No person types more, and a draft must stay small.
fn bounded(mut raw: String, most: usize) -> String {
    if let Some((end, _)) = raw.char_indices().nth(most.saturating_mul(4).max(PASTED)) {
        raw.truncate(end);
    }
    raw
}

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
        let question = self.question;
        let (settle, raw) = (question.settled?, answers.raw(&self.key));
        if raw.is_empty() || self.judge(answers).is_err() {
            return None;
        }
        settle(&question.shape.clean(raw), question.about(&self.answers(answers)))
    }

    /// Takes what was posted for it into the answers, wrong or right. A secret is sealed; one that was not typed stays as it was.
    pub(super) fn keep(&self, posted: &Answers, answers: &mut Answers, seal: Seal<'_>) {
        let (question, key) = (self.question, &*self.key);
        let raw = posted.raw(key).replace('\0', "");
        match question.secret {
            // A browser ends lines with CRLF where it sends a form, and with LF where the WASM does.
            None if posted.has(key) => answers.set(key, bounded(raw.replace("\r\n", "\n"), question.shape.max)),
            None => drop(answers.remove(key)),
            // Nor does the mark of one that was echoed change it.
            Some(_) if raw.is_empty() || raw.strip_prefix(SEALED) == Some("") => {}
            Some(kept) => {
                let text = match question.check(&raw, &self.answers(answers)) {
                    // One that could not be sealed is to be typed again.
                    Ok(()) => seal(kept, &raw).map_or_else(|| refused(Problem::Missing), |sealed| format!("{SEALED}{sealed}")),
                    // A secret that breaks its rule would lie in the draft in the open: only what is wrong with it is kept.
                    Err(problem) => refused(problem),
                };
                answers.set(key, text);
            }
        }
        if question.has_doubts() {
            let anyway = self.anyway();
            let confirmed = posted.raw(&anyway).replace('\0', "");
            if confirms(&confirmed, answers.raw(key)) {
                answers.set(anyway, confirmed);
            } else {
                answers.remove(&anyway);
            }
        }
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
