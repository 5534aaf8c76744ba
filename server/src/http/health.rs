//! Whether the process lives, and whether it should be sent requests.

use std::{sync::Arc, time::Duration};

use axum::{extract::State, http::StatusCode};
use tokio::sync::watch;

use super::state::Shared;

/// Whether the server is about to stop.
#[derive(Clone, Debug)]
pub struct Stopping(Arc<watch::Sender<bool>>);

impl Default for Stopping {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }
}

impl Stopping {
    /// From now on.
    pub fn begin(&self) {
        self.0.send_replace(true);
    }

    /// Ends when stopping has lasted longer than this.
    pub async fn overdue(&self, limit: Duration) {
        let mut told = self.0.subscribe();
        // The sender is ours, so it is never gone before us.
        if told.wait_for(|stopping| *stopping).await.is_ok() {
            tokio::time::sleep(limit).await;
        }
    }
}

/// The process lives.
pub async fn healthz() -> &'static str {
    "ok"
}

/// The database answers, and the server is not about to stop.
pub async fn readyz(State(shared): State<Shared>) -> (StatusCode, &'static str) {
    if *shared.stopping.0.borrow() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping");
    }
    match shared.backend.ready().await {
        Ok(()) => (StatusCode::OK, "ready"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")
        }
    }
}
