//! kill -9 while people do all sorts of things: what was acknowledged is there, and nothing is there by half. Submitting a draft has a test
//! of its own in `main.rs`.

use std::time::Duration;

use backend::{demo, testing::test_database};
use reqwest::header;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor, Row};

use crate::{Process, option_env_kills, visitor::Visitor};

/// What is sent to which page, with a name that no other one has; and what of it must be there as often as each other.
const SENT: [(&str, &[(&str, &str)]); 4] = [
    (
        "/users/new",
        &[
            ("user_name", "Uma *"),
            ("user_email", "uma-*@acme.example"),
            ("role", "support"),
            ("handover", "link"),
            ("mail_language", "en"),
        ],
    ),
    ("/users/invite", &[("user_emails", "ivo-*@acme.example"), ("role", "support"), ("mail_language", "en")]),
    (
        "/billing/new",
        &[
            ("account_name", "PO *"),
            ("account_email", "po-*@acme.example"),
            ("account_phone", "+14155550199"),
            ("account_country", "NO"),
            ("account_line1", "1 Kirkegata"),
            ("account_postal_code", "0153"),
            ("account_city", "Oslo"),
        ],
    ),
    ("/notices/new", &[("notice_subject", "Work *"), ("notice_body", "We work.")]),
];
/// Made in one transaction, so there are as many of each: the rows, their entries in the audit, and their mails.
const TOGETHER: [&[&str]; 4] = [
    &[
        "people where name like 'Uma %'",
        "memberships m join people p on p.id = m.person_id where p.name like 'Uma %'",
        "audit where action = 'user.created'",
        "mails where recipient like 'uma-%'",
    ],
    &["invitations where email like 'ivo-%'", "audit where action = 'user.invited'", "mails where recipient like 'ivo-%'"],
    &["billing_accounts where name like 'PO %'", "audit where action = 'billing.saved'"],
    &["notices where subject like 'Work %'", "audit where action = 'notice.saved'"],
];

#[tokio::test]
async fn kills_in_the_middle_of_anything_leave_nothing_half_made() {
    let (_database, options) = test_database().await;
    let url = options.to_url_lossy().to_string();
    let mut ada = Visitor::new(options.clone()).await;
    ada.stage.catch_up();
    ada.sign_in("ada@acme.example", demo::PASSWORD).await;
    let mut acknowledged = [0_i64; SENT.len()];
    for round in 0..option_env_kills() {
        let mut process = Process::start(&url).await;
        let mut sends = Vec::new();
        for number in 0..8_u32 {
            let at = usize::try_from(number).unwrap() % SENT.len();
            let (path, answers) = SENT[at];
            let name = format!("{round}-{number}");
            let fields: Vec<(String, String)> =
                answers.iter().map(|(key, text)| (format!("answers[{key}]"), text.replace('*', &name))).collect();
            let request = ada.client.post(format!("http://{}{path}", process.address)).form(&fields);
            let request = request.header(header::COOKIE, ada.cookie()).header(header::ACCEPT, "text/html");
            sends.push(tokio::spawn(async move {
                request.send().await.is_ok_and(|answer| answer.status().is_redirection()).then_some(at)
            }));
        }
        // A point in time that differs with each round, from before the first write to after the last.
        tokio::time::sleep(Duration::from_micros(u64::from(round) * 31_000 % 250_000)).await;
        process.kill();
        for send in sends {
            if let Some(at) = send.await.unwrap() {
                acknowledged[at] += 1;
            }
        }
    }
    let mut owner = options.connect().await.unwrap();
    for (at, together) in TOGETHER.iter().enumerate() {
        let mut counts = Vec::new();
        for rows in *together {
            let count = owner.fetch_one(AssertSqlSafe(format!("select count(*) from {rows}"))).await.unwrap();
            counts.push(count.get::<i64, _>(0));
        }
        assert!(counts.iter().all(|count| *count == counts[0]), "by half: {together:?} {counts:?}");
        assert!(counts[0] >= acknowledged[at], "lost: {together:?} {counts:?}, acknowledged {}", acknowledged[at]);
    }
    assert!(acknowledged.iter().sum::<i64>() > 0, "some were acknowledged");
}
