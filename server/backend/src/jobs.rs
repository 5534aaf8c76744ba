//! Work that no request waits for: the one loop that every worker runs.

use std::{future::Future, panic::AssertUnwindSafe, time::Duration};

use futures::FutureExt;
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
        // A job that panics is tried again like one that fails: nobody starts it anew but this loop.
        match AssertUnwindSafe(job(backend.clone())).catch_unwind().await {
            Ok(Ok(true)) => continue,
            Ok(Ok(false)) => {}
            Ok(Err(error)) => tracing::error!(%error, what, "job failed"),
            Err(_) => tracing::error!(what, "job panicked"),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    };

    use tokio_util::sync::CancellationToken;

    use super::Duration;

    #[tokio::test]
    async fn a_job_that_panics_is_done_again() {
        let pool = sqlx::PgPool::connect_lazy("postgres://nobody@127.0.0.1:1/nothing").unwrap();
        let backend = crate::Backend::new(pool, crate::system_clock(), crate::system_random(), crate::Key::new([7; 32]));
        let (stop, times) = (CancellationToken::new(), Arc::new(AtomicU32::new(0)));
        let (ends, counts) = (stop.clone(), times.clone());
        super::every(Duration::from_millis(1), stop, "a test", backend, move |_| {
            let (ends, number) = (ends.clone(), counts.fetch_add(1, Ordering::SeqCst));
            async move {
                if number == 2 {
                    ends.cancel();
                    return Ok(false);
                }
                panic!("as a job may");
            }
        })
        .await;
        assert_eq!(times.load(Ordering::SeqCst), 3);
    }
}
