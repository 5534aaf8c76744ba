//! What only a browser has: a form's data, focus, the guard against leaving. Every call is harmless on the server.

use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast};
use leptos_router::{NavigateOptions, hooks::use_navigate, location::State};
use web_sys::{FormData, HtmlElement, HtmlFormElement, UrlSearchParams};

/// Whether a link was followed since the page was loaded; then the new page's heading takes the focus.
#[derive(Clone, Copy)]
struct Navigated(StoredValue<u32>);

/// Begins to count pages, and tells whoever looks (assistive scripts, tests) when the WASM has taken the page over.
pub fn provide_navigation() {
    provide_context(Navigated(StoredValue::new(0)));
    Effect::new(|_| {
        if let Some(root) = document().document_element() {
            // A mark that nothing depends on.
            let _ = root.set_attribute("data-ready", "");
        }
    });
}

/// Puts the focus on a page's heading when the page was reached by a link; on a page that was loaded it is the browser's.
pub fn focus_after_navigation(heading: NodeRef<html::H1>) {
    let Some(Navigated(pages)) = use_context::<Navigated>() else { return };
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            if pages.get_value() > 0 {
                // Once it is drawn. Focus is a courtesy: where the browser refuses it, nothing is lost.
                request_animation_frame(move || drop(heading.focus()));
            }
            pages.update_value(|pages| *pages += 1);
        }
    });
}

/// Goes to a page of ours, by the router where it runs.
pub fn go(path: &str) {
    let path = path.to_owned();
    Effect::new(move |_| leave_to(&path));
}

/// Loads a page anew, past the router.
pub fn leave_to(path: &str) {
    // Without a location to set there is no browser, and nowhere to go.
    let _ = window().location().set_href(path);
}

/// A function that follows a path of ours with the router.
pub fn navigator() -> impl Fn(&str) + Clone + 'static {
    let navigate = use_navigate();
    move |path: &str| navigate(path, NavigateOptions { state: State::new(None), ..NavigateOptions::default() })
}

/// What stands in the field of a form with this key; `None` if nothing would be sent for it.
pub fn answer_in(data: &FormData, key: &str) -> Option<String> {
    data.get(&format!("answers[{key}]")).as_string()
}

/// A form's data.
pub fn data_of(form: &HtmlFormElement) -> Option<FormData> {
    FormData::new_with_form(form).ok()
}

/// A form's data as it would be sent, urlencoded, but for the version, which changes with each save.
pub fn urlencoded(form: &HtmlFormElement) -> Option<String> {
    let params = UrlSearchParams::new_with_str_sequence_sequence(&data_of(form)?.into()).ok()?;
    params.delete("version");
    Some(params.to_string().into())
}

/// The form that an event happened in: the element that listens.
pub fn form_of(event: &web_sys::Event) -> Option<HtmlFormElement> {
    event.current_target()?.dyn_into().ok()
}

/// The key of the field that an event came from.
pub fn key_of(event: &web_sys::Event) -> Option<String> {
    let name = event.target()?.dyn_ref::<web_sys::Element>()?.get_attribute("name")?;
    name.strip_prefix("answers[").and_then(|rest| rest.strip_suffix(']')).map(str::to_owned)
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

/// Asks before the page is left while something typed is not saved.
pub fn guard_leaving(unsaved: RwSignal<bool>) {
    Effect::new(move |_| {
        let guard = window_event_listener(ev::beforeunload, move |event| {
            if unsaved.get_untracked() {
                event.prevent_default();
            }
        });
        on_cleanup(move || guard.remove());
    });
}
