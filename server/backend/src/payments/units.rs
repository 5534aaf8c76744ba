//! Amounts as Stripe's API writes them. They are not always ISO 4217's minor units (docs.stripe.com/currencies, "Special cases").

use domain::money::charge_step;

/// How a currency's minor units become the provider's.
enum Unit {
    Same,
    Times(i64),
    Per(i64),
}

/// The table: what is not listed is the same at both.
fn unit(currency: &str) -> Unit {
    match currency {
        // They have no decimals, and are written as if they had two.
        "ISK" | "UGX" => Unit::Times(100),
        // It has two decimals, and is written without.
        "MGA" => Unit::Per(100),
        _ => Unit::Same,
    }
}

/// An amount of ISO 4217 minor units as the provider takes it; `None` if a card cannot be charged with it in this currency.
pub(super) fn to_provider(currency: &str, minor: i64) -> Option<i64> {
    if minor % charge_step(currency) != 0 {
        return None;
    }
    match unit(currency) {
        Unit::Same => Some(minor),
        Unit::Times(number) => minor.checked_mul(number),
        Unit::Per(number) => Some(minor / number),
    }
}

/// The provider's amount in ISO 4217 minor units; `None` if the currency has no such amount. The currency may be in small letters.
pub(super) fn from_provider(currency: &str, amount: i64) -> Option<i64> {
    match unit(&currency.to_ascii_uppercase()) {
        Unit::Same => Some(amount),
        Unit::Times(number) => (amount % number == 0).then_some(amount / number),
        Unit::Per(number) => amount.checked_mul(number),
    }
}

#[cfg(test)]
mod tests {
    use super::{from_provider, to_provider};

    #[test]
    fn amounts_are_written_as_the_provider_writes_them_and_read_back() {
        for (currency, minor, there) in [
            ("USD", 1_900, 1_900),
            ("JPY", 1_900, 1_900),
            ("ISK", 4_900, 490_000),
            ("UGX", 4_900, 490_000),
            ("MGA", 190_000, 1_900),
            ("KWD", 19_250, 19_250),
            ("HUF", 19_005, 19_005),
        ] {
            assert_eq!(to_provider(currency, minor), Some(there), "{currency}");
            assert_eq!(from_provider(&currency.to_lowercase(), there), Some(minor), "{currency}");
        }
        for (currency, minor) in [("MGA", 190_050), ("KWD", 19_255), ("BHD", 1), ("TND", 1_001), ("ISK", i64::MAX)] {
            assert_eq!(to_provider(currency, minor), None, "{minor} {currency}");
        }
        assert_eq!(from_provider("isk", 4_950), None, "half a króna");
    }
}
