//! What a payment is for and why one failed, in the reader's language. The database keeps codes: a payer, their reseller and an email may
//! each read another language.

use crate::words::{Language, Word, fill};

/// What a payment is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The first month of a plan; it activates the account (S0.11).
    Activation,
    /// What is owed.
    Monthly,
    /// Credit, by somebody who is there (S0.15).
    TopUp,
    /// Credit, by the kept card.
    AutomaticTopUp,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 4] = [Self::Activation, Self::Monthly, Self::TopUp, Self::AutomaticTopUp];

    /// The name under which the database keeps it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Activation => "activation",
            Self::Monthly => "monthly",
            Self::TopUp => "top_up",
            Self::AutomaticTopUp => "automatic_top_up",
        }
    }

    /// The purpose with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.code() == code)
    }

    /// What people call it. `plan` is the name of the plan, where it is for one.
    pub fn text(self, plan: &str, language: Language) -> String {
        let word = match self {
            Self::Activation => Word::PaymentForPlan,
            Self::Monthly => Word::PaymentForOwed,
            Self::TopUp | Self::AutomaticTopUp => Word::PaymentForCredit,
        };
        fill(word.text(language), &[("plan", plan)])
    }
}

/// Why a card was declined (docs.stripe.com/declines/codes). The bank does not say that a card was stolen, and neither do we.
const DECLINES: [(&str, Word); 25] = [
    ("authentication_not_handled", Word::DeclinedUnconfirmed),
    ("authentication_required", Word::DeclinedUnconfirmed),
    ("card_declined", Word::DeclinedUnknown),
    ("card_not_supported", Word::DeclinedNotForThis),
    ("card_velocity_exceeded", Word::DeclinedLimit),
    ("currency_not_supported", Word::DeclinedNotForThis),
    ("do_not_honor", Word::DeclinedUnknown),
    ("expired_card", Word::DeclinedExpired),
    ("fraudulent", Word::DeclinedUnknown),
    ("generic_decline", Word::DeclinedUnknown),
    ("incorrect_cvc", Word::DeclinedCode),
    ("incorrect_number", Word::DeclinedNumber),
    ("insufficient_funds", Word::DeclinedFunds),
    ("invalid_cvc", Word::DeclinedCode),
    ("invalid_expiry_month", Word::DeclinedExpiry),
    ("invalid_expiry_year", Word::DeclinedExpiry),
    ("invalid_number", Word::DeclinedNumber),
    ("issuer_not_available", Word::DeclinedSilent),
    ("lost_card", Word::DeclinedUnknown),
    ("pickup_card", Word::DeclinedUnknown),
    ("processing_error", Word::DeclinedSilent),
    ("stolen_card", Word::DeclinedUnknown),
    ("transaction_not_allowed", Word::DeclinedNotForThis),
    ("try_again_later", Word::DeclinedSilent),
    ("withdrawal_count_limit_exceeded", Word::DeclinedLimit),
];

/// Why a payer's bank took a payment back (docs.stripe.com/api/disputes/object, `reason`).
const DISPUTES: [(&str, Word); 9] = [
    ("credit_not_processed", Word::DisputeNoRefund),
    ("duplicate", Word::DisputeTwice),
    ("fraudulent", Word::DisputeFraud),
    ("general", Word::DisputeUnsaid),
    ("product_not_received", Word::DisputeNothingCame),
    ("product_unacceptable", Word::DisputeNotAsAgreed),
    ("subscription_canceled", Word::DisputeEnded),
    ("unrecognized", Word::DisputeUnknownCharge),
    ("noncompliant", Word::DisputeUnsaid),
];

fn said(table: &[(&str, Word)], reason: &str, language: Language) -> String {
    let known = table.iter().find(|(code, _)| *code == reason);
    known.map_or_else(|| reason.trim_end_matches('.').replace('_', " "), |(_, word)| word.text(language).to_owned())
}

/// Whether this is a provider's code for a declined card that we have words for.
pub fn is_decline(code: &str) -> bool {
    DECLINES.iter().any(|(known, _)| *known == code)
}

/// Why a card was declined, as a part of a sentence: a known code in our words, anything else as the provider wrote it.
pub fn decline(reason: &str, language: Language) -> String {
    if reason.is_empty() { Word::DeclinedUnknown.text(language).to_owned() } else { said(&DECLINES, reason, language) }
}

/// Why a payment was taken back, as a part of a sentence.
pub fn dispute(reason: &str, language: Language) -> String {
    if reason.is_empty() { Word::DisputeUnsaid.text(language).to_owned() } else { said(&DISPUTES, reason, language) }
}

#[cfg(test)]
mod tests {
    use super::{Purpose, decline, dispute};
    use crate::words::Language;

    #[test]
    fn codes_are_said_in_the_readers_language_and_sentences_stay() {
        assert_eq!(decline("insufficient_funds", Language::English), "there is not enough money on it");
        assert_eq!(decline("card_declined", Language::German), decline("", Language::German));
        assert_eq!(decline("The moon is full.", Language::German), "The moon is full");
        assert_eq!(dispute("duplicate", Language::English), "it was charged twice");
        assert_eq!(Purpose::Activation.text("Starter", Language::German), "Starter, erster Monat");
        for purpose in Purpose::ALL {
            assert_eq!(Purpose::from_code(purpose.code()), Some(purpose));
        }
    }
}
