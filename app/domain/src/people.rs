//! People and the organisation they act in, as pages see them.

use serde::{Deserialize, Serialize};

use crate::access::Role;

/// Who is signed in, for the shell of every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// The person's name.
    pub name: String,
    /// The name of the reseller in which the person acts.
    pub reseller: String,
    /// The person's role there.
    pub role: Role,
}

/// What came of an attempt to sign in. Unknown address and wrong password are one answer (ASVS 6.3.8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignInOutcome {
    /// The session stands; go on there.
    In(String),
    /// Address and password do not go together.
    Refused,
    /// Too many failures from this network: wait this many seconds.
    Wait(u32),
}
