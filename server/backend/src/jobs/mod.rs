//! Jobs: work that no request waits for. A job is a row that is made in the transaction that causes it, so it runs if and only if that
//! commits. Workers take due jobs under a lease (`worker`); some jobs are made by the clock (`periodic`). To add one: a struct with its
//! payload, `impl Job`, and its line in [`KINDS`].

mod periodic;
mod worker;

use std::{fmt, future::Future};

use domain::{
    ids::{PersonId, ResellerId},
    words::Word,
};
use futures::{FutureExt, future::BoxFuture};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use time::{Duration, OffsetDateTime};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

pub(crate) use periodic::Periodic;
pub use periodic::{adopt, make_periodic};
pub use worker::Worker;

use crate::{Backend, Error, Scope, Tx, ledger, mail, notices, payments, records};

/// Queues have workers of their own, so that a slow kind of job does not delay the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    /// Emails. Worked on only where a relay is configured.
    Mail,
    /// Events that payment providers reported.
    Events,
    /// What payment providers are asked for.
    Charges,
    /// Everything else.
    Other,
}

impl Queue {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Mail, Self::Events, Self::Charges, Self::Other];

    /// The name under which the database keeps it.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Events => "events",
            Self::Charges => "charges",
            Self::Other => "other",
        }
    }

    /// How long a worker may be silent about a job before another worker takes it.
    const fn lease(self) -> Duration {
        match self {
            Self::Mail => Duration::minutes(5),
            Self::Events => Duration::minutes(2),
            Self::Charges | Self::Other => Duration::minutes(10),
        }
    }
}

/// Which of the due jobs of a queue is taken first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Priority {
    /// As soon as a worker is free.
    Normal = 0,
    /// After all others.
    Low = 1,
}

/// A kind of job: its payload, and what is done with it. It may run more than once, such as after a crash, so it must find out what is done
/// already.
pub(crate) trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The name under which the database keeps it.
    const NAME: &'static str;
    /// What operators call it.
    const TITLE: Word;
    /// The queue that it waits in.
    const QUEUE: Queue = Queue::Other;
    /// Which of the due jobs of the queue is taken first.
    const PRIORITY: Priority = Priority::Normal;
    /// After so many failed attempts it is left to an operator.
    const TRIES: i32 = 12;

    /// Whether an operator may discard one that failed. Not where something waits for it, such as a payment that stays open.
    const DISCARDABLE: bool = true;

    /// How long it rests after this attempt, the first one being 1.
    fn pause(attempt: i32) -> Duration {
        doubling(Duration::seconds(10), attempt, Duration::hours(6))
    }

    /// At most one job of the kind exists with the same key.
    fn key(&self) -> Option<String> {
        None
    }

    /// Does it.
    fn run(self, context: &Context) -> impl Future<Output = Result<(), JobError>> + Send;
}

/// A pause after an attempt, the first one being 1: twice as long each time, up to the longest.
pub(crate) fn doubling(first: Duration, attempt: i32, longest: Duration) -> Duration {
    (first * 2_i32.pow(attempt.clamp(1, 20).unsigned_abs() - 1)).min(longest)
}

/// Why a job is not done.
#[derive(Debug)]
pub(crate) enum JobError {
    /// It is tried again after its pause; after the last attempt it failed.
    Retry(String),
    /// Trying again would not help: it failed, and an operator must look.
    Fail(String),
    /// It cannot be done now, through no fault of its own: it is tried again after this time, and the attempt does not count.
    Postpone(Duration, String),
}

/// How long a job waits for a database that does not answer.
const OUTAGE: Duration = Duration::seconds(10);

impl From<Error> for JobError {
    fn from(error: Error) -> Self {
        // A query that takes too long (57014) takes as long the next time.
        let passes = error.is_unavailable() && !error.is_code("57014");
        if passes { Self::Postpone(OUTAGE, error.to_string()) } else { Self::Retry(error.to_string()) }
    }
}

/// What a running job may use.
pub(crate) struct Context {
    pub(crate) backend: Backend,
    /// How mail leaves, in the queue of mails.
    pub(crate) mailer: Option<mail::Mailer>,
    /// Whether the server is stopping: a long job then ends early.
    stop: CancellationToken,
    id: Uuid,
    attempt: i32,
    tries: i32,
    lease: Duration,
    tenant: Option<ResellerId>,
    person: PersonId,
}

