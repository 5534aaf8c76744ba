//! Repeated rows: the same questions once per contact, site or trunk. A row keeps its identity while others come, go and move.

use super::{Answers, Cell, Problem, Problems, Question, clean, field::ANYWAY};
use crate::words::Word;

/// The most rows that are read: more than any group may have ([`Rows::most`]), so that nothing is left out without a word.
const READ: usize = 2_000;

/// A group of questions that is asked any number of times.
///
/// Row `r` keeps its answer to `email` under `contacts.r.email`; `contacts` itself lists the rows in order. Row ids come from the
/// caller, since the rules have no source of randomness.
#[derive(Debug)]
pub struct Rows {
    /// Its name in posts, drafts and the API.
    pub key: &'static str,
    /// What people read above the rows.
    pub label: Word,
    /// How few there may be.
    pub least: usize,
    /// How many there may be.
    pub most: usize,
    /// What one of them is called.
    pub one: Word,
    /// What the button says that adds one.
    pub add: Word,
    /// What each row asks.
    pub questions: &'static [&'static Question],
}

impl Rows {
    /// The rows, in order. An id that is no plain word, or comes twice, is no row.
    pub fn ids(&self, answers: &Answers) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for id in answers.raw(self.key).split(',').take(READ) {
            let plain = !id.is_empty() && id.len() <= 36 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            if plain && !ids.iter().any(|known| known == id) {
                ids.push(id.to_owned());
            }
        }
        ids
    }

    /// The key of one answer of one row.
    pub fn key(&self, row: &str, question: &Question) -> String {
        format!("{}.{row}.{}", self.key, question.key)
    }

    /// The controls of one row, shown or not.
    pub fn cells(&'static self, row: &str) -> impl Iterator<Item = Cell> {
        self.questions.iter().map(move |question| Cell::in_row(self, row, question))
    }

    /// The keys of all answers of all rows, the list of rows first, confirmations beside what they confirm.
    pub fn keys(&self, answers: &Answers) -> Vec<String> {
        let ids = self.ids(answers);
        let of_row = |row: &String| self.questions.iter().flat_map(|q| self.keys_of(row, q)).collect::<Vec<_>>();
        std::iter::once(self.key.to_owned()).chain(ids.iter().flat_map(of_row)).collect()
    }

    fn keys_of(&self, row: &str, question: &Question) -> Vec<String> {
        let key = self.key(row, question);
        let anyway = question.has_doubts().then(|| format!("{key}{ANYWAY}"));
        std::iter::once(key).chain(anyway).collect()
    }

    /// The controls of a row that does not exist yet. Presets of new rows are kept under their keys, which no list of rows names, so that
    /// they are on the page and never stored.
    pub fn new_cells(&'static self) -> impl Iterator<Item = Cell> {
        self.cells("")
    }

    /// Adds a row at the end, with the defaults and the presets of new rows.
    pub fn add(&self, answers: &mut Answers, row: &str) {
        let mut ids = self.ids(answers);
        ids.push(row.to_owned());
        answers.set(self.key, ids.join(","));
        for question in self.questions {
            let preset = match answers.raw(&self.key("", question)) {
                "" => question.default.unwrap_or_default(),
                preset => preset,
            };
            if !preset.is_empty() {
                let preset = preset.to_owned();
                answers.set(self.key(row, question), preset);
            }
        }
    }

    /// Takes a row and its answers away.
    pub fn remove(&self, answers: &mut Answers, row: &str) {
        for key in self.questions.iter().flat_map(|question| self.keys_of(row, question)) {
            answers.remove(&key);
        }
        let ids = self.ids(answers).into_iter().filter(|id| id != row).collect::<Vec<_>>();
        answers.set(self.key, ids.join(","));
    }

    /// Moves a row one place towards the top.
    pub fn move_up(&self, answers: &mut Answers, row: &str) {
        let mut ids = self.ids(answers);
        if let Some(at) = ids.iter().position(|id| id == row).filter(|at| *at > 0) {
            ids.swap(at, at - 1);
        }
        answers.set(self.key, ids.join(","));
    }

    /// A row's answers under the questions' own keys, so that a row is judged like a step; what was answered around it stays in sight,
    /// such as the country by which a telephone number is read.
    pub fn row(&self, answers: &Answers, row: &str) -> Answers {
        let mut own = Vec::new();
        for question in self.questions {
            let key = self.key(row, question);
            own.push((question.key.to_owned(), answers.raw(&key).to_owned()));
            if question.has_doubts() {
                own.push((question.anyway(), answers.raw(&format!("{key}{ANYWAY}")).to_owned()));
            }
        }
        answers.with(own)
    }

    /// Whether somebody answered anything in a row: one that holds nothing but defaults and presets is as it was added.
    fn is_answered(&self, answers: &Answers, row: &str) -> bool {
        self.questions.iter().any(|question| {
            let text = clean(answers.raw(&self.key(row, question)));
            !text.is_empty() && !question.shape.preset && question.default != Some(&*text)
        })
    }

    /// Removes the rows in which nobody answered anything. They are not judged, so they must not be stored.
    #[cfg(feature = "data")]
    pub fn drop_unanswered(&self, answers: &mut Answers) {
        for row in self.ids(answers) {
            if !self.is_answered(answers, &row) {
                self.remove(answers, &row);
            }
        }
    }

    pub(super) fn check(&self, answers: &Answers, problems: &mut Problems) {
        let ids = self.ids(answers);
        // The others are not counted.
        let filled = |id: &&String| self.is_answered(answers, id);
        let count = ids.iter().filter(filled).count();
        if count < self.least {
            problems.add(self.key, Problem::TooFewRows(self.least));
        }
        if ids.len() > self.most {
            problems.add(self.key, Problem::TooManyRows(self.most));
        }
        for id in ids.iter().filter(filled) {
            let row = self.row(answers, id);
            for question in self.questions.iter().filter(|q| q.is_shown(&row)) {
                if let Err(problem) = question.judge(&row) {
                    problems.add(self.key(id, question), problem);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::flows::FLOWS;

    #[test]
    fn no_group_may_have_as_many_rows_as_are_read() {
        let rows = FLOWS.iter().flat_map(|flow| flow.steps).flat_map(|step| step.rows());
        for rows in rows {
            assert!(rows.most < super::READ, "{}", rows.key);
        }
    }
}
