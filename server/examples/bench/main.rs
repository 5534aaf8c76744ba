//! `./dev bench`: the real server under load, and beside each page a bare axum handler that runs the same SQL and writes the same bytes.
#![recursion_limit = "512"]
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement that cannot go on should stop, and it prints")]

mod flat;
mod rows;
mod waiting;

use std::{
    collections::BTreeMap,
    fs,
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{Router, body::Bytes, extract::State, http::header};
use backend::{
    Actor, Backend,
    accounts::{self, Sessions},
    database, demo,
    drafts::{self, Posted},
};
use clap::Parser;
use domain::{
    access::Action,
    customers::CustomerQuery,
    drafts::Then,
    form::Answers,
    ids::{DraftId, PersonId},
};
use sqlx::{ConnectOptions, Executor, Row, postgres::PgConnectOptions};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tower_sessions::{SessionStore, session::Id};

#[derive(Parser)]
struct Args {
    /// How many customers the list holds.
    #[arg(long, default_value_t = 100_000)]
    customers: u32,
    /// How long each page is asked for, in seconds.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// How many requests stand between the two measurements of memory.
    #[arg(long, default_value_t = 100_000)]
    requests: usize,
    /// The sizes over which each page must take about as long, in customers.
    #[arg(long, value_delimiter = ',', default_values_t = [1_000, 1_000_000])]
    flat: Vec<u32>,
    /// Measure only whether pages take about as long over every size.
    #[arg(long)]
    only_flat: bool,
    #[arg(long, env = "DATABASE_URL")]
    database_url: String,
    #[arg(long, env = "PORTICO_BIN")]
    server: PathBuf,
    #[arg(long, env = "PORTICO_SITE")]
    site: PathBuf,
}

#[tokio::main]
async fn main() {
    let args = Args::parse();
    if args.only_flat {
        assert!(flat(&args).await, "a page takes longer the more customers there are");
        return;
    }
    let options = prepare(&args.database_url, args.customers).await;
    let (server, address, cold) = start(&args, &options).await;
    println!("cold start to the first 200: {} ms", cold.as_millis());
    println!("memory idle: {:.1} MB", memory(&server));

    let cookie = sign_in(address).await;
    let draft = draft(address, &cookie).await;
    let page = |path: &str| Request::get(path, &cookie);
    let pages = [
        ("/sign-in", page("/sign-in"), Work::Session),
        ("/customers", page("/customers"), Work::List(CustomerQuery::default())),
        (
            "/customers?q=…",
            page("/customers?q=cust"),
            Work::List(CustomerQuery { text: "cust".to_owned(), after: String::new() }),
        ),
        ("a wizard step, GET", page(&draft.path), Work::Open(draft.id)),
        ("a wizard step, POST", draft.post.clone(), Work::Save(Box::new(draft.posted.clone()))),
    ];
    println!(
        "\n{:<24}{:>6}{:>12}{:>9}{:>9}{:>14}{:>9}",
        "page", "conns", "requests/s", "p50 ms", "p99 ms", "bare requests", "of bare"
    );
    for connections in [8, 32] {
        for (name, request, work) in &pages {
            let answer = once(address, request).await;
            let bare = bare(&options, &cookie, work.clone(), answer.body).await;
            let yardstick = load(bare, request, connections, args.seconds).await;
            load(address, request, connections, args.seconds).await.print(name, connections, &yardstick);
        }
    }

    // Thirty-two who sign in again and again, beside eight who read.
    let flood = Request::post("/api/sign-in", "", &format!("email=ada@acme.example&password={}&next=/", demo::PASSWORD));
    let reading = page("/customers");
    let alone = load(address, &reading, 8, args.seconds).await;
    let (flood, beside) = tokio::join!(load(address, &flood, 32, args.seconds), load(address, &reading, 8, args.seconds));
    println!(
        "\n/customers beside a flood of {:.0} sign-ins a second: p50 {:.1} ms, p99 {:.1} ms (alone {:.1} and {:.1})",
        flood.rate(),
        beside.quantile(500),
        beside.quantile(990),
        alone.quantile(500),
        alone.quantile(990)
    );

    let same_key = server_backend(&options).await;
    waiting::words(&same_key, &options, address, args.seconds).await;
    waiting::invitations(&same_key, address, &cookie).await;
    rows::contacts(&same_key, address, &cookie).await;

    let mut left = args.requests;
    while left > 0 {
        let done = load(address, &page("/customers"), 8, 2).await.millis.len();
        left = left.saturating_sub(done.max(1));
    }
    println!("\nmemory after {} requests more: {:.1} MB", args.requests, memory(&server));
    println!("answer to a sign-in, unknown address / wrong password: {}", sign_in_times(address, &options).await);
    let step = once(address, &page(&draft.path.replace("/contact", "/addresses"))).await;
    println!("largest step's HTML: {} bytes", step.body.len());
    sizes(&args.site);
    // Its workers would help.
    drop(server);
    waiting::mails(&same_key, &options).await;
    assert!(flat(&args).await, "a page takes longer the more customers there are");
}

async fn flat(args: &Args) -> bool {
    let mut backends = Vec::new();
    for customers in &args.flat {
        let options = prepare(&args.database_url, *customers).await;
        backends.push((*customers, backend(&options).await, options));
    }
    flat::measure(backends).await
}

/// Where the server keeps the key under which it seals.
fn key_file() -> PathBuf {
    std::env::temp_dir().join("portico-bench-key")
}

/// A backend that opens what the server sealed.
async fn server_backend(options: &PgConnectOptions) -> Backend {
    let pool = database::connect(options.clone(), 16).await.unwrap();
    let random = backend::system_random();
    let key = server::key::read(&key_file(), &random, true).unwrap();
    Backend::new(pool, backend::system_clock(), random, key)
}

/// Begins to write millions of rows: past triggers and foreign keys, and without the indexes, which are built at once at the end.
pub(crate) const PREPARE_BULK: &str = "begin;
    set local session_replication_role = replica;
    set local maintenance_work_mem = '1GB';
    create temporary table indexes on commit drop as
        select indexname, indexdef from pg_indexes
        where schemaname = 'public' and indexname not in (select conname from pg_constraint) and tablename in ('customers', 'contacts',
            'audit', 'mails', 'memberships', 'people', 'ledger_entries', 'ledger_accounts');
    do $$ declare one record; begin
        for one in select * from indexes loop execute format('drop index %I', one.indexname); end loop;
    end $$;";

/// Builds the indexes again, and commits.
pub(crate) const COMPLETE_BULK: &str = "do $$ declare one record; begin
        for one in select * from indexes loop execute one.indexdef; end loop;
    end $$;
    commit;";

/// A database with that many customers.
async fn prepare(database_url: &str, customers: u32) -> PgConnectOptions {
    let admin: PgConnectOptions = database_url.parse().unwrap();
    let mut owner = admin.connect().await.unwrap();
    let name = format!("bench_{customers}");
    let known: i64 = owner
        .fetch_one(sqlx::AssertSqlSafe(format!("select count(*) from pg_database where datname = '{name}'")))
        .await
        .unwrap()
        .get(0);
    let options = admin.database(&name);
    if known == 0 {
        owner.execute(sqlx::AssertSqlSafe(format!("create database {name}"))).await.unwrap();
    }
    database::migrate(&options).await.unwrap();
    let backend = backend(&options).await;
    demo::prepare(&backend, &options).await.unwrap();
    let mut owner = options.connect().await.unwrap();
    let there: i64 = owner.fetch_one("select count(*) from customers").await.unwrap().get(0);
    if there < i64::from(customers) {
        let began = Instant::now();
        // Ids of version 7 whose time goes up with the number, as if they were made one after the other.
        let load = format!(
            "{PREPARE_BULK}
            create temporary table made on commit drop as
                select r.id as reseller, p.id as plan, m.person_id as person, n,
                    (lpad(to_hex(1700000000000 + n), 12, '0') || '7000' || '8000' || lpad(to_hex(n), 12, '0'))::uuid as id
                from generate_series(1, {customers}) n, resellers r
                join plans p on p.reseller_id = r.id and p.name = 'Business'
                join memberships m on m.reseller_id = r.id and m.role = 'administrator'
                where r.name = 'Acme Telecom';
            insert into customers (reseller_id, id, name, name_folded, state, payer, plan_id, monthly_minor, setup_minor, currency,
                draft_id, made_by, made_at, flow, charged_until, charge_day, number, name_sought, sought)
            select reseller, id, 'Customer number ' || n, 'customer number ' || n, 'active', 'reseller', plan, 4900, 2500, 'USD', id,
                person, now() - interval '1 day', 'white_label', current_date + 1 + (n % 28)::integer, 1 + n % 28, number,
                'customer number ' || n,
                concat(' customer number ', n, ' grace number ', n, ' grace', n, '@example.com  noc', n, '@example.com', E'\\n', number,
                    E'\\n14155550199')
            from (select *, next_customer_number() as number from made) numbered;
            insert into contacts (reseller_id, customer_id, id, kind, given_name, family_name, email, phone)
            select reseller, id, id, 'authorized', 'Grace', 'Number ' || n, 'grace' || n || '@example.com', '+1 415 555 0199' from made;
            insert into contacts (reseller_id, customer_id, id, kind, email)
            select reseller, id, ('f' || substr(id::text, 2))::uuid, 'technical', 'noc' || n || '@example.com' from made;
            insert into customer_sections (reseller_id, customer_id, section, answers, flow_version)
            select reseller, id, 'contact', jsonb_build_object('company_name', 'Customer number ' || n, 'given_name', 'Grace'), 1 from made;
            {COMPLETE_BULK} analyze;"
        );
        owner.execute(sqlx::AssertSqlSafe(load)).await.unwrap();
        // Written past the triggers, as they would have written it.
        let wrong: i64 = owner
            .fetch_one(
                "select count(*) from (select * from customers order by id desc limit 100) c
                where sought <> sought_of(reseller_id, id, name_sought, registration_number, number)",
            )
            .await
            .unwrap()
            .get(0);
        assert_eq!(wrong, 0, "what is searched is written otherwise than by the triggers");
        println!("loaded {customers} customers in {} s", began.elapsed().as_secs());
    }
    options
}

async fn backend(options: &PgConnectOptions) -> Backend {
    let pool = database::connect(options.clone(), 16).await.unwrap();
    Backend::new(pool, backend::system_clock(), backend::system_random(), backend::Key::new([0; 32]))
}

/// A server that ends with the measurement, however that ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

async fn start(args: &Args, options: &PgConnectOptions) -> (Running, SocketAddr, Duration) {
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let began = Instant::now();
    let server = Command::new(&args.server)
        .args(["--demo", "--log", "error", "--listen", &address.to_string(), "--database-url", options.to_url_lossy().as_str()])
        .args(["--posts-per-minute", "0", "--reads-per-minute", "0"])
        .arg("--key-file")
        .arg(key_file())
        .arg("--site")
        .arg(&args.site)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let server = Running(server);
    loop {
        if let Ok(mut stream) = TcpStream::connect(address).await {
            stream.write_all(Request::get("/healthz", "").bytes.as_bytes()).await.unwrap();
            if read_answer(&mut stream, &mut Vec::new()).await.is_some_and(|answer| answer.status == 200) {
                return (server, address, began.elapsed());
            }
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// What a page asks of the database, after who asks.
#[derive(Clone)]
enum Work {
    Session,
    List(CustomerQuery),
    Open(DraftId),
    Save(Box<Posted>),
}

/// The same SQL as a page's and the same bytes, from a handler of a few lines.
#[derive(Clone)]
struct Bare {
    backend: Backend,
    sessions: Sessions,
    session: Id,
    actor: Actor,
    work: Work,
    page: Bytes,
}

async fn bare(options: &PgConnectOptions, cookie: &str, work: Work, page: Vec<u8>) -> SocketAddr {
    let backend = backend(options).await;
    let mut owner = options.connect().await.unwrap();
    let ada: uuid::Uuid = owner.fetch_one("select id from people where email = 'ada@acme.example'").await.unwrap().get(0);
    let session = cookie.split_once('=').unwrap().1.parse().unwrap();
    let sessions = Sessions::new(backend.clone());
    let actor = accounts::actor(&backend, PersonId(ada), domain::words::Locale::default()).await.unwrap().unwrap();
    let bare = Bare { backend, sessions, session, actor, work, page: Bytes::from(page) };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(handler).with_state(bare)).await.unwrap() });
    address
}

async fn handler(State(bare): State<Bare>) -> ([(header::HeaderName, &'static str); 1], Bytes) {
    bare.sessions.load(&bare.session).await.unwrap().unwrap();
    let Bare { backend, actor, work, page, .. } = bare;
    let scope = actor.may(Action::CreateCustomers).unwrap();
    match work {
        Work::Session => {}
        Work::List(query) => drop(backend::customers::list(&backend, &scope, &query).await.unwrap()),
        Work::Open(id) => drop(drafts::load(&backend, &scope, id, "contact", "Acme Telecom").await.unwrap()),
        Work::Save(posted) => drop(drafts::save(&backend, &scope, *posted, Then::Continue).await.unwrap()),
    }
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page)
}

/// Bytes to send, again and again.
#[derive(Clone)]
struct Request {
    bytes: Arc<str>,
}

impl Request {
    fn get(path: &str, cookie: &str) -> Self {
        Self {
            bytes: format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nCookie: {cookie}\r\n\r\n").into(),
        }
    }

    fn post(path: &str, cookie: &str, body: &str) -> Self {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin"
        );
        let length = body.len();
        Self {
            bytes: format!(
                "{head}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
            )
            .into(),
        }
    }
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

/// Reads one answer of a connection that is kept open.
async fn read_answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Answer> {
    buffer.clear();
    let mut chunk = vec![0; 16 * 1024];
    let (mut head_end, mut length) = (None, None::<Option<usize>>);
    loop {
        if head_end.is_none() {
            head_end = buffer.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4);
            if let Some(end) = head_end {
                let head = String::from_utf8_lossy(&buffer[..end]).to_lowercase();
                length = Some(head.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next()?.parse().ok()));
            }
        }
        if let (Some(end), Some(length)) = (head_end, length) {
            let whole = match length {
                Some(length) => buffer.len() >= end + length,
                None => buffer.ends_with(b"0\r\n\r\n") || buffer[9..12] == *b"304" || buffer[9..12] == *b"204",
            };
            if whole {
                let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
                return Some(Answer { status: head[9..12].parse().ok()?, head, body: buffer[end..].to_vec() });
            }
        }
        let read = stream.read(&mut chunk).await.ok()?;
        if read == 0 {
            return None;
        }
        buffer.extend_from_slice(&chunk[..read]);
    }
}

