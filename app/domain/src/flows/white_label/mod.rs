//! "Create New Customer" (S0): a white-label administrator creates a customer and administrates it on its behalf (S0.16).

pub mod activation;
pub mod addresses;
pub mod administrator;
pub mod contact;
pub mod order;
pub mod plan;

pub use order::{HandedOver, NewCustomer, Order};

use administrator::HANDED_OVER;

use crate::{
    form::{Done, Flow, Invites, Makes, Record, Section, Side, When},
    paths,
    words::Word,
};

/// What is kept, whichever side answered it.
pub static RECORD: Record = Record {
    sections: &[
        Section::of(&administrator::STEP),
        Section::of(&contact::STEP),
        Section::of(&addresses::STEP),
        Section::of(&plan::STEP),
        Section::of(&activation::TERMS_STEP),
    ],
};

/// The flow. The first step's first option leads to a journey that the customer finishes (S0.4): see `activation`.
pub static FLOW: Flow = Flow {
    id: "white_label",
    version: 1,
    title: Word::CreateNewCustomer,
    makes: Makes::Customer,
    offer: "white_label",
    path: paths::NEW_CUSTOMER,
    submit: Word::CreateCustomer,
    done: &[
        // S0.14: the activation mail is on its way.
        Done { when: HANDED_OVER, title: Word::HandedOverTitle, intro: Word::HandedOverIntro },
        Done { when: When::Always, title: Word::DoneTitle, intro: Word::DoneIntro },
    ],
    subject: Some(&contact::COMPANY.question),
    invites: Some(Invites { when: HANDED_OVER, email: &contact::EMAIL.question }),
    paid_by_customer: HANDED_OVER,
    side: Side::Reseller,
    record: Some(&RECORD),
    steps: &[&administrator::STEP, &contact::STEP, &addresses::STEP, &plan::STEP],
};
