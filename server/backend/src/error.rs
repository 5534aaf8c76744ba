//! Errors are for people who can do nothing about them; invalid input is a value, not an error.

use domain::access::Action;

/// Why a use case could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or it is another tenant's.
    #[error("not found")]
    NotFound,
    /// One's own tenant, but too low a role for this.
    #[error("the role does not allow it: {0:?}")]
    Forbidden(Action),
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The migrations failed.
    #[error("migrations: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// A stored value is none of those that the program knows.
    #[error("stored value out of range: {0}")]
    Stored(&'static str),
    /// Too much waits already: it may be tried again in a moment.
    #[error("too much waits already")]
    Busy,
    /// A secret cannot be opened: it was sealed under another key, or changed.
    #[error("a secret cannot be opened: is the key the one that it was sealed under?")]
    Sealed,
    /// Hashing failed.
    #[error("password hashing: {0}")]
    Hashing(String),
    /// Passkeys could not be asked for.
    #[error("passkeys: {0}")]
    Passkeys(String),
    /// The session could not be read.
    #[error("session: {0}")]
    Session(String),
    /// The database may not be used like this; the sentence is for the operator.
    #[error("{0}")]
    Refused(String),
}

impl Error {
    /// Whether the database refused a row for the sake of this constraint.
    pub(crate) fn is_constraint(&self, name: &str) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.constraint() == Some(name))
    }
}
