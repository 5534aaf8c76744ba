//! Amounts as Stripe's API takes them (docs.stripe.com/currencies). A table of its own: what is wrong in Portico's would go unseen if this
//! one were the same.

/// Written without decimals.
const ZERO_DECIMAL: [&str; 15] =
    ["bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"];
/// Written with three decimals, of which the last must be 0.
const THREE_DECIMAL: [&str; 5] = ["bhd", "jod", "kwd", "omr", "tnd"];
/// Written with two decimals, which must be 00.
const WHOLE: [&str; 2] = ["isk", "ugx"];

/// Why an amount cannot be charged in a currency.
pub fn refusal(amount: i64, currency: &str) -> Option<String> {
    if amount <= 0 {
        Some("This value must be greater than or equal to 1.".to_owned())
    } else if WHOLE.contains(&currency) && amount % 100 != 0 || THREE_DECIMAL.contains(&currency) && amount % 10 != 0 {
        Some(format!("Invalid integer: {amount}. Amounts in {currency} must be rounded."))
    } else if amount > 99_999_999 {
        Some("Amount must be no more than 999,999.99".to_owned())
    } else {
        None
    }
}

/// An amount as people write it: `ISK 4900.00`.
pub fn shown(amount: i64, currency: &str) -> String {
    let decimals = if ZERO_DECIMAL.contains(&currency) {
        0
    } else if THREE_DECIMAL.contains(&currency) {
        3
    } else {
        2
    };
    let unit = 10_i64.pow(decimals);
    let code = currency.to_uppercase();
    match decimals {
        0 => format!("{code} {amount}"),
        _ => format!("{code} {}.{:0width$}", amount / unit, amount % unit, width = decimals as usize),
    }
}

#[cfg(test)]
mod tests {
    use super::{refusal, shown};

    #[test]
    fn amounts_are_those_that_stripe_takes() {
        for (amount, currency) in [(4_950, "isk"), (1, "ugx"), (1_001, "kwd"), (0, "usd"), (-1, "usd"), (100_000_000, "usd")] {
            assert!(refusal(amount, currency).is_some(), "{amount} {currency}");
        }
        for (amount, text) in [(1_900, "MGA 1900"), (1_900, "USD 19.00"), (1_900, "KWD 1.900"), (490_000, "ISK 4900.00")] {
            let currency = text[..3].to_lowercase();
            assert!(refusal(amount, &currency).is_none(), "{text}");
            assert_eq!(shown(amount, &currency), text);
        }
    }
}
