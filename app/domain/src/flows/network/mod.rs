//! Network services (S1): "Add New Customer", whom no mail tells, and "Invite New Customer", whose contact signs up by a mailed link.

pub mod company;
pub mod invitation;
pub mod order;

pub use order::{Invited, NewCustomer};

use crate::{
    form::{Done, Flow, Invites, Makes, Record, Section, Side, When},
    paths,
    words::Word,
};

/// The name under which an operator switches both on.
pub const OFFER: &str = "network";

/// What is kept of a customer who was added or invited.
pub static RECORD: Record =
    Record { sections: &[Section::of(&company::STEP), Section::titled(&invitation::STEP, Word::ContactOfInvitation)] };

/// "Add New Customer" (S1.3-S1.10).
pub static ADD: Flow = Flow {
    id: "network_add",
    version: 1,
    title: Word::AddNewCustomer,
    makes: Makes::Customer,
    offer: OFFER,
    path: paths::ADD_CUSTOMER,
    submit: Word::AddCustomer,
    done: &[Done { when: When::Always, title: Word::AddedTitle, intro: Word::AddedIntro }],
    subject: Some(&company::COMPANY.question),
    invites: None,
    paid_by_customer: When::NEVER,
    side: Side::Reseller,
    record: Some(&RECORD),
    steps: &[&company::STEP],
};

/// "Invite New Customer" (S1.11-S1.19).
pub static INVITE: Flow = Flow {
    id: "network_invite",
    version: 1,
    title: Word::InviteNewCustomer,
    makes: Makes::Customer,
    offer: OFFER,
    path: paths::INVITE_CUSTOMER,
    submit: Word::SendInvite,
    done: &[Done { when: When::Always, title: Word::InvitedDoneTitle, intro: Word::InvitedDoneIntro }],
    subject: Some(&invitation::COMPANY.question),
    invites: Some(Invites { when: When::Always, email: &invitation::EMAIL.question }),
    paid_by_customer: When::NEVER,
    side: Side::Reseller,
    record: Some(&RECORD),
    steps: &[&invitation::STEP],
};
