//! Row-level security and sign-in, against a real Postgres.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use backend::{
    Backend, Error, Tx,
    accounts::{self, Attempt, Sessions},
    database, demo,
    testing::{Stage, test_database},
};
use domain::{
    access::{Action, Role},
    customers::CustomerQuery,
};
use sqlx::{AssertSqlSafe, ConnectOptions, Executor, Row};
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
};

#[tokio::test]
async fn every_table_with_a_tenant_has_a_forced_policy() {
    let (_database, options) = test_database().await;
    let mut owner = options.connect().await.unwrap();
    let rows = owner
        .fetch_all(
            "select c.relname, c.relrowsecurity, c.relforcerowsecurity,
                exists (select from pg_policy p where p.polrelid = c.oid) as has_policy,
                exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'reseller_id') as is_tenants
            from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> '_sqlx_migrations'",
        )
        .await
        .unwrap();
    assert!(rows.len() >= 13);
    for row in rows {
        let table: String = row.get("relname");
        assert!(row.get::<bool, _>("relrowsecurity"), "{table} has no row-level security");
        if row.get::<bool, _>("is_tenants") {
            assert!(row.get::<bool, _>("relforcerowsecurity") && row.get::<bool, _>("has_policy"), "{table}");
        }
    }
}

/// What runs with the owner's rights.
const DEFINERS: [&str; 97] = [
    "accounts_of",
    "actor_in",
    "address_proved",
    "addresses_reset_record",
    "administrators_of_reseller",
    "answers_park_for",
    "answers_take_back",
    "audit_chain",
    "audit_heads_now",
    "audit_note_own",
    "audit_own",
    "audit_people_containing",
    "cards_to_detach_take",
    "contacts_keep_sought",
    "customers_due",
    "customers_found",
    "customers_keep_sought",
    "customers_to_draw",
    "deployment_check",
    "deployment_of",
    "deployment_place",
    "deployment_serve",
    "deployment_set",
    "email_by_link",
    "factor_keep",
    "factor_of",
    "factor_reset",
    "factor_step",
    "failed_event_again",
    "failed_events",
    "failed_month_again",
    "failed_months",
    "gateway_secret",
    "gateways_to_subscribe",
    "has_passkeys",
    "invitation_accept",
    "invitation_account",
    "invitation_link",
    "job_customers",
    "job_done",
    "job_enqueue",
    "job_failed",
    "job_progress",
    "job_renew",
    "jobs_adopt",
    "jobs_are_run",
    "jobs_take",
    "ledgers_wrong",
    "link_look",
    "links_end",
    "mail_begin",
    "mail_link",
    "mail_look",
    "mail_settle",
    "mails_enqueue",
    "mails_take",
    "notices_to_send",
    "operator_first",
    "operator_first_waits",
    "operator_invite_first",
    "passkey_for_sign_in",
    "passkey_used",
    "password_by_link",
    "password_rehash",
    "payer_of",
    "payments_left",
    "payments_take",
    "person_for_sign_in",
    "person_language",
    "person_language_keep",
    "person_make",
    "person_make_without_password",
    "person_password",
    "person_password_change",
    "rate_take",
    "records_fill",
    "recovery_renew",
    "recovery_use",
    "refunds_to_resume",
    "reseller_of",
    "reset_ask",
    "session_end",
    "session_ended_lately",
    "session_make",
    "session_open",
    "session_save",
    "sessions_end_in",
    "sessions_end_own",
    "sessions_of",
    "sessions_sweep",
    "sign_in_give_back",
    "sign_in_succeeded",
    "sign_in_take",
    "tell_invitations",
    "webhook_keep",
    "webhook_settle",
    "webhooks_take",
];

/// A new function that is not in the list fails.
#[tokio::test]
async fn only_the_listed_functions_run_with_the_owners_rights() {
    let (_database, options) = test_database().await;
    let mut owner = options.connect().await.unwrap();
    let rows = owner
        .fetch_all(
            "select proname::text, coalesce('search_path=public' = any (proconfig), false),
                has_function_privilege('public', oid, 'execute')
            from pg_proc where prosecdef and pronamespace = 'public'::regnamespace order by proname",
        )
        .await
        .unwrap();
    assert_eq!(rows.iter().map(|row| row.get::<String, _>(0)).collect::<Vec<_>>(), DEFINERS);
    for row in rows {
        let name: String = row.get(0);
        assert!(row.get::<bool, _>(1), "{name} would look for tables where its caller says");
        assert!(!row.get::<bool, _>(2), "{name} is everybody's");
    }
}

