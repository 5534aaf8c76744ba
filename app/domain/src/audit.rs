//! The audit as pages and exports see it: who did what, for whom, from where, and what was before and after.

use serde::{Deserialize, Serialize};

use crate::words::Word;

/// So many entries are on a page.
pub const PAGE: usize = 50;

/// Everything that is noted: the name under which it is kept, and what people call it.
pub const ACTIONS: [(&str, Word); 76] = [
    ("customer.created", Word::AuditCustomerCreated),
    ("customer.suspended", Word::AuditCustomerSuspended),
    ("customer.resumed", Word::AuditCustomerResumed),
    ("customer.closed", Word::AuditCustomerClosed),
    ("company.changed", Word::AuditCompanyChanged),
    ("customer.changed", Word::AuditCustomerChanged),
    ("draft.discarded", Word::AuditDraftDiscarded),
    ("user.created", Word::AuditUserCreated),
    ("user.added", Word::AuditUserAdded),
    ("user.role_changed", Word::AuditUserRoleChanged),
    ("user.disabled", Word::AuditUserDisabled),
    ("user.enabled", Word::AuditUserEnabled),
    ("user.removed", Word::AuditUserRemoved),
    ("user.invited", Word::AuditUserInvited),
    ("invitation.resent", Word::AuditInvitationResent),
    ("invitation.link", Word::AuditInvitationLink),
    ("invitation.revoked", Word::AuditInvitationRevoked),
    ("invitation.accepted", Word::AuditInvitationAccepted),
    ("password.changed", Word::AuditPasswordChanged),
    ("password.reset", Word::AuditPasswordReset),
    ("password.mailed", Word::AuditPasswordMailed),
    ("email.changed", Word::AuditEmailChanged),
    ("factor.on", Word::AuditFactorOn),
    ("factor.off", Word::AuditFactorOff),
    ("factor.recovery", Word::AuditFactorRecovery),
    ("factor.reset", Word::AuditFactorReset),
    ("passkey.added", Word::AuditPasskeyAdded),
    ("passkey.removed", Word::AuditPasskeyRemoved),
    ("billing.saved", Word::AuditBillingSaved),
    ("billing.deleted", Word::AuditBillingDeleted),
    ("gateway.connected", Word::AuditGatewayConnected),
    ("gateway.disconnected", Word::AuditGatewayDisconnected),
    ("settings.tax", Word::AuditTax),
    ("terms.published", Word::AuditTermsPublished),
    ("terms.accepted", Word::AuditTermsAccepted),
    ("sign_up.taken_over", Word::AuditTakenOver),
    ("sign_up.handed_over", Word::AuditHandedOver),
    ("customer.activated", Word::AuditActivated),
    ("payment.started", Word::AuditPaymentStarted),
    ("payment.paid", Word::AuditPaymentPaid),
    ("payment.declined", Word::AuditPaymentDeclined),
    ("payment.canceled", Word::AuditPaymentCanceled),
    ("payment.refunded", Word::AuditPaymentRefunded),
    ("payment.second", Word::AuditPaymentSecond),
    ("payment.disputed", Word::AuditPaymentDisputed),
    ("dispute.won", Word::AuditDisputeWon),
    ("dispute.lost", Word::AuditDisputeLost),
    ("refund.refused", Word::AuditRefundRefused),
    ("refund.failed", Word::AuditRefundFailed),
    ("card.kept", Word::AuditCardKept),
    ("card.forgotten", Word::AuditCardForgotten),
    ("top_up.changed", Word::AuditTopUp),
    ("mail.resent", Word::AuditMailResent),
    ("mail.look", Word::AuditMailLook),
    ("notice.saved", Word::AuditNoticeSaved),
    ("notice.sent", Word::AuditNoticeSent),
    ("notice.deleted", Word::AuditNoticeDeleted),
    ("issue.reported", Word::AuditIssueReported),
    ("reseller.created", Word::AuditResellerCreated),
    ("reseller.changed", Word::AuditResellerChanged),
    ("reseller.suspended", Word::AuditResellerSuspended),
    ("reseller.resumed", Word::AuditResellerResumed),
    ("plan.saved", Word::AuditPlanSaved),
    ("operator.acting", Word::AuditActing),
    ("operator.stopped", Word::AuditStopped),
    ("refused", Word::AuditRefused),
    ("signed_in", Word::AuditSignedIn),
    ("sign_in.failed", Word::AuditSignInFailed),
    ("factor.recovery_used", Word::AuditRecoveryUsed),
    ("factor.tries", Word::AuditCodesTried),
    ("sessions.ended", Word::AuditSessionsEnded),
    ("exported", Word::AuditExported),
    ("month.again", Word::AuditMonthAgain),
    ("event.again", Word::AuditEventAgain),
    ("job.again", Word::AuditJobAgain),
    ("job.discarded", Word::AuditJobDiscarded),
];

/// What people call an action.
pub fn name(action: &str) -> Option<Word> {
    ACTIONS.into_iter().find(|(known, _)| *known == action).map(|(_, word)| word)
}

/// Which entries are asked for. What is empty or unknown does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// One action only.
    pub action: String,
    /// Only what somebody did whose name or address begins with this, or has a word that does.
    pub who: String,
    /// From this day on, as `2026-11-25`, in UTC.
    pub from: String,
    /// Up to this day, itself included.
    pub to: String,
    /// Entries older than the one with this number; 0 for the newest.
    pub before: i64,
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Its number in the chain of its reseller.
    pub number: i64,
    /// When: seconds since 1970-01-01 UTC.
    pub at: i64,
    /// Who did it, by name and address, as they were then.
    pub who: String,
    /// The customer whom it was about.
    pub customer: Option<String>,
    /// What was done.
    pub action: String,
    /// From which network address.
    pub address: String,
    /// What it was, without secrets: names and values, in order.
    pub detail: Vec<(String, String)>,
}

/// A page of entries, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    /// The entries.
    pub entries: Vec<AuditEntry>,
    /// The number before which the next page begins.
    pub next: Option<i64>,
    /// Now, on the server's clock.
    pub now: i64,
}

/// A text as a cell of a table of comma-separated values: one that a spreadsheet would take for a formula is told apart (ASVS 1.2.10).
pub fn csv_safe(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::csv_safe;

    /// ASVS 1.2.10.
    #[test]
    fn a_cell_is_never_a_formula() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("-1", "'-1"),
            ("@x", "'@x"),
            ("\tx", "'\tx"),
            ("\n=1", "'\n=1"),
            ("＝1+1", "'＝1+1"),
            ("＠x", "'＠x"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(csv_safe(text), cell);
        }
    }
}
