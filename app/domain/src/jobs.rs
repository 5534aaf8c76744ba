//! Background jobs as an operator sees them.

use crate::{ids::ResellerId, words::Word};

/// How many rows a page of jobs has.
pub const JOBS_PAGE: usize = 50;

/// Which jobs are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum JobFilter {
    /// Those that failed for good: an operator must look.
    #[default]
    Failed,
    /// Those that failed and are tried again.
    Retrying,
    /// Those that run, or wait for their time.
    Active,
}

impl JobFilter {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Failed, Self::Retrying, Self::Active];

    /// As an address has it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Retrying => "retrying",
            Self::Active => "active",
        }
    }

    /// From an address; what is unknown asks for those that failed.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|one| one.code() == code).unwrap_or_default()
    }

    /// What people call it.
    pub const fn name(self) -> Word {
        match self {
            Self::Failed => Word::JobsFailed,
            Self::Retrying => Word::JobsRetrying,
            Self::Active => Word::JobsActive,
        }
    }

    /// What a list without such jobs says.
    pub const fn nothing(self) -> Word {
        match self {
            Self::Failed => Word::JobsNoneFailed,
            Self::Retrying => Word::JobsNoneRetrying,
            Self::Active => Word::JobsNoneActive,
        }
    }
}

/// What a job does now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    /// It failed for good.
    Failed,
    /// A worker has it.
    Running {
        /// How much is done.
        done: Option<i64>,
        /// Of how much.
        total: Option<i64>,
    },
    /// It runs at a time, in seconds since 1970-01-01 UTC.
    Waiting {
        /// That time.
        until: i64,
    },
}

/// A job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobSummary {
    /// Its id.
    pub id: String,
    /// What its kind is called.
    pub title: Word,
    /// What it is about: ids, where nothing better is known.
    pub about: String,
    /// What the customer that it is about is called.
    pub customer: Option<String>,
    /// For whom it runs; none for work that belongs to no reseller.
    pub reseller: Option<(ResellerId, String)>,
    /// What it does now.
    pub state: JobState,
    /// Whether it may be discarded.
    pub is_discardable: bool,
    /// How often it was tried.
    pub attempts: i32,
    /// Why the last attempt failed, as the log says it.
    pub problem: Option<String>,
    /// When it was made, in seconds since 1970-01-01 UTC.
    pub made: i64,
}

/// A page of jobs, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobList {
    /// The jobs.
    pub rows: Vec<JobSummary>,
    /// How many there are for each filter, in the order of [`JobFilter::ALL`].
    pub counts: [i64; 3],
    /// After which job the next page begins.
    pub next: Option<String>,
    /// When it was read.
    pub now: i64,
}
