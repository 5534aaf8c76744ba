//! A postal address in any country: the rules of each, and the fields that follow them.

mod fields;
mod rules;

pub(crate) use fields::address;
pub use fields::{AddressFields, PostalAddress, asked, facts, has, order, source};
pub use rules::{AddressRules, Part, known, learn, postal_code, rules, told};
