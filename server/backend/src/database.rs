//! Reaching the database: migrations as its owner, everything else as a role that owns nothing.

use std::time::Duration;

use sqlx::{
    AssertSqlSafe, ConnectOptions, Executor, PgPool,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::Error;

/// Where the database is.
pub use sqlx::postgres::PgConnectOptions as Options;

/// The migrations, compiled in.
pub static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

/// Brings the database up to date. Servers that start together wait for each other on an advisory lock.
///
/// # Errors
/// If the database does not answer, or a migration fails.
pub async fn migrate(options: &PgConnectOptions) -> Result<(), Error> {
    let mut owner = options.connect().await?;
    MIGRATOR.run(&mut owner).await?;
    Ok(())
}

/// How long a query may run, wait for a lock, and hold a transaction open: one slow page takes no connection from the others for long, and a
/// query whose reader left ends soon. A job that needs longer says so in its transaction.
const LIMITS: &str = "set statement_timeout = '10s'; set lock_timeout = '3s'; set idle_in_transaction_session_timeout = '60s'";

/// The role that the application works as.
const ROLE: &str = "portico_app";

/// A pool in which every connection has given up its rights for the application's role.
///
/// # Errors
/// If the database does not answer, or the role could bypass row-level security.
pub async fn connect(options: PgConnectOptions, connections: u32) -> Result<PgPool, Error> {
    connect_as(options, connections, ROLE).await
}

/// The same for another role.
///
/// # Errors
/// As [`connect`].
pub async fn connect_as(options: PgConnectOptions, connections: u32, role: &'static str) -> Result<PgPool, Error> {
    let pool = PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(2))
        .after_connect(move |connection, _| {
            Box::pin(async move {
                connection.execute(AssertSqlSafe(format!("set role {role}; {LIMITS}"))).await?;
                Ok(())
            })
        })
        .connect_with(options)
        .await?;
    let bypasses = sqlx::query_scalar!(
        r#"select rolsuper or rolbypassrls as "bypasses!" from pg_catalog.pg_roles where rolname = current_user"#
    )
    .fetch_one(&pool)
    .await?;
    if bypasses {
        return Err(Error::Refused(format!("the role {role} may bypass row-level security: take that right away")));
    }
    Ok(pool)
}
