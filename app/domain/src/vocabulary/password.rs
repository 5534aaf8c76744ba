//! A password: long enough, not one that everybody uses, byte for byte as it was typed. No rules of composition (ASVS 6.2.5).

use crate::{
    form::{Answer, Problem, Secret, Shape, Widget},
    words::Word,
};

/// A password of at least `LEAST` characters: 12 for staff, 8 for customers (`decisions.md`); at most 256 (ASVS 6.2.9 asks for 64).
#[derive(Clone, PartialEq, Eq)]
pub struct Password<const LEAST: usize>(String);

impl<const LEAST: usize> Password<LEAST> {
    /// The password, for the hasher and nobody else.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl<const LEAST: usize> std::fmt::Debug for Password<LEAST> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password")
    }
}

impl<const LEAST: usize> Answer for Password<LEAST> {
    const SHAPE: Shape = Shape::line(256).widget(Widget::Password);
    const SECRET: Option<Secret> = Some(Secret::Hashed);
    const DEEP: bool = true;
    const REMARK: Option<fn(&str, &str) -> Option<Word>> = Some(|raw, _| STRENGTHS.get(strength::strength(raw)).copied());

    fn parse(raw: &str) -> Result<Self, Problem> {
        if raw.chars().count() < LEAST {
            return Err(Problem::TooShort(LEAST));
        }
        if is_common(raw) { Err(Problem::TooCommon) } else { Ok(Self(raw.to_owned())) }
    }

    fn show(&self) -> String {
        String::new()
    }
}

/// The password that somebody has, whatever the rule was when they chose it.
#[derive(Clone, PartialEq, Eq)]
pub struct CurrentPassword(String);

impl std::fmt::Debug for CurrentPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CurrentPassword")
    }
}

impl Answer for CurrentPassword {
    const SHAPE: Shape = Shape::line(256).widget(Widget::Password);
    const SECRET: Option<Secret> = Some(Secret::Hashed);

    fn parse(raw: &str) -> Result<Self, Problem> {
        Ok(Self(raw.to_owned()))
    }

    fn show(&self) -> String {
        String::new()
    }
}

/// What is said of a password, the weakest first.
pub const STRENGTHS: [Word; 4] = [Word::StrengthWeak, Word::StrengthFair, Word::StrengthGood, Word::StrengthStrong];

/// Whether a guesser who knows what people choose would have it within a million tries.
#[cfg(feature = "data")]
fn is_common(raw: &str) -> bool {
    zxcvbn::zxcvbn(raw, &strength::FAVOURITES).guesses() < 1_000_000
}

/// Whether little is left of a password without the words of what is known of its person (ASVS 6.2.11).
#[cfg(feature = "data")]
pub fn is_guessable(raw: &str, known: &[&str]) -> bool {
    let mut words: Vec<String> = known
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() > 2 && !["com", "net", "org"].contains(word))
        .map(str::to_lowercase)
        .collect();
    // The longest first: what is part of another word is taken out with it.
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let whole = raw.to_lowercase();
    let rest = words.iter().fold(whole.clone(), |rest, word| rest.replace(word.as_str(), " "));
    rest != whole && rest.chars().filter(|c| !c.is_whitespace()).count() < 6
}

/// The browser does not have the lists; the server judges.
#[cfg(not(feature = "data"))]
const fn is_common(_raw: &str) -> bool {
    false
}

#[cfg(all(test, feature = "data"))]
mod tests {
    use super::{Password, is_guessable};
    use crate::form::{Answer, Problem};

    /// ASVS 6.2.11.
    #[test]
    fn what_is_known_of_somebody_makes_a_password_weak() {
        let known = ["Acme Telecom", "Grace Hopper", "grace@navy.example"];
        for weak in ["acme telecom 1", "AcmeTelecom2026", "gracehopper12", "hopper grace 1"] {
            assert!(is_guessable(weak, &known), "{weak}");
            assert!(Password::<12>::parse(weak).is_ok(), "{weak}");
        }
        assert!(!is_guessable("nine green owls fly", &known));
    }

    /// ASVS 6.2.5, 6.2.8, 6.2.9.
    #[test]
    fn long_ones_are_accepted_whatever_they_are_made_of() {
        for good in [
            "correct horse battery staple",
            "пароль на кириллице",
            "🦅🦅🌊🌊🏔🏔🌋🌋🌍🌍🪐🪐",
            "  leading and trailing  ",
            "demo-portico-2026",
        ] {
            assert_eq!(Password::<12>::parse(good).map(|password| password.reveal().to_owned()), Ok(good.to_owned()));
        }
        assert!(Password::<12>::parse(&"ä-long pässword ".repeat(8)).is_ok());
    }

    /// ASVS 6.2.1, 6.2.4.
    #[test]
    fn short_and_common_ones_are_refused() {
        for (bad, problem) in [
            ("short", Problem::TooShort(8)),
            ("password", Problem::TooCommon),
            ("Password1", Problem::TooCommon),
            ("12345678", Problem::TooCommon),
            ("qwertyuiop", Problem::TooCommon),
            ("iloveyou", Problem::TooCommon),
            ("aaaaaaaaaaaa", Problem::TooCommon),
            ("Willkommen1", Problem::TooCommon),
            ("Sommer2026", Problem::TooCommon),
            ("Passwort2026", Problem::TooCommon),
        ] {
            assert_eq!(Password::<8>::parse(bad).map(|_| ()), Err(problem), "{bad}");
        }
        assert_eq!(format!("{:?}", Password::<8>::parse("correct horse").unwrap()), "Password");
    }
}
