//! The finder over every page: Ctrl K, or its link, opens it as a dialog, which shows what its own page shows (`app/src/pages/finder.rs`).
//! Arrow keys walk through what was found, Enter goes to the first, Escape leaves.

use std::{cell::Cell, rc::Rc};

use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    Element, Event, HtmlAnchorElement, HtmlDialogElement, HtmlElement, HtmlFormElement, HtmlInputElement, KeyboardEvent,
    MouseEvent, UrlSearchParams,
};

use crate::dom;

/// The link to the finder's page, which stands on every page of the staff.
const LINK: &str = "a.finder-link";
/// The finder, on its page and in the dialog.
const FINDER: &str = ".finder";
/// Its field where it is open: a dialog that was just closed stands in the page for another moment.
const OPEN: &str = "main .finder input, dialog[open] .finder input";
/// What was found, and the line that says how much.
const CHANGING: [&str; 2] = [".found", ".found-count"];
/// This long after the last key stroke the server is asked, in milliseconds.
const PAUSE: i32 = 120;

/// Listens for Ctrl K (on a Mac, Command K) and for the link.
pub fn start() {
    let Some(document) = dom::document() else { return };
    dom::listen(&document, "keydown", |event: KeyboardEvent| {
        let wanted = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
        if wanted && event.key().eq_ignore_ascii_case("k") && show() {
            event.prevent_default();
        }
    });
    if let Some(link) = document.document_element().and_then(|html| dom::first::<HtmlAnchorElement>(&html, LINK)) {
        dom::listen(&link, "click", |event: MouseEvent| {
            // With a key held the link opens elsewhere, as links do.
            if !(event.ctrl_key() || event.meta_key() || event.shift_key()) && show() {
                event.prevent_default();
            }
        });
    }
}

/// Shows the finder. Says whether there is one to show.
fn show() -> bool {
    let Some(html) = dom::document().and_then(|document| document.document_element()) else { return false };
    // On its own page, and where the dialog is open already, there is only its field to go to.
    if let Some(field) = dom::first::<HtmlInputElement>(&html, OPEN) {
        dom::focus(&field);
        return true;
    }
    let Some(link) = dom::first::<HtmlAnchorElement>(&html, LINK) else { return false };
    spawn_local(async move {
        let address = link.href();
        // Where it does not come, the page says why: the session has ended, the server does not answer.
        if open(&address).await.is_none() {
            dom::go(&address);
        }
    });
    true
}

/// The finder as the server draws it at an address of its page.
async fn drawn(address: &str) -> Option<Element> {
    dom::fetched(address, false).await?.query_selector(FINDER).ok()?
}

async fn open(address: &str) -> Option<()> {
    let document = dom::document()?;
    let finder = drawn(address).await?;
    let dialog: HtmlDialogElement = document.create_element("dialog").ok()?.dyn_into().ok()?;
    dialog.set_class_name("finder-dialog");
    dom::set(&dialog, "aria-label", &finder.get_attribute("aria-label").unwrap_or_default());
    dialog.append_child(&document.adopt_node(&finder).ok()?).ok()?;
    document.body()?.append_child(&dialog).ok()?;
    let form: HtmlFormElement = dom::first(&dialog, "form")?;
    follow(&dialog, &form);
    dialog.show_modal().ok()?;
    if let Some(field) = dom::first::<HtmlInputElement>(&dialog, "input") {
        dom::focus(&field);
    }
    Some(())
}

fn follow(dialog: &HtmlDialogElement, form: &HtmlFormElement) {
    {
        let (dialog, form, latest) = (dialog.clone(), form.clone(), Rc::new(Cell::new(0_u32)));
        dom::listen(&form.clone(), "input", move |_: Event| look(&dialog, &form, &latest));
    }
    {
        let dialog = dialog.clone();
        dom::listen(form, "submit", move |event: Event| {
            event.prevent_default();
            // The first that was found; where nothing was, there is nowhere to go.
            if let Some(link) = links(&dialog).first() {
                link.click();
            }
        });
    }
    {
        let walked = dialog.clone();
        dom::listen(dialog, "keydown", move |event: KeyboardEvent| {
            let forward = match event.key().as_str() {
                "ArrowDown" => true,
                "ArrowUp" => false,
                _ => return,
            };
            event.prevent_default();
            walk(&walked, forward);
        });
    }
    {
        let left = dialog.clone();
        dom::listen(dialog, "click", move |event: MouseEvent| {
            // Beside the finder: all that is the dialog's own is what lies around it.
            if event.target().is_some_and(|target| target.loose_eq(&left)) {
                left.close();
            }
        });
    }
    let gone = dialog.clone();
    dom::listen(dialog, "close", move |_: Event| gone.remove());
}

fn links(dialog: &HtmlDialogElement) -> Vec<HtmlElement> {
    dom::all(dialog, ".found a")
}

/// From the field through what was found, and back.
fn walk(dialog: &HtmlDialogElement, forward: bool) {
    let Some(field) = dom::first::<HtmlElement>(dialog, "input") else { return };
    let stops: Vec<HtmlElement> = std::iter::once(field).chain(links(dialog)).collect();
    let active = dom::document().and_then(|document| document.active_element());
    let here = active.and_then(|active| stops.iter().position(|stop| stop.loose_eq(&active))).unwrap_or(0);
    let there = if forward { (here + 1) % stops.len() } else { (here + stops.len() - 1) % stops.len() };
    if let Some(stop) = stops.get(there) {
        dom::focus(stop);
    }
}

/// A while after the last key stroke the server is asked; an answer that a later question overtook is dropped.
fn look(dialog: &HtmlDialogElement, form: &HtmlFormElement, latest: &Rc<Cell<u32>>) {
    let this = latest.get() + 1;
    latest.set(this);
    let (dialog, form, latest) = (dialog.clone(), form.clone(), latest.clone());
    let ask = move || {
        if latest.get() != this {
            return;
        }
        spawn_local(async move {
            let Some(address) = asked(&form) else { return };
            let Some(found) = drawn(&address).await else { return dom::go(&address) };
            if latest.get() == this {
                for part in CHANGING {
                    if let (Some(old), Some(new)) = (dom::first::<Element>(&dialog, part), dom::first::<Element>(&found, part))
                    {
                        old.set_inner_html(&new.inner_html());
                    }
                }
            }
        });
    };
    if let Some(window) = web_sys::window() {
        let ask = Closure::once_into_js(ask);
        // A timer that cannot be set asks nothing; Enter still does.
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(ask.unchecked_ref(), PAUSE);
    }
}

/// The address of the finder's page with what was typed.
fn asked(form: &HtmlFormElement) -> Option<String> {
    let field: HtmlInputElement = dom::first(form, "input")?;
    let query = UrlSearchParams::new().ok()?;
    query.append(&field.name(), &field.value());
    Some(format!("{}?{}", form.action(), String::from(query.to_string())))
}
