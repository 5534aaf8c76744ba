//! Moments as pages and files write them. They are kept and passed on as seconds since 1970-01-01 UTC; only the server writes them out.

use jiff::Timestamp;

use crate::{
    form::Answer,
    vocabulary::Date,
    words::{Language, Word, fill},
};

/// A moment for programs: RFC 3339 in UTC, to the second.
pub fn iso(at: i64) -> String {
    Timestamp::from_second(at).map(|at| at.to_string()).unwrap_or_default()
}

/// A moment for people, in UTC, as it says; the browser knows the reader's zone and may say it in that (`frontend/desk/src/times.rs`).
pub fn said(at: i64, language: Language) -> String {
    let Ok(at) = Timestamp::from_second(at) else { return String::new() };
    let at = at.to_zoned(jiff::tz::TimeZone::UTC);
    let day = Date::parse(&at.date().to_string()).map(|day| day.show_about("", language)).unwrap_or_default();
    fill(Word::MomentForm.text(language), &[("day", &day), ("time", &at.strftime("%H:%M").to_string())])
}

#[cfg(test)]
mod tests {
    use super::{iso, said};
    use crate::words::Language;

    #[test]
    fn moments_are_written_for_programs_and_for_people() {
        assert_eq!(iso(1_795_348_805), "2026-11-22T12:00:05Z");
        assert_eq!(said(1_795_348_805, Language::English), "22 November 2026, 12:00 UTC");
        assert_eq!(said(1_795_348_805, Language::German), "22. November 2026, 12:00 UTC");
        assert_eq!(iso(i64::MAX), "");
    }
}
