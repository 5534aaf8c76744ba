//! The parsed whole: what is stored when "Create customer" is pressed. It cannot be wrong.

use super::{
    FLOW,
    administrator::{ADMINISTRATOR, Administrator},
    contact, plan,
};
use crate::{
    form::{Answer, Answers, Field, Problems, clean},
    ids::PlanId,
    vocabulary::CompanyName,
    words::Language,
};

/// A customer to be, whom the reseller administrates (S0.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCustomer {
    /// The company's name.
    pub company: CompanyName,
    /// What the customer gets. Whether the reseller sells it, the server checks.
    pub plan: PlanId,
}

/// A customer to be, who finishes the sign-up themselves (S0.4): what they are reached by. The rest is theirs to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOver {
    /// The company's name.
    pub company: CompanyName,
    /// What the contact is called, as far as it is known.
    pub name: String,
    /// Where the activation mail goes.
    pub email: String,
    /// In which language it is.
    pub language: Language,
    /// The plan that they are offered.
    pub plan: PlanId,
}

/// What comes of the first option, or of the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// The customer finishes it.
    HandedOver(HandedOver),
    /// It is all there.
    Whole(NewCustomer),
}

impl Order {
    /// Reads the answers of a finished journey.
    ///
    /// # Errors
    /// Every problem of every step at once.
    pub fn read(answers: &Answers) -> Result<Self, Problems> {
        FLOW.check(answers).into_result()?;
        let company = need(answers, &contact::COMPANY)?;
        let plan = need(answers, &plan::PLAN)?.0;
        if need(answers, &ADMINISTRATOR)? == Administrator::Customer {
            let name = |field: &Field<_>| clean(answers.raw(field.question.key)).into_owned();
            let name = format!("{} {}", name(&contact::GIVEN_NAME), name(&contact::FAMILY_NAME)).trim().to_owned();
            let email = need(answers, &contact::EMAIL)?.show().to_lowercase();
            let language = need(answers, &contact::LANGUAGE)?.0;
            return Ok(Self::HandedOver(HandedOver { company, name, email, language, plan }));
        }
        Ok(Self::Whole(NewCustomer { company, plan }))
    }
}

impl NewCustomer {
    /// Reads the answers of a finished journey whose customer the reseller administrates.
    ///
    /// # Errors
    /// Every problem of every step at once.
    pub fn read(answers: &Answers) -> Result<Self, Problems> {
        match Order::read(answers)? {
            Order::Whole(customer) => Ok(customer),
            Order::HandedOver(_) => Err(Problems::one(ADMINISTRATOR.question.key, crate::form::Problem::Unavailable)),
        }
    }
}

fn need<T: Answer>(answers: &Answers, field: &Field<T>) -> Result<T, Problems> {
    answers.need(field).map_err(|problem| Problems::one(field.question.key, problem))
}
