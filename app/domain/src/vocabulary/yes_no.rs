//! Yes or no, as two radio buttons: an unticked box posts nothing and could not be told from an unseen one.

use crate::{
    form::{Answer, Choice, Choices, Problem, Shape, Widget},
    words::Word,
};

/// Yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
}

const CHOICES: &[Choice] = &[
    Choice { value: "yes", label: Word::Yes, help: None, needs: None },
    Choice { value: "no", label: Word::No, help: None, needs: None },
];

impl Answer for YesNo {
    const SHAPE: Shape = Shape::choice(Widget::Radios(Choices::Fixed(CHOICES)));

    fn parse(raw: &str) -> Result<Self, Problem> {
        match raw {
            "yes" => Ok(Self::Yes),
            "no" => Ok(Self::No),
            _ => Err(Problem::NotAChoice),
        }
    }

    fn show(&self) -> String {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
        }
        .to_owned()
    }
}
