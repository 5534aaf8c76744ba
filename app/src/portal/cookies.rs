//! Cookies: their names, and how they are set so that only this host's server reads them.

use http::{HeaderMap, HeaderValue, header, request::Parts};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

/// The cookie that carries the session's id.
pub const SESSION: &str = "__Host-session";
/// The cookie that carries the token of a mailed link for a password.
pub const RESET: &str = "__Host-reset";
/// The cookie that carries the token of an invitation.
pub const INVITATION: &str = "__Host-invitation";
/// The cookie that carries the token of a link for another address.
pub const EMAIL: &str = "__Host-email";
/// The cookie that carries the token of the first operator.
pub const FIRST: &str = "__Host-first";
/// The cookie that names answers which were parked while nobody was signed in.
pub const PARKED: &str = "__Host-parked";
/// The cookie that carries a typed address from a refused attempt back to the page; in an address it would be logged.
const TYPED: &str = "__Host-typed";

/// Keeps the address that a person tried to sign in with for five minutes; an empty one is forgotten.
pub fn keep_typed(address: &str) {
    use std::fmt::Write;

    // A cookie's value may hold no blanks, commas, semicolons or letters beyond ASCII.
    let digits = address.bytes().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    });
    set_cookie(TYPED, &digits, if address.is_empty() { 0 } else { 300 });
}

/// The address that was kept.
pub fn typed() -> String {
    let digits: Vec<u32> = cookie(TYPED).unwrap_or_default().chars().filter_map(|c| c.to_digit(16)).collect();
    let bytes = digits.chunks_exact(2).filter_map(|pair| u8::try_from(pair.iter().fold(0, |all, one| all * 16 + one)).ok());
    String::from_utf8_lossy(&bytes.collect::<Vec<_>>()).into_owned()
}

/// A value of one cookie of the request.
pub fn cookie(name: &str) -> Option<String> {
    let find = |parts: &Parts| cookies(&parts.headers).find(|(key, _)| *key == name).map(|(_, value)| value.to_owned());
    with_context::<Parts, _>(find).flatten()
}

/// Every cookie of a request.
pub(super) fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='))
}

/// Sets a cookie that only this host's server reads, for so many seconds; 0 takes it away.
pub fn set_cookie(name: &str, value: &str, seconds: u32) {
    if let (Some(response), Some(cookie)) = (use_context::<ResponseOptions>(), cookie_of(name, value, seconds)) {
        response.append_header(header::SET_COOKIE, cookie);
    }
}

/// The same as the header's text; `None` if the value is no text for a header.
pub fn cookie_of(name: &str, value: &str, seconds: u32) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}")).ok()
}
