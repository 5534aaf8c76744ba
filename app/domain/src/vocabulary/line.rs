//! A line of text in any script, of which only the length is bounded.

use crate::form::{Answer, Problem, Shape};

/// A line of at most `MAX` characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<const MAX: usize>(String);

impl<const MAX: usize> Line<MAX> {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> Answer for Line<MAX> {
    const SHAPE: Shape = Shape::line(MAX);

    fn parse(raw: &str) -> Result<Self, Problem> {
        Ok(Self(raw.to_owned()))
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}
