//! A record: what stays of a flow's answers after it was submitted. The same steps that asked are the sections of the customer's page and
//! the forms that change it, so a new question is kept, shown and changed without another line.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use super::{Answers, EditedBy, FilledBy, Item, Lists, Question, ReviewRow, Rows, Secret, Step, review::row};
use crate::words::{Language, Word};

/// What is kept of a customer.
#[derive(Debug)]
pub struct Record {
    /// Its sections, in the order of the customer's page.
    pub sections: &'static [Section],
}

/// One step's answers.
#[derive(Debug)]
pub struct Section {
    /// The step. Each of its answers is kept in the first section that asks it.
    pub step: &'static Step,
    /// What is above the answers that have no heading in the step.
    pub title: Word,
}

/// Who looks at a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reader {
    /// The reseller's staff.
    Staff,
    /// The customer's own people.
    Customer,
}

/// Some answers of a record, under one heading.
#[derive(Clone, Debug)]
pub struct RecordCard {
    /// The heading.
    pub title: Word,
    /// The section whose form changes them, if the reader may change any of them.
    pub edit: Option<&'static str>,
    /// The answers that were given.
    pub rows: Vec<ReviewRow>,
}

impl Section {
    /// A section that is called like its step.
    pub const fn of(step: &'static Step) -> Self {
        Self::titled(step, step.title)
    }

    /// A section with another title.
    pub const fn titled(step: &'static Step, title: Word) -> Self {
        Self { step, title }
    }

    /// The form that changes it: the questions of the step that this reader may change, with their headings. `None` where there are none.
    pub fn form(&self, reader: Reader) -> Option<&'static Step> {
        /// The forms that were asked for so far, by their step and reader: each is made once, for as long as the process runs.
        static FORMS: Mutex<BTreeMap<(usize, Reader), Option<&'static Step>>> = Mutex::new(BTreeMap::new());

        let mut forms = FORMS.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (std::ptr::from_ref(self.step).addr(), reader);
        *forms.entry(key).or_insert_with(|| editable(self.step, reader).map(|form| &*Box::leak(Box::new(form))))
    }
}

impl Record {
    /// The section with this slug.
    pub fn section(&self, slug: &str) -> Option<&'static Section> {
        self.sections.iter().find(|section| section.step.slug == slug)
    }

    /// The answers of one section: what its step asks, and no section before it. Right answers are written in their canonical form.
    #[cfg(feature = "data")]
    pub fn of_section(&self, section: &Section, answers: &Answers) -> Answers {
        let before = |key: &str| {
            let mut earlier = self.sections.iter().take_while(|other| other.step.slug != section.step.slug);
            earlier.any(|other| other.step.question(key).is_some())
        };
        let mut own = Answers::new();
        for rows in section.step.rows().filter(|rows| answers.has(rows.key)) {
            own.set(rows.key, answers.raw(rows.key));
        }
        for cell in section.step.cells(answers).into_iter().filter(|cell| answers.has(&cell.key) && !before(&cell.key)) {
            if !is_kept(cell.question) {
                continue;
            }
            let canonical = cell.question.canonical(answers.raw(&cell.key), &cell.answers(answers));
            if cell.is_confirmed(answers) {
                own.set(cell.anyway(), canonical.as_str());
            }
            own.set(&*cell.key, canonical);
        }
        own
    }

    /// The answers that a changed one is judged beside: not those by which the flow itself went on, such as who was to finish it.
    pub fn around(&self, answers: &Answers) -> Answers {
        let mut around = answers.clone();
        let steps = self.sections.iter().map(|section| section.step);
        for question in steps.flat_map(Step::questions).filter(|question| question.edited_by == EditedBy::Elsewhere) {
            around.remove(question.key);
        }
        around
    }

    /// The answers as a reader sees them, a card for each heading. Answers that were not given are left out, and so is what only the
    /// reseller fills in where the customer reads.
    pub fn cards(&self, answers: &Answers, lists: &Lists, reader: Reader, language: Language) -> Vec<RecordCard> {
        let mut cards: Vec<RecordCard> = Vec::new();
        let mut seen: Vec<String> = Vec::new();
        for section in self.sections.iter().filter(|section| section.step.when.holds(answers)) {
            let form = section.form(reader);
            let mut card = RecordCard { title: section.title, edit: None, rows: Vec::new() };
            for item in section.step.items {
                // Rows can be added where there are none yet.
                if let Item::Rows(rows) = item
                    && form.is_some_and(|form| form.rows().any(|shown| shown.key == rows.key))
                {
                    card.edit = Some(section.step.slug);
                }
                if let Item::Heading(title) = item {
                    cards.push(std::mem::replace(&mut card, RecordCard { title: *title, edit: None, rows: Vec::new() }));
                }
                for cell in item.cells_in_order(answers) {
                    let around = cell.answers(answers);
                    let is_hidden = match (cell.question.edited_by, reader) {
                        (EditedBy::Elsewhere, _) => true,
                        (_, Reader::Customer) => cell.question.filled_by == FilledBy::Administrator,
                        (_, Reader::Staff) => false,
                    };
                    if is_hidden || !cell.question.is_shown(&around) || seen.iter().any(|key| **key == *cell.key) {
                        continue;
                    }
                    seen.push(cell.key.to_string());
                    if form.is_some_and(|form| form.question(&cell.key).is_some()) {
                        card.edit = Some(section.step.slug);
                    }
                    let row = row(&cell, &around, lists, language);
                    card.rows.extend(row.value.is_some().then_some(row));
                }
            }
            cards.push(card);
        }
        cards.retain(|card| !card.rows.is_empty() || card.edit.is_some());
        cards
    }
}

/// Whether a record keeps the answers to a question. What was used when the flow was submitted, such as a first password, is not kept.
const fn is_kept(question: &Question) -> bool {
    !matches!(question.secret, Some(Secret::Hashed | Secret::Once))
}

/// A step with only the questions that a reader may change. A group is kept whole or not at all.
fn editable(step: &'static Step, reader: Reader) -> Option<Step> {
    let may = |question: &Question| match question.edited_by {
        EditedBy::Nobody | EditedBy::Elsewhere => false,
        _ if !is_kept(question) => false,
        EditedBy::Staff => reader == Reader::Staff,
        EditedBy::Both => true,
    };
    let mut items: Vec<Item> = Vec::new();
    let mut heading = None;
    for item in step.items {
        let keeps = match item {
            Item::Heading(_) => {
                heading = Some(*item);
                false
            }
            Item::Question(question) => may(question),
            Item::Group(group) => group.questions.iter().all(|question| may(question)),
            Item::Rows(rows) => {
                let kept: Vec<&'static Question> =
                    rows.questions.iter().copied().filter(|question| is_kept(question)).collect();
                let may_all = kept.iter().all(|question| may(question));
                if may_all && kept.len() < rows.questions.len() {
                    items.extend(heading.take());
                    items.push(Item::Rows(Box::leak(Box::new(Rows { questions: kept.leak(), ..**rows }))));
                    continue;
                }
                may_all
            }
            Item::Window(window) => may(&window.from.question),
        };
        if keeps {
            items.extend(heading.take());
            items.push(*item);
        }
    }
    (!items.is_empty()).then(|| Step { items: items.leak(), intro: None, ..*step })
}