#[tokio::test]
async fn without_a_tenant_no_row_is_seen_and_nothing_carries_over() {
    let (_database, options) = test_database().await;
    let stage = Stage::set(options.clone()).await;
    let scope = stage.actor("ada@acme.example").await.may(Action::ReadCustomers).unwrap();
    let pool = database::connect(options, 2).await.unwrap();
    let count = "select count(*) from customers";

    let mut tx = Tx::begin(&pool, &scope).await.unwrap();
    assert_eq!(tx.fetch_one(count).await.unwrap().get::<i64, _>(0), 1);
    tx.commit().await.unwrap();
    let mut rolled_back = Tx::begin(&pool, &scope).await.unwrap();
    rolled_back.fetch_one(count).await.unwrap();
    drop(rolled_back);
    let panicked = tokio::spawn({
        let pool = pool.clone();
        async move {
            let _tx = Tx::begin(&pool, &scope).await.unwrap();
            panic!("in the middle of a transaction");
        }
    });
    assert!(panicked.await.is_err());
    for _ in 0..4 {
        let mut connection = pool.acquire().await.unwrap();
        assert_eq!(connection.fetch_one(count).await.unwrap().get::<i64, _>(0), 0);
    }
}

#[tokio::test]
async fn the_application_cannot_write_into_another_tenant_nor_read_secrets_nor_change_the_audit() {
    let (_database, options) = test_database().await;
    let stage = Stage::set(options.clone()).await;
    let scope = stage.actor("ada@acme.example").await.may(Action::ReadCustomers).unwrap();
    let mut owner = options.connect().await.unwrap();
    let theirs: uuid::Uuid = owner.fetch_one("select id from resellers where name = 'Borealis Networks'").await.unwrap().get(0);
    let pool = database::connect(options, 2).await.unwrap();
    for forbidden in [
        format!(
            "insert into audit values ('{theirs}', gen_random_uuid(), null, (select id from people limit 1), 'x', 'x', '{{}}', now())"
        ),
        "update audit set action = 'other'".to_owned(),
        "delete from audit".to_owned(),
        "delete from customers".to_owned(),
        "select password_hash from people".to_owned(),
        "select * from sessions".to_owned(),
        "select * from parked_answers".to_owned(),
        "insert into resellers values (gen_random_uuid(), 'x', 'USD', now())".to_owned(),
        "alter table customers disable row level security".to_owned(),
        "create table mine (x int)".to_owned(),
    ] {
        let mut tx = Tx::begin(&pool, &scope).await.unwrap();
        assert!(tx.execute(AssertSqlSafe(forbidden.clone())).await.is_err(), "{forbidden}");
    }
}

#[tokio::test]
async fn the_server_refuses_a_role_that_may_bypass_the_policies() {
    let (_database, options) = test_database().await;
    let mut owner = options.connect().await.unwrap();
    // Roles are the cluster's: this one may be left from a run that was cut off.
    owner.execute("drop role if exists portico_test_bypass").await.unwrap();
    owner.execute("create role portico_test_bypass bypassrls").await.unwrap();
    let refused = database::connect_as(options, 1, "portico_test_bypass").await;
    owner.execute("drop role portico_test_bypass").await.unwrap();
    assert!(matches!(refused, Err(Error::Refused(sentence)) if sentence.contains("bypass row-level security")));
}

