//! The fields of one postal address. They follow the country that was chosen.

use crate::{
    form::{Answers, Asked, Field, Presence, Problem, Question, clean},
    vocabulary::{
        Country, Line, PostalCode,
        address::rules::{self, Part},
    },
};

/// The fields of one postal address, made by [`address!`].
#[derive(Debug)]
pub struct AddressFields {
    /// Country. It decides over all others.
    pub country: Field<Country>,
    /// Street and number.
    pub line1: Field<Line<128>>,
    /// Suite, floor, building.
    pub line2: Field<Line<128>>,
    /// A part of the town.
    pub district: Field<Line<128>>,
    /// City or town.
    pub city: Field<Line<128>>,
    /// State, province, prefecture: its code where the country has a list of them.
    pub region: Field<Line<128>>,
    /// Postal code.
    pub postal_code: Field<PostalCode>,
    /// Sorting code, such as CEDEX.
    pub sorting_code: Field<Line<32>>,
}

/// Declares a `static` of [`AddressFields`] and the [`Group`] that lays them out: name, group, key prefix, autocomplete section, when it is
/// asked, and when it may be left out.
macro_rules! address {
    ($fields:ident, $group:ident, $prefix:literal, $section:literal, $shown:expr, $optional:expr, $edited:expr, $doc:literal) => {
        #[doc = $doc]
        pub static $fields: $crate::vocabulary::address::AddressFields = {
            use $crate::{
                form::{Field, Source, When, Width},
                vocabulary::address::{Part, asked, has},
                words::Word,
            };
            const COUNTRY: &str = concat!($prefix, "_country");
            $crate::vocabulary::address::AddressFields {
                country: Field::new(COUNTRY, Word::Country)
                    .autocomplete(concat!($section, " country"))
                    .when($shown)
                    .optional_when($optional)
                    .edited_by($edited),
                line1: Field::new(concat!($prefix, "_line1"), Word::AddressLine1)
                    .autocomplete(concat!($section, " address-line1"))
                    .when($shown)
                    .optional_when($optional)
                    .edited_by($edited),
                line2: Field::new(concat!($prefix, "_line2"), Word::AddressLine2)
                    .autocomplete(concat!($section, " address-line2"))
                    .optional()
                    .when($shown)
                    .optional_when($optional)
                    .edited_by($edited),
                district: Field::new(concat!($prefix, "_district"), Word::District)
                    .autocomplete(concat!($section, " address-level3"))
                    .optional()
                    .adapts(|answers| asked(answers, COUNTRY, Part::District))
                    .when(When::All(&[$shown, When::Has(&$fields.country.question, &has::DISTRICT)]))
                    .optional_when($optional)
                    .edited_by($edited),
                city: Field::new(concat!($prefix, "_city"), Word::City)
                    .autocomplete(concat!($section, " address-level2"))
                    .adapts(|answers| asked(answers, COUNTRY, Part::Town))
                    .when(When::All(&[$shown, When::Has(&$fields.country.question, &has::TOWN)]))
                    .optional_when($optional)
                    .edited_by($edited),
                region: Field::new(concat!($prefix, "_region"), Word::Region)
                    .autocomplete(concat!($section, " address-level1"))
                    .optional()
                    .adapts(|answers| asked(answers, COUNTRY, Part::Region))
                    .when(When::All(&[$shown, When::Has(&$fields.country.question, &has::REGION)]))
                    .optional_when($optional)
                    .edited_by($edited),
                postal_code: Field::new(concat!($prefix, "_postal_code"), Word::PostalCode)
                    .autocomplete(concat!($section, " postal-code"))
                    .optional()
                    .adapts(|answers| asked(answers, COUNTRY, Part::PostalCode))
                    .depends_on(&[Source::Answer(&$fields.country.question)])
                    .when(When::All(&[$shown, When::Has(&$fields.country.question, &has::POSTAL_CODE)]))
                    .optional_when($optional)
                    .edited_by($edited),
                sorting_code: Field::new(concat!($prefix, "_sorting_code"), Word::SortingCode)
                    .optional()
                    .width(Width::Medium)
                    .adapts(|answers| asked(answers, COUNTRY, Part::SortingCode))
                    .when(When::All(&[$shown, When::Has(&$fields.country.question, &has::SORTING_CODE)]))
                    .optional_when($optional)
                    .edited_by($edited),
            }
        };
        static $group: $crate::form::Group = $crate::form::Group {
            by: &$fields.country.question,
            questions: &[
                &$fields.line1.question,
                &$fields.line2.question,
                &$fields.district.question,
                &$fields.city.question,
                &$fields.region.question,
                &$fields.postal_code.question,
                &$fields.sorting_code.question,
            ],
            order: |answers| $crate::vocabulary::address::order(&$fields, answers),
            source: |answers| $crate::vocabulary::address::source(&$fields, answers),
            facts: |answers| $crate::vocabulary::address::facts(&$fields, answers),
            learn: $crate::vocabulary::address::learn,
        };
    };
}
pub(crate) use address;

