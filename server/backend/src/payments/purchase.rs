//! What a payment is for, with everything that its ledger entries, its emails and the customer's plan follow from. A payment's row keeps it as
//! its purpose and its detail.

use domain::{ids::PlanId, payments::reasons::Purpose};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::Error;

/// What is paid for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Purchase {
    /// The first month of a plan; it activates the account (S0.11).
    Activation(FirstMonth),
    /// What is owed. With a card, where it is charged without its owner.
    Owed(Option<KeptCard>),
    /// Credit, by somebody who is there (S0.15).
    TopUp,
    /// Credit, by the kept card.
    AutomaticTopUp(Option<KeptCard>),
}

/// The first month of a plan, as it was offered. Amounts are in minor units of the payment's currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FirstMonth {
    /// What the plan was called.
    pub(crate) plan: String,
    pub(crate) plan_id: PlanId,
    pub(crate) setup: i64,
    pub(crate) monthly: i64,
    /// What the tax was called, where there was one.
    pub(crate) tax_name: Option<String>,
}

/// A card that the provider keeps, and whose it is there. That one is charged, even if another one is kept by then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptCard {
    pub(crate) card: String,
    pub(crate) payer: String,
}

impl Purchase {
    /// A purchase from a payment's row.
    ///
    /// # Errors
    /// [`Error::Stored`] if the detail is not what the purpose needs.
    pub(crate) fn read(purpose: &str, detail: &Value) -> Result<Self, Error> {
        let card = || KeptCard::deserialize(detail);
        let stored = |_| Error::Stored("payments.detail");
        Ok(match Purpose::from_code(purpose).ok_or(Error::Stored("payments.purpose"))? {
            Purpose::Activation => Self::Activation(FirstMonth::deserialize(detail).map_err(stored)?),
            Purpose::Monthly => Self::Owed(card().ok()),
            Purpose::TopUp => Self::TopUp,
            // Early payments of either kind did not say which card.
            Purpose::AutomaticTopUp => Self::AutomaticTopUp(card().ok()),
        })
    }

    /// Its purpose.
    pub(crate) const fn purpose(&self) -> Purpose {
        match self {
            Self::Activation(_) => Purpose::Activation,
            Self::Owed(_) => Purpose::Monthly,
            Self::TopUp => Purpose::TopUp,
            Self::AutomaticTopUp(_) => Purpose::AutomaticTopUp,
        }
    }

    /// What a payment's row keeps beside the purpose.
    pub(crate) fn detail(&self) -> Value {
        match self {
            Self::Activation(month) => json!(month),
            Self::Owed(Some(card)) | Self::AutomaticTopUp(Some(card)) => json!(card),
            Self::Owed(None) | Self::TopUp | Self::AutomaticTopUp(None) => json!({}),
        }
    }

    /// The name of the plan that it is for; empty where it is for none.
    pub(crate) fn plan(&self) -> &str {
        if let Self::Activation(month) = self { &month.plan } else { "" }
    }
}

#[cfg(test)]
mod tests {
    use domain::ids::PlanId;

    use super::{FirstMonth, KeptCard, Purchase};

    #[test]
    fn a_purchase_is_read_as_it_was_kept() {
        let card = KeptCard { card: "pm_1".to_owned(), payer: "cus_1".to_owned() };
        let month = FirstMonth {
            plan: "Business".to_owned(),
            plan_id: PlanId(uuid::Uuid::nil()),
            setup: 2_500,
            monthly: 4_900,
            tax_name: None,
        };
        for purchase in [
            Purchase::Activation(month),
            Purchase::Owed(None),
            Purchase::Owed(Some(card.clone())),
            Purchase::TopUp,
            Purchase::AutomaticTopUp(Some(card)),
        ] {
            let read = Purchase::read(purchase.purpose().code(), &purchase.detail());
            assert_eq!(read.ok(), Some(purchase));
        }
        assert!(Purchase::read("activation", &serde_json::json!({})).is_err(), "a first month has a plan");
        assert!(Purchase::read("unknown", &serde_json::json!({})).is_err());
    }
}
