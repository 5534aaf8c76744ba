//! People and the organisation they act in, as pages see them.

use serde::{Deserialize, Serialize};

use crate::{
    access::Role,
    device::Device,
    ids::{CustomerId, ResellerId},
};

/// Who is signed in, for the shell of every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// The person's name.
    pub name: String,
    /// The name of the reseller in which the person acts.
    pub reseller: String,
    /// The name of the customer, for whom the person acts there; `None` for staff.
    pub customer: Option<String>,
    /// The person's role there.
    pub role: Role,
    /// Whether they could act elsewhere too.
    pub several: bool,
}

/// An account that a person may act in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnAccount {
    /// The reseller.
    pub reseller: ResellerId,
    /// What it is called.
    pub reseller_name: String,
    /// The customer; `None` for staff.
    pub customer: Option<CustomerId>,
    /// What the customer is called.
    pub customer_name: Option<String>,
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

/// A session of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSession {
    /// Its name, to end it by: no secret, and no key to it.
    pub name: String,
    /// The browser, as far as it says.
    pub device: Option<Device>,
    /// From which network address one signed in.
    pub address: String,
    /// When one signed in: seconds since 1970-01-01 UTC.
    pub began: i64,
    /// When it was last used, to within five minutes.
    pub seen: i64,
    /// Whether it is the one that asks.
    pub this: bool,
}

/// A passkey of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPasskey {
    /// Its name in addresses: no secret.
    pub id: String,
    /// What its person calls it.
    pub name: String,
    /// When it was added: seconds since 1970-01-01 UTC.
    pub made: i64,
    /// When it was used last.
    pub used: Option<i64>,
}
