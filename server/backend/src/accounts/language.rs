//! The language that a person chose: theirs in every browser, once they are signed in.

use domain::{ids::PersonId, words::Language};

use crate::{Backend, Error};

/// The language that a person chose, if they did.
///
/// # Errors
/// If the database does not answer.
pub async fn language(backend: &Backend, person: PersonId) -> Result<Option<Language>, Error> {
    let tag = sqlx::query_scalar!("select person_language($1)", person.0).fetch_one(&backend.pool).await?;
    Ok(tag.and_then(|tag| Language::of_tag(&tag)))
}

/// Keeps the language that a person chose.
///
/// # Errors
/// If the database does not answer.
pub async fn keep_language(backend: &Backend, person: PersonId, language: Language) -> Result<(), Error> {
    sqlx::query!("select person_language_keep($1, $2)", person.0, language.tag()).execute(&backend.pool).await?;
    Ok(())
}
