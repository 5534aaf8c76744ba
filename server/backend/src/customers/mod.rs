//! Customers: the list, the page of one, and the company that its people keep up to date.

mod company;
mod find;
mod life;
mod list;
mod lock;
mod sign_up;

pub use company::{Changed, OwnCompany, change_company, company};
pub use find::find;
pub use life::{Lived, close, resume, suspend};
pub use list::{first, list};
pub(crate) use lock::lock;
pub use sign_up::{give_turn, sign_up};
