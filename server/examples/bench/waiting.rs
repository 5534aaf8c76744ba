//! What is done while nobody looks, and what somebody waits for at the end of a mail: mails that workers send, a provider's words that are
//! kept while others wait to be worked off, and an invitation that is accepted.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use backend::{
    Backend,
    jobs::{self, Queue, Worker},
    mail::{Catcher, Mailer},
    testing,
};
use domain::ids::ResellerId;
use sqlx::{ConnectOptions, Executor, Row, postgres::PgConnectOptions};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

use super::{Load, Request, once, read_answer};

/// So many mails are sent.
const MAILS: i64 = 2_000;
/// So many of a provider's words wait.
const WORDS: i32 = 10_000;
/// What a provider signs with.
const SECRET: &str = "whsec_bench";
/// So many people accept an invitation.
const PEOPLE: usize = 20;

/// How many mails a minute so many workers send through an SMTP server of this machine.
async fn mails_a_minute(backend: &Backend, options: &PgConnectOptions, workers: usize) -> f64 {
    let mut owner = options.connect().await.unwrap();
    owner
        .execute(sqlx::AssertSqlSafe(format!(
            "delete from mails where kind = 'password_changed';
            insert into mails (id, kind, recipient, language, detail, next_at, made_at)
            select gen_random_uuid(), 'password_changed', 'grace' || n || '@example.com', 'en', '{{\"name\": \"Grace\"}}', now(), now()
            from generate_series(1, {MAILS}) n"
        )))
        .await
        .unwrap();
    let (_caught, relay) = Catcher::listen().await.unwrap();
    let mailer = Mailer::new(&relay, "no-reply@portal.example", "https://portal.example").unwrap();
    let stop = CancellationToken::new();
    let began = Instant::now();
    let work: Vec<_> = {
        let worker = Worker::new(backend.clone()).mailing(mailer).until(stop.clone());
        vec![tokio::spawn(worker.work(Queue::Mail, workers))]
    };
    loop {
        let left: i64 = owner
            .fetch_one("select count(*) from mails where kind = 'password_changed' and state <> 'sent'")
            .await
            .unwrap()
            .get(0);
        if left == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let minutes = began.elapsed().as_secs_f64() / 60.0;
    stop.cancel();
    for worker in work {
        worker.await.unwrap();
    }
    2_000.0 / minutes
}

/// Mails: one worker, and four. No server may run beside it, whose workers would help.
pub async fn mails(backend: &Backend, options: &PgConnectOptions) {
    let (one, four) = (mails_a_minute(backend, options, 1).await, mails_a_minute(backend, options, 4).await);
    println!("\nmails a minute: {one:.0} with one worker, {four:.0} with four ({:.1} times as many)", four / one);
}

/// Tells of something new on each of eight connections, again and again.
async fn tell(address: SocketAddr, reseller: ResellerId, prefix: &str, seconds: u64) -> Load {
    let began = Instant::now();
    let until = began + Duration::from_secs(seconds);
    let workers: Vec<_> = (0..8)
        .map(|worker| {
            let prefix = prefix.to_owned();
            tokio::spawn(async move {
                let mut stream = TcpStream::connect(address).await.unwrap();
                let (mut buffer, mut millis, mut number) = (Vec::new(), Vec::new(), 0);
                while Instant::now() < until {
                    number += 1;
                    let body = format!(
                        "{{\"id\":\"evt_{prefix}_{worker}_{number}\",\"type\":\"charge.updated\",\"data\":{{\"object\":{{}}}}}}"
                    );
                    let now = backend::system_clock()().unix_timestamp();
                    let signature = testing::signed(SECRET, &body, now);
                    let request = format!(
                        "POST /webhooks/payments/{reseller} HTTP/1.1\r\nHost: localhost\r\nStripe-Signature: {signature}\r\n\
                         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
                        body.len()
                    );
                    let asked = Instant::now();
                    tokio::io::AsyncWriteExt::write_all(&mut stream, request.as_bytes()).await.unwrap();
                    let answer = read_answer(&mut stream, &mut buffer).await.unwrap();
                    assert_eq!(answer.status, 200, "{}", answer.head);
                    millis.push(asked.elapsed().as_secs_f64() * 1000.0);
                }
                millis
            })
        })
        .collect();
    let mut millis = Vec::new();
    for worker in workers {
        millis.extend(worker.await.unwrap());
    }
    millis.sort_by(f64::total_cmp);
    Load { millis, seconds: began.elapsed().as_secs_f64() }
}

/// A provider's words: how long they take to be kept while nothing waits, and while ten thousand do.
pub async fn words(backend: &Backend, options: &PgConnectOptions, address: SocketAddr, seconds: u64) {
    let mut owner = options.connect().await.unwrap();
    owner.execute("delete from webhooks; delete from gateways").await.unwrap();
    let acme: uuid::Uuid = owner.fetch_one("select id from resellers where name = 'Acme Telecom'").await.unwrap().get(0);
    testing::connect_gateway(backend, options, ResellerId(acme), SECRET).await;
    let alone = tell(address, ResellerId(acme), "alone", seconds).await;
    owner
        .execute(sqlx::AssertSqlSafe(format!(
            "insert into webhooks (reseller_id, id, body, received_at, next_at)
            select '{acme}', 'evt_waiting_' || n, jsonb_build_object('id', 'evt_waiting_' || n, 'type', 'charge.updated',
                'data', jsonb_build_object('object', jsonb_build_object())), now(), now() from generate_series(1, {WORDS}) n"
        )))
        .await
        .unwrap();
    jobs::adopt(backend, true).await.unwrap();
    let beside = tell(address, ResellerId(acme), "beside", seconds).await;
    let left: i64 = owner.fetch_one("select count(*) from webhooks where done_at is null").await.unwrap().get(0);
    println!(
        "\nwebhooks at 8 connections: p99 {:.1} ms with none waiting, {:.1} ms with {WORDS} ({left} left after {seconds} s); {:.0} and {:.0} a second",
        alone.quantile(990),
        beside.quantile(990),
        alone.rate(),
        beside.rate(),
    );
}

fn part<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.split_once(before)?.1.split(after).next()
}

