//! What the browser runs: the islands of a page, taken over one by one by the page's own script. Ten lines, for ever.

use wasm_bindgen::prelude::wasm_bindgen;

/// Makes ready for the islands, with the words of the page's language.
#[wasm_bindgen]
pub fn hydrate(words: String) {
    // A build for people says where it broke by its trap; what the hook adds is for us.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    app::tell(words);
    leptos::mount::hydrate_islands();
}
