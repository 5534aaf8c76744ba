//! Secrets that must be read again are stored sealed: XChaCha20-Poly1305 under the server's key, bound to what they belong to.

use std::{fmt, sync::Arc};

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use crate::{Backend, Error};

const NONCE: usize = 24;

/// The key under which secrets are stored. Every server over one database has the same.
#[derive(Clone)]
pub struct Key(Arc<[u8; 32]>);

impl Key {
    /// A key of 256 random bits.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Arc::new(bytes))
    }

    /// By which the key is recognised, and nothing of it is learnt.
    pub fn fingerprint(&self) -> Vec<u8> {
        Sha256::new().chain_update(b"portico key").chain_update(*self.0).finalize().to_vec()
    }

    /// Signs something: HMAC-SHA-256 (RFC 2104) under the key.
    pub(crate) fn sign(&self, what: &[u8]) -> Vec<u8> {
        // A key of any length is one.
        let Ok(mut mac) = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&*self.0) else { return Vec::new() };
        mac.update(b"portico audit ");
        mac.update(what);
        mac.finalize().into_bytes().to_vec()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&(*self.0).into())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

/// Seals a secret, so that it can be opened for the same owner alone.
pub(crate) fn seal(backend: &Backend, owner: &str, secret: &[u8]) -> Result<Vec<u8>, Error> {
    let nonce: [u8; NONCE] = backend.random();
    let payload = Payload { msg: secret, aad: owner.as_bytes() };
    let sealed = backend.key.cipher().encrypt(&XNonce::from(nonce), payload).map_err(|_| Error::Sealed)?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// Opens what was sealed for this owner.
///
/// # Errors
/// [`Error::Sealed`] if it was sealed under another key, for another owner, or was changed.
pub(crate) fn open(backend: &Backend, owner: &str, sealed: &[u8]) -> Result<Vec<u8>, Error> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(Error::Sealed)?;
    let payload = Payload { msg: sealed, aad: owner.as_bytes() };
    backend.key.cipher().decrypt(&XNonce::from(*nonce), payload).map_err(|_| Error::Sealed)
}
