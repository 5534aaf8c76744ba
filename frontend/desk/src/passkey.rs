//! Asks the browser for a passkey where the page wants one, and sends its answer as the page's form. What is asked, and every sentence,
//! stands in the page; without this it says what to do instead.

use js_sys::{Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, Event, HtmlElement, HtmlFormElement, HtmlInputElement};

use crate::dom;

/// Where a page wants one.
const FORM: &str = "form[data-passkey]";

/// Asks, or waits for the button.
pub fn start() {
    let form = dom::document().and_then(|document| document.query_selector(FORM).ok()?);
    let Some(form) = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) else { return };
    let Some(button) = dom::first::<HtmlElement>(&form, "button") else { return };
    // A browser that cannot read what is asked as JSON has no passkeys for us.
    if maker(&form).is_none() {
        return;
    }
    show(&form, "[data-without]", false);
    show(&form, "button", true);
    let pressed = form.clone();
    dom::listen(&button, "click", move |_: Event| ask(pressed.clone()));
    if form.has_attribute("data-at-once") {
        ask(form);
    }
}

fn show(form: &Element, selector: &str, whether: bool) {
    if let Some(element) = dom::first::<HtmlElement>(form, selector) {
        element.set_hidden(!whether);
    }
}

fn ask(form: HtmlFormElement) {
    spawn_local(async move {
        show(&form, "[data-failed]", false);
        match answer(&form).await {
            Some(answer) => {
                if let Some(field) = dom::first::<HtmlInputElement>(&form, "[name=credential]") {
                    field.set_value(&answer);
                    // A form of ours can be sent.
                    let _ = form.submit();
                }
            }
            // Refused, none there, or no press yet where the browser wants one first.
            None => show(&form, "[data-failed]", true),
        }
    });
}

/// What makes the browser's question of what is asked, by what it is for.
fn maker(form: &Element) -> Option<Function> {
    let name = match form.get_attribute("data-passkey")?.as_str() {
        "create" => "parseCreationOptionsFromJSON",
        _ => "parseRequestOptionsFromJSON",
    };
    let class = Reflect::get(&js_sys::global(), &"PublicKeyCredential".into()).ok()?;
    Reflect::get(&class, &name.into()).ok()?.dyn_into().ok()
}

async fn answer(form: &Element) -> Option<String> {
    let asked = JSON::parse(&form.get_attribute("data-asked")?).ok()?;
    let class = Reflect::get(&js_sys::global(), &"PublicKeyCredential".into()).ok()?;
    let question = maker(form)?.call1(&class, &asked).ok()?;
    let options = Object::new();
    Reflect::set(&options, &"publicKey".into(), &question).ok()?;
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let credentials = Reflect::get(&navigator, &"credentials".into()).ok()?;
    let method: Function = Reflect::get(&credentials, &form.get_attribute("data-passkey")?.into()).ok()?.dyn_into().ok()?;
    let promise: Promise = method.call1(&credentials, &options).ok()?.dyn_into().ok()?;
    let credential: JsValue = JsFuture::from(promise).await.ok()?;
    JSON::stringify(&credential).ok()?.as_string()
}
