//! The parsed whole: what is stored when "Create customer" is pressed. It cannot be wrong.

use super::{
    FLOW, addresses,
    administrator::{ADMINISTRATOR, Administrator},
    contact, plan,
};
use crate::{
    form::{Answer, Answers, Field, Problems, clean},
    ids::PlanId,
    vocabulary::{CompanyName, address::PostalAddress},
    words::Language,
};

/// A customer to be, whom the reseller administrates (S0.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCustomer {
    /// The company's name.
    pub company: CompanyName,
    /// The number in the company register.
    pub registration_number: Option<String>,
    /// The authorized contact.
    pub contact: AuthorizedContact,
    /// The address that bills go to.
    pub billing: PostalAddress,
    /// The address at which the service is used.
    pub service: PostalAddress,
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
    Whole(Box<NewCustomer>),
}

/// The person who may speak for the customer (S0.19).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizedContact {
    /// Given name.
    pub given_name: String,
    /// Family name, where they have one.
    pub family_name: Option<String>,
    /// What they do in the company.
    pub job_title: Option<String>,
    /// E-mail address.
    pub email: String,
    /// Telephone number.
    pub phone: String,
}

impl AuthorizedContact {
    /// Reads the contact of judged answers.
    ///
    /// # Errors
    /// The first problem, where they were not right.
    pub fn read(answers: &Answers) -> Result<Self, Problems> {
        Ok(Self {
            given_name: need(answers, &contact::GIVEN_NAME)?.show(),
            family_name: answers.get(&contact::FAMILY_NAME).map(|name| name.show()),
            job_title: answers.get(&contact::JOB_TITLE).map(|line| line.as_str().to_owned()),
            email: need(answers, &contact::EMAIL)?.show(),
            phone: need(answers, &contact::PHONE)?.as_str().to_owned(),
        })
    }
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
        let (billing, service) = addresses::read(answers)?;
        Ok(Self::Whole(Box::new(NewCustomer {
            company,
            registration_number: answers.get(&contact::REGISTRATION).map(|line| line.as_str().to_owned()),
            contact: AuthorizedContact::read(answers)?,
            billing,
            service,
            plan,
        })))
    }
}

impl NewCustomer {
    /// Reads the answers of a finished journey whose customer the reseller administrates.
    ///
    /// # Errors
    /// Every problem of every step at once.
    pub fn read(answers: &Answers) -> Result<Self, Problems> {
        match Order::read(answers)? {
            Order::Whole(customer) => Ok(*customer),
            Order::HandedOver(_) => Err(Problems::one(ADMINISTRATOR.question.key, crate::form::Problem::Unavailable)),
        }
    }
}

fn need<T: Answer>(answers: &Answers, field: &Field<T>) -> Result<T, Problems> {
    answers.need(field).map_err(|problem| Problems::one(field.question.key, problem))
}
