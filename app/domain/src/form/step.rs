//! A step: what one page of a flow asks, and how its answers are judged and kept.

#[cfg(feature = "data")]
use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::{Answers, Cell, Group, Problem, Problems, Question, Rows, Secret, When, Window, field::SEALED};
use crate::words::{Language, Word, fill};

/// One thing on a step's page.
#[derive(Clone, Copy, Debug)]
pub enum Item {
    /// A heading over what follows.
    Heading(Word),
    /// A question.
    Question(&'static Question),
    /// Questions whose order depends on an answer.
    Group(&'static Group),
    /// Questions asked once per row.
    Rows(&'static Rows),
    /// The hours between two answers above it, drawn.
    Window(&'static Window),
}

impl Item {
    /// Its questions outside rows, shown or not.
    fn questions(&'static self) -> &'static [&'static Question] {
        match self {
            Self::Question(question) => std::slice::from_ref(question),
            Self::Group(group) => group.questions,
            Self::Heading(_) | Self::Rows(_) | Self::Window(_) => &[],
        }
    }

    /// Its controls in the order in which these answers have it asked, those of the rows included. A group's are only those that are asked.
    pub(super) fn cells_in_order(&'static self, answers: &Answers) -> Vec<Cell> {
        match self {
            Self::Heading(_) | Self::Window(_) => Vec::new(),
            Self::Question(question) => vec![Cell::new(question)],
            Self::Group(group) => (group.order)(answers).into_iter().map(Cell::new).collect(),
            Self::Rows(rows) => rows.ids(answers).iter().flat_map(|row| rows.cells(row)).collect(),
        }
    }
}

/// One page of a flow. The same step is a section where a flow shows its steps on one page (S4).
#[derive(Debug)]
pub struct Step {
    /// Its place in the address, unique within a flow.
    pub slug: &'static str,
    /// Its heading.
    pub title: Word,
    /// A sentence under the heading.
    pub intro: Option<Word>,
    /// What it asks, in order.
    pub items: &'static [Item],
    /// When it is part of the journey. One step replaces others by conditions that exclude each other.
    pub when: When,
    /// Rules across its fields.
    pub together: fn(&Answers, &mut Problems),
}

/// What makes a secret storable: the server gives the real one, and the rules never see more than the sealed text.
pub type Seal<'a> = &'a dyn Fn(Secret, &str) -> Option<String>;

fn nothing(_: &Answers, _: &mut Problems) {}

impl Step {
    /// A step that is always part of the journey.
    pub const fn new(slug: &'static str, title: Word, items: &'static [Item]) -> Self {
        Self { slug, title, intro: None, items, when: When::Always, together: nothing }
    }

    /// With a sentence under the heading.
    pub const fn intro(mut self, intro: Word) -> Self {
        self.intro = Some(intro);
        self
    }

    /// Part of the journey only if this holds.
    pub const fn when(mut self, condition: When) -> Self {
        self.when = condition;
        self
    }

    /// With rules across its fields.
    pub const fn together(mut self, rules: fn(&Answers, &mut Problems)) -> Self {
        self.together = rules;
        self
    }

    /// Its questions outside rows, shown or not.
    pub fn questions(&self) -> impl Iterator<Item = &'static Question> {
        self.items.iter().flat_map(|item| item.questions().iter().copied())
    }

    /// Every question, those of its rows included, shown or not.
    pub fn all_questions(&self) -> impl Iterator<Item = &'static Question> {
        self.questions().chain(self.rows().flat_map(|rows| rows.questions.iter().copied()))
    }

    /// Its groups of questions.
    pub fn groups(&self) -> impl Iterator<Item = &'static Group> {
        self.items.iter().filter_map(|item| match item {
            Item::Group(group) => Some(*group),
            _ => None,
        })
    }

    /// Its groups of rows.
    pub fn rows(&self) -> impl Iterator<Item = &'static Rows> {
        self.items.iter().filter_map(|item| match item {
            Item::Rows(rows) => Some(*rows),
            _ => None,
        })
    }

    /// Its windows.
    pub fn windows(&self) -> impl Iterator<Item = &'static Window> {
        self.items.iter().filter_map(|item| match item {
            Item::Window(window) => Some(*window),
            _ => None,
        })
    }

