//! Passwords: argon2id with OWASP's parameters (ASVS 11.4.2), a bounded number at a time, off the threads that serve pages.

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version,
    password_hash::phc::{PasswordHash, PasswordHash as Phc},
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
        let phc: Phc = argon2id()?
            .hash_password_with_salt(password.as_bytes(), &salt)
            .map_err(|error| Error::Hashing(error.to_string()))?;
        Ok(phc.to_string())
    })
    .await
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
