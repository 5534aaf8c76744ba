//! What crosses the wire when something cannot be done.

use domain::access::Action;
use leptos::{
    prelude::*,
    server_fn::{codec::JsonEncoding, error::ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

/// Why a request could not be carried out. Wrong answers are no error; see `SaveOutcome`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum PortalError {
    /// Nobody is signed in.
    #[error("signed out")]
    SignedOut,
    /// One's own organisation, but too low a role.
    #[error("forbidden")]
    Forbidden(Action),
    /// There is no such thing, or it is another's.
    #[error("not found")]
    NotFound,
    /// What was sent has not the shape of the form.
    #[error("malformed")]
    Malformed,
    /// The network or the server does not answer.
    #[error("no answer")]
    NoAnswer,
    /// A fault of ours, found again in the log by its reference.
    #[error("unexpected ({reference})")]
    Unexpected {
        /// What the log calls it.
        reference: String,
    },
}

impl PortalError {
    /// The HTTP status that says the same.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::SignedOut => 401,
            Self::Forbidden(_) => 403,
            Self::NotFound => 404,
            Self::NoAnswer => 503,
            Self::Unexpected { .. } => 500,
        }
    }
}

impl FromServerFnError for PortalError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::NoAnswer
            }
            // A post that does not even have the form's shape.
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => crate::portal::malformed(),
            _ => Self::Unexpected { reference: String::new() },
        }
    }
}
