//! Says moments in the reader's own time zone and way: the server, which knows neither, writes them in UTC (`app/src/ui/when.rs`).

use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::Element;

use crate::dom;

/// Every moment of the page that says more on hover.
const MOMENTS: &str = "time[title][datetime*='T']";

/// Says all of them.
pub fn start() {
    let Some(html) = dom::document().and_then(|document| document.document_element()) else { return };
    let language = html.get_attribute("lang").unwrap_or_default();
    let style = Object::new();
    for (name, value) in [("dateStyle", "long"), ("timeStyle", "short")] {
        // An object of ours takes any property.
        let _ = Reflect::set(&style, &name.into(), &value.into());
    }
    for moment in dom::all::<Element>(&html, MOMENTS) {
        let at = Date::new(&JsValue::from(moment.get_attribute("datetime")));
        if !at.get_time().is_nan() {
            dom::set(&moment, "title", &String::from(at.to_locale_string(&language, &style)));
        }
    }
}
