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
    ("CY", "CY10259033P", ""),
    ("CZ", "CZ25123891", ""),
    ("DE", "DE136695976", ""),
    ("DK", "DK13585628", "13585628"),
    ("EE", "EE100931558", ""),
    ("ES", "ESA13585625", ""),
    ("FI", "FI20774740", ""),
    ("FR", "FR40303265045", "303265045"),
    ("GB", "GB980780684", "02557590"),
    ("GR", "EL094259216", ""),
    ("HR", "HR33392005961", "33392005961"),
    ("HU", "HU12892312", ""),
    ("IE", "IE6433435F", ""),
    ("IN", "27AAPFU0939F1ZV", ""),
    ("IT", "IT00743110157", ""),
    ("LT", "LT119511515", ""),
    ("LU", "LU15027442", ""),
    ("LV", "LV40003521600", ""),
    ("MT", "MT11679112", ""),
    ("NL", "NL004495445B01", ""),
    ("PL", "PL8567346215", ""),
    ("PT", "PT501964843", ""),
    ("RO", "RO18547290", ""),
    ("SE", "SE123456789701", ""),
    ("SI", "SI50223054", ""),
    ("SK", "SK2022749619", ""),
    ("US", "91-1144442", ""),
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
        .or_else(|| number.strip_prefix(country).filter(|_| !matches!(country, "AU" | "BR" | "CA" | "IN" | "US")))
        .unwrap_or(number)
}

/// One form of each number: with its country's letters where the example has them, and it keeps to the rule.
fn in_one_form(number: String, country: &str, example: &str) -> String {
    let bare = bare(&number, country);
    let letters = example.get(..2).filter(|letters| prefixes(country).contains(letters) || *letters == country);
    // The number of a tax office at home has no letters before it.
    let at_home = matches!(country, "DE" | "HU" | "SE") && number.len() + 2 != example.len();
    match letters {
        Some(letters) if !at_home && bare == number && !rules::breaks_tax_rule(&number, country) && rules::KNOWN => {
            format!("{letters}{number}")
        }
        _ => number,
    }
}

/// Before the country is known there is nothing to say.
fn not_checked(country: &str, example: &str) -> Option<Word> {
    (!country.is_empty() && example.is_empty()).then_some(Word::RemarkNotChecked)
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
                    !example.is_empty() && $breaks(&compact(raw, example), country)
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

    pub(super) const KNOWN: bool = false;

    pub(super) const fn breaks_tax_rule(_number: &str, _country: &str) -> bool {
        false
    }

    pub(super) const fn breaks_registration_rule(_number: &str, _country: &str) -> bool {
        false
    }
}

#[cfg(feature = "data")]
mod rules {
    //! Forms and check digits, as the registers publish them.

    pub(super) const KNOWN: bool = true;

    pub(super) fn breaks_tax_rule(number: &str, country: &str) -> bool {
        let number = super::bare(number, country);
        // Noughts keep to most rules, and are nobody's number.
        let is_some = number.chars().any(|c| c.is_alphanumeric() && c != '0');
        !(is_some && keeps_tax_rule(number, country).unwrap_or(false))
    }

    pub(super) fn breaks_registration_rule(number: &str, country: &str) -> bool {
        let keeps = match country {
            "AU" if number.len() == 9 => {
                digits(number).map(|d| (10 - weighted(&d, &[8, 7, 6, 5, 4, 3, 2, 1]) % 10) % 10 == d[8])
            }
            "FR" => digits(number).map(|d| d.len() == 9 && luhn(&d)),
            "GB" => Some(is_company_number(number)),
            _ => keeps_tax_rule(number, country),
        };
        !keeps.unwrap_or(false)
    }

    fn digits(text: &str) -> Option<Vec<u32>> {
        text.chars().map(|c| c.to_digit(10)).collect()
    }

