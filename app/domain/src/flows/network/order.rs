//! The parsed wholes: what is stored when "Add Customer" or "Send invite" is pressed. They cannot be wrong.

use super::{ADD, INVITE, company, invitation};
use crate::{
    form::{Answer, Answers, Problems},
    ids::BillingAccountId,
    vocabulary::{CompanyName, address::PostalAddress},
    words::Language,
};

/// A customer who is added, and told by nobody but the reseller (S1.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCustomer {
    /// The company.
    pub company: Company,
    /// Where its charges go. Whether the reseller has it, the server checks.
    pub billing: BillingAccountId,
}

/// What a customer's people may change later (S1.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// Its name.
    pub name: CompanyName,
    /// The number in the company register.
    pub registration_number: Option<String>,
    /// Its physical address.
    pub address: PostalAddress,
    /// Who is told of maintenance.
    pub technical_email: String,
}

/// A customer whose contact is invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// The company's name.
    pub company: CompanyName,
    /// Who is invited, and becomes the first administrator.
    pub name: String,
    /// Where.
    pub email: String,
    /// In which language they are written to.
    pub language: Language,
    /// Where the customer's charges go.
    pub billing: BillingAccountId,
}

impl Company {
    /// Reads what [`company::OWN`] asks, which was found right.
    ///
    /// # Errors
    /// The first problem, where it was not.
    pub fn read(answers: &Answers) -> Result<Self, Problems> {
        Ok(Self {
            name: answers.need(&company::COMPANY).map_err(|why| Problems::one(company::COMPANY.question.key, why))?,
            registration_number: answers.get(&company::REGISTRATION).map(|number| number.as_str().to_owned()),
            address: company::ADDRESS.read(answers).map_err(|(key, why)| Problems::one(key, why))?,
            technical_email: answers
                .need(&company::TECHNICAL)
                .map_err(|why| Problems::one(company::TECHNICAL.question.key, why))?
                .show(),
        })
    }
}

impl NewCustomer {
    /// Reads the answers of a finished journey.
    ///
    /// # Errors
    /// Every problem of every step at once.
    pub fn read(answers: &Answers) -> Result<Self, Problems> {
        ADD.check(answers).into_result()?;
        let billing = answers.need(&company::BILLING).map_err(|why| Problems::one(company::BILLING.question.key, why))?;
        Ok(Self { company: Company::read(answers)?, billing: billing.0 })
    }
}

impl Invited {
    /// Reads the answers of a finished journey.
    ///
    /// # Errors
    /// Every problem of every step at once.
    pub fn read(answers: &Answers) -> Result<Self, Problems> {
        INVITE.check(answers).into_result()?;
        let one = |key: &str, why| Problems::one(key, why);
        Ok(Self {
            company: answers.need(&invitation::COMPANY).map_err(|why| one(invitation::COMPANY.question.key, why))?,
            name: answers.need(&invitation::NAME).map_err(|why| one(invitation::NAME.question.key, why))?.show(),
            email: answers
                .need(&invitation::EMAIL)
                .map_err(|why| one(invitation::EMAIL.question.key, why))?
                .show()
                .to_lowercase(),
            language: answers.need(&invitation::LANGUAGE).map_err(|why| one(invitation::LANGUAGE.question.key, why))?.0,
            billing: answers.need(&invitation::BILLING).map_err(|why| one(invitation::BILLING.question.key, why))?.0,
        })
    }
}
