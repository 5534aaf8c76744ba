//! The company of a customer of network services: name, physical address, technical contact, and the billing account that its charges go
//! to (S1.4-S1.9). The customer's people may change all but the last later (S1.5).

use crate::{
    form::{EditedBy, Field, FilledBy, Item, Source, Step},
    vocabulary::{BillingAccountRef, CompanyName, Email, Phone, RegistrationNumber, address::address},
    words::Word,
};

static COUNTRY: [Source; 1] = [Source::Answer(&ADDRESS.country.question)];

/// The company's name, unique among the reseller's customers (S1.4).
pub static COMPANY: Field<CompanyName> = Field::new("company_name", Word::CompanyName)
    .help(Word::CompanyNameHelp)
    .autocomplete("organization")
    .deep()
    .edited_by(EditedBy::Both);
/// The number in the company register.
pub static REGISTRATION: Field<RegistrationNumber> = Field::new("registration_number", Word::RegistrationNumber)
    .optional()
    .help(Word::RegistrationNumberHelp)
    .depends_on(&COUNTRY)
    .edited_by(EditedBy::Both)
    .adapts(|answers| REGISTRATION.question.like(RegistrationNumber::example(REGISTRATION.question.about(answers))));
address!(
    ADDRESS,
    PARTS,
    "company",
    "section-company",
    When::Always,
    When::NEVER,
    EditedBy::Both,
    "The company's physical address (S1.6)."
);
/// Who is told of maintenance (S1.7). A distribution list is fine.
pub static TECHNICAL: Field<Email> = Field::new("technical_email", Word::TechnicalEmail)
    .help(Word::TechnicalEmailHelp)
    .autocomplete("email")
    .edited_by(EditedBy::Both);
/// Who is called where an email is too slow.
pub static TECHNICAL_PHONE: Field<Phone> = Field::new("technical_phone", Word::TechnicalPhone)
    .optional()
    .help(Word::TechnicalPhoneHelp)
    .autocomplete("tel")
    .depends_on(&COUNTRY)
    .edited_by(EditedBy::Both);
/// Where the customer's charges go (S1.8, S1.9).
pub static BILLING: Field<BillingAccountRef> = Field::new("billing_account", Word::BillingAccount)
    .help(Word::BillingAccountHelp)
    .filled_by(FilledBy::Administrator)
    .edited_by(EditedBy::Elsewhere);

/// The step.
pub static STEP: Step = Step::new(
    "company",
    Word::CompanyTitle,
    &[
        Item::Heading(Word::ContactHeadingBusiness),
        Item::Question(&COMPANY.question),
        Item::Question(&REGISTRATION.question),
        Item::Heading(Word::PhysicalAddress),
        Item::Question(&ADDRESS.country.question),
        Item::Group(&PARTS),
        Item::Heading(Word::TechnicalContact),
        Item::Question(&TECHNICAL.question),
        Item::Question(&TECHNICAL_PHONE.question),
        Item::Heading(Word::BillingContact),
        Item::Question(&BILLING.question),
    ],
)
.intro(Word::AddIntro);
