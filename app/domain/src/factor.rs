//! The second factor and passkeys: what is asked, and what a factor's codes look like.

use crate::{
    form::{Answer, Field, Item, Problem, Secret, Shape, Step, Widget, Width},
    users::CURRENT_PASSWORD,
    vocabulary::PersonName,
    words::Word,
};

/// A code of six digits, or a recovery code, however it is grouped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code(String);

/// The characters of a recovery code: none looks like another.
const LETTERS: &[u8; 32] = b"123456789abcdefghjkmnpqrstuvwxyz";
/// So many there are in one.
const LENGTH: usize = 24;

impl Answer for Code {
    const SHAPE: Shape = Shape::line(64).widget(Widget::Digits).width(Width::Medium).example("123456");
    const SECRET: Option<Secret> = Some(Secret::Once);

    fn parse(raw: &str) -> Result<Self, Problem> {
        let code = folded(raw);
        let six = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
        if six || code.len() == LENGTH { Ok(Self(code)) } else { Err(Problem::Malformed) }
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}

/// A recovery code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl Answer for RecoveryCode {
    const SHAPE: Shape = Shape::line(64).widget(Widget::Code).example("123456-abcdef-ghjkmn-pqrstu");
    const SECRET: Option<Secret> = Some(Secret::Once);

    fn parse(raw: &str) -> Result<Self, Problem> {
        if is_recovery(raw) { Ok(Self(folded(raw))) } else { Err(Problem::Malformed) }
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}

/// A code as it is compared: without the blanks and dashes that it is written with.
pub fn folded(code: &str) -> String {
    code.chars().filter(|c| !c.is_whitespace() && *c != '-').flat_map(char::to_lowercase).collect()
}

/// Whether it is a recovery code.
pub fn is_recovery(code: &str) -> bool {
    folded(code).len() == LENGTH
}

/// A recovery code of 120 random bits, in four groups.
pub fn recovery(random: [u8; LENGTH]) -> String {
    let letters: Vec<char> = random.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    letters.chunks(6).map(|six| six.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// A code.
pub static CODE: Field<Code> = Field::new("code", Word::Code).help(Word::CodeHelp).autocomplete("one-time-code");
/// The first code of an app that is being set up.
pub static FIRST_CODE: Field<Code> = Field::new("code", Word::Code).help(Word::FirstCodeHelp).autocomplete("one-time-code");

/// Gives a code to get in.
pub static GIVE: Step = Step::new("code", Word::CodeTitle, &[Item::Question(&CODE.question)]);
/// One of the codes that were kept for this. It is taken under the same key.
pub static RECOVERY_CODE: Field<RecoveryCode> =
    Field::new("code", Word::RecoveryCode).help(Word::RecoveryCodeHelp).autocomplete("off");
/// Gives a recovery code to get in.
pub static GIVE_RECOVERY: Step = Step::new("code", Word::CodeTitle, &[Item::Question(&RECOVERY_CODE.question)]);
/// Turns the factor on.
pub static TURN_ON: Step =
    Step::new("on", Word::Factor, &[Item::Question(&FIRST_CODE.question), Item::Question(&CURRENT_PASSWORD.question)]);
/// The present password, before something of one's own sign-in is changed (ASVS 7.5.1).
pub static CONFIRM: Step = Step::new("confirm", Word::Factor, &[Item::Question(&CURRENT_PASSWORD.question)]);

/// What a passkey is called.
pub static PASSKEY_NAME: Field<PersonName> =
    Field::new("passkey_name", Word::PasskeyName).help(Word::PasskeyNameHelp).autocomplete("off");
/// Adds a passkey.
pub static ADD_PASSKEY: Step = Step::new(
    "passkey",
    Word::PasskeyAdd,
    &[Item::Question(&PASSKEY_NAME.question), Item::Question(&CURRENT_PASSWORD.question)],
);

#[cfg(test)]
mod tests {
    use super::{Code, is_recovery, recovery};
    use crate::form::{Answer, Problem};

    #[test]
    fn codes_are_read_however_they_are_grouped() {
        for (raw, kept) in [
            ("123456", Ok("123456")),
            (" 123 456", Ok("123456")),
            ("12345", Err(Problem::Malformed)),
            ("abcdef", Err(Problem::Malformed)),
        ] {
            assert_eq!(Code::parse(raw).map(|code| code.show()), kept.map(str::to_owned), "{raw}");
        }
        let code = recovery(std::array::from_fn(|at| u8::try_from(at * 11).unwrap_or_default()));
        assert_eq!(code.len(), 27);
        assert!(is_recovery(&code) && is_recovery(&code.to_uppercase()) && !is_recovery("123456"));
        assert!(Code::parse(&code).is_ok());
    }
}