async fn once(address: SocketAddr, request: &Request) -> Answer {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.bytes.as_bytes()).await.unwrap();
    read_answer(&mut stream, &mut Vec::new()).await.unwrap()
}

struct Load {
    millis: Vec<f64>,
    seconds: f64,
}

impl Load {
    fn rate(&self) -> f64 {
        f64::from(u32::try_from(self.millis.len()).unwrap()) / self.seconds
    }

    fn quantile(&self, per_mille: usize) -> f64 {
        self.millis[(self.millis.len() - 1) * per_mille / 1000]
    }

    fn print(&self, page: &str, connections: usize, bare: &Self) {
        println!(
            "{page:<24}{connections:>6}{:>12.0}{:>9.2}{:>9.2}{:>14.0}{:>9.2}",
            self.rate(),
            self.quantile(500),
            self.quantile(990),
            bare.rate(),
            self.rate() / bare.rate()
        );
    }
}

/// Asks again and again on so many connections.
async fn load(address: SocketAddr, request: &Request, connections: usize, seconds: u64) -> Load {
    let began = Instant::now();
    let until = began + Duration::from_secs(seconds);
    let workers = (0..connections).map(|_| {
        let request = request.clone();
        tokio::spawn(async move {
            let mut stream = TcpStream::connect(address).await.unwrap();
            let (mut buffer, mut millis) = (Vec::new(), Vec::new());
            while Instant::now() < until {
                let asked = Instant::now();
                stream.write_all(request.bytes.as_bytes()).await.unwrap();
                let answer = read_answer(&mut stream, &mut buffer).await.unwrap();
                assert!(answer.status < 400, "{}", answer.head);
                millis.push(asked.elapsed().as_secs_f64() * 1000.0);
            }
            millis
        })
    });
    let mut millis = Vec::new();
    for worker in workers.collect::<Vec<_>>() {
        millis.extend(worker.await.unwrap());
    }
    millis.sort_by(f64::total_cmp);
    Load { millis, seconds: began.elapsed().as_secs_f64() }
}

