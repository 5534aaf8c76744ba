//! Answers that were posted after the session had ended: kept for an hour under the hash of a cookie's token, until the person has
//! signed in again. Nothing typed is lost.

use domain::{form::Answers, ids::DraftId, paths};
use sha2::{Digest, Sha256};
use sqlx::types::Json;

use super::{conflict::storable, save::Posted, sql};
use crate::{Actor, Backend, Error, Tx};

/// A place to park at.
#[derive(Clone, Debug)]
pub struct Parked {
    /// The token for the cookie: 32 random bytes, as hexadecimal digits. Only its hash is stored.
    pub token: String,
    /// Where to go on after signing in.
    pub next: String,
}

/// Parks a step.
///
/// # Errors
/// If the database does not answer.
pub async fn park(backend: &Backend, posted: &Posted) -> Result<Parked, Error> {
    use std::fmt::Write;

    let token = backend.random::<32>().iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    });
    sqlx::query!(
        "select answers_park($1, $2, $3, $4, $5, $6)",
        hash(&token),
        posted.draft.0,
        posted.step.replace('\0', ""),
        posted.seen,
        Json(storable(&posted.answers)) as _,
        backend.now(),
    )
    .execute(&backend.pool)
    .await?;
    let next = if posted.seen == 0 { paths::NEW_CUSTOMER.to_owned() } else { paths::step(posted.draft, &posted.step) };
    Ok(Parked { token, next })
}

/// Takes parked answers into their draft, if it is one of the actor's reseller. A token works once.
///
/// # Errors
/// If the database does not answer.
pub async fn unpark(backend: &Backend, actor: &Actor, token: &str) -> Result<Option<String>, Error> {
    let Some(row) = sqlx::query!(
        r#"select draft_id as "draft!", step as "step!", version as "version!", answers as "answers!: Json<Answers>"
        from answers_unpark($1, $2)"#,
        hash(token),
        backend.now(),
    )
    .fetch_optional(&backend.pool)
    .await?
    else {
        return Ok(None);
    };
    let Ok(scope) = actor.may_walk() else { return Ok(None) };
    let mut tx = Tx::begin(&backend.pool, &scope).await?;
    let draft = DraftId(row.draft);
    let Some(stored) = sql::find(&mut tx, &scope, draft).await? else { return Ok(None) };
    tx.commit().await?;
    let posted = Posted {
        flow: stored.flow.id.to_owned(),
        draft,
        seen: row.version,
        tab: String::new(),
        step: row.step.clone(),
        answers: row.answers.0,
    };
    match super::autosave(backend, &scope, posted.clone()).await {
        Ok(domain::drafts::Autosave::Saved(..)) => Ok(Some(paths::step(draft, &row.step))),
        Ok(domain::drafts::Autosave::Stale) => {
            let mut tx = Tx::begin(&backend.pool, &scope).await?;
            super::conflict::keep(backend, &mut tx, &scope, &posted).await?;
            tx.commit().await?;
            Ok(Some(paths::conflict(draft, &row.step)))
        }
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token).to_vec()
}
