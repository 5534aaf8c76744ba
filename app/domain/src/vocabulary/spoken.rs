//! A language that Portico speaks, to write to somebody in.

use crate::{
    form::{Answer, Choices, Problem, Shape, Widget},
    words::Language,
};

/// The language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoken(pub Language);

impl Spoken {
    /// The name of the server's list, which has each by its own name.
    pub const LIST: &'static str = "spoken";

    /// The reader's own, where people speak it: as likely as any the language of somebody whom they write to.
    pub fn of_reader(language: Language) -> Self {
        Self(Language::SPOKEN.into_iter().find(|spoken| *spoken == language).unwrap_or_default())
    }
}

impl Answer for Spoken {
    const SHAPE: Shape = Shape::choice(Widget::Radios(Choices::Server(Self::LIST))).preset();

    fn parse(raw: &str) -> Result<Self, Problem> {
        Language::of_tag(raw).filter(|language| language.tag() == raw).map(Self).ok_or(Problem::NotAChoice)
    }

    fn show(&self) -> String {
        self.0.tag().to_owned()
    }
}
