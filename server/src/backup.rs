//! `portico backup` and `portico restore`: the database, by Postgres's own tools, and the key under which its secrets are stored, in one file
//! under a passphrase.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
    process::Stdio,
    str::FromStr,
};

use backend::{Error, database, deployment, sealed_stream};
use tempfile::NamedTempFile;
use tokio::{
    fs,
    io::{AsyncReadExt, BufWriter},
    process::{Child, Command},
};
use url::Url;

use crate::config::Config;

/// The key's text and a line's end stand before the dump.
const KEY: usize = 65;
/// A passphrase is at least this long, in characters.
const LEAST: usize = 12;

fn said(error: &Error) -> String {
    error.to_string()
}

async fn passphrase(file: &Path) -> Result<String, String> {
    let text = fs::read_to_string(file).await.map_err(|error| format!("--passphrase-file {}: {error}", file.display()))?;
    let passphrase = text.trim_end_matches(['\r', '\n']).to_owned();
    if passphrase.chars().count() < LEAST {
        return Err(format!("--passphrase-file {}: a passphrase has at least {LEAST} characters", file.display()));
    }
    Ok(passphrase)
}

/// One of Postgres's programs, told where the database is by its environment: a password has no place in a list of processes.
fn program(config: &Config, name: &str, url: &str) -> Result<Command, String> {
    let installed = config.postgres_dir.clone().or_else(crate::postgres::system_installation);
    let path = installed.map_or_else(|| PathBuf::from(name), |folder| folder.join("bin").join(name));
    let url = Url::parse(url).map_err(|error| format!("DATABASE_URL cannot be read: {error}"))?;
    let plain = |text: &str| {
        let pair = format!("x={}", text.replace('+', "%2B"));
        form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned()).unwrap_or_default()
    };
    let mut command = Command::new(path);
    command
        .env("PGHOST", url.host_str().unwrap_or("localhost"))
        .env("PGPORT", url.port().unwrap_or(5432).to_string())
        .env("PGUSER", plain(url.username()))
        .env("PGPASSWORD", plain(url.password().unwrap_or_default()))
        .env("PGDATABASE", plain(url.path().trim_start_matches('/')))
        .kill_on_drop(true);
    Ok(command)
}

fn spawn(command: &mut Command, name: &str) -> Result<Child, String> {
    command.spawn().map_err(|error| format!("{name} did not start: {error}. Name its folder with --postgres-dir"))
}

async fn ended(mut child: Child, name: &str) -> Result<(), String> {
    let status = child.wait().await.map_err(|error| format!("{name}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{name} failed: what it said is above")) }
}

/// Writes a backup. An unfinished one has no name that could be taken for a whole one.
///
/// # Errors
/// A sentence for whoever asked for it.
pub async fn backup(config: &Config, url: &str, file: &Path, passphrase_file: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", file.display());
    let passphrase = passphrase(passphrase_file).await?;
    let key = config.key_file();
    let key = fs::read_to_string(&key).await.map_err(|error| format!("--key-file {}: {error}", key.display()))?;
    let mut dump = program(config, "pg_dump", url)?;
    // Row-level security holds for the owner too, whose own policies show every row.
    dump.args(["--format=custom", "--no-owner", "--enable-row-security"]).stdout(Stdio::piped());
    let mut child = spawn(&mut dump, "pg_dump")?;
    let output = child.stdout.take().ok_or("pg_dump has no output")?;
    let line = format!("{}\n", key.trim());
    let mut source = line.as_bytes().chain(output);
    let unfinished = file.with_extension("unfinished");
    let mut target = BufWriter::new(fs::File::create(&unfinished).await.map_err(failed)?);
    sealed_stream::seal(&mut source, &mut target, &passphrase, &backend::system_random())
        .await
        .map_err(|error| said(&error))?;
    ended(child, "pg_dump").await?;
    target.get_ref().sync_all().await.map_err(failed)?;
    fs::rename(&unfinished, file).await.map_err(failed)
}

