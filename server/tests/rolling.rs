//! Two servers behind `HAProxy` are restarted one after the other under load, and no request is lost.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod processes;

use std::{
    fs,
    net::SocketAddr,
    process::{Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use backend::{demo, testing::test_database};
use reqwest::{Client, StatusCode, header, redirect::Policy};
use sqlx::{ConnectOptions, postgres::PgConnectOptions};

use processes::{Folder, Running, free};

/// Readers and writers at once.
const CLIENTS: usize = 6;

fn server(address: SocketAddr, public: SocketAddr, options: &PgConnectOptions, folder: &Folder) -> Running {
    let child = Command::new(env!("CARGO_BIN_EXE_portico"))
        .args(["--demo", "--log", "error", "--sandbox", "127.0.0.1:0", "--site", "/nowhere", "--shutdown-grace", "2"])
        .args(["--posts-per-minute", "0", "--reads-per-minute", "0", "--trusted-proxies", "127.0.0.1/32"])
        .args(["--listen", &address.to_string(), "--public-url", &format!("http://localhost:{}", public.port())])
        .args(["--database-url", options.to_url_lossy().as_str()])
        .arg("--key-file")
        .arg(folder.0.join("key"))
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    Running(child)
}

async fn ready(address: SocketAddr) {
    let mut tick = tokio::time::interval(Duration::from_millis(50));
    for _ in 0..1_200 {
        tick.tick().await;
        if reqwest::get(format!("http://{address}/readyz")).await.is_ok_and(|answer| answer.status() == StatusCode::OK) {
            return;
        }
    }
    panic!("{address} is not ready");
}

/// Whether `HAProxy` sends requests to a server again: it finds out by its own checks, some time after the server is ready.
async fn is_used(public: SocketAddr, server: SocketAddr) {
    let mut tick = tokio::time::interval(Duration::from_millis(20));
    for _ in 0..1_000 {
        tick.tick().await;
        let asked = reqwest::get(format!("http://{public}/readyz")).await;
        if asked.is_ok_and(|answer| answer.headers().get("x-answered-by").is_some_and(|by| *by == server.to_string())) {
            return;
        }
    }
    panic!("{server} gets no requests");
}

/// A server that says it is not ready gets no new request, and only a request that reached no server is sent again.
fn haproxy(public: SocketAddr, servers: [SocketAddr; 2], folder: &Folder) -> Running {
    let config = folder.0.join("haproxy.cfg");
    let text = format!(
        "defaults\n mode http\n timeout connect 2s\n timeout client 60s\n timeout server 60s\n option redispatch\n retries 3\n \
         retry-on conn-failure\n\
         frontend portico\n bind {public}\n default_backend servers\n\
         backend servers\n http-response set-header x-answered-by %si:%sp\n option forwardfor\n option httpchk GET /readyz\n http-check expect status 200\n \
         default-server check inter 200ms fall 1 rise 1\n server a {}\n server b {}\n",
        servers[0], servers[1]
    );
    fs::write(&config, text).unwrap();
    let child = Command::new("haproxy").arg("-f").arg(&config).arg("-db").stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    Running(child.unwrap_or_else(|error| panic!("HAProxy did not start ({error}): ./dev test installs it")))
}

#[tokio::test]
async fn servers_behind_haproxy_are_restarted_one_by_one_and_no_request_is_lost() {
    let (_database, options) = test_database().await;
    let _ = rustls::crypto::ring::default_provider().install_default();
    let folder = Folder::new("rolling");
    let (public, addresses) = (free(), [free(), free()]);
    // One after the other: the first makes the key.
    let mut servers = Vec::new();
    for address in addresses {
        servers.push(server(address, public, &options, &folder));
        ready(address).await;
    }
    let _haproxy = haproxy(public, addresses, &folder);
    for address in addresses {
        is_used(public, address).await;
    }
    let site = format!("http://localhost:{}", public.port());

    let over = Arc::new(AtomicBool::new(false));
    let answered = Arc::new(AtomicUsize::new(0));
    let mut clients = Vec::new();
    for number in 0..CLIENTS {
        let (over, answered, site) = (over.clone(), answered.clone(), site.clone());
        clients.push(tokio::spawn(async move {
            let client = Client::builder().redirect(Policy::none()).build().unwrap();
            let fields = [("email", "ada@acme.example"), ("password", demo::PASSWORD), ("next", "/")];
            let post = |path: &str, cookie: &str, fields: &[(&str, &str)]| {
                let request = client.post(format!("{site}{path}")).header("sec-fetch-site", "same-origin").form(fields);
                request.header(header::ACCEPT, "text/html").header(header::COOKIE, cookie.to_owned()).send()
            };
            let entered = post("/api/sign-in", "", &fields).await.unwrap();
            let cookie = entered.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
            let mut lost = Vec::new();
            while !over.load(Ordering::SeqCst) {
                let asked = if number % 2 == 0 {
                    client.get(format!("{site}/customers")).header(header::COOKIE, &cookie).send().await
                } else {
                    post("/api/preferences", &cookie, &[("language", "en"), ("next", "/")]).await
                };
                match asked {
                    Ok(answer) if answer.status().is_success() || answer.status().is_redirection() => {
                        answered.fetch_add(1, Ordering::SeqCst);
                    }
                    Ok(answer) => lost.push(answer.status().to_string()),
                    Err(error) => lost.push(error.to_string()),
                }
            }
            lost
        }));
    }
    let begun = async |more: usize| {
        let from = answered.load(Ordering::SeqCst);
        while answered.load(Ordering::SeqCst) < from + more {
            tokio::task::yield_now().await;
        }
    };
    begun(50).await;
    for (at, address) in addresses.into_iter().enumerate() {
        let mut old = servers.remove(at);
        assert!(Command::new("kill").args(["-TERM", &old.0.id().to_string()]).status().unwrap().success());
        let ended = tokio::task::spawn_blocking(move || old.0.wait().unwrap()).await.unwrap();
        assert!(ended.success(), "{ended}");
        servers.insert(at, server(address, public, &options, &folder));
        ready(address).await;
        is_used(public, address).await;
        begun(50).await;
    }
    over.store(true, Ordering::SeqCst);
    for client in clients {
        assert_eq!(client.await.unwrap(), Vec::<String>::new(), "of {} requests", answered.load(Ordering::SeqCst));
    }
}
