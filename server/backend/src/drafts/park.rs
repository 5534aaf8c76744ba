//! Answers that were posted after the session had ended: kept for an hour under the hash of a cookie's token, until the person has
//! signed in again. Nothing typed is lost.

use domain::{
    drafts::Then,
    form::{Answers, Step},
    ids::{DraftId, PersonId},
    paths,
};
use sha2::{Digest, Sha256};
use sqlx::types::Json;

use super::{conflict::storable, flow, save::Posted};
use crate::{
    Actor, Backend, Error, Tx,
    rates::{self, Rate},
};

/// A place to park at.
#[derive(Clone, Debug)]
pub struct Parked {
    /// The token for the cookie: 32 random bytes, as hexadecimal digits. Only its hash is stored.
    pub token: String,
    /// Where to go on after signing in.
    pub next: String,
}

/// The most that is parked of one step, in bytes: no step has as much.
const LARGEST: usize = 64 * 1024;
/// The most steps that are parked at a time, of everybody together.
const MOST: i32 = 5_000;
/// How often one network address may park: a person does it once, after their session has ended.
const RATE: Rate = Rate { name: "parked from", every: time::Duration::seconds(30), burst: 10 };

/// The answers of a step that it asks for, without secrets: nothing else is kept of somebody who is not signed in.
fn known(step: &Step, posted: &Answers) -> Answers {
    let cells = step.cells(posted).into_iter().filter(|cell| cell.question.secret.is_none());
    let of_cells = cells.flat_map(|cell| [cell.key.to_string(), cell.anyway()]);
    let keys = of_cells.chain(step.rows().map(|rows| rows.key.to_owned())).filter(|key| posted.has(key));
    keys.map(|key| (key.clone(), posted.raw(&key).to_owned())).collect()
}

/// Parks a step of somebody whose session has just ended; `None` where nothing is parked: then the page itself must hold what was typed.
///
/// # Errors
/// If the database does not answer.
pub async fn park(backend: &Backend, posted: &Posted, person: PersonId, from: &str) -> Result<Option<Parked>, Error> {
    let Ok(flow) = flow(&posted.flow) else { return Ok(None) };
    let Some(step) = flow.step(&posted.step) else { return Ok(None) };
    let answers = storable(&known(step, &posted.answers));
    let size: usize = answers.iter().map(|(key, text)| key.len() + text.len()).sum();
    if size > LARGEST || rates::take(backend, RATE, &rates::network(from)).await?.is_some() {
        return Ok(None);
    }

    let token = hex::encode(backend.random::<32>());
    let parked = sqlx::query_scalar!(
        r#"select answers_park_for($1, $2, $3, $4, $5, $6, $7, $8, $9) as "parked!""#,
        hash(&token),
        person.0,
        flow.id,
        posted.draft.0,
        step.slug,
        posted.seen,
        Json(answers) as _,
        backend.now(),
        MOST,
    )
    .fetch_one(&backend.pool)
    .await?;
    let next = if posted.seen == 0 { flow.path.to_owned() } else { paths::step(posted.draft, step.slug) };
    Ok(parked.then_some(Parked { token, next }))
}

/// Takes the answers that this person parked into their draft. A token works once.
///
/// # Errors
/// If the database does not answer.
pub async fn unpark(backend: &Backend, actor: &Actor, token: &str) -> Result<Option<String>, Error> {
    let Some(row) = sqlx::query!(
        r#"select flow as "flow!", draft_id as "draft!", step as "step!", version as "version!", answers as "answers!: Json<Answers>"
        from answers_take_back($1, $2, $3)"#,
        hash(token),
        actor.person.0,
        backend.now(),
    )
    .fetch_optional(&backend.pool)
    .await?
    else {
        return Ok(None);
    };
    let Ok(scope) = actor.may_walk() else { return Ok(None) };
    let draft = DraftId(row.draft);
    let posted =
        Posted { flow: row.flow, draft, seen: row.version, tab: String::new(), step: row.step.clone(), answers: row.answers.0 };
    // A flow's first page makes its draft: here as where it is sent by somebody who is signed in.
    if posted.seen == 0 {
        return match super::save(backend, &scope, posted, Then::Stay).await {
            Ok(_) => Ok(Some(paths::step(draft, &row.step))),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        };
    }
    match super::autosave(backend, &scope, posted.clone()).await {
        Ok(domain::drafts::Autosave::Saved(..)) => Ok(Some(paths::step(draft, &row.step))),
        Ok(domain::drafts::Autosave::Stale | domain::drafts::Autosave::Elsewhere) => {
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
