//! The sheet of reference: every word of the vocabulary as a field, in one flow that makes nothing. In development only
//! (`/dev/vocabulary`), where designers, axe and the pictures look at it.

mod samples;

pub use samples::{FAULTY, FILLED};

use crate::{
    form::{EditedBy, Field, Flow, Item, Makes, Side, Source, Step, When, Window},
    vocabulary::{
        Amount, Colour, CompanyName, Currency, Date, DayList, DomainName, Email, Host, HttpsUrl, Line, LoginName, Paragraphs,
        Password, Percent, PersonName, Phone, Quantity, RegistrationNumber, SipRealm, Spoken, TaxNumber, TimeOfDay, TimeZone,
        Tongue, YesNo, address::address, contacts::contacts,
    },
    words::Word,
};

static COUNTRY: [Source; 1] = [Source::Answer(&PLACE.country.question)];

// Names
static COMPANY: Field<CompanyName> = Field::new("company", Word::CompanyName).autocomplete("organization");
static PERSON: Field<PersonName> = Field::new("person", Word::GivenName).autocomplete("given-name");
static EMAIL: Field<Email> = Field::new("email", Word::Email).autocomplete("email");
static PHONE: Field<Phone> =
    Field::new("phone", Word::Phone).help(Word::ContactPhoneHelp).autocomplete("tel").depends_on(&COUNTRY);
static NOTE: Field<Line<128>> = Field::new("note", Word::JobTitle).optional();
static REASON: Field<Paragraphs<500>> = Field::new("reason", Word::NoticeBody);
static AGREED: Field<YesNo> = Field::new("agreed", Word::ServiceSame).help(Word::ServiceSameHelp);
address!(PLACE, PLACE_PARTS, "place", "billing", When::Always, When::NEVER, EditedBy::Staff, "An address.");
static TAX: Field<TaxNumber> = Field::new("tax_number", Word::TaxNumber)
    .optional()
    .depends_on(&COUNTRY)
    .adapts(|answers| TAX.question.like(TaxNumber::example(TAX.question.about(answers))));
static REGISTRATION: Field<RegistrationNumber> = Field::new("registration_number", Word::RegistrationNumber)
    .optional()
    .depends_on(&COUNTRY)
    .adapts(|answers| REGISTRATION.question.like(RegistrationNumber::example(REGISTRATION.question.about(answers))));

// Amounts and times
static CURRENCY: Field<Currency> = Field::new("currency", Word::Currency);
static AMOUNT: Field<Amount> = Field::new("amount", Word::CreditLimit).depends_on(&[Source::Answer(&CURRENCY.question)]);
static SHARE: Field<Percent> = Field::new("share", Word::Discount);
static TRUNKS: Field<Quantity<1, 10_000>> = Field::new("trunks", Word::Trunks);
static TONGUE: Field<Tongue> = Field::new("language", Word::LanguageChoice);
static ZONE: Field<TimeZone> = Field::new("time_zone", Word::TimeZone);
static UNTIL: Field<Date> = Field::new("until", Word::ContractEnd);
static INVOICE_DAYS: Field<DayList> = Field::new("invoice_days", Word::InvoiceDays).help(Word::InvoiceDaysHelp);
static FROM: Field<TimeOfDay> = Field::new("from", Word::SendingFrom);
static TO: Field<TimeOfDay> = Field::new("to", Word::SendingTo);
static HOURS: Window = Window { from: &FROM, to: &TO, zone: |answers| answers.raw(ZONE.question.key) };

static WRITTEN_IN: Field<Spoken> = Field::new("written_in", Word::InviteLanguage);
static COLOUR: Field<Colour> = Field::new("colour", Word::MailColour);

// Machines
static DOMAIN: Field<DomainName> = Field::new("domain", Word::DomainName);
static HOOK: Field<HttpsUrl> = Field::new("hook", Word::WebAddress).autocomplete("url");
static REALM: Field<SipRealm> = Field::new("realm", Word::SipRealm);
static HOST: Field<Host> = Field::new("host", Word::Host);
static LOGIN: Field<LoginName> = Field::new("login", Word::LoginName).autocomplete("username");
static PASSWORD: Field<Password<8>> = Field::new("password", Word::Password).autocomplete("new-password");

contacts!(CONTACTS, 1 to 5, COUNTRY);

static SHEET: Step = Step::new(
    "sheet",
    Word::Vocabulary,
    &[
        Item::Heading(Word::VocabularyNames),
        Item::Question(&COMPANY.question),
        Item::Question(&PERSON.question),
        Item::Question(&EMAIL.question),
        Item::Question(&NOTE.question),
        Item::Question(&REASON.question),
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
        Item::Question(&WRITTEN_IN.question),
        Item::Question(&COLOUR.question),
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
    done: &[],
    subject: None,
    invites: None,
    paid_by_customer: When::NEVER,
    side: Side::Reseller,
    record: None,
    steps: &[&SHEET],
};
