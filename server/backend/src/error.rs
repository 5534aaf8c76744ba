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
    /// What was sent is more than anybody needs to send.
    #[error("too much was sent")]
    TooLarge,
    /// A task of its own was broken off.
    #[error("a task was broken off")]
    Interrupted,
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
    /// Whether it passes by itself: the database does not answer, has no connection left, waits for a lock, or is just a copy that takes no
    /// writes. Whoever asked may ask again in a moment.
    pub fn is_unavailable(&self) -> bool {
        match self {
            Self::Busy | Self::Session(_) => true,
            Self::Database(error) => match error {
                sqlx::Error::Io(_)
                | sqlx::Error::Tls(_)
                | sqlx::Error::Protocol(_)
                | sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::WorkerCrashed => true,
                // Appendix A of Postgres's documentation: 08 connections, 53 resources (the disk is full), 57 shut down or cancelled by a
                // time limit, 55P03 a lock that was not to be had, 25006 a server that only reads, 40 serialisation and deadlocks.
                sqlx::Error::Database(error) => error.code().is_some_and(|code| {
                    ["08", "53", "57", "40"].iter().any(|class| code.starts_with(class)) || code == "55P03" || code == "25006"
                }),
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether the database answered with this code (Postgres's documentation, appendix A).
    pub(crate) fn is_code(&self, code: &str) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.code().as_deref() == Some(code))
    }

    /// Whether the database refused a row for the sake of this constraint.
    pub(crate) fn is_constraint(&self, name: &str) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.constraint() == Some(name))
    }
}
