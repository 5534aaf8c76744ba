//! What the desk asks of the browser. Where the browser has none of it, nothing happens: the page works by itself.

use gloo_net::http::Request;
use wasm_bindgen::{JsCast, closure::Closure, convert::FromWasmAbi};
use web_sys::{Document, DomParser, Element, EventTarget, HtmlElement, SupportedType};

/// The page.
pub fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The first element that a selector finds.
pub fn first<T: JsCast>(within: &Element, selector: &str) -> Option<T> {
    within.query_selector(selector).ok()??.dyn_into().ok()
}

/// Every element that a selector finds.
pub fn all<T: JsCast>(within: &Element, selector: &str) -> Vec<T> {
    let Ok(found) = within.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

/// Sets an attribute.
pub fn set(element: &Element, name: &str, value: &str) {
    // Names of ours are none that a browser refuses.
    let _ = element.set_attribute(name, value);
}

/// Puts the focus on an element.
pub fn focus(element: &HtmlElement) {
    // Focus is a courtesy: where the browser refuses it, nothing is lost.
    let _ = element.focus();
}

/// Does something at each event, for as long as the element is there: the browser frees it with the element.
pub fn listen<E: FromWasmAbi + 'static>(target: &EventTarget, event: &str, act: impl FnMut(E) + 'static) {
    let act = Closure::<dyn FnMut(E)>::new(act).into_js_value();
    // An element takes any listener.
    let _ = target.add_event_listener_with_callback(event, act.unchecked_ref());
}

/// A page of ours, as the server draws it now. Fetched while nobody is there, it is no use of the session.
pub async fn fetched(address: &str, unattended: bool) -> Option<Document> {
    let request = Request::get(address);
    let request = if unattended { request.header("x-unattended", "1") } else { request };
    let page = request.send().await.ok()?.text().await.ok()?;
    DomParser::new().ok()?.parse_from_string(&page, SupportedType::TextHtml).ok()
}

/// Goes to an address of ours.
pub fn go(address: &str) {
    if let Some(window) = web_sys::window() {
        // Without a location to set there is no browser, and nowhere to go.
        let _ = window.location().set_href(address);
    }
}
