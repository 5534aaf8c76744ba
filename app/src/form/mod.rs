//! Draws what `domain::form` declares. Nothing here knows a flow.

pub mod browser;
mod error_summary;
mod field_row;
mod saved_line;
mod state;
mod step_form;
mod steps_list;

pub use step_form::StepForm;
pub use steps_list::{StepsList, progress_of};
