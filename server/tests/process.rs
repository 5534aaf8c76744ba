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
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let child = command()
        .args(["--demo", "--log", "warn", "--listen", &address.to_string(), "--data"])
        .arg(data)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    (child, address)
}

async fn ready(address: SocketAddr) {
    let mut tick = tokio::time::interval(Duration::from_millis(100));
    for _ in 0..600 {
        tick.tick().await;
        let Ok(mut stream) = TcpStream::connect(address).await else { continue };
        stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await.unwrap();
        let mut answer = String::new();
        if stream.read_to_string(&mut answer).await.is_ok() && answer.starts_with("HTTP/1.1 200") {
            return;
        }
    }
    panic!("the server did not become ready");
}

fn postmaster(data: &Path) -> Option<String> {
    let text = fs::read_to_string(data.join("postgres/postmaster.pid")).ok()?;
    text.lines().next().map(str::to_owned)
}

/// A folder of its own, owned by the server's account, gone afterwards.
struct Data(PathBuf);

impl Data {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("portico-process-{}", std::process::id()));
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

    assert!(Command::new("kill").args(["-TERM", &second.id().to_string()]).status().unwrap().success());
    assert!(second.wait().unwrap().success(), "SIGTERM is a clean end");
    assert_eq!(postmaster(&data.0), None, "Postgres was stopped");
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
