//! Jobs that the clock makes. Each server makes them; a key lets one of each kind wait, so it does not matter how many servers there are.

use std::{future::Future, time::Duration};

use domain::{ids::PersonId, words::Word};
use futures::{FutureExt, future::BoxFuture};
use serde::{Serialize, de::DeserializeOwned};
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{Context, Job, JobError, Priority, Queue, doubling, enqueue};
use crate::{Backend, Error, Tx, ledger, payments, records};

/// A job that is made again and again. It has no payload, and is tried until it succeeds.
pub(crate) trait Periodic: Serialize + DeserializeOwned + Default + Send + Sync + 'static {
    /// The name under which the database keeps it.
    const NAME: &'static str;
    /// What operators call it.
    const TITLE: Word;
    /// The queue that it waits in.
    const QUEUE: Queue = Queue::Other;
    /// How often it is made.
    const EVERY: Duration;

    /// Does it.
    fn run(context: &Context) -> impl Future<Output = Result<(), JobError>> + Send;
}

/// The longest pause of a periodic job after it failed.
const LONGEST: time::Duration = time::Duration::minutes(10);

impl<P: Periodic> Job for P {
    const NAME: &'static str = <P as Periodic>::NAME;
    const TITLE: Word = <P as Periodic>::TITLE;
    const QUEUE: Queue = <P as Periodic>::QUEUE;
    // Work that somebody caused goes first.
    const PRIORITY: Priority = Priority::Low;
    const TRIES: i32 = i32::MAX;

    fn pause(attempt: i32) -> time::Duration {
        doubling(time::Duration::seconds(10), attempt, LONGEST)
    }

    fn key(&self) -> Option<String> {
        Some("periodic".to_owned())
    }

    async fn run(self, context: &Context) -> Result<(), JobError> {
        P::run(context).await
    }
}

/// What the clock makes.
struct Entry {
    every: Duration,
    make: for<'a> fn(&'a Backend) -> BoxFuture<'a, Result<(), Error>>,
}

impl Entry {
    const fn of<P: Periodic>() -> Self {
        Self { every: P::EVERY, make: |backend| make::<P>(backend).boxed() }
    }
}

static ENTRIES: [Entry; 6] = [
    Entry::of::<payments::ChargeDueCards>(),
    Entry::of::<payments::CloseLeftPayments>(),
    Entry::of::<payments::SubscribeToEvents>(),
    Entry::of::<ledger::ChargeMonths>(),
    Entry::of::<ledger::ProveLedgers>(),
    Entry::of::<records::FillRecords>(),
];

async fn make<P: Periodic>(backend: &Backend) -> Result<(), Error> {
    let mut tx = Tx::begin_own(&backend.pool, PersonId(Uuid::nil())).await?;
    enqueue(backend, &mut tx, &P::default()).await?;
    tx.commit().await
}

/// How often what the version before this queues is looked for, and said that jobs are run.
const ADOPT: Duration = Duration::from_secs(30);

/// Makes the periodic jobs at their times, at once first, until it is to stop. Beside them, work that the version before this queues becomes
/// jobs.
pub async fn make_periodic(backend: Backend, stop: CancellationToken) {
    let adopts = async {
        let mut is_start = true;
        while !stop.is_cancelled() {
            match adopt(&backend, is_start).await {
                Ok(()) => is_start = false,
                Err(error) => {
                    tracing::error!(%error, "what the version before left could not be taken over; it is tried again");
                }
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(ADOPT) => {}
            }
        }
    };
    let each = ENTRIES.iter().map(|entry| {
        let (backend, stop) = (&backend, &stop);
        async move {
            let mut ticks = tokio::time::interval(entry.every);
            ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                tokio::select! {
                    () = stop.cancelled() => return,
                    _ = ticks.tick() => {}
                }
                if let Err(error) = (entry.make)(backend).await {
                    tracing::error!(%error, "a periodic job could not be made; the next time will do");
                }
            }
        }
    });
    tokio::join!(adopts, futures::future::join_all(each));
}

/// Makes jobs of work that the version before this left in its own queues; of its mails only at a server's start.
///
/// # Errors
/// If the database does not answer.
pub async fn adopt(backend: &Backend, is_start: bool) -> Result<(), Error> {
    let mut tx = backend.pool.begin().await?;
    // Very many mails may wait.
    sqlx::query!("select set_config('statement_timeout', '0', true)").fetch_one(&mut *tx).await?;
    sqlx::query!("select jobs_adopt($1, $2)", backend.now(), is_start).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(())
}
