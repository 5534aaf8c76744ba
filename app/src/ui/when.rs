//! A moment: how long ago, and exactly on hover. The desk says it in the reader's time zone (`frontend/desk/src/times.rs`).

use domain::moment::{iso, said};
use leptos::prelude::*;
use maud::{Markup, html};

use crate::words::{age, language};

/// A moment by its age.
#[component]
pub fn When(
    /// Now, on the server's clock.
    now: i64,
    /// The moment, in seconds since 1970-01-01 UTC.
    at: i64,
) -> impl IntoView {
    view! { <Moment at text=age(now, at)/> }
}

/// A moment in words of the page's.
#[component]
pub fn Moment(
    /// The moment, in seconds since 1970-01-01 UTC.
    at: i64,
    /// What the page says of it.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <time datetime=iso(at) title=said(at, language())>{text}</time> }
}

/// The same for the rows that are written straight.
pub fn moment(at: i64, text: &str) -> Markup {
    html! { time datetime=(iso(at)) title=(said(at, language())) { (text) } }
}
