//! The door: limits of bodies, heads and rates, and the headers that browsers are told.

use std::time::Duration;

use backend::{demo, testing::test_database};
use reqwest::{StatusCode, header};
use sqlx::{ConnectOptions, Executor, Row};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::visitor::{Visitor, location};

/// ASVS 2.3.2.
#[tokio::test]
async fn whoever_posts_too_much_waits_and_loses_nothing() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::with(options, &["--posts-per-minute", "20"]).await;
    ada.sign_in("ada@acme.example", demo::PASSWORD).await;
    let mut statuses = Vec::new();
    for _ in 0..20 {
        statuses.push(ada.post("/api/preferences", &[("language", "en")]).await.status());
    }
    assert_eq!(statuses.iter().filter(|status| status.is_redirection()).count(), 19, "ASVS 6.3.1: {statuses:?}");
    let refused = ada.post("/users/new", &[("answers[user_name]", "Uma")]).await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.headers()[header::RETRY_AFTER], "4");
    let page = refused.text().await.unwrap();
    assert!(page.contains("Wait 4 seconds") && page.contains("value=\"Uma\""), "what was typed waits in the answer: {page}");
    assert_eq!(ada.get("/customers").await.status(), StatusCode::OK, "reading goes on");
    ada.stage.wait(4);
    assert!(ada.post("/api/preferences", &[("language", "en")]).await.status().is_redirection());
}

#[tokio::test]
async fn whoever_reads_too_much_waits_and_nobody_else_does() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::with(options, &["--reads-per-minute", "5", "--posts-per-minute", "0"]).await;
    let mut max = ada.another();
    ada.sign_in("ada@acme.example", demo::PASSWORD).await;
    max.sign_in("max@acme.example", demo::PASSWORD).await;
    for _ in 0..5 {
        assert_eq!(ada.get("/customers").await.status(), StatusCode::OK);
    }
    let refused = ada.get("/customers").await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.headers().contains_key(header::RETRY_AFTER));
    assert!(refused.text().await.unwrap().contains("Very many pages were opened from here lately"));
    assert_eq!(max.get("/customers").await.status(), StatusCode::OK);
    assert!(ada.post("/api/preferences", &[("language", "en")]).await.status().is_redirection(), "she may still send");
}

#[tokio::test]
async fn a_query_ends_when_its_reader_leaves() {
    let (_database, options) = test_database().await;
    let ada = Visitor::signed_in(options.clone(), "ada@acme.example").await;
    let mut owner = options.connect().await.unwrap();
    owner.execute("begin; lock table audit in access exclusive mode").await.unwrap();
    let mut other = options.connect().await.unwrap();
    let mut waiting = async || {
        let query = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
        other.fetch_one(query).await.unwrap().get::<i64, _>(0)
    };
    let request = ada.client.get(format!("{}/audit?who=x", ada.address)).header(header::COOKIE, ada.cookie());
    let reading = tokio::spawn(request.header(header::ACCEPT, "text/html").send());
    while waiting().await == 0 {
        tokio::task::yield_now().await;
    }
    let left = std::time::Instant::now();
    reading.abort();
    while waiting().await > 0 {
        tokio::task::yield_now().await;
    }
    assert!(left.elapsed() < Duration::from_secs(2), "cancelled, and not at the limit for locks: {:?}", left.elapsed());
}

