//! The ways to make a customer, and the sheet of reference. A flow is a room with the same name in every crate; rooms do not know each
//! other.

pub mod network;
#[cfg(feature = "testing")]
pub mod proof;
pub mod vocabulary;
pub mod white_label;

use crate::form::Flow;

/// Every flow.
pub static FLOWS: &[&Flow] = &[
    &white_label::FLOW,
    &white_label::activation::FLOW,
    &white_label::activation::FOR_STAFF,
    &network::ADD,
    &network::INVITE,
    &vocabulary::FLOW,
    #[cfg(feature = "testing")]
    &proof::FLOW,
];

/// The flow with this id.
pub fn flow(id: &str) -> Option<&'static Flow> {
    FLOWS.iter().copied().find(|flow| flow.id == id)
}