#[tokio::test]
async fn each_of_the_demonstrations_people_acts_in_their_place() {
    let (_database, options) = test_database().await;
    let stage = Stage::set(options.clone()).await;
    for (reseller, email, name, role) in demo::STAFF {
        let actor = stage.actor(email).await;
        assert_eq!((actor.name.as_str(), actor.role), (name, role));
        assert_eq!(actor.place.as_ref().unwrap().name, reseller);
        assert_eq!(actor.may(Action::CreateCustomers).is_ok(), role == Role::Administrator, "S0.1");
        assert!(actor.may(Action::ReadCustomers).is_ok());
    }
    assert!(matches!(stage.actor("cora@kestrel.example").await.may(Action::ReadCustomers), Err(Error::Forbidden(_))));
    assert!(matches!(stage.actor("olga@portico.example").await.may(Action::ReadCustomers), Err(Error::Forbidden(_))));
}

/// ASVS 6.3.2.
#[tokio::test]
async fn the_demonstration_refuses_a_database_that_holds_anything_else() {
    let (_database, options) = test_database().await;
    let stage = Stage::set(options.clone()).await;
    demo::prepare(&stage.backend, &options).await.unwrap();
    let mut owner = options.connect().await.unwrap();
    owner.execute("insert into resellers values (gen_random_uuid(), 'A real one', 'EUR', now())").await.unwrap();
    let refused = demo::prepare(&stage.backend, &options).await;
    assert!(matches!(refused, Err(Error::Refused(sentence)) if sentence.contains("--demo")));
}

async fn attempt(backend: &Backend, email: &str, password: &str, from: &str) -> Attempt {
    accounts::sign_in(backend, email, password.to_owned(), from).await.unwrap()
}

#[tokio::test]
async fn the_right_password_signs_in_and_all_else_is_one_answer() {
    let (_database, options) = test_database().await;
    let mut owner = options.connect().await.unwrap();
    let stage = Stage::set(options).await;
    let hash: String = owner.fetch_one("select password_hash from people limit 1").await.unwrap().get(0);
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "ASVS 11.4.2: {hash}");
    let backend = &stage.backend;
    assert!(matches!(attempt(backend, " ADA@acme.example ", demo::PASSWORD, "192.0.2.1").await, Attempt::In(_)));
    for (email, password) in [
        ("ada@acme.example", "wrong"),
        ("ada@acme.example", "Demo-portico-2026"),
        ("ada@acme.example", " demo-portico-2026"),
        ("ada@acme.example", ""),
        ("nobody@acme.example", demo::PASSWORD),
        ("", ""),
        ("a\u{0}b", "x"),
    ] {
        let email = email.replace('\0', "");
        assert_eq!(attempt(backend, &email, password, "192.0.2.1").await, Attempt::Refused, "{email}");
    }
}

#[tokio::test]
async fn a_network_that_fails_too_often_waits_and_nobody_is_locked_out() {
    let (_database, options) = test_database().await;
    let stage = Stage::set(options).await;
    let backend = &stage.backend;
    for number in 0..20 {
        let who = format!("nobody{number}@acme.example");
        assert_eq!(attempt(backend, &who, "wrong", "192.0.2.66").await, Attempt::Refused);
    }
    assert!(matches!(attempt(backend, "ada@acme.example", demo::PASSWORD, "192.0.2.66").await, Attempt::Wait(_)));
    assert!(matches!(attempt(backend, "ada@acme.example", demo::PASSWORD, "192.0.2.1").await, Attempt::In(_)), "Ada elsewhere");
    stage.wait(61);
    assert!(
        matches!(attempt(backend, "ada@acme.example", demo::PASSWORD, "192.0.2.66").await, Attempt::In(_)),
        "never longer than a minute"
    );
}

/// However many sign in at once, so many are hashed, some wait, and the others are asked to come again.
#[tokio::test]
async fn a_flood_of_sign_ins_is_bounded() {
    let (_database, options) = test_database().await;
    let stage = Stage::set(options).await;
    let attempts: Vec<_> = (0..200)
        .map(|number| {
            let backend = stage.backend.clone();
            tokio::spawn(async move {
                accounts::sign_in(&backend, "ada@acme.example", demo::PASSWORD.to_owned(), &format!("192.0.2.{number}")).await
            })
        })
        .collect();
    let (mut came_in, mut busy) = (0, 0);
    for attempt in attempts {
        match attempt.await.unwrap() {
            Ok(Attempt::In(_)) => came_in += 1,
            Err(Error::Busy) | Ok(Attempt::Wait(_)) => busy += 1,
            other => panic!("{other:?}"),
        }
    }
    assert!(came_in >= 50 && busy > 0, "{came_in} came in, {busy} were asked to come again");
}

