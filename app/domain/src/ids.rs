//! Typed ids: a customer's id cannot be passed where a draft's is wanted. Append-only, alphabetical.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// Whom a reseller is billed by for its customers of network services.
    BillingAccountId;
    /// A company that a reseller onboards.
    CustomerId;
    /// A flow's answers before they are submitted. It doubles as the idempotency key of the submit.
    DraftId;
    /// An invitation to act for an account.
    InvitationId;
    /// What a reseller announces.
    NoticeId;
    /// A payment of a customer's.
    PaymentId;
    /// A human who can sign in.
    PersonId;
    /// What a reseller sells, with its price.
    PlanId;
    /// A white label: the tenant.
    ResellerId;
}