    /// What only the server can say of right answers, by key: when a window is next open.
    #[cfg(feature = "data")]
    pub fn said(&self, answers: &Answers, now: i64, language: Language) -> BTreeMap<String, String> {
        let said = |window: &Window| {
            let shown = window.from.question.is_shown(answers);
            Some((window.from.question.key.to_owned(), window.next_opening(answers, now, language).filter(|_| shown)?))
        };
        self.windows().filter_map(said).collect()
    }

    /// Every control of the page in order, shown or not, those of the rows included.
    pub fn cells(&self, answers: &Answers) -> Vec<Cell> {
        let mut cells = Vec::new();
        for item in self.items {
            match item {
                Item::Group(group) => cells.extend(group.questions.iter().map(|question| Cell::new(question))),
                other => cells.extend(other.cells_in_order(answers)),
            }
        }
        cells
    }

    /// The control with this key.
    pub fn cell(&self, key: &str) -> Option<Cell> {
        let alone = self.questions().find(|question| question.key == key).map(Cell::new);
        alone.or_else(|| {
            let mut parts = key.splitn(3, '.');
            let (group, row, name) = (parts.next()?, parts.next()?, parts.next()?);
            let rows = self.rows().find(|rows| rows.key == group)?;
            let question = rows.questions.iter().find(|question| question.key == name)?;
            Some(Cell::in_row(rows, row, question))
        })
    }

