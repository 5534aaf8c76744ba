//! What only a browser has: a form's data, focus, the guard against leaving. Every call is harmless on the server.

use domain::words::Word;
use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{
    Element, Event, EventInit, FormData, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlSelectElement,
    ScrollIntoViewOptions, ScrollLogicalPosition, UrlSearchParams,
};

use crate::words::t;

/// Goes to a page of ours.
pub fn go(path: &str) {
    // Without a location to set there is no browser, and nowhere to go.
    let _ = window().location().set_href(path);
}

/// Keeps the tab's title true: it begins with "Error:" while something is wrong on the page.
pub fn mark_title(is_right: impl Fn() -> bool + 'static) {
    Effect::new(move |_| {
        let title = document().title();
        let prefix = t(Word::ErrorPrefix);
        let plain = title.strip_prefix(prefix).unwrap_or(&title);
        document().set_title(&if is_right() { plain.to_owned() } else { format!("{prefix}{plain}") });
    });
}

/// What stands in the field of a form with this key; `None` if nothing would be sent for it.
pub fn answer_in(data: &FormData, key: &str) -> Option<String> {
    data.get(&format!("answers[{key}]")).as_string()
}

/// A form's data.
pub fn data_of(form: &HtmlFormElement) -> Option<FormData> {
    FormData::new_with_form(form).ok()
}

/// A form's data as it would be sent, urlencoded, but for what changes with each send, the version and the page's name, and for the answers
/// to be left out.
pub fn urlencoded<'a>(form: &HtmlFormElement, without: impl Iterator<Item = &'a str>) -> Option<String> {
    let params = UrlSearchParams::new_with_str_sequence_sequence(&data_of(form)?.into()).ok()?;
    params.delete("version");
    params.delete("tab");
    for key in without {
        params.delete(&format!("answers[{key}]"));
    }
    Some(params.to_string().into())
}

/// Has the browser send a form by itself, as without the WASM, as this save of its page. Fields that are disabled while something is sent
/// would be left out.
pub fn submit(form: &HtmlFormElement, tab: &str) -> bool {
    if let Ok(Some(field)) = form.query_selector("[name=tab]") {
        // Without a value it is an older save, which the server leaves alone.
        let _ = field.set_attribute("value", tab);
    }
    if let Ok(Some(fields)) = form.query_selector("fieldset") {
        // Where it is not disabled there is nothing to take away.
        let _ = fields.remove_attribute("disabled");
    }
    form.submit().is_ok()
}

/// The form that an event happened in: the element that listens.
pub fn form_of(event: &web_sys::Event) -> Option<HtmlFormElement> {
    event.current_target()?.dyn_into().ok()
}

/// The form with this id.
pub fn form(id: &str) -> Option<HtmlFormElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// The field that an event came from, and its key.
pub fn field_of(event: &web_sys::Event) -> Option<(Element, String)> {
    // What is typed into, and left, is an element.
    let field = event.target()?.unchecked_into::<Element>();
    let name = field.get_attribute("name")?;
    let key = name.strip_prefix("answers[").and_then(|rest| rest.strip_suffix(']'))?.to_owned();
    Some((field, key))
}

/// What stands in a field whose text is all there is to it: not that of a radio button or a box to tick.
pub fn text_of(field: &Element) -> Option<String> {
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        return (!matches!(input.type_().as_str(), "radio" | "checkbox" | "hidden")).then(|| input.value());
    }
    field.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value)
}

/// Writes a text into a field as if it was typed there.
pub fn type_into(id: &str, text: &str) {
    let Some(input) = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlInputElement>().ok()) else {
        return;
    };
    input.set_value(text);
    say_typed(&input);
    focus(id);
}

/// Sixteen letters that no other row of a draft has.
pub fn random_name() -> String {
    let half = || js_sys::Math::random().to_bits() >> 20;
    format!("{:08x}{:08x}", half() & 0xffff_ffff, half() & 0xffff_ffff)
}

/// Says that rows changed, as if something was typed in them, and puts the focus on an element: after they were drawn.
pub fn changed_soon(rows: &'static str, focused: String) {
    request_animation_frame(move || {
        if let Some(list) = document().get_element_by_id(&format!("{rows}-rows")) {
            say_typed(&list);
        }
        focus(&focused);
    });
}

/// Tells the form that something was typed into an element.
pub fn say_typed(element: &Element) {
    let how = EventInit::new();
    how.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict("input", &how) {
        // Whether a listener cancelled it does not matter.
        let _ = element.dispatch_event(&event);
    }
}

/// A new element that stands nowhere yet.
pub fn element(name: &str) -> Option<Element> {
    document().create_element(name).ok()
}

/// Puts an element after another.
pub fn put_after(before: &Element, after: &Element) {
    // It stands in the page, so there is something to come after.
    let _ = before.insert_adjacent_element("afterend", after);
}

/// Sets attributes.
pub fn set(element: &Element, attributes: &[(&str, &str)]) {
    for (name, value) in attributes {
        set_or_clear(element, name, Some(value));
    }
}

/// Sets an attribute, or takes it away.
pub fn set_or_clear(element: &Element, name: &str, value: Option<&str>) {
    // Names of ours are none that a browser refuses.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// Does something at each event, for as long as the element is there: the browser frees it with the element.
pub fn listen(element: &Element, event: &str, act: impl FnMut(Event) + 'static) {
    let act = Closure::<dyn FnMut(Event)>::new(act).into_js_value();
    // An element takes any listener.
    let _ = element.add_event_listener_with_callback(event, act.unchecked_ref());
}

/// Brings an entry of a list into sight.
pub fn show(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let how = ScrollIntoViewOptions::new();
        how.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&how);
    }
}

/// Whether an element has the focus.
pub fn has_focus(id: &str) -> bool {
    document().active_element().is_some_and(|element| element.id() == id)
}

/// Puts the focus on an element and brings it into sight.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        // Focus is a courtesy: where the browser refuses it, nothing is lost.
        let _ = element.focus();
    }
}

/// The same after what is just being changed was drawn.
pub fn focus_soon(id: &'static str) {
    request_animation_frame(move || focus(id));
}

/// Asks before the page is left while something typed would be lost.
pub fn guard_leaving(would_be_lost: impl Fn() -> bool + Clone + 'static) {
    Effect::new(move |_| {
        let would_be_lost = would_be_lost.clone();
        let guard = window_event_listener(ev::beforeunload, move |event| {
            if would_be_lost() {
                event.prevent_default();
            }
        });
        on_cleanup(move || guard.remove());
    });
}

/// Does something when the page is left, however: a link, a closed tab, another app in front on a telephone.
pub fn when_left(act: impl Fn() + Clone + 'static) {
    Effect::new(move |_| {
        let act = act.clone();
        let guard = window_event_listener(ev::pagehide, move |_| act());
        on_cleanup(move || guard.remove());
    });
}

/// Sends a form's text so that it arrives even if the page is gone before the answer. Says whether the browser took it.
pub fn send_at_parting(path: &str, body: &str) -> bool {
    let params = UrlSearchParams::new_with_str(body);
    params.is_ok_and(|params| window().navigator().send_beacon_with_opt_url_search_params(path, Some(&params)).unwrap_or(false))
}
