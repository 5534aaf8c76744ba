//! A postal code, doubted where it is not written as its country writes them.

use super::address::postal_code;
use crate::form::{Answer, Problem, Shape, Width};

/// A postal code of at most 16 characters. Its form depends on the country that it is about (libaddressinput's data), but the data may
/// be behind the post office: one that does not fit is doubted, not refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostalCode(String);

impl PostalCode {
    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Answer for PostalCode {
    const SHAPE: Shape = Shape::line(16).width(Width::Short);
    const DEEP: bool = true;
    const DOUBT: Option<fn(&str, &str) -> bool> = Some(|text, country| postal_code(country, text).is_none());

    fn parse(raw: &str) -> Result<Self, Problem> {
        Ok(Self(raw.to_owned()))
    }

    fn parse_about(raw: &str, country: &str) -> Result<Self, Problem> {
        Ok(Self(postal_code(country, raw).unwrap_or_else(|| raw.to_owned())))
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}
