//! Pages that may read very many rows (the audit with a filter, parts of names): a few at a time for each tenant, so that one of them takes
//! neither the connections nor the processor from the others.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::ids::ResellerId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{Backend, Error, Scope};

/// How many a tenant may have at a time.
const AT_ONCE: usize = 2;
/// How long one waits for its place.
const PATIENCE: Duration = Duration::from_secs(3);

/// The places of every tenant that has asked for one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scans(Arc<Mutex<HashMap<ResellerId, Arc<Semaphore>>>>);

/// Waits for a place; it is free again when the permit is dropped.
///
/// # Errors
/// [`Error::Busy`] if there is none within three seconds.
pub(crate) async fn place(backend: &Backend, scope: &Scope) -> Result<OwnedSemaphorePermit, Error> {
    let places = {
        let mut all = backend.scans.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(scope.reseller).or_insert_with(|| Arc::new(Semaphore::new(AT_ONCE))).clone()
    };
    let place = tokio::time::timeout(PATIENCE, places.acquire_owned()).await;
    place.map_err(|_| Error::Busy)?.map_err(|_| Error::Busy)
}