#[tokio::test]
async fn failures_are_counted_alike_for_known_and_unknown_accounts_and_the_right_password_still_gets_in() {
    let (_database, options) = test_database().await;
    let stage = Stage::set(options).await;
    let backend = &stage.backend;
    let mut held = Vec::new();
    for who in ["ada@acme.example", "nobody@acme.example"] {
        for number in 0..6 {
            assert_eq!(attempt(backend, who, "wrong", &format!("192.0.2.{number}")).await, Attempt::Refused);
        }
        let began = tokio::time::Instant::now();
        assert_eq!(attempt(backend, who, "wrong", "198.51.100.1").await, Attempt::Refused);
        held.push(began.elapsed().as_millis() >= 500);
    }
    assert_eq!(held, [true, true], "both are held back");
    assert!(matches!(attempt(backend, "ada@acme.example", demo::PASSWORD, "198.51.100.2").await, Attempt::In(_)));
}

/// ASVS 7.2.3.
#[tokio::test]
async fn sessions_are_kept_as_hashes_until_they_expire_or_end() {
    let (_database, options) = test_database().await;
    let stage = Stage::set(options.clone()).await;
    let store = Sessions::new(stage.backend.clone());
    let id = Id(0x0102_0304_0506_0708_090a_0b0c_0d0e_0f10);
    let expires = stage.backend.now() + time::Duration::hours(1);
    let mut record = Record { id, data: std::collections::HashMap::default(), expiry_date: expires };
    store.create(&mut record).await.unwrap();
    let mut again = record.clone();
    store.create(&mut again).await.unwrap();
    assert_ne!(again.id, id, "an id that is taken is not taken over");
    assert!(store.load(&id).await.unwrap().is_some());
    assert_eq!(stage.count(&format!("sessions where id_hash = '\\x{}'", "100f0e0d0c0b0a090807060504030201")).await, 0);
    store.delete(&again.id).await.unwrap();
    assert!(store.load(&again.id).await.unwrap().is_none());
    // A request that was under way while its session was ended does not bring it back.
    store.save(&again).await.unwrap();
    assert!(store.load(&again.id).await.unwrap().is_none());
    stage.wait(3_601);
    assert!(store.load(&id).await.unwrap().is_none(), "expired");
    assert_eq!(store.sweep().await.unwrap(), 0, "what its last page sent may be kept for an hour");
    stage.wait(3_601);
    assert_eq!(store.sweep().await.unwrap(), 1);
}

