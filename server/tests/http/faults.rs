//! What goes wrong on the server's side costs nobody what they typed, and shows nobody's secret.

use backend::testing::test_database;
use domain::{form::Choices, forms::FORMS};
use reqwest::{StatusCode, header};
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::{payments::DRAFT, visitor::Visitor, wire::Wire};

/// Secrets by their keys, and the field of one that is none.
const TYPED: [(&str, &str); 6] = [
    ("answers[gateway_key]", "sk_test_0123456789abcdef"),
    ("answers[code]", "314159"),
    ("answers[current_password]", "my old secret words"),
    ("answers[new_password]", "nine green owls fly"),
    ("password", "also a secret"),
    ("answers[own_name]", "Grace Hopper"),
];

fn shows_no_secret(page: &str) {
    for (key, secret) in &TYPED[..5] {
        assert!(!page.contains(secret), "{key} in {page}");
    }
    assert!(page.contains("Grace Hopper"), "the rest is kept: {page}");
}

#[tokio::test]
async fn no_page_of_a_refused_post_shows_a_secret() {
    let (_database, options) = test_database().await;
    let (wire, options) = Wire::to(&options).await;
    // 401: the session has ended.
    let mut visitor = Visitor::with(options, &["--posts-per-minute", "4"]).await;
    let ended = visitor.post("/settings", &TYPED).await;
    assert_eq!(ended.status(), StatusCode::UNAUTHORIZED);
    shows_no_secret(&ended.text().await.unwrap());
    // 429: too much was sent.
    for _ in 0..6 {
        visitor.post("/settings", &TYPED).await;
    }
    let many = visitor.post("/settings", &TYPED).await;
    assert_eq!(many.status(), StatusCode::TOO_MANY_REQUESTS);
    shows_no_secret(&many.text().await.unwrap());
    // 503: the database is away.
    wire.cut();
    let away = visitor.post("/settings", &TYPED).await;
    assert_eq!(away.status(), StatusCode::SERVICE_UNAVAILABLE);
    shows_no_secret(&away.text().await.unwrap());
}

