//! Pages that may read very many rows (the audit with a filter, parts of names): a few at a time for each tenant, so that one of them takes
//! neither the connections nor the processor from the others; and if its reader leaves, the query ends.

use std::{
    collections::HashMap,
    ops::{Deref, DerefMut},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::ids::ResellerId;
use sqlx::{PgConnection, PgPool};
use time::OffsetDateTime;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{Backend, Error, Scope, Tx};

/// How many a tenant may have at a time.
const AT_ONCE: usize = 2;
/// How long one waits for its place.
const PATIENCE: Duration = Duration::from_secs(3);

/// The places of every tenant that has asked for one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scans(Arc<Mutex<HashMap<ResellerId, Arc<Semaphore>>>>);

/// A transaction that may read very many rows.
#[derive(Debug)]
pub(crate) struct Scan {
    // In this order they are dropped: the query is cancelled before its connection goes back.
    running: Running,
    tx: Tx,
    _place: OwnedSemaphorePermit,
}

/// Waits for a place, and begins.
///
/// # Errors
/// [`Error::Busy`] if there is none within three seconds; or if the database does not answer.
pub(crate) async fn begin(backend: &Backend, scope: &Scope) -> Result<Scan, Error> {
    let places = {
        let mut all = backend.scans.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(scope.reseller).or_insert_with(|| Arc::new(Semaphore::new(AT_ONCE))).clone()
    };
    let place = tokio::time::timeout(PATIENCE, places.acquire_owned()).await;
    let place = place.map_err(|_| Error::Busy)?.map_err(|_| Error::Busy)?;
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    // Filters that are left out are constants of the plan, which is made for these values: making it takes less than reading by another.
    let row = sqlx::query!(
        r#"select pg_backend_pid() as "process!", now() as "began!",
            set_config('plan_cache_mode', 'force_custom_plan', true) as "mode!""#
    )
    .fetch_one(&mut *tx)
    .await?;
    let running = Running { pool: backend.reserve.clone(), process: row.process, began: row.began, done: false };
    Ok(Scan { running, tx, _place: place })
}

impl Scan {
    /// Ends it.
    ///
    /// # Errors
    /// If the database does not answer.
    pub(crate) async fn commit(mut self) -> Result<(), Error> {
        self.running.done = true;
        self.tx.commit().await
    }
}

impl Deref for Scan {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.tx
    }
}

impl DerefMut for Scan {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.tx
    }
}

/// What runs for a reader. Dropped before it was done, for instance because the reader closed the connection, it is cancelled: else the
/// database would go on until the time limit of queries.
#[derive(Debug)]
struct Running {
    pool: PgPool,
    process: i32,
    began: OffsetDateTime,
    done: bool,
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.done {
            return;
        }
        let (pool, process, began) = (self.pool.clone(), self.process, self.began);
        tokio::spawn(async move {
            if let Err(error) = cancel(&pool, process, began).await {
                tracing::warn!(%error, "a query whose reader left was not cancelled");
            }
        });
    }
}

/// Cancels what a connection runs, if that is still the same transaction.
async fn cancel(pool: &PgPool, process: i32, began: OffsetDateTime) -> Result<(), Error> {
    // The application's role may cancel nothing; the account that signed in may cancel what is its own.
    let mut tx = pool.begin().await?;
    sqlx::query!("select set_config('role', 'none', true)").fetch_one(&mut *tx).await?;
    sqlx::query!("select pg_cancel_backend(pid) from pg_stat_activity where pid = $1 and xact_start = $2", process, began)
        .fetch_optional(&mut *tx)
        .await?;
    Ok(tx.commit().await?)
}

/// A text as a pattern of LIKE that finds nothing but itself.
pub fn like_literal(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
