//! Draws what `domain::form` declares. Nothing here knows a flow.

mod browser;
mod combobox;
mod control;
mod error_summary;
mod field_row;
mod hours;
mod rows_list;
mod saved_line;
mod send;
mod state;
mod step_form;

pub use error_summary::ErrorSummary;
pub use field_row::FieldRow;
pub use state::FormState;
pub use step_form::StepForm;
