//! Tax and registration numbers. Where a country's rule is public, a number that breaks it is doubted, not refused: registers have
//! exceptions that no table knows. Where none is known, the number stands as typed, and it is said that nobody checked it.

use crate::{
    form::{Answer, Problem, Shape, Widget, Width},
    words::Word,
};

/// Which numbers of a country there are rules for, with an example of each that keeps to them.
const EXAMPLES: &[(&str, &str, &str)] = &[
    // Country, tax number, registration number
    ("AT", "ATU13585627", ""),
    ("AU", "51 824 753 556", "004 085 616"),
    ("BE", "BE0428759497", "0428759497"),
    ("BG", "BG175074752", ""),
    ("BR", "16.727.230/0001-97", "16.727.230/0001-97"),
    ("CA", "123026635", ""),
    ("CH", "CHE100155212", "CHE-100.155.212"),
    ("CN", "91110000600037341L", "91110000600037341L"),
    ("CY", "CY10259033P", ""),
    ("CZ", "CZ25123891", ""),
    ("DE", "DE136695976", "HRB 86891"),
    ("DK", "DK13585628", "13585628"),
    ("EE", "EE100931558", ""),
    ("ES", "ESA13585625", ""),
    ("FI", "FI20774740", "2077474-0"),
    ("FR", "FR40303265045", "303265045"),
    ("GB", "GB980780684", "02557590"),
    ("GR", "EL094259216", ""),
    ("HR", "HR33392005961", "33392005961"),
    ("HU", "HU12892312", ""),
    ("IE", "IE6433435F", ""),
    ("IN", "27AAPFU0939F1ZV", ""),
    ("IT", "IT00743110157", ""),
    ("JP", "5835678256246", "5835678256246"),
    ("KR", "116-82-00276", "116-82-00276"),
    ("LT", "LT119511515", ""),
    ("LU", "LU15027442", ""),
    ("LV", "LV40003521600", ""),
    ("MT", "MT11679112", ""),
    ("MX", "MAB9307148T4", ""),
    ("NL", "NL004495445B01", ""),
    ("NO", "995525828", "995525828"),
    ("NZ", "49-091-850", ""),
    ("PL", "PL8567346215", "123456785"),
    ("PT", "PT501964843", ""),
    ("RO", "RO18547290", ""),
    ("SE", "SE123456789701", "556000-4615"),
    ("SG", "00192200M", "00192200M"),
    ("SI", "SI50223054", ""),
    ("SK", "SK2022749619", ""),
    ("TR", "4540536920", "4540536920"),
    ("US", "91-1144442", ""),
    ("ZA", "0001339050", ""),
];

fn known(country: &str) -> Option<&'static (&'static str, &'static str, &'static str)> {
    EXAMPLES.iter().find(|(known, ..)| *known == country)
}

/// The number as registers compare it: capitals without spaces, dots, hyphens and strokes. One without a rule stays as it was typed.
fn compact(raw: &str, example: &str) -> String {
    if example.is_empty() {
        return raw.to_owned();
    }
    raw.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '/' | '\u{2010}'..='\u{2015}'))
        .flat_map(char::to_uppercase)
        .collect()
}

/// The letters before a number in the European VAT system: the country's, but Greece writes EL, and Northern Ireland may write XI.
const fn prefixes(country: &str) -> &[&str] {
    match country.as_bytes() {
        b"GR" => &["EL", "GR"],
        b"GB" => &["GB", "XI"],
        _ => &[],
    }
}

/// The number without its country's letters.
fn bare<'a>(number: &'a str, country: &str) -> &'a str {
    let prefix = prefixes(country).iter().find_map(|prefix| number.strip_prefix(prefix));
    prefix
        .or_else(|| {
            number
                .strip_prefix(country)
                .filter(|_| !matches!(country, "AU" | "BR" | "CA" | "CH" | "CN" | "IN" | "MX" | "SG" | "US"))
        })
        .unwrap_or(number)
}

