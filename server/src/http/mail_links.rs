//! The links in mails. Their token moves from the address, which is logged, kept in histories and told to other sites, into a cookie
//! (ASVS 14.2.1); the page behind them has a clean address. Opening a link changes nothing, so a scanner of mails may.

use axum::{
    extract::{Path, RawQuery},
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use backend::links::Token;
use domain::{paths, words::Language};

use super::router::Routes;

/// A link's cookie is kept as long as the longest link works, so that a page which stays open does not lose it.
const KEPT: u32 = 7 * 24 * 3_600;

/// Routes for them.
pub fn routes() -> Routes<()> {
    let carries = |page: &'static str, cookie: &'static str| {
        get(move |Path(token): Path<String>, RawQuery(query): RawQuery, headers: HeaderMap| async move {
            let mut response = carry(page, cookie, &token);
            // Only what people speak: anybody may make an address that says something else.
            if let Some(language) = language_of(&query.unwrap_or_default()).filter(|found| Language::SPOKEN.contains(found)) {
                speak(&mut response, language, &headers);
            }
            response
        })
    };
    let to = |address: &str, page, cookie| (format!("{address}/{{token}}"), carries(page, cookie));
    vec![
        to(paths::RESET, paths::RESET, app::portal::RESET),
        to(paths::FIRST_OPERATOR, paths::FIRST_OPERATOR, app::portal::FIRST),
        to(paths::EMAIL, paths::EMAIL, app::portal::EMAIL),
        to(paths::INVITATION, paths::INVITATION, app::portal::INVITATION),
        to(paths::ACTIVATE, paths::INVITATION, app::portal::INVITATION),
    ]
}

/// In which language the mail was written, as its link's address says beside the token ([`paths::IN_LANGUAGE`]).
fn language_of(query: &str) -> Option<Language> {
    let named = |pair: &str| {
        pair.split_once('=').filter(|(name, _)| *name == paths::IN_LANGUAGE).and_then(|(_, tag)| Language::of_tag(tag))
    };
    query.split('&').find_map(named)
}

/// Whoever has chosen no language reads the pages in that of the mail.
fn speak(response: &mut Response, language: Language, headers: &HeaderMap) {
    if app::portal::Reader::chosen(headers).is_none()
        && let Some(cookie) = app::portal::language_cookie(language)
    {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

fn carry(page: &str, name: &str, token: &str) -> Response {
    let mut response = Redirect::to(page).into_response();
    // What is no token of ours is not handed on; the page says that the link does not work.
    let (value, seconds) = if Token::read(token).is_some() { (token, KEPT) } else { ("", 0) };
    if let Some(cookie) = app::portal::cookie_of(name, value, seconds) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// A path as it may be logged.
pub fn masked(path: &str) -> &str {
    for page in [paths::FIRST_OPERATOR, paths::RESET, paths::EMAIL, paths::INVITATION, paths::ACTIVATE] {
        if path.strip_prefix(page).is_some_and(|rest| rest.starts_with('/')) {
            return page;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use domain::words::Language;

    use super::{language_of, masked};

    #[test]
    fn a_link_may_say_in_which_language_its_mail_was() {
        assert_eq!(language_of("in=de"), Some(Language::German));
        assert_eq!(language_of("utm=x&in=de&in=en"), Some(Language::German));
        for nothing in ["", "in", "in=", "in=xx", "inn=de", "%"] {
            assert_eq!(language_of(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn no_token_is_logged() {
        for (path, logged) in [
            ("/i/abc", "/i"),
            ("/reset/abc", "/reset"),
            ("/email/abc", "/email"),
            ("/activate/abc", "/activate"),
            ("/i", "/i"),
            ("/icons.svg", "/icons.svg"),
            ("/customers", "/customers"),
        ] {
            assert_eq!(masked(path), logged);
        }
    }
}
