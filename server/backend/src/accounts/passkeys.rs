//! Passkeys: a second way in, without a password and a code (Web Authentication, level 3). A passkey asks for a fingerprint, a face or a
//! screen's lock on the device itself, so it stands for both. What was asked for waits in the session, on the server, and is answered once.

use std::time::Duration;

use domain::{
    factor::{ADD_PASSKEY, CONFIRM, PASSKEY_NAME},
    form::{Answers, Problem, Problems, clean},
    ids::PersonId,
    people::OwnPasskey,
    words::Word,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;
use sqlx::types::Json;
use tower_sessions::Session;
use url::Url;
use uuid::Uuid;
use webauthn_rs::{
    Webauthn, WebauthnBuilder,
    prelude::{DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyRegistration, PublicKeyCredential, WebauthnError},
};

use super::{factor::begin, own::is_current_password, own_email};
use crate::{
    Actor, Backend, Error, Tx,
    audit::{self, Entry},
    mail::{self, Kind},
};

/// Under which keys a session keeps what was asked for.
const ADDING: &str = "passkey_adding";
const SIGNING_IN: &str = "passkey_signing_in";
/// So long a browser may take to answer.
const PATIENCE: Duration = Duration::from_mins(5);
/// Nobody has more of them.
const MOST: usize = 20;

/// How passkeys are asked for at an origin.
pub(crate) fn at(origin: &str) -> Result<Option<Webauthn>, Error> {
    let failed = |what: String| Error::Passkeys(what);
    let url = Url::parse(origin).map_err(|error| failed(error.to_string()))?;
    // They are bound to a name: under a number there are none.
    let Some(host) = url.domain() else { return Ok(None) };
    let builder = WebauthnBuilder::new(host, &url).map_err(|error| failed(error.to_string()))?;
    // Some browsers show it: the address says whose it is.
    builder.rp_name(host).timeout(PATIENCE).build().map(Some).map_err(|error| failed(error.to_string()))
}

/// What was asked for, and when.
#[derive(Serialize, serde::Deserialize)]
struct Asked<T> {
    since: i64,
    name: String,
    state: T,
}

/// The actor's passkeys, the newest first.
///
/// # Errors
/// If the database does not answer.
pub async fn own_passkeys(backend: &Backend, actor: &Actor) -> Result<Vec<OwnPasskey>, Error> {
    let mut tx = Tx::begin_own(&backend.pool, actor.person).await?;
    let rows = sqlx::query!(
        "select id, name, made_at, used_at from passkeys where person_id = $1 order by made_at desc",
        actor.person.0
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(rows
        .into_iter()
        .map(|row| OwnPasskey {
            id: row.id.to_string(),
            name: row.name,
            made: row.made_at.unix_timestamp(),
            used: row.used_at.map(time::OffsetDateTime::unix_timestamp),
        })
        .collect())
}

/// Asks for a new passkey, after the present password (ASVS 7.5.1); gives what the browser is asked, as JSON.
///
/// # Errors
/// If the database does not answer.
pub async fn ask_passkey(
    backend: &Backend,
    session: &Session,
    actor: &Actor,
    answers: &Answers,
) -> Result<Result<String, Problems>, Error> {
    let problems = ADD_PASSKEY.check(answers);
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    if let Err(problems) = is_current_password(backend, actor, answers).await? {
        return Ok(Err(problems));
    }
    let email = own_email(backend, actor).await?;
    let mut tx = Tx::begin_own(&backend.pool, actor.person).await?;
    let known = sqlx::query_scalar!("select credential_id from passkeys where person_id = $1", actor.person.0)
        .fetch_all(&mut *tx)
        .await?;
    tx.commit().await?;
    if known.len() >= MOST {
        return Ok(Err(Problems::one(PASSKEY_NAME.question.key, Problem::Together(Word::PasskeyTooMany))));
    }
    let (asked, state) =
        passkeys(backend)?.start_passkey_registration(actor.person.0, &email, &actor.name, Some(known)).map_err(failed)?;
    let name = clean(answers.raw(PASSKEY_NAME.question.key)).into_owned();
    keep(backend, session, ADDING, name, state).await?;
    let mut asked = serde_json::to_value(&asked.public_key).map_err(|error| Error::Passkeys(error.to_string()))?;
    // Signing in asks for no address, so the device must be able to name the passkeys that it has for us.
    asked["authenticatorSelection"]["residentKey"] = json!("required");
    asked["authenticatorSelection"]["requireResidentKey"] = json!(true);
    Ok(Ok(asked.to_string()))
}

/// Keeps the passkey that a browser answers with; false if that is no answer to what was asked.
///
/// # Errors
/// If the database does not answer.
pub async fn add_passkey(backend: &Backend, session: &Session, actor: &Actor, answer: &str) -> Result<bool, Error> {
    let Some(Asked { name, state, .. }) = asked::<PasskeyRegistration>(backend, session, ADDING).await? else {
        return Ok(false);
    };
    let Ok(answer) = serde_json::from_str(answer) else { return Ok(false) };
    let passkey = match passkeys(backend)?.finish_passkey_registration(&answer, &state) {
        Ok(passkey) => passkey,
        Err(error) => {
            tracing::warn!(person = %actor.person, %error, "a passkey was refused");
            return Ok(false);
        }
    };
    let mut tx = begin(backend, actor).await?;
    let made = sqlx::query!(
        "insert into passkeys (id, person_id, credential_id, passkey, name, made_at)
        select $1, $2, $3, $4, $5, $6 where (select count(*) from passkeys where person_id = $2) < $7
        on conflict (credential_id) do nothing",
        backend.new_id(),
        actor.person.0,
        passkey.cred_id().as_slice(),
        Json(&passkey) as _,
        name,
        backend.now(),
        i64::try_from(MOST).unwrap_or(i64::MAX),
    )
    .execute(&mut *tx)
    .await?;
    if made.rows_affected() == 0 {
        return Ok(false);
    }
    tell(backend, &mut tx, actor, "passkey.added", &name, Kind::PasskeyAdded).await?;
    tx.commit().await?;
    Ok(true)
}

/// Removes a passkey of the actor's, after the present password (ASVS 7.5.1).
///
/// # Errors
/// [`Error::NotFound`] if it is none of theirs.
pub async fn remove_passkey(backend: &Backend, actor: &Actor, id: &str, answers: &Answers) -> Result<Problems, Error> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let problems = CONFIRM.check(answers);
    if !problems.is_empty() {
        return Ok(problems);
    }
    if let Err(problems) = is_current_password(backend, actor, answers).await? {
        return Ok(problems);
    }
    let mut tx = begin(backend, actor).await?;
    let name = sqlx::query_scalar!("delete from passkeys where person_id = $1 and id = $2 returning name", actor.person.0, id)
        .fetch_optional(&mut *tx)
        .await?
        .ok_or(Error::NotFound)?;
    tell(backend, &mut tx, actor, "passkey.removed", &name, Kind::PasskeyRemoved).await?;
    tx.commit().await?;
    Ok(problems)
}

/// Asks whoever wants to sign in for a passkey; gives what the browser is asked, as JSON.
///
/// # Errors
/// If the session cannot be written.
pub async fn ask_sign_in(backend: &Backend, session: &Session) -> Result<String, Error> {
    let (asked, state) = passkeys(backend)?.start_discoverable_authentication().map_err(failed)?;
    keep(backend, session, SIGNING_IN, String::new(), state).await?;
    serde_json::to_string(&asked.public_key).map_err(|error| Error::Passkeys(error.to_string()))
}

/// Who signs in with the passkey that a browser answers with; `None` if that is no answer to what was asked.
///
/// # Errors
/// If the database does not answer.
pub async fn passkey_sign_in(backend: &Backend, session: &Session, answer: &str) -> Result<Option<PersonId>, Error> {
    let Some(Asked { state, .. }) = asked::<DiscoverableAuthentication>(backend, session, SIGNING_IN).await? else {
        return Ok(None);
    };
    let Ok(answer) = serde_json::from_str::<PublicKeyCredential>(answer) else { return Ok(None) };
    let webauthn = passkeys(backend)?;
    let Ok((person, credential)) = webauthn.identify_discoverable_authentication(&answer) else { return Ok(None) };
    let found = sqlx::query!(
        r#"select id as "id!", passkey as "passkey!: Json<Passkey>" from passkey_for_sign_in($1, $2)"#,
        person,
        credential,
    )
    .fetch_optional(&backend.pool)
    .await?;
    let Some(found) = found else { return Ok(None) };
    let mut passkey = found.passkey.0;
    let result = match webauthn.finish_discoverable_authentication_v2(&answer, state, DiscoverableKey::from(&passkey)) {
        Ok(result) => result,
        Err(error) => {
            tracing::warn!(%person, %error, "a passkey did not let its person in");
            return Ok(None);
        }
    };
    // How often it was used: one that goes back is a copy (Web Authentication, 6.1.1).
    passkey.update_credential(&result);
    sqlx::query!("select passkey_used($1, $2, $3)", found.id, Json(&passkey) as _, backend.now())
        .execute(&backend.pool)
        .await?;
    Ok(Some(PersonId(person)))
}

fn passkeys(backend: &Backend) -> Result<&Webauthn, Error> {
    backend.passkeys.as_deref().ok_or(Error::NotFound)
}

fn failed(error: WebauthnError) -> Error {
    Error::Passkeys(error.to_string())
}

fn session_failed(error: tower_sessions::session::Error) -> Error {
    Error::Session(error.to_string())
}

async fn keep<T: Serialize + Send + Sync>(
    backend: &Backend,
    session: &Session,
    key: &str,
    name: String,
    state: T,
) -> Result<(), Error> {
    let asked = Asked { since: backend.now().unix_timestamp(), name, state };
    session.insert(key, asked).await.map_err(session_failed)
}

/// What was asked for, once, and only while it is fresh.
async fn asked<T: DeserializeOwned>(backend: &Backend, session: &Session, key: &str) -> Result<Option<Asked<T>>, Error> {
    let asked: Option<Asked<T>> = session.remove(key).await.map_err(session_failed)?;
    let now = backend.now().unix_timestamp();
    Ok(asked.filter(|asked| now.saturating_sub(asked.since).unsigned_abs() <= PATIENCE.as_secs()))
}

async fn tell(
    backend: &Backend,
    tx: &mut Tx,
    actor: &Actor,
    action: &'static str,
    name: &str,
    kind: Kind,
) -> Result<(), Error> {
    if let Some(scope) = actor.own_scope() {
        let entry = Entry { action, customer: scope.customer, detail: json!({ "passkey": name }) };
        audit::note(backend, tx, &scope, entry).await?;
    }
    sqlx::query!("select links_end($1)", actor.person.0).execute(&mut **tx).await?;
    mail::put_own(backend, tx, actor.person, None, kind, actor.locale.language).await
}
