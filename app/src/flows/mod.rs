//! What a flow shows that no other does.

pub mod white_label;
