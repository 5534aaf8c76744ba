//! tower-sessions over our own table: the id only as a hash, the person as a column, so that all sessions of a person can be ended.
//!
//! The published store does not fit sqlx 0.9, and keeps ids in the open.

use std::collections::HashMap;

use domain::ids::{CustomerId, PersonId, ResellerId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::types::Json;
use tower_sessions::{
    Expiry, Session, SessionStore,
    cookie::time::{Duration, OffsetDateTime},
    session::{Id, Record},
    session_store::{Error, Result},
};

use crate::Backend;

/// Under which key a session names its person.
pub const PERSON: &str = "person";
/// Under which key a session that was loaded names who acts in it. It comes with the session and is never stored in it.
pub(super) const ACTOR: &str = "actor";
/// Under which key a session names the account that was chosen.
pub(super) const ACCOUNT: &str = "account";
/// Under which key a session of an operator names for whom they act.
pub(crate) const ACTING: &str = "acting";
/// Under which key a session notes when it was last used, in seconds since 1970-01-01 UTC.
pub const SEEN: &str = "seen";
/// When the person signed in, whatever ids the session had since.
const BEGAN: &str = "began";
/// Until when it lasts at most.
const ENDS: &str = "ends";
/// So many seconds it lasts without a request.
const IDLE_SECONDS: &str = "idle";
/// What the browser calls itself.
pub(super) const BROWSER: &str = "browser";
/// From which network address the person signed in.
pub(super) const ADDRESS: &str = "address";
/// A person who gave the right password, and still owes the code of their second factor.
const HALF: &str = "half";
/// Staff are signed out after an hour without a request, and twelve after signing in, whatever they do; customers' people after twelve
/// hours, and thirty days (`decisions.md`, "Values").
pub const IDLE: Duration = Duration::hours(1);
const LONGEST: Duration = Duration::hours(12);
const CUSTOMERS_IDLE: Duration = Duration::hours(12);
const CUSTOMERS_LONGEST: Duration = Duration::days(30);
/// Whoever owes a code has so long to give it (ASVS 6.5.5).
const HALF_WAY: Duration = Duration::minutes(10);
/// A use is noted at most this often: reading a page need not write.
const NOTED: Duration = Duration::minutes(5);
/// No browser says more of itself than is worth keeping.
const LONGEST_BROWSER: usize = 300;

type SessionResult<T> = std::result::Result<T, tower_sessions::session::Error>;

/// Whose session with this id, as its cookie says it, ended by itself within the hour.
///
/// # Errors
/// If the database does not answer.
pub async fn ended_lately(backend: &Backend, cookie: &str) -> std::result::Result<Option<PersonId>, crate::Error> {
    let Ok(id) = cookie.parse::<Id>() else { return Ok(None) };
    let ended = sqlx::query_scalar!("select session_ended_lately($1, $2)", hash_of(&id), backend.now());
    Ok(ended.fetch_one(&backend.reserve).await?.map(PersonId))
}

/// Begins the session of a person: a new id, so that one that was planted before is worth nothing (ASVS 7.2.4).
///
/// # Errors
/// If the session cannot be written.
pub async fn begin(
    backend: &Backend,
    session: &Session,
    person: PersonId,
    customer: bool,
    browser: &str,
    address: &str,
) -> SessionResult<()> {
    session.cycle_id().await?;
    // What whoever was there before left in it is not theirs: for whom they acted, what they were setting up.
    session.clear().await;
    let now = backend.now().unix_timestamp();
    session.insert(PERSON, person).await?;
    session.insert(BEGAN, now).await?;
    session.insert(SEEN, now).await?;
    session.insert(BROWSER, browser.chars().take(LONGEST_BROWSER).collect::<String>()).await?;
    session.insert(ADDRESS, address).await?;
    limit(backend, session, customer).await
}

/// Gives a session the limits of a side: they follow whoever switches to it, and count from when they signed in.
pub(super) async fn limit(backend: &Backend, session: &Session, customer: bool) -> SessionResult<()> {
    let (idle, longest) = if customer { (CUSTOMERS_IDLE, CUSTOMERS_LONGEST) } else { (IDLE, LONGEST) };
    let began = session.get(BEGAN).await?.unwrap_or_else(|| backend.now().unix_timestamp());
    session.insert(ENDS, began + longest.whole_seconds()).await?;
    session.insert(IDLE_SECONDS, idle.whole_seconds()).await?;
    session.set_expiry(Some(Expiry::OnInactivity(idle)));
    Ok(())
}

/// How long a session lasts if nothing more is heard of it.
#[derive(Clone, Copy, Debug)]
pub struct TimeLeft {
    /// In seconds.
    pub seconds: i64,
    /// Whether using it makes it last no longer: it ends with the longest time that a session may last.
    pub is_last: bool,
}

/// How long a session lasts.
///
/// # Errors
/// If the session cannot be read.
pub async fn time_left(backend: &Backend, session: &Session) -> SessionResult<TimeLeft> {
    let now = backend.now().unix_timestamp();
    let seen: i64 = session.get(SEEN).await?.unwrap_or(now);
    let idle: i64 = session.get(IDLE_SECONDS).await?.unwrap_or(IDLE.whole_seconds());
    let ends: i64 = session.get(ENDS).await?.unwrap_or(i64::MAX);
    Ok(TimeLeft { seconds: ends.min(seen + idle).saturating_sub(now).max(0), is_last: ends <= seen + idle })
}

/// Notes that a person gave the right password, and owes a code.
///
/// # Errors
/// If the session cannot be written.
pub async fn begin_half(backend: &Backend, session: &Session, person: PersonId) -> SessionResult<()> {
    session.cycle_id().await?;
    session.clear().await;
    session.insert(HALF, (person, backend.now().unix_timestamp())).await
}

/// Who owes a code in this session.
///
/// # Errors
/// If the session cannot be read.
pub async fn half(backend: &Backend, session: &Session) -> SessionResult<Option<PersonId>> {
    let half: Option<(PersonId, i64)> = session.get(HALF).await?;
    let now = backend.now().unix_timestamp();
    Ok(half.filter(|(_, since)| now - since <= HALF_WAY.whole_seconds()).map(|(person, _)| person))
}

/// Holds a session to the limits of the side on which its person acts now, which may have changed without them; says whether it may go on.
///
/// # Errors
/// If the session cannot be written.
pub async fn hold_to(backend: &Backend, session: &Session, customer: bool) -> SessionResult<bool> {
    let wanted = if customer { CUSTOMERS_IDLE } else { IDLE };
    let idle: Option<i64> = session.get(IDLE_SECONDS).await?;
    if idle == Some(wanted.whole_seconds()) {
        return Ok(true);
    }
    limit(backend, session, customer).await?;
    let now = backend.now().unix_timestamp();
    let (seen, ends): (Option<i64>, Option<i64>) = (session.get(SEEN).await?, session.get(ENDS).await?);
    Ok(seen.is_none_or(|seen| now - seen < wanted.whole_seconds()) && ends.is_none_or(|ends| now < ends))
}

/// Notes that a session is being used, so that its hour begins anew.
///
/// # Errors
/// If the session cannot be read.
pub async fn note_use(backend: &Backend, session: &Session) -> std::result::Result<(), tower_sessions::session::Error> {
    let now = backend.now().unix_timestamp();
    let seen: Option<i64> = session.get(SEEN).await?;
    if seen.is_none_or(|seen| now - seen >= NOTED.whole_seconds()) {
        go_on(backend, session).await?;
    }
    Ok(())
}

/// The session's time without a request begins anew, now.
///
/// # Errors
/// If the session cannot be written.
pub async fn go_on(backend: &Backend, session: &Session) -> SessionResult<()> {
    session.insert(SEEN, backend.now().unix_timestamp()).await?;
    // The cookie lasts as long as the session.
    let idle = session.get(IDLE_SECONDS).await?.map_or(IDLE, Duration::seconds);
    session.set_expiry(Some(Expiry::OnInactivity(idle)));
    Ok(())
}

/// An account that was chosen to act in.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Account {
    pub reseller: ResellerId,
    pub customer: Option<CustomerId>,
}

