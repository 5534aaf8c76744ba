//! The parsed whole: what is stored when "Create customer" is pressed. It cannot be wrong.

use super::{
    FLOW,
    addresses::{BILLING, SAME, SERVICE},
    administrator::{ADMINISTRATOR, Administrator},
    contact, plan,
};
use crate::{
    form::{Answer, Answers, Field, Problems},
    ids::PlanId,
    vocabulary::{CompanyName, YesNo, address::PostalAddress},
};

/// A customer to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCustomer {
    /// Who administrates the account.
    pub administrator: Administrator,
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

/// The person who may speak for the customer (S0.19).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizedContact {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// What they do in the company.
    pub job_title: Option<String>,
    /// E-mail address.
    pub email: String,
    /// Telephone number.
    pub phone: String,
}

impl NewCustomer {
    /// Reads the answers of a finished journey.
    ///
    /// # Errors
    /// Every problem of every step at once.
    pub fn read(answers: &Answers) -> Result<Self, Problems> {
        FLOW.check(answers).into_result()?;
        let service = if answers.get(&SAME) == Some(YesNo::No) { &SERVICE } else { &BILLING };
        Ok(Self {
            administrator: need(answers, &ADMINISTRATOR)?,
            company: need(answers, &contact::COMPANY)?,
            registration_number: answers.get(&contact::REGISTRATION).map(|line| line.as_str().to_owned()),
            contact: AuthorizedContact {
                given_name: need(answers, &contact::GIVEN_NAME)?.show(),
                family_name: need(answers, &contact::FAMILY_NAME)?.show(),
                job_title: answers.get(&contact::JOB_TITLE).map(|line| line.as_str().to_owned()),
                email: need(answers, &contact::EMAIL)?.show(),
                phone: need(answers, &contact::PHONE)?.as_str().to_owned(),
            },
            billing: BILLING.read(answers).map_err(|(key, problem)| one(key, problem))?,
            service: service.read(answers).map_err(|(key, problem)| one(key, problem))?,
            plan: need(answers, &plan::PLAN)?.0,
        })
    }
}

fn need<T: Answer>(answers: &Answers, field: &Field<T>) -> Result<T, Problems> {
    answers.need(field).map_err(|problem| one(field.question.key, problem))
}

fn one(key: &str, problem: crate::form::Problem) -> Problems {
    let mut problems = Problems::new();
    problems.add(key, problem);
    problems
}