/// Restores a backup into an empty database, which is a copy until it is adopted. Its owner may have another name than the first one's.
///
/// # Errors
/// A sentence for the operator. Until the rows are there, the database stays empty; what is left to do then is in the sentence.
pub async fn restore(config: &Config, url: &str, file: &Path, passphrase_file: &Path) -> Result<(), String> {
    let passphrase = passphrase(passphrase_file).await?;
    let options = database::Options::from_str(url).map_err(|error| format!("DATABASE_URL cannot be read: {error}"))?;
    database::prepare_restore(&options).await.map_err(|error| said(&error))?;

    let mut list = program(config, "pg_restore", url)?;
    list.arg("--list");
    let (key, contents) = feed(list, file, &passphrase, false).await?;
    // First: a database whose key was not kept would be of no use.
    keep_key(&config.key_file(), &key).await?;
    let no_file = |error: std::io::Error| format!("a temporary file: {error}");
    let wanted = NamedTempFile::new().map_err(no_file)?;
    fs::write(wanted.path(), without_owners_policies(&contents)).await.map_err(no_file)?;

    let mut command = program(config, "pg_restore", url)?;
    // All or nothing, and nothing of what is wrong is passed over.
    command
        .args(["--no-owner", "--single-transaction", "--exit-on-error", "--dbname", &database_name(url), "--use-list"])
        .arg(wanted.path());
    feed(command, file, &passphrase, true).await?;
    let incomplete =
        |error: Error| format!("the rows are restored, but the database is not complete: {error}. Empty it and try again");
    database::complete_restore(&options).await.map_err(incomplete)?;
    deployment::mark_copy(&options).await.map_err(incomplete)
}

/// The contents of a dump, but for the policies that name its owner: `complete_restore` makes them for the owner of the new database.
fn without_owners_policies(contents: &str) -> String {
    let is_owners = |line: &&str| {
        let mut words = line.split_whitespace().skip(3);
        words.next() == Some("POLICY") && words.nth(2) == Some("owner")
    };
    contents.lines().filter(|line| !is_owners(line)).fold(String::new(), |text, line| text + line + "\n")
}

/// Gives the dump in a backup to one of Postgres's programs. Returns the key in the backup, and what the program printed.
async fn feed(mut command: Command, file: &Path, passphrase: &str, reads_all: bool) -> Result<(Vec<u8>, String), String> {
    let mut source = fs::File::open(file).await.map_err(|error| format!("{}: {error}", file.display()))?;
    let mut child = spawn(command.stdin(Stdio::piped()).stdout(Stdio::piped()), "pg_restore")?;
    let mut input = child.stdin.take().ok_or("pg_restore has no input")?;
    let mut output = child.stdout.take().ok_or("pg_restore has no output")?;
    let printed = tokio::spawn(async move {
        let mut text = String::new();
        output.read_to_string(&mut text).await.map(|_| text)
    });
    let (mut opened, mut sealed) = tokio::io::duplex(1024 * 1024);
    let opening = async move {
        let done = sealed_stream::open(&mut source, &mut sealed, passphrase).await;
        drop(sealed);
        done
    };
    let feeding = async move {
        let mut key = vec![0; KEY];
        opened.read_exact(&mut key).await.map_err(|error| format!("the backup has no key: {error}"))?;
        match tokio::io::copy(&mut opened, &mut input).await {
            // A program that lists the contents reads the beginning only.
            Err(error) if reads_all || error.kind() != ErrorKind::BrokenPipe => Err(format!("pg_restore: {error}")),
            _ => Ok((key, input)),
        }
    };
    let (opened, fed) = tokio::join!(opening, feeding);
    if reads_all || fed.is_err() {
        opened.map_err(|error| said(&error))?;
    }
    let (key, input) = fed?;
    // The program learns that this is the end only after the last frame was found to be right.
    drop(input);
    ended(child, "pg_restore").await?;
    let printed = printed.await.map_err(|error| error.to_string())?.map_err(|error| format!("pg_restore: {error}"))?;
    Ok((key, printed))
}

fn database_name(url: &str) -> String {
    Url::parse(url).map(|url| url.path().trim_start_matches('/').to_owned()).unwrap_or_default()
}

/// Writes the key file of a restored database, unless the same is there already.
async fn keep_key(path: &Path, key: &[u8]) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("--key-file {}: {error}", path.display());
    let text = String::from_utf8_lossy(key).trim().to_owned();
    match fs::read_to_string(path).await {
        Ok(known) if known.trim() == text => Ok(()),
        Ok(_) => Err(format!(
            "--key-file {}: another key is there. Nothing was restored; name another file, for the key of the backup",
            path.display()
        )),
        Err(error) if error.kind() == ErrorKind::NotFound => crate::postgres::write_private(path, &text).map_err(failed),
        Err(error) => Err(failed(error)),
    }
}
