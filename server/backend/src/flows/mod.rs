//! What submitting means, one room a flow.

pub mod white_label;
