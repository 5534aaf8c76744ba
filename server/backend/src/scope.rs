//! Who acts, and for which tenant: an `Actor` asks for a `Scope`, and no query runs without one.

use std::net::IpAddr;

use domain::{
    access::{Action, Role, can},
    ids::{CustomerId, PersonId, ResellerId},
    words::{Language, Locale},
};

use serde::{Deserialize, Serialize};

use crate::Error;

/// A signed-in person.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Where they act; an operator acts nowhere in particular.
    pub place: Option<Place>,
    /// Whether they could act elsewhere too.
    pub several: bool,
    /// Whether somebody else made their password: they choose their own before anything else.
    pub must_change_password: bool,
    /// Whether a second factor is asked of them that they do not have: they set one up before anything else.
    pub must_have_factor: bool,
    /// For whom an operator acts, until when and why.
    pub acting: Option<Acting>,
    /// The language that they read, and where.
    pub locale: Locale,
    /// From which network address they act just now, where a request told it.
    pub from: Option<IpAddr>,
}

/// An operator acts for somebody else.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Acting {
    /// For this reseller, as an administrator.
    pub reseller: ResellerId,
    /// For this customer of it, as an account administrator.
    pub customer: Option<CustomerId>,
    /// Why.
    pub reason: String,
    /// Until when: seconds since 1970-01-01 UTC.
    pub until: i64,
}

/// An organisation that a person acts in.
#[derive(Clone, Debug)]
pub struct Place {
    /// The reseller.
    pub reseller: ResellerId,
    /// The customer, for a customer's person.
    pub customer: Option<CustomerId>,
    /// The reseller's name.
    pub name: String,
    /// The customer's name.
    pub customer_name: Option<String>,
}

/// For which tenant a query runs, and in which language it answers. Only [`Actor::may`] makes one.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    pub(crate) reseller: ResellerId,
    pub(crate) customer: Option<CustomerId>,
    pub(crate) person: PersonId,
    pub(crate) locale: Locale,
    /// Whether an operator acts for this tenant: the audit names both.
    pub(crate) acting: bool,
    /// From which network address: nothing for jobs.
    pub(crate) from: Option<IpAddr>,
}

impl Scope {
    /// Where a reseller's id would be, of what belongs to none: the operators' audit.
    pub(crate) const NO_RESELLER: ResellerId = ResellerId(uuid::Uuid::nil());

    /// The scope of a job of a reseller's that nobody waits for, in the name of whoever began it: what a provider told in words that were
    /// verified as that reseller's, or a month that is over.
    pub(crate) fn of_job(reseller: ResellerId, person: PersonId) -> Self {
        Self { reseller, customer: None, person, locale: Locale::default(), acting: false, from: None }
    }

    /// A job's scope in the same reseller, in the name of this person, for what follows from a request. It has the request's address only
    /// if the request is theirs.
    pub(crate) fn as_job_of(&self, person: PersonId) -> Self {
        Self { from: self.from.filter(|_| person == self.person), ..Self::of_job(self.reseller, person) }
    }

    /// The network address from which somebody acts, as the audit keeps it; empty for jobs.
    pub(crate) fn address(&self) -> String {
        self.from.map(|from| from.to_string()).unwrap_or_default()
    }

    /// The language in which it is answered.
    pub(crate) const fn language(&self) -> Language {
        self.locale.language
    }
}

impl Actor {
    /// The same, acting from this network address. One that cannot be read is none.
    pub fn seen_from(self, address: &str) -> Self {
        Self { from: address.parse().ok(), ..self }
    }

    /// The scope for an action, if the actor's role allows it.
    ///
    /// # Errors
    /// [`Error::Forbidden`] where the role is too low.
    pub fn may(&self, action: Action) -> Result<Scope, Error> {
        self.own_scope().filter(|_| can(self.role, action)).ok_or(Error::Forbidden(action))
    }

    /// The scope for walking a draft's pages: staff make customers, a customer's people finish their own sign-up.
    ///
    /// # Errors
    /// [`Error::Forbidden`] where the role is too low.
    pub fn may_walk(&self) -> Result<Scope, Error> {
        let of_customer = self.place.as_ref().is_some_and(|place| place.customer.is_some());
        self.may(if of_customer { Action::FinishSignUp } else { Action::CreateCustomers })
    }

    /// The scope for what is one's own, which needs no role. An operator's is no tenant's: nothing but the operators' audit is there.
    pub(crate) fn own_scope(&self) -> Option<Scope> {
        let (reseller, customer) = match &self.place {
            Some(place) => (place.reseller, place.customer),
            None if self.role == Role::Operator => (Scope::NO_RESELLER, None),
            None => return None,
        };
        Some(Scope {
            reseller,
            customer,
            person: self.person,
            locale: self.locale,
            acting: self.acting.is_some(),
            from: self.from,
        })
    }

    /// Whether the actor works for a reseller.
    pub fn is_staff(&self) -> bool {
        self.place.as_ref().is_some_and(|place| place.customer.is_none())
    }
}
