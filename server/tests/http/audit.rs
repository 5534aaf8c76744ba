//! Who changed what, as a page, as a file, and as a command that finds out whether it was tampered with.

use backend::testing::test_database;
use reqwest::{StatusCode, header};
use sqlx::{ConnectOptions, Executor, Row};

use crate::visitor::{Visitor, location};

/// ASVS 16.2.1, 16.3.1.
#[tokio::test]
async fn what_was_done_is_on_the_page_and_in_the_file() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    // A name that a spreadsheet would take for a formula.
    let fields = [
        ("answers[user_name]", "=Uma, \"Young\""),
        ("answers[user_email]", "uma@acme.example"),
        ("answers[role]", "support"),
        ("answers[handover]", "generated"),
    ];
    assert_eq!(ada.post("/users/new", &fields).await.status(), StatusCode::OK);
    let page = ada.get("/audit").await.text().await.unwrap();
    assert!(
        page.contains("Created a user") && page.contains("Signed in") && page.contains("Ada Acme &lt;ada@acme.example&gt;")
    );
    assert!(!ada.get("/audit?action=user.removed").await.text().await.unwrap().contains("Ada Acme &lt;"));

    let mut owner = ada.stage.owner.connect().await.unwrap();
    owner.execute("update people set must_change_password = false").await.unwrap();
    owner.execute("update memberships set role = 'administrator' where role = 'support'").await.unwrap();
    let person = ada.stage.actor("uma@acme.example").await.person;
    let done = ada.post(&format!("/users/{person}"), &[("version", "1"), ("change", "disable")]).await;
    assert!(ada.told(&done).await.ends_with(" is disabled here"));
    let response = ada.get("/audit.csv").await;
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/csv; charset=utf-8; header=present");
    let text = response.text().await.unwrap();
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert!(lines[0].ends_with("When,Who,What,Customer,From where,Details"));
    assert_eq!(lines.len(), 6, "four entries, the head and the end: {text}");
    assert!(lines[1].contains("Exported a list"), "the file itself is noted first: {text}");
    assert!(text.contains("Name: =Uma, \"\"Young\"\""), "{text}");
    assert!(!text.contains("password"), "no secret: {text}");
}

/// ASVS 16.3.1, 16.3.3.
#[tokio::test]
async fn operators_have_an_audit_of_their_own() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options.clone(), "ada@acme.example").await;
    let mut olga = crate::operator::olga_beside(&ada).await;
    let mut thief = ada.another();
    thief.sign_in("olga@portico.example", "wrong").await;
    assert_eq!(olga.get("/customers").await.status(), StatusCode::FORBIDDEN);
    // A failed sign-in is noted after its answer, so that the answer takes as long for everybody.
    let mut page = String::new();
    let mut waited = tokio::time::interval(std::time::Duration::from_millis(20));
    while !page.contains("<td>Failed sign-in</td>") {
        waited.tick().await;
        page = olga.get("/audit").await.text().await.unwrap();
    }
    for done in ["Signed in", "Turned a second factor on", "Failed sign-in", "Was refused"] {
        assert!(page.contains(&format!("<td>{done}</td>")), "{done}: {page}");
    }
    assert!(!page.contains("Ada Acme &lt;"), "nothing of a reseller’s");
    let text = olga.get("/audit.csv").await.text().await.unwrap();
    assert!(text.contains("Exported a list") && text.contains("olga@portico.example"), "{text}");
    assert!(!ada.get("/audit").await.text().await.unwrap().contains("olga@portico.example"), "nor a reseller’s theirs");
    let (said, whole) = backend::audit::verify(&options).await.unwrap();
    assert!(whole && said.contains(&"operators: 5 entries, whole".to_owned()), "{said:?}");
}

