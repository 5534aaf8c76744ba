//! The parsed wholes: what is stored when "Add Customer" or "Send invite" is pressed. They cannot be wrong.

use super::{ADD, INVITE, company, invitation};
use crate::{
    form::{Answer, Answers, Problems},
    ids::BillingAccountId,
    vocabulary::CompanyName,
    words::Language,
};

/// A customer who is added, and told by nobody but the reseller (S1.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCustomer {
    /// The company's name.
    pub company: CompanyName,
    /// Where its charges go. Whether the reseller has it, the server checks.
    pub billing: BillingAccountId,
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

impl NewCustomer {
    /// Reads the answers of a finished journey.
    ///
    /// # Errors
    /// Every problem of every step at once.
    pub fn read(answers: &Answers) -> Result<Self, Problems> {
        ADD.check(answers).into_result()?;
        Ok(Self {
            company: answers.need(&company::COMPANY).map_err(|why| Problems::one(company::COMPANY.question.key, why))?,
            billing: answers.need(&company::BILLING).map_err(|why| Problems::one(company::BILLING.question.key, why))?.0,
        })
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
