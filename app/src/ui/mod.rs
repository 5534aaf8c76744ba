//! Dumb pieces and the shell around staff pages. Nothing here knows a flow or a field.

mod icon;
mod loaded;
mod page_head;
mod person_mark;
mod shell;
mod tabs;
mod when;

pub use icon::{Icon, Sign};
pub use loaded::loaded;
pub use page_head::PageHead;
pub use person_mark::mark;
pub use shell::{StaffShell, may_create, reseller_name};
pub use tabs::{CustomersTab, CustomersTabs};
pub use when::When;
