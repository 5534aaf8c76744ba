//! Before a session ends for want of use, its page says so, as a dialog over whatever is open: what was typed there stays. The dialog is the
//! page `/me/stay` (`app/src/pages/stay.rs`), which says how long is left and counts as no use.

use gloo_net::http::Request;
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, HtmlDialogElement, HtmlFormElement};

use crate::dom;

/// Where a page says how long is left, and where more is asked for.
const MARK: &str = "[data-left]";
/// So many seconds before the end it is said.
const BEFORE: i32 = 300;

/// Waits until it must be said.
pub fn start() {
    let Some(mark) = dom::document().and_then(|document| document.query_selector(MARK).ok()?) else { return };
    wait(&mark);
}

/// Waits as long as a mark says.
fn wait(mark: &Element) {
    let number = |name: &str| mark.get_attribute(name).and_then(|text| text.parse::<i32>().ok());
    let (Some(left), Some(address)) = (number("data-left"), mark.get_attribute("data-stay")) else { return };
    let look = move || {
        spawn_local(async move {
            // Where nothing comes, the session is gone or the server away: the next request says so.
            if let Some(said) = said(&address).await {
                if left_of(&said) > BEFORE + 5 {
                    wait(&said);
                } else {
                    // A browser without dialogs warns nobody.
                    let _ = show(&said);
                }
            }
        });
    };
    if let Some(window) = web_sys::window() {
        let pause = (left - BEFORE).max(1).saturating_mul(1_000);
        let look = Closure::once_into_js(look);
        // A timer that cannot be set warns nobody; nothing else depends on it.
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(look.unchecked_ref(), pause);
    }
}

fn left_of(mark: &Element) -> i32 {
    mark.get_attribute("data-left").and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// What the page says, as the server draws it now.
async fn said(address: &str) -> Option<Element> {
    dom::fetched(address, true).await?.query_selector(".stay").ok()?
}

fn show(said: &Element) -> Option<()> {
    let document = dom::document()?;
    let dialog: HtmlDialogElement = document.create_element("dialog").ok()?.dyn_into().ok()?;
    dialog.set_class_name("stay-dialog");
    let said: Element = document.adopt_node(said).ok()?.dyn_into().ok()?;
    dom::set(&dialog, "aria-labelledby", "stay-title");
    dialog.append_child(&said).ok()?;
    document.body()?.append_child(&dialog).ok()?;
    let gone = dialog.clone();
    dom::listen(&dialog, "close", move |_: Event| gone.remove());
    dialog.show_modal().ok()?;
    // At the end of the longest time that a session lasts its form only closes the dialog.
    let form: HtmlFormElement = dom::first(&dialog, "form[method=post]")?;
    let (asked, action, shown) = (said.clone(), form.action(), dialog.clone());
    dom::listen(&form, "submit", move |event: Event| {
        event.prevent_default();
        let (mark, action, shown) = (asked.clone(), action.clone(), shown.clone());
        spawn_local(async move {
            let done = Request::post(&action).send().await.is_ok_and(|answer| answer.ok());
            if !done {
                // It stays, so that nobody believes it was put off.
                return;
            }
            shown.close();
            if let Some(address) = mark.get_attribute("data-stay")
                && let Some(said) = self::said(&address).await
                && left_of(&said) > BEFORE + 5
            {
                // At the end of the longest time a session lasts nothing can be put off, and it was said once.
                wait(&said);
            }
        });
    });
    Some(())
}
