//! Puts a mail into the transaction that causes it: it is sent if and only if that lasts.

use domain::{
    ids::{CustomerId, PersonId},
    words::Language,
};
use serde_json::Value;
use uuid::Uuid;

use super::Kind;
use crate::{Backend, Error, Scope, Tx};

/// A mail to send.
#[derive(Debug)]
pub struct Mail<'a> {
    /// What it is about.
    pub kind: Kind,
    /// The person or the invitation that it is about.
    pub about: Uuid,
    /// The account for which it is sent; `None` for a reseller's staff.
    pub customer: Option<CustomerId>,
    /// To whom.
    pub recipient: &'a str,
    /// In which language, unless the recipient chose one.
    pub language: Language,
    /// What its sentences name, without secrets.
    pub detail: Value,
}

/// Queues a mail in the name of the reseller.
///
/// # Errors
/// If the database does not answer; then what caused the mail must not last either.
pub async fn put(backend: &Backend, tx: &mut Tx, scope: &Scope, mail: Mail<'_>) -> Result<(), Error> {
    sqlx::query!(
        "insert into mails (id, reseller_id, customer_id, kind, about, recipient, language, detail, next_at, made_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
        backend.new_id(),
        scope.reseller.0,
        mail.customer.map(|id| id.0),
        mail.kind.code(),
        mail.about,
        mail.recipient,
        mail.language.tag(),
        mail.detail,
        backend.now(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Queues a mail about something of a person's own, to them or to another address: it is no tenant's.
///
/// # Errors
/// If the database does not answer; then what caused the mail must not last either.
pub async fn put_own(
    backend: &Backend,
    tx: &mut Tx,
    person: PersonId,
    to: Option<&str>,
    kind: Kind,
    language: Language,
) -> Result<(), Error> {
    sqlx::query!(
        "insert into mails (id, kind, about, recipient, language, detail, next_at, made_at)
        select $1, $2, p.id, coalesce($4, p.email), $3, jsonb_build_object('name', p.name), $5, $5 from people p where p.id = $6",
        backend.new_id(),
        kind.code(),
        language.tag(),
        to,
        backend.now(),
        person.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
