//! Whole numbers between two bounds: trunks, days, priorities; and percentages.

use super::number;
use crate::{
    form::{Answer, Problem, Shape, Widget, Width, Written},
    words::Language,
};

const WRITTEN: Option<Written> = Some(Written { read: number::kept, write: number::written });

/// A whole number from `LEAST` to `MOST`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity<const LEAST: i64, const MOST: i64>(pub i64);

impl<const LEAST: i64, const MOST: i64> Answer for Quantity<LEAST, MOST> {
    const SHAPE: Shape = Shape::line(20).widget(Widget::Number).width(Width::Short).example("12");
    #[cfg(feature = "data")]
    const PATTERN: &'static str = r"^[0-9]+$";
    const WRITTEN: Option<Written> = WRITTEN;

    fn parse(raw: &str) -> Result<Self, Problem> {
        match number::scaled(raw, 0)? {
            number if number < LEAST => Err(Problem::AtLeast(LEAST)),
            number if number > MOST => Err(Problem::AtMost(MOST)),
            number => Ok(Self(number)),
        }
    }

    fn show(&self) -> String {
        self.0.to_string()
    }

    fn show_about(&self, _: &str, language: Language) -> String {
        number::written(&self.show(), language)
    }
}

/// A share from 0 to 100 %, with at most two decimals; kept in basis points (hundredths of a percent).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Percent {
    /// Hundredths of a percent.
    pub basis_points: i64,
}

impl Answer for Percent {
    const SHAPE: Shape = Shape::line(8).widget(Widget::Number).width(Width::Short).example("20");
    #[cfg(feature = "data")]
    const PATTERN: &'static str = r"^[0-9]+(\.[0-9]{1,2})?$";
    const WRITTEN: Option<Written> = Some(Written {
        read: |raw, language| number::kept(raw.trim_end().trim_end_matches('%'), language),
        write: number::written,
    });

    fn parse(raw: &str) -> Result<Self, Problem> {
        match number::scaled(raw, 2)? {
            points if points < 0 => Err(Problem::AtLeast(0)),
            points if points > 10_000 => Err(Problem::AtMost(100)),
            basis_points => Ok(Self { basis_points }),
        }
    }

    fn show(&self) -> String {
        let text = number::unscaled(self.basis_points, 2);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    fn show_about(&self, _: &str, language: Language) -> String {
        format!("{}\u{a0}%", number::written(&self.show(), language))
    }
}

#[cfg(test)]
mod tests {
    use super::{Percent, Quantity};
    use crate::{
        form::{Answer, Problem},
        words::Language,
    };

    #[test]
    fn quantities_keep_to_their_bounds() {
        type Days = Quantity<1, 7>;
        for (kept, read) in [
            ("1", Ok(1)),
            ("7", Ok(7)),
            ("7.0", Ok(7)),
            ("0", Err(Problem::AtLeast(1))),
            ("8", Err(Problem::AtMost(7))),
            ("3.5", Err(Problem::TooPrecise(0))),
            ("three", Err(Problem::Malformed)),
            ("three and a half or more of them", Err(Problem::Malformed)),
            ("99999999999999999999", Err(Problem::AtMost(7))),
            ("-99999999999999999999", Err(Problem::AtLeast(1))),
        ] {
            assert_eq!(Days::parse(kept).map(|days| days.0), read, "{kept}");
        }
        assert_eq!(Quantity::<0, 10_000>(1_234).show_about("", Language::German), "1.234");
    }

    #[test]
    fn percentages_are_kept_in_basis_points() {
        for (kept, read) in [
            ("20", Ok(2_000)),
            ("7.25", Ok(725)),
            ("100", Ok(10_000)),
            ("100.01", Err(Problem::AtMost(100))),
            ("-1", Err(Problem::AtLeast(0))),
            ("1.125", Err(Problem::TooPrecise(2))),
            ("0,050", Err(Problem::TwoReadings(50))),
        ] {
            assert_eq!(Percent::parse(kept).map(|share| share.basis_points), read, "{kept}");
        }
        let share = Percent::parse("7.50").unwrap();
        assert_eq!((share.show(), share.show_about("", Language::German)), ("7.5".to_owned(), "7,5\u{a0}%".to_owned()));
        let read = Percent::WRITTEN.unwrap().read;
        assert_eq!(read("7,5 %", Language::German).as_deref(), Some("7.5"));
    }
}
