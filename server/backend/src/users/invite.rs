//! Invitations to act for an account: one or many at once, sent again, taken back. What becomes of their mails is told beside them.

use domain::{
    access::Role,
    customers::CustomerState,
    form::{Answer, Answers, Problem, Problems},
    ids::{CustomerId, InvitationId, PersonId},
    users::{self, Invitation, MailState},
    vocabulary::EmailList,
    words::{Language, Word},
};
use serde_json::json;
use time::Duration;

use super::{Whose, list::one, open, open_to_change};
use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
    mail::{self, Kind, Mail},
    rates::{self, Rate},
};

/// An invitation can be accepted for so long.
const LIFE: Duration = Duration::days(7);
/// So many may one person send, of invitations and of links (ASVS 2.3.2).
const PER_SENDER: Rate = Rate { name: "mails of", every: Duration::seconds(30), burst: 200 };
/// So many may one address get, whoever sends them: nobody's mailbox is filled by buttons of ours.
const PER_RECIPIENT: Rate = Rate { name: "mails to", every: Duration::minutes(20), burst: 5 };
/// All that the people of one customer send: they are strangers to the reseller in whose name it goes out.
const PER_CUSTOMER: Rate = Rate { name: "mails of customer", every: Duration::minutes(15), burst: 60 };

/// Whether a person may send a mail to an address just now. Asked before a transaction begins: it needs a connection of its own.
pub(crate) async fn may_mail(backend: &Backend, scope: &Scope, email: &str) -> Result<bool, Error> {
    // A recipient's limit is each reseller's own: what one sends keeps no other from writing to the same address.
    let recipient = format!("{} {email}", scope.reseller);
    let mut limits = vec![(PER_SENDER, scope.person.to_string()), (PER_RECIPIENT, recipient)];
    if let Some(customer) = scope.customer {
        limits.push((PER_CUSTOMER, customer.to_string()));
    }
    for (rate, who) in limits {
        if rates::take(backend, rate, &who).await?.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What came of sending an invitation again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resent {
    /// It is on its way to this address.
    Sent(String),
    /// It was settled meanwhile.
    Settled,
    /// Too much was sent lately, by this person or to this address.
    TooMany,
}

/// Who invites in one account at the same time waits for each other, so that each finds what the other made.
pub(super) async fn one_by_one(tx: &mut Tx, scope: &Scope) -> Result<(), Error> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 1))", scope.reseller.to_string())
        .fetch_one(&mut **tx)
        .await?;
    Ok(())
}

/// Invites everybody on a list, or, where something stands against one of them, nobody.
///
/// # Errors
/// [`Error::NotFound`] if there is no such customer for this tenant.
pub async fn invite(
    backend: &Backend,
    scope: &Scope,
    customer: Option<CustomerId>,
    answers: &Answers,
) -> Result<Result<Vec<String>, Problems>, Error> {
    // Whether there is such a customer at all.
    drop(open_to_change(backend, scope, customer).await?);
    let staff = scope.customer.is_none() && customer.is_none();
    let mut problems = if staff { &users::INVITE_STAFF } else { &users::INVITE_OF_CUSTOMER }.check(answers);
    let key = users::EMAILS.question.key;
    let list = EmailList::parse(&domain::form::clean(answers.raw(key)));
    let role = Role::from_code(answers.raw(users::STAFF_ROLE.question.key));
    let (Ok(list), Some(role), true) = (list, role, problems.is_empty()) else { return Ok(Err(problems)) };
    for guest in list.people() {
        if !may_mail(backend, scope, &guest.address()).await? {
            problems.add(key, Problem::Together(Word::InviteTooMany));
            return Ok(Err(problems));
        }
    }
    let language = answers.get(&users::MAIL_LANGUAGE).map(|spoken| spoken.0);
    let (mut tx, whose) = open_to_change(backend, scope, customer).await?;
    one_by_one(&mut tx, scope).await?;
    for guest in list.people() {
        let known =
            sqlx::query_scalar!("select id from people where email = $1", guest.address()).fetch_optional(&mut *tx).await?;
        let is_user = match known {
            Some(person) => one(&mut tx, scope, &whose, PersonId(person)).await?.is_some(),
            None => false,
        };
        if is_user {
            problems.add(key, Problem::EntryTaken(guest.number));
            return Ok(Err(problems));
        }
    }
    for listed in list.people() {
        let guest = Guest { email: &listed.address(), role, name: listed.name.as_deref(), language };
        make(backend, &mut tx, scope, &whose, guest, "user.invited").await?;
    }
    tx.commit().await?;
    Ok(Ok(list.people().iter().map(domain::vocabulary::Listed::address).collect()))
}