/// The store.
#[derive(Clone, Debug)]
pub struct Sessions(Backend);

impl Sessions {
    /// A store over the backend's database.
    pub const fn new(backend: Backend) -> Self {
        Self(backend)
    }

    /// Deletes what has expired and says how many there were.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn sweep(&self) -> std::result::Result<i64, crate::Error> {
        let gone =
            sqlx::query_scalar!(r#"select sessions_sweep($1) as "gone!""#, self.0.now()).fetch_one(&self.0.reserve).await?;
        Ok(gone)
    }
}

pub(super) fn hash_of(id: &Id) -> Vec<u8> {
    Sha256::digest(id.0.to_le_bytes()).to_vec()
}

/// Whose session it is: also of whoever still owes a code, so that a new password ends it too.
fn person(record: &Record) -> Option<uuid::Uuid> {
    let whole = record.data.get(PERSON).and_then(|value| serde_json::from_value::<PersonId>(value.clone()).ok());
    let half = || serde_json::from_value::<(PersonId, i64)>(record.data.get(HALF)?.clone()).ok().map(|(person, _)| person);
    whole.or_else(half).map(|id| id.0)
}

/// What is stored of a session: all but who acts in it.
fn content(record: &Record) -> Json<HashMap<&String, &serde_json::Value>> {
    Json(record.data.iter().filter(|(key, _)| *key != ACTOR).collect())
}

