//! Mail: a row in the transaction that causes it (`outbox`), sent by a worker (`worker`) over SMTP. What a mail says is in `letters`.

mod catcher;
mod letter;
mod letters;
mod list;
mod look;
mod outbox;
mod worker;

pub use catcher::{Catcher, Caught};
pub use letter::Letter;
pub use letters::preview_invitation;
pub(crate) use letters::{of_kind, when};
pub use list::{list, send_again};
pub use look::{Look, SavedLook, look, sample, save_logo, save_look};
pub use outbox::{Mail, put, put_own};
pub use worker::{Mailer, work};

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A user was created and chooses their password by a link, within a week.
    SetPassword,
    /// Somebody forgot their password: a link, for an hour.
    ResetPassword,
    /// Somebody is invited to act for an account.
    Invitation,
    /// One's password was changed.
    PasswordChanged,
    /// Somebody wants to sign in with this address from now on: a link, for an hour.
    EmailChange,
    /// One's address was changed; to the old one.
    EmailChanged,
    /// A second factor was turned on.
    FactorOn,
    /// The second factor was turned off.
    FactorOff,
    /// A passkey was added.
    PasskeyAdded,
    /// A passkey was removed.
    PasskeyRemoved,
    /// A payment arrived.
    Receipt,
    /// A payment was paid back.
    Refund,
    /// A card that was to be charged was declined.
    CardDeclined,
    /// Staff announce something to technical contacts (S1.7).
    Notice,
    /// A customer reports an issue (S2.16).
    IssueReport,
    /// A recovery code was used to sign in.
    RecoveryUsed,
    /// Somebody gives wrong codes after the right password, again and again.
    CodesTried,
    /// A payer's bank took a payment back; to the reseller's administrators.
    Dispute,
    /// A refund failed after it was made; to the reseller's administrators.
    RefundFailed,
    /// A customer was suspended; to its administrators.
    Suspended,
    /// A customer was resumed; to its administrators.
    Resumed,
    /// A customer was closed; to its administrators.
    Closed,
    /// Somebody may act for an account, in another role or again.
    AccessChanged,
    /// Somebody may not act for an account any more.
    AccessEnded,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 24] = [
        Self::SetPassword,
        Self::ResetPassword,
        Self::Invitation,
        Self::PasswordChanged,
        Self::EmailChange,
        Self::EmailChanged,
        Self::FactorOn,
        Self::FactorOff,
        Self::PasskeyAdded,
        Self::PasskeyRemoved,
        Self::Receipt,
        Self::Refund,
        Self::CardDeclined,
        Self::Notice,
        Self::IssueReport,
        Self::RecoveryUsed,
        Self::CodesTried,
        Self::Dispute,
        Self::RefundFailed,
        Self::Suspended,
        Self::Resumed,
        Self::Closed,
        Self::AccessChanged,
        Self::AccessEnded,
    ];

    /// The name under which the database keeps it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SetPassword => "set_password",
            Self::ResetPassword => "reset_password",
            Self::Invitation => "invitation",
            Self::PasswordChanged => "password_changed",
            Self::EmailChange => "email_change",
            Self::EmailChanged => "email_changed",
            Self::FactorOn => "factor_on",
            Self::FactorOff => "factor_off",
            Self::PasskeyAdded => "passkey_added",
            Self::PasskeyRemoved => "passkey_removed",
            Self::Receipt => "receipt",
            Self::Refund => "refund",
            Self::CardDeclined => "card_declined",
            Self::Notice => "notice",
            Self::IssueReport => "issue_report",
            Self::RecoveryUsed => "recovery_used",
            Self::CodesTried => "codes_tried",
            Self::Dispute => "dispute",
            Self::RefundFailed => "refund_failed",
            Self::Suspended => "suspended",
            Self::Resumed => "resumed",
            Self::Closed => "closed",
            Self::AccessChanged => "access_changed",
            Self::AccessEnded => "access_ended",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// How long it is worth sending: as long as its link works, and what only tells something for a day.
    const fn worth(self) -> time::Duration {
        match self {
            Self::SetPassword
            | Self::Invitation
            | Self::Receipt
            | Self::Refund
            | Self::CardDeclined
            | Self::Notice
            | Self::IssueReport
            | Self::Dispute
            | Self::RefundFailed
            | Self::Suspended
            | Self::Resumed
            | Self::Closed
            | Self::AccessChanged
            | Self::AccessEnded => time::Duration::days(7),
            Self::ResetPassword | Self::EmailChange => time::Duration::hours(1),
            Self::PasswordChanged
            | Self::EmailChanged
            | Self::FactorOn
            | Self::FactorOff
            | Self::PasskeyAdded
            | Self::PasskeyRemoved
            | Self::RecoveryUsed
            | Self::CodesTried => time::Duration::days(1),
        }
    }

    /// The page that its button leads to, for whoever may see it: without a token.
    const fn page(self) -> Option<&'static str> {
        match self {
            Self::CardDeclined => Some(domain::paths::STATEMENT),
            _ => None,
        }
    }

    /// The page that its link leads to with a token, if it has one.
    const fn link(self) -> Option<&'static str> {
        match self {
            Self::SetPassword | Self::ResetPassword => Some(domain::paths::RESET),
            Self::Invitation => Some(domain::paths::INVITATION),
            Self::EmailChange => Some(domain::paths::EMAIL),
            Self::PasswordChanged
            | Self::EmailChanged
            | Self::FactorOn
            | Self::FactorOff
            | Self::PasskeyAdded
            | Self::PasskeyRemoved
            | Self::RecoveryUsed
            | Self::CodesTried
            | Self::Receipt
            | Self::Refund
            | Self::CardDeclined
            | Self::Notice
            | Self::IssueReport
            | Self::Dispute
            | Self::RefundFailed
            | Self::Suspended
            | Self::Resumed
            | Self::Closed
            | Self::AccessChanged
            | Self::AccessEnded => None,
        }
    }
}
