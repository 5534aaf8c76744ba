//! Where each page lives, as functions, so that a link cannot be misspelt and server and browser agree.

use crate::ids::{BillingAccountId, CustomerId, DraftId, NoticeId, PaymentId, PersonId, PlanId, ResellerId};

/// The dashboard.
pub const DASHBOARD: &str = "/";
/// What a mail's link says beside its token: the language of the mail.
pub const IN_LANGUAGE: &str = "in";
/// The list of customers.
pub const CUSTOMERS: &str = "/customers";
/// The first step of "Create New Customer".
pub const NEW_CUSTOMER: &str = "/customers/new";
/// Adds a customer of network services (S1).
pub const ADD_CUSTOMER: &str = "/customers/add";
/// Invites one.
pub const INVITE_CUSTOMER: &str = "/customers/invite";
/// The invitations of customers.
pub const INVITES: &str = "/invites";
/// Tells an open page of changes to them.
pub const INVITES_EVENTS: &str = "/invites/events";
/// What became of a reseller's mails.
pub const MAIL: &str = "/mail";
/// The billing accounts of a reseller.
pub const BILLING: &str = "/billing";
/// Makes one.
pub const NEW_BILLING: &str = "/billing/new";
/// What a reseller's administrators decide: payment provider, tax, terms.
pub const SETTINGS: &str = "/settings";
/// A ledger: the reseller's, one of its billing accounts', or a customer's own.
pub const STATEMENT: &str = "/statement";
/// The same as comma-separated values.
pub const STATEMENT_CSV: &str = "/statement.csv";
/// How a reseller's mails look.
pub const MAIL_LOOK: &str = "/settings/mail";
/// The logo in them: it is sent there, and shown from there.
pub const MAIL_LOGO: &str = "/settings/mail/logo";
/// What a reseller announces.
pub const NOTICES: &str = "/notices";
/// Writes another.
pub const NOTICE_NEW: &str = "/notices/new";
/// A customer's credit and card.
pub const CREDIT: &str = "/credit";
/// Activates an account, with a mailed link's token; it leads on to the invitation.
pub const ACTIVATE: &str = "/activate";
/// Where payment providers tell us what became of payments; below it, a reseller's.
pub const WEBHOOKS: &str = "/webhooks/payments";
/// The drafts of the reseller.
pub const DRAFTS: &str = "/drafts";
/// The finder: customers and actions by what is typed.
pub const FINDER: &str = "/go";
/// Who changed what.
pub const AUDIT: &str = "/audit";
/// The same as comma-separated values.
pub const AUDIT_CSV: &str = "/audit.csv";
/// The users of the account in which one acts.
pub const USERS: &str = "/users";
/// One's own accounts, to switch between.
pub const SWITCH: &str = "/switch";
/// One's own password.
pub const PASSWORD: &str = "/me/password";
/// The sheet of reference, in development only.
pub const VOCABULARY: &str = "/dev/vocabulary";
/// The sign-in page.
pub const SIGN_IN: &str = "/sign-in";
/// Asks for a link to choose a new password.
pub const FORGOT: &str = "/forgot";
/// Chooses a password, with a mailed link's token in a cookie; below it, links carry their token.
pub const RESET: &str = "/reset";
/// Accepts an invitation, in the same way.
pub const INVITATION: &str = "/i";
/// Confirms another e-mail address, in the same way.
pub const EMAIL: &str = "/email";
/// Gives the code of a second factor.
pub const CODE: &str = "/sign-in/code";
/// What is one's own: address, password, second factor, sessions.
pub const ME: &str = "/me";
/// Another address to sign in with.
pub const MY_EMAIL: &str = "/me/email";
/// One's second factor.
pub const FACTOR: &str = "/me/second-factor";
/// Signs in with a passkey.
pub const PASSKEY: &str = "/sign-in/passkey";
/// One's passkeys.
pub const PASSKEYS: &str = "/me/passkeys";
/// Where one is signed in.
pub const SESSIONS: &str = "/me/sessions";
/// The operator's console.
pub const OPERATOR: &str = "/operator";
/// Background jobs of all resellers.
pub const JOBS: &str = "/operator/jobs";
/// Makes a reseller.
pub const NEW_RESELLER: &str = "/operator/new";
/// The first operator comes.
pub const FIRST_OPERATOR: &str = "/operator/first";
/// How long the session lasts, and the way to let it go on.
pub const STAY: &str = "/me/stay";
/// Where browsers report what the policy for scripts kept from loading.
pub const CSP: &str = "/csp";
/// What was mailed, in development only.
pub const DEV_MAIL: &str = "/dev/mail";

/// How a country writes addresses, for the browser.
pub fn address_rules(country: &str) -> String {
    format!("/data/addresses/{country}")
}

/// The words of a language, for the browser.
pub fn words(edition: &str, tag: &str) -> String {
    format!("/data/words/{edition}/{tag}")
}

/// One customer's page.
pub fn customer(id: CustomerId) -> String {
    format!("{CUSTOMERS}/{id}")
}

/// One billing account.
pub fn billing_account(id: BillingAccountId) -> String {
    format!("{BILLING}/{id}")
}

