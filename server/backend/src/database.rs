//! Reaching the database: migrations as its owner, everything else as a role that owns nothing.

mod functions;

use std::time::Duration;

use futures::future::try_join_all;
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, PgPool, Postgres,
    migrate::{MigrateError, Migrator},
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
};

#[cfg(feature = "testing")]
pub(crate) use functions::schema_hash;

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
    // A migration that waits for a lock keeps everybody behind it waiting: it gives up soon, and is tried again.
    owner.execute("set lock_timeout = '5s'").await?;
    have_role(&mut owner).await?;
    rank_names(&mut owner).await?;
    for attempt in 1.. {
        match MIGRATOR.run(&mut owner).await {
            Ok(()) => break,
            Err(error) if attempt < ATTEMPTS && is_locked(&error) => {
                tracing::warn!(%error, attempt, "a migration waits for a lock, or for another server that migrates");
            }
            Err(error) => return Err(error.into()),
        }
    }
    for attempt in 1.. {
        match functions::create(&mut owner).await {
            Ok(()) => break,
            Err(Error::Database(error)) if attempt < ATTEMPTS && is_lock(&error) => {
                tracing::warn!(%error, attempt, "the functions of the database wait for a lock");
            }
            Err(error) => return Err(error),
        }
    }
    owner.execute(include_str!("database/owner_policies.sql")).await?;
    have_role(&mut owner).await
}

/// So often a migration is tried that waits for a lock: five seconds each time.
const ATTEMPTS: u32 = 60;

fn is_locked(error: &MigrateError) -> bool {
    matches!(error, MigrateError::Execute(source) | MigrateError::ExecuteMigration(source, _) if is_lock(source))
}

/// Whether a lock did not come, or there was a deadlock with a request of a running server.
fn is_lock(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Database(error) if matches!(error.code().as_deref(), Some("55P03" | "40P01")))
}

/// Gets an empty database ready to be restored into.
///
/// # Errors
/// [`Error::Refused`] if it is not empty, or the application's role cannot be made.
pub async fn prepare_restore(options: &PgConnectOptions) -> Result<(), Error> {
    let mut owner = options.connect().await?;
    let is_empty = sqlx::query_scalar!(
        r#"select not exists (select from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r') as "empty!""#
    )
    .fetch_one(&mut owner)
    .await?;
    if !is_empty {
        return Err(Error::Refused("the database is not empty: restore into a new one".to_owned()));
    }
    have_role(&mut owner).await
}

/// Completes a database that was restored: this account is its owner now.
///
/// # Errors
/// If the database does not answer.
pub async fn complete_restore(options: &PgConnectOptions) -> Result<(), Error> {
    let mut owner = options.connect().await?;
    owner.execute(include_str!("database/owner_policies.sql")).await?;
    Ok(())
}

/// The application's role is there, and this account may take it: since Postgres 16 whoever makes a role may grant it and not take it.
async fn have_role(owner: &mut PgConnection) -> Result<(), Error> {
    let state = sqlx::query!(
        r#"select exists (select from pg_roles where rolname = 'portico_app') as "there!",
            current_setting('server_version_num')::integer >= 160000 as "has_set!", current_user::text as "me!""#
    )
    .fetch_one(&mut *owner)
    .await?;
    if !state.there
        && let Err(error) = owner.execute("create role portico_app nologin").await
    {
        let error = Error::from(error);
        // Two databases of one cluster may be migrated at the same time.
        if !error.is_code("42710") && !error.is_code("23505") {
            return Err(Error::Refused(format!(
                "the role portico_app is missing, and the account {} may not create it. As a superuser: create role portico_app nologin; \
                 grant portico_app to \"{0}\";",
                state.me
            )));
        }
    }
    let right = if state.has_set { "SET" } else { "MEMBER" };
    let may_take = sqlx::query_scalar!(r#"select pg_has_role(current_user, 'portico_app', $1) as "may!""#, right)
        .fetch_one(&mut *owner)
        .await?;
    if !may_take {
        let with = if state.has_set { " with set true" } else { "" };
        let me = state.me.replace('"', "\"\"");
        owner.execute(AssertSqlSafe(format!("grant portico_app to \"{me}\"{with}"))).await.map_err(|error| {
            Error::Refused(format!(
                "the account {me} may not work as the role portico_app ({error}). As a superuser: grant portico_app to \"{me}\"{with};"
            ))
        })?;
    }
    Ok(())
}

/// Before the migration of 2026-11-26 that compares names without what cannot be seen: where several names of a reseller would become the
/// same, one of them has it and the others stay as they are. That migration takes what it finds so as taken.
async fn rank_names(owner: &mut PgConnection) -> Result<(), Error> {
    owner.execute(include_str!("database/rank_names.sql")).await?;
    Ok(())
}

/// How long a query may run, wait for a lock, and hold a transaction open: one slow page takes no connection from the others for long, and a
/// query whose reader left ends soon. A job that needs longer says so in its transaction. And no query takes several processors or is compiled: a
/// page that reads an index is there before either has begun.
const LIMITS: &str = "set statement_timeout = '10s'; set lock_timeout = '3s'; set idle_in_transaction_session_timeout = '60s'; \
    set max_parallel_workers_per_gather = 0; set jit = off";

/// The role that the application works as.
pub(crate) const ROLE: &str = "portico_app";

/// A setting of the server at a URL, as its owner sees it.
///
/// # Errors
/// If it does not answer.
pub async fn setting(url: &str, name: &str) -> Result<String, Error> {
    let options: PgConnectOptions = url.parse()?;
    let mut owner = options.connect().await?;
    let value = sqlx::query_scalar!(r#"select current_setting($1) as "value!""#, name).fetch_one(&mut owner).await?;
    owner.close().await?;
    Ok(value)
}

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
    let pool = pool_of(connections)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                connection.execute(AssertSqlSafe(format!("set role {role}; {LIMITS}"))).await?;
                Ok(())
            })
        })
        .connect_with(options)
        .await?;
    may_not_bypass(&pool, role).await?;
    Ok(pool)
}

