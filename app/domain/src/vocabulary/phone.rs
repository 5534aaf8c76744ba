//! A telephone number: typed in any way, kept as E.164, shown as people of its country write it.

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

    /// A number that was kept.
    pub fn kept(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl Answer for Phone {
    const SHAPE: Shape = Shape::line(40).widget(Widget::Telephone).width(Width::Medium).example("+1 415 555 0132");
    const PERSONAL: bool = true;
    const DEEP: bool = true;
    const DOUBT: Option<fn(&str, &str) -> bool> = Some(plans::is_unknown);

    fn parse(raw: &str) -> Result<Self, Problem> {
        Self::parse_about(raw, "")
    }

    fn parse_about(raw: &str, country: &str) -> Result<Self, Problem> {
        if could_be_one(raw) { plans::read(raw, country).map(Self) } else { Err(Problem::Malformed) }
    }

    fn show(&self) -> String {
        plans::written(&self.0, "")
    }

    fn show_about(&self, country: &str, _: Language) -> String {
        plans::written(&self.0, country)
    }
}

/// Whether a text holds 5 to 15 digits (E.164 allows 15), any spacing, and at most an extension after `x` or `ext`.
fn could_be_one(raw: &str) -> bool {
    let lower = raw.to_lowercase();
    let (number, extension) = match lower.split_once(['x', ';']) {
        Some((number, extension)) => (
            number.trim_end().strip_suffix('e').unwrap_or(number),
            extension.trim_start_matches("ext=").trim_start_matches(['t', '.', ' ']),
        ),
        None => (lower.as_str(), ""),
    };
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let spacing = |c: char| c.is_whitespace() || "()-./+\u{2010}\u{2011}".contains(c);
    (5..=15).contains(&digits)
        && number.chars().all(|c| c.is_ascii_digit() || spacing(c))
        && number.trim_start().chars().skip(1).all(|c| c != '+')
        && extension.chars().all(|c| c.is_ascii_digit())
        && extension.len() <= 9
}

#[cfg(feature = "data")]
mod plans {
    //! The numbering plans of all countries.

    use std::str::FromStr;

    use rlibphonenumber::{PhoneNumber, PhoneNumberFormat, Region};

    use crate::form::Problem;

    fn number(raw: &str, country: &str) -> Option<PhoneNumber> {
        // `00` is what most of the world dials where `+` is written.
        let international = raw.strip_prefix("00").map(|rest| format!("+{rest}"));
        PhoneNumber::parse(international.as_deref().unwrap_or(raw), Region::from_str(country).ok()).ok()
    }

    pub(super) fn read(raw: &str, country: &str) -> Result<String, Problem> {
        let international = raw.starts_with(['+', '\u{ff0b}']) || raw.starts_with("00");
        if country.is_empty() && !international {
            return Err(Problem::NeedsCountryCode);
        }
        let number = number(raw, country).ok_or(Problem::Malformed)?;
        if number.is_possible_with_reason().is_err() {
            return Err(Problem::Malformed);
        }
        let extension = number.extension.as_deref().filter(|digits| !digits.is_empty());
        let extension = extension.map_or_else(String::new, |digits| format!(";ext={digits}"));
        Ok(format!("{}{extension}", number.format_as(PhoneNumberFormat::E164).split(';').next().unwrap_or_default()))
    }

    /// Whether no plan of the number's country has such a number. Plans grow, so it may be confirmed.
    pub(super) fn is_unknown(raw: &str, country: &str) -> bool {
        number(raw, country).is_some_and(|number| !number.is_valid())
    }

    pub(super) fn written(kept: &str, country: &str) -> String {
        let Some(number) = number(kept, "") else { return kept.to_owned() };
        let home = !country.is_empty() && number.get_region_code() == Region::from_str(country).ok();
        number.format_as(if home { PhoneNumberFormat::National } else { PhoneNumberFormat::International }).into_owned()
    }
}

#[cfg(not(feature = "data"))]
mod plans {
    //! The browser knows no plan: what could be a number stands until the server has judged it.

    use crate::form::Problem;

    #[expect(clippy::unnecessary_wraps, reason = "the server's reading can fail")]
    pub(super) fn read(raw: &str, _country: &str) -> Result<String, Problem> {
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
            ("22 12 34 56", "NO", "+4722123456", "22 12 34 56", "+47 22 12 34 56"),
        ] {
            let phone = Phone::parse_about(typed, country).unwrap();
            assert_eq!(phone.as_str(), kept, "{typed}");
            assert_eq!(phone.show_about(country, Language::English), at_home, "{typed}");
            assert_eq!(phone.show(), abroad, "{typed}");
            assert!(!is_unknown(typed, country), "{typed}");
        }
    }

    #[test]
    fn an_extension_is_kept() {
        for typed in ["415-555-0132 x12", "415 555 0132 ext. 12", "+14155550132;ext=12"] {
            assert_eq!(Phone::parse_about(typed, "US").unwrap().as_str(), "+14155550132;ext=12", "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_dialled_is_refused_with_the_reason() {
        for (typed, country, problem) in [
            ("call me", "US", Problem::Malformed),
            ("1234", "US", Problem::Malformed),
            ("+1 415 555 0132 0000 0000", "US", Problem::Malformed),
            ("12+34567", "US", Problem::Malformed),
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
