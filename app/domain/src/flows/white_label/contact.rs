//! Step 2: authorized contact and business information (S0.12, S0.19).

use super::{addresses::BILLING, administrator::HANDED_OVER};
use crate::{
    form::{EditedBy, Field, FilledBy, HOME, Item, Source, Step},
    vocabulary::{CompanyName, Email, Line, PersonName, Phone, RegistrationNumber, Spoken},
    words::Word,
};

/// The country by which numbers are read: the one that bills go to, and until that is answered the one that it is preset with.
static COUNTRY: [Source; 2] = [Source::Answer(&BILLING.country.question), Source::Kept(HOME)];

/// The company's name, unique among the reseller's customers.
pub static COMPANY: Field<CompanyName> =
    Field::new("company_name", Word::CompanyName).help(Word::CompanyNameHelp).autocomplete("organization").deep();
/// The number in the company register.
pub static REGISTRATION: Field<RegistrationNumber> = Field::new("registration_number", Word::RegistrationNumber)
    .optional()
    .help(Word::RegistrationNumberHelp)
    .depends_on(&COUNTRY)
    .adapts(|answers| REGISTRATION.question.like(RegistrationNumber::example(REGISTRATION.question.about(answers))))
    .edited_by(EditedBy::Both);
/// The contact's given name.
pub static GIVEN_NAME: Field<PersonName> =
    Field::new("given_name", Word::GivenName).autocomplete("given-name").edited_by(EditedBy::Both);
/// The contact's family name: many people have one name alone.
pub static FAMILY_NAME: Field<PersonName> = Field::new("family_name", Word::FamilyName)
    .help(Word::FamilyNameHelp)
    .optional()
    .autocomplete("family-name")
    .edited_by(EditedBy::Both);
/// What the contact does in the company.
pub static JOB_TITLE: Field<Line<128>> =
    Field::new("job_title", Word::JobTitle).optional().autocomplete("organization-title").personal().edited_by(EditedBy::Both);
/// The contact's e-mail address.
pub static EMAIL: Field<Email> =
    Field::new("email", Word::Email).help(Word::ContactEmailHelp).autocomplete("email").edited_by(EditedBy::Both);
/// In which language the customer is asked to finish the sign-up (S0.10).
pub static LANGUAGE: Field<Spoken> = Field::new("contact_language", Word::InviteLanguage)
    .when(HANDED_OVER)
    .filled_by(FilledBy::Administrator)
    .deep()
    .edited_by(EditedBy::Nobody);
/// The contact's telephone number.
pub static PHONE: Field<Phone> = Field::new("phone", Word::Phone)
    .help(Word::ContactPhoneHelp)
    .autocomplete("tel")
    .depends_on(&COUNTRY)
    .optional_when(HANDED_OVER)
    .edited_by(EditedBy::Both);

/// The step.
pub static STEP: Step = Step::new(
    "contact",
    Word::ContactTitle,
    &[
        Item::Heading(Word::ContactHeadingBusiness),
        Item::Question(&COMPANY.question),
        Item::Question(&REGISTRATION.question),
        Item::Heading(Word::ContactHeadingPerson),
        Item::Question(&GIVEN_NAME.question),
        Item::Question(&FAMILY_NAME.question),
        Item::Question(&JOB_TITLE.question),
        Item::Question(&EMAIL.question),
        Item::Question(&LANGUAGE.question),
        Item::Question(&PHONE.question),
    ],
)
.intro(Word::ContactIntro);
