//! Dumb pieces and the shell around staff pages. Nothing here knows a flow or a field.

mod account_field;
mod alert;
mod ask_passkey;
mod desk;
mod door;
mod error_page;
mod flash;
mod hydrated;
mod icon;
mod loaded;
mod page_head;
mod person_mark;
mod shell;
mod steps_list;
mod tabs;
mod when;

pub use account_field::AccountField;
pub use alert::Alert;
pub use ask_passkey::{AskPasskey, Purpose};
pub use desk::Desk;
pub use door::Door;
pub use error_page::ErrorPage;
use flash::FlashNotice;
pub use hydrated::Hydrated;
pub use icon::{Icon, Sign};
pub use loaded::loaded;
pub use page_head::PageHead;
pub use person_mark::mark;
pub use shell::{Shell, may_create, reseller_name};
pub use steps_list::StepsList;
pub use tabs::{CustomersTab, CustomersTabs};
pub use when::{Moment, When, moment};
