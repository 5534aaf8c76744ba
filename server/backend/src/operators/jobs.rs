//! Background jobs of all resellers: an operator sees which ones fail and why, runs them again, or discards them.

use std::collections::BTreeMap;

use domain::{
    ids::{CustomerId, ResellerId},
    jobs::{JOBS_PAGE, JobFilter, JobList, JobState, JobSummary},
    words::Word,
};
use serde_json::{Value, json};
use time::OffsetDateTime;
use uuid::Uuid;

use super::Console;
use crate::{
    Backend, Error, Tx,
    audit::{self, Entry},
    jobs::kind,
};

/// A page of jobs, the newest first; `after` is where the page before ended.
///
/// # Errors
/// If the database does not answer.
pub async fn jobs(backend: &Backend, console: &Console, filter: JobFilter, after: &str) -> Result<JobList, Error> {
    let (is_failed, has_problem) = match filter {
        JobFilter::Failed => (true, None),
        JobFilter::Retrying => (false, Some(true)),
        JobFilter::Active => (false, Some(false)),
    };
    // The place of a job is when it was made, and its id.
    let place = after.split_once('_').and_then(|(at, id)| {
        let at = OffsetDateTime::from_unix_timestamp_nanos(at.parse::<i128>().ok()?.checked_mul(1_000)?).ok()?;
        Some((at, id.parse::<Uuid>().ok()?))
    });
    let (at, id) = place.unwrap_or((backend.now() + time::Duration::days(1), Uuid::max()));
    let mut tx = Tx::begin_operator(&backend.pool, &console.scope).await?;
    let rows = sqlx::query!(
        r#"select j.id, j.kind, j.payload, j.reseller_id, r.name as "reseller?", j.run_at, j.taken_at,
            j.attempts, j.problem, j.done, j.total, j.made_at
        from jobs j left join resellers r on r.id = j.reseller_id
        where (j.made_at, j.id) < ($5, $1) and j.state = $2 and ($3::boolean is null or (j.problem is not null) = $3)
        order by j.made_at desc, j.id desc limit $4"#,
        id,
        if is_failed { "failed" } else { "waiting" },
        has_problem,
        i64::try_from(JOBS_PAGE + 1).unwrap_or(i64::MAX),
        at,
    )
    .fetch_all(&mut *tx)
    .await?;
    let counts = sqlx::query!(
        r#"select count(*) filter (where state = 'failed') as "failed!",
            count(*) filter (where state = 'waiting' and problem is not null) as "retrying!",
            count(*) filter (where state = 'waiting' and problem is null) as "active!"
        from jobs"#
    )
    .fetch_one(&mut *tx)
    .await?;
    let ids: Vec<_> = rows.iter().filter_map(|row| customer(&row.payload)).map(|id| id.0).collect();
    let names = sqlx::query!(r#"select id as "id!", name as "name!" from job_customers($1)"#, &ids).fetch_all(&mut *tx).await?;
    let names: BTreeMap<_, _> = names.into_iter().map(|row| (CustomerId(row.id), row.name)).collect();
    tx.commit().await?;
    let now = backend.now();
    let next = rows.get(JOBS_PAGE - 1).filter(|_| rows.len() > JOBS_PAGE);
    let next = next.map(|last| format!("{}_{}", last.made_at.unix_timestamp_nanos() / 1_000, last.id));
    let rows: Vec<_> = rows
        .into_iter()
        .take(JOBS_PAGE)
        .map(|row| JobSummary {
            id: row.id.to_string(),
            title: title(&row.kind),
            about: about(&row.payload),
            customer: customer(&row.payload).and_then(|id| names.get(&id).cloned()),
            reseller: row.reseller_id.map(ResellerId).zip(row.reseller),
            state: if is_failed {
                JobState::Failed
            } else if row.taken_at.is_some() && row.run_at > now {
                JobState::Running { done: row.done, total: row.total }
            } else {
                JobState::Waiting { until: row.run_at.unix_timestamp() }
            },
            is_discardable: is_failed && is_discardable(&row.kind),
            attempts: row.attempts,
            problem: row.problem,
            made: row.made_at.unix_timestamp(),
        })
        .collect();
    Ok(JobList { rows, counts: [counts.failed, counts.retrying, counts.active], next, now: now.unix_timestamp() })
}

/// What a kind is called; one that only another version knows is a job all the same.
fn title(name: &str) -> Word {
    kind(name).map_or(Word::JobColumn, |kind| kind.title)
}

/// Whether one that failed may be discarded.
fn is_discardable(name: &str) -> bool {
    kind(name).is_none_or(|kind| kind.discardable)
}

/// What a job is about, in the ids of its payload.
fn about(payload: &Value) -> String {
    let Value::Object(parts) = payload else { return String::new() };
    parts.values().map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).collect::<Vec<_>>().join(", ")
}

/// The customer that a job is about.
fn customer(payload: &Value) -> Option<CustomerId> {
    payload.get("customer").and_then(Value::as_str).and_then(|id| id.parse().ok()).map(CustomerId)
}

/// What an operator does with a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobChange {
    /// It runs as soon as a worker is free, with all its attempts before it.
    Again,
    /// It failed, and never runs again.
    Discard,
}

/// Runs a job again that waits or failed, or discards one that failed; gives what it is called.
///
/// # Errors
/// [`Error::NotFound`] if it is done or running, or another operator was first.
pub async fn change_job(backend: &Backend, console: &Console, id: &str, change: JobChange) -> Result<Word, Error> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let mut tx = Tx::begin_operator(&backend.pool, &console.scope).await?;
    let of = sqlx::query!("select reseller_id from jobs where id = $1", id)
        .fetch_optional(&mut *tx)
        .await?
        .ok_or(Error::NotFound)?
        .reseller_id;
    tx.commit().await?;
    // The audit is the reseller's, where the job has one.
    let scope = of.map_or(console.scope, |reseller| console.at(ResellerId(reseller)));
    let mut tx = Tx::begin_operator(&backend.pool, &scope).await?;
    let (action, changed) = match change {
        JobChange::Again => {
            let changed = sqlx::query!(
                "update jobs set state = 'waiting', run_at = $2, taken_at = null, attempts = 0, problem = null where id = $1 and (taken_at is null or run_at <= $2)
                returning kind, payload",
                id,
                backend.now(),
            );
            ("job.again", changed.fetch_optional(&mut *tx).await?.map(|row| (row.kind, row.payload)))
        }
        JobChange::Discard => {
            let gone = sqlx::query!("delete from jobs where id = $1 and state = 'failed' returning kind, payload", id);
            ("job.discarded", gone.fetch_optional(&mut *tx).await?.map(|row| (row.kind, row.payload)))
        }
    };
    let (kind, payload) = changed.ok_or(Error::NotFound)?;
    if change == JobChange::Discard && !is_discardable(&kind) {
        return Err(Error::NotFound);
    }
    audit::note(backend, &mut tx, &scope, Entry { action, customer: customer(&payload), detail: json!({ "job": kind }) })
        .await?;
    tx.commit().await?;
    Ok(title(&kind))
}