/// One form of each number: with its country's letters where the example has them, and it keeps to the rule.
fn in_one_form(number: String, country: &str, example: &str) -> String {
    let bare = bare(&number, country);
    let letters =
        example.get(..2).filter(|letters| country != "CH" && (prefixes(country).contains(letters) || *letters == country));
    // The number of a tax office at home has no letters before it.
    let at_home = matches!(country, "DE" | "HU" | "SE") && number.len() + 2 != example.len();
    match letters {
        Some(letters) if !at_home && bare == number && rules::keeps_company_rule(&number, country) => {
            format!("{letters}{number}")
        }
        _ => number,
    }
}

/// Before the country is known there is nothing to say.
fn not_checked(country: &str, example: &str) -> Option<Word> {
    (!country.is_empty() && example.is_empty()).then_some(Word::RemarkNotChecked)
}

/// Whether it is written as a US person's Social Security number is, and not as a company's number: 3, 2 and 4 digits.
fn is_of_person(raw: &str, country: &str) -> bool {
    country == "US" && raw.split('-').map(str::len).eq([3, 2, 4])
}

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident, $example:ident, $column:tt, $breaks:path;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq)]
            pub struct $name(String);

            /// A number of this country that keeps to its rule; empty where none is known.
            fn $example(country: &str) -> &'static str {
                known(country).map_or("", |known| known.$column)
            }

            impl $name {
                /// The number.
                pub fn as_str(&self) -> &str {
                    &self.0
                }

                /// A number of this country that keeps to its rule, for the question's example; empty where none is known.
                pub fn example(country: &str) -> &'static str {
                    $example(country)
                }
            }

            impl Answer for $name {
                const SHAPE: Shape = Shape::line(64).widget(Widget::Code).width(Width::Medium);
                const DEEP: bool = true;
                const DOUBT: Option<fn(&str, &str) -> bool> = Some(|raw, country| {
                    let example = $example(country);
                    !example.is_empty() && ($breaks(&compact(raw, example), country) || is_of_person(raw, country))
                });
                const REMARK: Option<fn(&str, &str) -> Option<Word>> = Some(|_, country| not_checked(country, $example(country)));

                fn parse(raw: &str) -> Result<Self, Problem> {
                    Ok(Self(raw.to_owned()))
                }

                fn parse_about(raw: &str, country: &str) -> Result<Self, Problem> {
                    let example = $example(country);
                    Ok(Self(in_one_form(compact(raw, example), country, example)))
                }

                fn show(&self) -> String {
                    self.0.clone()
                }
            }
        )*
    };
}

numbers! {
    /// A number under which a company pays taxes in the country that the question is about: VAT in Europe, EIN, ABN, BN, GSTIN, CNPJ.
    TaxNumber, tax_example, 1, rules::breaks_tax_rule;
    /// A number under which a company stands in the register of the country that the question is about.
    RegistrationNumber, registration_example, 2, rules::breaks_registration_rule;
}

#[cfg(not(feature = "data"))]
mod rules {
    //! The rules are the server's: the browser doubts nothing.

    pub(super) const fn keeps_company_rule(_number: &str, _country: &str) -> bool {
        false
    }

    pub(super) const fn breaks_tax_rule(_number: &str, _country: &str) -> bool {
        false
    }

    pub(super) const fn breaks_registration_rule(_number: &str, _country: &str) -> bool {
        false
    }
}

#[cfg(feature = "data")]
mod rules;

#[cfg(all(test, feature = "data"))]
mod tests {
    use super::{EXAMPLES, RegistrationNumber, TaxNumber};
    use crate::{form::Answer, words::Word};

    fn doubted<T: Answer>(number: &str, country: &str) -> bool {
        T::DOUBT.is_some_and(|doubt| doubt(number, country))
    }

