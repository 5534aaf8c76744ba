//! Work that no request waits for: the one loop that every worker runs.

use std::{future::Future, time::Duration};

use tokio_util::sync::CancellationToken;

use crate::{Backend, Error};

/// Does something again and again until it is told to stop; what is in hand then is done first. The job says whether it may have left
/// something over: then it goes on at once, else after a pause. What fails is said, and tried again after the pause.
pub(crate) async fn every<F>(
    pause: Duration,
    stop: CancellationToken,
    what: &'static str,
    backend: Backend,
    job: impl Fn(Backend) -> F,
) where
    F: Future<Output = Result<bool, Error>>,
{
    while !stop.is_cancelled() {
        match job(backend.clone()).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::error!(%error, what, "work was not done"),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}