/// Sends an invitation again: a new one takes its place, with a week of its own.
///
/// # Errors
/// [`Error::NotFound`] if there is no such invitation of this account.
pub async fn resend(
    backend: &Backend,
    scope: &Scope,
    customer: Option<CustomerId>,
    invitation: InvitationId,
) -> Result<Resent, Error> {
    let (mut tx, whose) = open(backend, scope, customer).await?;
    let Some(pending) = pending_one(&mut tx, scope, &whose, invitation).await? else { return Ok(Resent::Settled) };
    drop(tx);
    if !may_mail(backend, scope, &pending.email).await? {
        return Ok(Resent::TooMany);
    }
    let (mut tx, whose) = open(backend, scope, customer).await?;
    one_by_one(&mut tx, scope).await?;
    let Some(pending) = pending_one(&mut tx, scope, &whose, invitation).await? else { return Ok(Resent::Settled) };
    // Whoever it goes to is called and written to as before.
    make(backend, &mut tx, scope, &whose, pending.guest(), "invitation.resent").await?;
    tx.commit().await?;
    Ok(Resent::Sent(pending.email))
}

/// Takes an invitation back. Gives the address; `None` if it is pending no more.
///
/// # Errors
/// [`Error::NotFound`] if there is no such invitation of this account.
pub async fn revoke(
    backend: &Backend,
    scope: &Scope,
    customer: Option<CustomerId>,
    invitation: InvitationId,
) -> Result<Option<String>, Error> {
    let (mut tx, whose) = open(backend, scope, customer).await?;
    let Some(Pending { email, role, .. }) = pending_one(&mut tx, scope, &whose, invitation).await? else { return Ok(None) };
    settle(backend, &mut tx, scope, invitation, "revoked").await?;
    let detail = json!({ "email": email, "role": role.code() });
    let entry = Entry { action: "invitation.revoked", customer: whose.customer, detail };
    audit::note(backend, &mut tx, scope, entry).await?;
    tx.commit().await?;
    Ok(Some(email))
}

/// The invitations of an account that nobody accepted yet, the newest first.
///
/// # Errors
/// [`Error::NotFound`] if there is no such customer for this tenant.
pub async fn invitations(backend: &Backend, scope: &Scope, customer: Option<CustomerId>) -> Result<Vec<Invitation>, Error> {
    let (mut tx, whose) = open(backend, scope, customer).await?;
    let rows = sqlx::query!(
        r#"select i.id, i.email, i.name, i.role, i.made_at, i.expires_at, p.name as "by?", m.state as "mail?", m.problem as "problem?"
        from invitations i
        left join people p on p.id = i.made_by
        left join lateral (select * from mails where mails.about = i.id order by mails.made_at desc limit 1) m on true
        where i.reseller_id = $1 and case when i.customer_id is null then i.reseller_id else i.customer_id end = $2 and i.state = 'pending'
        order by i.made_at desc, i.email"#,
        scope.reseller.0,
        whose.account(scope),
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    let now = backend.now();
    rows.into_iter()
        .map(|row| {
            let why = row.problem.unwrap_or_default();
            Ok(Invitation {
                id: InvitationId(row.id),
                email: row.email,
                name: row.name,
                role: Role::from_code(&row.role).ok_or(Error::Stored("invitations.role"))?,
                by: row.by.unwrap_or_default(),
                made: row.made_at.unix_timestamp(),
                expired: row.expires_at <= now,
                mail: mail_state(row.mail.as_deref(), why),
            })
        })
        .collect()
}

/// What became of the newest mail of an invitation. One that is dropped was not to be sent any more: the link was handed over instead.
pub(super) fn mail_state(state: Option<&str>, why: String) -> MailState {
    match state {
        Some("sent") => MailState::Sent,
        Some("failed") => MailState::Failed(why),
        Some("dropped") => MailState::ByHand,
        _ => MailState::Queued(Some(why).filter(|why| !why.is_empty())),
    }
}

/// An invitation that nobody accepted yet.
pub(super) struct Pending {
    pub(super) email: String,
    pub(super) role: Role,
    name: Option<String>,
    language: Option<Language>,
}

impl Pending {
    fn guest(&self) -> Guest<'_> {
        Guest { email: &self.email, role: self.role, name: self.name.as_deref(), language: self.language }
    }
}

