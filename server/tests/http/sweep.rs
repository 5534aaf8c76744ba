//! The sweep: every page and every server function, called as everybody there is. What each answers is an expected file; a new address, or a
//! role that may suddenly do more, changes it. And ids of another tenant, ten thousand times at random, which must lead nowhere.

use std::{collections::BTreeMap, fmt::Write};

use backend::{demo, testing::test_database};
use reqwest::StatusCode;
use sqlx::{ConnectOptions, Executor, Row, postgres::PgConnectOptions};

use crate::visitor::Visitor;

/// Everybody: what they are called in the table, and how they sign in.
const WHO: [(&str, Option<&str>); 12] = [
    ("nobody", None),
    ("operator", Some("olga@portico.example")),
    ("administrator", Some("ada@acme.example")),
    ("manager", Some("max@acme.example")),
    ("support", Some("sam@acme.example")),
    ("read_only", Some("rita@acme.example")),
    ("account_administrator", Some("cora@kestrel.example")),
    ("technical", Some("technical@kestrel.example")),
    ("billing", Some("billing@kestrel.example")),
    ("standard_user", Some("standard_user@kestrel.example")),
    ("of another tenant", Some("bo@borealis.example")),
    ("of a suspended one", Some("sue@suspended.example")),
];

/// The people that the demonstration lacks: a customer's other roles, and a reseller that is suspended.
const MORE: &str = "
    insert into people (id, email, name, password_hash, made_at)
        select gen_random_uuid(), r || '@kestrel.example', r, (select password_hash from people where email = 'ada@acme.example'), now()
        from unnest(array['technical', 'billing', 'standard_user']) r;
    insert into memberships (reseller_id, customer_id, person_id, role, made_at)
        select m.reseller_id, m.customer_id, p.id, p.name, now() from people p, memberships m
        where p.name in ('technical', 'billing', 'standard_user') and m.role = 'account_administrator';
    insert into resellers (id, name, currency, made_at) values ('019a0000-0000-7000-8000-0000000000ff', 'Suspended', 'EUR', now());
    insert into people (id, email, name, password_hash, made_at)
        select gen_random_uuid(), 'sue@suspended.example', 'Sue', password_hash, now() from people where email = 'ada@acme.example';
    insert into memberships (reseller_id, person_id, role, made_at)
        select '019a0000-0000-7000-8000-0000000000ff', id, 'administrator', now() from people where email = 'sue@suspended.example';
    update people set totp_on = now() where email = 'olga@portico.example'";

/// What the customer paid.
const PAYMENT: &str = "
    insert into payments (reseller_id, id, customer_id, purpose, state, amount_minor, currency, charge_reference, made_by, made_at)
        select m.reseller_id, gen_random_uuid(), m.customer_id, 'monthly', 'paid', 4900, 'USD', 'pi_1', m.person_id, now()
        from memberships m where m.role = 'account_administrator' limit 1
        returning id::text";

/// What a reseller announces.
const NOTICE: &str = "
    insert into notices (reseller_id, id, subject, body, made_by, made_at)
        select m.reseller_id, gen_random_uuid(), 'Work', 'We work.', m.person_id, now()
        from memberships m where m.role = 'account_administrator' limit 1
        returning id::text";

/// What stands in the addresses: things of Acme Telecom and its customer.
pub async fn ids(visitor: &Visitor, options: &PgConnectOptions) -> BTreeMap<&'static str, String> {
    let mut owner = options.connect().await.unwrap();
    let mut one = async |sql: &'static str| owner.fetch_one(sql).await.unwrap().get::<String, _>(0);
    let cora = visitor.stage.actor("cora@kestrel.example").await;
    let place = cora.place.unwrap();
    [
        ("{id}", place.customer.unwrap().to_string()),
        ("{reseller}", place.reseller.to_string()),
        ("{person}", cora.person.to_string()),
        ("{draft}", one("select id::text from drafts limit 1").await),
        (
            "{plan}",
            one(
                "select p.id::text from plans p join resellers r on r.id = p.reseller_id where r.name = 'Acme Telecom' limit 1",
            )
            .await,
        ),
        ("{payment}", one(PAYMENT).await),
        ("{notice}", one(NOTICE).await),
        ("{invitation}", one("select id::text from invitations limit 1").await),
        ("{step}", "contact".to_owned()),
        ("{section}", "contact".to_owned()),
        ("{account}", one("select id::text from billing_accounts limit 1").await),
    ]
    .into_iter()
    .collect()
}

/// Somebody of Acme began a draft and invited a user.
async fn set(options: &PgConnectOptions) -> (Visitor, BTreeMap<&'static str, String>) {
    let mut ada = Visitor::signed_in(options.clone(), "ada@acme.example").await;
    ada.step("019a0000-0000-7000-8000-000000000001", "0", "administrator", &[("administrator", "reseller")]).await;
    ada.post(
        "/users/invite",
        &[("answers[user_emails]", "uma@acme.example"), ("answers[role]", "support"), ("answers[mail_language]", "en")],
    )
    .await;
    let ids = ids(&ada, options).await;
    (ada, ids)
}

