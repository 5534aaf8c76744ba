//! Passwords: argon2id with OWASP's parameters (ASVS 11.4.2), a bounded number at a time, off the threads that serve pages.

use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version, password_hash::SaltString};
use domain::{
    door,
    form::{Answers, Problem, Problems},
    vocabulary::is_guessable,
    words::{Language, Word},
};

use unicode_normalization::UnicodeNormalization;

use crate::{Backend, Error};

/// 19 MiB, two passes, one lane.
fn argon2id() -> Result<Argon2<'static>, Error> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|error| Error::Hashing(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// A password in the one form that every keyboard's spelling of it has (NIST SP 800-63B, 3.1.1.2): what a Mac types as two characters,
/// another machine types as one.
fn normal(password: &str) -> String {
    password.nfkc().collect()
}

/// The PHC string of a password: of all its characters, none cut (ASVS 6.2.7), in their normal form.
pub(crate) async fn hash(backend: &Backend, password: String) -> Result<String, Error> {
    let password = normal(&password);
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

/// Whether a password belongs to a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fits {
    /// It does not.
    No,
    /// It does.
    Yes,
    /// It does as it was typed, and not in its normal form: it was hashed before normal forms were. It is to be hashed again.
    AsTyped,
}

/// Whether the password belongs to the hash.
pub(crate) async fn verify(backend: &Backend, password: String, phc: String) -> Result<Fits, Error> {
    blocking(backend, move || {
        let phc = PasswordHash::new(&phc).map_err(|error| Error::Hashing(error.to_string()))?;
        let normal = normal(&password);
        let is = |password: &str| Ok::<_, Error>(argon2id()?.verify_password(password.as_bytes(), &phc).is_ok());
        Ok(match is(&normal)? {
            true => Fits::Yes,
            false if normal != password && is(&password)? => Fits::AsTyped,
            false => Fits::No,
        })
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
