//! Customers: the list and the page of one.

mod find;
mod list;

pub use find::find;
pub use list::{containing, first, list};