pub fn filled(path: &str, ids: &BTreeMap<&str, String>) -> String {
    // Names that belong to no tenant.
    let public = [
        ("{token}", "x"),
        ("{sample}", "receipt"),
        ("{country}", "US"),
        ("{edition}", "0"),
        ("{tag}", "de"),
        ("{number}", "0"),
    ];
    let path = public.into_iter().fold(path.to_owned(), |path, (name, value)| path.replace(name, value));
    ids.iter().fold(path, |path, (name, id)| path.replace(name, id))
}

/// ASVS 8.2.1, 8.2.2, 8.3.1.
#[tokio::test]
async fn every_address_answers_everybody_as_expected() {
    let (_database, options) = test_database().await;
    let (ada, ids) = set(&options).await;
    let mut owner = options.connect().await.unwrap();
    owner.execute(MORE).await.unwrap();
    let mut people: Vec<Visitor> = Vec::new();
    for (_, email) in WHO {
        let mut visitor = ada.another();
        if let Some(email) = email {
            visitor.sign_in(email, demo::PASSWORD).await;
        }
        people.push(visitor);
    }
    // Signing in asks for the operator's code; the session is made whole by hand.
    owner.execute("update people set totp_on = null where email = 'olga@portico.example'").await.unwrap();
    people[1].sign_in("olga@portico.example", demo::PASSWORD).await;
    owner.execute("update people set totp_on = now() where email = 'olga@portico.example'").await.unwrap();
    // It was signed in before, else nobody of it would be.
    let mut sue = ada.another();
    sue.sign_in("sue@suspended.example", demo::PASSWORD).await;
    owner.execute("update resellers set suspended_at = now() where name = 'Suspended'").await.unwrap();
    *people.last_mut().unwrap() = sue;

    // Whatever is mounted, pages or not.
    let mut pages = ada.addresses.to_vec();
    pages.sort();
    let mut table = String::new();
    for page in &pages {
        let path = filled(page, &ids);
        let mut row = Vec::new();
        for visitor in &mut people {
            row.push(visitor.get(&path).await.status().as_u16().to_string());
        }
        // Nobody outside sees more than nobody at all, or than in their own house: never another's thing.
        if ["{id}", "{reseller}", "{person}", "{draft}", "{plan}", "{notice}", "{payment}"].iter().any(|id| page.contains(id)) {
            assert!(["404", "403", "405"].contains(&row[10].as_str()), "{page} shows itself to another tenant: {row:?}");
        }
        assert!(row[11] == row[0], "{page} knows somebody of a suspended reseller: {row:?}");
        writeln!(table, "GET {page}: {}", row.join(" ")).unwrap();
    }
    let mut functions: Vec<&str> = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path).collect();
    functions.sort_unstable();
    for path in functions {
        // Those that end the session, or need another table's row each time, are in tests of their own.
        if ["/api/sign-out", "/api/sign-in"].contains(&path) {
            continue;
        }
        let fields: Vec<(&str, &str)> = vec![
            ("draft", &ids["{draft}"]),
            ("customer", &ids["{id}"]),
            ("invitation", "019a0000-0000-7000-8000-00000000dead"),
            ("reseller", &ids["{reseller}"]),
            ("flow", "white_label"),
            ("version", "0"),
            ("step", "contact"),
            ("session", "x"),
        ];
        let mut row = Vec::new();
        for visitor in &mut people {
            let same = [("sec-fetch-site", "same-origin")];
            row.push(visitor.post_as(path, &fields, "application/json", &same).await.status().as_u16().to_string());
        }
        writeln!(table, "POST {path}: {}", row.join(" ")).unwrap();
    }
    // A post to every address, with nothing in it: where there is a form, a role that may not send it is refused before anything is looked
    // at; elsewhere a post does nothing.
    for page in &pages {
        let path = filled(page, &ids);
        let mut row = Vec::new();
        for visitor in &mut people {
            row.push(visitor.post(&path, &[]).await.status().as_u16().to_string());
        }
        writeln!(table, "POST {page}: {}", row.join(" ")).unwrap();
    }
    let head = WHO.map(|(name, _)| name).join(", ");
    insta::assert_snapshot!(format!("{head}\n{table}"));
}

/// A row of numbers that looks like chance, and is the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(limit).unwrap()).unwrap()
    }
}

/// What another tenant must never see.
const SECRETS: [&str; 6] = [
    "billing@acme.example",
    "Kestrel Aviation",
    "cora@kestrel.example",
    "ada@acme.example",
    "uma@acme.example",
    "Acme Telecom",
];

