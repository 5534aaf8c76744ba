//! The operator's console, as a client of HTTP without the WASM meets it.

use backend::{demo, testing::test_database};
use reqwest::StatusCode;
use sqlx::{ConnectOptions, Executor, Row, postgres::PgConnectOptions};

use crate::{
    links::Post,
    me::turn_on,
    visitor::{Visitor, location},
};

/// The operator beside somebody, signed in anew; the second factor is set up where it is not.
pub async fn olga_beside(visitor: &Visitor) -> Visitor {
    let mut olga = visitor.another();
    let mut owner = olga.stage.owner.connect().await.unwrap();
    owner.execute("update people set totp_on = null where email = 'olga@portico.example'").await.unwrap();
    olga.sign_in("olga@portico.example", demo::PASSWORD).await;
    turn_on(&mut olga).await;
    olga
}

/// The operator, with the second factor that is required of them.
async fn olga(options: PgConnectOptions) -> Visitor {
    let mut olga = Visitor::signed_in(options, "olga@portico.example").await;
    turn_on(&mut olga).await;
    olga
}

const BRIGHT: [(&str, &str); 13] = [
    ("answers[name]", "Bright Voice"),
    ("answers[first_administrator]", "bea@bright.example"),
    ("answers[mail_language]", "en"),
    ("answers[currency]", "EUR"),
    ("answers[country]", "DE"),
    ("answers[time_zone]", "Europe/Berlin"),
    ("answers[realm_suffix]", "sip.bright.example"),
    ("answers[pool_inbound]", "10"),
    ("answers[pool_outbound]", "5"),
    ("answers[pool_two_way]", "0"),
    ("answers[factor_required]", "no"),
    ("answers[offers_white_label]", "yes"),
    ("answers[offers_network]", "yes"),
];

