//! Another address to sign in with: asked for with the present password, confirmed by a link that was mailed to it; the old address is told
//! (ASVS 6.3.7, 7.5.1).

use domain::{
    form::{Answers, Problem, Problems},
    users,
    vocabulary::Email,
    words::{Language, Word},
};

use super::own::is_current_password;
use crate::{
    Actor, Backend, Error, Tx,
    links::Token,
    mail::{self, Kind},
    rates::{self, Rate},
};

/// Links to new addresses: five at once, and then one every ten minutes.
const LINKS: Rate = Rate { name: "new addresses of", every: time::Duration::minutes(10), burst: 5 };

/// The address that a person signs in with.
///
/// # Errors
/// If the database does not answer.
pub async fn own_email(backend: &Backend, actor: &Actor) -> Result<String, Error> {
    let mut tx = Tx::begin_own(&backend.pool, actor.person).await?;
    let email = sqlx::query_scalar!("select email from people where id = $1", actor.person.0).fetch_one(&mut *tx).await?;
    tx.commit().await?;
    Ok(email)
}

/// Asks for another address: a link is mailed to it. Whether somebody has it is told to whoever opens the link, and to nobody else.
///
/// # Errors
/// If the database does not answer.
pub async fn ask_email(backend: &Backend, actor: &Actor, answers: &Answers) -> Result<Problems, Error> {
    let mut problems = users::CHANGE_EMAIL.check(answers);
    if !problems.is_empty() {
        return Ok(problems);
    }
    if let Err(problems) = is_current_password(backend, actor, answers).await? {
        return Ok(problems);
    }
    let key = users::NEW_EMAIL.question.key;
    let new = Email::identity(answers.raw(key));
    if new == own_email(backend, actor).await? {
        problems.add(key, Problem::Together(Word::EmailSame));
        return Ok(problems);
    }
    if rates::take(backend, LINKS, &actor.person.to_string()).await?.is_some() {
        problems.add(key, Problem::Together(Word::TooManyTries));
        return Ok(problems);
    }
    let mut tx = Tx::begin_own(&backend.pool, actor.person).await?;
    mail::put_own(backend, &mut tx, actor.person, Some(&new), Kind::EmailChange, actor.locale.language).await?;
    tx.commit().await?;
    Ok(problems)
}

/// What came of confirming an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewEmail {
    /// It is theirs from now on.
    Done,
    /// The link is not good any more.
    Gone,
    /// Somebody signs in with it.
    Taken,
}

/// Confirms another address by the link that was mailed to it.
///
/// # Errors
/// If the database does not answer.
pub async fn confirm_email(
    backend: &Backend,
    token: &Token,
    actor: &Actor,
    language: Language,
    from: &str,
) -> Result<NewEmail, Error> {
    let said = sqlx::query_scalar!(
        r#"select email_by_link($1, $2, $3, $4, $5, $6, $7) as "said!""#,
        token.hash(),
        actor.person.0,
        backend.new_id(),
        backend.new_id(),
        language.tag(),
        from,
        backend.now(),
    )
    .fetch_one(&backend.pool)
    .await?;
    Ok(match said.as_str() {
        "done" => NewEmail::Done,
        "taken" => NewEmail::Taken,
        _ => NewEmail::Gone,
    })
}
