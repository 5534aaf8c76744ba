//! A real `PgBouncer` in transaction mode between the server and Postgres, with fewer connections than there are readers.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod processes;

use std::{
    fs,
    net::SocketAddr,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use backend::{demo, testing::test_database};
use reqwest::{Client, StatusCode, header, redirect::Policy};
use sqlx::{ConnectOptions, postgres::PgConnectOptions};

use processes::{Folder, Running, free};

/// `PgBouncer` refuses to run as root: then `./dev test` names the account that runs the server.
#[expect(clippy::disallowed_methods, reason = "./dev test names the account")]
fn as_account(program: &str) -> Command {
    let Some(account) = std::env::var("PORTICO_AS").ok().filter(|account| !account.is_empty()) else {
        return Command::new(program);
    };
    let mut command = Command::new("setpriv");
    command.args([&format!("--reuid={account}"), &format!("--regid={account}"), "--clear-groups", program]);
    command
}

fn pgbouncer(address: SocketAddr, options: &PgConnectOptions, connect_query: &str, prepared: u32, folder: &Path) -> Running {
    let config = folder.join(format!("pgbouncer-{}.ini", address.port()));
    let text = format!(
        "[databases]\n{name} = host={host} port={port} user={user} connect_query='{connect_query}'\n\
         [pgbouncer]\nlisten_addr = {ip}\nlisten_port = {own_port}\nunix_socket_dir =\nauth_type = any\npool_mode = transaction\n\
         default_pool_size = 3\nmax_prepared_statements = {prepared}\nignore_startup_parameters = extra_float_digits\n",
        name = options.get_database().unwrap(),
        host = options.get_host(),
        port = options.get_port(),
        user = options.get_username(),
        ip = address.ip(),
        own_port = address.port(),
    );
    fs::write(&config, text).unwrap();
    let child = as_account("pgbouncer").arg("--quiet").arg(&config).spawn();
    Running(child.unwrap_or_else(|error| panic!("PgBouncer did not start ({error}): ./dev test installs it")))
}

fn server(address: SocketAddr, options: &PgConnectOptions, pooler: SocketAddr, folder: &Path) -> Command {
    let through = options.clone().host("127.0.0.1").port(pooler.port());
    let mut command = Command::new(env!("CARGO_BIN_EXE_portico"));
    command
        .args(["--demo", "--log", "error", "--sandbox", "127.0.0.1:0", "--site", "/nowhere", "--posts-per-minute", "0"])
        .args(["--listen", &address.to_string()])
        .args(["--database-url", options.to_url_lossy().as_str(), "--pool-url", through.to_url_lossy().as_str()])
        .arg("--key-file")
        .arg(folder.join("key"))
        .stdout(Stdio::null());
    command
}

async fn until(address: SocketAddr, wanted: StatusCode) {
    let mut tick = tokio::time::interval(Duration::from_millis(50));
    for _ in 0..1_200 {
        tick.tick().await;
        if reqwest::get(format!("http://{address}/readyz")).await.is_ok_and(|answer| answer.status() == wanted) {
            return;
        }
    }
    panic!("{address} is never {wanted}");
}

/// A pooler that answers, so that the server does not find it closed.
async fn listens(address: SocketAddr) {
    let mut tick = tokio::time::interval(Duration::from_millis(50));
    while tokio::net::TcpStream::connect(address).await.is_err() {
        tick.tick().await;
    }
}

#[tokio::test]
async fn pages_go_through_pgbouncer_and_no_tenant_sees_another() {
    let (_database, options) = test_database().await;
    let _ = rustls::crypto::ring::default_provider().install_default();
    let folder = Folder::new("pooler");

    // A pooler whose connections have the owner's rights is refused, with the line that is missing.
    let address = free();
    let refused = async |connect_query: &str, prepared: u32| {
        let at = free();
        let _pooler = pgbouncer(at, &options, connect_query, prepared, &folder.0);
        listens(at).await;
        let output = server(address, &options, at, &folder.0).output().unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    let sentence = refused("select 1", 200).await;
    let missing =
        sentence.split("connect_query = '").nth(1).and_then(|rest| rest.trim_end().strip_suffix('\'')).unwrap().to_owned();
    let sentence = refused(&missing, 0).await;
    assert!(sentence.contains("max_prepared_statements = 200"), "{sentence}");

    // With the lines that the server asked for, it serves.
    let rights = free();
    let mut pooler = pgbouncer(rights, &options, &missing, 200, &folder.0);
    listens(rights).await;
    let _server = Running(server(address, &options, rights, &folder.0).spawn().unwrap());
    until(address, StatusCode::OK).await;

    let site = format!("http://localhost:{}", address.port());
    let mut readers = Vec::new();
    for number in 0..12 {
        let site = site.clone();
        let (email, own, other) = match number % 2 {
            0 => ("ada@acme.example", "Acme Telecom", "Borealis Networks"),
            _ => ("bo@borealis.example", "Borealis Networks", "Acme Telecom"),
        };
        readers.push(tokio::spawn(async move {
            let client = Client::builder().redirect(Policy::none()).build().unwrap();
            let post = |path: &str, cookie: &str, fields: &[(&str, &str)]| {
                let request = client.post(format!("{site}{path}")).header("sec-fetch-site", "same-origin").form(fields);
                request.header(header::ACCEPT, "text/html").header(header::COOKIE, cookie.to_owned()).send()
            };
            let entered =
                post("/api/sign-in", "", &[("email", email), ("password", demo::PASSWORD), ("next", "/")]).await.unwrap();
            let mut cookies = entered.headers().get_all(header::SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
            let session = cookies.find(|cookie| cookie.starts_with("__Host-session=")).unwrap();
            let cookie = session.split(';').next().unwrap().to_owned();
            for time in 0..10 {
                let draft = format!("019a0000-0000-7000-8000-{number:06}{time:06}");
                let name = format!("{own} draft {number}-{time}");
                let step =
                    |version, step| [("flow", "white_label"), ("draft", draft.as_str()), ("version", version), ("step", step)];
                let first =
                    [&step("0", "administrator")[..], &[("answers[administrator]", "reseller"), ("then", "continue")]].concat();
                let second =
                    [&step("1", "contact")[..], &[("answers[company_name]", name.as_str()), ("then", "later")]].concat();
                for fields in [first, second] {
                    let saved = post("/api/drafts/save-step", &cookie, &fields).await.unwrap();
                    assert!(saved.status().is_redirection(), "{}", saved.status());
                }
                let answer = client.get(format!("{site}/drafts")).header(header::COOKIE, &cookie).send().await.unwrap();
                assert_eq!(answer.status(), StatusCode::OK, "{email}");
                let page = answer.text().await.unwrap();
                assert!(page.contains(&name), "{name} is not among the drafts of {email}");
                assert!(!page.contains(&format!("{other} draft")), "{email} sees drafts of {other}");
            }
        }));
    }
    for reader in readers {
        reader.await.unwrap();
    }

    // Without the pooler there is no page, and the server says so to what sends it requests.
    pooler.0.kill().unwrap();
    until(address, StatusCode::SERVICE_UNAVAILABLE).await;
}
