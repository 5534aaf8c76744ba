//! Amounts of money: minor units and an ISO 4217 currency, never a float.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use crate::words::Language;

/// An amount in a currency's minor units (cents for USD, whole yen for JPY).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// The amount in minor units.
    pub minor: i64,
    /// The ISO 4217 code, such as `USD`.
    pub currency: String,
}

impl Money {
    /// An amount of minor units in the currency with this ISO 4217 code.
    pub fn new(minor: i64, currency: impl Into<String>) -> Self {
        Self { minor, currency: currency.into() }
    }

    /// Whether nothing is to be paid.
    pub fn is_zero(&self) -> bool {
        self.minor == 0
    }

    /// How readers of a language write it, with as many decimals as ISO 4217 gives the currency: `USD 1,249.00`, `1.249,00 USD`.
    pub fn show(&self, language: Language) -> String {
        let decimals = decimals(&self.currency);
        let unit = 10_u64.pow(decimals);
        let minor = self.minor.unsigned_abs();
        let sign = if self.minor < 0 { "−" } else { "" };
        let mut amount = grouped(i64::try_from(minor / unit).unwrap_or(i64::MAX), language);
        if decimals > 0 {
            let width = decimals as usize;
            // Writing to a string cannot fail.
            let _ = write!(amount, "{}{:0width$}", language.decimal_mark(), minor % unit);
        }
        let currency = &self.currency;
        match language {
            // A no-break space: an amount and its currency stay on one line.
            Language::English | Language::Accented | Language::Mirrored => format!("{sign}{currency}\u{a0}{amount}"),
            Language::German => format!("{sign}{amount}\u{a0}{currency}"),
        }
    }
}

/// An amount of minor units as it is kept: `1249.00`.
pub fn plain(minor: i64, decimals: u32) -> String {
    let unit = 10_i64.pow(decimals);
    let sign = if minor < 0 { "-" } else { "" };
    let (whole, part) = ((minor / unit).unsigned_abs(), (minor % unit).unsigned_abs());
    if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part:0width$}", width = decimals as usize) }
}

/// How many decimals ISO 4217 gives a currency: two, but for the listed ones.
pub fn decimals(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI" | "VND" | "VUV"
        | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// With how many decimals a card can be charged: as many as the currency has, but for those in which Stripe takes no smaller unit
/// (docs.stripe.com/currencies, "Zero-decimal currencies" and "Three-decimal currencies").
pub fn chargeable_decimals(currency: &str) -> u32 {
    match currency {
        "MGA" => 0,
        "BHD" | "JOD" | "KWD" | "OMR" | "TND" => 2,
        _ => decimals(currency),
    }
}

/// The smallest amount of minor units by which two amounts that a card can be charged with differ.
pub fn charge_step(currency: &str) -> i64 {
    10_i64.pow(decimals(currency) - chargeable_decimals(currency))
}

/// A whole number with its thousands apart: `50,000`, `50.000`.
pub fn grouped(whole: i64, language: Language) -> String {
    let digits = whole.unsigned_abs().to_string();
    let mut out = String::from(if whole < 0 { "−" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(language.thousands_mark());
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Money, charge_step, plain};
    use crate::words::Language;

    #[test]
    fn what_is_owed_keeps_its_sign() {
        for (minor, decimals, text) in
            [(-50, 2, "-0.50"), (50, 2, "0.50"), (-8_011, 2, "-80.11"), (-7, 0, "-7"), (1_005, 3, "1.005")]
        {
            assert_eq!(plain(minor, decimals), text);
        }
    }

    #[test]
    fn cards_are_charged_in_steps_of_what_the_provider_takes() {
        for (currency, step) in
            [("USD", 1), ("JPY", 1), ("ISK", 1), ("UGX", 1), ("MGA", 100), ("KWD", 10), ("BHD", 10), ("IQD", 1)]
        {
            assert_eq!(charge_step(currency), step, "{currency}");
        }
    }

    #[test]
    fn amounts_are_shown_with_their_currencys_decimals() {
        for (minor, currency, shown) in [
            (1_900, "USD", "USD\u{a0}19.00"),
            (0, "USD", "USD\u{a0}0.00"),
            (5, "NOK", "NOK\u{a0}0.05"),
            (124_900_000, "USD", "USD\u{a0}1,249,000.00"),
            (1_249, "JPY", "JPY\u{a0}1,249"),
            (1_249, "KWD", "KWD\u{a0}1.249"),
            (-1_900, "USD", "−USD\u{a0}19.00"),
        ] {
            assert_eq!(Money::new(minor, currency).show(Language::English), shown);
        }
        assert_eq!(Money::new(-124_900_000, "EUR").show(Language::German), "−1.249.000,00\u{a0}EUR");
        assert_eq!(Money::new(1_249, "JPY").show(Language::German), "1.249\u{a0}JPY");
    }
}
