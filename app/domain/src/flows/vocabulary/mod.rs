//! The sheet of reference: every word of the vocabulary as a field, in one flow that makes nothing. In development only
//! (`/dev/vocabulary`), where designers, axe and the pictures look at it.

mod samples;

pub use samples::{FAULTY, FILLED};

use crate::{
    form::{Answer, Answers, Choice, Choices, Field, Flow, Item, Makes, Problem, Rows, Shape, Step, Widget, Window},
    vocabulary::{
        Amount, CompanyName, Currency, Date, DayList, DomainName, Email, Host, HttpsUrl, Line, LoginName, Password, Percent,
        PersonName, Phone, Quantity, RegistrationNumber, SipRealm, TaxNumber, TimeOfDay, TimeZone, Tongue, YesNo,
        address::address,
    },
    words::Word,
};

fn always(_: &Answers) -> bool {
    true
}

fn country(answers: &Answers) -> &str {
    answers.raw(PLACE.country.question.key)
}

fn currency(answers: &Answers) -> &str {
    answers.raw(CURRENCY.question.key)
}

// Names
static COMPANY: Field<CompanyName> = Field::new("company", Word::CompanyName).autocomplete("organization");
static PERSON: Field<PersonName> = Field::new("person", Word::GivenName).autocomplete("given-name");
static EMAIL: Field<Email> = Field::new("email", Word::Email).autocomplete("email");
static PHONE: Field<Phone> = Field::new("phone", Word::Phone).help(Word::ContactPhoneHelp).autocomplete("tel").about(country);
static NOTE: Field<Line<128>> = Field::new("note", Word::JobTitle).optional();
static AGREED: Field<YesNo> = Field::new("agreed", Word::ServiceSame).help(Word::ServiceSameHelp);
address!(PLACE, PLACE_PARTS, "place", "billing", always, "An address.");
static TAX: Field<TaxNumber> = Field::new("tax_number", Word::TaxNumber)
    .optional()
    .about(country)
    .adapts(|answers| TAX.question.like(TaxNumber::example(country(answers))));
static REGISTRATION: Field<RegistrationNumber> = Field::new("registration_number", Word::RegistrationNumber)
    .optional()
    .about(country)
    .adapts(|answers| REGISTRATION.question.like(RegistrationNumber::example(country(answers))));

// Amounts and times
static CURRENCY: Field<Currency> = Field::new("currency", Word::Currency);
static AMOUNT: Field<Amount> = Field::new("amount", Word::CreditLimit).about(currency);
static SHARE: Field<Percent> = Field::new("share", Word::Discount);
static TRUNKS: Field<Quantity<1, 10_000>> = Field::new("trunks", Word::Trunks);
static TONGUE: Field<Tongue> = Field::new("language", Word::LanguageChoice);
static ZONE: Field<TimeZone> = Field::new("time_zone", Word::TimeZone);
static UNTIL: Field<Date> = Field::new("until", Word::ContractEnd);
static INVOICE_DAYS: Field<DayList> = Field::new("invoice_days", Word::InvoiceDays).help(Word::InvoiceDaysHelp);
static FROM: Field<TimeOfDay> = Field::new("from", Word::SendingFrom);
static TO: Field<TimeOfDay> = Field::new("to", Word::SendingTo);
static HOURS: Window = Window { from: &FROM, to: &TO, zone: |answers| answers.raw(ZONE.question.key) };

// Machines
static DOMAIN: Field<DomainName> = Field::new("domain", Word::DomainName);
static HOOK: Field<HttpsUrl> = Field::new("hook", Word::WebAddress).autocomplete("url");
static REALM: Field<SipRealm> = Field::new("realm", Word::SipRealm);
static HOST: Field<Host> = Field::new("host", Word::Host);
static LOGIN: Field<LoginName> = Field::new("login", Word::LoginName).autocomplete("username");
static PASSWORD: Field<Password<8>> =
    Field::new("password", Word::Password).autocomplete("new-password").secret(crate::form::Secret::Hashed);

/// What a contact is for.
struct ContactKind(&'static str);

const KINDS: &[Choice] = &[
    Choice { value: "technical", label: Word::ContactTechnical, help: None, unavailable: None },
    Choice { value: "billing", label: Word::ContactBilling, help: None, unavailable: None },
    Choice { value: "administrative", label: Word::ContactAdministrative, help: None, unavailable: None },
];

impl Answer for ContactKind {
    const SHAPE: Shape = Shape::choice(Widget::Select(Choices::Fixed(KINDS)));

    fn parse(raw: &str) -> Result<Self, Problem> {
        KINDS.iter().find(|kind| kind.value == raw).map(|kind| Self(kind.value)).ok_or(Problem::NotAChoice)
    }

    fn show(&self) -> String {
        self.0.to_owned()
    }
}

static CONTACT_KIND: Field<ContactKind> = Field::new("kind", Word::ContactKind);
static CONTACT_NAME: Field<PersonName> = Field::new("name", Word::ContactName);
static CONTACT_EMAIL: Field<Email> = Field::new("contact_email", Word::Email);
static CONTACT_PHONE: Field<Phone> = Field::new("contact_phone", Word::Phone).optional().about(country);
static CONTACTS: Rows = Rows {
    key: "contacts",
    label: Word::Contacts,
    one: Word::Contact,
    add: Word::AddContact,
    least: 1,
    most: 5,
    questions: &[&CONTACT_KIND.question, &CONTACT_NAME.question, &CONTACT_EMAIL.question, &CONTACT_PHONE.question],
};

static SHEET: Step = Step::new(
    "sheet",
    Word::Vocabulary,
    &[
        Item::Heading(Word::VocabularyNames),
        Item::Question(&COMPANY.question),
        Item::Question(&PERSON.question),
        Item::Question(&EMAIL.question),
        Item::Question(&NOTE.question),
        Item::Question(&AGREED.question),
        Item::Question(&PLACE.country.question),
        Item::Group(&PLACE_PARTS),
        Item::Question(&PHONE.question),
        Item::Question(&TAX.question),
        Item::Question(&REGISTRATION.question),
        Item::Heading(Word::VocabularyAmounts),
        Item::Question(&CURRENCY.question),
        Item::Question(&AMOUNT.question),
        Item::Question(&SHARE.question),
        Item::Question(&TRUNKS.question),
        Item::Question(&TONGUE.question),
        Item::Question(&UNTIL.question),
        Item::Question(&INVOICE_DAYS.question),
        Item::Question(&ZONE.question),
        Item::Question(&FROM.question),
        Item::Question(&TO.question),
        Item::Window(&HOURS),
        Item::Heading(Word::VocabularyMachines),
        Item::Question(&DOMAIN.question),
        Item::Question(&HOOK.question),
        Item::Question(&REALM.question),
        Item::Question(&HOST.question),
        Item::Question(&LOGIN.question),
        Item::Question(&PASSWORD.question),
        Item::Rows(&CONTACTS),
    ],
)
.intro(Word::VocabularyIntro);

/// The flow.
pub static FLOW: Flow = Flow {
    id: "vocabulary",
    version: 1,
    title: Word::Vocabulary,
    makes: Makes::Nothing,
    offer: "",
    path: crate::paths::VOCABULARY,
    submit: Word::Vocabulary,
    done: [Word::Vocabulary; 2],
    steps: &[&SHEET],
};
