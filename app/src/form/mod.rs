//! Draws what `domain::form` declares. Nothing here knows a flow.

mod browser;
mod combobox;
pub mod control;
pub mod error_summary;
pub mod field_row;
pub mod hours;
mod keyed;
pub mod rows_list;
mod saved_line;
mod send;
mod state;
mod step_form;

pub use keyed::Keyed;
pub use state::FormState;
pub use step_form::StepForm;
