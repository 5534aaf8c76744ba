//! The real router over a real Postgres, as a client of HTTP meets it.
#![recursion_limit = "512"]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod audit;
mod backups;
mod charges;
mod door;
mod engine;
mod faults;
mod kills;
mod languages;
mod life;
mod links;
mod me;
mod money;
mod network;
mod notices;
mod offers;
mod operator;
mod payments;
mod people;
mod proofs;
mod records;
mod sweep;
mod visitor;
mod wire;

use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
    path::PathBuf,
};

use backend::{demo, testing::test_database};
use reqwest::{StatusCode, header};
use sqlx::{ConnectOptions, Executor, Row};
use visitor::{Visitor, location};

const DRAFT: &str = "019a0000-0000-7000-8000-000000000001";

#[tokio::test]
async fn the_whole_flow_works_by_plain_posts() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    assert_eq!(
        ada.step(DRAFT, "0", "administrator", &[("administrator", "reseller")]).await,
        format!("/customers/new/{DRAFT}/contact")
    );
    let contact = [
        ("company_name", "Hopper"),
        ("given_name", "Grace"),
        ("family_name", "Hopper"),
        ("email", "g@example.com"),
        ("phone", "+14155550199"),
    ];
    assert_eq!(ada.step(DRAFT, "1", "contact", &contact).await, format!("/customers/new/{DRAFT}/addresses"));
    let addresses = [
        ("billing_country", "NO"),
        ("billing_line1", "1 Kirkegata"),
        ("billing_postal_code", "0153"),
        ("billing_city", "Oslo"),
        ("service_same", "yes"),
    ];
    assert_eq!(ada.step(DRAFT, "2", "addresses", &addresses).await, format!("/customers/new/{DRAFT}/plan"));
    let page = ada.get(&format!("/customers/new/{DRAFT}/plan")).await.text().await.unwrap();
    let plan = page.split("answers[plan]\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(ada.step(DRAFT, "3", "plan", &[("plan", &plan)]).await, format!("/customers/new/{DRAFT}/check"));
    for _ in 0..2 {
        let response = ada.submit(DRAFT).await;
        assert_eq!(location(&response), format!("/customers/new/{DRAFT}/done"));
    }
    assert!(ada.get("/customers").await.text().await.unwrap().contains("Hopper"));
    assert_eq!(ada.stage.count("customers").await, 2);
}

#[tokio::test]
async fn unknown_address_and_wrong_password_differ_in_nothing() {
    let (_database, options) = test_database().await;
    let mut visitor = Visitor::new(options).await;
    let mut answers = Vec::new();
    for who in ["ada@acme.example", "nobody@acme.example"] {
        let response = visitor.sign_in(who, "wrong").await;
        answers.push((response.status(), location(&response)));
        let page = visitor.get("/sign-in?problem=refused&next=/").await.text().await.unwrap();
        assert!(page.contains(who), "the address is there again, and not from the page's own address");
    }
    assert_eq!(answers[0], answers[1]);
    assert!(!answers[0].1.contains("acme"));
}

#[tokio::test]
async fn a_session_begins_with_a_new_id_and_ends_for_good() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::new(options).await;
    // ASVS 7.2.4: whoever plants a cookie gets nothing.
    ada.cookies.insert("__Host-session".to_owned(), "AAAAAAAAAAAAAAAAAAAAAA".to_owned());
    ada.sign_in("ada@acme.example", demo::PASSWORD).await;
    let first = ada.cookies["__Host-session"].clone();
    assert_ne!(first, "AAAAAAAAAAAAAAAAAAAAAA");
    ada.sign_in("ada@acme.example", demo::PASSWORD).await;
    let second = ada.cookies["__Host-session"].clone();
    assert_ne!(first, second, "a second sign-in has an id of its own");
    ada.cookies.insert("__Host-session".to_owned(), first);
    assert_eq!(location(&ada.get("/customers").await), "/sign-in?next=/customers", "and the first one's is worth nothing");

    ada.cookies.insert("__Host-session".to_owned(), second.clone());
    assert_eq!(ada.get("/customers").await.status(), StatusCode::OK);
    // ASVS 7.4.1.
    assert_eq!(location(&ada.post("/api/sign-out", &[]).await), "/sign-in");
    ada.cookies.insert("__Host-session".to_owned(), second);
    assert_eq!(location(&ada.get("/customers").await), "/sign-in?next=/customers");
}