/// When a session is over if nothing more is heard of it.
fn expires(record: &Record, now: OffsetDateTime) -> OffsetDateTime {
    let idle = record.data.get(IDLE_SECONDS).and_then(serde_json::Value::as_i64);
    now + idle.map_or(IDLE, Duration::seconds)
}

fn failed(error: sqlx::Error) -> Error {
    Error::Backend(error.to_string())
}

#[async_trait::async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        loop {
            let made = sqlx::query_scalar!(
                r#"select session_make($1, $2, $3, $4, $5) as "made!""#,
                hash_of(&record.id),
                person(record),
                content(record) as _,
                self.0.now(),
                expires(record, self.0.now()),
            )
            .fetch_one(&self.0.reserve)
            .await
            .map_err(failed)?;
            if made {
                return Ok(());
            }
            // 128 random bits that are taken already: take others.
            record.id = Id(i128::from_le_bytes(self.0.random()));
        }
    }

    async fn save(&self, record: &Record) -> Result<()> {
        sqlx::query!(
            "select session_save($1, $2, $3, $4, $5)",
            hash_of(&record.id),
            person(record),
            content(record) as _,
            self.0.now(),
            expires(record, self.0.now()),
        )
        .execute(&self.0.reserve)
        .await
        .map_err(failed)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let row = sqlx::query!(
            r#"select data as "data!: Json<HashMap<String, serde_json::Value>>", expires_at as "expires_at!: OffsetDateTime", actor
            from session_open($1, $2)"#,
            hash_of(id),
            self.0.now(),
        )
        .fetch_optional(&self.0.reserve)
        .await
        .map_err(failed)?;
        Ok(row.map(|row| {
            let mut data = row.data.0;
            data.extend(row.actor.map(|actor| (ACTOR.to_owned(), actor)));
            Record { id: *id, data, expiry_date: row.expires_at }
        }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        sqlx::query!("select session_end($1)", hash_of(id)).execute(&self.0.reserve).await.map_err(failed)?;
        Ok(())
    }
}
