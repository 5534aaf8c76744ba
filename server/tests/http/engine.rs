//! The engine knows no flow: one that only tests have (`domain::flows::proof`) goes through everything that every flow goes through. Its
//! customer's name has a key of its own, its rows hold a list that only the server has and a secret, and one of its secrets is encrypted.

use backend::{demo, testing::test_database};
use reqwest::StatusCode;
use sqlx::{ConnectOptions, Executor, Row, postgres::PgConnectOptions};

use crate::{
    network::preset,
    payments::{DRAFT, page},
    visitor::{Visitor, between, location},
};

const KEY: &str = "live_0123456789abcdef";
const PASSWORD: &str = "nine green owls fly";

/// A crew of two, the second in a country that is none, and a row that was added and left as it was.
const CREW: [(&str, &str); 10] = [
    ("crew", "a,b,c"),
    ("crew.a.crew_name", "Uma Ustinov"),
    ("crew.a.crew_email", "uma@lark.example"),
    ("crew.a.crew_country", "NO"),
    ("crew.a.crew_signs_in", "yes"),
    ("crew.a.crew_password", PASSWORD),
    ("crew.b.crew_name", "Bo Berg"),
    ("crew.b.crew_email", "bo@lark.example"),
    ("crew.b.crew_signs_in", "no"),
    ("crew.c.crew_signs_in", "no"),
];

struct Engine {
    ada: Visitor,
    options: PgConnectOptions,
    account: String,
}

impl Engine {
    async fn start(options: PgConnectOptions) -> Self {
        let mut ada = Visitor::signed_in(options.clone(), "ada@acme.example").await;
        let account = preset(&page(&mut ada, "/customers/add").await, "billing_account");
        let engine = Self { ada, options, account };
        engine.meddle("update resellers set flows = flows || '{proof}' where name = 'Acme Telecom'").await;
        engine
    }

    async fn meddle(&self, sql: &'static str) {
        self.options.connect().await.unwrap().execute(sql).await.unwrap();
    }

    async fn one(&self, sql: &'static str) -> String {
        self.options.connect().await.unwrap().fetch_one(sql).await.unwrap().get(0)
    }

    async fn site(&mut self, version: &str, name: &str, key: &str) -> String {
        let answers = [("site_title", name), ("site_account", &self.account.clone()), ("site_key", key)];
        location(&self.ada.step_of("proof", DRAFT, version, "site", &answers).await)
    }

    /// The crew, with the second one's country.
    async fn crew(&mut self, version: &str, country: &str) -> String {
        let answers = [CREW.as_slice(), &[("crew.b.crew_country", country)]].concat();
        location(&self.ada.step_of("proof", DRAFT, version, "people", &answers).await)
    }

    /// Neither secret lies anywhere in the open.
    async fn keeps_secrets(&self) {
        for table in ["drafts", "draft_conflicts", "customer_sections", "audit", "jobs", "parked_answers", "mails"] {
            for secret in [KEY, PASSWORD] {
                let found = self.ada.stage.count(&format!("{table} t where t::text like '%{secret}%'")).await;
                assert_eq!(found, 0, "{secret} is in {table}");
            }
        }
    }
}

