//! An e-mail address, judged by what a mail server would surely refuse and no more.

use super::{domain_name::host_name, scripts::mixes_look_alikes};
use crate::form::{Answer, Problem, Shape, Widget, clean};

/// An e-mail address of at most 254 octets (RFC 5321, 4.5.3.1.3), of which 64 stand before its sign, in any script (RFC 6531, 3.3), domains
/// included: its domain is kept as people
/// write it, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address by which somebody is known, whoever types it: its domain in one form, all letters small. What is no address stays as it
    /// was typed, but for its case.
    pub fn identity(typed: &str) -> String {
        let typed = clean(typed);
        Self::parse(&typed).map_or_else(|_| typed.to_lowercase(), |email| email.0.to_lowercase())
    }

    /// The address with its domain as the DNS has it, which any mail server takes.
    #[cfg(feature = "data")]
    pub fn for_servers(&self) -> String {
        let (local, domain) = self.0.rsplit_once('@').unwrap_or((&self.0, ""));
        format!("{local}@{}", idna::domain_to_ascii(domain).unwrap_or_else(|_| domain.to_owned()))
    }
}

impl Answer for Email {
    const SHAPE: Shape = Shape::line(254).widget(Widget::Email).example("name@example.com");
    const PERSONAL: bool = true;
    const DEEP: bool = true;
    const DOUBT: Option<fn(&str, &str) -> bool> =
        Some(|raw, _| Self::parse(raw).is_ok_and(|read| mixes_look_alikes(&read.show())));
    const SUGGEST: Option<fn(&str) -> Option<String>> = Some(probably_meant);

    fn parse(raw: &str) -> Result<Self, Problem> {
        let (local, domain) = raw.rsplit_once('@').ok_or(Problem::Malformed)?;
        if raw.len() > 254 {
            return Err(Problem::Malformed);
        }
        let local_stands = !local.is_empty()
            && local.len() <= 64
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local.chars().all(|c| !c.is_ascii() || c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c))
            && is_text(local);
        let domain = host_name(&domain.to_lowercase()).filter(|name| name.contains('.')).filter(|_| local_stands);
        domain.map(|domain| Self(format!("{local}@{domain}"))).ok_or(Problem::Malformed)
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}

/// Whether what is not ASCII are letters with their marks, and no mark stands alone at the beginning. The server alone has the tables.
#[cfg(feature = "data")]
fn is_text(local: &str) -> bool {
    use unicode_normalization::char::is_combining_mark;

    let joins = |c: char| matches!(c, '\u{200c}' | '\u{200d}');
    !local.starts_with(is_combining_mark)
        && local.chars().all(|c| c.is_ascii() || c.is_alphanumeric() || is_combining_mark(c) || joins(c))
}

#[cfg(not(feature = "data"))]
const fn is_text(_local: &str) -> bool {
    true
}

/// Where much of the world's mail is. Those of fewer than seven characters are left out: too many others are a letter away.
const COMMON: &[&str] = &[
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "outlook.de",
    "hotmail.com",
    "hotmail.de",
    "hotmail.fr",
    "hotmail.co.uk",
    "yahoo.com",
    "yahoo.de",
    "yahoo.fr",
    "yahoo.co.uk",
    "yahoo.co.jp",
    "icloud.com",
    "t-online.de",
    "freenet.de",
    "gmx.net",
    "gmx.com",
    "protonmail.com",
    "comcast.net",
    "verizon.net",
    "btinternet.com",
    "orange.fr",
    "libero.it",
    "online.no",
    "telia.com",
    "bluewin.ch",
];
/// Domains that look like a mistake and are none.
const REAL: &[&str] = &[
    "mail.com",
    "email.com",
    "ymail.com",
    "rocketmail.com",
    "gmx.org",
    "gmx.info",
    "hotmail.es",
    "hotmail.it",
    "yahoo.es",
    "yahoo.it",
    "yahoo.ca",
    "yahoo.in",
    "hotmail.se",
    "hotmail.be",
    "hotmail.dk",
    "hotmail.nl",
    "hotmail.no",
    "hotmail.ch",
    "hotmail.gr",
    "yahoo.se",
    "yahoo.be",
    "yahoo.dk",
    "yahoo.ie",
    "yahoo.gr",
    "outlook.dk",
    "outlook.be",
    "outlook.ie",
    "outlook.es",
    "outlook.at",
    "gm.com",
];
/// Endings that are no domains, and look like the commonest.
const NO_ENDINGS: &[&str] = &[".con", ".cmo", ".comm", ".vom", ".xom"];

