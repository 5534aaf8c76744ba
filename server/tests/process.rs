//! The process with its private Postgres: kill -9 and adoption, a clean stop, and starts that are refused with a sentence.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::{
    fs,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const SERVER: &str = env!("CARGO_BIN_EXE_portico");

/// Postgres refuses root: where we are root, `./dev test` names the account that runs the server.
#[expect(clippy::disallowed_methods, reason = "whoever starts the test knows the account")]
fn account() -> Option<String> {
    std::env::var("PORTICO_AS").ok().filter(|account| !account.is_empty())
}

fn command() -> Command {
    let mut command = match account() {
        Some(account) => {
            let mut command = Command::new("setpriv");
            command.args([
                format!("--reuid={account}"),
                format!("--regid={account}"),
                "--clear-groups".to_owned(),
                SERVER.to_owned(),
            ]);
            command
        }
        None => Command::new(SERVER),
    };
    command.env_remove("DATABASE_URL").current_dir("/");
    command
}

fn start(data: &Path) -> (Child, SocketAddr) {
    start_with(data, Stdio::inherit())
}

fn start_with(data: &Path, log: Stdio) -> (Child, SocketAddr) {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let child = command()
        .args(["--demo", "--log", "warn", "--sandbox", "127.0.0.1:0", "--shutdown-grace", "2"])
        .args(["--listen", &address.to_string(), "--data"])
        .arg(data)
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .unwrap();
    (child, address)
}

/// The status of a path, where somebody answers.
async fn status(address: SocketAddr, path: &str) -> Option<u16> {
    let mut stream = TcpStream::connect(address).await.ok()?;
    let head = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).await.ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.ok()?;
    answer.split(' ').nth(1)?.parse().ok()
}

async fn until(address: SocketAddr, path: &str, wanted: u16) {
    let mut tick = tokio::time::interval(Duration::from_millis(100));
    for _ in 0..600 {
        tick.tick().await;
        if status(address, path).await == Some(wanted) {
            return;
        }
    }
    panic!("{path} is not {wanted}");
}

async fn ready(address: SocketAddr) {
    until(address, "/readyz", 200).await;
}

fn terminate(child: &Child) {
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
}

/// What the private Postgres says of a setting.
async fn setting(data: &Path, name: &str) -> String {
    let pid_file = fs::read_to_string(data.join("postgres/postmaster.pid")).unwrap();
    let port = pid_file.lines().nth(3).unwrap().trim().to_owned();
    let password = fs::read_to_string(data.join("password")).unwrap();
    let url = format!("postgres://postgres:{}@127.0.0.1:{port}/portico", password.trim());
    backend::database::setting(&url, name).await.unwrap()
}

fn postmaster(data: &Path) -> Option<String> {
    let text = fs::read_to_string(data.join("postgres/postmaster.pid")).ok()?;
    text.lines().next().map(str::to_owned)
}

/// A folder of its own, owned by the server's account, gone afterwards.
struct Data(PathBuf);

