//! The secret key of an account at a payment provider. It is never echoed.

use std::fmt;

use crate::form::{Answer, Problem, Secret, Shape, Widget};

/// A secret key, byte for byte as it was pasted but for blanks around it.
#[derive(Clone, PartialEq, Eq)]
pub struct ProviderKey(String);

impl ProviderKey {
    /// The key, for the provider and nobody else.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ProviderKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProviderKey")
    }
}

impl Answer for ProviderKey {
    const SHAPE: Shape = Shape::line(255).widget(Widget::Password);
    const SECRET: Option<Secret> = Some(Secret::Encrypted);

    fn parse(raw: &str) -> Result<Self, Problem> {
        let key = raw.trim();
        let known = key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if known && key.len() >= 16 {
            Ok(Self(key.to_owned()))
        } else {
            Err(Problem::Together(crate::words::Word::GatewayKeyForm))
        }
    }

    fn show(&self) -> String {
        String::new()
    }
}
