//! Starts Portico, and stops it cleanly.

#![recursion_limit = "512"]

use std::{io::Write, path::Path, process::ExitCode, str::FromStr, time::Duration};

use backend::{
    Backend,
    accounts::Sessions,
    database, demo,
    deployment::{self, Deployment, Place},
    jobs::{self, Queue, Worker},
    mail::{Catcher, Mailer},
};
use clap::Parser;
use server::{
    config::{Command, Config},
    http,
    postgres::Private,
};
use tokio::{net::TcpListener, signal::unix::SignalKind, task::JoinSet};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

/// A page is thousands of short strings, made on many threads at once: the system's allocator spends a quarter of the time on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Requests that run when the server is told to stop have so long to end.
const DRAIN: Duration = Duration::from_secs(20);
/// So many connections are kept for sessions, rates and readiness, and the one that listens for changes.
const RESERVE: u32 = 5;
/// How many jobs of each queue run at once; how many mails, the configuration says.
const SLOTS: [(Queue, usize); 3] = [(Queue::Events, 4), (Queue::Charges, 2), (Queue::Other, 2)];
/// How often the audit is anchored in the log.
const ANCHORED: Duration = Duration::from_hours(24);
/// How often expired sessions are swept away.
const SWEEP: Duration = Duration::from_mins(10);

fn main() -> ExitCode {
    let config = match Config::parse().check() {
        Ok(config) => config,
        Err(sentence) => return refuse(&sentence),
    };
    let filter = match EnvFilter::from_str(&config.log) {
        Ok(filter) => filter,
        Err(error) => return refuse(&format!("--log {}: {error}", config.log)),
    };
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if config.log_json {
        log.json().init();
    } else {
        log.init();
    }
    // Each open page of the invitations, each waiting browser is a file.
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::warn!(%error, "the limit of open files was not raised");
    }
    match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => match runtime.block_on(run(config)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(sentence) => refuse(&sentence),
        },
        Err(error) => refuse(&format!("the runtime did not start: {error}")),
    }
}

fn refuse(sentence: &str) -> ExitCode {
    // Where even the error output is gone, only the exit code is left to tell.
    let _ = writeln!(std::io::stderr(), "portico: {sentence}");
    ExitCode::from(2)
}

async fn run(config: Config) -> Result<(), String> {
    if let Some(address) = config.sandbox_provider {
        return server::sandbox::serve(address).await;
    }
    // Bound first: a second server on the same port must not touch the first one's database.
    let listener = TcpListener::bind(config.listen).await.map_err(|error| format!("--listen {}: {error}", config.listen))?;
    // An empty value in the environment is how some tools say that there is none.
    let (private, url) = if let Some(url) = config.database_url.as_ref().filter(|url| !url.is_empty()) {
        (None, url.clone())
    } else {
        let private = Private::start(&config.data, config.postgres_dir.as_deref()).await?;
        let url = private.url().to_owned();
        (Some(private), url)
    };
    let served = match &config.command {
        Some(Command::VerifyAudit { anchors }) => verify_audit(&config, &url, anchors.as_deref()).await,
        Some(Command::AnchorAudit) => anchor_audit(&config, &url).await,
        Some(Command::Backup { file, passphrase_file }) => server::backup::backup(&config, &url, file, passphrase_file).await,
        Some(Command::Restore { file, passphrase_file }) => server::backup::restore(&config, &url, file, passphrase_file).await,
        Some(Command::Adopt) => adopt(&url, place(&config, &url, private.is_some())?).await,
        None => serve(&config, listener, &url, place(&config, &url, private.is_some())?).await,
    };
    match private {
        // A command must not stop the Postgres of a server that runs beside it.
        Some(private) if config.command.is_none() || !private.is_adopted() => private.stop().await,
        _ => {}
    }
    served
}

/// Says of each reseller whether its audit is whole.
async fn verify_audit(config: &Config, url: &str, anchors: Option<&Path>) -> Result<(), String> {
    let options = database::Options::from_str(url).map_err(|error| format!("DATABASE_URL cannot be read: {error}"))?;
    let said = |error: backend::Error| format!("the database: {error}");
    let (mut lines, mut whole) = backend::audit::verify(&options).await.map_err(said)?;
    if let Some(anchors) = anchors {
        let text = std::fs::read_to_string(anchors).map_err(|error| format!("--anchors {}: {error}", anchors.display()))?;
        let key = server::key::read(&config.key_file(), &backend::system_random(), false)?;
        let wrong = backend::audit::check_anchors(&options, &key, &text).await.map_err(said)?;
        whole &= wrong.is_empty();
        lines.extend(wrong);
    }
    for line in lines {
        // The exit code tells too, where nobody reads.
        let _ = writeln!(std::io::stdout(), "{line}");
    }
    if whole { Ok(()) } else { Err("an audit was changed".to_owned()) }
}

