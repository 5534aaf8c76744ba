//! Mail: a row in the transaction that causes it (`outbox`), sent by its job (`send`) over SMTP. What a mail says is in `letters`.

mod catcher;
mod letter;
mod letters;
mod list;
mod look;
mod outbox;
mod send;

use domain::{paths, words::Word};
use time::Duration;

pub use catcher::{Catcher, Caught};
pub use letter::Letter;
pub use letters::preview_invitation;
pub(crate) use letters::{of_kind, when};
pub use list::{list, send_again};
pub use look::{Look, SavedLook, look, sample, save_logo, save_look};
pub use outbox::{Mail, put, put_own};
pub use send::Mailer;
pub(crate) use send::SendMail;

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

/// What is the same of every mail of a kind.
struct About {
    kind: Kind,
    /// The name under which the database keeps it.
    code: &'static str,
    /// What people call it.
    name: Word,
    /// How long it is worth sending.
    worth: Duration,
    /// The page that its link leads to with a token, if it has one.
    link: Option<&'static str>,
}

/// As long as a link to choose a password works, and for what somebody should read even after a long outage.
const WEEK: Duration = Duration::days(7);
/// What only tells something.
const DAY: Duration = Duration::days(1);
/// As long as a link to another password works.
const HOUR: Duration = Duration::hours(1);

/// Every kind, in the order in which they are declared.
const KINDS: [About; 24] = [
    About {
        kind: Kind::SetPassword,
        code: "set_password",
        name: Word::MailKindSetPassword,
        worth: WEEK,
        link: Some(paths::RESET),
    },
    About {
        kind: Kind::ResetPassword,
        code: "reset_password",
        name: Word::MailKindOther,
        worth: HOUR,
        link: Some(paths::RESET),
    },
    About {
        kind: Kind::Invitation,
        code: "invitation",
        name: Word::MailKindInvitation,
        worth: WEEK,
        link: Some(paths::INVITATION),
    },
    About { kind: Kind::PasswordChanged, code: "password_changed", name: Word::MailKindOther, worth: DAY, link: None },
    About { kind: Kind::EmailChange, code: "email_change", name: Word::MailKindOther, worth: HOUR, link: Some(paths::EMAIL) },
    About { kind: Kind::EmailChanged, code: "email_changed", name: Word::MailKindOther, worth: DAY, link: None },
    About { kind: Kind::FactorOn, code: "factor_on", name: Word::MailKindOther, worth: DAY, link: None },
    About { kind: Kind::FactorOff, code: "factor_off", name: Word::MailKindOther, worth: DAY, link: None },
    About { kind: Kind::PasskeyAdded, code: "passkey_added", name: Word::MailKindOther, worth: DAY, link: None },
    About { kind: Kind::PasskeyRemoved, code: "passkey_removed", name: Word::MailKindOther, worth: DAY, link: None },
    About { kind: Kind::Receipt, code: "receipt", name: Word::MailKindReceipt, worth: WEEK, link: None },
    About { kind: Kind::Refund, code: "refund", name: Word::MailKindRefund, worth: WEEK, link: None },
    About { kind: Kind::CardDeclined, code: "card_declined", name: Word::MailKindCardDeclined, worth: WEEK, link: None },
    About { kind: Kind::Notice, code: "notice", name: Word::MailKindNotice, worth: WEEK, link: None },
    About { kind: Kind::IssueReport, code: "issue_report", name: Word::MailKindIssue, worth: WEEK, link: None },
    About { kind: Kind::RecoveryUsed, code: "recovery_used", name: Word::MailKindOther, worth: DAY, link: None },
    About { kind: Kind::CodesTried, code: "codes_tried", name: Word::MailKindOther, worth: DAY, link: None },
    About { kind: Kind::Dispute, code: "dispute", name: Word::MailKindDispute, worth: WEEK, link: None },
    About { kind: Kind::RefundFailed, code: "refund_failed", name: Word::MailKindRefundFailed, worth: WEEK, link: None },
    About { kind: Kind::Suspended, code: "suspended", name: Word::MailKindLife, worth: WEEK, link: None },
    About { kind: Kind::Resumed, code: "resumed", name: Word::MailKindLife, worth: WEEK, link: None },
    About { kind: Kind::Closed, code: "closed", name: Word::MailKindLife, worth: WEEK, link: None },
    About { kind: Kind::AccessChanged, code: "access_changed", name: Word::MailKindAccess, worth: WEEK, link: None },
    About { kind: Kind::AccessEnded, code: "access_ended", name: Word::MailKindAccess, worth: WEEK, link: None },
];

impl Kind {
    const fn about(self) -> &'static About {
        &KINDS[self as usize]
    }

    /// The name under which the database keeps it.
    pub const fn code(self) -> &'static str {
        self.about().code
    }

    fn from_code(code: &str) -> Option<Self> {
        KINDS.iter().find(|about| about.code == code).map(|about| about.kind)
    }

    /// What people call it.
    const fn name(self) -> Word {
        self.about().name
    }

    /// How long it is worth sending.
    const fn worth(self) -> Duration {
        self.about().worth
    }

    /// The page that its link leads to with a token, if it has one.
    const fn link(self) -> Option<&'static str> {
        self.about().link
    }

    /// The page that its button leads to, for those who may see it: without a token.
    const fn page(self) -> Option<&'static str> {
        match self {
            Self::CardDeclined => Some(paths::STATEMENT),
            _ => None,
        }
    }
}

/// What people call the kind with this code.
pub(crate) fn kind_name(code: &str) -> Option<Word> {
    Kind::from_code(code).map(Kind::name)
}

#[cfg(test)]
mod tests {
    use super::KINDS;

    #[test]
    fn each_kind_is_in_its_place() {
        for (at, about) in KINDS.iter().enumerate() {
            assert_eq!(about.kind as usize, at, "{}", about.code);
        }
    }
}
