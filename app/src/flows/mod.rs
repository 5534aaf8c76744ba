//! What a flow shows that no other does, in the browser too. A new flow is registered here and in `pages::flows`: the generic pages ask these
//! functions, and name no flow.

mod white_label;

use domain::form::{Answers, Flow, Lists};
use leptos::prelude::*;

use crate::form::Keyed;

/// What builds itself beside a flow's pages while one answers.
pub fn summary(flow: &Flow, answers: Keyed<Answers>, lists: Lists, reseller: String) -> Option<impl IntoView + use<>> {
    use domain::flows::white_label::FLOW;

    (flow.id == FLOW.id).then(|| view! { <white_label::Summary answers lists reseller/> })
}
