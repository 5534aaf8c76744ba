//! What the customer does alone (S0.9-S0.14): they correct and complete what their reseller knew of them, see the plan and what it costs,
//! agree to the terms, and pay. What is not theirs is not asked: their company's name.

use super::{RECORD, addresses, contact, plan::PLAN};
use crate::{
    form::{Answers, Done, EditedBy, Field, FilledBy, Flow, Item, Makes, Problems, Side, Step, When},
    ids::PlanId,
    paths,
    vocabulary::{Email, TermsVersion},
    words::Word,
};

/// The contact's e-mail address: the same answer, asked of the contact.
pub static EMAIL: Field<Email> = Field::new("email", Word::Email).help(Word::ActivationEmailHelp).autocomplete("email");

/// Their contact and business.
pub static CONTACT: Step = Step::new(
    "contact",
    Word::ActivationContactTitle,
    &[
        Item::Question(&contact::GIVEN_NAME.question),
        Item::Question(&contact::FAMILY_NAME.question),
        Item::Question(&contact::JOB_TITLE.question),
        Item::Question(&EMAIL.question),
        Item::Question(&contact::PHONE.question),
        Item::Question(&contact::REGISTRATION.question),
    ],
)
.intro(Word::ActivationContactIntro);

/// The plan, which their reseller chose and they may change.
pub static PLAN_STEP: Step =
    Step::new("plan", Word::ActivationPlanTitle, &[Item::Question(&PLAN.question)]).intro(Word::ActivationPlanIntro);

/// The version of the terms that they agree to. One that was published meanwhile must be agreed to anew.
pub static TERMS: Field<TermsVersion> =
    Field::new("terms", Word::TermsQuestion).filled_by(FilledBy::Customer).edited_by(EditedBy::Elsewhere);

/// The terms.
pub static TERMS_STEP: Step =
    Step::new("terms", Word::TermsTitle, &[Item::Question(&TERMS.question)]).intro(Word::TermsStepIntro);

const DONE: Done = Done { when: When::Always, title: Word::ActivationDoneTitle, intro: Word::ActivationDoneIntro };

/// The flow. Its draft is made with the customer, and both sides fill it in by turns.
pub static FLOW: Flow = Flow {
    id: "activation",
    version: 1,
    title: Word::ActivationTitle,
    makes: Makes::Activation,
    offer: "white_label",
    path: paths::DASHBOARD,
    submit: Word::PayAndActivate,
    done: &[DONE],
    subject: None,
    invites: None,
    paid_by_customer: When::Always,
    side: Side::Customer { for_staff: &FOR_STAFF },
    record: Some(&RECORD),
    steps: &[&CONTACT, &addresses::STEP, &PLAN_STEP, &TERMS_STEP],
};

/// The same for whoever fills it in in the customer's place: their reseller, or an operator who acts for them. What only the customer may
/// say ([`FilledBy::Customer`]) is not asked, so it cannot be answered, and nothing of it is lost.
pub static FOR_STAFF: Flow = Flow {
    id: "activation_for_them",
    version: 1,
    title: Word::ActivationTitle,
    makes: Makes::Activation,
    offer: "white_label",
    path: paths::CUSTOMERS,
    submit: Word::HandOver,
    done: &[DONE],
    subject: None,
    invites: None,
    paid_by_customer: When::Always,
    side: Side::ForCustomer,
    record: Some(&RECORD),
    steps: &[&CONTACT, &addresses::STEP, &PLAN_STEP],
};

/// What a finished sign-up says of the customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    /// What the customer gets.
    pub plan: PlanId,
    /// The version of the terms that was agreed to.
    pub terms: i32,
}

impl Finished {
    /// Reads the answers of a finished journey.
    ///
    /// # Errors
    /// Every problem of every step at once.
    pub fn read(answers: &Answers) -> Result<Self, Problems> {
        FLOW.check(answers).into_result()?;
        Ok(Self {
            plan: answers.need(&PLAN).map_err(|why| Problems::one(PLAN.question.key, why))?.0,
            terms: answers.need(&TERMS).map_err(|why| Problems::one(TERMS.question.key, why))?.0,
        })
    }
}

/// Of a reseller's answers those that the customer's journey asks too.
pub fn handed(answers: &Answers) -> Answers {
    FLOW.echo(answers)
}