impl Context {
    /// In the name of whoever caused the job, in their reseller.
    ///
    /// # Errors
    /// If it belongs to no reseller.
    pub(crate) fn scope(&self) -> Result<Scope, JobError> {
        let reseller = self.tenant.ok_or_else(|| JobError::Fail("it belongs to no reseller".to_owned()))?;
        Ok(Scope::of_job(reseller, self.person))
    }

    /// How often it was taken, this time included.
    pub(crate) const fn attempt(&self) -> i32 {
        self.attempt
    }

    /// Whether the job fails for good if this attempt fails.
    pub(crate) const fn is_last_try(&self) -> bool {
        self.attempt >= self.tries
    }

    /// Says how far the job is, which also renews its lease.
    ///
    /// # Errors
    /// If the server is stopping, or another worker has the job: then this one must end.
    pub(crate) async fn progress(&self, done: usize, total: Option<usize>) -> Result<(), JobError> {
        let count = |number| i64::try_from(number).unwrap_or(i64::MAX);
        let kept = sqlx::query_scalar!(
            r#"select job_progress($1, $2, $3, $4, $5) as "kept!""#,
            self.id,
            self.attempt,
            count(done),
            total.map(count),
            self.backend.now() + self.lease,
        )
        .fetch_one(&self.backend.pool)
        .await
        .map_err(Error::from)?;
        if kept && !self.stop.is_cancelled() {
            return Ok(());
        }
        let why = if kept { "the server stopped" } else { "another worker has it" };
        Err(JobError::Postpone(Duration::ZERO, why.to_owned()))
    }
}

/// Makes a job in the transaction that causes it, for the transaction's tenant and person.
///
/// # Errors
/// If the database does not answer; then what caused the job must not last either.
pub(crate) async fn enqueue<J: Job>(backend: &Backend, tx: &mut Tx, job: &J) -> Result<(), Error> {
    enqueue_at(backend, tx, job, backend.now()).await
}

/// The same for a later time.
///
/// # Errors
/// If the database does not answer; then what caused the job must not last either.
pub(crate) async fn enqueue_at<J: Job>(backend: &Backend, tx: &mut Tx, job: &J, at: OffsetDateTime) -> Result<(), Error> {
    let payload = serde_json::to_value(job).map_err(|_| Error::Stored("jobs.payload"))?;
    sqlx::query!(
        "select job_enqueue($1, $2, $3, $4, $5, $6, $7, $8)",
        backend.new_id(),
        J::NAME,
        J::QUEUE.code(),
        J::PRIORITY as i16,
        payload,
        job.key(),
        at,
        backend.now(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What is known of a kind without its type.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) title: Word,
    pub(crate) discardable: bool,
    queue: Queue,
    tries: i32,
    pause: fn(i32) -> Duration,
    run: for<'a> fn(&'a Context, Value) -> BoxFuture<'a, Result<(), JobError>>,
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Kind {
    const fn of<J: Job>() -> Self {
        Self {
            name: J::NAME,
            title: J::TITLE,
            discardable: J::DISCARDABLE,
            queue: J::QUEUE,
            tries: J::TRIES,
            pause: J::pause,
            run: |context, payload| {
                async move {
                    let job: J = serde_json::from_value(payload).map_err(|error| JobError::Fail(error.to_string()))?;
                    job.run(context).await
                }
                .boxed()
            },
        }
    }
}

/// All kinds.
pub(crate) static KINDS: &[Kind] = &[
    Kind::of::<mail::SendMail>(),
    Kind::of::<payments::TakeEvent>(),
    Kind::of::<payments::ChargeCard>(),
    Kind::of::<payments::KeepCard>(),
    Kind::of::<payments::DetachCard>(),
    Kind::of::<payments::ResumeRefund>(),
    Kind::of::<payments::ChargeDueCards>(),
    Kind::of::<payments::CloseLeftPayments>(),
    Kind::of::<payments::SubscribeToEvents>(),
    Kind::of::<ledger::ChargeMonth>(),
    Kind::of::<ledger::ChargeMonths>(),
    Kind::of::<ledger::ProveLedgers>(),
    Kind::of::<notices::SendNotice>(),
    Kind::of::<records::FillRecords>(),
    #[cfg(any(test, feature = "testing"))]
    Kind::of::<crate::testing::Trial>(),
];

/// The kind of this name; `None` for one that only another version knows.
pub(crate) fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}