    /// The sum of the digits times their weights, as far as there are weights.
    fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
        digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
    }

    /// ISO/IEC 7812-1, annex B.
    fn luhn(digits: &[u32]) -> bool {
        let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
        let sum: u32 =
            digits.iter().rev().enumerate().map(|(at, digit)| if at % 2 == 1 { doubled(*digit) } else { *digit }).sum();
        sum.is_multiple_of(10)
    }

    /// ISO 7064, MOD 11,10.
    fn mod_11_10(digits: &[u32]) -> bool {
        let Some((last, body)) = digits.split_last() else { return false };
        let product = body.iter().fold(10, |product, digit| {
            let sum = (product + digit) % 10;
            (if sum == 0 { 10 } else { sum }) * 2 % 11
        });
        (11 - product) % 10 == *last
    }

    fn number_of(digits: &[u32]) -> u64 {
        digits.iter().fold(0, |number, digit| number * 10 + u64::from(*digit))
    }

    /// `None` where the text is not even made of the right characters.
    fn keeps_tax_rule(text: &str, country: &str) -> Option<bool> {
        let all = || digits(text);
        Some(match country {
            "AU" => {
                let mut d = all().filter(|d| d.len() == 11)?;
                d[0] = d[0].checked_sub(1)?;
                weighted(&d, &[10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]).is_multiple_of(89)
            }
            "BR" => keeps_cnpj(text),
            "CA" => {
                // The program account, such as RT0001, may follow.
                let program =
                    |rest: &str| rest.is_empty() || (rest.len() == 6 && rest.starts_with('R') && digits(&rest[2..]).is_some());
                text.is_ascii() && text.len() >= 9 && digits(&text[..9]).is_some_and(|d| luhn(&d)) && program(&text[9..])
            }
            "IN" => keeps_gstin(text)?,
            // The first two digits name the campus of the IRS that gives it out; these name none.
            "US" => all().is_some_and(|d| {
                let no_campus = [0, 7, 8, 9, 17, 18, 19, 28, 29, 49, 69, 70, 78, 79, 89, 96, 97];
                d.len() == 9 && !no_campus.contains(&(d[0] * 10 + d[1]))
            }),
            _ => keeps_vat_rule(text, country)?,
        })
    }

    fn keeps_vat_rule(text: &str, country: &str) -> Option<bool> {
        let all = || digits(text);
        Some(match country {
            "AT" => {
                let d = digits(text.strip_prefix('U')?).filter(|d| d.len() == 8)?;
                let sum: u32 =
                    d.iter().take(7).enumerate().map(|(at, x)| if at % 2 == 1 { x * 2 / 10 + x * 2 % 10 } else { *x }).sum();
                (96 - sum) % 10 == d[7]
            }
            "BE" => all().filter(|d| d.len() == 10 && d[0] < 2).map(|d| 97 - number_of(&d[..8]) % 97 == number_of(&d[8..]))?,
            "BG" => {
                let d = all()?;
                let check = |first: u32| weighted(&d, &(first..first + 8).collect::<Vec<_>>()) % 11;
                d.len() == 10 || (d.len() == 9 && if check(1) == 10 { check(3) % 10 } else { check(1) } == d[8])
            }
            "CY" => keeps_cypriot_rule(text)?,
            "CZ" => {
                let d = all()?;
                let check = (11 - weighted(&d, &[8, 7, 6, 5, 4, 3, 2]) % 11) % 10;
                // People have nine or ten digits.
                matches!(d.len(), 9 | 10) || (d.len() == 8 && check == d[7])
            }
            // The tax office's number has 10 or 11 digits, 13 in the form of the whole country; its rule differs from state to state.
            "DE" => all().is_some_and(|d| matches!(d.len(), 10 | 11 | 13) || (d.len() == 9 && mod_11_10(&d))),
            "DK" => all().is_some_and(|d| d.len() == 8 && weighted(&d, &[2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)),
            "EE" => all().is_some_and(|d| d.len() == 9 && weighted(&d, &[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10)),
            "ES" => keeps_spanish_rule(text)?,
            "FI" => all().is_some_and(|d| d.len() == 8 && weighted(&d, &[7, 9, 10, 5, 8, 4, 2, 1]).is_multiple_of(11)),
            "FR" => {
                let (key, siren) = text.split_at_checked(2)?;
                let siren = digits(siren).filter(|d| d.len() == 9)?;
                let key_fits = key.parse::<u64>().map_or(key.chars().all(|c| c.is_ascii_alphanumeric()), |key| {
                    key == (12 + 3 * (number_of(&siren) % 97)) % 97
                });
                luhn(&siren) && key_fits
            }
            "GB" => {
                let d = all().filter(|d| matches!(d.len(), 9 | 12))?;
                let sum = weighted(&d, &[8, 7, 6, 5, 4, 3, 2]) + d[7] * 10 + d[8];
                sum.is_multiple_of(97) || (sum + 55).is_multiple_of(97)
            }
            "GR" => {
                let d = all().filter(|d| d.len() == 9)?;
                weighted(&d, &[256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == d[8]
            }
            "HR" => all().is_some_and(|d| d.len() == 11 && mod_11_10(&d)),
            // At home it has three digits more: how VAT is paid, and where.
            "HU" => {
                all().is_some_and(|d| matches!(d.len(), 8 | 11) && weighted(&d, &[9, 7, 3, 1, 9, 7, 3, 1]).is_multiple_of(10))
            }
            "IE" => keeps_irish_rule(text)?,
            "IT" => all().is_some_and(|d| d.len() == 11 && luhn(&d)),
            "LT" => {
                let d = all().filter(|d| matches!(d.len(), 9 | 12))?;
                let body = d.len() - 1;
                let check = |first: u32| {
                    let weights: Vec<_> = (0..).map(|at| (first - 1 + at) % 9 + 1).take(body).collect();
                    weighted(&d, &weights) % 11
                };
                let check = if check(1) == 10 { check(3) % 10 } else { check(1) };
                check == d[body]
            }
            "LU" => all().filter(|d| d.len() == 8).map(|d| number_of(&d[..6]) % 89 == number_of(&d[6..]))?,
            "LV" => {
                let d = all().filter(|d| d.len() == 11)?;
                // People have their personal code, which begins with the day of birth.
                d[0] < 4 || weighted(&d, &[9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 == 3
            }
            "MT" => all().is_some_and(|d| d.len() == 8 && weighted(&d, &[3, 4, 6, 7, 8, 9, 10, 1]).is_multiple_of(37)),
            "NL" => keeps_dutch_rule(text)?,
            "PL" => all().is_some_and(|d| d.len() == 10 && weighted(&d, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == d[9]),
            "PT" => {
                let d = all().filter(|d| d.len() == 9)?;
                let check = 11 - weighted(&d, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
                (if check > 9 { 0 } else { check }) == d[8]
            }
            "RO" => {
                let d = all().filter(|d| (2..=10).contains(&d.len()))?;
                let (last, body) = d.split_last()?;
                let weights = &[7, 5, 3, 2, 1, 7, 5, 3, 2][9 - body.len()..];
                weighted(body, weights) * 10 % 11 % 10 == *last
            }
            // At home it is the organisation's number alone.
            "SE" => all().is_some_and(|d| matches!(d.len(), 10 | 12) && luhn(&d[..10])),
            "SI" => {
                let d = all().filter(|d| d.len() == 8)?;
                let check = 11 - weighted(&d, &[8, 7, 6, 5, 4, 3, 2]) % 11;
                check != 11 && check % 10 == d[7]
            }
            "SK" => all().is_some_and(|d| d.len() == 10 && number_of(&d).is_multiple_of(11)),
            _ => return None,
        })
    }

    /// Companies House: eight digits, or two letters of the register and six digits.
    fn is_company_number(text: &str) -> bool {
        let letters = text.get(..2).is_some_and(|head| head.bytes().all(|b| b.is_ascii_uppercase()));
        text.is_ascii() && text.len() == 8 && digits(if letters { &text[2..] } else { text }).is_some()
    }

    /// Two check digits over characters, which since July 2026 may be letters: each counts as its ASCII code less 48.
    fn keeps_cnpj(text: &str) -> bool {
        let values: Vec<u32> = text.bytes().filter(u8::is_ascii_alphanumeric).map(|b| u32::from(b) - 48).collect();
        let check = |length: usize| {
            let sum: u32 = values[..length].iter().rev().zip((2..=9).cycle()).map(|(value, weight)| value * weight).sum();
            match sum % 11 {
                0 | 1 => 0,
                rest => 11 - rest,
            }
        };
        text.len() == 14 && values.len() == 14 && values[12] < 10 && check(12) == values[12] && check(13) == values[13]
    }

    fn keeps_cypriot_rule(text: &str) -> Option<bool> {
        // What the digits at odd places count.
        const ODD: [u32; 10] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
        let letter = text.chars().last().filter(char::is_ascii_uppercase)?;
        let d = digits(text.strip_suffix(letter)?).filter(|d| d.len() == 8)?;
        let sum: u32 = d.iter().enumerate().map(|(at, x)| if at % 2 == 0 { ODD[*x as usize] } else { *x }).sum();
        Some(u32::from(letter) - u32::from('A') == sum % 26)
    }

    /// People's numbers end in a letter that is their remainder by 23; organisations' in one digit, or in the letter that stands for it.
    fn keeps_spanish_rule(text: &str) -> Option<bool> {
        const PEOPLE: &[u8] = b"TRWAGMYFPDXBNJZSQVHLCKE";
        if !text.is_ascii() || text.len() != 9 {
            return Some(false);
        }
        let (first, last) = (text.as_bytes()[0], text.as_bytes()[8]);
        let middle = digits(&text[1..8])?;
        let of_person =
            |leading: u64| PEOPLE.get(usize::try_from((leading * 10_000_000 + number_of(&middle)) % 23).ok()?).copied();
        Some(match first {
            b'0'..=b'9' => of_person(u64::from(first - b'0')) == Some(last),
            // Foreigners, and people without a number of their own.
            b'X' | b'K' | b'L' | b'M' => of_person(0) == Some(last),
            b'Y' => of_person(1) == Some(last),
            b'Z' => of_person(2) == Some(last),
            b'A'..=b'J' | b'N' | b'P'..=b'S' | b'U'..=b'W' => {
                let sum: u32 =
                    middle.iter().enumerate().map(|(at, d)| if at % 2 == 0 { d * 2 / 10 + d * 2 % 10 } else { *d }).sum();
                let check = (10 - sum % 10) % 10;
                last.wrapping_sub(b'0') == u8::try_from(check).ok()?
                    || Some(&last) == b"JABCDEFGHI".get(usize::try_from(check).ok()?)
            }
            _ => false,
        })
    }

    fn keeps_irish_rule(text: &str) -> Option<bool> {
        if !text.is_ascii() || !matches!(text.len(), 8 | 9) {
            return Some(false);
        }
        // Numbers from before 2013 may have a letter at their second place; their first digit then counts last.
        let body = match text.as_bytes()[1] {
            b'A'..=b'Z' | b'+' | b'*' => format!("0{}{}", &text[2..7], &text[..1]),
            _ => text[..7].to_owned(),
        };
        let letter = |at: usize| text.as_bytes().get(at).filter(|b| b.is_ascii_uppercase()).map(|b| u32::from(b - b'A') + 1);
        let extra = if text.len() == 9 { letter(8)? % 23 } else { 0 };
        let sum = weighted(&digits(&body)?, &[8, 7, 6, 5, 4, 3, 2]) + extra * 9;
        // W stands for nought, and none of the letters after it for anything.
        let check = letter(7).filter(|letter| *letter <= 23)?;
        Some(sum % 23 == check % 23)
    }

    fn keeps_gstin(text: &str) -> Option<bool> {
        let values: Vec<u32> = text.chars().map(|c| c.to_digit(36)).collect::<Option<_>>()?;
        if values.len() != 15 || text.as_bytes()[13] != b'Z' || digits(&text[..2]).is_none() {
            return Some(false);
        }
        let (last, body) = values.split_last()?;
        let sum: u32 =
            body.iter().zip([1, 2].into_iter().cycle()).map(|(value, factor)| value * factor / 36 + value * factor % 36).sum();
        Some((36 - sum % 36) % 36 == *last)
    }

    /// Companies' numbers keep the test of eleven; sole traders' numbers, since 2020, the remainder 1 by 97 of the whole with the country.
    fn keeps_dutch_rule(text: &str) -> Option<bool> {
        let (number, rest) = text.split_at_checked(9)?;
        let branch = rest.strip_prefix('B').filter(|branch| branch.len() == 2)?;
        let d = digits(number)?;
        digits(branch)?;
        let elevens = weighted(&d, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11 == d[8];
        let by_97 = format!("NL{text}")
            .chars()
            .filter_map(|c| c.to_digit(36))
            .fold(0, |rest, value| if value < 10 { (rest * 10 + value) % 97 } else { (rest * 100 + value) % 97 });
        Some(elevens || by_97 == 1)
    }
}

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
