//! Accounts: signing in, sessions, passwords, and who a session belongs to.

mod actor;
mod door;
mod language;
mod own;
mod passwords;
mod sessions;
mod sign_in;

pub use actor::{find as actor, of_session};
pub use door::{Accepted, ByLink, accept, ask_reset, reset_password};
pub use language::{keep_language, language};
pub use own::{MOST, change_password, own_accounts, switch};
pub use sessions::{IDLE, PERSON, Sessions, note_use};
pub use sign_in::{Attempt, sign_in};

pub(crate) use passwords::hash;
