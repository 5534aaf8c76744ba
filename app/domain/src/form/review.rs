//! The page that lists every answer before anything is made.

use super::{Answers, Cell, Choices, Flow, Journey, Lists, Question, Step};
use crate::words::{Language, Word};

/// The answers of one step.
#[derive(Clone, Debug)]
pub struct ReviewSection {
    /// The step.
    pub step: &'static Step,
    /// Its answers.
    pub rows: Vec<ReviewRow>,
}

/// One answer.
#[derive(Clone, Debug)]
pub struct ReviewRow {
    /// Its key.
    pub key: String,
    /// The question's label.
    pub label: Word,
    /// The answer as people read it; `None` if it was left out.
    pub value: Option<String>,
    /// What is to be said of it, such as that nobody checked it.
    pub remark: Option<Word>,
}

/// Every answer that is asked, step by step, skipped ones included, secrets only as "set".
pub fn review(flow: &'static Flow, answers: &Answers, lists: &Lists, language: Language) -> Vec<ReviewSection> {
    Journey::new(flow, answers)
        .steps()
        .into_iter()
        .map(|step| ReviewSection { step, rows: rows_of(step, answers, lists, language) })
        .collect()
}

fn rows_of(step: &'static Step, answers: &Answers, lists: &Lists, language: Language) -> Vec<ReviewRow> {
    let cells = step.items.iter().flat_map(|item| item.cells_in_order(answers));
    let shown = cells.filter(|cell| cell.is_shown(answers));
    shown.map(|cell| row(&cell, &cell.answers(answers), lists, language)).collect()
}

/// One answer, as the question sees it and those around it.
pub(super) fn row(cell: &Cell, answers: &Answers, lists: &Lists, language: Language) -> ReviewRow {
    ReviewRow {
        key: cell.key.to_string(),
        label: cell.question.asked(answers).label,
        value: value(cell.question, answers, lists, language),
        remark: remark(cell.question, answers),
    }
}

fn remark(question: &Question, answers: &Answers) -> Option<Word> {
    question.remark(answers).filter(|_| question.secret.is_none())
}

fn value(question: &Question, answers: &Answers, lists: &Lists, language: Language) -> Option<String> {
    if question.secret.is_some() {
        return question.is_given(answers).then(|| Word::ReviewSecretSet.text(language).to_owned());
    }
    let text = question.shape.clean(answers.raw(question.key));
    if text.is_empty() {
        return None;
    }
    Some(match question.shape.widget.choices() {
        Some(Choices::Fixed(choices)) => {
            let known = choices.iter().find(|choice| choice.value == text);
            known.map_or_else(|| text.into_owned(), |choice| choice.label.text(language).to_owned())
        }
        Some(Choices::Server(list)) => {
            lists.find(list, &text).map_or_else(|| text.clone().into_owned(), |choice| choice.label.clone())
        }
        None => question.show(&text, answers, language),
    })
}
