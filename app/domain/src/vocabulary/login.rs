//! What machines know people and accounts by: SIP realms and login names. Both are plain ASCII, so that none looks like another.

use crate::form::{Answer, Problem, Shape, Widget, Width};

/// A SIP realm: 4 to 253 small letters, digits, dots and hyphens (KAZOO `accounts.json`: `realm`; its user interface's pattern).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SipRealm(String);

impl SipRealm {
    /// The realm.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Answer for SipRealm {
    const SHAPE: Shape = Shape::line(253).widget(Widget::Code).example("kestrel.sip.example.com");
    #[cfg(feature = "data")]
    const PATTERN: &'static str = r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$";

    fn parse(raw: &str) -> Result<Self, Problem> {
        // Spaces are taken away and capitals made small, as KAZOO does.
        let realm: String = raw.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
        let plain = realm.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.' || b == b'-');
        let labels = realm.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
        match realm.len() {
            0..4 => Err(Problem::TooShort(4)),
            _ if plain && labels => Ok(Self(realm)),
            _ => Err(Problem::Malformed),
        }
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}

/// A login name: 1 to 256 letters, digits and `+@._-`, kept in lower case (KAZOO `users.json`: `username`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoginName(String);

impl LoginName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Answer for LoginName {
    const SHAPE: Shape = Shape::line(256).widget(Widget::Code).width(Width::Medium).example("grace.hopper");
    #[cfg(feature = "data")]
    const PATTERN: &'static str = r"^[A-Za-z0-9+@._-]+$";
    const PERSONAL: bool = true;

    fn parse(raw: &str) -> Result<Self, Problem> {
        let name = raw.to_ascii_lowercase();
        let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"+@._-".contains(&b));
        if plain { Ok(Self(name)) } else { Err(Problem::Malformed) }
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::{LoginName, SipRealm};
    use crate::form::{Answer, Problem};

    #[test]
    fn realms_are_plain_and_small() {
        for (typed, kept) in
            [("Kestrel.SIP.example.com", "kestrel.sip.example.com"), ("a1b2 .sip", "a1b2.sip"), ("abcd", "abcd")]
        {
            assert_eq!(SipRealm::parse(typed).map(|realm| realm.show()), Ok(kept.to_owned()));
        }
        for (bad, problem) in [
            ("abc", Problem::TooShort(4)),
            ("kestrel_1.sip", Problem::Malformed),
            ("kestrel..sip", Problem::Malformed),
            ("-kestrel.sip", Problem::Malformed),
            // A Cyrillic letter that looks like a Latin one.
            ("k\u{435}strel.sip", Problem::Malformed),
        ] {
            assert_eq!(SipRealm::parse(bad).map(|realm| realm.show()), Err(problem), "{bad}");
        }
    }

    #[test]
    fn login_names_are_plain_and_small() {
        for (typed, kept) in [("Grace.Hopper+1@example", "grace.hopper+1@example"), ("7", "7"), ("a_b-c", "a_b-c")] {
            assert_eq!(LoginName::parse(typed).map(|name| name.show()), Ok(kept.to_owned()));
        }
        for bad in ["grace hopper", "gr\u{430}ce", "grace/hopper", "grâce"] {
            assert_eq!(LoginName::parse(bad).map(|name| name.show()), Err(Problem::Malformed), "{bad}");
        }
    }
}