/// The cookies that an answer sets, as the next request sends them.
fn cookies(head: &str, known: &str) -> String {
    let set = head.lines().filter_map(|line| line.strip_prefix("set-cookie: ")).filter_map(|line| line.split(';').next());
    let mut all: std::collections::BTreeMap<&str, &str> = known.split("; ").filter_map(|one| one.split_once('=')).collect();
    all.extend(set.filter_map(|one| one.split_once('=')));
    all.into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
}

/// From pressing "Accept and sign in" to one's own page: what Argon2 costs is named beside it.
pub async fn invitations(backend: &Backend, address: SocketAddr, cookie: &str) {
    let mut random = [0; 4];
    backend::system_random()(&mut random);
    let run = u32::from_le_bytes(random);
    let emails: Vec<String> = (0..PEOPLE).map(|n| format!("bench.{run}.{n}@example.com")).collect();
    let form = |pairs: &[(&str, &str)]| {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(pairs);
        form.finish()
    };
    let invite = form(&[("answers[user_emails]", &emails.join(", ")), ("answers[role]", "support")]);
    once(address, &Request::post("/users/invite", cookie, &invite)).await;
    let mut millis = Vec::new();
    for email in &emails {
        let path = format!("/dev/mail?to={}", email.replace('@', "%40"));
        let link = loop {
            let page = once(address, &Request::get(&path, "")).await;
            let text = String::from_utf8_lossy(&page.body).into_owned();
            if let Some(link) = text.split("href=\"http").nth(1).and_then(|address| part(address, "/i/", "\"")) {
                break format!("/i/{link}");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        let opened = once(address, &Request::get(&link, "")).await;
        let held = cookies(&opened.head, "");
        let body = form(&[("answers[own_name]", "Grace Hopper"), ("answers[new_password]", "nine green owls fly")]);
        let asked = Instant::now();
        let accepted = once(address, &Request::post("/i", &held, &body)).await;
        assert!(accepted.status == 302 || accepted.status == 303, "{}", accepted.head);
        let home = once(address, &Request::get("/", &cookies(&accepted.head, &held))).await;
        assert_eq!(home.status, 200, "{}", home.head);
        millis.push(asked.elapsed().as_secs_f64() * 1000.0);
    }
    millis.sort_by(f64::total_cmp);
    let argon = testing::argon2_takes(backend).await;
    println!(
        "\ninvitation accepted to one's own page: {:.0} ms at the median, {:.0} at most, of which {:.0} are Argon2's",
        millis[millis.len() / 2],
        millis[millis.len() - 1],
        argon.as_secs_f64() * 1000.0
    );
}
