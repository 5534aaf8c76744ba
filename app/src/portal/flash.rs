//! What the next page says of what was just done. It is kept in a cookie that only this server can write, for one page and one minute:
//! a sentence that came in an address could be anybody's.

use backend::{Backend, cookies};
use domain::words::{Word, fill};
use http::{HeaderValue, Method, request::Parts};
use leptos::prelude::*;

use super::cookies::{cookie, cookie_of, set_cookie};
use crate::words::t;

/// The cookie that carries it.
const FLASH: &str = "__Host-flash";
/// In seconds.
const LIFETIME: u32 = 60;
/// The longest value that a sentence carries, in characters.
const LONGEST: usize = 800;

/// A sentence for the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flash {
    word: Word,
    /// The values in it, by their names.
    values: Vec<(String, String)>,
    done: bool,
}

impl Flash {
    /// Something was done.
    pub fn done(word: Word) -> Self {
        Self { word, values: Vec::new(), done: true }
    }

    /// Something was not done, or is good to know.
    pub fn note(word: Word) -> Self {
        Self { done: false, ..Self::done(word) }
    }

    /// The sentence's value of this name.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.values.push((name.to_owned(), value.chars().filter(|c| !c.is_control()).take(LONGEST).collect()));
        self
    }

    /// Whether it says that something was done.
    pub const fn is_done(&self) -> bool {
        self.done
    }

    /// The sentence in the language of the running request.
    pub fn sentence(&self) -> String {
        let values: Vec<_> = self.values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fill(t(self.word), &values)
    }

    /// The cookie's header by which the page at `path` says this.
    pub fn cookie(&self, backend: &Backend, path: &str) -> Option<HeaderValue> {
        cookie_of(FLASH, &self.sealed(backend, path)?, LIFETIME)
    }

    fn sealed(&self, backend: &Backend, path: &str) -> Option<String> {
        cookies::seal(backend, FLASH, &self.write(path)).ok()
    }

    fn write(&self, path: &str) -> String {
        let mut lines = vec![without_query(path).to_owned(), u16::from(self.word).to_string(), self.done.to_string()];
        lines.extend(self.values.iter().flat_map(|(name, value)| [name.clone(), value.clone()]));
        lines.join("\n")
    }

    fn read(text: &str) -> Option<(&str, Self)> {
        let mut lines = text.split('\n');
        let path = lines.next()?;
        let word = Word::try_from(lines.next()?.parse::<u16>().ok()?).ok()?;
        let done = lines.next()? == "true";
        let mut values = Vec::new();
        while let (Some(name), Some(value)) = (lines.next(), lines.next()) {
            values.push((name.to_owned(), value.to_owned()));
        }
        Some((path, Self { word, values, done }))
    }
}

/// Leads on to another page, which says this.
pub fn lead_on_saying(path: &str, flash: &Flash) {
    say_next(path, flash);
    leptos_axum::redirect(path);
}

/// Has the page at `path` say this when it is looked at next.
pub fn say_next(path: &str, flash: &Flash) {
    if let Some(value) = flash.sealed(&expect_context(), path) {
        set_cookie(FLASH, &value, LIFETIME);
    }
}

/// What the running request's page says of what was just done. It says so once.
pub fn flash() -> Option<Flash> {
    let backend = use_context::<Backend>()?;
    let here =
        with_context::<Parts, _>(|parts| (parts.method == Method::GET).then(|| parts.uri.path().to_owned())).flatten()?;
    let text = cookies::open(&backend, FLASH, &cookie(FLASH)?)?;
    let (path, flash) = Flash::read(&text)?;
    if path != here {
        return None;
    }
    set_cookie(FLASH, "", 0);
    Some(flash)
}

fn without_query(path: &str) -> &str {
    path.split(['?', '#']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_comes_back_as_it_was_kept() {
        let flash = Flash::done(Word::UserNowInvited).with("name", "Ö & Co\n\u{7}");
        let text = flash.write("/users?state=x");
        assert_eq!(Flash::read(&text), Some(("/users", Flash::done(Word::UserNowInvited).with("name", "Ö & Co"))));
        assert_eq!(Flash::read("/users\n65535\ntrue"), None);
        assert_eq!(Flash::read(""), None);
    }
}