    /// The question that a key belongs to, of a row too.
    pub fn question(&self, key: &str) -> Option<&'static Question> {
        self.cell(key).map(|cell| cell.question)
    }

    /// Every problem of this step at once: each shown question, each row, then the rules across fields.
    pub fn check(&self, answers: &Answers) -> Problems {
        let mut problems = Problems::new();
        for question in self.questions().filter(|q| q.is_shown(answers)) {
            if let Err(problem) = question.judge(answers) {
                problems.add(question.key, problem);
            }
        }
        for rows in self.rows() {
            rows.check(answers, &mut problems);
        }
        (self.together)(answers, &mut problems);
        problems
    }

    /// The sentence for a problem under a key of this step.
    pub fn say(&self, key: &str, problem: Problem, answers: &Answers, language: Language) -> String {
        if let Some(cell) = self.cell(key) {
            let sentence = problem.say(cell.question, &cell.answers(answers), language);
            match cell.number(answers) {
                Some((rows, number)) => {
                    let values = [("row", rows.one.text(language)), ("number", &number.to_string()), ("problem", &sentence)];
                    fill(Word::RowProblem.text(language), &values)
                }
                None => sentence,
            }
        } else {
            let label = self.rows().find(|rows| rows.key == key).map_or(self.title, |rows| rows.label);
            problem.sentence(label, false, "", language)
        }
    }

    /// The keys of problems in the order in which the page asks.
    pub fn in_order(&self, problems: &Problems, answers: &Answers) -> Vec<(String, Problem)> {
        let mut keys = Vec::new();
        for item in self.items {
            match item {
                Item::Heading(_) | Item::Window(_) => {}
                Item::Question(question) => keys.push(question.key.to_owned()),
                Item::Group(group) => keys.extend((group.order)(answers).into_iter().map(|question| question.key.to_owned())),
                Item::Rows(rows) => keys.extend(rows.keys(answers)),
            }
        }
        keys.into_iter().filter_map(|key| problems.get(&key).map(|problem| (key, problem))).collect()
    }

    /// What a reader of this language typed, as it is kept.
    pub fn taken(&self, typed: Answers, language: Language) -> Answers {
        let mut taken = typed;
        for cell in self.cells(&taken).into_iter().filter(|cell| cell.question.written.is_some()) {
            if taken.has(&cell.key) {
                let kept = cell.question.taken(taken.raw(&cell.key), language);
                taken.set(&*cell.key, kept);
            }
        }
        taken
    }

    /// Confirms the doubtful among answers that stand already: somebody meant them, and is not asked again until they change.
    pub fn confirm(&self, answers: &mut Answers) {
        for cell in self.cells(answers).into_iter().filter(|cell| cell.question.has_doubts()) {
            if cell.judge(answers) == Err(Problem::Doubtful) {
                let meant = answers.raw(&cell.key).to_owned();
                answers.set(cell.anyway(), meant);
            }
        }
    }

    /// Settles its right answers: what they are about may be answered anew on a later page.
    pub fn settle(&self, answers: &mut Answers) {
        for cell in self.cells(answers) {
            if let Some(settled) = cell.settled(answers) {
                if cell.is_confirmed(answers) {
                    answers.set(cell.anyway(), settled.as_str());
                }
                answers.set(&*cell.key, settled);
            }
        }
    }

    /// Leaves a settled answer as it stood before where what was posted since means the same: a page sends what was typed into it once
    /// more when it is left.
    pub fn keep_settled(&self, before: &Answers, answers: &mut Answers) {
        for cell in self.cells(answers) {
            let stood = before.raw(&cell.key);
            if stood != answers.raw(&cell.key) && cell.settled(answers).is_some_and(|settled| settled == stood) {
                answers.set(&*cell.key, stood);
                answers.set(cell.anyway(), before.raw(&cell.anyway()));
            }
        }
    }

    /// Takes what was posted for this step into the answers: known keys only, hidden ones dropped, secrets sealed, wrong ones kept
    /// as they were typed. An empty secret leaves the earlier one, since it was never echoed.
    pub fn keep(&self, posted: &Answers, answers: &mut Answers, seal: Seal<'_>) {
        for rows in self.rows() {
            let ids = rows.ids(posted);
            let known: BTreeSet<&String> = ids.iter().collect();
            // A row that is gone takes its answers with it.
            for row in rows.ids(answers).iter().filter(|row| !known.contains(row)) {
                for cell in rows.cells(row) {
                    answers.remove(&cell.key);
                    answers.remove(&cell.anyway());
                }
            }
            answers.set(rows.key, ids.join(","));
        }
        for cell in self.cells(posted) {
            cell.keep(posted, answers, seal);
        }
        self.drop_hidden(answers);
    }

    /// Removes every answer of this step.
    pub fn forget(&self, answers: &mut Answers) {
        for cell in self.cells(answers) {
            answers.remove(&cell.key);
            answers.remove(&cell.anyway());
        }
        for rows in self.rows() {
            answers.remove(rows.key);
        }
    }

    /// Drops the answers of this step that are no longer asked; says whether there were any.
    pub fn drop_hidden(&self, answers: &mut Answers) -> bool {
        let whole = !self.when.holds(answers);
        let mut dropped = false;
        for cell in self.cells(answers) {
            if whole || !cell.is_shown(answers) {
                dropped |= answers.remove(&cell.key).is_some();
                if cell.question.has_doubts() {
                    answers.remove(&cell.anyway());
                }
            }
        }
        for rows in self.rows().filter(|_| whole) {
            dropped |= answers.remove(rows.key).is_some();
        }
        dropped
    }

    /// This step's answers as a page may show them: of secrets only whether they were given, or what is wrong with them.
    pub fn echo(&self, answers: &Answers) -> Answers {
        let mut echo = Answers::new();
        for cell in self.cells(answers) {
            let raw = answers.raw(&cell.key);
            if answers.has(&cell.key) {
                let is_sealed = cell.question.secret.is_some() && raw.starts_with(SEALED);
                echo.set(&*cell.key, if is_sealed { SEALED.to_string() } else { raw.to_owned() });
            }
            let anyway = cell.anyway();
            if cell.question.has_doubts() && answers.has(&anyway) {
                let confirmed = answers.raw(&anyway);
                echo.set(anyway, confirmed);
            }
        }
        for rows in self.rows().filter(|rows| answers.has(rows.key)) {
            echo.set(rows.key, answers.raw(rows.key));
        }
        echo
    }
}
