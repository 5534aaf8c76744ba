//! The hours between two times of day, drawn on the bar of a day, and said in words.

use std::fmt::Write;

use domain::{
    form::{Cell, Window},
    vocabulary::TimeWindow,
};
use leptos::prelude::*;

use super::state::FormState;
use crate::words::language;

/// The bar; nothing while a time is missing or wrong.
#[component]
pub fn Hours(
    /// The window.
    window: &'static Window,
    /// The page's state.
    form: FormState,
) -> impl IntoView {
    let ends = [&window.from.question, &window.to.question];
    let open = Memo::new(move |_| {
        // Nothing else decides over it but what decides over its questions.
        if !ends.into_iter().all(|end| form.answers.of(end.key, |_| ()).is_some() && form.is_shown(&Cell::new(end))) {
            return None;
        }
        form.answers.once(|answers| window.read(answers))
    });
    let open = move || open.try_get().flatten();
    let said = move || {
        let next = form.said.try_with(|said| said.get(window.from.question.key).cloned()).flatten().unwrap_or_default();
        open().map(|hours| format!("{} {next}", Window::say(hours, language())))
    };
    view! {
        <div class="field" hidden=move || open().is_none()>
            // What it shows is said beneath it.
            <div class="day" dir="ltr" aria-hidden="true" inner_html=move || open().map(drawn).unwrap_or_default()></div>
            <p class="hint" role="status">{said}</p>
        </div>
    }
}

/// The bar as HTML: it has nothing that changes by itself.
fn drawn(hours: TimeWindow) -> String {
    let mut html = String::from("<svg viewBox=\"0 0 1440 10\" preserveAspectRatio=\"none\">");
    for (from, to) in hours.parts() {
        // Writing to a string cannot fail.
        let _ = write!(html, "<rect x=\"{from}\" width=\"{}\" height=\"10\"/>", to - from);
    }
    html + "</svg><div class=\"day-ticks\"><span>0</span><span>6</span><span>12</span><span>18</span><span>24</span></div>"
}
