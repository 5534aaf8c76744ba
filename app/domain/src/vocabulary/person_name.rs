//! A part of a person's name, in any script.

use super::scripts::mixes_look_alikes;
use crate::form::{Answer, Problem, Shape};

/// A given or family name: 1 to 128 characters (KAZOO `users.json`: `first_name`, `last_name`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName(String);

impl PersonName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Answer for PersonName {
    const SHAPE: Shape = Shape::line(128);
    const PERSONAL: bool = true;
    const DOUBT: Option<fn(&str, &str) -> bool> = Some(|raw, _| mixes_look_alikes(raw));

    fn parse(raw: &str) -> Result<Self, Problem> {
        Ok(Self(raw.to_owned()))
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}
