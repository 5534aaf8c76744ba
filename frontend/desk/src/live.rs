//! Keeps a part of a page up to date: where the server says that something changed, the page is fetched anew and that part of it taken
//! over. What has the focus keeps it. Without this a reload shows the same.

use futures::StreamExt;
use gloo_net::eventsource::futures::EventSource;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};

use crate::dom;

/// The part that is kept up to date, and the address that tells of changes.
const PART: &str = "[data-live]";

/// Begins to listen, where the page has such a part.
pub fn start() {
    let part = dom::document().and_then(|document| document.query_selector(PART).ok()?);
    let Some(part) = part else { return };
    let Some(address) = part.get_attribute("data-live") else { return };
    spawn_local(async move {
        let Ok(mut source) = EventSource::new(&address) else { return };
        let Ok(mut told) = source.subscribe("changed") else { return };
        // The browser asks again by itself where the connection is lost; then it is told anew.
        while let Some(event) = told.next().await {
            if event.is_ok() {
                // Where nothing comes the next change brings it.
                let _ = take_over(&part).await;
            }
        }
    });
}

async fn take_over(part: &Element) -> Option<()> {
    let here = web_sys::window()?.location().href().ok()?;
    let page = dom::fetched(&here, true).await?;
    let new = page.query_selector(PART).ok()??;
    if new.inner_html() == part.inner_html() {
        return Some(());
    }
    let focused = dom::document()?.active_element().filter(|element| part.contains(Some(element))).map(|element| element.id());
    part.set_inner_html(&new.inner_html());
    crate::times::start();
    if let Some(id) = focused.filter(|id| !id.is_empty()) {
        let same = dom::document()?.get_element_by_id(&id)?.dyn_into::<HtmlElement>().ok()?;
        dom::focus(&same);
    }
    Some(())
}
