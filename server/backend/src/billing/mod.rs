//! A reseller's billing accounts (S1.9): listed, made, changed, deleted while no customer's charges go to them.

mod change;
mod list;

pub use change::{Saved, delete, save};
pub use list::{find, list};