#[tokio::test]
async fn a_session_lasts_while_it_is_used_and_no_longer_than_a_working_day() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    for _ in 0..3 {
        ada.stage.wait(40 * 60);
        let response = ada.get("/customers").await;
        assert_eq!(response.status(), StatusCode::OK, "used every forty minutes");
        let mut set = response.headers().get_all(header::SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap());
        let cookie = set.find(|cookie| cookie.starts_with("__Host-session")).unwrap();
        assert!(cookie.contains("Max-Age=3600") || cookie.contains("Max-Age=3599"), "the browser keeps it as long: {cookie}");
    }
    assert!(ada.get("/customers").await.headers().get(header::SET_COOKIE).is_none(), "not written at each request");
    ada.stage.wait(61 * 60);
    assert_eq!(location(&ada.get("/customers").await), "/sign-in?next=/customers", "idle for more than an hour");

    ada.sign_in("ada@acme.example", demo::PASSWORD).await;
    let stay = ada.get("/me/stay").await.text().await.unwrap();
    assert!(stay.contains("Stay signed in</button>") && !stay.contains("longest that a session lasts"), "{stay}");
    for _ in 0..15 {
        ada.stage.wait(45 * 60);
        assert_eq!(ada.get("/customers").await.status(), StatusCode::OK);
    }
    // Nothing can put off the end of the day, and the page offers nothing that would.
    let stay = ada.get("/me/stay").await.text().await.unwrap();
    assert!(!stay.contains("Stay signed in</button>") && stay.contains("longest that a session lasts"), "{stay}");
    ada.stage.wait(45 * 60);
    assert_eq!(location(&ada.get("/customers").await), "/sign-in?next=/customers", "twelve hours after signing in");
}

/// ASVS 3.5.1, 3.5.3.
#[tokio::test]
async fn posts_from_other_sites_are_refused() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let fields = [("draft", DRAFT)];
    for foreign in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        let response = ada.post_as("/api/drafts/discard", &fields, "text/html", &[foreign]).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{foreign:?}");
        assert!(response.text().await.unwrap().contains("came from another site"));
    }
    let origin = ada.address.clone();
    let response = ada.post_as("/api/drafts/discard", &fields, "text/html", &[("origin", &origin)]).await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND, "our own page is let through, and there is no such draft");
}

type Fields<'a> = &'a [(&'a str, &'a str)];

/// Every server function, and what it answers where it may not be used. A new one without a row fails.
#[tokio::test]
async fn every_endpoint_is_in_the_table_and_keeps_to_it() {
    let (_database, options) = test_database().await;
    // Path, what is sent, then the status for nobody, for a read-only person, and for another reseller's administrator.
    let acme: Fields = &[("draft", DRAFT), ("flow", "white_label"), ("version", "1"), ("step", "contact")];
    let table: BTreeMap<&str, (Fields, [u16; 3])> = [
        ("/api/drafts/autosave", (acme, [401, 403, 404])),
        ("/api/drafts/discard", (acme, [401, 403, 404])),
        // Without a session the answers are parked; the answer says where to sign in.
        ("/api/drafts/save-step", (acme, [401, 403, 404])),
        ("/api/drafts/settle", (acme, [401, 403, 404])),
        ("/api/drafts/submit", (acme, [401, 403, 404])),
        ("/api/invitations/resend", (&[("invitation", DRAFT)], [401, 403, 404])),
        ("/api/invitations/revoke", (&[("invitation", DRAFT)], [401, 403, 404])),
        ("/api/operator/act", (&[("customer", DRAFT)], [401, 404, 404])),
        ("/api/operator/stop", (&[], [401, 200, 200])),
        ("/api/preferences", (&[("language", "en")], [200, 200, 200])),
        ("/api/sessions/end", (&[("session", "x")], [401, 200, 200])),
        ("/api/sign-in", (&[], [200, 200, 200])),
        ("/api/sign-out", (&[], [200, 200, 200])),
        ("/api/sign-up/turn", (&[("customer", DRAFT)], [401, 403, 404])),
        ("/api/sign-up/end-payment", (&[("customer", DRAFT)], [401, 403, 404])),
        ("/api/stay", (&[], [401, 200, 200])),
        ("/api/switch", (&[("reseller", DRAFT)], [401, 404, 404])),
    ]
    .into_iter()
    .collect();
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    ada.step(DRAFT, "0", "administrator", &[("administrator", "reseller")]).await;
    let registered: Vec<&str> = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path).collect();
    for path in &registered {
        assert!(table.contains_key(path), "{path} has no row in the table of this test");
    }
    assert_eq!(registered.len(), table.len());
    for (path, (fields, expected)) in table {
        for (who, status) in [None, Some("rita@acme.example"), Some("bo@borealis.example")].into_iter().zip(expected) {
            ada.cookies.clear();
            if let Some(who) = who {
                ada.sign_in(who, demo::PASSWORD).await;
            }
            let response = ada.post_as(path, fields, "application/json", &[("sec-fetch-site", "same-origin")]).await;
            assert_eq!(response.status().as_u16(), status, "{path} as {who:?}: {}", response.text().await.unwrap());
        }
    }
}

