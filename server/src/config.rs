//! Configuration: flags and environment, read once. `--help` is the manual.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Parser, Subcommand};

/// Portico: customer onboarding for resellers of communication services.
#[derive(Clone, Debug, Parser)]
#[command(name = "portico", version, about)]
pub struct Config {
    /// Where to listen. `--demo` allows loopback only.
    #[arg(long, env = "PORTICO_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,

    /// How people reach it: the scheme and host of every link, and the only origin whose forms are accepted. Without it:
    /// <http://localhost> at the port of `--listen`.
    #[arg(long, env = "PORTICO_PUBLIC_URL")]
    pub public_url: Option<String>,

    /// The database, as postgres://user:password@host:port/name. Without it Portico starts a Postgres of its own in `--data`.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,

    /// The same database through `PgBouncer` 1.21 or newer in transaction mode, with `max_prepared_statements = 200` and
    /// `ignore_startup_parameters = extra_float_digits`. Pages and jobs use it; migrations, sessions and readiness use `--database-url`, which
    /// must be there too.
    #[arg(long, env = "DATABASE_POOL_URL", hide_env_values = true)]
    pub pool_url: Option<String>,

    /// A name for the place of the database, instead of its host and port or the data folder. A database that was last served at another
    /// place is a copy. Name it where that cannot tell a copy, as in containers, which have no machine id.
    #[arg(long, env = "PORTICO_PLACE")]
    pub place: Option<String>,

    /// The most connections to the database that are open at once, and five more for sessions, readiness and what open pages listen to.
    #[arg(long, env = "PORTICO_CONNECTIONS", default_value_t = 16, value_parser = clap::value_parser!(u32).range(2..=500))]
    pub connections: u32,

    /// Where the private Postgres keeps its data.
    #[arg(long, env = "PORTICO_DATA", default_value = "data")]
    pub data: PathBuf,

    /// The file with the key under which secrets are stored, as 64 hexadecimal digits. It is made at the first start; every server over
    /// one database needs the same. Without it: the file `key` in `--data`.
    #[arg(long, env = "PORTICO_KEY_FILE")]
    pub key_file: Option<PathBuf>,

    /// The folder with Postgres 15 or newer (it holds bin/postgres) for the private database. Without it the usual places are looked
    /// through, and else it is downloaded.
    #[arg(long, env = "PORTICO_POSTGRES_DIR")]
    pub postgres_dir: Option<PathBuf>,

    /// The folder with the WASM, the styles and the public files.
    #[arg(long, env = "PORTICO_SITE", default_value = "target/site")]
    pub site: PathBuf,

    /// Fill the database with demonstration people and plans, all with the password demo-portico-2026. Loopback only; refuses a
    /// database that holds anything else.
    #[arg(long, env = "PORTICO_DEMO")]
    pub demo: bool,

    /// The relay that mail is handed to, such as `smtps://user:password@mail.example.com`. `--demo` catches mail
    /// instead and shows it at /dev/mail.
    #[arg(long, env = "SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,

    /// The address that mail comes from. Its name is the reseller's.
    #[arg(long, env = "PORTICO_MAIL_FROM", default_value = "no-reply@localhost.localdomain")]
    pub mail_from: String,

    /// How many mails are sent at once.
    #[arg(long, env = "PORTICO_MAIL_WORKERS", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=16))]
    pub mail_workers: u32,

    /// Where Stripe's API is asked, for resellers that are connected to it.
    #[arg(long, env = "PORTICO_STRIPE_URL")]
    pub stripe_url: Option<String>,

    /// Where the payment provider for development listens. `--demo` starts it, as a process of its own.
    #[arg(long, env = "PORTICO_SANDBOX", default_value = "127.0.0.1:3001")]
    pub sandbox: SocketAddr,

    /// Be the payment provider for development at an address, until the standard input ends, instead of serving.
    #[arg(long, value_name = "ADDRESS")]
    pub sandbox_provider: Option<SocketAddr>,

    /// Proxies whose X-Forwarded-For tells where a request comes from, as networks such as 10.0.0.0/8, with commas between them. Of
    /// everybody else the header is not believed.
    #[arg(long, env = "PORTICO_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Vec<ipnet::IpNet>,

    /// How many forms a network address, and an account, may send in a minute; a tenant may send twenty times as many. 0 for any number.
    #[arg(long, env = "PORTICO_POSTS_PER_MINUTE", default_value_t = 600)]
    pub posts_per_minute: u32,

    /// How many pages an account may read in a minute, and a network address where nobody is signed in; a network address may read ten
    /// times as many for all its accounts. Each server counts by itself. 0 for any number.
    #[arg(long, env = "PORTICO_READS_PER_MINUTE", default_value_t = 600)]
    pub reads_per_minute: u32,

