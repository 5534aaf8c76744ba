//! A flow's answers as JSON Schema (2020-12), from the same declarations that draw the page.

use serde_json::{Map, Value, json};

use super::{Choices, Flow, Item, Presence, Question, When, Widget};
use crate::words::Language;

/// The schema of an object that holds the answers of a flow. Which parts of an address a country needs is not in it: the flow's own check
/// decides that.
pub fn schema(flow: &Flow, language: Language) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    let mut conditions = Vec::new();
    for step in flow.steps {
        for item in step.items {
            match item {
                Item::Heading(_) | Item::Window(_) => {}
                Item::Question(question) => {
                    properties.insert(question.key.to_owned(), property(question, language));
                    let condition = asked_when(step.when, question);
                    if condition.is_none() && is_required(question) {
                        required.push(question.key);
                    }
                    conditions.extend(condition);
                }
                Item::Group(group) => {
                    for question in group.questions {
                        properties.insert(question.key.to_owned(), property(question, language));
                        conditions.extend(asked_when(step.when, question));
                    }
                }
                Item::Rows(rows) => {
                    let of_row: Map<_, _> = rows.questions.iter().map(|q| (q.key.to_owned(), property(q, language))).collect();
                    let needed: Vec<_> =
                        rows.questions.iter().filter(|q| is_required(q) && q.when.is_always()).map(|q| q.key).collect();
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
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": flow.title.text(language),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    if !conditions.is_empty() {
        schema["allOf"] = Value::Array(conditions);
    }
    schema
}

/// What must hold of a question that is not asked always, or may be left out at times; nothing for any other.
fn asked_when(of_step: When, question: &Question) -> Option<Value> {
    let asked = match (of_step, question.when) {
        (When::Always, When::Always) => Value::Bool(true),
        (When::Always, when) | (when, When::Always) => when.schema(),
        (of_step, when) => json!({ "allOf": [of_step.schema(), when.schema()] }),
    };
    let key = question.key;
    // What the country decides is in the flow's own check.
    let is_needed = question.presence == Presence::Required && question.default.is_none() && question.adapt.is_none();
    let needed = match (is_needed, question.optional_when.is_never()) {
        (true, true) => json!({ "required": [key] }),
        (true, false) => json!({ "if": { "not": question.optional_when.schema() }, "then": { "required": [key] } }),
        (false, _) => Value::Bool(true),
    };
    let unasked = json!({ "properties": { key: false } });
    match (asked == Value::Bool(true), needed == Value::Bool(true)) {
        (true, _) if question.optional_when.is_never() || needed == Value::Bool(true) => None,
        (true, _) => Some(needed),
        (false, true) => Some(json!({ "if": asked, "else": unasked })),
        (false, false) => Some(json!({ "if": asked, "then": needed, "else": unasked })),
    }
}

fn is_required(question: &Question) -> bool {
    question.presence == Presence::Required
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
