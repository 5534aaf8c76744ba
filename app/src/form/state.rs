//! What a step's page knows while somebody answers: the answers, and what is wrong with them. Inputs keep their own text.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    drafts::DraftView,
    form::{Answers, Asked, Cell, Lists, Problem, Problems, Question, Rows, Step, Widget},
    words::Word,
};
use leptos::{prelude::*, task::spawn_local};

use super::{browser, keyed::Keyed, send::fetch};
use crate::words::language;

/// What follows from the answers for one question. It is found out once after each change, so that no field looks for itself.
struct Follows {
    question: &'static Question,
    hidden: bool,
    remark: Option<Word>,
    changed: ArcTrigger,
}

/// The state of a step's page.
#[derive(Clone, Copy)]
pub struct FormState {
    /// The step.
    pub step: &'static Step,
    /// All answers of the draft, this page's as they stand in its fields.
    pub answers: Keyed<Answers>,
    /// What is wrong on this page, as far as it is shown.
    pub problems: Keyed<Problems>,
    /// The version of the draft that this page is based on.
    pub version: RwSignal<i32>,
    /// Whether something was typed that no save has taken yet.
    pub unsaved: RwSignal<bool>,
    /// Counts what was learnt from the server while the page is open; groups are laid out anew with it.
    pub facts: RwSignal<u32>,
    /// What the server said of right answers, by key, as far as it still holds.
    pub said: RwSignal<BTreeMap<String, String>>,
    // Of the questions outside rows that anything follows for.
    follows: StoredValue<Vec<Follows>>,
    lists: StoredValue<Lists>,
    // The page's name, and how often it has sent.
    tab: StoredValue<(String, u32)>,
    touched: StoredValue<BTreeSet<String>>,
    /// Whether a pointer is down on the form just now.
    pub pressed: StoredValue<bool>,
}

impl FormState {
    /// The state of a page that was just opened.
    pub fn new(step: &'static Step, draft: &DraftView) -> Self {
        let following = step.questions().filter(|question| !question.when.is_always() || question.remark.is_some());
        let following = following.map(|question| Follows { question, hidden: false, remark: None, changed: ArcTrigger::new() });
        let form = Self {
            step,
            answers: Keyed::new(with_defaults(step, &draft.answers)),
            problems: Keyed::new(draft.problems.clone()),
            version: RwSignal::new(draft.version),
            unsaved: RwSignal::new(false),
            facts: RwSignal::new(0),
            said: RwSignal::new(draft.said.clone()),
            follows: StoredValue::new(following.collect()),
            lists: StoredValue::new(draft.lists.clone()),
            tab: StoredValue::new((draft.tab.clone(), 0)),
            touched: StoredValue::new(BTreeSet::new()),
            pressed: StoredValue::new(false),
        };
        form.follow(None);
        form
    }

    /// What a field holds when it is drawn: on a page that just opened the draft's answer, in a group that is laid out anew what was
    /// typed there before.
    pub fn initial(&self, cell: &Cell) -> String {
        self.answers.once(|answers| cell.question.in_control(cell.initial(answers), language()))
    }

    /// A question as it is asked now.
    pub fn asked(&self, cell: &Cell) -> Asked {
        self.answers.once(|answers| cell.asked(answers))
    }

    /// Whether a field is asked, given the answers as they stand.
    pub fn is_shown(&self, cell: &Cell) -> bool {
        // What is asked always follows no answer.
        let following = || self.following(cell, |follows| !follows.hidden);
        cell.question.when.is_always()
            || following().or_else(|| self.answers.whole(|answers| cell.is_shown(answers))).unwrap_or_default()
    }

    /// What is to be said of a right answer.
    pub fn remark(&self, cell: &Cell) -> Option<Word> {
        let following = self.following(cell, |follows| follows.remark);
        following.or_else(|| self.answers.whole(|answers| cell.remark(answers))).flatten()
    }

    /// Looks at what follows for a question, and at it again when it changes; nothing for one of a row.
    fn following<T>(&self, cell: &Cell, look: impl FnOnce(&Follows) -> T) -> Option<T> {
        let of = |follows: &Vec<Follows>| {
            let follows = follows.iter().find(|follows| follows.question.key == &*cell.key)?;
            Some((follows.changed.clone(), look(follows)))
        };
        let (changed, found) = self.follows.try_with_value(of).flatten()?;
        changed.track();
        Some(found)
    }