/// Every page: the route, then the status for nobody, for a read-only person, and for another reseller's administrator.
const PAGES: [(&str, [u16; 3]); 65] = [
    ("/", [303, 200, 200]),
    ("/audit", [303, 403, 200]),
    ("/customers", [303, 200, 200]),
    ("/customers/{id}", [303, 200, 404]),
    ("/customers/new", [303, 403, 200]),
    ("/customers/new/{draft}/{step}", [303, 403, 404]),
    ("/customers/new/{draft}/{step}/conflict", [303, 403, 404]),
    ("/customers/new/{draft}/check", [303, 403, 404]),
    ("/customers/new/{draft}/discard", [303, 403, 404]),
    ("/customers/new/{draft}/done", [303, 403, 404]),
    ("/drafts", [303, 403, 200]),
    ("/go", [303, 200, 200]),
    // Open to everybody; without a link's cookie there is nothing.
    ("/operator/first", [410, 410, 410]),
    ("/operator", [303, 403, 403]),
    ("/operator/jobs", [303, 403, 403]),
    ("/operator/new", [303, 403, 403]),
    ("/operator/resellers/{reseller}", [303, 403, 403]),
    ("/operator/resellers/{reseller}/plans/{plan}", [303, 403, 403]),
    ("/email", [410, 410, 410]),
    ("/sign-in/code", [410, 302, 302]),
    ("/sign-in/passkey", [302, 302, 302]),
    ("/forgot", [200, 200, 200]),
    ("/i", [410, 410, 410]),
    ("/reset", [410, 410, 410]),
    // In development only.
    ("/dev/mail", [404, 404, 404]),
    ("/dev/vocabulary", [303, 403, 404]),
    ("/customers/{id}/users", [303, 200, 404]),
    ("/customers/{id}/users/add", [303, 403, 404]),
    ("/customers/{id}/users/invite", [303, 403, 404]),
    ("/customers/{id}/users/new", [303, 403, 404]),
    ("/customers/{id}/users/{person}", [303, 200, 404]),
    ("/me", [303, 200, 200]),
    ("/me/email", [303, 200, 200]),
    ("/me/second-factor", [303, 200, 200]),
    ("/me/passkeys", [303, 200, 200]),
    ("/customers/add", [303, 403, 200]),
    ("/customers/invite", [303, 403, 200]),
    ("/customers/{id}/edit/{section}", [303, 403, 404]),
    ("/customers/{id}/life", [303, 403, 404]),
    ("/account/{section}", [303, 403, 404]),
    ("/invites", [303, 200, 200]),
    ("/mail", [303, 403, 200]),
    ("/settings", [303, 403, 200]),
    ("/settings/mail", [303, 403, 200]),
    ("/notices", [303, 403, 200]),
    ("/notices/new", [303, 403, 200]),
    ("/notices/{notice}", [303, 403, 404]),
    ("/notices/{notice}/text", [303, 403, 404]),
    ("/statement", [303, 200, 200]),
    ("/pay/{payment}", [303, 403, 403]),
    ("/credit", [303, 403, 403]),
    ("/payments/{payment}/refund", [303, 403, 404]),
    ("/billing", [303, 200, 200]),
    ("/billing/new", [303, 403, 200]),
    ("/billing/{account}", [303, 403, 404]),
    ("/me/sessions", [303, 200, 200]),
    ("/me/stay", [303, 200, 200]),
    ("/me/password", [303, 200, 200]),
    ("/sign-in", [200, 200, 200]),
    ("/switch", [303, 200, 200]),
    ("/users", [303, 200, 200]),
    ("/users/add", [303, 403, 200]),
    ("/users/invite", [303, 403, 200]),
    ("/users/new", [303, 403, 200]),
    ("/users/{person}", [303, 200, 404]),
];

