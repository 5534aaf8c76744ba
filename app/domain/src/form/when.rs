//! Conditions over answers, as values: pages evaluate them, the description prints them, the JSON schema states them.

use super::{Answers, Question, clean};

/// What an answer can be like, as its vocabulary knows it: a country whose addresses have a region.
#[derive(Debug)]
pub struct Property {
    /// What the description says of such an answer, after its key: "has a region".
    #[cfg(feature = "data")]
    pub says: &'static str,
    /// Whether an answer is like this.
    pub holds: fn(&str) -> bool,
    /// Every answer that is, for the schema.
    #[cfg(feature = "data")]
    pub values: fn() -> Vec<&'static str>,
}

/// A condition. It looks at what was answered, not at whether that is right.
#[derive(Clone, Copy, Debug)]
pub enum When {
    /// It holds.
    Always,
    /// The answer is this value.
    Is(&'static Question, &'static str),
    /// The answer has this property.
    Has(&'static Question, &'static Property),
    /// The other one does not hold.
    Not(&'static When),
    /// Each of them holds.
    All(&'static [When]),
    /// One of them holds.
    Any(&'static [When]),
}

impl When {
    /// It does not hold.
    pub const NEVER: Self = Self::Any(&[]);

    /// Whether it holds for these answers.
    pub fn holds(&self, answers: &Answers) -> bool {
        match self {
            Self::Always => true,
            Self::Is(question, value) => clean(answers.raw(question.key)) == *value,
            Self::Has(question, property) => (property.holds)(&clean(answers.raw(question.key))),
            Self::Not(condition) => !condition.holds(answers),
            Self::All(conditions) => conditions.iter().all(|condition| condition.holds(answers)),
            Self::Any(conditions) => conditions.iter().any(|condition| condition.holds(answers)),
        }
    }

    /// Whether it holds whatever is answered.
    pub const fn is_always(&self) -> bool {
        matches!(self, Self::Always)
    }

    /// Whether it holds for no answers.
    pub const fn is_never(&self) -> bool {
        matches!(self, Self::Any([]))
    }
}

#[cfg(feature = "data")]
mod says {
    use serde_json::{Value, json};

    use super::When;

    impl When {
        /// The condition in words, by the keys of the questions.
        pub fn describe(&self) -> String {
            let all = |conditions: &[Self], between: &str| {
                let said = conditions.iter().filter(|condition| !condition.is_always()).map(|condition| match condition {
                    Self::All(_) | Self::Any(_) if conditions.len() > 1 => format!("({})", condition.describe()),
                    _ => condition.describe(),
                });
                said.collect::<Vec<_>>().join(between)
            };
            match self {
                Self::Always => "always".to_owned(),
                Self::Is(question, value) => format!("{} is {value}", question.key),
                Self::Has(question, property) => format!("{} {}", question.key, property.says),
                Self::Not(Self::Is(question, value)) => format!("{} is not {value}", question.key),
                Self::Not(condition) => format!("not ({})", condition.describe()),
                Self::All(conditions) => all(conditions, " and "),
                Self::Any([]) => "never".to_owned(),
                Self::Any(conditions) => all(conditions, " or "),
            }
        }

        /// The condition as JSON Schema: the objects that it holds for.
        pub fn schema(&self) -> Value {
            let all = |conditions: &[Self]| {
                conditions.iter().filter(|condition| !condition.is_always()).map(Self::schema).collect::<Vec<_>>()
            };
            match self {
                Self::Always => json!(true),
                Self::Is(question, value) => {
                    // What is left out is the default.
                    let required = if question.default == Some(*value) { &[][..] } else { &[question.key] };
                    json!({ "properties": { question.key: { "const": value } }, "required": required })
                }
                Self::Has(question, property) => {
                    json!({ "properties": { question.key: { "enum": (property.values)() } }, "required": [question.key] })
                }
                Self::Not(condition) => json!({ "not": condition.schema() }),
                Self::All(conditions) => json!({ "allOf": all(conditions) }),
                Self::Any([]) => json!(false),
                Self::Any(conditions) => json!({ "anyOf": all(conditions) }),
            }
        }
    }
}
