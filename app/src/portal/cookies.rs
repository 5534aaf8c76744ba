//! Cookies: their names, and how they are set so that only this host's server reads them.

use backend::{Backend, cookies};
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
    let sealed = cookies::seal(&expect_context::<Backend>(), TYPED, address).unwrap_or_default();
    set_cookie(TYPED, &sealed, if address.is_empty() { 0 } else { 300 });
}

/// The address that was kept.
pub fn typed() -> String {
    cookie(TYPED).and_then(|sealed| cookies::open(&expect_context::<Backend>(), TYPED, &sealed)).unwrap_or_default()
}

/// A value of one cookie of the request.
pub fn cookie(name: &str) -> Option<String> {
    let find = |parts: &Parts| all_of(&parts.headers).find(|(key, _)| *key == name).map(|(_, value)| value.to_owned());
    with_context::<Parts, _>(find).flatten()
}

/// Every cookie of a request.
pub(super) fn all_of(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
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
