//! Step 3: the address and the service address, two distinct ones (S0.13, S0.20). The first is the billing address.

use crate::{
    form::{Answers, Field, Item, Problem, Step, Width},
    vocabulary::{Country, Line, YesNo},
    words::Word,
};

/// The fields of one postal address.
#[derive(Debug)]
pub struct AddressFields {
    /// Street and number.
    pub line1: Field<Line<128>>,
    /// Suite, floor, building.
    pub line2: Field<Line<128>>,
    /// City or town.
    pub city: Field<Line<128>>,
    /// State, province or region.
    pub region: Field<Line<128>>,
    /// Postal code.
    pub postal_code: Field<Line<16>>,
    /// Country.
    pub country: Field<Country>,
}

macro_rules! address {
    ($prefix:literal, $section:literal, $shown:expr) => {
        AddressFields {
            line1: Field::new(concat!($prefix, "_line1"), Word::AddressLine1)
                .autocomplete(concat!($section, " address-line1"))
                .when($shown),
            line2: Field::new(concat!($prefix, "_line2"), Word::AddressLine2)
                .autocomplete(concat!($section, " address-line2"))
                .optional()
                .when($shown),
            city: Field::new(concat!($prefix, "_city"), Word::City)
                .autocomplete(concat!($section, " address-level2"))
                .when($shown),
            region: Field::new(concat!($prefix, "_region"), Word::Region)
                .autocomplete(concat!($section, " address-level1"))
                .optional()
                .when($shown),
            postal_code: Field::new(concat!($prefix, "_postal_code"), Word::PostalCode)
                .autocomplete(concat!($section, " postal-code"))
                .optional()
                .width(Width::Short)
                .when($shown),
            country: Field::new(concat!($prefix, "_country"), Word::Country)
                .autocomplete(concat!($section, " country"))
                .when($shown),
        }
    };
}

fn always(_: &Answers) -> bool {
    true
}

fn service_differs(answers: &Answers) -> bool {
    answers.get(&SAME) == Some(YesNo::No)
}

/// The address that bills go to.
pub static BILLING: AddressFields = address!("billing", "billing", always);
/// Whether the service is delivered there too: no answer is asked twice (WCAG 3.3.7).
pub static SAME: Field<YesNo> = Field::new("service_same", Word::ServiceSame).help(Word::ServiceSameHelp).default("yes");
/// The address at which the service is used.
pub static SERVICE: AddressFields = address!("service", "shipping", service_differs);

/// The step.
pub static STEP: Step = Step::new(
    "addresses",
    Word::AddressesTitle,
    &[
        Item::Heading(Word::BillingAddress),
        Item::Question(&BILLING.country.question),
        Item::Question(&BILLING.line1.question),
        Item::Question(&BILLING.line2.question),
        Item::Question(&BILLING.city.question),
        Item::Question(&BILLING.region.question),
        Item::Question(&BILLING.postal_code.question),
        Item::Heading(Word::ServiceAddress),
        Item::Question(&SAME.question),
        Item::Question(&SERVICE.country.question),
        Item::Question(&SERVICE.line1.question),
        Item::Question(&SERVICE.line2.question),
        Item::Question(&SERVICE.city.question),
        Item::Question(&SERVICE.region.question),
        Item::Question(&SERVICE.postal_code.question),
    ],
)
.intro(Word::AddressesIntro);

/// A postal address as the rest of the system may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostalAddress {
    /// Street and number.
    pub line1: String,
    /// Suite, floor, building.
    pub line2: Option<String>,
    /// City or town.
    pub city: String,
    /// State, province or region.
    pub region: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
}

impl AddressFields {
    /// The address that the answers hold.
    ///
    /// # Errors
    /// The first field that is missing or wrong, with its problem.
    pub fn read(&self, answers: &Answers) -> Result<PostalAddress, (&'static str, Problem)> {
        let optional = |field: &Field<Line<128>>| answers.get(field).map(|line| line.as_str().to_owned());
        let required = |field: &Field<Line<128>>| {
            answers.need(field).map(|line| line.as_str().to_owned()).map_err(|problem| (field.question.key, problem))
        };
        Ok(PostalAddress {
            line1: required(&self.line1)?,
            line2: optional(&self.line2),
            city: required(&self.city)?,
            region: optional(&self.region),
            postal_code: answers.get(&self.postal_code).map(|line| line.as_str().to_owned()),
            country: answers.need(&self.country).map_err(|problem| (self.country.question.key, problem))?.as_str().to_owned(),
        })
    }
}
