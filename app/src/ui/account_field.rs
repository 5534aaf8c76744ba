//! Says for which account a form was drawn, so that a tab that is left in another account changes nothing in the present one.

use leptos::prelude::*;

use crate::portal::{self, ACCOUNT};

/// A hidden field of every form of somebody who is signed in.
#[component]
pub fn AccountField() -> impl IntoView {
    portal::account().map(|account| view! { <input type="hidden" name=ACCOUNT value=account/> })
}