/// A browser that goes away drops its request wherever it is, also while a transaction begins.
#[tokio::test]
async fn a_request_dropped_while_its_transaction_begins_leaves_none_open() {
    let (_database, options) = test_database().await;
    let stage = Stage::set(options.clone()).await;
    let scope = stage.actor("ada@acme.example").await.may(Action::ReadCustomers).unwrap();
    // One connection: whoever comes next gets the very one that was dropped.
    let pool = database::connect(options, 1).await.unwrap();
    for turns in (0..40).cycle().take(200) {
        let patience = async {
            for _ in 0..turns {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            biased;
            begun = Tx::begin(&pool, &scope) => drop(begun.unwrap()),
            () = patience => {}
        }
        let row = pool
            .acquire()
            .await
            .unwrap()
            .fetch_one("select now() = statement_timestamp(), current_setting('app.reseller', true)")
            .await
            .unwrap();
        assert!(row.get::<bool, _>(0), "after {turns} turns the next request runs inside a transaction that nobody ends");
        assert_eq!(row.get::<Option<&str>, _>(1).unwrap_or_default(), "", "and for the tenant of the one before");
    }
}

#[tokio::test]
async fn one_search_finds_ones_own_customers_alone() {
    let (_database, options) = test_database().await;
    let stage = Stage::set(options.clone()).await;
    let mut owner = options.connect().await.unwrap();
    // Another reseller has a customer with the same part in its name, and one that only a pattern would find.
    owner
        .execute(
            "insert into customers (reseller_id, id, name, name_folded, state, payer, plan_id, monthly_minor, setup_minor, currency,
                draft_id, made_by, made_at)
            select r.id, gen_random_uuid(), n, lower(n), 'active', 'reseller', p.id, 0, 0, r.currency, gen_random_uuid(), o.id, now()
            from resellers r join plans p on p.reseller_id = r.id and p.name = 'Starter', people o,
                unnest(array['North Aviation', 'A_b 100% c']) n
            where o.email = 'ada@acme.example';
            insert into contacts (reseller_id, customer_id, id, kind, given_name, family_name, email, phone)
            select reseller_id, id, gen_random_uuid(), 'authorized', 'G', 'H', 'g@example.com', '1' from customers
            where not exists (select from contacts k where k.customer_id = customers.id);
            insert into customers (reseller_id, id, name, name_folded, registration_number, state, payer, plan_id, monthly_minor,
                setup_minor, currency, draft_id, made_by, made_at)
            select c.reseller_id, gen_random_uuid(), 'Łódź Straße', 'łódź strasse', 'HRB 12345 B', 'active', 'reseller', c.plan_id, 0, 0,
                c.currency, gen_random_uuid(), c.made_by, now()
            from customers c where c.name = 'Kestrel Aviation';
            insert into contacts (reseller_id, customer_id, id, kind, given_name, family_name, email, phone)
            select reseller_id, id, gen_random_uuid(), 'authorized', 'Jürgen', 'Müller-Groß', 'Grosz@lodz.example', '+4930123456'
            from customers where name = 'Łódź Straße'",
        )
        .await
        .unwrap();
    let find = async |who: &str, text: &str| {
        let scope = stage.actor(who).await.may(Action::ReadCustomers).unwrap();
        let query = CustomerQuery { text: text.to_owned(), after: String::new() };
        let listed = backend::customers::list(&stage.backend, &scope, &query).await.unwrap().rows;
        let found = backend::customers::first(&stage.backend, &scope, text, 8).await.unwrap();
        assert_eq!(listed, found, "the finder finds what the list does: {text:?}");
        listed.into_iter().map(|customer| customer.name).collect::<Vec<_>>()
    };
    assert_eq!(find("ada@acme.example", "AVIATION").await, ["Kestrel Aviation", "North Aviation"]);
    assert_eq!(find("ada@acme.example", "aviation kes").await, ["Kestrel Aviation"], "words in any order");
    assert_eq!(find("bo@borealis.example", "aviation").await, ["North Aviation"]);
    assert_eq!(find("ada@acme.example", "100% c").await, ["A_b 100% c"]);
    // Without accents, with them, and in other letters for the same.
    for text in ["łodź strasse", "Lodz Straße", "STRASSE ŁÓDŹ", "Lo\u{301}dz\u{301}", "Müller Gro", "muller groß", "gross"]
    {
        assert_eq!(find("ada@acme.example", text).await, ["Łódź Straße"], "{text}");
    }
    // Its contact's address and phone, its registration number and its account number; as people write them.
    for text in [
        "grosz@lodz",
        "+49 30 / 123 456",
        "030 123456",
        "03 01 23 45 6",
        "(030) 123-456",
        "0049 30 123456",
        "hrb 12345 b",
        "HRB12345B",
    ] {
        assert_eq!(find("ada@acme.example", text).await, ["Łódź Straße"], "{text}");
    }
    let number: i32 = owner.fetch_one("select number from customers where name = 'Łódź Straße'").await.unwrap().get(0);
    assert_eq!(find("ada@acme.example", &number.to_string()).await, ["Łódź Straße"]);
    // What changes is found by what it has become.
    owner.execute("update contacts set email = 'new@elsewhere.example' where email ilike 'grosz%'").await.unwrap();
    assert_eq!(find("ada@acme.example", "grosz@lodz").await, Vec::<String>::new());
    assert_eq!(find("ada@acme.example", "elsewhere.example").await, ["Łódź Straße"]);
    // Contacts that one statement writes or removes, all of them.
    owner
        .execute(
            "insert into contacts (reseller_id, customer_id, id, kind, email)
            select reseller_id, id, gen_random_uuid(), 'support', 'many' || n || '@elsewhere.example' from customers, generate_series(1, 3) n
                where name = 'Łódź Straße'",
        )
        .await
        .unwrap();
    assert_eq!(find("ada@acme.example", "many3@else").await, ["Łódź Straße"]);
    owner.execute("delete from contacts where email like 'many%'").await.unwrap();
    assert_eq!(find("ada@acme.example", "many3@else").await, Vec::<String>::new());
    // None of these is a pattern, and what is too short finds only the beginnings of names.
    for nothing in ["%%%", "a%n", "___", "\\", "av", "％％％", "\0\0\0 av"] {
        assert_eq!(find("ada@acme.example", nothing).await, Vec::<String>::new(), "{nothing:?}");
    }
    assert_eq!(find("ada@acme.example", "lo").await, ["Łódź Straße"]);
    // Without a tenant it finds nobody, whoever asks.
    let pool = database::connect(options, 1).await.unwrap();
    let row = pool.fetch_one("select count(*) from customers_found('aviation', 10)").await.unwrap();
    assert_eq!(row.get::<i64, _>(0), 0);
}

