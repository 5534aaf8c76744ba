//! What the browser runs: the islands of a page, taken over one by one by the page's own script. Ten lines, for ever.

// Its islands are what this file exports beside its own function.
use app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Makes ready for the islands.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
