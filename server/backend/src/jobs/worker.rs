//! Takes jobs that are due and runs them. A job is leased, not locked: a worker that dies with one loses it when the lease ends. A job that
//! fails or panics is tried again later and stops nothing else.

use std::{fmt, panic::AssertUnwindSafe, time::Duration};

use domain::ids::{PersonId, ResellerId};
use futures::FutureExt;
use serde_json::Value;
use time::OffsetDateTime;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{Context, JobError, KINDS, Kind, Queue, kind};
use crate::{Backend, Error, mail::Mailer};

/// How often a worker looks whether something is due.
const LOOK: Duration = Duration::from_millis(300);

/// Runs jobs. Cheap to clone.
#[derive(Clone)]
pub struct Worker {
    backend: Backend,
    mailer: Option<Mailer>,
    stop: CancellationToken,
}

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker").field("mailer", &self.mailer).finish_non_exhaustive()
    }
}

/// A job that was taken.
struct Taken {
    id: Uuid,
    kind: &'static Kind,
    payload: Value,
    tenant: Option<ResellerId>,
    person: PersonId,
    attempt: i32,
}

impl Worker {
    /// One that sends no mail.
    pub fn new(backend: Backend) -> Self {
        Self { backend, mailer: None, stop: CancellationToken::new() }
    }

    /// The same with a relay for mail.
    #[must_use]
    pub fn mailing(self, mailer: Mailer) -> Self {
        Self { mailer: Some(mailer), ..self }
    }

    /// The same, until this is cancelled.
    #[must_use]
    pub fn until(self, stop: CancellationToken) -> Self {
        Self { stop, ..self }
    }

    /// Runs the jobs of a queue, so many at a time, until the worker is to stop. Jobs that run then end first.
    pub async fn work(self, queue: Queue, slots: usize) {
        let mut running = JoinSet::new();
        while !self.stop.is_cancelled() {
            let taken = match self.take(queue, slots - running.len()).await {
                Ok(taken) => taken,
                Err(error) => {
                    tracing::error!(%error, queue = queue.code(), "jobs could not be taken");
                    Vec::new()
                }
            };
            let found_none = taken.is_empty();
            for job in taken {
                let worker = self.clone();
                running.spawn(async move { worker.run(queue, job).await });
            }
            // With all slots taken, or more to take, a job that ends makes room. Else it is looked again after a while.
            let has_room = running.len() < slots;
            tokio::select! {
                () = self.stop.cancelled() => {}
                Some(_) = running.join_next() => {}
                () = tokio::time::sleep(LOOK), if has_room && found_none => {}
                () = std::future::ready(()), if has_room && !found_none => {}
            }
        }
        while running.join_next().await.is_some() {}
    }

