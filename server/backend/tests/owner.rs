//! The database of an owner who is no superuser, as every managed Postgres gives one, and databases that real use has filled.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use backend::{
    database,
    testing::{Stage, empty_database, test_database},
};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, Row, postgres::PgConnectOptions};

/// A database of an owner of its own, and how it is reached.
async fn owned(admin: &PgConnectOptions) -> PgConnectOptions {
    let name = admin.get_database().unwrap().replace("test_", "owned_");
    let mut superuser = admin.connect().await.unwrap();
    for sql in [
        format!("drop database if exists {name}"),
        format!("drop role if exists {name}"),
        format!("create role {name} login createrole createdb password 'secret'"),
        format!("create database {name} owner {name}"),
    ] {
        superuser.execute(AssertSqlSafe(sql)).await.unwrap();
    }
    // Since Postgres 16 whoever makes a role may grant it, and does not take it by itself. Where another database of this cluster made it
    // already, the owner is put into the same place.
    let grant = "do $$ begin
        if current_setting('server_version_num')::integer >= 160000 and exists (select from pg_roles where rolname = 'portico_app') then
            execute format('grant portico_app to %I with admin true, set false, inherit false', 'OWNER');
        end if;
    end $$";
    superuser.execute(AssertSqlSafe(grant.replace("OWNER", &name))).await.unwrap();
    superuser.close().await.unwrap();
    admin.clone().username(&name).password("secret").database(&name)
}

async fn drop_owned(admin: &PgConnectOptions, owned: &PgConnectOptions) {
    let name = owned.get_database().unwrap();
    let mut superuser = admin.connect().await.unwrap();
    superuser.execute(AssertSqlSafe(format!("drop database {name} with (force)"))).await.unwrap();
    // What the owner granted itself goes with it.
    superuser.execute(AssertSqlSafe(format!("drop owned by {name} cascade"))).await.unwrap();
    superuser.execute(AssertSqlSafe(format!("drop role {name}"))).await.unwrap();
}

#[tokio::test]
async fn a_plain_owner_migrates_serves_and_isolates() {
    let (_database, admin) = empty_database().await;
    let owner = owned(&admin).await;
    database::migrate(&owner).await.unwrap();
    database::migrate(&owner).await.unwrap();
    let stage = Stage::set(owner.clone()).await;
    stage.backend.ready().await.unwrap();
    // What needs the owner's functions works, and tenants see their own.
    let ada = stage.actor("ada@acme.example").await;
    let bo = stage.actor("bo@borealis.example").await;
    for (actor, customers) in [(&ada, 1), (&bo, 0)] {
        let scope = actor.may(domain::access::Action::ReadCustomers).unwrap();
        let list =
            backend::customers::list(&stage.backend, &scope, &domain::customers::CustomerQuery::default()).await.unwrap();
        assert_eq!(list.rows.len(), customers, "{}", actor.name);
    }
    backend::ledger::charge_due(&stage.backend).await.unwrap();
    backend::payments::draw_due(&stage.backend).await.unwrap();
    backend::jobs::adopt(&stage.backend, true).await.unwrap();
    stage.run_jobs(&backend::jobs::Queue::ALL).await;
    assert_eq!(backend::ledger::wrong(&stage.backend).await.unwrap(), 0);
    let (_, whole) = backend::audit::verify(&owner).await.unwrap();
    assert!(whole);
    drop(stage);
    drop_owned(&admin, &owner).await;
}

#[tokio::test]
async fn names_that_differ_only_in_what_cannot_be_seen_do_not_stop_the_migration() {
    let (_database, options) = empty_database().await;
    let mut owner = options.connect().await.unwrap();
    // As the version before made it.
    let before: Vec<_> = database::MIGRATOR.iter().filter(|one| one.version < 20_261_126_090_000).cloned().collect();
    let before = sqlx::migrate::Migrator { migrations: before.into(), ..sqlx::migrate::Migrator::DEFAULT };
    before.run(&mut owner).await.unwrap();
    owner
        .execute(
            r"insert into resellers (id, name, currency, made_at) values ('019a0000-0000-7000-8000-000000000001', 'A', 'USD', now());
            insert into people (id, email, name, password_hash, made_at)
                values ('019a0000-0000-7000-8000-000000000002', 'a@a.example', 'A', '', now());
            insert into plans (reseller_id, id, name, monthly_minor, setup_minor, currency, trunks, messages, place)
                values ('019a0000-0000-7000-8000-000000000001', '019a0000-0000-7000-8000-000000000003', 'P', 0, 0, 'USD', 0, 0, 0);
            insert into customers (reseller_id, id, name, name_folded, state, payer, plan_id, monthly_minor, setup_minor, currency, draft_id,
                made_by, made_at)
            select '019a0000-0000-7000-8000-000000000001', gen_random_uuid(), n, n, 'active', 'reseller',
                '019a0000-0000-7000-8000-000000000003', 0, 0, 'USD', gen_random_uuid(), '019a0000-0000-7000-8000-000000000002', now()
            from unnest(array[U&'la\200Brk', U&'la\200Crk', U&'owl\00AD', 'owl', U&'hen\200D']) n",
        )
        .await
        .unwrap();
    database::migrate(&options).await.unwrap();
    let row = owner.fetch_one(
        "select count(distinct name_folded), count(*) filter (where name_folded in ('lark', 'owl', 'hen')) from customers",
    );
    let row = row.await.unwrap();
    assert_eq!((row.get::<i64, _>(0), row.get::<i64, _>(1)), (5, 3));
}

/// A server of this version creates its functions once; after that, and after a newer version has replaced them, it leaves them alone.
#[tokio::test]
async fn functions_are_created_when_their_files_change_and_never_go_back() {
    let (_database, options) = test_database().await;
    let mut owner = options.connect().await.unwrap();
    let stub = "create or replace function search_digits(wanted text) returns text language sql as $$ select 'newer' $$";
    owner.execute(stub).await.unwrap();
    let digits = async |owner: &mut sqlx::PgConnection| -> String {
        owner.fetch_one("select search_digits('0123 45')").await.unwrap().get(0)
    };
    owner
        .execute("insert into function_sets (hash, created_at) values ('a newer one', now() + interval '1 second')")
        .await
        .unwrap();
    database::migrate(&options).await.unwrap();
    assert_eq!(digits(&mut owner).await, "newer", "this version's set was there before");
    // A database that has not seen this version's set.
    owner.execute("delete from function_sets").await.unwrap();
    database::migrate(&options).await.unwrap();
    assert_eq!(digits(&mut owner).await, "%12345%");
    let sets: i64 = owner.fetch_one("select count(*) from function_sets").await.unwrap().get(0);
    assert_eq!(sets, 1);
}
