//! Where a person is signed in, and ending that (ASVS 7.5.2).

use std::collections::HashMap;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{device, people::OwnSession};
use serde_json::{Value, json};
use sqlx::types::Json;
use tower_sessions::Session;

use super::sessions::{ADDRESS, BROWSER, SEEN, hash_of};
use crate::{Actor, Backend, Error, audit};

/// The sessions of the actor, the one used last first.
///
/// # Errors
/// If the database does not answer.
pub async fn own_sessions(backend: &Backend, session: &Session, actor: &Actor) -> Result<Vec<OwnSession>, Error> {
    let this = session.id().map(|id| hash_of(&id)).unwrap_or_default();
    let rows = sqlx::query!(
        r#"select id_hash as "id_hash!", data as "data!: Json<HashMap<String, Value>>", began_at as "began_at!"
        from sessions_of($1, $2)"#,
        actor.person.0,
        backend.now(),
    )
    .fetch_all(&backend.pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let text = |key: &str| row.data.get(key).and_then(Value::as_str).unwrap_or_default();
            let seen = row.data.get(SEEN).and_then(Value::as_i64).unwrap_or(row.began_at.unix_timestamp());
            OwnSession {
                name: BASE64_URL_SAFE_NO_PAD.encode(&row.id_hash),
                device: device::of(text(BROWSER)),
                address: text(ADDRESS).to_owned(),
                began: row.began_at.unix_timestamp(),
                seen,
                this: row.id_hash == this,
            }
        })
        .collect())
}

/// Ends one of the actor's sessions by its name, or, without one, all but this; says how many ended.
///
/// # Errors
/// If the database does not answer.
pub async fn end_sessions(backend: &Backend, session: &Session, actor: &Actor, name: Option<&str>) -> Result<i64, Error> {
    let this = session.id().map(|id| hash_of(&id)).unwrap_or_default();
    // What is no name of a session is the name of none.
    let which = name.map(|name| BASE64_URL_SAFE_NO_PAD.decode(name).unwrap_or_default());
    let ended = sqlx::query_scalar!(r#"select sessions_end_own($1, $2, $3) as "ended!""#, actor.person.0, which, this)
        .fetch_one(&backend.pool)
        .await?;
    if ended > 0 {
        audit::note_of(backend, actor, "sessions.ended", json!({ "sessions": ended })).await?;
    }
    Ok(ended)
}
