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
    &white_label::activation::FOR_STAFF,
    &network::ADD,
    &network::INVITE,
    &vocabulary::FLOW,
];

/// The flow with this id.
pub fn flow(id: &str) -> Option<&'static Flow> {
    FLOWS.into_iter().find(|flow| flow.id == id)
}
