//! What has been typed so far, right or wrong, as text by key. Nothing typed is ever lost for being wrong.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Answer, Field, Problem};

/// Answers by key. Repeated rows have keys such as `contacts.<row>.email` beside `contacts`, which keeps their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<String, String>);

impl Answers {
    /// No answers yet.
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// What was typed under this key; empty if nothing was.
    pub fn raw(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }

    /// Whether something was posted under this key, be it empty.
    pub fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// Puts a text under a key.
    pub fn set(&mut self, key: impl Into<String>, text: impl Into<String>) {
        self.0.insert(key.into(), text.into());
    }

    /// Takes a key away.
    pub fn remove(&mut self, key: &str) -> Option<String> {
        self.0.remove(key)
    }

    /// Every key with its text, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// The answer to a field, if there is a right one.
    pub fn get<T: Answer>(&self, field: &Field<T>) -> Option<T> {
        let raw = T::SHAPE.clean(self.raw(field.question.key));
        if raw.is_empty() { None } else { T::parse_about(&raw, field.question.about(self)).ok() }
    }

    /// The answer to a field that must be there.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn need<T: Answer>(&self, field: &Field<T>) -> Result<T, Problem> {
        let raw = T::SHAPE.clean(self.raw(field.question.key));
        if raw.is_empty() { Err(Problem::Missing) } else { T::parse_about(&raw, field.question.about(self)) }
    }
}

impl<K: Into<String>, V: Into<String>> FromIterator<(K, V)> for Answers {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        Self(pairs.into_iter().map(|(key, text)| (key.into(), text.into())).collect())
    }
}

impl<K: Into<String>, V: Into<String>> Extend<(K, V)> for Answers {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, pairs: I) {
        self.0.extend(pairs.into_iter().map(|(key, text)| (key.into(), text.into())));
    }
}
