//! The stage of tests: a migrated database with the demonstration's people in it, a clock that stands until it is moved.
#![expect(clippy::missing_panics_doc, clippy::unwrap_used, reason = "a test that cannot set its stage should stop")]

mod bench;
mod database;

pub use bench::{argon2_takes, connect_gateway, signed};
pub use database::{DropDatabase, empty_database, test_database};

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use domain::{
    form::Answers,
    ids::PersonId,
    words::{Locale, Word},
};
use serde::{Deserialize, Serialize};
use sqlx::postgres::PgConnectOptions;
use time::OffsetDateTime;

use crate::{
    Actor, Backend, Scope, Tx, accounts, demo,
    jobs::{self, Context, Job, JobError, Queue, Worker},
};

/// A backend with two resellers, and the clock that it reads.
#[derive(Debug)]
pub struct Stage {
    /// The backend.
    pub backend: Backend,
    /// How the test reaches the database as its owner.
    pub owner: PgConnectOptions,
    clock: Arc<AtomicI64>,
}

impl Stage {
    /// Sets the stage in the database of a test ([`test_database`]).
    pub async fn set(owner: PgConnectOptions) -> Self {
        let clock = Arc::new(AtomicI64::new(1_795_305_600));
        let reads = clock.clone();
        let pool = crate::database::connect(owner.clone(), 10).await.unwrap();
        let backend = Backend::new(
            pool,
            Arc::new(move || OffsetDateTime::from_unix_timestamp(reads.load(Ordering::Relaxed)).unwrap()),
            crate::system_random(),
            crate::Key::new([7; 32]),
        );
        demo::prepare(&backend, &owner).await.unwrap();
        Self { backend, owner, clock }
    }

    /// Lets time pass.
    pub fn wait(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Sets the clock to the system's, for tests in which another process reads that one.
    pub fn catch_up(&self) {
        let now = crate::system_clock()();
        self.clock.store(now.unix_timestamp(), Ordering::Relaxed);
    }

    /// Somebody of the demonstration, signed in.
    pub async fn actor(&self, email: &str) -> Actor {
        let mut connection = sqlx::ConnectOptions::connect(&self.owner).await.unwrap();
        let id = sqlx::query_scalar!("select id from people where email = $1", email).fetch_one(&mut connection).await.unwrap();
        accounts::actor(&self.backend, PersonId(id), Locale::default()).await.unwrap().unwrap()
    }

    /// A transaction for a tenant.
    pub async fn begin(&self, scope: &Scope) -> Tx {
        Tx::begin(&self.backend.pool, scope).await.unwrap()
    }

    /// Runs the jobs of these queues until none is due.
    pub async fn run_jobs(&self, queues: &[Queue]) {
        let worker = Worker::new(self.backend.clone());
        loop {
            let mut count = 0;
            for queue in queues {
                count += worker.run_due(*queue).await.unwrap();
            }
            if count == 0 {
                return;
            }
        }
    }

    /// Makes a job that ends as it is told.
    pub async fn try_job(&self, scope: &Scope, trial: &Trial) {
        let mut tx = self.begin(scope).await;
        jobs::enqueue(&self.backend, &mut tx, trial).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// How many rows a table of this reseller holds, past any policy.
    pub async fn count(&self, table: &str) -> i64 {
        let mut connection = sqlx::ConnectOptions::connect(&self.owner).await.unwrap();
        let row = sqlx::Executor::fetch_one(&mut connection, sqlx::AssertSqlSafe(format!("select count(*) from {table}")));
        sqlx::Row::get(&row.await.unwrap(), 0)
    }
}

impl Backend {
    /// What is wrong with a page's form, as every page finds it out.
    pub fn check_form(&self, step: &domain::form::Step, answers: &Answers) -> domain::form::Problems {
        crate::lists::check(step, answers)
    }
}

/// A valid set of answers of the white-label flow, but for the plan, which each database has its own of.
pub fn white_label(company: &str, plan: &str) -> Answers {
    [
        ("administrator", "reseller"),
        ("company_name", company),
        ("registration_number", ""),
        ("given_name", "Grace"),
        ("family_name", "Hopper"),
        ("job_title", ""),
        ("email", "grace@example.com"),
        ("phone", "+1 415 555 0199"),
        ("billing_country", "US"),
        ("billing_line1", "1 Main Street"),
        ("billing_line2", ""),
        ("billing_city", "Arlington"),
        ("billing_region", "VA"),
        ("billing_postal_code", "22201"),
        ("service_same", "yes"),
        ("plan", plan),
    ]
    .into_iter()
    .collect()
}

/// A job that ends as a test wants it to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trial {
    /// It is done.
    Done,
    /// It fails, and may succeed another time.
    Retry,
    /// It fails for good.
    Fail,
    /// It cannot be done for a minute.
    Postpone,
    /// It panics.
    Panic,
    /// It says that it is half done, and never ends.
    Hang,
}

impl Job for Trial {
    const NAME: &'static str = "trial";
    const TITLE: Word = Word::JobTrial;
    const TRIES: i32 = 3;

    fn pause(_: i32) -> time::Duration {
        time::Duration::minutes(1)
    }

    #[expect(clippy::panic, reason = "a job that panics is what the test is about")]
    async fn run(self, context: &Context) -> Result<(), JobError> {
        match self {
            Self::Done => Ok(()),
            Self::Retry => Err(JobError::Retry("not this time".to_owned())),
            Self::Fail => Err(JobError::Fail("never".to_owned())),
            Self::Postpone => Err(JobError::Postpone(time::Duration::minutes(1), "later".to_owned())),
            Self::Panic => panic!("as a job may"),
            Self::Hang => {
                context.progress(1, Some(2)).await?;
                std::future::pending().await
            }
        }
    }
}