#[tokio::test]
async fn a_flow_that_no_generic_file_knows_goes_all_the_way() {
    let (_database, options) = test_database().await;
    let mut engine = Engine::start(options).await;
    let (site, people) = (format!("/customers/new/{DRAFT}/site"), format!("/customers/new/{DRAFT}/people"));

    // A name that is taken, though its question has another key, and a secret that breaks its rule.
    assert_eq!(engine.site("0", "Kestrel Aviation", "short").await, site);
    let shown = page(&mut engine.ada, &site).await;
    assert!(shown.contains("is in use by another customer of yours") && shown.contains("Kestrel Aviation"), "{shown}");
    assert_eq!(engine.one("select count(*)::text from drafts where answers::text like '%short\"%'").await, "0");
    assert_eq!(engine.site("1", "Lark Ltd", KEY).await, people);
    engine.keeps_secrets().await;

    // Rows: added without the WASM, with a list that only the server has, and with a secret.
    let added = [("flow", "proof"), ("draft", DRAFT), ("version", "2"), ("step", "people"), ("then", "add:crew")];
    let added = engine.ada.post("/api/drafts/save-step", &added).await;
    assert_eq!(location(&added), format!("{people}#crew"));
    let shown = page(&mut engine.ada, &people).await;
    assert!(shown.contains("Norway") && shown.contains("type=\"password\""), "{shown}");
    assert!(shown.contains("value=\"US\" selected"), "a new row is preset like a page: {shown}");
    assert_eq!(engine.crew("3", "ZZ").await, people);
    let shown = page(&mut engine.ada, &people).await;
    assert!(shown.contains("crew.b.crew_country-error") && !shown.contains("crew.a.crew_country-error"), "{shown}");
    assert!(!shown.contains(PASSWORD), "a secret comes back in no page");
    assert_eq!(shown.matches("Set. Leave this empty to keep it.").count(), 1, "the row that has one says so: {shown}");
    engine.keeps_secrets().await;

    // Autosave keeps what stands there, and the secrets that it does not send.
    let mut fields = vec![
        ("flow", "proof"),
        ("draft", DRAFT),
        ("version", "4"),
        ("step", "people"),
        ("tab", "t.1"),
        ("answers[crew]", "a,b"),
    ];
    fields.extend([("answers[crew.a.crew_name]", "Uma"), ("answers[crew.a.crew_signs_in]", "yes")]);
    let saved = engine.ada.post_as("/api/drafts/autosave", &fields, "*/*", &[("sec-fetch-site", "same-origin")]).await;
    assert_eq!(saved.status(), StatusCode::OK);
    let kept = "select (answers ->> 'crew.a.crew_name') || ' ' || left(answers ->> 'crew.a.crew_password', 8) from drafts";
    assert_eq!(engine.one(kept).await, "Uma \u{1}$argon2");

    // A session that ends on either page loses nothing but secrets.
    for (step, key) in [("people", "crew.a.crew_name"), ("site", "site_title")] {
        engine.ada.stage.wait(3_700);
        let typed = [("crew", "a,b"), (key, "Typed while away"), ("site_key", KEY), ("crew.a.crew_password", PASSWORD)];
        let sent = engine.ada.step_of("proof", DRAFT, "99", step, &typed).await;
        assert!(location(&sent).starts_with("/sign-in?signed-out=1"), "{step}: {}", location(&sent));
        engine.keeps_secrets().await;
        let back = engine.ada.sign_in("ada@acme.example", demo::PASSWORD).await;
        assert_eq!(location(&back), format!("/customers/new/{DRAFT}/{step}"));
        assert!(page(&mut engine.ada, &location(&back)).await.contains("Typed while away"), "{step}");
    }

    // Resumed from the list, under the name that the flow says.
    let drafts = page(&mut engine.ada, "/drafts").await;
    assert!(drafts.contains("Typed while away") && drafts.contains(DRAFT), "{drafts}");

    // Two tabs: the second one is asked.
    engine.site("99", "Lark Ltd", KEY).await;
    let account = engine.account.clone();
    let tab = |name: &'static str, version: &'static str, tab: &'static str| {
        vec![
            ("flow", "proof".to_owned()),
            ("draft", DRAFT.to_owned()),
            ("version", version.to_owned()),
            ("step", "site".to_owned()),
            ("tab", tab.to_owned()),
            ("answers[site_title]", name.to_owned()),
            ("answers[site_account]", account.clone()),
        ]
    };
    for (name, version, of, leads) in
        [("Lark Limited", "99", "one.1", people.clone()), ("Lark Incorporated", "1", "two.1", format!("{site}/conflict"))]
    {
        let fields = tab(name, version, of);
        let fields: Vec<_> = fields.iter().map(|(key, value)| (*key, value.as_str())).collect();
        assert_eq!(location(&engine.ada.post("/api/drafts/save-step", &fields).await), leads, "{name}");
    }
    let both = page(&mut engine.ada, &format!("{site}/conflict")).await;
    assert!(both.contains("Lark Limited") && both.contains("Lark Incorporated"), "{both}");
    let version = between(&both, "name=\"version\" value=\"", "\"").to_owned();
    let choice = [("draft", DRAFT), ("version", &*version), ("step", "site"), ("answers[site_title]", "mine")];
    let settled = engine.ada.post("/api/drafts/settle", &choice).await;
    assert_eq!(location(&settled), people);
    let account = engine.one("select count(*)::text from drafts where answers ->> 'site_title' = 'Lark Incorporated'").await;
    assert_eq!(account, "1");

    // Thirty-two submit at once: one customer.
    assert_eq!(engine.crew("99", "SE").await, format!("/customers/new/{DRAFT}/check"));
    let check = page(&mut engine.ada, &format!("/customers/new/{DRAFT}/check")).await;
    assert!(check.contains("Sweden") && check.contains("Uma Ustinov") && !check.contains(PASSWORD), "{check}");
    let confirmed = engine.ada.confirmed(DRAFT).await;
    let mut submits = tokio::task::JoinSet::new();
    for _ in 0..32 {
        let (mut browser, confirmed) = (engine.ada.another(), confirmed.clone());
        browser.cookies = engine.ada.cookies.clone();
        submits.spawn(async move {
            location(&browser.post("/api/drafts/submit", &[("draft", DRAFT), ("confirmed", &confirmed)]).await)
        });
    }
    let led = submits.join_all().await;
    assert!(led.iter().all(|to| *to == format!("/customers/new/{DRAFT}/done")), "{led:?}");
    assert_eq!(engine.one("select count(*)::text from customers where name = 'Lark Incorporated'").await, "1");
    assert!(page(&mut engine.ada, &format!("/customers/new/{DRAFT}/done")).await.contains("Lark Incorporated"));
    assert!(page(&mut engine.ada, "/customers").await.contains("Lark Incorporated"));

    // What is kept, and what was made of it.
    engine.keeps_secrets().await;
    assert_eq!(
        engine.one("select registration_number from customers where name = 'Lark Incorporated'").await,
        "key of 21, crew of 2"
    );
    let kept = "select count(*)::text from customer_sections where answers::text like '%argon2%'";
    assert_eq!(engine.one(kept).await, "0", "a first password is used, and not kept");

    // The staff change it by the same declarations: rows, and an encrypted secret that is not shown.
    let id = engine.one("select id::text from customers where name = 'Lark Incorporated'").await;
    let customer = format!("/customers/{id}");
    let shown = page(&mut engine.ada, &customer).await;
    for text in ["Uma Ustinov", "bo@lark.example", "Sweden", "/edit/people", "/edit/site"] {
        assert!(shown.contains(text), "{text}: {shown}");
    }
    let edit = format!("{customer}/edit/people");
    let mut fields = vec![("version", "1"), ("answers[crew]", "a,b"), ("answers[crew.a.crew_name]", "Uma Ustinov")];
    fields.extend([("answers[crew.a.crew_email]", "uma@lark.example"), ("answers[crew.a.crew_country]", "NO")]);
    fields.extend([("answers[crew.a.crew_signs_in]", "yes"), ("answers[crew.b.crew_name]", "Bo Berg")]);
    fields.extend([("answers[crew.b.crew_email]", "bo@lark.example"), ("answers[crew.b.crew_country]", "SE")]);
    fields.push(("answers[crew.b.crew_signs_in]", "no"));
    let more = [fields.as_slice(), &[("then", "add:crew")]].concat();
    let more = engine.ada.post(&edit, &more).await.text().await.unwrap();
    assert_eq!(more.matches("<legend>Technical contact ").count(), 3, "one more row: {more}");
    assert!(!more.contains("crew_password"), "what is not kept is not asked again: {more}");
    assert_eq!(more.matches("value=\"US\" selected").count(), 1, "the new row is preset: {more}");
    let mut wrong = fields.clone();
    wrong[8].1 = "ZZ";
    let refused = engine.ada.post(&edit, &wrong).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(engine.ada.doing(&edit, &fields).await, format!("{customer}: The changes are saved"));
    let less = [("version", "1"), ("answers[crew]", "b")].into_iter().chain(fields[6..].iter().copied()).collect::<Vec<_>>();
    assert_eq!(engine.ada.doing(&edit, &less).await, format!("{customer}: The changes are saved"));
    assert_eq!(
        engine.one("select registration_number from customers where name = 'Lark Incorporated'").await,
        "key of 21, crew of 1"
    );
    let mut secret = [("version", "1"), ("answers[site_title]", ""), ("answers[site_key]", "live_0123456789abcdefghi")];
    let again = engine.ada.post(&format!("{customer}/edit/site"), &secret).await.text().await.unwrap();
    assert!(again.contains("Enter this again: Secret key") && !again.contains(secret[2].1), "{again}");
    let malformed = [secret[0], ("answers[site_title]", "Lark Incorporated"), ("answers[site_key]", "short")];
    let malformed = engine.ada.post(&format!("{customer}/edit/site"), &malformed).await.text().await.unwrap();
    assert!(malformed.contains("site_key-error") && !malformed.contains("Enter this again"), "{malformed}");
    secret[1].1 = "Lark Incorporated";
    assert_eq!(engine.ada.doing(&format!("{customer}/edit/site"), &secret).await, format!("{customer}: The changes are saved"));
    assert_eq!(
        engine.one("select registration_number from customers where name = 'Lark Incorporated'").await,
        "key of 24, crew of 1"
    );
    engine.keeps_secrets().await;

    // The other side: the customer's people change what the declarations leave to them, and nothing else.
    engine
        .meddle(
            "update memberships set customer_id = (select id from customers where name = 'Lark Incorporated')
            where person_id = (select id from people where email = 'cora@kestrel.example')",
        )
        .await;
    let mut cora = engine.ada.another();
    cora.sign_in("cora@kestrel.example", demo::PASSWORD).await;
    let own = page(&mut cora, "/").await;
    assert!(own.contains("/account/people") && own.contains("Bo Berg") && !own.contains("/account/site"), "{own}");
    assert_eq!(cora.get("/account/site").await.status(), StatusCode::NOT_FOUND);
    let fields: Vec<_> =
        less.iter().map(|(key, text)| (*key, if *text == "Bo Berg" { "Bo Bergström" } else { *text })).collect();
    let stale = cora.post("/account/people", &fields).await.text().await.unwrap();
    assert!(stale.contains("Bo Bergström") && stale.contains("name=\"version\" value=\"2\""), "{stale}");
    let fields: Vec<_> = fields.iter().map(|(key, text)| (*key, if *key == "version" { "2" } else { *text })).collect();
    assert_eq!(cora.doing("/account/people", &fields).await, "/: The changes are saved");
    assert!(page(&mut engine.ada, &customer).await.contains("Bo Bergström"));

    // Everything is in the audit, and no secret.
    let audit = page(&mut engine.ada, "/audit").await;
    for text in ["Lark Incorporated", "Uma Ustinov", "••••••"] {
        assert!(audit.contains(text), "{text}: {audit}");
    }
}
