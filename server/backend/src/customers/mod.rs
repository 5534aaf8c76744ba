//! Customers: the list, the page of one, its life and its sign-up. What was answered about it is in `records`.

mod find;
mod life;
mod list;
mod lock;
mod sign_up;

pub use find::find;
pub use life::{Lived, close, resume, suspend};
pub use list::{first, list};
pub(crate) use lock::lock;
pub use sign_up::{give_turn, sign_up};
