//! Links that are mailed, as their pages see them.

use crate::{access::Role, ids::PersonId};

/// What a link is good for just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// It works.
    Good,
    /// It was used.
    Used,
    /// Its time is over.
    Expired,
    /// A newer one took its place.
    Superseded,
    /// It was taken back.
    Revoked,
}

/// What a link is for. One purpose's link does nothing else (ASVS 6.6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To act for an account.
    Invitation,
    /// To choose a password.
    Password,
    /// To sign in with another address.
    Email,
}

/// A link that was mailed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it is for.
    pub purpose: Purpose,
    /// What it is good for.
    pub state: LinkState,
    /// The address to which it was sent.
    pub address: String,
    /// Whether it is for a reseller's staff, whose passwords are longer.
    pub staff: bool,
    /// The person who has the address.
    pub person: Option<PersonId>,
    /// Their name.
    pub name: Option<String>,
    /// Who invites.
    pub by: Option<String>,
    /// In whose name.
    pub reseller: Option<String>,
    /// The customer whose account it is about.
    pub customer: Option<String>,
    /// In which role.
    pub role: Option<Role>,
}
