#![doc = include_str!("../README.md")]

pub mod accounts;
pub mod audit;
pub mod billing;
pub mod cookies;
pub mod customers;
pub mod database;
pub mod demo;
pub mod deployment;
pub mod drafts;
mod error;
pub mod events;
mod flows;
pub mod issues;
pub mod jobs;
pub mod ledger;
pub mod links;
mod lists;
pub mod mail;
pub mod notices;
pub mod operators;
pub mod payments;
pub mod rates;
pub mod records;
mod rules;
mod scans;
mod scope;
mod seal;
pub mod sealed_stream;
mod sources;
#[cfg(feature = "testing")]
pub mod testing;
mod tx;
pub mod users;

use std::{fmt, sync::Arc};

use sqlx::{Connection, PgPool};
use time::OffsetDateTime;
use tokio::sync::Semaphore;
use uuid::Uuid;
use webauthn_rs::Webauthn;

pub use drafts::{lists_for_everybody, presets};
pub use error::Error;
pub use flows::{lacks, offer, offered};
pub use scope::{Acting, Actor, Place, Scope};
pub use seal::Key;
pub use sources::{system_clock, system_random};
pub use tx::Tx;

/// Where the present comes from.
pub type Clock = Arc<dyn Fn() -> OffsetDateTime + Send + Sync>;
/// Where random bytes come from.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// What every use case needs. Cheap to clone.
#[derive(Clone)]
pub struct Backend {
    pool: PgPool,
    // A few connections for what every page asks first: who is there, whether too much was sent, whether the server is ready. A lock or a
    // flood that takes all others leaves these.
    reserve: PgPool,
    clock: Clock,
    random: Random,
    key: Key,
    // How passkeys are asked for, under the address that people reach this at.
    passkeys: Option<Arc<Webauthn>>,
    origin: Arc<str>,
    // How payment providers are asked, and where: Stripe, and in development the one that comes with this.
    http: reqwest::Client,
    stripe: Arc<str>,
    sandbox: Option<Arc<str>>,
    // A copy asks no provider for anything.
    copy: bool,
    // How many pages that read very much each tenant has under way.
    scans: scans::Scans,
    // Whose changes open pages are told.
    events: events::Events,
    // What was mailed, where the sheets of reference are open.
    development: Option<mail::Catcher>,
    // Bounds the hashing of passwords, so that a flood of sign-ins leaves the other pages their processor.
    hashing: Arc<Semaphore>,
    // Bounds who waits for it: whoever comes later is asked to come again.
    waiting: Arc<Semaphore>,
}

/// So many may wait for a password to be hashed: about two seconds of work.
const WAITING: usize = 64;

impl fmt::Debug for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Backend").finish_non_exhaustive()
    }
}

impl Backend {
    /// A backend over a pool of the application's role ([`database::connect`]).
    pub fn new(pool: PgPool, clock: Clock, random: Random, key: Key) -> Self {
        // One processor is left to the pages.
        let hashers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).saturating_sub(1).max(1);
        Self {
            reserve: pool.clone(),
            pool,
            clock,
            random,
            key,
            passkeys: None,
            origin: Arc::default(),
            http: payments::client(),
            stripe: payments::STRIPE.into(),
            sandbox: None,
            copy: false,
            scans: scans::Scans::default(),
            events: events::Events::new(),
            development: None,
            hashing: Arc::new(Semaphore::new(hashers)),
            waiting: Arc::new(Semaphore::new(hashers + WAITING)),
        }
    }

    /// The same with connections of their own for sessions, rates, readiness, and to listen for changes: these reach the database itself.
    pub fn with_reserve(mut self, reserve: PgPool) -> Self {
        self.reserve = reserve;
        self
    }

    /// The same over a restored copy of a database that is served elsewhere: no payment provider is asked for anything.
    pub fn over_a_copy(mut self) -> Self {
        self.copy = true;
        self
    }

    /// The same with the sheets of reference that developers look things up in, and what was mailed.
    pub fn in_development(mut self, caught: mail::Catcher) -> Self {
        self.development = Some(caught);
        self
    }

    /// The same as people reach it at an origin, such as `https://portal.example.com`: their passkeys are bound to its host.
    ///
    /// # Errors
    /// If that is no origin.
    pub fn reached_at(mut self, origin: &str) -> Result<Self, Error> {
        self.passkeys = accounts::passkeys_at(origin)?.map(Arc::new);
        self.origin = origin.into();
        Ok(self)
    }

    /// The same with another address of Stripe's, and with the provider for development at an address.
    pub fn paying_at(mut self, stripe: Option<&str>, sandbox: Option<&str>) -> Self {
        if let Some(stripe) = stripe {
            self.stripe = stripe.into();
        }
        self.sandbox = sandbox.map(Into::into);
        self
    }

    /// Whether resellers may connect the provider for development.
    pub fn has_sandbox(&self) -> bool {
        self.sandbox.is_some()
    }

    /// Whether people can have passkeys here: they are bound to a name, not to a number.
    pub fn has_passkeys(&self) -> bool {
        self.passkeys.is_some()
    }

    /// Scheme, host and port under which people reach it; empty where nobody said.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// What was mailed, in development.
    pub fn caught(&self) -> Option<&mail::Catcher> {
        self.development.as_ref()
    }

    /// Now.
    pub fn now(&self) -> OffsetDateTime {
        (self.clock)()
    }

    /// Random bytes from the operating system, or from the test.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.random)(&mut bytes);
        bytes
    }

    /// A new id: UUID version 7 (RFC 9562, 5.7), so that ids sort by the time they were made.
    pub fn new_id(&self) -> Uuid {
        let millis = u64::try_from(self.now().unix_timestamp_nanos() / 1_000_000).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &self.random()).into_uuid()
    }

    /// How far each reseller's audit is, signed under the key.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn audit_anchors(&self) -> Result<Vec<String>, Error> {
        audit::anchors(&self.reserve, &self.key).await
    }

    /// Whether the database can be worked with: it takes a write, the application's role may read, and secrets are stored under our key.
    ///
    /// # Errors
    /// What went wrong, for the log.
    pub async fn ready(&self) -> Result<(), Error> {
        let key = sqlx::query_scalar!(r#"select deployment_check($1) as "key?""#, self.now()).fetch_one(&self.reserve).await?;
        if key.is_some_and(|key| key != self.key.fingerprint()) {
            return Err(Error::Sealed);
        }
        sqlx::query_scalar!("select id from customers limit 0").fetch_optional(&self.reserve).await?;
        // PgBouncer may be down. That all connections are busy is no fault.
        match self.pool.try_acquire() {
            Some(mut idle) => idle.ping().await?,
            None if self.pool.size() == 0 => drop(self.pool.acquire().await?),
            None => {}
        }
        Ok(())
    }
}
