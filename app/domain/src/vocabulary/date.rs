//! A day of the calendar, typed with the browser's own control, kept as ISO 8601, shown in the reader's words.

use crate::{
    form::{Answer, Problem, Shape, Widget, Width},
    words::{Language, Word, fill},
};

/// A day of the Gregorian calendar from the year 1900 on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The year.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// What is older is a slip.
const FIRST: u16 = 1900;

const MONTHS: [Word; 12] = [
    Word::January,
    Word::February,
    Word::March,
    Word::April,
    Word::May,
    Word::June,
    Word::July,
    Word::August,
    Word::September,
    Word::October,
    Word::November,
    Word::December,
];

const fn days_of(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Answer for Date {
    const SHAPE: Shape = Shape::line(10).widget(Widget::Date).width(Width::Medium).example("2027-12-31");
    #[cfg(feature = "data")]
    const PATTERN: &'static str = r"^(19|[2-9][0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";

    fn parse(raw: &str) -> Result<Self, Problem> {
        let mut parts = raw.splitn(3, '-');
        let mut next = |length: usize| {
            let part = parts.next().filter(|part| part.len() == length && part.bytes().all(|b| b.is_ascii_digit()));
            part.and_then(|part| part.parse::<u16>().ok()).ok_or(Problem::Malformed)
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        let (month, day) = (u8::try_from(month).unwrap_or(0), u8::try_from(day).unwrap_or(0));
        let stands = (1..=12).contains(&month) && (1..=days_of(year, month)).contains(&day);
        match stands {
            true if year < FIRST => Err(Problem::BeforeYear(FIRST)),
            true => Ok(Self { year, month, day }),
            false => Err(Problem::Malformed),
        }
    }

    fn show(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    fn show_about(&self, _: &str, language: Language) -> String {
        let month = MONTHS.get(usize::from(self.month.saturating_sub(1))).map_or("", |month| month.text(language));
        let (day, year) = (self.day.to_string(), self.year.to_string());
        fill(Word::DateForm.text(language), &[("day", &day), ("month", month), ("year", &year)])
    }
}

#[cfg(all(test, feature = "data"))]
mod tests {
    use super::Date;
    use crate::{
        form::{Answer, Problem},
        words::Language,
    };

    #[test]
    fn only_days_that_the_calendar_has_are_accepted() {
        for good in ["2026-11-22", "2024-02-29", "2000-02-29", "1900-01-01", "2027-12-31"] {
            assert_eq!(Date::parse(good).map(|date| date.show()), Ok(good.to_owned()));
        }
        for bad in [
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "26-11-22",
            "2026-1-1",
            "22.11.2026",
            "2026-11-22x",
            "2026-11",
            "+026-11-22",
        ] {
            assert_eq!(Date::parse(bad), Err(Problem::Malformed), "{bad}");
        }
        assert_eq!(Date::parse("1066-10-14"), Err(Problem::BeforeYear(1900)));
    }

    #[test]
    fn days_are_written_in_the_readers_words() {
        let date = Date::parse("2026-03-02").unwrap();
        assert_eq!(date.show_about("", Language::English), "2 March 2026");
        assert_eq!(date.show_about("", Language::German), "2. März 2026");
    }
}
