//! Takes in the body of a post. A browser that still sends when the answer comes and the connection ends shows its own error page instead of
//! ours, so what is too large is read to its end and dropped; a body that comes too slowly is not waited for.

use std::time::Duration;

use axum::body::{Body, Bytes};
use tokio::time::{Instant, timeout_at};
use tokio_stream::StreamExt;

/// A part of a body must come after so long.
const PART: Duration = Duration::from_secs(10);
/// The whole must be there after so long, a megabyte at 40 kB a second: with the time that a request may take after it, it stays below the
/// limit of the whole server.
const WHOLE: Duration = Duration::from_secs(25);
/// No more than this is read for the sake of an answer that says that it is too large.
const MOST_DROPPED: usize = 64 * 1024 * 1024;

/// What came.
pub enum Taken {
    /// The body.
    Whole(Bytes),
    /// It is larger than may be.
    TooLarge,
    /// It came too slowly.
    TooSlow,
    /// It broke off.
    Broken,
}

/// Reads a body of at most so many bytes.
pub async fn take(body: Body, most: usize) -> Taken {
    let mut parts = body.into_data_stream();
    let (mut kept, mut length) = (Vec::new(), 0_usize);
    let end = Instant::now() + WHOLE;
    loop {
        match timeout_at(end.min(Instant::now() + PART), parts.next()).await {
            Err(_) => return Taken::TooSlow,
            Ok(Some(Err(_))) => return Taken::Broken,
            Ok(None) if length > most => return Taken::TooLarge,
            Ok(None) => return Taken::Whole(kept.into()),
            Ok(Some(Ok(part))) => {
                length += part.len();
                if length > MOST_DROPPED {
                    return Taken::TooLarge;
                }
                if length > most {
                    kept = Vec::new();
                } else {
                    kept.extend_from_slice(&part);
                }
            }
        }
    }
}