#[tokio::test]
async fn entries_are_found_by_a_name_as_it_was_then_and_by_day() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let mut max = ada.another();
    max.sign_in("max@acme.example", backend::demo::PASSWORD).await;
    let mut owner = ada.stage.owner.connect().await.unwrap();
    owner.execute("update people set name = 'Maximilian Married' where email = 'max@acme.example'").await.unwrap();
    max.sign_in("max@acme.example", backend::demo::PASSWORD).await;
    let mut count = async |query: &str| {
        let page = ada.get(&format!("/audit?{query}")).await.text().await.unwrap();
        page.matches("<tr>").count().saturating_sub(1)
    };
    assert_eq!(count("who=max%20acme").await, 1);
    assert_eq!(count("who=MARRIED").await, 1);
    assert_eq!(count("who=max@").await, 2);
    assert_eq!(count("who=acme.example").await, 3);
    assert_eq!(count("who=acme.example&action=refused").await, 0);
    assert_eq!(count("who=nobody").await, 0);
    // However many others have such an address.
    let ghosts = "
        with ghosts as (
            insert into people (id, email, name, password_hash, made_at)
            select lpad(to_hex(n), 32, '0')::uuid, 'ghost' || n || '@acme.example', 'Ghost', '', now() from generate_series(1, 1200) n
            returning id, email
        )
        insert into audit_people (reseller_id, person_id, who)
        select r.id, g.id, 'Ghost <' || g.email || '>' from ghosts g, resellers r where r.name = 'Acme Telecom'";
    owner.execute(ghosts).await.unwrap();
    assert_eq!(count("who=acme.example").await, 3);
    assert_eq!(count("from=2000-01-01&who=max@").await, 2);
    assert_eq!(count("from=2000-01-01").await, 3);
    assert_eq!(count("to=2000-01-01").await, 0);
    assert_eq!(count("from=2999-01-01").await, 0);
}

/// ASVS 16.3.2.
#[tokio::test]
async fn refusals_are_noted_but_do_not_fill_the_audit() {
    let (_database, options) = test_database().await;
    let mut rita = Visitor::signed_in(options, "rita@acme.example").await;
    for _ in 0..25 {
        assert_eq!(rita.get("/users/new").await.status(), StatusCode::FORBIDDEN);
    }
    assert_eq!(rita.post("/api/drafts/discard", &[("draft", "x")]).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(rita.stage.count("audit where action = 'refused'").await, 20, "ASVS 16.3.2");
    let mut ada = rita.another();
    ada.sign_in("ada@acme.example", backend::demo::PASSWORD).await;
    let page = ada.get("/audit?action=refused").await.text().await.unwrap();
    assert!(
        page.contains("Was refused") && page.contains("GET /users/new") && page.contains("Rita Acme &lt;rita@acme.example&gt;")
    );
}

#[tokio::test]
async fn a_long_file_is_whole_and_its_cells_are_no_formulas() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let mut owner = ada.stage.owner.connect().await.unwrap();
    owner.execute("update people set name = '=1+1' where email = 'ada@acme.example'").await.unwrap();
    owner
        .execute(
            "insert into audit (reseller_id, id, person_id, action, address, detail, at)
            select m.reseller_id, gen_random_uuid(), m.person_id, 'user.added', '192.0.2.1', '{}', now()
            from memberships m join people p on p.id = m.person_id, generate_series(1, 1200)
            where p.email = 'ada@acme.example'",
        )
        .await
        .unwrap();
    let text = ada.get("/audit.csv?action=user.added").await.text().await.unwrap();
    assert_eq!(text.matches("Added a user").count(), 1_200);
    assert_eq!(text.matches(",'=1+1 <ada@acme.example>,").count(), 1_200);
}

#[tokio::test]
async fn only_administrators_export() {
    let (_database, options) = test_database().await;
    let mut visitor = Visitor::new(options).await;
    assert_eq!(location(&visitor.get("/audit.csv").await), "/sign-in?next=/audit.csv");
    for (who, status) in [("rita@acme.example", 403), ("olga@portico.example", 303), ("bo@borealis.example", 200)] {
        visitor.cookies.clear();
        visitor.sign_in(who, backend::demo::PASSWORD).await;
        let response = visitor.get("/audit.csv").await;
        assert_eq!(response.status().as_u16(), status, "{who}");
        assert!(!response.text().await.unwrap().contains("ada@acme.example"), "{who}");
    }
}

