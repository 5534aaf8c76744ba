//! The mails of a reseller, as the page shows them that tells what became of each.

use crate::{ids::CustomerId, words::Word};

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// It was given up: somebody must look.
    Failed,
    /// It waits to be sent, perhaps not for the first time.
    Queued,
    /// The mail server took it.
    Sent,
    /// What it was about was over before it was sent.
    Dropped,
}

impl Delivery {
    /// Every one, those that somebody must look at first.
    pub const ALL: [Self; 4] = [Self::Failed, Self::Queued, Self::Sent, Self::Dropped];

    /// The name under which the database and addresses know it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Dropped => "dropped",
        }
    }

    /// The one with this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|delivery| delivery.code() == code)
    }

    /// What people call it.
    pub const fn name(self) -> Word {
        match self {
            Self::Failed => Word::DeliveryFailed,
            Self::Queued => Word::DeliveryQueued,
            Self::Sent => Word::DeliverySent,
            Self::Dropped => Word::DeliveryDropped,
        }
    }
}

/// A mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailSummary {
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: Word,
    /// To whom.
    pub recipient: String,
    /// The customer for whom it was sent, if for one.
    pub customer: Option<(CustomerId, String)>,
    /// What became of it.
    pub delivery: Delivery,
    /// How often it was tried.
    pub attempts: i32,
    /// Why it was not sent, or not at once.
    pub problem: Option<String>,
    /// When it was caused: seconds since 1970-01-01 UTC.
    pub made: i64,
}

/// A page of them, the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailPage {
    /// The mails.
    pub rows: Vec<MailSummary>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Now, on the server's clock.
    pub now: i64,
}
