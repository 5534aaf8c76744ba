//! "Create New Customer" (S0): a white-label administrator creates a customer and administrates it on its behalf (S0.16).

pub mod activation;
pub mod addresses;
pub mod administrator;
pub mod contact;
pub mod order;
pub mod plan;

pub use order::{HandedOver, NewCustomer, Order};

use crate::{
    form::{Flow, Makes},
    paths,
    words::Word,
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
    done: [Word::DoneTitle, Word::DoneIntro],
    steps: &[&administrator::STEP, &contact::STEP, &addresses::STEP, &plan::STEP],
};
