//! Days of the month, such as those on which invoices are made (S4.42).

use std::collections::BTreeSet;

use crate::{
    form::{Answer, Problem, Shape, Width},
    words::Word,
};

/// One or more days from 1 to 31, each once, in order. A month that has no such day takes its last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayList(BTreeSet<u8>);

impl DayList {
    /// The days, in order.
    pub fn days(&self) -> impl Iterator<Item = u8> {
        self.0.iter().copied()
    }
}

impl Answer for DayList {
    const SHAPE: Shape = Shape::line(120).width(Width::Medium).example("1, 15");
    #[cfg(feature = "data")]
    const PATTERN: &'static str = r"^(0?[1-9]|[12][0-9]|3[01])(, ?(0?[1-9]|[12][0-9]|3[01]))*$";
    const REMARK: Option<fn(&str, &str) -> Option<Word>> = Some(|raw, _| {
        let days = Self::parse(raw).ok()?;
        days.0.iter().any(|day| *day > 28).then_some(Word::RemarkShortMonths)
    });

    fn parse(raw: &str) -> Result<Self, Problem> {
        let mut days = BTreeSet::new();
        for part in raw.split([',', ';', ' ', '\u{a0}', '、', '،']).filter(|part| !part.is_empty()) {
            // `15.` is how German writes the fifteenth.
            let day = part.trim_end_matches('.').parse::<u8>().map_err(|_| Problem::Malformed)?;
            if day == 0 {
                return Err(Problem::AtLeast(1));
            }
            if day > 31 {
                return Err(Problem::AtMost(31));
            }
            days.insert(day);
        }
        if days.is_empty() { Err(Problem::Malformed) } else { Ok(Self(days)) }
    }

    fn show(&self) -> String {
        self.0.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::DayList;
    use crate::{
        form::{Answer, Problem},
        words::Word,
    };

    #[test]
    fn days_are_read_in_any_order_and_kept_once_each() {
        for (typed, read) in [
            ("15, 1", Ok("1, 15")),
            ("1,15,15,1", Ok("1, 15")),
            ("1; 15 28", Ok("1, 15, 28")),
            ("1., 15.", Ok("1, 15")),
            ("31", Ok("31")),
            ("0", Err(Problem::AtLeast(1))),
            ("32", Err(Problem::AtMost(31))),
            ("first", Err(Problem::Malformed)),
            ("1-5", Err(Problem::Malformed)),
            (",", Err(Problem::Malformed)),
            ("300", Err(Problem::Malformed)),
        ] {
            assert_eq!(DayList::parse(typed).map(|days| days.show()), read.map(str::to_owned), "{typed}");
        }
        let remark = DayList::REMARK.unwrap();
        assert_eq!((remark("1, 28", ""), remark("30", "")), (None, Some(Word::RemarkShortMonths)));
    }
}
