//! The pages and the flows as they were declared, for the tests in a browser: they visit each page and walk each flow without naming it. In
//! development only.

use app::PAGES;
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    flows::FLOWS,
    form::{Flow, Makes, Question, Step},
    words::Language,
};
use serde_json::{Map, Value, json};

use super::state::Shared;

/// The pages, by their addresses.
pub async fn pages(State(shared): State<Shared>) -> Response {
    let page = |page: &app::Page| json!({ "path": page.path, "open": page.is_open });
    in_development(&shared, || PAGES.iter().map(page).collect())
}

/// The flows that make a customer, with the questions of each step by their keys.
pub async fn flows(State(shared): State<Shared>) -> Response {
    in_development(&shared, || FLOWS.iter().copied().filter(|flow| flow.makes == Makes::Customer).map(flow).collect())
}

fn flow(flow: &'static Flow) -> Value {
    let question = |question: &Question| (question.key.to_owned(), json!({ "example": question.shape.example }));
    let step = |step: &&Step| {
        let fields: Map<String, Value> = step.questions().map(question).collect();
        json!({ "title": step.title.text(Language::English), "fields": fields })
    };
    json!({
        "id": flow.id,
        "path": flow.path,
        "submit": flow.submit.text(Language::English),
        "done": flow.done.iter().map(|done| done.title.text(Language::English)).collect::<Vec<_>>(),
        "subject": flow.subject.map(|question| question.key),
        "steps": flow.steps.iter().map(step).collect::<Vec<_>>(),
    })
}

fn in_development(shared: &Shared, list: impl FnOnce() -> Vec<Value>) -> Response {
    if shared.backend.caught().is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    Json(list()).into_response()
}