/// What a country's addresses have.
pub mod has {
    use super::{Part, rules};
    use crate::form::Property;

    /// Declares the property that a country's addresses have a part.
    macro_rules! has {
        ($($name:ident $part:ident $says:literal)*) => {$(
            #[doc = $says]
            pub static $name: Property = Property {
                #[cfg(feature = "data")]
                says: $says,
                holds: |country| rules::rules(country).parts.contains(&Part::$part),
                #[cfg(feature = "data")]
                values: || super::countries_with(Part::$part),
            };
        )*};
    }
    has! {
        DISTRICT District "has addresses with a district"
        TOWN Town "has addresses with a town"
        REGION Region "has addresses with a region"
        POSTAL_CODE PostalCode "has addresses with a postal code"
        SORTING_CODE SortingCode "has addresses with a sorting code"
    }
}

/// The countries whose addresses have this part.
#[cfg(feature = "data")]
fn countries_with(part: Part) -> Vec<&'static str> {
    let countries = crate::names::countries(crate::words::Language::English).iter().map(|(code, _)| *code);
    countries.filter(|country| rules::rules(country).parts.contains(&part)).collect()
}

/// How the country asks for this part.
pub fn asked(answers: &Answers, country: &str, part: Part) -> Asked {
    let rules = rules::rules(answers.raw(country));
    let presence = if rules.required.contains(&part) { Presence::Required } else { Presence::Optional };
    Asked {
        label: rules.name(part),
        presence,
        example: if part == Part::PostalCode { &rules.postal_example } else { "" },
        regions: if part == Part::Region { &rules.regions } else { &[] },
    }
}

/// The parts in the country's order.
pub fn order(fields: &'static AddressFields, answers: &Answers) -> Vec<&'static Question> {
    let parts = &rules::rules(answers.raw(fields.country.question.key)).parts;
    parts.iter().flat_map(|part| fields.of(*part).into_iter().flatten()).collect()
}

/// Where the browser finds the rules of the chosen country, if it does not know them yet.
pub fn source(fields: &AddressFields, answers: &Answers) -> Option<String> {
    let country = answers.get(&fields.country)?;
    rules::known(country.as_str()).is_none().then(|| crate::paths::address_rules(country.as_str()))
}

/// The rules of the chosen country as the browser is told them.
pub fn facts(fields: &AddressFields, answers: &Answers) -> Option<Vec<u8>> {
    rules::told(answers.get(&fields.country)?.as_str())
}

/// A postal address as the rest of the system may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostalAddress {
    /// Street and number.
    pub line1: String,
    /// Suite, floor, building.
    pub line2: Option<String>,
    /// A part of the town.
    pub district: Option<String>,
    /// City or town; some countries have none.
    pub city: Option<String>,
    /// State, province, prefecture: its code where the country has a list of them.
    pub region: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Sorting code.
    pub sorting_code: Option<String>,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
}

impl AddressFields {
    fn of(&'static self, part: Part) -> [Option<&'static Question>; 2] {
        match part {
            Part::Street => [Some(&self.line1.question), Some(&self.line2.question)],
            Part::District => [Some(&self.district.question), None],
            Part::Town => [Some(&self.city.question), None],
            Part::Region => [Some(&self.region.question), None],
            Part::PostalCode => [Some(&self.postal_code.question), None],
            Part::SortingCode => [Some(&self.sorting_code.question), None],
        }
    }

    /// The address that judged answers hold, written as its country writes it.
    ///
    /// # Errors
    /// The first field without which there is no address, with its problem.
    pub fn read(&self, answers: &Answers) -> Result<PostalAddress, (&'static str, Problem)> {
        let country = answers.need(&self.country).map_err(|problem| (self.country.question.key, problem))?;
        let line1 = answers.need(&self.line1).map_err(|problem| (self.line1.question.key, problem))?;
        let rules = rules::rules(country.as_str());
        let written = |question: &Question, part| {
            let text = clean(answers.raw(question.key));
            (rules.parts.contains(&part) && !text.is_empty()).then(|| rules.written(part, &text))
        };
        Ok(PostalAddress {
            line1: rules.written(Part::Street, line1.as_str()),
            line2: written(&self.line2.question, Part::Street),
            district: written(&self.district.question, Part::District),
            city: written(&self.city.question, Part::Town),
            region: written(&self.region.question, Part::Region),
            postal_code: answers
                .get(&self.postal_code)
                .filter(|_| rules.parts.contains(&Part::PostalCode))
                .map(|code| rules.written(Part::PostalCode, code.as_str())),
            sorting_code: written(&self.sorting_code.question, Part::SortingCode),
            country: country.as_str().to_owned(),
        })
    }
}
