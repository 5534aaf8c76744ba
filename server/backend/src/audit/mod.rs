//! The audit: who changed what, for whom, from where. Written in the transaction of the change.

mod anchors;
mod describe;
mod list;

use std::collections::BTreeMap;

use domain::{
    form::{Answers, Step},
    ids::{CustomerId, PersonId},
};
use serde_json::Value;

use crate::{Backend, Error, Scope, Tx, rates};

pub use anchors::{anchors, check_anchors};
pub use list::{list, rows};

/// A change to note.
#[derive(Debug)]
pub struct Entry {
    /// What was done, such as `customer.created`.
    pub action: &'static str,
    /// To which customer.
    pub customer: Option<CustomerId>,
    /// What it was, without secrets.
    pub detail: Value,
}

/// Notes a change.
///
/// # Errors
/// If the database does not answer; then the change must not last either.
pub async fn note(backend: &Backend, tx: &mut Tx, scope: &Scope, entry: Entry) -> Result<(), Error> {
    debug_assert_eq!(describe::unknown(&entry.detail), Vec::<String>::new(), "{} notes what has no name", entry.action);
    sqlx::query!(
        "insert into audit (reseller_id, id, customer_id, person_id, action, address, detail, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)",
        scope.reseller.0,
        backend.new_id(),
        entry.customer.map(|id| id.0),
        scope.person.0,
        entry.action,
        scope.address(),
        entry.detail,
        backend.now(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Notes that somebody signed in, where they act first.
///
/// # Errors
/// If the database does not answer.
pub async fn note_sign_in(backend: &Backend, actor: &crate::Actor) -> Result<(), Error> {
    note_of(backend, actor, "signed_in", Value::Object(serde_json::Map::default())).await
}

/// Notes something that an actor did, and that changed nothing of a tenant's.
///
/// # Errors
/// If the database does not answer.
pub async fn note_of(backend: &Backend, actor: &crate::Actor, action: &'static str, detail: Value) -> Result<(), Error> {
    let Some(scope) = actor.own_scope() else { return Ok(()) };
    let mut tx = Tx::begin(&backend.pool, &scope).await?;
    note(backend, &mut tx, &scope, Entry { action, customer: scope.customer, detail }).await?;
    tx.commit().await
}

/// The answers that a change made others, as its entry keeps them: no more of each than a line, and nothing that the step does not ask.
pub(crate) fn differences(step: &Step, before: &Answers, after: &Answers) -> Value {
    const LONGEST: usize = 300;
    const HIDDEN: &str = "••••••";
    // Rows that are gone are in the answers before, rows that came in those after.
    let cells: BTreeMap<_, _> =
        [before, after].into_iter().flat_map(|answers| step.cells(answers)).map(|cell| (cell.key, cell.question)).collect();
    let of = |answers: &Answers| -> Value {
        let changed = cells.iter().filter(|(key, _)| before.raw(key) != after.raw(key));
        changed
            .map(|(key, question)| {
                let raw = answers.raw(key);
                // Of a secret, only that it changed.
                let text = if question.secret.is_some() && !raw.is_empty() { HIDDEN } else { raw };
                (key.to_string(), Value::String(text.chars().take(LONGEST).collect()))
            })
            .collect()
    };
    serde_json::json!({ "before": of(before), "after": of(after) })
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

/// Notes that somebody was refused for their role's sake (ASVS 16.3.2), where they act.
///
/// # Errors
/// If the database does not answer.
pub async fn note_refusal(backend: &Backend, actor: &crate::Actor, asked: &str) -> Result<(), Error> {
    if rates::take(backend, REFUSALS, &actor.person.to_string()).await?.is_some() {
        return Ok(());
    }
    note_of(backend, actor, "refused", serde_json::json!({ "asked": asked, "role": actor.role.code() })).await
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
