//! A version of a reseller's terms that somebody agrees to. Which one stands, the server's list says.

use crate::form::{Answer, Choices, Problem, Shape, Widget};

/// A version of the terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TermsVersion(pub i32);

impl TermsVersion {
    /// The name of the server's list, which holds the one that stands.
    pub const LIST: &'static str = "terms";
}

impl Answer for TermsVersion {
    const SHAPE: Shape = Shape::choice(Widget::Radios(Choices::Server(Self::LIST)));

    fn parse(raw: &str) -> Result<Self, Problem> {
        raw.parse().map(Self).map_err(|_| Problem::NotAChoice)
    }

    fn show(&self) -> String {
        self.0.to_string()
    }
}
