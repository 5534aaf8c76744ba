//! How often something may happen: counted in Postgres, so that it survives a restart and holds over several servers.

use sha2::{Digest, Sha256};
use sqlx::postgres::types::PgInterval;
use time::Duration;

use crate::{Backend, Error};

/// What is limited: so many at once, and then one so often.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// Its name: subjects of different rates are counted apart.
    pub name: &'static str,
    /// How often, in the long run.
    pub every: Duration,
    /// How many at once.
    pub burst: i32,
}

/// So many a minute, all of them at once where somebody waited for so long.
pub const fn per_minute(name: &'static str, number: i32) -> Rate {
    Rate { name, every: Duration::microseconds(60_000_000 / number as i64), burst: number }
}

/// What counts as one place on the network: an IPv4 address, or the /64 of an IPv6 address, of which one subscriber has 2^64.
pub fn network(address: &str) -> String {
    match address.parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        _ => address.to_owned(),
    }
}

/// Takes one from somebody's allowance; how long to wait where nothing is left of it.
///
/// # Errors
/// If the database does not answer.
pub async fn take(backend: &Backend, rate: Rate, who: &str) -> Result<Option<Duration>, Error> {
    let subject = Sha256::digest(format!("{}\n{who}", rate.name)).to_vec();
    let every =
        PgInterval { months: 0, days: 0, microseconds: i64::try_from(rate.every.whole_microseconds()).unwrap_or(i64::MAX) };
    let wait =
        sqlx::query_scalar!(r#"select rate_take($1, $2, $3, $4) as "wait!""#, subject, backend.now(), every, rate.burst,)
            .fetch_one(&backend.reserve)
            .await?;
    let wait = Duration::microseconds(wait.microseconds) + Duration::days(i64::from(wait.days));
    Ok(wait.is_positive().then_some(wait))
}