/// A pending invitation of the account, locked; `None` if it is pending no more.
pub(super) async fn pending_one(
    tx: &mut Tx,
    scope: &Scope,
    whose: &Whose,
    invitation: InvitationId,
) -> Result<Option<Pending>, Error> {
    let row = sqlx::query!(
        "select email, role, state, name, language from invitations
        where reseller_id = $1 and id = $2 and case when customer_id is null then reseller_id else customer_id end = $3 for update",
        scope.reseller.0,
        invitation.0,
        whose.account(scope),
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(Error::NotFound)?;
    let role = Role::from_code(&row.role).ok_or(Error::Stored("invitations.role"))?;
    let language = row.language.as_deref().and_then(Language::of_tag);
    Ok((row.state == "pending").then_some(Pending { email: row.email, role, name: row.name, language }))
}

/// The pending invitations of a customer, held until the transaction ends.
pub(crate) async fn lock_pending(tx: &mut Tx, scope: &Scope, customer: CustomerId) -> Result<Vec<InvitationId>, Error> {
    let ids = sqlx::query_scalar!(
        "select id from invitations where reseller_id = $1 and customer_id = $2 and state = 'pending' order by id for update",
        scope.reseller.0,
        customer.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(ids.into_iter().map(InvitationId).collect())
}

/// An invitation is pending no more.
pub(crate) async fn settle(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    invitation: InvitationId,
    state: &str,
) -> Result<(), Error> {
    sqlx::query!(
        "update invitations set state = $3, settled_at = $4 where reseller_id = $1 and id = $2 and state = 'pending'",
        scope.reseller.0,
        invitation.0,
        state,
        backend.now(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whom an invitation goes to.
#[derive(Clone, Copy)]
pub(crate) struct Guest<'a> {
    /// The address.
    pub(crate) email: &'a str,
    /// In which role they will act.
    pub(crate) role: Role,
    /// What they are called, where the inviter knows.
    pub(crate) name: Option<&'a str>,
    /// In which language they are written to; the inviter's where they did not say.
    pub(crate) language: Option<Language>,
}

/// Makes an invitation, its mail and its entry in the audit. One that is pending for the same address makes room.
pub(crate) async fn make(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    whose: &Whose,
    guest: Guest<'_>,
    action: &'static str,
) -> Result<(), Error> {
    let Guest { email, role, name, language } = guest;
    let (id, now) = (backend.new_id(), backend.now());
    let before = sqlx::query_scalar!(
        "select id from invitations
        where reseller_id = $1 and case when customer_id is null then reseller_id else customer_id end = $2 and email = $3 and state = 'pending' for update",
        scope.reseller.0,
        whose.account(scope),
        email,
    )
    .fetch_optional(&mut **tx)
    .await?;
    if let Some(before) = before {
        settle(backend, tx, scope, InvitationId(before), "superseded").await?;
    }
    sqlx::query!(
        "insert into invitations (reseller_id, id, customer_id, email, role, made_by, made_at, expires_at, name, language)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        scope.reseller.0,
        id,
        whose.customer(),
        email,
        role.code(),
        scope.person.0,
        now,
        now + LIFE,
        name,
        language.map(Language::tag),
    )
    .execute(&mut **tx)
    .await?;
    let state = sqlx::query_scalar!(
        "select state from customers where reseller_id = $1 and id = $2",
        scope.reseller.0,
        whose.customer(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    let state = state.as_deref().and_then(CustomerState::from_code).filter(|_| role == Role::AccountAdministrator);
    let mut detail = json!({});
    if let Some(language) = language {
        detail["in_language"] = json!(language.tag());
    }
    // A customer's first administrator is called by name (S1.16-S1.19), however often they are written to.
    if matches!(state, Some(CustomerState::Invited | CustomerState::AwaitingActivation)) {
        detail["name"] = json!(name);
    }
    // They are to activate the account (S0.10).
    if state == Some(CustomerState::AwaitingActivation) {
        detail["activation"] = json!(true);
    }
    let mail = Mail {
        kind: Kind::Invitation,
        about: id,
        customer: whose.customer,
        recipient: email,
        language: language.unwrap_or(scope.language()),
        detail,
    };
    mail::put(backend, tx, scope, mail).await?;
    let detail = json!({ "email": email, "role": role.code() });
    audit::note(backend, tx, scope, Entry { action, customer: whose.customer, detail }).await
}