/// What each kind of tenant can change, table by table, past every use case: a customer's people nothing that is not theirs, and nobody what
/// the operator decides. The policies are tried, not read.
#[tokio::test]
async fn no_tenant_changes_what_is_not_its_own() {
    let (_database, options) = test_database().await;
    let stage = Stage::set(options.clone()).await;
    let mut owner = options.connect().await.unwrap();
    let tables = owner
        .fetch_all(
            "select c.relname::text, (select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
                and not a.attisdropped and has_column_privilege('portico_app', c.oid, a.attnum, 'UPDATE') order by a.attnum limit 1)
            from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not like '\\_%' order by 1",
        )
        .await
        .unwrap();
    // A row of each kind for both resellers, so that there is something to change.
    owner
        .execute(
            "insert into settings (reseller_id) select id from resellers;
            insert into gateways (reseller_id, kind, secret_key, key_hint, endpoint, webhook_secret, connected_at)
                select id, 'stripe', '', '', '', '', now() from resellers;
            insert into terms (reseller_id, version, text, made_by, made_at) select r.id, 1, 'x', p.id, now() from resellers r, people p
                where p.email = 'ada@acme.example';
            insert into mail_looks (reseller_id) select id from resellers;",
        )
        .await
        .unwrap();
    let cora = stage.actor("cora@kestrel.example").await.may(domain::access::Action::ReadAccount).unwrap();
    let ada = stage.actor("ada@acme.example").await.may(domain::access::Action::ReadCustomers).unwrap();
    let mut tried = 0;
    for row in &tables {
        let (table, column): (String, Option<String>) = (row.get(0), row.get(1));
        let all = stage.count(&table).await;
        for (who, scope) in [("a customer's people", &cora), ("a reseller's staff", &ada)] {
            // Of the other reseller nothing can be changed, and of what is above oneself neither.
            let above = ["resellers", "plans"].as_slice();
            let of_staff =
                ["settings", "gateways", "terms", "mail_looks", "billing_accounts", "notices", "link_tokens"].as_slice();
            let is_closed =
                above.contains(&table.as_str()) || (who == "a customer's people" && of_staff.contains(&table.as_str()));
            let verbs = [
                column.as_ref().map(|column| format!("update {table} set {column} = {column}")),
                Some(format!("delete from {table}")),
            ];
            for sql in verbs.into_iter().flatten() {
                let mut tx = stage.begin(scope).await;
                // Not granted at all is closed too.
                let changed = tx.execute(sqlx::AssertSqlSafe(sql.clone())).await.map_or(0, |done| done.rows_affected());
                assert!(!is_closed || changed == 0, "{who}: {sql} changes {changed}");
                assert!(
                    changed == 0 || i64::try_from(changed).unwrap() < all || all == 1 || shared(&table),
                    "{who}: {sql} changes all {all}"
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 80, "{tried}");
}

/// Tables whose rows are all one reseller's in the demonstration.
fn shared(table: &str) -> bool {
    ["customers", "contacts", "addresses", "audit", "audit_heads"].contains(&table)
}