/// A new page without a row fails.
#[tokio::test]
async fn every_page_is_in_the_table_and_keeps_to_it() {
    let (_database, options) = test_database().await;
    let table = BTreeMap::from(PAGES);
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    ada.step(DRAFT, "0", "administrator", &[("administrator", "reseller")]).await;
    let list = ada.get("/customers").await.text().await.unwrap();
    let customer = list.split("href=\"/customers/0").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mut ids = Vec::new();
    for who in ["cora@kestrel.example", "max@acme.example"] {
        ids.push(ada.stage.actor(who).await.person);
    }
    let routes = app::routes();
    let forms: BTreeSet<&str> =
        routes.iter().filter(|route| route.methods().count() > 1).map(leptos_axum::AxumRouteListing::path).collect();
    let routes: BTreeSet<&str> = routes.iter().map(leptos_axum::AxumRouteListing::path).collect();
    assert_eq!(routes, table.keys().copied().collect(), "each page has its row, and each row its page");
    for (route, expected) in table {
        // Cora is one of that customer's people, Max one of the staff.
        let person = ids[usize::from(route.starts_with("/users"))];
        let path = route.replace("{id}", &format!("0{customer}")).replace("{draft}", DRAFT).replace("{step}", "contact");
        let path = path.replace("{person}", &person.to_string()).replace("{reseller}", DRAFT).replace("{plan}", DRAFT);
        let path = path.replace("{payment}", DRAFT).replace("{notice}", DRAFT).replace("{section}", "contact");
        for (who, status) in [None, Some("rita@acme.example"), Some("bo@borealis.example")].into_iter().zip(expected) {
            ada.cookies.clear();
            if let Some(who) = who {
                ada.sign_in(who, demo::PASSWORD).await;
            }
            assert_eq!(ada.get(&path).await.status().as_u16(), status, "{path} as {who:?}");
            if forms.contains(route) {
                // A page that takes its own form: an empty one is refused with its reasons, where it may be sent at all.
                let sent = match (who, route.ends_with("{person}"), status) {
                    (None, _, 303) => 401,
                    (Some("rita@acme.example"), true, _) => 403,
                    (_, _, 200) => 422,
                    (.., other) => other,
                };
                let response = ada.post_as(&path, &[], "text/html", &[("sec-fetch-site", "same-origin")]).await;
                let said = match route {
                    // Pressing its button is all that it asks.
                    "/sign-in/passkey" => 200,
                    // Staff have nothing to pay there.
                    "/statement" if who.is_some() => 403,
                    _ if route.starts_with("/me/") && who.is_some() => 422,
                    _ => sent,
                };
                assert_eq!(response.status().as_u16(), said, "post to {path} as {who:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_chosen_language_is_the_persons_in_every_browser_and_nobody_elses() {
    let (_database, options) = test_database().await;
    let mut browser = Visitor::signed_in(options, "max@acme.example").await;
    browser.post("/api/preferences", &[("language", "de"), ("next", "/")]).await;
    for (who, language) in [("max@acme.example", "lang=\"de\""), ("ada@acme.example", "lang=\"en\"")] {
        browser.cookies.clear();
        browser.sign_in(who, demo::PASSWORD).await;
        let page = browser.get("/").await.text().await.unwrap();
        assert!(page.contains(language), "{who}: {}", page.get(..200).unwrap_or_default());
    }
    // What is no language of ours changes nothing.
    browser.post("/api/preferences", &[("language", "xx\0"), ("theme", "pink"), ("next", "//evil.example")]).await;
    assert!(browser.get("/").await.text().await.unwrap().contains("lang=\"en\" dir=\"ltr\" data-theme=\"system\""));
}

/// ASVS 3.4.1, 3.4.3, 3.4.4, 3.4.5, 3.4.6, 3.4.8, 3.5.8, 14.3.2.
#[tokio::test]
async fn pages_lead_nobody_to_the_sign_in_page_and_carry_the_headers() {
    let (_database, options) = test_database().await;
    let mut visitor = Visitor::new(options).await;
    for path in ["/", "/customers", "/customers/new", "/drafts", "/customers/x", "/customers/new/x/check", "/nothing"] {
        let response = visitor.get(path).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{path}");
        assert_eq!(location(&response), format!("/sign-in?next={path}"));
    }
    visitor.sign_in("ada@acme.example", demo::PASSWORD).await;
    let response = visitor.get("/customers").await;
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cache-control", "no-store"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        assert_eq!(response.headers()[name], value);
    }
    let policy = response.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(
        policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe-inline"),
        "{policy}"
    );
    let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
    let page = response.text().await.unwrap();
    for script in page.split("<script").skip(1) {
        assert!(script.split('>').next().unwrap().contains(&nonce), "a script without the nonce: {script}");
    }
    for (path, islands) in [("/sign-in", false), ("/customers", false), ("/customers/new", true)] {
        let page = visitor.get(path).await.text().await.unwrap();
        assert_eq!(page.contains("<leptos-island"), islands, "{path}");
        assert_eq!(page.contains("/portico_bg.wasm"), islands, "{path}: pages without an island load none of theirs");
        assert_eq!(page.contains("/portico-desk_bg.wasm"), path != "/sign-in", "{path}: the desk is the staff's");
    }
}

/// ASVS 16.5.1.
#[tokio::test]
async fn a_fault_of_ours_gives_a_reference_and_a_retry_that_holds_what_was_typed() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options.clone(), "ada@acme.example").await;
    let mut owner = options.connect().await.unwrap();
    owner.execute("alter table drafts rename to drafts_hidden").await.unwrap();
    let fields = [
        ("flow", "white_label"),
        ("draft", DRAFT),
        ("version", "0"),
        ("step", "administrator"),
        ("answers[administrator]", "reseller \"<b>"),
    ];
    let response = ada.post("/api/drafts/save-step", &fields).await;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let page = response.text().await.unwrap();
    assert!(page.contains("Something went wrong on our side") && page.contains("tell us this reference"), "{page}");
    assert!(page.contains("reseller &quot;&lt;b&gt;"), "what was typed is in the retry: {page}");
    assert!(page.contains("action=\"/api/drafts/save-step\"") && !page.contains("drafts_hidden"), "{page}");
    let response = ada.get("/drafts").await;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(response.text().await.unwrap().contains("tell us this reference"));

    owner.execute("alter table drafts_hidden rename to drafts").await.unwrap();
    let response = ada.post("/api/drafts/save-step", &fields).await;
    assert_eq!(location(&response), format!("/customers/new/{DRAFT}/administrator"), "the retry is carried out");
}

#[tokio::test]
async fn no_bad_input_makes_a_fault() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    ada.step(DRAFT, "0", "administrator", &[("administrator", "reseller")]).await;
    let long = "x".repeat(10_000);
    let keys = ["company_name", "registration_number", "given_name", "family_name", "job_title", "email", "phone"];
    for text in [
        "",
        "\u{a0}",
        "\u{200b}",
        &long,
        "\u{7}",
        "a\0b",
        "مرحبا",
        "👩\u{200d}🚀",
        "<script>alert(1)</script>",
        "'; drop table drafts; --",
        "\u{202e}abc",
    ] {
        let answers: Vec<_> = keys.iter().map(|key| (*key, text)).collect();
        let next = ada.step(DRAFT, "2147483647", "contact", &answers).await;
        assert!(next.ends_with("/contact"), "{text:?} leads to {next}");
        let response = ada.get(&next).await;
        assert_eq!(response.status(), StatusCode::OK, "{text:?}");
        let page = response.text().await.unwrap();
        assert!(page.contains("There is a problem"), "{text:?}");
        assert!(!page.contains("<script>alert"), "{text:?}");
    }
    // Posts that no page of ours makes.
    for (path, fields) in [
        ("/api/drafts/save-step", vec![("draft", "x")]),
        ("/api/drafts/save-step", vec![("draft", DRAFT), ("version", "many"), ("flow", "white_label"), ("step", "contact")]),
        ("/api/drafts/save-step", vec![("draft", DRAFT), ("flow", "nothing"), ("step", "contact")]),
        ("/api/drafts/save-step", vec![("answers[a][b][c]", "x")]),
        ("/api/drafts/submit", vec![]),
        ("/api/drafts/settle", vec![("draft", DRAFT), ("step", "contact")]),
    ] {
        let status = ada.post(path, &fields).await.status();
        let refused = [StatusCode::BAD_REQUEST, StatusCode::NOT_FOUND].contains(&status);
        assert!(refused || status.is_redirection(), "{path} {fields:?}: {status}");
    }
    let huge = "x".repeat(2 * 1024 * 1024);
    assert_eq!(ada.post("/api/drafts/save-step", &[("answers[x]", &huge)]).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn how_a_country_writes_addresses_is_told_to_everybody() {
    let (_database, options) = test_database().await;
    let mut visitor = Visitor::new(options).await;
    let response = visitor.get("/data/addresses/US").await;
    // They name words by their numbers: kept, and asked for anew after each change of a word.
    assert_eq!(response.headers()["cache-control"], "public, no-cache");
    let edition = response.headers()["etag"].to_str().unwrap().to_owned();
    for (kept, status) in [(edition.as_str(), StatusCode::NOT_MODIFIED), ("W/\"older\"", StatusCode::OK)] {
        let address = format!("{}/data/addresses/US", visitor.address);
        let asked = reqwest::Client::new().get(address).header("if-none-match", kept).send().await.unwrap();
        assert_eq!(asked.status(), status, "{kept}");
    }
    // Packed, but the names stand there as they are.
    let rules = response.bytes().await.unwrap();
    assert!(rules.windows(10).any(|part| part == b"California"), "{rules:?}");
    for nowhere in ["XX", "us", "ZZZ", "%00", "..%2f"] {
        assert_eq!(visitor.get(&format!("/data/addresses/{nowhere}")).await.status(), StatusCode::NOT_FOUND, "{nowhere}");
    }
}

#[tokio::test]
async fn it_says_whether_it_lives_and_whether_it_is_ready() {
    let (_database, options) = test_database().await;
    let mut visitor = Visitor::new(options).await;
    assert_eq!(visitor.get("/healthz").await.status(), StatusCode::OK);
    assert_eq!(visitor.get("/readyz").await.status(), StatusCode::OK);
}

/// A running process of ours on a database of its own.
struct Process {
    child: std::process::Child,
    address: SocketAddr,
}

impl Process {
    async fn start(database: &str) -> Self {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let child = std::process::Command::new(PathBuf::from(env!("CARGO_BIN_EXE_portico")))
            .args([
                "--demo",
                "--listen",
                &free.to_string(),
                "--database-url",
                database,
                "--log",
                "error",
                "--sandbox",
                "127.0.0.1:0",
            ])
            .args(["--posts-per-minute", "0", "--reads-per-minute", "0"])
            .args(["--key-file", concat!(env!("CARGO_TARGET_TMPDIR"), "/key")])
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        let process = Self { child, address: free };
        let mut waited = tokio::time::interval(std::time::Duration::from_millis(20));
        // Two minutes: a busy machine takes its time.
        for _ in 0..6_000 {
            waited.tick().await;
            if reqwest::get(format!("http://{free}/readyz")).await.is_ok_and(|answer| answer.status() == StatusCode::OK) {
                return process;
            }
        }
        panic!("the server did not start");
    }

    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Ten kills -9 at random points while many submit: nothing acknowledged is lost, nothing is made twice or by half. `./dev chaos`
/// asks for two hundred.
#[tokio::test]
async fn kills_in_the_middle_of_submits_lose_nothing_and_make_nothing_twice() {
    let (_database, options) = test_database().await;
    let kills = option_env_kills();
    let url = options.to_url_lossy().to_string();
    let mut stage = Visitor::new(options.clone()).await;
    // The processes sweep away sessions that have expired by their own clock.
    stage.stage.catch_up();
    stage.sign_in("ada@acme.example", demo::PASSWORD).await;
    let mut acknowledged = Vec::new();
    let mut drafts = Vec::new();
    for round in 0..kills {
        let mut process = Process::start(&url).await;
        let mut batch = Vec::new();
        for number in 0..8 {
            let draft = format!("019a0000-0000-7000-8{round:03x}-00000000{number:04x}");
            let name = format!("Round {round} number {number}");
            stage.step(&draft, "0", "administrator", &[("administrator", "reseller")]).await;
            stage
                .step(
                    &draft,
                    "1",
                    "contact",
                    &[
                        ("company_name", &name),
                        ("given_name", "G"),
                        ("family_name", "H"),
                        ("email", "g@example.com"),
                        ("phone", "+14155550199"),
                    ],
                )
                .await;
            stage
                .step(
                    &draft,
                    "2",
                    "addresses",
                    &[
                        ("billing_country", "NO"),
                        ("billing_line1", "1"),
                        ("billing_postal_code", "0153"),
                        ("billing_city", "Oslo"),
                        ("service_same", "yes"),
                    ],
                )
                .await;
            let page = stage.get(&format!("/customers/new/{draft}/plan")).await.text().await.unwrap();
            let plan = page.split("answers[plan]\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
            stage.step(&draft, "3", "plan", &[("plan", &plan)]).await;
            let confirmed = stage.confirmed(&draft).await;
            batch.push((draft, confirmed));
        }
        let sends: Vec<_> = batch
            .iter()
            .map(|(draft, confirmed)| {
                let request = stage
                    .client
                    .post(format!("http://{}/api/drafts/submit", process.address))
                    .header(header::COOKIE, stage.cookie())
                    .header(header::ACCEPT, "text/html")
                    .form(&[("draft", draft), ("confirmed", confirmed)]);
                let draft = draft.clone();
                tokio::spawn(async move {
                    request.send().await.is_ok_and(|answer| answer.status().is_redirection()).then_some(draft)
                })
            })
            .collect();
        // A point in time that differs with each round, from before the first write to after the last.
        tokio::time::sleep(std::time::Duration::from_micros(u64::from(round) * 1_700 % 25_000)).await;
        process.kill();
        for send in sends {
            acknowledged.extend(send.await.unwrap());
        }
        drafts.extend(batch.into_iter().map(|(draft, _)| draft));
    }
    let mut owner = options.connect().await.unwrap();
    let made: Vec<String> = owner
        .fetch_all("select d.id::text from drafts d join customers c on c.draft_id = d.id and c.id = d.customer_id")
        .await
        .unwrap()
        .iter()
        .map(|row| row.get(0))
        .collect();
    for draft in &acknowledged {
        assert!(made.contains(draft), "an acknowledged customer is lost: {draft}");
    }
    let customers = stage.stage.count("customers").await;
    assert_eq!(customers, i64::try_from(made.len()).unwrap() + 1, "a customer without its draft");
    assert_eq!(stage.stage.count("contacts").await, customers);
    assert_eq!(stage.stage.count("addresses").await, 2 * customers);
    // Signing in is noted too.
    assert_eq!(stage.stage.count("audit where action = 'customer.created'").await, customers - 1);
    // Trying again is safe: each draft then has its one customer.
    for draft in &drafts {
        let response = stage.submit(draft).await;
        assert!(location(&response).ends_with("/done"));
    }
    assert_eq!(stage.stage.count("customers").await, i64::try_from(drafts.len()).unwrap() + 1);
}

#[expect(clippy::disallowed_methods, reason = "how often to kill is for whoever starts the test to say")]
fn option_env_kills() -> u32 {
    std::env::var("PORTICO_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(10)
}
