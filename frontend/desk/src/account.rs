//! A page that was opened in another account than the one that its reader is in now says so as soon as it is looked at again. The sentence
//! is the server's (`app/src/pages/stay.rs`), which knows the account; a form that is sent all the same is refused there.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element, Event};

use crate::dom;

/// Where a page says for which account it was drawn, and where to ask for the one of now.
const MARK: &str = "[data-account]";
const NOTICE: &str = ".other-account";

/// Looks each time somebody comes back to the page.
pub fn start() {
    let Some(window) = web_sys::window() else { return };
    dom::listen(&window, "focus", |_: Event| {
        spawn_local(async {
            // Where nothing comes, the session is gone or the server away: the next request says so.
            let _ = look().await;
        });
    });
}

async fn look() -> Option<()> {
    let page = dom::document()?;
    let mark = page.query_selector(MARK).ok()??;
    let now = dom::fetched(&mark.get_attribute("data-stay")?, true).await?;
    if let Some(shown) = page.query_selector(NOTICE).ok()? {
        shown.remove();
    }
    if account_of(&now)? == account_of(&page)? {
        return Some(());
    }
    let notice: Element = page.adopt_node(&now.query_selector(NOTICE).ok()??.into()).ok()?.dyn_into().ok()?;
    notice.remove_attribute("hidden").ok()?;
    page.get_element_by_id("main")?.prepend_with_node_1(&notice).ok()
}

fn account_of(page: &Document) -> Option<String> {
    page.query_selector(MARK).ok()??.get_attribute("data-account")
}
