//! A country, by its ISO 3166-1 alpha-2 code. The list with the names is the server's.

use crate::form::{Answer, Choices, Problem, Shape, Widget};

/// A country's code. Whether the code is assigned, the server's list decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country(String);

impl Country {
    /// The name of the server's list.
    pub const LIST: &'static str = "countries";

    /// The two letters, in upper case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Answer for Country {
    const SHAPE: Shape = Shape::choice(Widget::Select(Choices::Server(Self::LIST)));

    fn parse(raw: &str) -> Result<Self, Problem> {
        let letters = raw.len() == 2 && raw.bytes().all(|b| b.is_ascii_uppercase());
        if letters { Ok(Self(raw.to_owned())) } else { Err(Problem::NotAChoice) }
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}
