//! Values that a browser keeps for us in a cookie, sealed: nobody else can write or read one.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

use crate::{Backend, Error, seal};

/// Seals a value for the cookie of this name, in characters that a cookie may hold (RFC 6265, 4.1.1).
///
/// # Errors
/// [`Error::Sealed`] if the cipher refuses it.
pub fn seal(backend: &Backend, name: &str, value: &str) -> Result<String, Error> {
    Ok(BASE64_URL_SAFE_NO_PAD.encode(seal::seal(backend, &owner(name), value.as_bytes())?))
}

/// The value in the cookie of this name; `None` where we did not seal it.
pub fn open(backend: &Backend, name: &str, sealed: &str) -> Option<String> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(sealed).ok()?;
    String::from_utf8(seal::open(backend, &owner(name), &bytes).ok()?).ok()
}

fn owner(name: &str) -> String {
    format!("cookie {name}")
}