/// ASVS 6.1.1.
#[tokio::test]
async fn an_account_is_limited_wherever_it_posts_from() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::with(options, &["--posts-per-minute", "10", "--trusted-proxies", "127.0.0.0/8,::1/128"]).await;
    ada.sign_in("ada@acme.example", demo::PASSWORD).await;
    let mut last = StatusCode::OK;
    for number in 0..11 {
        let from = format!("203.0.113.{number}");
        let more = [("sec-fetch-site", "same-origin"), ("x-forwarded-for", from.as_str())];
        last = ada.post_as("/api/preferences", &[("language", "en")], "text/html", &more).await.status();
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_head_that_never_ends_or_is_too_large_is_cut_off() {
    let (_database, options) = test_database().await;
    let visitor = Visitor::new(options).await;
    let address = visitor.address.trim_start_matches("http://").to_owned();
    let mut large = TcpStream::connect(&address).await.unwrap();
    large
        .write_all(format!("GET / HTTP/1.1\r\nHost: localhost\r\nX-Large: {}\r\n\r\n", "x".repeat(200_000)).as_bytes())
        .await
        .unwrap();
    let mut said = String::new();
    large.read_to_string(&mut said).await.unwrap();
    assert!(said.starts_with("HTTP/1.1 431 "), "{said}");
    // Drop by drop: slower than any browser, for ever.
    let mut slow = TcpStream::connect(&address).await.unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n").await.unwrap();
    // And one who never says anything.
    let mut silent = TcpStream::connect(&address).await.unwrap();
    for connection in [&mut slow, &mut silent] {
        let mut said = Vec::new();
        let ended = tokio::time::timeout(Duration::from_secs(15), connection.read_to_end(&mut said)).await;
        assert!(ended.is_ok(), "the connection is still open");
    }
}

/// A client that reads only after it has sent everything, as browsers do, gets the page and no broken connection.
#[tokio::test]
async fn a_body_that_is_too_large_or_too_slow_is_answered_with_a_page() {
    let (_database, options) = test_database().await;
    let ada = Visitor::signed_in(options, "ada@acme.example").await;
    let address = ada.address.trim_start_matches("http://").to_owned();
    let head = |path: &str, kind: &str, length: usize| {
        format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nSec-Fetch-Site: same-origin\r\nCookie: {}\r\n\
            Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n",
            ada.cookie()
        )
    };
    let form = "application/x-www-form-urlencoded";
    for (path, kind, sentence) in [
        ("/users/new", form, "A page takes up to a megabyte"),
        ("/api/drafts/save-step", form, "A page takes up to a megabyte"),
        ("/settings/mail/logo", "multipart/form-data; boundary=x", "The file is too large"),
    ] {
        let mut large = TcpStream::connect(&address).await.unwrap();
        large.write_all(head(path, kind, 20_000_000).as_bytes()).await.unwrap();
        large.write_all(&vec![b'x'; 20_000_000]).await.unwrap();
        let mut said = String::new();
        large.read_to_string(&mut said).await.unwrap();
        assert!(said.starts_with("HTTP/1.1 413 ") && said.contains(sentence), "{path}: {said}");
    }
    let mut slow = TcpStream::connect(&address).await.unwrap();
    slow.write_all(head("/users/new", form, 1_000).as_bytes()).await.unwrap();
    slow.write_all(b"answers[user_name]=Uma").await.unwrap();
    let mut said = String::new();
    slow.read_to_string(&mut said).await.unwrap();
    assert!(said.starts_with("HTTP/1.1 408 ") && said.contains("did not arrive in time"), "{said}");
}

#[tokio::test]
async fn a_form_at_the_door_is_short() {
    let (_database, options) = test_database().await;
    let mut visitor = Visitor::new(options).await;
    let long = "x".repeat(65 * 1024);
    for path in ["/api/sign-in", "/forgot", "/reset", "/i"] {
        let response = visitor.post(path, &[("email", &long)]).await;
        assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE, "{path}");
    }
}

#[tokio::test]
async fn signing_out_has_the_browser_forget() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let response = ada.post("/api/sign-out", &[]).await;
    assert_eq!(response.headers()["clear-site-data"], "\"cache\", \"storage\", \"prefetchCache\"", "ASVS 14.3.1");
    assert_eq!(location(&response), "/sign-in");
}

#[tokio::test]
async fn a_report_of_the_policy_is_taken_and_anything_else_is_not() {
    let (_database, options) = test_database().await;
    // ASVS 3.4.7.
    let mut visitor = Visitor::new(options).await;
    let policy = visitor.get("/sign-in").await.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("report-uri /csp"), "{policy}");
    let client = reqwest::Client::new();
    let report = async |body: String| client.post(format!("{}/csp", visitor.address)).body(body).send().await.unwrap().status();
    let good = r#"{"csp-report":{"document-uri":"http://localhost/i/secret?x","effective-directive":"script-src","blocked-uri":"https://evil.example/x.js"}}"#;
    assert_eq!(report(good.to_owned()).await, StatusCode::NO_CONTENT);
    for bad in [String::new(), "{".to_owned(), "{}".to_owned(), format!("{good}{}", " ".repeat(20_000))] {
        assert_eq!(report(bad).await, StatusCode::BAD_REQUEST);
    }
    for _ in 0..29 {
        report(good.to_owned()).await;
    }
    assert_eq!(report(good.to_owned()).await, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn no_shape_of_a_post_is_a_fault_of_ours() {
    let (_database, options) = test_database().await;
    let ada = Visitor::signed_in(options, "ada@acme.example").await;
    let bodies = [
        ("application/json", r#"{"version":"abc"}"#),
        ("application/json", r#"{"version":99999999999999,"flow":"white_label","step":"contact"}"#),
        ("application/json", r#"{"flow":"white_label","step":"contact","draft":"\u0000","answers":{"company_name":"\u0000"}}"#),
        ("application/json", "{"),
        ("application/x-www-form-urlencoded", "version=abc&flow=white_label&step=contact"),
        ("application/x-www-form-urlencoded", "flow=white_label&step=contact&draft=%00&answers[company_name]=%00&version=0"),
        ("application/x-www-form-urlencoded", "answers[a]=1&answers[a]=2&answers=3"),
        ("application/octet-stream", "\u{1}\u{2}"),
        ("text/plain", "x"),
    ];
    for path in leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path) {
        for (kind, body) in bodies {
            for accept in ["application/json", "text/html"] {
                let request = ada.client.post(format!("{}{path}", ada.address)).header(header::COOKIE, ada.cookie());
                let request = request.header(header::CONTENT_TYPE, kind).header(header::ACCEPT, accept);
                let status = request.header("sec-fetch-site", "same-origin").body(body).send().await.unwrap().status();
                assert!(!status.is_server_error(), "{path} {kind} {body}: {status}");
            }
        }
    }
}
