//! The audit: who changed what, for whom, from where. Written in the transaction of the change.

mod anchors;
mod list;

use domain::ids::{CustomerId, PersonId};
use serde_json::Value;

use crate::{Backend, Error, Scope, Tx, rates};

pub use anchors::{anchors, check_anchors};
pub use list::{list, rows};

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

/// Notes that somebody signed in, where they act first. An operator acts for no tenant.
///
/// # Errors
/// If the database does not answer.
pub async fn note_sign_in(backend: &Backend, actor: &crate::Actor, address: &str) -> Result<(), Error> {
    let Some(scope) = actor.own_scope() else {
        tracing::info!(person = %actor.person, address, "an operator signed in");
        return Ok(());
    };
    let mut tx = Tx::begin(&backend.pool, &scope).await?;
    let entry =
        Entry { action: "signed_in", customer: scope.customer, address, detail: Value::Object(serde_json::Map::default()) };
    note(backend, &mut tx, &scope, entry).await?;
    tx.commit().await
}

/// Notes something about a person's sign-in while nobody is signed in: wherever they act.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn note_own(backend: &Backend, person: PersonId, action: &'static str, address: &str) -> Result<(), Error> {
    sqlx::query!("select audit_note_own($1, $2, $3, $4, $5)", backend.new_id(), person.0, action, address, backend.now())
        .execute(&backend.pool)
        .await?;
    Ok(())
}

/// Refusals of one person that are noted: so many at once, and then one a minute. Whoever asks for the same again and again must not be able
/// to fill their tenant's audit.
const REFUSALS: rates::Rate = rates::Rate { name: "refusals of", every: time::Duration::minutes(1), burst: 20 };

/// Notes that somebody was refused for their role's sake (ASVS 16.3.2), where they act. An operator acts for no tenant.
///
/// # Errors
/// If the database does not answer.
pub async fn note_refusal(backend: &Backend, actor: &crate::Actor, address: &str, asked: &str) -> Result<(), Error> {
    let Some(scope) = actor.own_scope() else { return Ok(()) };
    if rates::take(backend, REFUSALS, &actor.person.to_string()).await?.is_some() {
        return Ok(());
    }
    let mut tx = Tx::begin(&backend.pool, &scope).await?;
    let detail = serde_json::json!({ "asked": asked, "role": actor.role.code() });
    note(backend, &mut tx, &scope, Entry { action: "refused", customer: scope.customer, address, detail }).await?;
    tx.commit().await
}

/// What is wrong with the chains of all resellers: a sentence for each, and whether every one is whole. The database's owner asks.
///
/// # Errors
/// If the database does not answer.
pub async fn verify(options: &crate::database::Options) -> Result<(Vec<String>, bool), Error> {
    use sqlx::ConnectOptions;

    let mut owner = options.connect().await?;
    let chains = sqlx::query!(
        r#"select reseller as "reseller!", entries as "entries!", broken_at from audit_verify() order by reseller"#
    )
    .fetch_all(&mut owner)
    .await?;
    let whole = chains.iter().all(|chain| chain.broken_at.is_none());
    let said = chains.into_iter().map(|chain| match chain.broken_at {
        None => format!("{}: {} entries, whole", chain.reseller, chain.entries),
        Some(at) => format!("{}: broken at entry {at}", chain.reseller),
    });
    Ok((said.collect(), whole))
}
