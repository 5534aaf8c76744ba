//! Accounts: signing in, sessions, passwords, and who a session belongs to.

mod actor;
mod door;
mod email;
mod factor;
mod language;
mod own;
mod own_sessions;
mod passkeys;
mod passwords;
mod sessions;
mod sign_in;

pub use actor::{find as actor, of_session};
pub use door::{Accepted, ByLink, accept, account_of, ask_reset, reset_password};
pub use email::{NewEmail, ask_email, confirm_email, own_email};
pub use factor::{SetUp, check_code, has_factor, renew_recovery, set_up, turn_off, turn_on};
pub use language::{keep_language, language};
pub use own::{MOST, change_password, own_accounts, switch};
pub use own_sessions::{end_sessions, own_sessions};
pub use passkeys::{add_passkey, ask_passkey, ask_sign_in, own_passkeys, passkey_sign_in, remove_passkey};
pub use sessions::{
    IDLE, PERSON, Sessions, TimeLeft, begin, begin_half, ended_lately, go_on, half, hold_to, note_use, time_left,
};
pub use sign_in::{Attempt, sign_in};

pub(crate) use passkeys::at as passkeys_at;
pub(crate) use passwords::{about, hash};
pub(crate) use sessions::ACTING;