    #[test]
    fn each_example_keeps_to_its_countrys_rule_and_a_slip_in_it_is_noticed() {
        for (country, tax, registration) in EXAMPLES {
            assert!(!doubted::<TaxNumber>(tax, country), "{country} {tax}");
            assert!(!doubted::<RegistrationNumber>(registration, country), "{country} {registration}");
            // The last digit but one changed: a check digit sees it, where there is one.
            let has_check_digits = *country != "US";
            let slipped: String = tax
                .chars()
                .rev()
                .enumerate()
                .map(|(at, c)| match c {
                    '0'..='8' if at == 4 => char::from(c as u8 + 1),
                    '9' if at == 4 => '0',
                    other => other,
                })
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect();
            if has_check_digits && slipped != *tax {
                assert!(doubted::<TaxNumber>(&slipped, country), "{country} {slipped}");
            }
        }
    }

    #[test]
    fn numbers_may_be_written_with_their_marks_and_without_their_country() {
        for (typed, country, kept) in [
            ("de 136 695 976", "DE", "DE136695976"),
            ("136695976", "DE", "DE136695976"),
            ("21/815/08150", "DE", "2181508150"),
            ("094259216", "GR", "EL094259216"),
            ("GR 094259216", "GR", "GR094259216"),
            ("XI 980 7806 84", "GB", "XI980780684"),
            ("54362315-K", "ES", "ES54362315K"),
            ("X-2482300-W", "ES", "ESX2482300W"),
            ("B58378431", "ES", "ESB58378431"),
            ("12892312-2-44", "HU", "12892312244"),
            ("556000-4615", "SE", "5560004615"),
            ("12.ABC.345/01DE-35", "BR", "12ABC34501DE35"),
            ("123026635RT0001", "CA", "123026635RT0001"),
            ("6433435OA", "IE", "IE6433435OA"),
            ("100001919017", "LT", "LT100001919017"),
            ("CHE-100.155.212 MWST", "CH", "CHE100155212MWST"),
            ("100.155.212", "CH", "100155212"),
            ("RCCMNL83S18D969H", "IT", "RCCMNL83S18D969H"),
            ("390.533.447-05", "BR", "39053344705"),
        ] {
            assert!(!doubted::<TaxNumber>(typed, country), "{typed}");
            assert_eq!(TaxNumber::parse_about(typed, country).map(|number| number.show()), Ok(kept.to_owned()));
        }
        for (typed, country) in [
            ("ABC", "DE"),
            ("1", "AU"),
            ("00-0000000", "US"),
            ("07-1144442", "US"),
            ("12345678A", "ES"),
            ("A13585626", "ES"),
            ("00000000000", "IT"),
            ("6433435Z", "IE"),
            ("", "FR"),
            ("ß", "IE"),
            ("ßßßß", "NL"),
            ("ßßßßßßßß", "ES"),
            ("ÀÀÀÀÀÀÀÀÀ", "CA"),
            ("ÀB123456", "GB"),
            ("T中34567A", "SG"),
            ("中中中A", "SG"),
            ("ÑÑÑÑÑÑÑÑÑÑÑÑ", "MX"),
            ("中中中中中中", "CN"),
            ("中中中中中A", "IT"),
            ("中中中A", "IN"),
        ] {
            assert!(doubted::<TaxNumber>(typed, country), "{typed} {country}");
        }
        assert!(doubted::<RegistrationNumber>("ÀB12345", "GB") && !doubted::<RegistrationNumber>("SC123456", "GB"));
        assert!(!doubted::<RegistrationNumber>("552008443", "FR") && doubted::<RegistrationNumber>("552008444", "FR"));
    }

    #[test]
    fn where_no_rule_is_known_the_number_stands_and_it_is_said_that_nobody_checked_it() {
        let remark = TaxNumber::REMARK.unwrap();
        assert!(!doubted::<TaxNumber>("anything / at all", "ZW"));
        assert_eq!(TaxNumber::parse_about("a-1 / 2", "ZW").map(|number| number.show()), Ok("a-1 / 2".to_owned()));
        assert_eq!((remark("1", "ZW"), remark("1", "DE"), remark("1", "")), (Some(Word::RemarkNotChecked), None, None));
    }
}
