//! Draws what `domain::form` declares. Nothing here knows a flow.

mod browser;
mod error_summary;
mod field_row;
mod saved_line;
mod send;
mod state;
mod step_form;

pub use state::FormState;
pub use step_form::StepForm;