/// The same address at the common domain that a misspelt one is a slip of a finger away from.
fn probably_meant(raw: &str) -> Option<String> {
    let (local, domain) = raw.rsplit_once('@')?;
    let domain = domain.to_lowercase();
    if COMMON.contains(&domain.as_str()) || REAL.contains(&domain.as_str()) {
        return None;
    }
    let ending = NO_ENDINGS.iter().find_map(|ending| domain.strip_suffix(ending));
    let mended = ending.map_or_else(|| domain.clone(), |name| format!("{name}.com"));
    let near = COMMON.iter().find(|common| strsim::osa_distance(common, &mended) <= 1).copied();
    let meant = near.or_else(|| ending.map(|_| mended.as_str()))?;
    Some(format!("{local}@{meant}"))
}

#[cfg(all(test, feature = "data"))]
mod tests {
    use super::{Email, probably_meant};
    use crate::form::Answer;

    #[test]
    fn addresses_that_mail_can_reach_are_accepted() {
        for good in [
            "a@b.co",
            "first.last+tag@sub.example.org",
            "o'hara@example.ie",
            "jürgen@exämple.de",
            "用户@例子.中国",
            "x@xn--exmple-cua.de",
            "ada@例子。中国",
        ] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn a_domain_is_kept_in_one_form_however_it_was_typed() {
        for (typed, kept) in [
            ("Ada@Example.COM", "Ada@example.com"),
            ("x@xn--bcher-kva.example", "x@bücher.example"),
            ("x@B\u{fc}cher.example", "x@bücher.example"),
            ("grace@exam\u{200b}ple.com", "grace@example.com"),
        ] {
            assert_eq!(Email::parse(typed).map(|email| email.show()), Ok(kept.to_owned()), "{typed}");
        }
        // Browsers send a domain as the DNS has it, whatever was typed.
        assert_eq!(Email::identity(" X@xn--bcher-kva.example "), "x@bücher.example");
        assert_eq!(Email::identity("X@Bücher.example"), "x@bücher.example");
        assert_eq!(Email::identity("Nobody"), "nobody");
        assert_eq!(Email::parse("x@bücher.example").map(|email| email.for_servers()), Ok("x@xn--bcher-kva.example".to_owned()));
    }

    #[test]
    fn what_no_server_would_accept_is_refused() {
        for bad in [
            "",
            "a",
            "@b.co",
            "a@",
            "a@b",
            "a b@c.de",
            "a@b..de",
            "a@-b.de",
            ".a@b.de",
            "a..b@c.de",
            "a@b.de, c@d.de",
            "<a@b.de>",
            "a@exam ple.com",
            "ada@192.168.0.1",
        ] {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_slip_of_a_finger_is_noticed_and_other_domains_are_left_alone() {
        for (typed, meant) in [
            ("grace@gmial.com", Some("grace@gmail.com")),
            ("grace@GMAI.com", Some("grace@gmail.com")),
            ("grace@hotmial.com", Some("grace@hotmail.com")),
            ("grace@yahoo.co", Some("grace@yahoo.com")),
            ("grace@t-onlin.de", Some("grace@t-online.de")),
            ("grace@gmil.con", Some("grace@gmail.com")),
            ("grace@aol.con", Some("grace@aol.com")),
            ("grace@hotmail.se", None),
            ("grace@gmail.com", None),
            ("grace@mail.com", None),
            ("grace@example.com", None),
            ("grace@kestrel.example", None),
            ("no address", None),
        ] {
            assert_eq!(probably_meant(typed).as_deref(), meant, "{typed}");
        }
    }
}
