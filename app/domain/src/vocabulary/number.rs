//! How numbers are typed and written: in the reader's decimal form, kept in one form, never as a float.

use super::digits::western;
use crate::{form::Problem, words::Language};

/// What was typed as it is kept: digits, a point before the decimals, a minus sign if it is negative. `None` if it is no number.
///
/// The reader's own decimal mark goes first; the other mark stands between thousands where three digits follow each, else it is
/// taken for a decimal mark too: `12.5` is twelve and a half in any language.
pub fn kept(raw: &str, language: Language) -> Option<String> {
    let compact: String =
        raw.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’' | '\u{a0}' | '\u{202f}')).map(western).collect();
    let (sign, digits) = match compact.strip_prefix(['-', '−']) {
        Some(digits) => ("-", digits),
        None => ("", compact.as_str()),
    };
    let (own, other) = (language.decimal_mark(), language.thousands_mark());
    let (whole, decimals) = match (digits.rsplit_once(own), digits.rsplit_once(other)) {
        // Both marks: the later one is the decimal mark.
        (Some(by_own), Some(by_other)) => {
            if by_own.0.len() > by_other.0.len() {
                by_own
            } else {
                by_other
            }
        }
        (Some(by_own), None) if !by_own.0.contains(own) => by_own,
        (None, Some((whole, rest))) if rest.len() != 3 && !whole.contains(other) => (whole, rest),
        // Twice the same mark is no decimal mark.
        _ => (digits, ""),
    };
    let whole = without_marks(whole)?;
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !plain(decimals) || (whole.is_empty() && decimals.is_empty()) || (decimals.is_empty() && digits.ends_with(['.', ','])) {
        return None;
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    Some(if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") })
}

/// The whole part without the marks between its thousands.
fn without_marks(whole: &str) -> Option<String> {
    let groups: Vec<&str> = whole.split(['.', ',']).collect();
    if let [first, middle @ .., last] = groups.as_slice()
        && !groups[1..].is_empty()
    {
        // In India the thousands are three digits and everything above goes by two: 12,34,567.
        let by_two = !middle.is_empty() && middle.iter().all(|group| group.len() == 2);
        let by_three = middle.iter().all(|group| group.len() == 3);
        // 1,0000 is a slip, not ten thousand; and 0,500 may well be a half.
        if last.len() != 3 || !(by_three || by_two) || !(1..=3).contains(&first.len()) || first.starts_with('0') {
            return None;
        }
    }
    let out = groups.concat();
    out.bytes().all(|b| b.is_ascii_digit()).then_some(out)
}

/// A kept number as readers of a language type it, thousands apart.
pub fn written(kept: &str, language: Language) -> String {
    let (sign, digits) = kept.strip_prefix('-').map_or(("", kept), |digits| ("−", digits));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let Ok(whole) = whole.parse() else { return kept.to_owned() };
    let whole = crate::money::grouped(whole, language);
    if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{}{decimals}", language.decimal_mark()) }
}

/// A kept number in units of 10⁻ⁿ, such as cents for two decimals. One that is longer than any sum of money is the largest there is.
///
/// # Errors
/// It is no number, it can be read as two, or it has more decimals than that. Three of them are refused even if they are noughts, where the unit has fewer: who
/// types `1.500` may well mean fifteen hundred.
pub fn scaled(kept: &str, decimals: u32) -> Result<i64, Problem> {
    // With a point it is more precise than the unit anyhow, unless noughts end it.
    let fits = |digits: &&str| digits.trim_end_matches('0').len() <= decimals as usize;
    let thousandths = kept.strip_prefix("0,").or_else(|| kept.strip_prefix("0.").filter(|_| decimals < 3)).filter(fits);
    if let Some(Ok(number)) = thousandths.filter(|digits| digits.len() == 3).map(str::parse::<u16>)
        && number > 0
    {
        return Err(Problem::TwoReadings(number));
    }
    let (whole, typed) = kept.split_once('.').unwrap_or((kept, ""));
    let part = typed.trim_end_matches('0');
    let places = decimals as usize;
    if part.len() > places || (typed.len() == 3 && places < 3) {
        return Err(Problem::TooPrecise(decimals));
    }
    // Longer than any sum of money: whoever asks says how much it may be.
    let (negative, digits) = whole.strip_prefix('-').map_or((false, whole), |digits| (true, digits));
    if digits.len() > 16 && digits.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(if negative { i64::MIN } else { i64::MAX });
    }
    format!("{whole}{part:0<places$}").parse().map_err(|_| Problem::Malformed)
}

/// What [`scaled`] read, as it is kept.
pub fn unscaled(units: i64, decimals: u32) -> String {
    let (sign, digits) = (if units < 0 { "-" } else { "" }, units.unsigned_abs());
    let unit = 10_u64.pow(decimals);
    if decimals == 0 {
        return format!("{sign}{digits}");
    }
    format!("{sign}{}.{:0width$}", digits / unit, digits % unit, width = decimals as usize)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{kept, scaled, unscaled, written};
    use crate::{form::Problem, words::Language};

    #[test]
    fn numbers_are_read_in_the_readers_form() {
        for (typed, english, german) in [
            ("1234", Some("1234"), Some("1234")),
            ("1,234.50", Some("1234.50"), Some("1234.50")),
            ("1.234,50", Some("1234.50"), Some("1234.50")),
            ("1,234", Some("1234"), Some("1.234")),
            ("1.234", Some("1.234"), Some("1234")),
            ("12.5", Some("12.5"), Some("12.5")),
            ("12,5", Some("12.5"), Some("12.5")),
            ("1 234 567", Some("1234567"), Some("1234567")),
            ("1’234’567.8", Some("1234567.8"), Some("1234567.8")),
            ("1,234,567", Some("1234567"), Some("1234567")),
            ("0,5", Some("0.5"), Some("0.5")),
            (".5", Some("0.5"), Some("0.5")),
            ("-3", Some("-3"), Some("-3")),
            ("007", Some("7"), Some("7")),
            ("12,34,567.89", Some("1234567.89"), Some("1234567.89")),
            ("1,23,45,678", Some("12345678"), Some("12345678")),
            ("0,500", None, Some("0.500")),
            ("0.500", Some("0.500"), None),
            ("0,050", None, Some("0.050")),
            ("1,23,456,789", None, None),
            ("1,0000,5", None, None),
            ("1.2.3,4", None, None),
            ("12a", None, None),
            ("", None, None),
            (",", None, None),
            ("5,", None, None),
            ("٣", Some("3"), Some("3")),
        ] {
            assert_eq!(kept(typed, Language::English).as_deref(), english, "{typed} in English");
            assert_eq!(kept(typed, Language::German).as_deref(), german, "{typed} in German");
        }
    }

    #[test]
    fn decimals_that_a_unit_does_not_have_are_refused_and_noughts_are_not() {
        assert_eq!(scaled("19.5", 2), Ok(1_950));
        assert_eq!(scaled("19.5000", 2), Ok(1_950));
        assert_eq!(scaled("19.555", 2), Err(Problem::TooPrecise(2)));
        assert_eq!(scaled("1.500", 2), Err(Problem::TooPrecise(2)));
        assert_eq!(scaled("1.000", 0), Err(Problem::TooPrecise(0)));
        assert_eq!(scaled("1.500", 3), Ok(1_500));
        assert_eq!(scaled("19.0", 0), Ok(19));
        assert_eq!(scaled("-0.05", 2), Ok(-5));
        assert_eq!(scaled("99999999999999999", 2), Ok(i64::MAX), "whoever asks says how much it may be");
        for (typed, decimals) in [("0,500", 2), ("0.500", 2), ("0,500", 3)] {
            assert_eq!(scaled(typed, decimals), Err(Problem::TwoReadings(500)), "{typed}");
        }
        assert_eq!(scaled("0.500", 3), Ok(500));
        assert_eq!(scaled("0.125", 2), Err(Problem::TooPrecise(2)), "no answer that is refused again");
        assert_eq!(scaled("a very long text that is no number", 2), Err(Problem::Malformed));
        assert_eq!(scaled("12a", 2), Err(Problem::Malformed));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(units in -1_000_000_000_000_i64..1_000_000_000_000, decimals in 0_u32..4) {
            for language in [Language::English, Language::German] {
                let text = unscaled(units, decimals);
                let again = kept(&written(&text, language), language);
                // 1,234 with three decimals and without any look alike; the kept form does not.
                prop_assert_eq!(again.as_deref().map(|text| scaled(text, decimals)), Some(Ok(units)), "{}", text);
            }
        }

        #[test]
        fn no_text_makes_it_stumble(text in "\\PC{0,40}") {
            for language in [Language::English, Language::German] {
                if let Some(number) = kept(&text, language) {
                    prop_assert_eq!(kept(&written(&number, language), language).is_some(), true, "{}", number);
                }
            }
        }
    }
}
