//! What the browser runs on every page of the staff. It knows no word and no address: both stand in the page that the server drew, which
//! works without it. Islands are another WASM, which only the pages that have some load.

mod account;
mod dom;
mod finder;
mod live;
mod passkey;
mod password;
mod stay;
mod times;

use wasm_bindgen::prelude::wasm_bindgen;

/// Begins to listen.
#[wasm_bindgen(start)]
pub fn start() {
    account::start();
    finder::start();
    live::start();
    passkey::start();
    password::start();
    stay::start();
    times::start();
    // The mark is for the style, which then names the short cut, and for whoever looks (tests); nothing depends on it.
    if let Some(html) = dom::document().and_then(|document| document.document_element()) {
        dom::set(&html, "data-desk", "");
    }
}
