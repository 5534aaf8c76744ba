//! The payment provider for development, as a process of its own: what talks to it talks to another one, as to any provider.

use std::{net::SocketAddr, process::Stdio, sync::Arc};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, BufReader},
    net::TcpListener,
    process::{Child, Command},
};

use crate::config::Config;

/// A running provider. It ends with this.
#[derive(Debug)]
pub struct Sandbox {
    // Its standard input ends with this process, whatever ends that.
    _child: Child,
    origin: String,
}

impl Sandbox {
    /// Scheme, host and port of its pages and its API.
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

/// Starts one.
///
/// # Errors
/// A sentence that says why it did not.
pub async fn start(config: &Config) -> Result<Sandbox, String> {
    let program = std::env::current_exe().map_err(|error| format!("the payment provider for development: {error}"))?;
    start_as(&program, &config.sandbox.to_string()).await
}

/// The same by a program, listening at an address.
///
/// # Errors
/// A sentence that says why it did not.
pub async fn start_as(program: &std::path::Path, listen: &str) -> Result<Sandbox, String> {
    let failed = |error: std::io::Error| format!("the payment provider for development: {error}");
    let mut child = Command::new(program)
        .args(["--sandbox-provider", listen])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(failed)?;
    let said = child.stdout.take().map(BufReader::new);
    let mut origin = String::new();
    if let Some(mut said) = said {
        said.read_line(&mut origin).await.map_err(failed)?;
    }
    let origin = origin.trim().to_owned();
    if origin.is_empty() {
        return Err(format!("the payment provider for development did not start: is --sandbox {listen} taken?"));
    }
    Ok(Sandbox { _child: child, origin })
}

/// Is one, until the standard input ends.
///
/// # Errors
/// A sentence that names the address where it cannot listen.
pub async fn serve(listen: SocketAddr) -> Result<(), String> {
    use std::io::Write;

    let failed = |error: std::io::Error| format!("--sandbox-provider {listen}: {error}");
    let listener = TcpListener::bind(listen).await.map_err(failed)?;
    let origin = format!("http://localhost:{}", listener.local_addr().map_err(failed)?.port());
    // Whoever started it reads where it is.
    writeln!(std::io::stdout(), "{origin}").map_err(failed)?;
    let ended = async {
        let mut nothing = Vec::new();
        // However the input ends, it ends.
        drop(tokio::io::stdin().read_to_end(&mut nothing).await);
    };
    let (clock, random) = (backend::system_clock(), backend::system_random());
    let sources = sandbox::Sources { now: Arc::new(move || clock().unix_timestamp()), random };
    sandbox::serve(listener, origin, sources, ended).await.map_err(failed)
}
