//! A telephone number: typed in any way, kept as E.164, shown as people of its country write it.

use super::digits::western;
use crate::{
    form::{Answer, Problem, Shape, Widget, Width},
    words::Language,
};

/// A telephone number with its extension, kept as RFC 3966 writes it without `tel:`: `+14155550132;ext=12`.
///
/// The server reads it by the numbering plan of the country that it is about (libphonenumber's data). The browser, which does not have
/// them, refuses what cannot be a number anywhere; the server's judgement follows while one types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone(String);

impl Phone {
    /// The number as it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number with the code of its country, as it is typed again: nothing that is answered elsewhere makes another number of it.
    pub fn settled(&self) -> String {
        match self.0.split_once(";ext=") {
            Some((number, extension)) => format!("{} ext. {extension}", plans::written(number, "")),
            None => plans::written(&self.0, ""),
        }
    }

    /// A number that was kept.
    pub fn kept(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl Answer for Phone {
    const SHAPE: Shape = Shape::line(40).widget(Widget::Telephone).width(Width::Medium).example("+1 415 555 0132");
    #[cfg(feature = "data")]
    const PATTERN: &'static str = r"^\+[0-9]{5,15}(;ext=[0-9]{1,9})?$";
    const PERSONAL: bool = true;
    const DEEP: bool = true;
    const SETTLED: Option<fn(&str, &str) -> Option<String>> =
        Some(|raw, country| Self::parse_about(raw, country).ok().map(|phone| phone.settled()));
    const DOUBT: Option<fn(&str, &str) -> bool> = Some(plans::is_unknown);

    fn parse(raw: &str) -> Result<Self, Problem> {
        Self::parse_about(raw, "")
    }

    fn parse_about(raw: &str, country: &str) -> Result<Self, Problem> {
        let (number, extension) = parts(raw).ok_or(Problem::Malformed)?;
        plans::read(raw, &number, &extension, country).map(Self)
    }

    fn show(&self) -> String {
        plans::written(&self.0, "")
    }

    fn show_about(&self, country: &str, _: Language) -> String {
        plans::written(&self.0, country)
    }
}

/// The words before an extension, in English and German.
const EXTENSION: [&str; 13] =
    ["x", "ext", "extn", "extension", "durchwahl", "dw", "app", "apparat", "nst", "nebenstelle", "anexo", "int", "interno"];

/// A number as it was typed, apart from its extension, both with the digits and marks of ASCII; `None` if it cannot be dialled: 4 to 15
/// digits (E.164 allows 15), any spacing, at most 9 digits of extension.
fn parts(raw: &str) -> Option<(String, String)> {
    let plain = |c: char| match western(c) {
        // The long vowel of a Japanese keyboard stands on the key of the dash.
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' => '-',
        // The wide forms of East Asia, in the order of ASCII.
        c @ '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c if c.is_whitespace() => ' ',
        c => c,
    };
    // Some programs put a selector of emoji behind what is copied.
    let text = raw.chars().filter(|c| !matches!(c, '\u{fe00}'..='\u{fe0f}')).map(plain).collect::<String>().to_lowercase();
    // The picture of a telephone before it.
    let text = text.trim_start_matches(|c: char| !c.is_ascii() && !c.is_alphanumeric()).trim_start();
    let text = text.strip_prefix("tel").map_or(text, |rest| rest.trim_start_matches(['.', ':', ' ']));
    let at = text.find(|c: char| c.is_alphabetic() || matches!(c, ';' | '#')).unwrap_or(text.len());
    let (number, rest) = text.split_at(at);
    let extension = rest.trim_start_matches(|c: char| !c.is_ascii_digit());
    let word = rest.strip_suffix(extension)?.trim_matches([' ', '.', ':', '-', '=', ';', '#']);
    let stands = (word.is_empty() || EXTENSION.contains(&word))
        && extension.bytes().all(|b| b.is_ascii_digit())
        && extension.len() <= 9
        && rest.is_empty() == extension.is_empty();
    let number = number.trim_matches([' ', ',', '-']);
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let spacing = |c: char| " ()-./+".contains(c);
    // What is dialled to get abroad comes on top.
    let most = if number.starts_with('0') { 20 } else { 15 };
    // At home, the smallest territories have four digits.
    let dialled = (4..=most).contains(&digits)
        && number.chars().all(|c| c.is_ascii_digit() || spacing(c))
        && number.chars().skip(1).all(|c| c != '+');
    (stands && dialled).then(|| (number.to_owned(), extension.to_owned()))
}

#[cfg(feature = "data")]
mod plans {
    //! The numbering plans of all countries.

    use std::str::FromStr;

    use rlibphonenumber::{PhoneNumber, PhoneNumberFormat, Region};

    use crate::form::Problem;

    /// The number as the country's own people dial it, else, where it begins with `00`, as most of the world dials abroad.
    fn number(text: &str, country: &str) -> Option<PhoneNumber> {
        let parse = |text: &str| PhoneNumber::parse(text, Region::from_str(country).ok()).ok();
        let at_home = parse(text);
        if at_home.as_ref().is_some_and(PhoneNumber::is_valid) {
            return at_home;
        }
        let abroad = text.strip_prefix("00").and_then(|rest| parse(&format!("+{rest}")));
        abroad.filter(|number| at_home.is_none() || number.is_valid()).or(at_home)
    }

    pub(super) fn read(_raw: &str, text: &str, extension: &str, country: &str) -> Result<String, Problem> {
        if country.is_empty() && !text.starts_with('+') && !text.starts_with("00") {
            return Err(Problem::NeedsCountryCode);
        }
        let number = number(text, country).ok_or(Problem::Malformed)?;
        if number.is_possible_with_reason().is_err() {
            return Err(Problem::Malformed);
        }
        let number = number.format_as(PhoneNumberFormat::E164);
        Ok(if extension.is_empty() { number.into_owned() } else { format!("{number};ext={extension}") })
    }

    /// Whether no plan of the number's country has such a number. Plans grow, so it may be confirmed.
    pub(super) fn is_unknown(raw: &str, country: &str) -> bool {
        let text = super::parts(raw).map(|(number, _)| number);
        text.and_then(|text| number(&text, country)).is_some_and(|number| !number.is_valid())
    }

    pub(super) fn written(kept: &str, country: &str) -> String {
        let Ok(number) = PhoneNumber::parse(kept, None) else { return kept.to_owned() };
        let home = !country.is_empty() && number.get_region_code() == Region::from_str(country).ok();
        number.format_as(if home { PhoneNumberFormat::National } else { PhoneNumberFormat::International }).into_owned()
    }
}

#[cfg(not(feature = "data"))]
mod plans {
    //! The browser knows no plan: what could be a number stands until the server has judged it.

    use crate::form::Problem;

    #[expect(clippy::unnecessary_wraps, reason = "the server's reading can fail")]
    pub(super) fn read(raw: &str, _text: &str, _extension: &str, _country: &str) -> Result<String, Problem> {
        Ok(raw.to_owned())
    }

    pub(super) const fn is_unknown(_raw: &str, _country: &str) -> bool {
        false
    }

    pub(super) fn written(kept: &str, _country: &str) -> String {
        kept.to_owned()
    }
}

#[cfg(all(test, feature = "data"))]
mod tests {
    use proptest::prelude::*;

    use super::{Phone, plans::is_unknown};
    use crate::{
        form::{Answer, Problem},
        words::Language,
    };

    #[test]
    fn any_spacing_local_or_international_is_kept_as_e164_and_shown_as_its_country_writes_it() {
        for (typed, country, kept, at_home, abroad) in [
            ("+1 415 555 0132", "US", "+14155550132", "(415) 555-0132", "+1 415-555-0132"),
            ("(415) 555-0132", "US", "+14155550132", "(415) 555-0132", "+1 415-555-0132"),
            ("0044 20.7946.0958", "GB", "+442079460958", "020 7946 0958", "+44 20 7946 0958"),
            ("020 7946 0958", "GB", "+442079460958", "020 7946 0958", "+44 20 7946 0958"),
            ("+49 (0)30/12345678", "DE", "+493012345678", "030 12345678", "+49 30 12345678"),
            ("030 12345678", "DE", "+493012345678", "030 12345678", "+49 30 12345678"),
            ("Tel. 030 – 12345678", "DE", "+493012345678", "030 12345678", "+49 30 12345678"),
            ("０３０ 12345678", "DE", "+493012345678", "030 12345678", "+49 30 12345678"),
            ("0011 44 20 7946 0958", "AU", "+442079460958", "+44 20 7946 0958", "+44 20 7946 0958"),
            ("0044 20 7946 0958", "US", "+442079460958", "+44 20 7946 0958", "+44 20 7946 0958"),
            ("22 12 34 56", "NO", "+4722123456", "22 12 34 56", "+47 22 12 34 56"),
        ] {
            let phone = Phone::parse_about(typed, country).unwrap_or_else(|problem| panic!("{typed}: {problem:?}"));
            assert_eq!(phone.as_str(), kept, "{typed}");
            assert_eq!(phone.show_about(country, Language::English), at_home, "{typed}");
            assert_eq!(phone.show(), abroad, "{typed}");
            assert!(!is_unknown(typed, country), "{typed}");
        }
    }

    #[test]
    fn an_extension_is_kept() {
        for typed in [
            "415-555-0132 x12",
            "415 555 0132 ext. 12",
            "+14155550132;ext=12",
            "415 555 0132 extension 12",
            "415 555 0132 Extn: 12",
            "415 555 0132, ext-12",
            "415 555 0132 #12",
        ] {
            assert_eq!(Phone::parse_about(typed, "US").unwrap().as_str(), "+14155550132;ext=12", "{typed}");
        }
        for typed in ["030 12345678 Durchwahl 12", "030 12345678 DW 12"] {
            assert_eq!(Phone::parse_about(typed, "DE").unwrap().as_str(), "+493012345678;ext=12", "{typed}");
        }
    }

    #[test]
    fn a_settled_number_reads_back_alike_in_any_country() {
        for kept in [
            "+5112345678;ext=12",
            "+59829001234;ext=7",
            "+390612345678",
            "+14155550132;ext=12",
            "+18005550199",
            "+493012345678",
        ] {
            let settled = Phone::kept(kept).settled();
            for country in ["US", "NO", ""] {
                assert_eq!(
                    Phone::parse_about(&settled, country).map(|phone| phone.0),
                    Ok(kept.to_owned()),
                    "{settled} in {country}"
                );
                let shown = Phone::kept(kept).show();
                assert_eq!(
                    Phone::parse_about(&shown, country).map(|phone| phone.0),
                    Ok(kept.to_owned()),
                    "{shown} in {country}"
                );
            }
        }
    }

    #[test]
    fn what_cannot_be_dialled_is_refused_with_the_reason() {
        for (typed, country, problem) in [
            ("call me", "US", Problem::Malformed),
            ("1234", "US", Problem::Malformed),
            ("+1 415 555 0132 0000 0000", "US", Problem::Malformed),
            ("12+34567", "US", Problem::Malformed),
            ("415 555 0132 ext", "US", Problem::Malformed),
            ("415 555 0132 and 12", "US", Problem::Malformed),
            ("415 555 x abc", "US", Problem::Malformed),
            ("💬12345", "US", Problem::Malformed),
            ("+999 1234567", "", Problem::Malformed),
            ("415 555 0132", "", Problem::NeedsCountryCode),
        ] {
            assert_eq!(Phone::parse_about(typed, country), Err(problem), "{typed}");
        }
    }

    #[test]
    fn a_number_that_no_plan_has_is_doubted_and_not_refused() {
        assert!(Phone::parse_about("+1 111 555 0132", "US").is_ok());
        assert!(is_unknown("+1 111 555 0132", "US"));
    }

    proptest! {
        #[test]
        fn what_is_kept_reads_back_alike(digits in "[2-9][0-9]{2}[2-9][0-9]{6}") {
            if let Ok(phone) = Phone::parse_about(&digits, "US") {
                prop_assert_eq!(Phone::parse_about(phone.as_str(), "").unwrap(), phone.clone());
                prop_assert_eq!(Phone::parse_about(&phone.show_about("US", Language::English), "US").unwrap(), phone);
            }
        }
    }
}
