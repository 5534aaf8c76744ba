//! The first operator comes by a token that the first start prints: there is no default account (ASVS 6.3.2).

use domain::{
    door,
    form::{Answers, Problem, Problems, clean},
    ids::PersonId,
    operators::FIRST,
    vocabulary::Email,
    words::Word,
};

use crate::{Backend, Error, accounts, links::Token};

/// Makes the token by which the first operator comes, in the place of an earlier one; `None` where there is an operator.
///
/// # Errors
/// If the database does not answer.
pub async fn invite_first(backend: &Backend) -> Result<Option<String>, Error> {
    let token = Token::new(backend);
    let made = sqlx::query_scalar!(r#"select operator_invite_first($1, $2) as "made!""#, token.hash(), backend.now())
        .fetch_one(&backend.pool)
        .await?;
    Ok(made.then(|| token.text()))
}

/// Whether this token lets the first operator in, just now.
///
/// # Errors
/// If the database does not answer.
pub async fn first_waits(backend: &Backend, token: &Token) -> Result<bool, Error> {
    let waits = sqlx::query_scalar!(r#"select operator_first_waits($1, $2) as "waits!""#, token.hash(), backend.now())
        .fetch_one(&backend.pool)
        .await?;
    Ok(waits)
}

/// Becomes the first operator. `Ok(None)` where the token is not good any more.
///
/// # Errors
/// If the database does not answer.
pub async fn become_first(
    backend: &Backend,
    token: &Token,
    answers: &Answers,
) -> Result<Result<Option<PersonId>, Problems>, Error> {
    let known = [answers.raw(door::OWN_NAME.question.key), answers.raw(door::ADDRESS.question.key)];
    let mut problems = FIRST.check(answers).or(|| accounts::about(answers, &known));
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    if !first_waits(backend, token).await? {
        return Ok(Ok(None));
    }
    let person = PersonId(backend.new_id());
    let hash = accounts::hash(backend, answers.raw(door::STAFF_PASSWORD.question.key).to_owned()).await?;
    let made = sqlx::query_scalar!(
        r#"select operator_first($1, $2, $3, $4, $5, $6) as "made!""#,
        token.hash(),
        person.0,
        Email::identity(answers.raw(door::ADDRESS.question.key)),
        &*clean(answers.raw(door::OWN_NAME.question.key)),
        hash,
        backend.now(),
    )
    .fetch_one(&backend.pool)
    .await?;
    if !made && first_waits(backend, token).await? {
        // The token still waits, so it was the address.
        problems.add(door::ADDRESS.question.key, Problem::Together(Word::OperatorEmailTaken));
        return Ok(Err(problems));
    }
    Ok(Ok(made.then_some(person)))
}
