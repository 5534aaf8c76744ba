//! A moment: how long ago, and exactly on hover and focus.

use leptos::prelude::*;

use crate::words::age;

/// A moment.
#[component]
pub fn When(
    /// Now, on the server's clock.
    now: i64,
    /// The moment, in seconds since 1970-01-01 UTC.
    at: i64,
    /// The same in words.
    #[prop(into)]
    exact: String,
) -> impl IntoView {
    view! { <time datetime=exact.clone() title=exact>{age(now, at)}</time> }
}