/// What pages do, by their buttons.
const DOES: [&str; 22] = [
    "suspend",
    "resume",
    "act",
    "pay",
    "leave",
    "delete",
    "send",
    "choose",
    "drop",
    "to",
    "top_up",
    "automatic",
    "forget",
    "gateway",
    "disconnect",
    "tax",
    "terms",
    "look",
    "remove",
    "revoke",
    "link",
    "month",
];
/// What is changed of users.
const CHANGES: [&str; 6] = ["remove", "disable", "enable", "role", "mail", "factor"];

/// All rows of a reseller, table by table, as a number that another row changes.
async fn all_of(owner: &mut sqlx::PgConnection, reseller: &str) -> BTreeMap<String, String> {
    let tables =
        "select table_name::text from information_schema.columns where table_schema = 'public' and column_name = 'reseller_id'";
    let mut found = BTreeMap::new();
    for row in owner.fetch_all(tables).await.unwrap() {
        let table: String = row.get(0);
        let rows = format!(
            "select count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)), '') from {table} t
            where reseller_id = (select id from resellers where name = '{reseller}')"
        );
        let rows = owner.fetch_one(sqlx::AssertSqlSafe(rows)).await.unwrap().get(0);
        found.insert(table, rows);
    }
    let itself = format!("select r::text from resellers r where name = '{reseller}'");
    found.insert("resellers".to_owned(), owner.fetch_one(sqlx::AssertSqlSafe(itself)).await.unwrap().get(0));
    found
}

/// ASVS 8.4.1.
#[tokio::test]
async fn ids_of_another_tenant_lead_nowhere_ten_thousand_times() {
    let (_database, options) = test_database().await;
    let (ada, ids) = set(&options).await;
    let mut bo = ada.another();
    bo.sign_in("bo@borealis.example", demo::PASSWORD).await;
    let mut owner = options.connect().await.unwrap();
    let before = all_of(&mut owner, "Acme Telecom").await;
    for table in ["customers", "payments", "notices", "invitations", "memberships", "drafts", "billing_accounts"] {
        assert!(!before[table].starts_with("0 "), "there is something to change in {table}");
    }
    let pages: Vec<String> =
        app::routes().iter().map(|route| route.path().to_owned()).filter(|path| path.contains('{')).collect();
    let functions: Vec<&str> = leptos::server_fn::axum::server_fn_paths()
        .map(|(path, _)| path)
        .filter(|path| !path.contains("sign-") && !path.contains("preferences") && !path.contains("sessions"))
        .collect();
    let values: Vec<&String> = ids.values().collect();
    let mut chance = Chance(2_026);
    // Every answer that any form asks for, and right: what is refused is refused for the sake of the ids.
    let special = [
        ("role", "support"),
        ("currency", "USD"),
        ("refund_amount", "1"),
        ("user_emails", "evil@evil.example"),
        ("user_email", "cora@kestrel.example"),
    ];
    let examples = domain::forms::questions().map(|question| (question.key, question.shape.example));
    // A key that comes twice would be refused for that alone.
    let answers: BTreeMap<String, &str> =
        examples.chain(special).map(|(key, text)| (format!("answers[{key}]"), text)).collect();
    for _ in 0..10_000 {
        // Any id in any place: a customer's where a draft's is wanted too.
        let mut pick = || values[chance.below(values.len())].clone();
        let (first, second, third, fourth) = (pick(), pick(), pick(), pick());
        let fields = [
            ("draft", first.as_str()),
            ("customer", &second),
            ("invitation", &third),
            ("reseller", &fourth),
            ("flow", "white_label"),
            ("version", "1"),
            ("step", "contact"),
            ("change", CHANGES[chance.below(CHANGES.len())]),
            ("do", DOES[chance.below(DOES.len())]),
        ];
        let fields = [fields.as_slice(), &answers.iter().map(|(key, text)| (key.as_str(), *text)).collect::<Vec<_>>()].concat();
        let at = chance.below(pages.len() * 2 + functions.len());
        let response = if at < functions.len() {
            bo.post(functions[at], &fields).await
        } else {
            let page = &pages[(at - functions.len()) % pages.len()];
            let mut path = String::new();
            for part in page.split('/').skip(1) {
                let part = if part.starts_with('{') { values[chance.below(values.len())].as_str() } else { part };
                write!(path, "/{part}").unwrap();
            }
            if at.is_multiple_of(2) { bo.get(&path).await } else { bo.post(&path, &fields).await }
        };
        let status = response.status();
        assert!(status != StatusCode::INTERNAL_SERVER_ERROR, "a fault");
        let text = response.text().await.unwrap();
        // What Bo himself sent comes back to him, and nothing else.
        for secret in SECRETS.iter().filter(|secret| **secret != "cora@kestrel.example") {
            assert!(!text.contains(secret), "{status}: {text}");
        }
    }
    let after = all_of(&mut owner, "Acme Telecom").await;
    for (table, rows) in &before {
        assert_eq!(after[table], *rows, "something of another tenant changed in {table}");
    }
}
