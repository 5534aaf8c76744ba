//! An e-mail address, judged by what a mail server would surely refuse and no more.

use crate::form::{Answer, Problem, Shape, Widget};

/// An e-mail address of at most 254 characters (RFC 5321, 4.5.3.1.3), internationalised domains included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Answer for Email {
    const SHAPE: Shape = Shape::line(254).widget(Widget::Email).example("name@example.com");
    const PERSONAL: bool = true;
    const SUGGEST: Option<fn(&str) -> Option<String>> = Some(probably_meant);

    fn parse(raw: &str) -> Result<Self, Problem> {
        let (local, domain) = raw.rsplit_once('@').ok_or(Problem::Malformed)?;
        let local_stands = !local.is_empty()
            && local.len() <= 64
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
        let label_stands = |label: &str| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-' || (!c.is_ascii() && !c.is_whitespace()))
        };
        let domain_stands = domain.contains('.') && domain.split('.').all(label_stands);
        if local_stands && domain_stands { Ok(Self(raw.to_owned())) } else { Err(Problem::Malformed) }
    }

    fn show(&self) -> String {
        self.0.clone()
    }
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
];

/// The same address at the common domain that a misspelt one is a slip of a finger away from.
fn probably_meant(raw: &str) -> Option<String> {
    let (local, domain) = raw.rsplit_once('@')?;
    let domain = domain.to_lowercase();
    if COMMON.contains(&domain.as_str()) || REAL.contains(&domain.as_str()) {
        return None;
    }
    let meant = COMMON.iter().find(|common| strsim::osa_distance(common, &domain) == 1)?;
    Some(format!("{local}@{meant}"))
}

#[cfg(test)]
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
        ] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
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
