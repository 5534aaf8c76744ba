//! A flow's answers as JSON Schema (2020-12), from the same declarations that draw the page.

use serde_json::{Map, Value, json};

use super::{Answers, Choices, Flow, Item, Presence, Question, Widget};
use crate::words::Language;

/// The schema of an object that holds the answers of a flow. What is asked only after certain answers is never in `required`: the
/// flow's own check decides that.
pub fn schema(flow: &Flow, language: Language) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for step in flow.steps {
        let always = (step.shown)(&Answers::new());
        for item in step.items {
            match item {
                Item::Heading(_) | Item::Window(_) => {}
                Item::Question(question) => {
                    properties.insert(question.key.to_owned(), property(question, language));
                    if always && is_required(question) {
                        required.push(question.key);
                    }
                }
                // Which of them are needed, the answer that decides says.
                Item::Group(group) => {
                    for question in group.questions {
                        properties.insert(question.key.to_owned(), property(question, language));
                    }
                }
                Item::Rows(rows) => {
                    let of_row: Map<_, _> = rows.questions.iter().map(|q| (q.key.to_owned(), property(q, language))).collect();
                    let needed: Vec<_> = rows.questions.iter().filter(|q| is_required(q)).map(|q| q.key).collect();
                    let row =
                        json!({ "type": "object", "properties": of_row, "required": needed, "additionalProperties": false });
                    properties.insert(
                        rows.key.to_owned(),
                        json!({ "type": "array", "title": rows.label.text(language), "items": row,
                                "minItems": rows.least, "maxItems": rows.most }),
                    );
                }
            }
        }
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": flow.title.text(language),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn is_required(question: &Question) -> bool {
    question.presence == Presence::Required && question.is_shown(&Answers::new())
}

fn property(question: &Question, language: Language) -> Value {
    let mut out = json!({ "type": "string", "title": question.label.text(language), "maxLength": question.shape.max });
    if let Some(help) = question.help {
        out["description"] = json!(help.text(language));
    }
    if let Some(default) = question.default {
        out["default"] = json!(default);
    }
    if question.secret.is_some() {
        out["writeOnly"] = json!(true);
    }
    if question.presence == Presence::Required {
        out["minLength"] = json!(1);
    }
    let format = match question.shape.widget {
        Widget::Email => Some("idn-email"),
        Widget::Date => Some("date"),
        Widget::Url => Some("iri"),
        _ => None,
    };
    if let Some(format) = format {
        out["format"] = json!(format);
    }
    if !question.pattern.is_empty() {
        out["pattern"] = json!(question.pattern);
    }
    if !question.shape.example.is_empty() {
        out["examples"] = json!([question.shape.example]);
    }
    if let Some(Choices::Fixed(choices)) = question.shape.widget.choices() {
        out["enum"] = choices.iter().map(|choice| choice.value).collect();
    }
    out
}
