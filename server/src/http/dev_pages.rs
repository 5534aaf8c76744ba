//! The table of pages, for the tests in a browser: they visit each page without naming it. In development only.

use app::PAGES;
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::state::Shared;

/// The pages, by their addresses.
pub async fn list(State(shared): State<Shared>) -> Response {
    if shared.backend.caught().is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let page = |page: &app::Page| json!({ "path": page.path, "open": page.is_open });
    Json(PAGES.iter().map(page).collect::<Vec<Value>>()).into_response()
}