    /// How many seconds the server goes on serving after SIGTERM, while `/readyz` says that it is not ready: as long as what stands before it
    /// takes to find that out.
    #[arg(long, env = "PORTICO_SHUTDOWN_GRACE", default_value_t = 5, value_parser = clap::value_parser!(u64).range(0..=300))]
    pub shutdown_grace: u64,

    /// What to do instead of serving.
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Which log lines are written, as in `RUST_LOG`: for example `info,sqlx=warn`.
    #[arg(long, env = "PORTICO_LOG", default_value = "info,sqlx=warn")]
    pub log: String,

    /// Write the log as JSON, a line an event.
    #[arg(long, env = "PORTICO_LOG_JSON")]
    pub log_json: bool,
}

/// What the program does instead of serving.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Makes a restored copy of a database the live one. Until then its jobs do not run and no payment provider is asked.
    Adopt,
    /// Verifies the chains of the audit: says of each reseller whether its entries are whole, and ends with 0 if all are.
    VerifyAudit {
        /// A file of anchors, as `anchor-audit` or the log gave them: the chains must still be the ones that were anchored.
        #[arg(long)]
        anchors: Option<PathBuf>,
    },
    /// Writes the database and its key into one file, encrypted under a passphrase. It may run while servers do.
    Backup {
        /// The file to write.
        file: PathBuf,
        /// A file whose first line is the passphrase.
        #[arg(long)]
        passphrase_file: PathBuf,
    },
    /// Restores a backup into an empty database, and its key into `--key-file`. The database is a copy until it is adopted.
    Restore {
        /// The file that `backup` wrote.
        file: PathBuf,
        /// A file whose first line is the passphrase.
        #[arg(long)]
        passphrase_file: PathBuf,
    },
    /// Prints a signed line for each reseller that says how far its audit is. Keep them where the database's owner cannot write.
    AnchorAudit,
}

impl Config {
    /// What clap cannot know: rules between values.
    ///
    /// # Errors
    /// One sentence that names the value and the cure.
    pub fn check(self) -> Result<Self, String> {
        let is_given = |url: &Option<String>| url.as_ref().is_some_and(|url| !url.is_empty());
        if is_given(&self.pool_url) && !is_given(&self.database_url) {
            return Err("--pool-url needs --database-url, which reaches the same database without the pooler".to_owned());
        }
        if self.demo && !self.listen.ip().is_loopback() {
            return Err(format!("--demo has known passwords, so it listens on loopback only: --listen {} is not", self.listen));
        }
        for address in self.sandbox_provider.iter().chain(self.demo.then_some(&self.sandbox)) {
            if !address.ip().is_loopback() {
                return Err(format!("the payment provider for development listens on loopback only: {address} is not"));
            }
        }
        if let Some(url) = &self.public_url {
            let local = url.starts_with("http://localhost") || url.starts_with("http://127.0.0.1");
            if !(url.starts_with("https://") || local) || url.trim_end_matches('/').matches('/').count() != 2 {
                return Err(format!(
                    "--public-url must be like https://portal.example.com, and only localhost may do without https: {url} is not"
                ));
            }
        }
        Ok(self)
    }

    /// Where the key is kept.
    pub fn key_file(&self) -> PathBuf {
        self.key_file.clone().unwrap_or_else(|| self.data.join("key"))
    }

    /// Scheme, host and port under which people reach it, without a slash at the end.
    pub fn origin(&self) -> String {
        self.public_url
            .as_deref()
            .map_or_else(|| format!("http://localhost:{}", self.listen.port()), |url| url.trim_end_matches('/').to_owned())
    }
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::Config;

    #[test]
    fn the_flags_are_consistent() {
        Config::command().debug_assert();
    }

    #[test]
    fn wrong_values_end_the_start_with_a_sentence() {
        let read = |args: &[&str]| Config::try_parse_from([&["portico"], args].concat());
        assert!(read(&["--listen", "nowhere"]).is_err());
        assert!(read(&["--connections", "0"]).is_err());
        assert!(read(&["--unknown"]).is_err());
        assert!(read(&["--trusted-proxies", "10.0.0.0/8,fd00::/8"]).is_ok());
        assert!(read(&["--trusted-proxies", "somewhere"]).is_err());
        let refused = |args: &[&str]| read(args).unwrap().check().unwrap_err();
        assert!(refused(&["--demo", "--listen", "0.0.0.0:3000"]).contains("loopback"));
        assert!(refused(&["--demo", "--sandbox", "0.0.0.0:3001"]).contains("loopback"));
        assert!(refused(&["--database-url", "", "--pool-url", "postgres://pooler/portico"]).contains("--database-url"));
        assert!(refused(&["--public-url", "http://portal.example.com"]).contains("https"));
        assert!(refused(&["--public-url", "https://portal.example.com/path"]).contains("--public-url"));
        assert!(read(&["--public-url", "https://portal.example.com/"]).unwrap().check().is_ok());
    }
}