async fn sign_in(address: SocketAddr) -> String {
    let body = format!("email=ada%40acme.example&password={}&next=%2F", demo::PASSWORD);
    let answer = once(address, &Request::post("/api/sign-in", "", &body)).await;
    let cookies = answer.head.lines().filter_map(|line| line.strip_prefix("set-cookie: "));
    cookies
        .filter_map(|cookie| cookie.split(';').next())
        .find(|cookie| cookie.starts_with("__Host-session"))
        .unwrap()
        .to_owned()
}

struct Draft {
    id: DraftId,
    path: String,
    post: Request,
    posted: Posted,
}

/// A draft that has come to its second step, and that step as it is sent.
async fn draft(address: SocketAddr, cookie: &str) -> Draft {
    let mut random = [0; 16];
    backend::system_random()(&mut random);
    let id = DraftId(uuid::Builder::from_random_bytes(random).into_uuid());
    let send = |version: u32, step: &str, answers: &[(&str, &str)]| {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("flow", "white_label").append_pair("draft", &id.to_string()).append_pair("then", "continue");
        form.append_pair("version", &version.to_string()).append_pair("step", step);
        for (key, answer) in answers {
            form.append_pair(&format!("answers[{key}]"), answer);
        }
        Request::post("/api/drafts/save-step", cookie, &form.finish())
    };
    once(address, &send(0, "administrator", &[("administrator", "reseller")])).await;
    let contact = [
        ("company_name", "Bench"),
        ("given_name", "Grace"),
        ("family_name", "Hopper"),
        ("email", "g@example.com"),
        ("phone", "+14155550199"),
    ];
    let post = send(2_000_000_000, "contact", &contact);
    assert!(once(address, &post).await.head.contains("/addresses"));
    let posted = Posted {
        flow: "white_label".to_owned(),
        draft: id,
        seen: 2_000_000_000,
        tab: String::new(),
        step: "contact".to_owned(),
        answers: contact.into_iter().collect::<Answers>(),
    };
    Draft { id, path: format!("/customers/new/{id}/contact"), post, posted }
}

