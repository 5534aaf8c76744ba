//! What crosses the wire when something cannot be done, and the page that says so.

use domain::{paths, words::Word};
use leptos::{
    prelude::*,
    server_fn::{codec::JsonEncoding, error::ServerFnErrorErr},
};
use leptos_meta::Title;
use serde::{Deserialize, Serialize};

use crate::words::{t, tf};

/// Why a request could not be carried out. Wrong answers are no error; see `SaveOutcome`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum PortalError {
    /// Nobody is signed in.
    #[error("signed out")]
    SignedOut,
    /// One's own organisation, but too low a role.
    #[error("forbidden")]
    Forbidden,
    /// There is no such thing, or it is another's.
    #[error("not found")]
    NotFound,
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
            Self::SignedOut => 401,
            Self::Forbidden => 403,
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
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => Self::NotFound,
            _ => Self::Unexpected { reference: String::new() },
        }
    }
}

/// A page that says why there is nothing else here.
#[component]
pub fn ErrorPage(
    /// Why.
    error: PortalError,
) -> impl IntoView {
    if error == PortalError::SignedOut {
        crate::form::browser::go(paths::SIGN_IN);
    }
    let (title, body) = match &error {
        PortalError::NotFound | PortalError::SignedOut => (Word::NotFoundTitle, t(Word::NotFoundBody).to_owned()),
        PortalError::Forbidden => {
            (Word::ForbiddenTitle, tf(Word::OnlyAdministratorsCreate, &[("reseller", &crate::ui::reseller_name())]))
        }
        PortalError::NoAnswer => (Word::FaultTitle, t(Word::FaultBody).to_owned()),
        PortalError::Unexpected { reference } => {
            let reference = tf(Word::FaultReference, &[("reference", reference)]);
            (Word::FaultTitle, format!("{} {reference}", t(Word::FaultBody)))
        }
    };
    view! {
        <Title text=t(title)/>
        <section class="refusal">
            <h1 tabindex="-1">{t(title)}</h1>
            <p>{body}</p>
            <p><a class="button" href=paths::DASHBOARD>{t(Word::ToDashboard)}</a></p>
        </section>
    }
}
