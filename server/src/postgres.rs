//! The private Postgres: a real one that the server starts and stops itself, or adopts if it still runs from before.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use postgresql_embedded::{PostgreSQL, Settings};
use tokio::{net::TcpStream, sync::Mutex, task::JoinHandle, time::timeout};

/// The oldest Postgres whose features the migrations use (`unique nulls not distinct`).
const OLDEST: u32 = 15;
const DATABASE: &str = "portico";

/// A running private Postgres.
pub struct Private {
    server: Arc<Mutex<PostgreSQL>>,
    supervisor: JoinHandle<()>,
    url: String,
    /// Whether it ran before.
    adopted: bool,
}

/// What must be on, so that nothing that was acknowledged is lost.
const DURABLE: [&str; 3] = ["fsync", "full_page_writes", "synchronous_commit"];

impl Private {
    /// Starts it, or adopts the one that still runs on this data.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub async fn start(data: &Path, found: Option<&Path>) -> Result<Self, String> {
        let failed = |error: postgresql_embedded::Error| format!("the private Postgres did not start: {error}");
        let data = std::path::absolute(data).map_err(|error| format!("--data {}: {error}", data.display()))?;
        fs::create_dir_all(&data).map_err(|error| format!("--data {} cannot be made: {error}", data.display()))?;
        let installed = found.map(Path::to_owned).or_else(system_installation);
        let password_file = data.join("password");
        let mut settings = Settings {
            data_dir: data.join("postgres"),
            password_file: data.join("postgres.password"),
            username: "postgres".to_owned(),
            temporary: false,
            timeout: Some(Duration::from_mins(1)),
            trust_installation_dir: installed.is_some(),
            installation_dir: installed.unwrap_or_else(|| data.join("postgres-installation")),
            ..Settings::default()
        };
        // The password is made once: the default is a new random one each time.
        if let Ok(known) = fs::read_to_string(&password_file) {
            known.trim().clone_into(&mut settings.password);
        } else {
            write_private(&password_file, &settings.password)
                .map_err(|error| format!("{}: {error}", password_file.display()))?;
        }
        settings.configuration.insert("listen_addresses".to_owned(), "127.0.0.1".to_owned());
        settings.configuration.insert("unix_socket_directories".to_owned(), String::new());
        settings.configuration.insert("shared_buffers".to_owned(), "128MB".to_owned());
        settings.configuration.insert("max_connections".to_owned(), "100".to_owned());
        // The library starts it without fsync, for tests: here what was acknowledged must survive a power cut.
        for setting in DURABLE {
            settings.configuration.insert(setting.to_owned(), "on".to_owned());
        }

        let running = running_port(&settings.data_dir).await;
        if running.is_none() {
            // Left behind by a kill -9 of everything; Postgres itself would find that nobody has it, the library would not.
            match fs::remove_file(settings.data_dir.join("postmaster.pid")) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(format!("postmaster.pid: {error}")),
                _ => {}
            }
        }
        settings.port = running.unwrap_or(0);
        let mut server = PostgreSQL::new(settings);
        if running.is_none() {
            server.setup().await.map_err(failed)?;
            server.start().await.map_err(failed)?;
        }
        if !server.database_exists(DATABASE).await.map_err(failed)? {
            server.create_database(DATABASE).await.map_err(failed)?;
        }
        let url = server.settings().url(DATABASE);
        is_durable(&url).await?;
        let server = Arc::new(Mutex::new(server));
        let supervisor = tokio::spawn(supervise(server.clone()));
        Ok(Self { server, supervisor, url, adopted: running.is_some() })
    }

    /// Whether it ran before: another server may need it still.
    pub const fn is_adopted(&self) -> bool {
        self.adopted
    }

    /// How to reach it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Stops it.
    pub async fn stop(self) {
        self.supervisor.abort();
        if let Err(error) = self.server.lock().await.stop().await {
            tracing::warn!(%error, "the private Postgres did not stop; the next start adopts it");
        }
    }
}

/// Refuses a Postgres that would lose what it acknowledged.
async fn is_durable(url: &str) -> Result<(), String> {
    let failed = |error: backend::Error| format!("the private Postgres does not answer: {error}");
    for setting in DURABLE {
        let value = backend::database::setting(url, setting).await.map_err(failed)?;
        if value != "on" {
            return Err(format!(
                "the private Postgres runs with {setting} {value}, so a power cut would lose data: stop it, and start again"
            ));
        }
    }
    Ok(())
}

/// How often it is looked whether it still runs.
const LOOK: Duration = Duration::from_secs(1);
/// The longest pause between two starts that fail.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Starts it again wherever it has ended: killed, or out of memory.
async fn supervise(server: Arc<Mutex<PostgreSQL>>) {
    let mut pause = LOOK;
    loop {
        tokio::time::sleep(pause).await;
        let mut server = server.lock().await;
        let settings = server.settings();
        if TcpStream::connect(("127.0.0.1", settings.port)).await.is_ok() {
            pause = LOOK;
            continue;
        }
        tracing::error!("the private Postgres has ended: it is started again");
        // Postgres finds by itself whether anybody has the data; the library believes the file.
        let pid_file = settings.data_dir.join("postmaster.pid");
        if let Err(error) = fs::remove_file(&pid_file)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::error!(%error, "postmaster.pid cannot be removed");
        }
        pause = match server.start().await {
            Ok(()) => {
                tracing::info!("the private Postgres runs again");
                LOOK
            }
            Err(error) => {
                tracing::error!(%error, "the private Postgres did not start");
                (pause * 2).min(LONGEST_PAUSE)
            }
        };
    }
}

/// The port of a Postgres that runs on this data, as its pid file says and the port confirms.
async fn running_port(data: &Path) -> Option<u16> {
    let pid_file = fs::read_to_string(data.join("postmaster.pid")).ok()?;
    let port = pid_file.lines().nth(3)?.trim().parse().ok()?;
    let answer = timeout(Duration::from_secs(2), TcpStream::connect(("127.0.0.1", port))).await;
    answer.ok()?.ok()?;
    Some(port)
}

/// The newest fitting Postgres among the usual places.
pub(crate) fn system_installation() -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path())))
        .filter(|(version, path)| *version >= OLDEST && path.join("bin/postgres").exists())
        .collect();
    found.sort();
    found.pop().map(|(_, path)| path)
}

/// Writes a file that nobody else may read.
pub(crate) fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};

    fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?.write_all(text.as_bytes())
}
