//! The real clock and the real randomness: the one place that may reach for them. Everything else takes them as arguments.

use std::sync::Arc;

use time::OffsetDateTime;

use crate::{Clock, Random};

/// The system's clock, in UTC.
#[expect(clippy::disallowed_methods, reason = "this is where time comes from")]
pub fn system_clock() -> Clock {
    Arc::new(OffsetDateTime::now_utc)
}

/// A generator that is seeded by the operating system and fit for secrets.
#[expect(clippy::disallowed_methods, reason = "this is where randomness comes from")]
pub fn system_random() -> Random {
    Arc::new(|bytes| rand::Rng::fill_bytes(&mut rand::rng(), bytes))
}