/// Prints the anchors of the audit.
async fn anchor_audit(config: &Config, url: &str) -> Result<(), String> {
    let said = |error: backend::Error| format!("the database: {error}");
    let options = database::Options::from_str(url).map_err(|error| format!("DATABASE_URL cannot be read: {error}"))?;
    let pool = database::connect(options, 1).await.map_err(said)?;
    let key = server::key::read(&config.key_file(), &backend::system_random(), false)?;
    for anchor in backend::audit::anchors(&pool, &key).await.map_err(said)? {
        writeln!(std::io::stdout(), "{anchor}").map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Writes the anchors of the audit into the log, which is kept elsewhere.
async fn anchor_daily(backend: Backend) {
    let mut every = tokio::time::interval(ANCHORED);
    loop {
        every.tick().await;
        match backend.audit_anchors().await {
            Ok(anchors) => anchors.iter().for_each(|anchor| tracing::info!(anchor, "audit anchor")),
            Err(error) => tracing::error!(%error, "the audit was not anchored"),
        }
    }
}

/// The database is no copy any more: it is served as the one that sends and charges.
async fn adopt(url: &str, place: Place) -> Result<(), String> {
    let said = |error: backend::Error| format!("the database: {error}");
    let options = database::Options::from_str(url).map_err(|error| format!("DATABASE_URL cannot be read: {error}"))?;
    database::migrate(&options).await.map_err(said)?;
    let pool = database::connect(options, 1).await.map_err(said)?;
    let deployment = Deployment::of(&pool, place).await.map_err(said)?;
    deployment::adopt(&pool, &deployment).await.map_err(said)
}

/// Where the database is reached.
fn place(config: &Config, url: &str, is_private: bool) -> Result<Place, String> {
    if let Some(name) = config.place.as_ref().filter(|name| !name.is_empty()) {
        return Ok(Place::new(name));
    }
    if is_private {
        return Ok(server::place::private(&config.data));
    }
    let options = database::Options::from_str(url).map_err(|error| format!("DATABASE_URL cannot be read: {error}"))?;
    Ok(server::place::at(&options))
}

async fn serve(config: &Config, listener: TcpListener, url: &str, place: Place) -> Result<(), String> {
    let options = database::Options::from_str(url).map_err(|error| format!("DATABASE_URL cannot be read: {error}"))?;
    let said = |error: backend::Error| format!("the database: {error}");
    database::migrate(&options).await.map_err(said)?;
    let reserve = database::connect(options.clone(), RESERVE).await.map_err(said)?;
    let pool = match config.pool_url.as_ref().filter(|url| !url.is_empty()) {
        Some(url) => {
            let options =
                database::Options::from_str(url).map_err(|error| format!("DATABASE_POOL_URL cannot be read: {error}"))?;
            database::connect_pooled(options, config.connections, &reserve).await
        }
        None => database::connect(options.clone(), config.connections).await,
    };
    let pool = pool.map_err(said)?;
    let random = backend::system_random();
    let deployment = Deployment::of(&pool, place).await.map_err(said)?;
    let key = server::key::read(&config.key_file(), &random, !deployment.has_key())?;
    deployment.check(&key, config.demo).map_err(said)?;
    let mut relay = config.smtp_url.clone();
    let mut backend = Backend::new(pool, backend::system_clock(), random, key).with_reserve(reserve);
    if config.demo {
        demo::prepare(&backend, &options).await.map_err(said)?;
        let (caught, address) = Catcher::listen().await.map_err(|error| format!("catching mail: {error}"))?;
        backend = backend.in_development(caught);
        relay = Some(address);
    }
    // It lives as long as this.
    let is_copy = deployment.is_copy();
    if !is_copy {
        deployment::keep(&backend, &deployment, config.demo).await.map_err(said)?;
    }
    let sandbox = if config.demo { Some(server::sandbox::start(config).await?) } else { None };
    let backend = backend.paying_at(config.stripe_url.as_deref(), sandbox.as_ref().map(server::sandbox::Sandbox::origin));
    let backend = if is_copy { backend.over_a_copy() } else { backend };
    let posted = CancellationToken::new();
    let mut workers = JoinSet::new();
    if is_copy {
        tracing::warn!(
            "this database is a copy of one that was served elsewhere: its jobs do not run and no payment provider is asked, so it sends no email and moves no money. \
             If it is the one from now on, run: portico adopt"
        );
    } else {
        let worker = Worker::new(backend.clone()).until(posted.clone());
        if let Some(relay) = relay.filter(|relay| !relay.is_empty()) {
            let mailer = Mailer::new(&relay, &config.mail_from, &config.origin())?;
            workers.spawn(worker.clone().mailing(mailer).work(Queue::Mail, config.mail_workers as usize));
        } else {
            tracing::warn!("no mail is sent: --smtp-url names no relay; mails wait until it does");
        }
        for (queue, slots) in SLOTS {
            workers.spawn(worker.clone().work(queue, slots));
        }
        workers.spawn(jobs::make_periodic(backend.clone(), posted.clone()));
    }
    if sandbox.is_some() && !is_copy {
        let reached = backend.clone().reached_at(&config.origin()).map_err(said)?;
        demo::connect_sandbox(&reached, &options).await.map_err(said)?;
    }
    let sessions = Sessions::new(backend.clone());
    let sweep = tokio::spawn(sweep(sessions.clone()));
    let anchored = tokio::spawn(anchor_daily(backend.clone()));
    let stopping = http::Stopping::default();
    let operators = backend.clone();
    let site = http::site(config, backend, sessions, stopping.clone())
        .map_err(|error| format!("--public-url {}: {error}", config.origin()))?;
    announce(config, sandbox.as_ref().map(server::sandbox::Sandbox::origin));
    if let Some(token) = backend::operators::invite_first(&operators).await.map_err(said)? {
        let first = format!(
            "Nobody runs this yet. Become the operator, within seven days:\n{}/operator/first/{token}\n",
            config.origin()
        );
        let _ = std::io::stdout().write_all(first.as_bytes());
    }

    let grace = Duration::from_secs(config.shutdown_grace);
    let drained = {
        let stopping = stopping.clone();
        async move {
            let is_asked_by_hand = stop_signal().await;
            // First it is not ready any more, so that nothing new is sent to it; then nothing new is taken in.
            stopping.begin();
            if !is_asked_by_hand {
                tracing::info!(seconds = grace.as_secs(), "stopping: not ready any more, still serving");
                tokio::time::sleep(grace).await;
            }
            tracing::info!("stopping: no new requests, the running ones end");
        }
    };
    tokio::select! {
        () = http::serve(listener, site.router, drained) => {}
        () = stopping.overdue(grace + DRAIN) => {}
    }
    sweep.abort();
    anchored.abort();
    // Jobs that run come to their end; the others wait for the next start.
    posted.cancel();
    if tokio::time::timeout(DRAIN, workers.join_all()).await.is_err() {
        tracing::warn!("a job that was running is left to the next start");
    }
    Ok(())
}

/// The address and how to sign in, for whoever started it.
fn announce(config: &Config, sandbox: Option<&str>) {
    use std::fmt::Write as _;

    let mut lines = format!("Portico is at {}\n", config.origin());
    if let Some(sandbox) = sandbox {
        lines.push_str("Sign in as ada@acme.example (administrator of Acme Telecom), or as max@, sam@, rita@acme.example or\n");
        lines.push_str("bo@borealis.example; the password of all is demo-portico-2026. What is mailed is at /dev/mail,\n");
        let _ = writeln!(lines, "what is paid at {sandbox}");
    }
    // It serves all the same where nobody reads.
    let _ = std::io::stdout().write_all(lines.as_bytes());
}

async fn sweep(sessions: Sessions) {
    let mut every = tokio::time::interval(SWEEP);
    loop {
        every.tick().await;
        if let Err(error) = sessions.sweep().await {
            tracing::warn!(%error, "expired sessions were not swept away");
        }
    }
}

/// Waits for a signal; true for the one that a person gives at the keyboard.
async fn stop_signal() -> bool {
    let terminated = async {
        match tokio::signal::unix::signal(SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(error) => {
                tracing::warn!(%error, "SIGTERM is not heard");
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => true,
        () = terminated => false,
    }
}
