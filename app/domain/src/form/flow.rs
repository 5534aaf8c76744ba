//! A flow: the steps that lead to a customer.

use super::{Answers, HOME, Problem, Problems, Question, Record, Step, When};
use crate::words::Word;

/// Who fills a flow in.
#[derive(Clone, Copy, Debug)]
pub enum Side {
    /// The reseller's staff.
    Reseller,
    /// The customer. Staff who take over fill in the other flow, without what only the customer may say ([`super::FilledBy::Customer`]).
    Customer {
        /// The flow for staff.
        for_staff: &'static Flow,
    },
    /// Staff in the customer's place.
    ForCustomer,
}

/// The email that goes out when a flow was submitted.
#[derive(Clone, Copy, Debug)]
pub struct Invites {
    /// When it does.
    pub when: When,
    /// The question whose answer is its address.
    pub email: &'static Question,
}

/// What is said when a flow was submitted.
#[derive(Clone, Copy, Debug)]
pub struct Done {
    /// On which answers.
    pub when: When,
    /// The title.
    pub title: Word,
    /// A sentence that names the customer.
    pub intro: Word,
}

/// What comes of a finished flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Makes {
    /// A customer.
    Customer,
    /// The rest of a customer who stands already and finishes it themselves.
    Activation,
    /// Nothing: it is a sheet of reference, in development only.
    Nothing,
}

/// One way to make a customer, or to edit a record that the same declarations made.
#[derive(Debug)]
pub struct Flow {
    /// Its name in addresses, drafts and the API.
    pub id: &'static str,
    /// Raised when stored drafts can no longer be read as they are.
    pub version: i32,
    /// The page's title.
    pub title: Word,
    /// What comes of it.
    pub makes: Makes,
    /// The name under which an operator switches it on for a reseller.
    pub offer: &'static str,
    /// Where it begins.
    pub path: &'static str,
    /// What the button says that makes the customer.
    pub submit: Word,
    /// What is said when it did: the first of these whose condition holds. The last one's always does.
    pub done: &'static [Done],
    /// The question whose answer is the customer's name, in lists and on pages; nothing where the customer has a name already.
    pub subject: Option<&'static Question>,
    /// Who is mailed.
    pub invites: Option<Invites>,
    /// When the customer pays for the plan, and not the reseller.
    pub paid_by_customer: When,
    /// Who fills it in.
    pub side: Side,
    /// What is kept of its answers; nothing where nothing comes of it.
    pub record: Option<&'static Record>,
    /// Its steps, those included that only some answers lead to.
    pub steps: &'static [&'static Step],
}

impl Flow {
    /// The flow as this side fills it in: staff who act in the customer's place have one of their own.
    pub const fn of_side(&'static self, is_staff: bool) -> &'static Self {
        match self.side {
            Side::Customer { for_staff } if is_staff => for_staff,
            _ => self,
        }
    }

    /// Who is mailed when it is submitted with these answers.
    pub fn invited<'a>(&self, answers: &'a Answers) -> Option<&'a str> {
        self.invites.filter(|invites| invites.when.holds(answers)).map(|invites| answers.raw(invites.email.key))
    }

    /// The customer's name, as it was typed.
    pub fn name<'a>(&self, answers: &'a Answers) -> &'a str {
        self.subject.map_or("", |question| answers.raw(question.key))
    }

    /// What is said when it was submitted with these answers.
    pub fn done(&self, answers: &Answers) -> Option<&'static Done> {
        self.done.iter().find(|done| done.when.holds(answers))
    }

    /// The step with this slug.
    pub fn step(&self, slug: &str) -> Option<&'static Step> {
        self.steps.iter().copied().find(|step| step.slug == slug)
    }

    /// The question with this key and the step that asks it.
    pub fn question(&self, key: &str) -> Option<(&'static Step, &'static Question)> {
        self.steps.iter().copied().find_map(|step| step.question(key).map(|question| (step, question)))
    }

    /// What the question or the rows with this key are called, given the answers.
    pub fn label(&self, key: &str, answers: &Answers) -> Option<Word> {
        let rows = || self.steps.iter().flat_map(|step| step.rows()).find(|rows| rows.key == key).map(|rows| rows.label);
        self.question(key).map(|(_, question)| question.asked(answers).label).or_else(rows)
    }

    /// Every problem of every step that the answers lead to. The same call judges a wizard, one page of sections and an import.
    pub fn check(&self, answers: &Answers) -> Problems {
        let mut problems = Problems::new();
        for step in self.steps.iter().filter(|step| step.when.holds(answers)) {
            problems.extend(step.check(answers));
        }
        problems
    }

    /// Drops every answer that is no longer asked, until nothing changes: dropping one may hide another.
    pub fn drop_hidden(&self, answers: &mut Answers) {
        // `any` may stop at the first step that dropped something: the loop comes back to the others.
        while self.steps.iter().any(|step| step.drop_hidden(answers)) {}
    }

    /// The answers as pages may show them: without secrets.
    pub fn echo(&self, answers: &Answers) -> Answers {
        let mut shown = Answers::new();
        for step in self.steps {
            shown.extend(step.echo(answers).iter());
        }
        if answers.has(HOME) {
            shown.set(HOME, answers.raw(HOME));
        }
        shown
    }

    /// The first step, in order, that has one of these problems.
    pub fn first_with(&self, problems: &Problems) -> Option<&'static Step> {
        let has = |step: &&'static Step| {
            problems.iter().any(|(key, _)| step.question(key).is_some() || step.rows().any(|rows| rows.key == key))
        };
        self.steps.iter().copied().find(has)
    }

    /// The problems that belong to one step.
    pub fn of_step(step: &Step, problems: &Problems) -> Problems {
        let belongs = |key: &str| step.question(key).is_some() || step.rows().any(|rows| rows.key == key);
        let mut own = Problems::new();
        own.extend(
            problems.iter().filter(|(key, _)| belongs(key)).map(|(key, problem): (&str, Problem)| (key.to_owned(), problem)),
        );
        own
    }
}
