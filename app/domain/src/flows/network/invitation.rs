//! Whom an invitation goes to: the five fields of S1.11-S1.15, of which the two of billing are one choice among the reseller's accounts,
//! and the language of the mail.

use crate::{
    form::{EditedBy, Field, FilledBy, Item, Step},
    vocabulary::{BillingAccountRef, CompanyName, Email, PersonName, Spoken},
    words::Word,
};

/// A business name for the customer (S1.11). It is changed with the company.
pub static COMPANY: Field<CompanyName> = Field::new("company_name", Word::CompanyName)
    .help(Word::CompanyNameHelp)
    .autocomplete("organization")
    .deep()
    .edited_by(EditedBy::Nobody);
/// Who sets the account up and administrates it (S1.12).
pub static NAME: Field<PersonName> = Field::new("contact_name", Word::InviteContactName)
    .help(Word::InviteContactNameHelp)
    .autocomplete("name")
    .edited_by(EditedBy::Nobody);
/// Where the invitation goes (S1.13).
pub static EMAIL: Field<Email> = Field::new("contact_email", Word::InviteContactEmail)
    .help(Word::InviteContactEmailHelp)
    .autocomplete("email")
    .edited_by(EditedBy::Nobody);
/// The language of the mail: the reader's, not the writer's.
pub static LANGUAGE: Field<Spoken> = Field::new("contact_language", Word::InviteLanguage).edited_by(EditedBy::Nobody);
/// Where the customer's charges go (S1.14, S1.15).
pub static BILLING: Field<BillingAccountRef> = Field::new("billing_account", Word::BillingAccount)
    .help(Word::BillingAccountHelp)
    .filled_by(FilledBy::Administrator)
    .edited_by(EditedBy::Elsewhere);

/// The step.
pub static STEP: Step = Step::new(
    "invitation",
    Word::InviteTitle,
    &[
        Item::Question(&COMPANY.question),
        Item::Question(&NAME.question),
        Item::Question(&EMAIL.question),
        Item::Question(&LANGUAGE.question),
        Item::Question(&BILLING.question),
    ],
)
.intro(Word::InviteIntro);
