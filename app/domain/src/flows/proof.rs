//! A flow that only tests have. It proves that the engine knows no flow: its customer's name has another key, its rows hold a list that only
//! the server has and a secret, one of its secrets is encrypted, and the customer's people change a part of it.

use crate::{
    form::{Done, EditedBy, Field, Flow, Item, Makes, Record, Rows, Section, Side, Step, When},
    paths,
    vocabulary::{BillingAccountRef, CompanyName, Country, Email, Line, Password, ProviderKey, YesNo},
    words::Word,
};

/// What the customer is called.
pub static NAME: Field<CompanyName> = Field::new("site_title", Word::CompanyName).deep();
/// Where its charges go.
pub static ACCOUNT: Field<BillingAccountRef> = Field::new("site_account", Word::BillingAccount).edited_by(EditedBy::Elsewhere);
/// A secret that another system is to be told.
pub static KEY: Field<ProviderKey> = Field::new("site_key", Word::GatewayKey);

/// The name, the account and the key.
pub static SITE: Step = Step::new(
    "site",
    Word::CompanyTitle,
    &[Item::Question(&NAME.question), Item::Question(&ACCOUNT.question), Item::Question(&KEY.question)],
);

/// What somebody of the crew is called.
pub static CREW_NAME: Field<Line<60>> = Field::new("crew_name", Word::ColumnName).edited_by(EditedBy::Both);
/// Their address.
pub static CREW_EMAIL: Field<Email> = Field::new("crew_email", Word::Email).edited_by(EditedBy::Both);
/// Where they are.
pub static CREW_COUNTRY: Field<Country> = Field::new("crew_country", Word::Country).edited_by(EditedBy::Both);
/// Whether they sign in.
pub static CREW_SIGNS_IN: Field<YesNo> = Field::new("crew_signs_in", Word::ServiceSame).default("no").edited_by(EditedBy::Both);
/// With what they sign in at first.
pub static CREW_PASSWORD: Field<Password<8>> =
    Field::new("crew_password", Word::Password).when(When::Is(&CREW_SIGNS_IN.question, "yes")).edited_by(EditedBy::Both);

/// The crew.
pub static CREW: Rows = Rows {
    key: "crew",
    label: Word::Users,
    least: 1,
    most: 500,
    one: Word::TechnicalContact,
    add: Word::UserCreate,
    questions: &[
        &CREW_NAME.question,
        &CREW_EMAIL.question,
        &CREW_COUNTRY.question,
        &CREW_SIGNS_IN.question,
        &CREW_PASSWORD.question,
    ],
};

/// Who works there.
pub static PEOPLE: Step = Step::new("people", Word::Users, &[Item::Rows(&CREW)]);

/// What is kept of it.
pub static RECORD: Record = Record { sections: &[Section::of(&SITE), Section::of(&PEOPLE)] };

/// The flow.
pub static FLOW: Flow = Flow {
    id: "proof",
    version: 1,
    title: Word::AddNewCustomer,
    makes: Makes::Customer,
    offer: "proof",
    path: paths::CUSTOMERS,
    submit: Word::AddCustomer,
    done: &[Done { when: When::Always, title: Word::AddedTitle, intro: Word::AddedIntro }],
    subject: Some(&NAME.question),
    invites: None,
    paid_by_customer: When::NEVER,
    side: Side::Reseller,
    record: Some(&RECORD),
    steps: &[&SITE, &PEOPLE],
};
