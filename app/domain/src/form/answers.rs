//! What has been typed so far, right or wrong, as text by key. Nothing typed is ever lost for being wrong.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Answer, Field, Problem};

/// Answers by key. Repeated rows have keys such as `contacts.<row>.email` beside `contacts`, which keeps their order.
///
/// A copy is cheap: the answers are shared until one of the two changes. So is a row's view of all answers ([`Self::with`]).
#[derive(Clone, Debug, Default)]
pub struct Answers {
    all: Arc<BTreeMap<String, String>>,
    /// What is put before them, as a row's own answers are.
    before: Vec<(String, String)>,
}

impl Answers {
    /// No answers yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same answers with a row's own before them, under the questions' keys.
    pub(super) fn with(&self, before: Vec<(String, String)>) -> Self {
        Self { all: self.all.clone(), before }
    }

    #[inline(never)]
    fn find(&self, key: &str) -> Option<&String> {
        let own = self.before.iter().find(|(name, _)| name == key).map(|(_, text)| text);
        own.or_else(|| self.all.get(key))
    }

    /// What was typed under this key; empty if nothing was.
    pub fn raw(&self, key: &str) -> &str {
        self.find(key).map_or("", String::as_str)
    }

    /// Whether something was posted under this key, be it empty.
    pub fn has(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    /// Puts a text under a key.
    pub fn set(&mut self, key: impl Into<String>, text: impl Into<String>) {
        self.map().insert(key.into(), text.into());
    }

    /// Takes a key away.
    pub fn remove(&mut self, key: &str) -> Option<String> {
        self.map().remove(key)
    }

    /// Every key with its text, in the order of the keys. Not for a row's view, which has the keys of the row twice.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.all.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// One map of all of them, to be changed. Not inlined: what browsers load has it once.
    #[inline(never)]
    fn map(&mut self) -> &mut BTreeMap<String, String> {
        let all = Arc::make_mut(&mut self.all);
        for (key, text) in std::mem::take(&mut self.before) {
            all.insert(key, text);
        }
        all
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
        let all: BTreeMap<String, String> = pairs.into_iter().map(|(key, text)| (key.into(), text.into())).collect();
        Self { all: Arc::new(all), before: Vec::new() }
    }
}

impl<K: Into<String>, V: Into<String>> Extend<(K, V)> for Answers {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, pairs: I) {
        self.map().extend(pairs.into_iter().map(|(key, text)| (key.into(), text.into())));
    }
}

impl PartialEq for Answers {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all && self.before == other.before
    }
}

impl Eq for Answers {}

impl Serialize for Answers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.all.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Answers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { all: Arc::new(BTreeMap::deserialize(deserializer)?), before: Vec::new() })
    }
}
