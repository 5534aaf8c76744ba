//! Passwords: argon2id with OWASP's parameters (ASVS 11.4.2), a bounded number at a time, off the threads that serve pages.

use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version, password_hash::SaltString};
use domain::{
    door,
    form::{Answers, Problem, Problems},
    vocabulary::is_guessable,
    words::{Language, Word},
};

use crate::{Backend, Error};

/// 19 MiB, two passes, one lane.
fn argon2id() -> Result<Argon2<'static>, Error> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|error| Error::Hashing(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The PHC string of a password, byte for byte as it is (ASVS 6.2.7).
pub(crate) async fn hash(backend: &Backend, password: String) -> Result<String, Error> {
    let salt: [u8; 16] = backend.random();
    blocking(backend, move || {
        let failed = |error: argon2::password_hash::Error| Error::Hashing(error.to_string());
        let salt = SaltString::encode_b64(&salt).map_err(failed)?;
        Ok(argon2id()?.hash_password(password.as_bytes(), &salt).map_err(failed)?.to_string())
    })
    .await
}

/// What stands against a password of somebody of whom this is known: their name, their address, for whom they act (ASVS 6.2.11).
pub(crate) fn about(answers: &Answers, known: &[&str]) -> Problems {
    let key = door::STAFF_PASSWORD.question.key;
    let mut problems = Problems::new();
    if is_guessable(answers.raw(key), &[known, &[Word::Portico.text(Language::English)]].concat()) {
        problems.add(key, Problem::Together(Word::PasswordGuessable));
    }
    problems
}

/// Whether the password belongs to the hash.
pub(crate) async fn verify(backend: &Backend, password: String, phc: String) -> Result<bool, Error> {
    blocking(backend, move || {
        let phc = PasswordHash::new(&phc).map_err(|error| Error::Hashing(error.to_string()))?;
        Ok(argon2id()?.verify_password(password.as_bytes(), &phc).is_ok())
    })
    .await
}

async fn blocking<T: Send + 'static>(
    backend: &Backend,
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let _place = backend.waiting.try_acquire().map_err(|_| Error::Busy)?;
    let permit = backend.hashing.clone().acquire_owned().await.map_err(|error| Error::Hashing(error.to_string()))?;
    tokio::task::spawn_blocking(move || {
        let _permit = permit;
        work()
    })
    .await
    .map_err(|error| Error::Hashing(error.to_string()))?
}
