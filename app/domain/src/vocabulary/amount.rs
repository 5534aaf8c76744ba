//! An amount of money: typed in the reader's decimal form, kept with a point, never a float.

use super::number;
use crate::{
    form::{Answer, Problem, Shape, Widget, Width, Written},
    money::{Money, decimals},
    words::Language,
};

/// More than anybody pays, in whole units.
const MOST: i64 = 9_999_999_999_999_999;

/// An amount of the currency that the question is about (ISO 4217), nought or more, with no more decimals than the currency has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// In minor units; without a currency, hundredths.
    pub minor: i64,
    decimals: u32,
}

impl Amount {
    /// The amount of some money that is not below nought.
    pub fn of(money: &Money) -> Self {
        Self { minor: money.minor, decimals: decimals(&money.currency) }
    }
}

impl Answer for Amount {
    const SHAPE: Shape = Shape::line(24).widget(Widget::Number).width(Width::Short).example("1250");
    #[cfg(feature = "data")]
    const PATTERN: &'static str = r"^[0-9]+(\.[0-9]+)?$";
    const WRITTEN: Option<Written> = Some(Written { read: number::kept, write: number::written });

    fn parse(raw: &str) -> Result<Self, Problem> {
        Self::parse_about(raw, "")
    }

    fn parse_about(raw: &str, currency: &str) -> Result<Self, Problem> {
        let decimals = decimals(currency);
        let minor = number::scaled(raw, decimals)?;
        match minor {
            ..0 => Err(Problem::AtLeast(0)),
            i64::MAX => Err(Problem::AtMost(MOST)),
            minor => Ok(Self { minor, decimals }),
        }
    }

    fn show(&self) -> String {
        number::unscaled(self.minor, self.decimals)
    }

    fn show_about(&self, currency: &str, language: Language) -> String {
        Money::new(self.minor, currency).show(language)
    }
}

#[cfg(test)]
mod tests {
    use super::Amount;
    use crate::{
        form::{Answer, Problem},
        words::Language,
    };

    #[test]
    fn amounts_have_the_decimals_of_their_currency() {
        for (kept, currency, minor) in [
            ("1250", "USD", Ok(125_000)),
            ("1250.5", "USD", Ok(125_050)),
            ("1250.5", "JPY", Err(Problem::TooPrecise(0))),
            ("1.249", "KWD", Ok(1_249)),
            ("1.249", "EUR", Err(Problem::TooPrecise(2))),
            ("-1", "EUR", Err(Problem::AtLeast(0))),
            ("a lot", "EUR", Err(Problem::Malformed)),
            ("0,500", "EUR", Err(Problem::TwoReadings(500))),
            ("99999999999999999999", "EUR", Err(Problem::AtMost(9_999_999_999_999_999))),
        ] {
            assert_eq!(Amount::parse_about(kept, currency).map(|amount| amount.minor), minor, "{kept} {currency}");
        }
        let amount = Amount::parse_about("1250.5", "EUR").unwrap();
        assert_eq!(amount.show(), "1250.50");
        assert_eq!(amount.show_about("EUR", Language::German), "1.250,50\u{a0}EUR");
    }
}
