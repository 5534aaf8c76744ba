//! The audit: every change is in it, nobody changes it, and whoever tampers with it is found out.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use backend::{
    audit,
    testing::{Stage, test_database},
};
use domain::{access::Action, audit::AuditQuery};
use serde_json::json;
use sqlx::{ConnectOptions, Executor};

async fn note(stage: &Stage, who: &str, action: &'static str, detail: serde_json::Value) {
    let actor = stage.actor(who).await.seen_from("192.0.2.1");
    let scope = actor.may(Action::ManageUsers).unwrap();
    let mut tx = stage.begin(&scope).await;
    let customer = actor.place.and_then(|place| place.customer);
    let entry = audit::Entry { action, customer, detail };
    audit::note(&stage.backend, &mut tx, &scope, entry).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn changed_and_missing_entries_break_the_chain() {
    let (_database, options) = test_database().await;
    let stage = Stage::set(options).await;
    for number in 0..5 {
        note(&stage, "ada@acme.example", "user.created", json!({ "version": number })).await;
        note(&stage, "bo@borealis.example", "user.created", json!({})).await;
    }
    let verify = async || audit::verify(&stage.owner).await.unwrap();
    let whole = ["Acme Telecom: 5 entries, whole", "Borealis Networks: 5 entries, whole"];
    assert_eq!(verify().await, (whole.map(str::to_owned).to_vec(), true));
    let mut owner = stage.owner.connect().await.unwrap();
    let acme = "reseller_id = (select id from resellers where name = 'Acme Telecom')";
    for (tamper, mend, broken) in [
        (
            format!("update audit set detail = '{{\"version\": 9}}' where number = 3 and {acme}"),
            format!("update audit set detail = '{{\"version\": 2}}' where number = 3 and {acme}"),
            3,
        ),
        (
            format!("update audit set who = 'Somebody else' where number = 1 and {acme}"),
            format!("update audit set who = 'Ada Acme <ada@acme.example>' where number = 1 and {acme}"),
            1,
        ),
        (
            format!("update audit set number = 7 where number = 5 and {acme}"),
            format!("update audit set number = 5 where number = 7 and {acme}"),
            5,
        ),
        (format!("delete from audit where number = 5 and {acme}"), "select 1".to_owned(), 5),
    ] {
        owner.execute(sqlx::AssertSqlSafe(tamper.clone())).await.unwrap();
        let (said, whole) = verify().await;
        assert_eq!((said[0].clone(), whole), (format!("Acme Telecom: broken at entry {broken}"), false), "{tamper}");
        assert_eq!(said[1], "Borealis Networks: 5 entries, whole", "each reseller has a chain of its own");
        owner.execute(sqlx::AssertSqlSafe(mend)).await.unwrap();
    }
}

/// ASVS 16.4.2.
#[tokio::test]
async fn the_application_may_add_and_read_and_nothing_else() {
    let (_database, options) = test_database().await;
    let stage = Stage::set(options).await;
    note(&stage, "ada@acme.example", "user.created", json!({})).await;
    let mut connection = stage.owner.connect().await.unwrap();
    connection.execute("set role portico_app").await.unwrap();
    for refused in [
        "update audit set action = 'x'",
        "delete from audit",
        "truncate audit",
        "select * from audit_heads",
        "select audit_verify()",
    ] {
        let error = connection.execute(refused).await.unwrap_err().to_string();
        assert!(error.contains("permission denied"), "{refused}: {error}");
    }
}

#[tokio::test]
async fn entries_that_are_written_at_once_make_one_chain() {
    let (_database, options) = test_database().await;
    let stage = std::sync::Arc::new(Stage::set(options).await);
    let writers = (0..24).map(|number| {
        let stage = stage.clone();
        tokio::spawn(async move { note(&stage, "ada@acme.example", "user.added", json!({ "version": number })).await })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    assert_eq!(audit::verify(&stage.owner).await.unwrap(), (vec!["Acme Telecom: 24 entries, whole".to_owned()], true));
}

#[tokio::test]
async fn filters_narrow_and_other_tenants_see_nothing() {
    let (_database, options) = test_database().await;
    let stage = Stage::set(options).await;
    note(&stage, "ada@acme.example", "user.created", json!({ "role": "support", "before": { "role": "manager" } })).await;
    stage.wait(2 * 86_400);
    note(&stage, "cora@kestrel.example", "user.added", json!({})).await;
    let ask = async |who: &str, query: AuditQuery| {
        let scope = stage.actor(who).await.may(Action::ReadAudit).unwrap();
        let page = audit::list(&stage.backend, &scope, &query).await.unwrap();
        page.entries.into_iter().map(|entry| (entry.action, entry.who, entry.detail)).collect::<Vec<_>>()
    };
    let all = ask("ada@acme.example", AuditQuery::default()).await;
    assert_eq!(all.iter().map(|entry| entry.0.as_str()).collect::<Vec<_>>(), ["user.added", "user.created"]);
    assert_eq!(all[1].1, "Ada Acme <ada@acme.example>");
    assert_eq!(all[1].2, [("Role, before".to_owned(), "Manager".to_owned()), ("Role".to_owned(), "Support".to_owned())]);
    let query = |change: fn(&mut AuditQuery)| {
        let mut query = AuditQuery::default();
        change(&mut query);
        query
    };
    for (narrowed, expected) in [
        (query(|q| q.action = "user.created".to_owned()), 1),
        (query(|q| q.who = "CORA".to_owned()), 1),
        (query(|q| q.who = "nobody".to_owned()), 0),
        (query(|q| q.from = "2026-11-23".to_owned()), 1),
        (query(|q| q.to = "2026-11-22".to_owned()), 1),
        (query(|q| q.from = "yesterday\0".to_owned()), 2),
        (query(|q| q.before = 2), 1),
    ] {
        assert_eq!(ask("ada@acme.example", narrowed.clone()).await.len(), expected, "{narrowed:?}");
    }
    assert!(ask("bo@borealis.example", AuditQuery::default()).await.is_empty());
}