    /// Finds out what follows from the answers as they stand: all that may, or what may where one was typed.
    fn follow(&self, typed: Option<&str>) {
        let mut changed = Vec::new();
        self.follows.update_value(|follows| {
            self.answers.once(|answers| {
                for follows in follows {
                    let hidden = !follows.question.is_shown(answers);
                    let judged_anew = typed.is_none_or(|key| follows.question.hangs_on(key));
                    let remark = if judged_anew { follows.question.remark(answers) } else { follows.remark };
                    if (hidden, remark) != (follows.hidden, follows.remark) {
                        (follows.hidden, follows.remark) = (hidden, remark);
                        changed.push(follows.changed.clone());
                    }
                }
            });
        });
        changed.iter().for_each(ArcTrigger::notify);
    }

    /// What is wrong with an answer, as far as it is shown.
    pub fn problem(&self, key: &str) -> Option<Problem> {
        self.problems.of(key, |problems| problems.get(key)).flatten()
    }

    /// What is wrong on this page, in the order in which it asks.
    pub fn problems_in_order(&self) -> Vec<(String, Problem)> {
        let in_order = |problems: &Problems| self.answers.once(|answers| self.step.in_order(problems, answers));
        self.problems.whole(in_order).unwrap_or_default()
    }

    /// Whether nothing is wrong.
    pub fn is_right(&self) -> bool {
        self.problems.whole(Problems::is_empty).unwrap_or(true)
    }

    /// Looks at the server's lists.
    pub fn with_lists<T>(&self, look: impl FnOnce(&Lists) -> T) -> T {
        self.lists.with_value(look)
    }

    /// Takes in what stands in the form now, such as what was typed before the WASM came.
    pub fn read(&self, form: &web_sys::HtmlFormElement) {
        let Some(data) = browser::data_of(form) else { return };
        self.answers.update(|answers| {
            for cell in self.step.cells(answers) {
                let question = cell.question;
                match (browser::answer_in(&data, &cell.key), question.shape.widget) {
                    // A secret that was given stands, unless it is typed anew.
                    (Some(text), _) if question.secret.is_some() && text.is_empty() && answers.has(&cell.key) => {}
                    (Some(text), _) => answers.set(&*cell.key, question.taken(&text, language())),
                    // No radio button is chosen.
                    (None, Widget::Radios(_)) => drop(answers.remove(&cell.key)),
                    // It is not drawn just now; what was typed there waits.
                    (None, _) => {}
                }
                if question.has_doubts() {
                    let anyway = cell.anyway();
                    let confirmed = browser::answer_in(&data, &anyway).unwrap_or_default();
                    answers.set(anyway, confirmed);
                }
            }
        });
        self.follow(None);
    }

    /// Changes the answers of rows. What was wrong with their number, or with one that is gone, may be so no more.
    pub fn change_rows(&self, rows: &Rows, how: impl FnOnce(&mut Answers)) {
        self.answers.update(how);
        self.follow(None);
        self.judge_rows(rows);
    }

    fn judge_rows(&self, rows: &Rows) {
        let found = self.answers.once(|answers| self.step.check(answers));
        let of_rows = |key: &str| key.strip_prefix(rows.key).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        let said: Vec<_> = self.problems.once(|problems| problems.iter().map(|(key, _)| key.to_owned()).collect());
        for key in said.iter().filter(|key| of_rows(key)) {
            self.find(key, found.get(key));
        }
    }

    /// A form's text, ready to be sent: with the version as it is now, and with the number of this send, since the network keeps no order.
    pub fn body(&self, text: &str) -> String {
        format!("{text}&version={}&tab={}", self.version.get_untracked(), self.next_send())
    }

    /// The page's name with the number of its next save: of two saves the one with the higher number counts.
    pub fn next_send(&self) -> String {
        self.tab.update_value(|(_, sends)| *sends += 1);
        self.tab.with_value(|(tab, sends)| format!("{tab}.{sends}"))
    }