/// What became of a payment.
pub fn payment(id: PaymentId) -> String {
    format!("/pay/{id}")
}

/// A notice.
pub fn notice(id: NoticeId) -> String {
    format!("{NOTICES}/{id}")
}

/// The mail of a notice, as a mail program shows it.
pub fn notice_mail(id: NoticeId) -> String {
    format!("{NOTICES}/{id}/mail")
}

/// Changes what a notice says.
pub fn notice_text(id: NoticeId) -> String {
    format!("{NOTICES}/{id}/text")
}

/// A sample of a reseller's mails, as a mail program shows it.
pub fn mail_sample(sample: &str) -> String {
    format!("{MAIL_LOOK}/sample/{sample}")
}

/// Pays a customer's payment back.
pub fn refund(id: PaymentId) -> String {
    format!("/payments/{id}/refund")
}

/// The ledger of a billing account.
pub fn statement_of(account: BillingAccountId) -> String {
    format!("{STATEMENT}?account={account}")
}

/// Where a customer is suspended, resumed and closed.
pub fn life(of: CustomerId) -> String {
    format!("{}/life", customer(of))
}

/// The form that changes a section of one's own record, or of a customer's.
pub fn record(of: Option<CustomerId>, section: &str) -> String {
    of.map_or_else(|| format!("/account/{section}"), |of| format!("{}/edit/{section}", customer(of)))
}

/// The users of one's own account, or of a customer.
pub fn users(of: Option<CustomerId>) -> String {
    of.map_or_else(|| USERS.to_owned(), |of| format!("{}/users", customer(of)))
}

/// The page that creates a user.
pub fn new_user(of: Option<CustomerId>) -> String {
    format!("{}/new", users(of))
}

/// One reseller, as the operator sees it.
pub fn reseller(id: ResellerId) -> String {
    format!("{OPERATOR}/resellers/{id}")
}

/// A plan of a reseller, or the page that makes one.
pub fn plan(of: ResellerId, plan: Option<PlanId>) -> String {
    format!("{}/plans/{}", reseller(of), plan.map_or_else(|| "new".to_owned(), |plan| plan.to_string()))
}

/// The page that invites users.
pub fn invite_users(of: Option<CustomerId>) -> String {
    format!("{}/invite", users(of))
}

/// The page that adds an existing user.
pub fn add_user(of: Option<CustomerId>) -> String {
    format!("{}/add", users(of))
}

/// One user's page.
pub fn user(of: Option<CustomerId>, person: PersonId) -> String {
    format!("{}/{person}", users(of))
}

/// One step of a draft.
pub fn step(draft: DraftId, step: &str) -> String {
    format!("{NEW_CUSTOMER}/{draft}/{step}")
}

/// The page that lists every answer before the customer is made.
pub fn check(draft: DraftId) -> String {
    step(draft, "check")
}

/// The page that says the customer was made.
pub fn done(draft: DraftId) -> String {
    step(draft, "done")
}

/// The page that asks before a draft is discarded.
pub fn discard(draft: DraftId) -> String {
    step(draft, "discard")
}

/// The page that shows what this tab typed beside what another one saved.
pub fn conflict(draft: DraftId, of: &str) -> String {
    format!("{}/conflict", step(draft, of))
}

/// An address with a query: names of ours, any values.
pub fn with(path: &str, query: &[(&str, &str)]) -> String {
    let mut out = path.to_owned();
    for (at, (name, value)) in query.iter().enumerate() {
        out.push(if at == 0 { '?' } else { '&' });
        out.push_str(name);
        out.push('=');
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() {
                out.push(char::from(byte));
            } else {
                let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or_default().to_ascii_uppercase();
                out.extend(['%', digit(byte >> 4), digit(byte & 0xf)]);
            }
        }
    }
    out
}

/// A path of ours that is safe to go to after sign-in: absolute, on this host, without control characters or a backslash
/// (ASVS 3.7.2). Anything else becomes the dashboard.
pub fn safe_next(next: &str) -> &str {
    let local = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.contains("/../")
        && next.len() <= 512
        && next.chars().all(|c| c.is_ascii_graphic());
    if local && !next.starts_with(SIGN_IN) && !next.starts_with("/api") { next } else { DASHBOARD }
}

#[cfg(test)]
mod tests {
    use super::{safe_next, with};

    #[test]
    fn values_in_an_address_stay_values() {
        assert_eq!(with("/users", &[]), "/users");
        assert_eq!(
            with("/users", &[("done", "added"), ("name", "Ö & Co/1?")]),
            "/users?done=added&name=%C3%96%20%26%20Co%2F1%3F"
        );
    }

    /// ASVS 3.7.2.
    #[test]
    fn only_paths_of_our_own_are_followed_after_sign_in() {
        for good in ["/", "/customers", "/customers?after=1&name=a%20b", "/customers/new/x/contact"] {
            assert_eq!(safe_next(good), good);
        }
        for bad in [
            "",
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "/a\nb",
            "/sign-in",
            "/api/x",
            "/ü",
        ] {
            assert_eq!(safe_next(bad), "/", "{bad}");
        }
    }
}
