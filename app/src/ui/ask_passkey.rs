//! Has the browser asked for a passkey. The desk (`frontend/desk/src/passkey.rs`) does it; without it the page says what to do instead.

use domain::words::Word;
use leptos::prelude::*;

use crate::words::t;

/// What it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A new one.
    Add,
    /// One to sign in with.
    SignIn,
}

/// The form that carries the browser's answer.
#[component]
pub fn AskPasskey(
    /// What it is asked for.
    purpose: Purpose,
    /// What exactly, as JSON.
    asked: String,
    /// Whether it is asked before anything is pressed.
    at_once: bool,
) -> impl IntoView {
    let purpose = match purpose {
        Purpose::Add => "create",
        Purpose::SignIn => "get",
    };
    view! {
        <form method="post" class="passkey" data-passkey=purpose data-asked=asked data-at-once=at_once.then_some("")>
            <input type="hidden" name="credential"/>
            // It comes late: with the desk it is gone before.
            <p class="notice late" data-without="">{t(Word::PasskeyWithout)}</p>
            <p class="notice error" role="alert" data-failed="" hidden>{t(Word::PasskeyFailed)}</p>
            <button type="button" class="button primary wide" hidden>{t(Word::PasskeyAsk)}</button>
        </form>
    }
}