impl Data {
    fn new() -> Self {
        // Tests of one process run at the same time.
        let here = std::thread::current().name().unwrap_or_default().replace(':', "-");
        let path = std::env::temp_dir().join(format!("portico-process-{}-{here}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        if let Some(account) = account() {
            assert!(Command::new("chown").args([&account, path.to_str().unwrap()]).status().unwrap().success());
        }
        Self(path)
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        // What is left in the folder for temporary files is swept away by the system.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn the_private_postgres_survives_kill_9_is_adopted_and_stops_with_the_server() {
    let data = Data::new();
    let (mut first, address) = start(&data.0);
    ready(address).await;
    let postgres = postmaster(&data.0).unwrap();
    first.kill().unwrap();
    first.wait().unwrap();
    assert_eq!(postmaster(&data.0).as_ref(), Some(&postgres), "Postgres runs on");

    let (mut second, address) = start(&data.0);
    ready(address).await;
    assert_eq!(postmaster(&data.0), Some(postgres), "and the next server adopts it, with its data");

    terminate(&second);
    assert!(second.wait().unwrap().success(), "SIGTERM is a clean end");
    assert_eq!(postmaster(&data.0), None, "Postgres was stopped");

    // A copy of the folder is a database with the same identifiers: no job runs there before it is adopted.
    let copy = Data(data.0.with_extension("copy"));
    assert!(Command::new("cp").arg("-a").args([&data.0, &copy.0]).status().unwrap().success());
    assert!(!log_of(&data.0).await.contains("portico adopt"));
    assert!(log_of(&copy.0).await.contains("portico adopt"));
    let adopted = command().args(["--listen", "127.0.0.1:0", "--data"]).arg(&copy.0).arg("adopt").output().unwrap();
    assert!(adopted.status.success(), "{}", String::from_utf8_lossy(&adopted.stderr));
    assert!(!log_of(&copy.0).await.contains("portico adopt"));
}

/// What a server warns of from its start to its stop.
async fn log_of(data: &Path) -> String {
    let (server, address) = start_with(data, Stdio::piped());
    ready(address).await;
    terminate(&server);
    String::from_utf8(server.wait_with_output().unwrap().stderr).unwrap()
}

#[tokio::test]
async fn the_private_postgres_keeps_what_it_acknowledged_and_is_started_again_where_it_ends() {
    let data = Data::new();
    let (mut server, address) = start(&data.0);
    ready(address).await;
    for name in ["fsync", "full_page_writes", "synchronous_commit"] {
        assert_eq!(setting(&data.0, name).await, "on", "{name}");
    }
    let postgres = postmaster(&data.0).unwrap();
    assert!(Command::new("kill").args(["-KILL", &postgres]).status().unwrap().success());
    let mut tick = tokio::time::interval(Duration::from_millis(100));
    while postmaster(&data.0).is_none_or(|now| now == postgres) {
        tick.tick().await;
    }
    ready(address).await;
    assert_eq!(setting(&data.0, "fsync").await, "on", "another one runs, and keeps it too");

    // Told to end, it is not ready first, and still serves: what stands before it finds out in time.
    terminate(&server);
    until(address, "/readyz", 503).await;
    assert_eq!(status(address, "/sign-in").await, Some(200));
    assert!(server.wait().unwrap().success());

    // Its people's password is published, and its secrets need their key.
    let folder = data.0.to_str().unwrap();
    let listen = ["--listen", "127.0.0.1:0", "--data", folder];
    let said = refused(&listen);
    assert!(said.contains("--demo"), "{said}");
    fs::remove_file(data.0.join("key")).unwrap();
    let said = refused(&[listen.as_slice(), &["--demo", "--sandbox", "127.0.0.1:0"]].concat());
    assert!(said.contains("restore it from the backup"), "{said}");
    assert!(!data.0.join("key").exists(), "no other key is made");
}

fn refused(args: &[&str]) -> String {
    let Output { status, stderr, .. } = command().args(args).output().unwrap();
    assert_eq!(status.code(), Some(2), "{args:?}");
    String::from_utf8(stderr).unwrap()
}

#[test]
fn wrong_flags_end_the_start_with_a_sentence() {
    for (args, word) in [
        (&["--listen", "nowhere"] as &[_], "--listen"),
        (&["--colour", "blue"], "--colour"),
        (&["--demo", "--listen", "0.0.0.0:0"], "loopback"),
        (&["--public-url", "ftp://portal.example.com"], "--public-url"),
        (&["--listen", "127.0.0.1:0", "--database-url", "nonsense"], "DATABASE_URL"),
        (&["--listen", "127.0.0.1:0", "--log", "=="], "--log"),
    ] {
        let said = refused(args);
        assert!(said.contains(word), "{args:?}: {said}");
        assert!(!said.contains("panicked"), "{said}");
    }
}