/// The same through a pooler that may give each transaction another connection. What is set for a session would hold for the next client of
/// that connection, so the pooler itself sets role and limits, in its `connect_query`. `direct` reaches the database without the pooler.
///
/// # Errors
/// As [`connect`]; if the pooler reaches another database, or its connections have another role, no limits, or no prepared statements.
pub async fn connect_pooled(options: PgConnectOptions, connections: u32, direct: &PgPool) -> Result<PgPool, Error> {
    let pool = pool_of(connections).connect_with(options).await?;
    // Twice: a pooler in session mode resets its connections after their first client has left.
    for _ in 0..2 {
        // Several clients share a connection of the pooler, and each prepares the same statement.
        let clients = try_join_all((0..connections.min(4)).map(|_| pool.acquire())).await?;
        try_join_all(clients.into_iter().map(check_pooled)).await?;
    }
    reaches_the_same(direct, &pool).await?;
    may_not_bypass(&pool, ROLE).await?;
    Ok(pool)
}

/// Checks a connection of the pooler, and closes it.
async fn check_pooled(mut client: PoolConnection<Postgres>) -> Result<(), Error> {
    for _ in 0..3 {
        let set = sqlx::query!(
            r#"select current_user::text as "role!", current_setting('statement_timeout') as "statement!",
                current_setting('lock_timeout') as "lock!""#
        )
        .fetch_one(&mut *client)
        .await
        .map_err(|error| {
            Error::Refused(format!(
                "the pooler does not keep prepared statements ({error}). In pgbouncer.ini: pool_mode = transaction and \
                 max_prepared_statements = 200"
            ))
        })?;
        if set.role != ROLE || set.statement == "0" || set.lock == "0" {
            return Err(Error::Refused(format!(
                "the connections of the pooler work as {} instead of {ROLE}, or without time limits. In pgbouncer.ini: \
                 pool_mode = transaction, and at the database connect_query = 'set role {ROLE}; {}'",
                set.role,
                LIMITS.replace('\'', "''")
            )));
        }
    }
    Ok(client.close().await?)
}

/// Refuses a pooler that leads to another database, or signs in there as another account: a transaction that runs on one side must be seen
/// on the other.
async fn reaches_the_same(direct: &PgPool, pooled: &PgPool) -> Result<(), Error> {
    let mut tx = direct.begin().await?;
    let here = sqlx::query!(
        r#"select pg_current_xact_id()::text as "transaction!", current_database()::text as "database!", session_user::text as "account!""#
    )
    .fetch_one(&mut *tx)
    .await?;
    let seen = sqlx::query!(
        r#"select pg_xact_status($1::text::xid8) as state, current_database()::text as "database!", session_user::text as "account!""#,
        here.transaction,
    )
    .fetch_one(pooled)
    .await;
    let is_same = seen.is_ok_and(|seen| {
        seen.state.as_deref() == Some("in progress") && seen.database == here.database && seen.account == here.account
    });
    tx.rollback().await?;
    if is_same {
        Ok(())
    } else {
        Err(Error::Refused(
            "DATABASE_POOL_URL and DATABASE_URL reach different databases, or sign in as different accounts".to_owned(),
        ))
    }
}

fn pool_of(connections: u32) -> PgPoolOptions {
    PgPoolOptions::new().max_connections(connections).acquire_timeout(Duration::from_secs(2))
}

async fn may_not_bypass(pool: &PgPool, role: &str) -> Result<(), Error> {
    let bypasses = sqlx::query_scalar!(
        r#"select rolsuper or rolbypassrls as "bypasses!" from pg_catalog.pg_roles where rolname = current_user"#
    )
    .fetch_one(pool)
    .await?;
    if bypasses {
        return Err(Error::Refused(format!("the role {role} may bypass row-level security: take that right away")));
    }
    Ok(())
}
