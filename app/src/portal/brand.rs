//! In whose name a page is shown. A reseller's people and customers meet nothing but the reseller's name, also before they sign in and
//! after they have left: a cookie that only this server can write keeps whose pages this browser showed last. The product's own name is
//! for its operators.

use backend::{Actor, Backend, cookies};
use domain::{access::Side, words::Word};
use http::request::Parts;
use leptos::prelude::*;

use super::{
    YEAR,
    cookies::{cookie, set_cookie},
};
use crate::words::t;

/// The cookie that carries the name.
const BRAND: &str = "__Host-brand";

/// The name: of the reseller whose pages these are, or whose were shown last; `None` where neither is known.
pub fn brand() -> Option<String> {
    let actor = with_context::<Parts, _>(|parts| parts.extensions.get::<Actor>().cloned()).flatten();
    let Some(actor) = actor else { return remembered() };
    match actor.place {
        Some(place) => Some(place.name),
        None => (actor.role.side() == Side::Operator).then(|| t(Word::Portico).to_owned()),
    }
}

/// A page's title with the name that it is shown in.
pub fn titled(title: &str, brand: Option<&str>) -> String {
    match (title, brand) {
        (title, None) => title.to_owned(),
        ("", Some(brand)) => brand.to_owned(),
        (title, Some(brand)) => format!("{title} – {brand}"),
    }
}

/// Keeps whose pages this browser shows.
pub fn remember_brand(name: &str) {
    let is_new = !name.is_empty() && remembered().as_deref() != Some(name);
    let sealed = is_new.then(|| cookies::seal(&expect_context::<Backend>(), BRAND, name).ok()).flatten();
    if let Some(sealed) = sealed {
        set_cookie(BRAND, &sealed, YEAR);
    }
}

fn remembered() -> Option<String> {
    let backend = use_context::<Backend>()?;
    cookies::open(&backend, BRAND, &cookie(BRAND)?)
}

#[cfg(test)]
mod tests {
    use super::titled;

    #[test]
    fn a_title_names_whose_page_it_is_where_that_is_known() {
        assert_eq!(titled("Users", Some("Acme")), "Users – Acme");
        assert_eq!(titled("", Some("Acme")), "Acme");
        assert_eq!(titled("Sign in", None), "Sign in");
    }
}
