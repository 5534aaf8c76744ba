//! The ways to make a customer, and the sheet of reference. A flow is a room with the same name in every crate; rooms do not know each
//! other.

pub mod network;
pub mod vocabulary;
pub mod white_label;

use crate::form::Flow;

/// Every flow.
pub static FLOWS: [&Flow; 6] = [
    &white_label::FLOW,
    &white_label::activation::FLOW,
    &white_label::activation::FOR_THEM,
    &network::ADD,
    &network::INVITE,
    &vocabulary::FLOW,
];

/// Whether some flow keeps what is posted under this key secret: it has no place in a log, in a page or in the open in the database.
pub fn is_secret(key: &str) -> bool {
    let questions = || FLOWS.iter().flat_map(|flow| flow.steps).flat_map(|step| step.questions());
    questions().any(|question| question.secret.is_some() && question.key == key)
}

/// The flow with this id.
pub fn flow(id: &str) -> Option<&'static Flow> {
    FLOWS.into_iter().find(|flow| flow.id == id)
}