#[tokio::test]
async fn every_entry_says_from_which_address() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options.clone(), "ada@acme.example").await;
    ada.post("/settings", &[("do", "terms"), ("terms", "Be kind.")]).await;
    let mut rita = ada.another();
    rita.sign_in("rita@acme.example", backend::demo::PASSWORD).await;
    rita.get("/settings").await;
    rita.get("/invites/events").await;
    let mut owner = options.connect().await.unwrap();
    let rows = owner.fetch_all("select action || ' ' || address from audit order by number").await.unwrap();
    let entries: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    let expected = ["signed_in 127.0.0.1", "terms.published 127.0.0.1", "signed_in 127.0.0.1", "refused 127.0.0.1"];
    assert_eq!(entries, expected);
}

#[tokio::test]
async fn a_command_verifies_the_chains() {
    let (_database, options) = test_database().await;
    let ada = Visitor::signed_in(options.clone(), "ada@acme.example").await;
    let verify = || {
        std::process::Command::new(env!("CARGO_BIN_EXE_portico"))
            .args(["--listen", "127.0.0.1:0", "--database-url", options.to_url_lossy().as_str(), "verify-audit"])
            .output()
            .unwrap()
    };
    let said = verify();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    assert_eq!(String::from_utf8_lossy(&said.stdout), "Acme Telecom: 1 entries, whole\n");
    let mut owner = ada.stage.owner.connect().await.unwrap();
    owner.execute("update audit set address = '203.0.113.9'").await.unwrap();
    let said = verify();
    assert!(!said.status.success());
    assert_eq!(String::from_utf8_lossy(&said.stdout), "Acme Telecom: broken at entry 1\n");
    assert!(String::from_utf8_lossy(&said.stderr).contains("an audit was changed"));
}

/// Whoever owns the database can rewrite a chain so that it verifies. What was anchored before shows it.
#[tokio::test]
async fn a_chain_that_was_written_again_is_found_out_by_its_anchor() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options.clone(), "ada@acme.example").await;
    ada.post("/settings", &[("do", "terms"), ("terms", "Be kind.")]).await;
    let key = backend::Key::new([7; 32]);
    let anchors = ada.stage.backend.audit_anchors().await.unwrap().join("\n");
    assert!(backend::audit::check_anchors(&options, &key, &anchors).await.unwrap().is_empty(), "{anchors}");
    // An entry more changes nothing of it.
    ada.post("/settings", &[("do", "terms"), ("terms", "Be very kind.")]).await;
    assert!(backend::audit::check_anchors(&options, &key, &anchors).await.unwrap().is_empty());
    let mut owner = ada.stage.owner.connect().await.unwrap();
    owner
        .execute(
            "update audit set address = '203.0.113.9' where number = 1;
            do $$
            declare
                entry audit;
                before bytea := '';
            begin
                for entry in select * from audit order by number loop
                    entry.hash := audit_hash(before, entry);
                    update audit set hash = entry.hash where id = entry.id;
                    before := entry.hash;
                end loop;
                update audit_heads set hash = before;
            end
            $$",
        )
        .await
        .unwrap();
    let (_, whole) = backend::audit::verify(&options).await.unwrap();
    assert!(whole, "by itself the chain tells nothing");
    let wrong = backend::audit::check_anchors(&options, &key, &anchors).await.unwrap();
    assert!(wrong.len() == 1 && wrong[0].contains("another one"), "{wrong:?}");
    // A whole chain that vanished, an anchor that somebody made up.
    owner.execute("delete from audit; delete from audit_heads").await.unwrap();
    let wrong = backend::audit::check_anchors(&options, &key, &anchors).await.unwrap();
    assert!(wrong[0].contains("is gone"), "{wrong:?}");
    let wrong = backend::audit::check_anchors(&options, &backend::Key::new([8; 32]), &anchors).await.unwrap();
    assert!(wrong[0].contains("not an anchor"), "{wrong:?}");
}