    /// Runs everything that is due in a queue, one after the other; says how many jobs that were.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn run_due(&self, queue: Queue) -> Result<usize, Error> {
        let mut count = 0;
        while let Some(job) = self.take(queue, 1).await?.pop() {
            self.run(queue, job).await;
            count += 1;
        }
        Ok(count)
    }

    async fn take(&self, queue: Queue, most: usize) -> Result<Vec<Taken>, Error> {
        if most == 0 {
            return Ok(Vec::new());
        }
        let names: Vec<String> = KINDS.iter().filter(|kind| kind.queue == queue).map(|kind| kind.name.to_owned()).collect();
        let now = self.backend.now();
        let rows = sqlx::query!(
            r#"select id as "id!", kind as "kind!", payload as "payload!", reseller, person, attempt as "attempt!"
            from jobs_take($1, $2, $3, $4, $5)"#,
            queue.code(),
            &names,
            now,
            now + queue.lease(),
            i32::try_from(most).unwrap_or(i32::MAX),
        )
        .fetch_all(&self.backend.pool)
        .await?;
        let taken = rows.into_iter().filter_map(|row| {
            Some(Taken {
                id: row.id,
                kind: kind(&row.kind)?,
                payload: row.payload,
                tenant: row.reseller.map(ResellerId),
                person: PersonId(row.person.unwrap_or_default()),
                attempt: row.attempt,
            })
        });
        Ok(taken.collect())
    }

    /// Runs a job and notes what came of it. Where even that cannot be noted, the lease ends and the job runs again.
    async fn run(&self, queue: Queue, job: Taken) {
        let Taken { id, kind, payload, tenant, person, attempt } = job;
        let context = Context {
            backend: self.backend.clone(),
            mailer: self.mailer.clone(),
            stop: self.stop.clone(),
            id,
            attempt,
            tries: kind.tries,
            lease: queue.lease(),
            tenant,
            person,
        };
        let outcome = if attempt > kind.tries {
            // Its worker died each time before it could say why.
            Err(JobError::Fail("every attempt ended without a result".to_owned()))
        } else {
            let job = AssertUnwindSafe((kind.run)(&context, payload)).catch_unwind();
            tokio::select! {
                ended = job => ended.unwrap_or_else(|_| Err(JobError::Retry("it panicked".to_owned()))),
                // It is another worker's now.
                () = self.lose(queue, id, attempt) => return,
            }
        };
        let now = self.backend.now();
        let settled = match outcome {
            Ok(()) => sqlx::query!("select job_done($1, $2)", id, attempt).execute(&self.backend.pool).await,
            Err(JobError::Retry(why)) if attempt < kind.tries => {
                tracing::warn!(job = %id, kind = kind.name, attempt, why, "job failed, will be tried again");
                self.failed(id, attempt, &why, Some(now + spread((kind.pause)(attempt), self.backend.random())), true).await
            }
            Err(JobError::Retry(why) | JobError::Fail(why)) => {
                tracing::error!(job = %id, kind = kind.name, attempt, why, "job failed");
                self.failed(id, attempt, &why, None, true).await
            }
            Err(JobError::Postpone(pause, why)) => {
                tracing::info!(job = %id, kind = kind.name, why, "job postponed");
                self.failed(id, attempt, &why, Some(now + pause), false).await
            }
        };
        if let Err(error) = settled {
            tracing::error!(job = %id, kind = kind.name, %error, "the result of a job was not stored");
        }
    }

    /// Renews the lease of a job while it runs; ends when the lease is lost.
    async fn lose(&self, queue: Queue, id: Uuid, attempt: i32) {
        loop {
            tokio::time::sleep(queue.lease().unsigned_abs() / 3).await;
            let until = self.backend.now() + queue.lease();
            let renewed = sqlx::query_scalar!(r#"select job_renew($1, $2, $3) as "renewed!""#, id, attempt, until);
            match renewed.fetch_one(&self.backend.pool).await {
                Ok(true) => {}
                Ok(false) => {
                    tracing::warn!(job = %id, "a job took longer than its lease, and another worker has it");
                    return;
                }
                Err(error) => tracing::warn!(job = %id, %error, "the lease of a job was not renewed"),
            }
        }
    }

    async fn failed(
        &self,
        id: Uuid,
        attempt: i32,
        why: &str,
        next: Option<OffsetDateTime>,
        counts: bool,
    ) -> Result<sqlx::postgres::PgQueryResult, sqlx::Error> {
        // Postgres keeps no NUL.
        let why = why.replace('\0', "");
        sqlx::query!("select job_failed($1, $2, $3, $4, $5)", id, attempt, why, next as Option<OffsetDateTime>, counts)
            .execute(&self.backend.pool)
            .await
    }
}

/// A pause, up to a fifth shorter, so that jobs that failed together do not come back together.
fn spread(pause: time::Duration, random: [u8; 1]) -> time::Duration {
    pause * (800 + i32::from(random[0]) * 200 / 255) / 1_000
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn pauses_are_up_to_a_fifth_shorter() {
        let pause = time::Duration::minutes(10);
        assert_eq!(spread(pause, [0]), time::Duration::minutes(8));
        assert_eq!(spread(pause, [255]), pause);
    }
}
