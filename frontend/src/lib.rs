//! What the browser runs: the app, taking over the page that the server drew. Ten lines, for ever.

use leptos::mount::hydrate_body;
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over the page.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    hydrate_body(app::App);
}