/// Sign-ins that fail, of both kinds, in turn: their times must not tell which is which.
async fn sign_in_times(address: SocketAddr, options: &PgConnectOptions) -> String {
    let mut millis: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let mut owner = options.connect().await.unwrap();
    for _ in 0..50 {
        // Failures slow the next attempt down, which is not what is measured.
        owner.execute("delete from sign_in_failures").await.unwrap();
        for (kind, email) in [("known", "rita%40acme.example"), ("unknown", "nobody%40acme.example")] {
            let asked = Instant::now();
            once(address, &Request::post("/api/sign-in", "", &format!("email={email}&password=wrong&next=%2F"))).await;
            millis.entry(kind).or_default().push(asked.elapsed().as_secs_f64() * 1000.0);
        }
    }
    let median = |kind: &str| {
        let mut all = millis[kind].clone();
        all.sort_by(f64::total_cmp);
        all[all.len() / 2]
    };
    format!("{:.1} / {:.1} ms at the median", median("unknown"), median("known"))
}

/// Resident memory in MB.
fn memory(server: &Running) -> f64 {
    let status = fs::read_to_string(format!("/proc/{}/status", server.0.id())).unwrap_or_default();
    let kilobytes =
        status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok());
    kilobytes.unwrap_or(f64::NAN) / 1000.0
}

/// What the browser loads, packed with brotli.
fn sizes(site: &std::path::Path) {
    let mut total = 0;
    for entry in fs::read_dir(site.join("pkg")).unwrap().filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some(packed) = name.strip_suffix(".br") {
            let bytes = entry.metadata().unwrap().len();
            let kind = packed.rsplit('.').next().unwrap_or_default();
            println!("brotli {kind}: {bytes} bytes");
            if kind != "css" {
                total += bytes;
            }
        }
    }
    println!("a staff wizard page loads {total} bytes of WASM and JS, the staff's other pages the desk alone, sign-in none");
}
