//! The audit: who changed what, for whom, from where. Written in the transaction of the change.

use domain::ids::CustomerId;
use serde_json::Value;

use crate::{Backend, Error, Scope, Tx};

/// A change to note.
#[derive(Debug)]
pub struct Entry<'a> {
    /// What was done, such as `customer.created`.
    pub action: &'static str,
    /// To which customer.
    pub customer: Option<CustomerId>,
    /// From which network address.
    pub address: &'a str,
    /// What it was, without secrets.
    pub detail: Value,
}

/// Notes a change.
///
/// # Errors
/// If the database does not answer; then the change must not last either.
pub async fn note(backend: &Backend, tx: &mut Tx, scope: &Scope, entry: Entry<'_>) -> Result<(), Error> {
    sqlx::query!(
        "insert into audit (reseller_id, id, customer_id, person_id, action, address, detail, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)",
        scope.reseller.0,
        backend.new_id(),
        entry.customer.map(|id| id.0),
        scope.person.0,
        entry.action,
        entry.address,
        entry.detail,
        backend.now(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