#[tokio::test]
async fn while_the_database_is_away_nothing_typed_is_lost() {
    let (_database, options) = test_database().await;
    let (wire, options) = Wire::to(&options).await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    ada.step(DRAFT, "0", "administrator", &[("administrator", "reseller")]).await;
    let known = [("answers[company_name]", "Müller & Söhne"), ("answers[given_name]", "Grace")];
    let step = [("flow", "white_label"), ("draft", DRAFT), ("version", "1"), ("step", "contact"), ("then", "continue")];
    let new_user = [("answers[user_name]", "Müller & Söhne"), ("answers[user_email]", "not an address")];
    let tax = [("do", "tax"), ("answers[tax_name]", "Müller & Söhne"), ("answers[tax_rate]", "8")];
    let posts: [(&str, Vec<(&str, &str)>); 4] = [
        ("/api/drafts/save-step", [step.as_slice(), &known].concat()),
        ("/users/new", new_user.to_vec()),
        ("/settings", tax.to_vec()),
        ("/api/sign-in", vec![("email", "Müller & Söhne"), ("password", "x"), ("next", "/")]),
    ];
    for (path, fields) in posts {
        // At each point of the post: the wire is cut after so many messages, until it is enough of them.
        let mut failed = 0;
        for left in 0..60 {
            wire.mend(left);
            let answer = ada.post(path, &fields).await;
            let (status, headers) = (answer.status(), answer.headers().clone());
            wire.mend(-1);
            if status != StatusCode::SERVICE_UNAVAILABLE {
                assert!(!status.is_server_error(), "{path} after {left} messages: {status}");
                break;
            }
            failed += 1;
            assert!(headers.contains_key(header::RETRY_AFTER), "{path}");
            let page = answer.text().await.unwrap();
            assert!(
                page.contains("value=\"Müller &amp; Söhne\"") && page.contains(&format!("action=\"{path}\"")),
                "{path}: {page}"
            );
        }
        assert!(failed > 0, "{path} needs no database?");
        // It is there again at once.
        assert!(!ada.post(path, &fields).await.status().is_server_error(), "{path}");
    }
    wire.cut();
    assert_eq!(ada.get("/readyz").await.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(ada.get("/customers").await.status(), StatusCode::SERVICE_UNAVAILABLE, "never 500");
    wire.mend(-1);
    assert_eq!(ada.get("/customers").await.status(), StatusCode::OK);
    assert_eq!(ada.get("/readyz").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_server_whose_database_has_no_room_is_not_ready() {
    let (_database, options) = test_database().await;
    let mut owner = options.connect().await.unwrap();
    let name = options.get_database().unwrap();
    // Nothing more can be written beside the tables, as on a full disk.
    owner.execute(AssertSqlSafe(format!("alter database \"{name}\" set temp_file_limit = '64kB'"))).await.unwrap();
    let mut ada = Visitor::signed_in(options.clone(), "ada@acme.example").await;
    assert_eq!(ada.get("/readyz").await.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(ada.get("/customers").await.status(), StatusCode::OK, "reading goes on");
    owner.execute(AssertSqlSafe(format!("alter database \"{name}\" reset temp_file_limit"))).await.unwrap();
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    assert_eq!(ada.get("/readyz").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn one_long_lock_takes_its_own_page_and_no_other() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options.clone(), "ada@acme.example").await;
    let mut owner = options.connect().await.unwrap();
    owner.execute("begin; lock table customers in access exclusive mode").await.unwrap();
    let mut waiting = Vec::new();
    for _ in 0..30 {
        let mut one = ada.another();
        one.cookies = ada.cookies.clone();
        waiting.push(tokio::spawn(async move { one.get("/customers").await.status() }));
    }
    for one in waiting {
        assert_eq!(one.await.unwrap(), StatusCode::SERVICE_UNAVAILABLE, "it says so, and does not hang");
    }
    assert_eq!(ada.get("/me").await.status(), StatusCode::OK, "another page is there at once");
    owner.execute("rollback").await.unwrap();
    assert_eq!(ada.get("/customers").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn forms_that_cannot_be_read_are_refused_with_a_sentence() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let step = |version| {
        [
            ("flow", "white_label"),
            ("draft", DRAFT),
            ("version", version),
            ("step", "contact"),
            ("answers[company_name]", "Lark"),
        ]
    };
    let twice = [step("0").as_slice(), &[("version", "1")]].concat();
    for fields in [step("abc").to_vec(), twice] {
        let plain = ada.post("/api/drafts/save-step", &fields).await;
        assert_eq!(plain.status(), StatusCode::BAD_REQUEST, "{fields:?}");
        let page = plain.text().await.unwrap();
        assert!(page.contains("This form could not be read") && page.contains("value=\"Lark\""), "{page}");
        let wasm = ada.post_as("/api/drafts/save-step", &fields, "*/*", &[("sec-fetch-site", "same-origin")]).await;
        assert_eq!(wasm.status(), StatusCode::BAD_REQUEST, "{fields:?}");
    }
    // The marks of stored secrets are nothing that a person can type.
    let marked = [("answers[current_password]", "\u{1}x"), ("answers[new_password]", "\u{1}x")];
    assert_eq!(ada.post("/me/password", &marked).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn choices_that_are_on_no_list_are_refused_in_every_form() {
    let (_database, options) = test_database().await;
    let stage = backend::testing::Stage::set(options).await;
    let mut checked = 0;
    for step in FORMS {
        for question in step.questions() {
            let Some(Choices::Server(list)) = question.shape.widget.choices() else { continue };
            // Well formed each, and on no list.
            for value in ["ZZ", "XYZ", "Mars/Nowhere", "xx"] {
                let answers = [(question.key, value)].into_iter().collect();
                assert!(
                    stage.backend.check_form(step, &answers).get(question.key).is_some(),
                    "{value} of {list} in {}",
                    step.slug
                );
                checked += 1;
            }
        }
    }
    assert!(checked > 20, "{checked}");
}

#[tokio::test]
async fn a_country_that_there_is_not_is_stored_for_nobody() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let account = [
        ("answers[account_name]", "Acme Europe"),
        ("answers[account_email]", "billing@acme.example"),
        ("answers[account_phone]", "+1 415 555 0199"),
        ("answers[account_country]", "ZZ"),
    ];
    let refused = ada.post("/billing/new", &account).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(ada.stage.count("billing_accounts where country = 'ZZ'").await, 0);
}

#[tokio::test]
async fn odd_request_lines_are_refused_and_nothing_panics() {
    let (_database, options) = test_database().await;
    let visitor = Visitor::new(options).await;
    let port = visitor.address.rsplit(':').next().unwrap().to_owned();
    for (line, status) in [
        ("CONNECT example.com:443 HTTP/1.1", "405"),
        ("OPTIONS * HTTP/1.1", "400"),
        ("POST * HTTP/1.1", "400"),
        ("BREW / HTTP/1.1", "405"),
        ("TRACE / HTTP/1.1", "405"),
    ] {
        let mut stream = tokio::net::TcpStream::connect(format!("127.0.0.1:{port}")).await.unwrap();
        stream.write_all(format!("{line}\r\nhost: localhost\r\nconnection: close\r\n\r\n").as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{line}: {answer}");
    }
}
