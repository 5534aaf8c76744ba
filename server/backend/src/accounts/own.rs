//! One's own: the accounts that one may act in, and the password.

use domain::{
    access::Role,
    door,
    form::{Answers, Problem, Problems},
    ids::{CustomerId, ResellerId},
    people::OwnAccount,
    users,
    vocabulary::fold,
    words::Word,
};
use serde_json::json;
use tower_sessions::Session;

use super::{
    passwords,
    sessions::{ACCOUNT, Account, SEEN, hash_of, limit},
};
use crate::{
    Actor, Backend, Error, Tx,
    audit::{self, Entry},
    mail::{self, Kind},
    rates::{self, Rate},
};

/// Attempts with one's present password: a stolen session must not be a place to guess it.
const ATTEMPTS: Rate = Rate { name: "current password of", every: time::Duration::minutes(1), burst: 10 };

/// So many of a reseller's customers are listed.
pub const MOST: i32 = 50;

/// The accounts that a person may act in; of customers those in which a text is found.
///
/// # Errors
/// If the database does not answer.
pub async fn own_accounts(backend: &Backend, actor: &Actor, text: &str) -> Result<Vec<OwnAccount>, Error> {
    let rows = sqlx::query!(
        r#"select reseller_id as "reseller_id!", reseller as "reseller!", customer_id, customer, role as "role!"
        from accounts_of($1, $2, $3)"#,
        actor.person.0,
        fold(&text.replace('\0', "")),
        MOST,
    )
    .fetch_all(&backend.pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(OwnAccount {
                reseller: ResellerId(row.reseller_id),
                reseller_name: row.reseller,
                customer: row.customer_id.map(CustomerId),
                customer_name: row.customer,
                role: Role::from_code(&row.role).ok_or(Error::Stored("memberships.role"))?,
            })
        })
        .collect()
}

/// From now on the session's person acts in this account.
///
/// # Errors
/// [`Error::NotFound`] if it is none of theirs.
pub async fn switch(
    backend: &Backend,
    session: &Session,
    actor: &Actor,
    reseller: ResellerId,
    customer: Option<CustomerId>,
) -> Result<(), Error> {
    if !super::actor::may_act_in(backend, actor.person, reseller, customer).await? {
        return Err(Error::NotFound);
    }
    let said = |error: tower_sessions::session::Error| Error::Session(error.to_string());
    // Other rights, so another id (ASVS 7.2.4).
    session.cycle_id().await.map_err(said)?;
    session.insert(ACCOUNT, Account { reseller, customer }).await.map_err(said)?;
    limit(backend, session, customer.is_some()).await.map_err(said)
}

/// Changes one's own password. Everywhere else the person is signed out, and here the session gets a new id.
///
/// # Errors
/// If the database does not answer.
pub async fn change_password(
    backend: &Backend,
    session: &Session,
    actor: &Actor,
    answers: &Answers,
) -> Result<Problems, Error> {
    let staff = actor.is_staff() || actor.place.is_none() || actor.acting.is_some();
    let step = if staff { &users::CHANGE_STAFF_PASSWORD } else { &users::CHANGE_CUSTOMER_PASSWORD };
    let email = super::own_email(backend, actor).await?;
    let place = actor.place.as_ref();
    let known =
        [Some(&email), Some(&actor.name), place.map(|place| &place.name), place.and_then(|place| place.customer_name.as_ref())];
    let known: Vec<&str> = known.into_iter().flatten().map(String::as_str).collect();
    let mut problems = step.check(answers).or(|| passwords::about(answers, &known));
    if !problems.is_empty() {
        return Ok(problems);
    }
    if let Err(problems) = is_current_password(backend, actor, answers).await? {
        return Ok(problems);
    }
    let new = answers.raw(door::STAFF_PASSWORD.question.key).to_owned();
    if answers.raw(users::CURRENT_PASSWORD.question.key) == new {
        problems.add(door::STAFF_PASSWORD.question.key, Problem::Together(Word::PasswordSame));
        return Ok(problems);
    }
    let hash = passwords::hash(backend, new).await?;
    let said = |error: tower_sessions::session::Error| Error::Session(error.to_string());
    // The new id must be known before the others are ended; only a session that changed afterwards has its cookie sent.
    session.cycle_id().await.map_err(said)?;
    session.save().await.map_err(said)?;
    session.insert(SEEN, backend.now().unix_timestamp()).await.map_err(said)?;
    let this = session.id().map(|id| hash_of(&id)).unwrap_or_default();
    let scope = actor.own_scope();
    let mut tx = match &scope {
        Some(scope) => Tx::begin(&backend.pool, scope).await?,
        None => Tx::begin_own(&backend.pool, actor.person).await?,
    };
    sqlx::query!("select person_password_change($1, $2, $3)", actor.person.0, hash, this).execute(&mut *tx).await?;
    if let Some(scope) = &scope {
        let entry = Entry { action: "password.changed", customer: scope.customer, detail: json!({}) };
        audit::note(backend, &mut tx, scope, entry).await?;
    }
    // Whoever the password belongs to is told by mail (ASVS 6.3.7).
    mail::put_own(backend, &mut tx, actor.person, None, Kind::PasswordChanged, actor.locale.language).await?;
    tx.commit().await?;
    Ok(problems)
}

/// Whether the answers hold the actor's present password (ASVS 7.5.1); asked for ever more slowly.
pub(super) async fn is_current_password(
    backend: &Backend,
    actor: &Actor,
    answers: &Answers,
) -> Result<Result<(), Problems>, Error> {
    let key = users::CURRENT_PASSWORD.question.key;
    let current = answers.raw(key).to_owned();
    let mut problems = Problems::new();
    if current.is_empty() {
        problems.add(key, Problem::Missing);
        return Ok(Err(problems));
    }
    if rates::take(backend, ATTEMPTS, &actor.person.to_string()).await?.is_some() {
        problems.add(key, Problem::Together(Word::TooManyTries));
        return Ok(Err(problems));
    }
    let kept = sqlx::query_scalar!("select person_password($1)", actor.person.0).fetch_one(&backend.pool).await?;
    if passwords::verify(backend, current, kept.ok_or(Error::NotFound)?).await? == passwords::Fits::No {
        problems.add(key, Problem::Together(Word::CurrentPasswordWrong));
    }
    Ok(problems.into_result())
}
