//! A form that was sent to the page itself: its fields, its answers, and the button that was pressed.

use domain::{
    drafts::Then,
    form::{Answers, Step},
};
use http::request::Parts;
use leptos::prelude::*;

use super::language;

/// The fields of a form that was sent to the page itself, put into the request by the server.
#[derive(Clone, Debug)]
pub struct Form(pub Vec<(String, String)>);

/// What was sent to this page, if anything was: the fields beside the answers by name, and the answers.
pub fn sent() -> Option<Form> {
    with_context::<Parts, _>(|parts| parts.extensions.get::<Form>().cloned()).flatten()
}

/// A text as a person can type it: without NUL, which Postgres refuses, and without the marks of stored secrets.
fn unmarked(text: &str) -> String {
    text.replace(['\0', '\u{1}', '\u{2}'], "")
}

impl Form {
    /// A field beside the answers.
    pub fn field(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }

    /// The answers to a step's questions.
    pub fn answers(&self, step: &Step) -> Answers {
        let answer = |(name, value): &(String, String)| {
            let key = name.strip_prefix("answers[")?.strip_suffix(']')?;
            Some((key.to_owned(), unmarked(value)))
        };
        let mut answers = step.taken(self.0.iter().filter_map(answer).collect(), language());
        self.pressed().apply(step, &mut answers, &backend::drafts::new_row(&expect_context()));
        answers
    }

    /// Whether the page is to come back unjudged: with another row, or with the fields that an answer asks for.
    pub fn is_redraw(&self) -> bool {
        self.pressed().is_redraw()
    }

    fn pressed(&self) -> Then {
        self.field("then").to_owned().into()
    }
}
