//! A database for each test: a copy of one that was migrated once, dropped when the test has passed.

use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, postgres::PgConnectOptions};

use crate::{database, system_random};

/// The lock under which one process makes the template while the others wait for it.
const MAKING: i64 = 0x706f_7274_6963_6f00;

/// Drops the database at the end of the test. After a failure the database stays, so that one can look into it; `./dev` drops it before the
/// next run.
#[derive(Debug)]
pub struct DropDatabase {
    server: PgConnectOptions,
    name: String,
}

/// A new database with all tables and functions. It exists for as long as the guard.
pub async fn test_database() -> (DropDatabase, PgConnectOptions) {
    let server = server();
    let mut connection = server.connect().await.unwrap();
    let template = template(&mut connection, &server).await;
    let guard = named(server);
    create(&mut connection, &guard.name, &template).await;
    let options = guard.server.clone().database(&guard.name);
    (guard, options)
}

/// A new database without any table.
pub async fn empty_database() -> (DropDatabase, PgConnectOptions) {
    let server = server();
    let mut connection = server.connect().await.unwrap();
    let guard = named(server);
    create(&mut connection, &guard.name, "template0").await;
    let options = guard.server.clone().database(&guard.name);
    (guard, options)
}

/// The Postgres of the tests, which `./dev test` starts.
#[expect(clippy::disallowed_methods, reason = "a test has no configuration to read it from")]
fn server() -> PgConnectOptions {
    std::env::var("DATABASE_URL").unwrap().parse().unwrap()
}

fn named(server: PgConnectOptions) -> DropDatabase {
    let mut random = [0; 16];
    system_random()(&mut random);
    DropDatabase { server, name: format!("test_{}", hex::encode(random)) }
}

async fn create(connection: &mut PgConnection, name: &str, template: &str) {
    connection.execute(AssertSqlSafe(format!(r#"create database "{name}" template "{template}""#))).await.unwrap();
}

/// The name of the migrated database that the others are copies of. Its name changes with the migrations and functions.
async fn template(connection: &mut PgConnection, server: &PgConnectOptions) -> String {
    let name = format!("template_{}", database::schema_hash());
    let is_there = async |connection: &mut PgConnection| {
        sqlx::query_scalar!(r#"select exists (select from pg_database where datname = $1) as "there!""#, name)
            .fetch_one(connection)
            .await
            .unwrap()
    };
    if !is_there(connection).await {
        sqlx::query!("select pg_advisory_lock($1)", MAKING).execute(&mut *connection).await.unwrap();
        if !is_there(connection).await {
            let making = format!("{name}_new");
            connection.execute(AssertSqlSafe(format!(r#"drop database if exists "{making}" with (force)"#))).await.unwrap();
            create(connection, &making, "template0").await;
            database::migrate(&server.clone().database(&making)).await.unwrap();
            connection.execute(AssertSqlSafe(format!(r#"alter database "{making}" rename to "{name}""#))).await.unwrap();
        }
        sqlx::query_scalar!("select pg_advisory_unlock($1)", MAKING).fetch_one(&mut *connection).await.unwrap();
    }
    name
}

impl Drop for DropDatabase {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let (server, name) = (self.server.clone(), self.name.clone());
        // The test's own runtime still holds connections to it, and may not wait here.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let mut connection = server.connect().await.unwrap();
                connection.execute(AssertSqlSafe(format!(r#"drop database if exists "{name}" with (force)"#))).await.unwrap();
                connection.close().await.unwrap();
            });
        });
        dropping.join().unwrap();
    }
}
