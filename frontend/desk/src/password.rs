//! Says how strong a new password is while it is typed, and shows what was typed into any, on the forms that pages take themselves. Every
//! sentence stands in the page; a wizard's form does both by itself.

use strength::strength;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

use crate::dom;

/// The forms.
const FORMS: &str = "form.page-form";

/// Begins to listen.
pub fn start() {
    let Some(page) = dom::document().and_then(|document| document.document_element()) else { return };
    for form in dom::all::<Element>(&page, FORMS) {
        for button in dom::all::<Element>(&form, "button.reveal") {
            let of = button.get_attribute("aria-controls").unwrap_or_default();
            let Some(field) = dom::first::<HtmlInputElement>(&form, &format!("#{of}")) else { continue };
            let pressed = button.clone();
            dom::listen(&button, "click", move |_: Event| {
                let is_hidden = field.type_() == "password";
                field.set_type(if is_hidden { "text" } else { "password" });
                dom::set(&pressed, "aria-pressed", if is_hidden { "true" } else { "false" });
            });
        }
        if let Some(sentences) = form.get_attribute("data-strengths") {
            say(form, sentences);
        }
    }
}

fn say(form: Element, sentences: String) {
    dom::listen(&form.clone(), "input", move |event: Event| {
        let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(field) = field.filter(|field| field.autocomplete() == "new-password") else { return };
        if let Some(remark) = dom::first::<Element>(&form, &format!("#{}-remark", field.id())) {
            let typed = field.value();
            let said = if typed.is_empty() { None } else { sentences.split('\n').nth(strength(&typed)) };
            remark.set_text_content(said);
        }
    });
}