/// The path of a reseller's page.
pub async fn page_of(olga: &mut Visitor, name: &str) -> String {
    let page = olga.get("/operator").await.text().await.unwrap();
    let before = page.split(name).next().unwrap();
    before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_reseller_is_made_and_its_administrator_invited() {
    let (_database, options) = test_database().await;
    let mut olga = olga(options).await;
    let post = Post::of(&olga).await;
    assert_eq!(olga.get("/").await.headers()["location"], "/operator");
    let empty = olga.post("/operator/new", &[]).await;
    assert_eq!(empty.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = empty.text().await.unwrap();
    for said in
        ["Enter the reseller’s name", "Choose an answer: Currency", "Choose an answer: Country", "Choose an answer: Time zone"]
    {
        assert!(page.contains(said), "{said}");
    }
    let mut taken = BRIGHT;
    taken[0].1 = "acme telecom";
    let refused = olga.post("/operator/new", &taken).await;
    let page = refused.text().await.unwrap();
    assert!(page.contains("Another reseller has this name") && page.contains("bea@bright.example"), "nothing typed is lost");
    let made = olga.post("/operator/new", &BRIGHT).await;
    assert_eq!(olga.told(&made).await, "/operator: Bright Voice is created, and the invitation is on its way");

    let path = post.link(&olga, "bea@bright.example").await;
    let mut bea = olga.another();
    bea.get(&path).await;
    assert!(bea.get("/i").await.text().await.unwrap().contains("Olga Operator invites you to Bright Voice"));
    let fields = [("answers[own_name]", "Bea Bright"), ("answers[new_password]", "nine green owls fly")];
    assert_eq!(location(&bea.post("/i", &fields).await), "/");
    assert_eq!(bea.get("/customers").await.status(), StatusCode::OK);
    let audit = bea.get("/audit").await.text().await.unwrap();
    assert!(audit.contains("Created the reseller") && audit.contains("Olga Operator &lt;olga@portico.example&gt;"));
}

#[tokio::test]
async fn a_reseller_is_changed_by_the_newest_page_alone_and_keeps_its_plans() {
    let (_database, options) = test_database().await;
    let mut olga = olga(options).await;
    let path = page_of(&mut olga, "Borealis").await;
    let page = olga.get(&path).await.text().await.unwrap();
    assert!(page.contains("NOK\u{a0}19.00"), "{page}");
    let mut fields = vec![("version", "1")];
    fields.extend(BRIGHT.iter().filter(|(key, _)| *key != "answers[first_administrator]"));
    // Prices would mean something else in another currency.
    let refused = olga.post(&path, &fields).await;
    assert!(refused.text().await.unwrap().contains("sells plans in its present currency already"));
    for field in &mut fields {
        if field.0 == "answers[currency]" {
            field.1 = "NOK";
        }
    }
    assert_eq!(olga.doing(&path, &fields).await, format!("{path}: The reseller is saved"));
    let stale = olga.post(&path, &fields).await;
    assert_eq!(stale.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.text().await.unwrap().contains("changed this reseller meanwhile"));

    let new = format!("{path}/plans/new");
    let plan = |name| {
        [
            ("answers[plan_name]", name),
            ("answers[plan_monthly]", "9.5"),
            ("answers[plan_setup]", "0"),
            ("answers[plan_trunks]", "1"),
            ("answers[plan_messages]", "100"),
        ]
    };
    assert_eq!(olga.post(&new, &[]).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(olga.post(&new, &plan("STARTER")).await.status(), StatusCode::UNPROCESSABLE_ENTITY, "there is one of this name");
    assert_eq!(olga.doing(&new, &plan("Tiny")).await, format!("{path}: The plan is saved"));
    let page = olga.get(&path).await.text().await.unwrap();
    assert!(page.contains("NOK\u{a0}9.50"), "{page}");
    let tiny = page.split("/plans/").find(|part| part.contains("Tiny")).unwrap().split('"').next().unwrap().to_owned();
    let page = olga.get(&format!("{path}/plans/{tiny}")).await.text().await.unwrap();
    assert!(page.contains("value=\"9.50\""), "{page}");
    // A plan of another reseller is not there.
    let acme = page_of(&mut olga, "Acme").await;
    assert_eq!(olga.get(&format!("{acme}/plans/{tiny}")).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(olga.post(&format!("{acme}/plans/{tiny}"), &plan("Tiny")).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_suspended_resellers_people_are_out_at_once_and_back_when_it_is_resumed() {
    let (_database, options) = test_database().await;
    let mut olga = olga(options).await;
    let mut people = Vec::new();
    for who in ["ada@acme.example", "cora@kestrel.example", "bo@borealis.example"] {
        let mut visitor = olga.another();
        visitor.sign_in(who, demo::PASSWORD).await;
        people.push(visitor);
    }
    let path = page_of(&mut olga, "Acme").await;
    assert_eq!(olga.doing(&path, &[("do", "suspend")]).await, format!("{path}: The reseller is suspended"));
    let mut inside = Vec::new();
    for visitor in &mut people {
        inside.push(visitor.get("/").await.status() == StatusCode::OK);
    }
    assert_eq!(inside, [false, false, true], "ASVS 7.4.2");
    let refused = people[0].sign_in("ada@acme.example", demo::PASSWORD).await;
    assert_eq!(location(&refused), "/sign-in?problem=nowhere");
    assert!(people[0].get("/sign-in?problem=nowhere").await.text().await.unwrap().contains("no account in which you may act"));
    assert_eq!(olga.doing(&path, &[("do", "resume")]).await, format!("{path}: The reseller can act again"));
    assert_eq!(location(&people[0].sign_in("ada@acme.example", demo::PASSWORD).await), "/");
}

#[tokio::test]
async fn acting_for_a_reseller_has_a_reason_a_banner_an_end_and_both_names() {
    let (_database, options) = test_database().await;
    let mut olga = Visitor::signed_in(options.clone(), "olga@portico.example").await;
    let (phone, _) = turn_on(&mut olga).await;
    assert_eq!(olga.get("/customers").await.status(), StatusCode::FORBIDDEN, "by herself she sees no customer");
    let path = page_of(&mut olga, "Acme").await;
    let refused = olga.post(&path, &[("do", "act")]).await;
    assert!(refused.text().await.unwrap().contains("Enter the reason"));
    let before = olga.cookies["__Host-session"].clone();
    let act = [("do", "act"), ("answers[reason]", "Ticket 4711: <b>cannot invite</b>")];
    assert_eq!(location(&olga.post(&path, &act).await), "/");
    assert_ne!(olga.cookies["__Host-session"], before, "ASVS 7.2.4");
    let page = olga.get("/customers").await.text().await.unwrap();
    assert!(page.contains("You act for Acme Telecom: Ticket 4711: &lt;b&gt;cannot invite&lt;/b&gt;."), "{page}");
    assert!(page.contains("Kestrel Aviation"));
    assert_eq!(olga.get("/operator").await.status(), StatusCode::FORBIDDEN, "one at a time");
    olga.post(
        "/users/invite",
        &[("answers[user_emails]", "uma@acme.example"), ("answers[role]", "support"), ("answers[mail_language]", "en")],
    )
    .await;

    let kestrel = olga.stage.actor("cora@kestrel.example").await.place.unwrap().customer.unwrap();
    assert!(olga.get(&format!("/customers/{kestrel}")).await.text().await.unwrap().contains("Act as this customer"));
    assert_eq!(location(&olga.post("/api/operator/act", &[("customer", &kestrel.to_string())]).await), "/");
    assert!(olga.get("/").await.text().await.unwrap().contains("You act for Kestrel Aviation"));
    assert_eq!(location(&olga.post("/api/operator/stop", &[]).await), "/operator");
    assert_eq!(olga.get("/operator").await.status(), StatusCode::OK);

    let mut owner = options.connect().await.unwrap();
    let rows = owner
        .fetch_all(
            "select who || ' | ' || action || ' | ' || (detail ->> 'reason' is not null) from audit a
            join resellers r on r.id = a.reseller_id where action <> 'refused' order by number",
        )
        .await
        .unwrap();
    let said: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    assert_eq!(
        said,
        [
            "Olga Operator <olga@portico.example> | operator.acting | true",
            "Olga Operator <olga@portico.example> acting for Acme Telecom | user.invited | false",
            "Olga Operator <olga@portico.example> | operator.acting | true",
            "Olga Operator <olga@portico.example> acting for Kestrel Aviation | operator.stopped | false",
        ]
    );
    // Whoever signs in next in this browser acts for nobody: what the one before began is not theirs.
    olga.post(&path, &act).await;
    let mut next = olga.another();
    next.cookies = olga.cookies.clone();
    next.sign_in("bo@borealis.example", demo::PASSWORD).await;
    assert!(!next.get("/customers").await.text().await.unwrap().contains("You act for"));
    olga.stage.wait(30);
    olga.sign_in("olga@portico.example", demo::PASSWORD).await;
    let code = phone.code(&olga);
    olga.post("/sign-in/code", &[("answers[code]", &code)]).await;
    // It ends by itself.
    olga.post(&path, &act).await;
    assert_eq!(olga.get("/customers").await.status(), StatusCode::OK);
    for _ in 0..2 {
        olga.stage.wait(31 * 60);
        olga.get("/me").await;
    }
    assert_eq!(olga.get("/customers").await.status(), StatusCode::FORBIDDEN);
    assert_eq!(olga.get("/operator").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn nobody_else_operates_or_acts_for_others() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let acme = ada.stage.actor("ada@acme.example").await.place.unwrap().reseller;
    let path = format!("/operator/resellers/{acme}");
    for (path, fields) in [
        (path.as_str(), vec![("do", "act"), ("answers[reason]", "curiosity")]),
        (path.as_str(), vec![("do", "suspend")]),
        ("/operator/new", BRIGHT.to_vec()),
    ] {
        assert_eq!(ada.post(path, &fields).await.status(), StatusCode::FORBIDDEN, "{path} {fields:?}");
    }
    let kestrel = ada.stage.actor("cora@kestrel.example").await.place.unwrap().customer.unwrap().to_string();
    assert_eq!(ada.post("/api/operator/act", &[("customer", &kestrel)]).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(ada.stage.count("resellers").await, 2);
}

#[tokio::test]
async fn the_first_operator_comes_by_a_token_and_there_is_no_second_first() {
    let (_database, options) = test_database().await;
    let mut visitor = Visitor::new(options.clone()).await;
    let backend = visitor.stage.backend.clone();
    assert_eq!(backend::operators::invite_first(&backend).await.unwrap(), None, "there is an operator");
    let mut owner = options.connect().await.unwrap();
    owner.execute("update people set is_operator = false").await.unwrap();
    let old = backend::operators::invite_first(&backend).await.unwrap().unwrap();
    let token = backend::operators::invite_first(&backend).await.unwrap().unwrap();
    let fields = [
        ("answers[own_name]", "Otto Operator"),
        ("answers[email]", "otto@portico.example"),
        ("answers[new_password]", "nine green owls fly"),
    ];
    for wrong in [old.as_str(), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "x"] {
        visitor.get(&format!("/operator/first/{wrong}")).await;
        assert_eq!(visitor.post("/operator/first", &fields).await.status(), StatusCode::GONE, "{wrong}");
    }
    assert_eq!(location(&visitor.get(&format!("/operator/first/{token}")).await), "/operator/first");
    assert_eq!(visitor.post("/operator/first", &[]).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let mut in_use = fields;
    in_use[1].1 = "ada@acme.example";
    let refused = visitor.post("/operator/first", &in_use).await;
    assert!(refused.text().await.unwrap().contains("Otto Operator"), "an address that somebody has");
    let mut other = visitor.another();
    other.get(&format!("/operator/first/{token}")).await;
    assert_eq!(location(&visitor.post("/operator/first", &fields).await), "/operator");
    assert_eq!(location(&visitor.get("/operator").await), "/me/second-factor", "and sets up a second factor first");
    assert_eq!(other.post("/operator/first", &fields).await.status(), StatusCode::GONE);
}