    /// A field changed: its problem goes as soon as the answer is right, and none appears yet.
    pub fn typed(&self, event: &web_sys::Event, field: &web_sys::Element, key: &str) {
        // One field of a long page: the others are as they were.
        match (browser::text_of(field), self.step.cell(key)) {
            (Some(text), Some(cell)) => {
                let kept = cell.question.taken(&text, language());
                self.answers.change(key, |answers| answers.set(key, kept));
                self.follow(Some(key));
            }
            _ => browser::form_of(event).iter().for_each(|form| self.read(form)),
        }
        if !self.unsaved.get_untracked() {
            self.unsaved.set(true);
        }
        // Nothing that was said of the answers may still hold.
        if self.said.with_untracked(|said| !said.is_empty()) {
            self.said.set(BTreeMap::new());
        }
        self.touched.update_value(|touched| {
            touched.insert(key.to_owned());
        });
        // A confirmation settles the doubt about its own answer.
        let key = key.strip_suffix("~anyway").unwrap_or(key);
        if self.problems.once(|problems| problems.get(key).is_some()) {
            self.judge(key);
        }
        // A row counts as soon as something stands in it.
        let its_rows = self.step.rows().find(|rows| key.strip_prefix(rows.key).is_some_and(|rest| rest.starts_with('.')));
        if let Some(rows) = its_rows.filter(|rows| self.problems.once(|problems| problems.get(rows.key).is_some())) {
            self.judge_rows(rows);
        }
        self.learn();
    }

    /// Fetches what the page's groups must know about the answers that decide over them. Until it is there, and where it does not come,
    /// they ask in a general way; the server judges all the same.
    fn learn(&self) {
        for group in self.step.groups() {
            if let Some(path) = self.answers.once(|answers| (group.source)(answers)) {
                let form = *self;
                spawn_local(async move {
                    if fetch(&path).await.is_some_and(|found| (group.learn)(&found)) {
                        form.follow(None);
                        form.facts.update(|facts| *facts += 1);
                    }
                });
            }
        }
    }

    /// A field was left: it is judged if it was touched. One that shows a problem is judged at each key stroke already; what only the
    /// server could say of it stands until it is changed.
    pub fn left(&self, key: &str) {
        let touched = self.touched.with_value(|touched| touched.contains(key));
        if touched && self.problems.once(|problems| problems.get(key).is_none()) {
            self.judge(key);
        }
    }

    fn judge(&self, key: &str) {
        let Some(cell) = self.step.cell(key) else { return };
        let judged = self.answers.once(|answers| cell.judge(answers)).err();
        self.find(key, judged);
    }

    /// Takes in what is wrong with an answer.
    pub fn find(&self, key: &str, problem: Option<Problem>) {
        let stood = self.problems.once(|problems| problems.get(key));
        let put = |problems: &mut Problems| match problem {
            Some(problem) => problems.set(key.to_owned(), problem),
            None => problems.remove(key),
        };
        match (stood, problem) {
            _ if stood == problem => {}
            // The page's title and the list of faulty fields are as they were.
            (Some(_), Some(_)) => self.problems.change_within(key, put),
            _ => self.problems.change(key, put),
        }
    }

    /// Does something as soon as nothing is pressed: a sentence that appears above a button moves it away from beneath the pointer, and
    /// the press is lost.
    pub fn after_press(self, act: impl FnOnce() + 'static) {
        if self.pressed.get_value() {
            request_animation_frame(move || self.after_press(act));
        } else {
            act();
        }
    }

    /// Takes in what the server says of answers that only it can judge fully, of those that were touched and are not being typed in, and
    /// as far as they and their confirmations are still as they were sent.
    pub fn take_news(&self, sent: &Answers, found: &Problems) {
        let news = |cell: &Cell| {
            let key = &*cell.key;
            cell.question.deep
                && self.touched.with_value(|touched| touched.contains(key))
                && self.answers.once(|answers| [key, &cell.anyway()].iter().all(|key| answers.raw(key) == sent.raw(key)))
                && (!browser::has_focus(key) || self.problems.once(|problems| problems.get(key).is_some()))
        };
        for cell in self.answers.once(|answers| self.step.cells(answers)).iter().filter(|cell| news(cell)) {
            self.find(&cell.key, found.get(&cell.key));
        }
    }

    /// Judges the whole page; the problems are shown.
    pub fn check(&self) -> bool {
        let found = self.answers.once(|answers| self.step.check(answers));
        let right = found.is_empty();
        self.problems.update(|problems| *problems = found);
        right
    }

    /// The sentence for a problem.
    pub fn say(&self, key: &str, problem: Problem) -> String {
        self.answers.once(|answers| self.step.say(key, problem, answers, language()))
    }
}

/// Conditions see a default as the answer it is going to be.
fn with_defaults(step: &Step, answers: &Answers) -> Answers {
    let mut out = answers.clone();
    for cell in step.cells(answers) {
        if let Some(default) = cell.question.default.filter(|_| !answers.has(&cell.key)) {
            out.set(&*cell.key, default);
        }
    }
    out
}
