//! Jobs over a real Postgres: made with their cause, leased, tried again, given up, and kept apart from tenants.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use backend::{
    Scope,
    jobs::{Queue, Worker},
    operators::{self, JobChange},
    testing::{Stage, Trial, test_database},
};
use domain::{
    access::Action,
    jobs::{JobFilter, JobList, JobState},
    words::Word,
};
use sqlx::{ConnectOptions, Executor, postgres::PgConnectOptions};

struct Jobs {
    stage: Stage,
    scope: Scope,
}

impl Jobs {
    async fn set(options: PgConnectOptions) -> Self {
        let stage = Stage::set(options).await;
        let scope = stage.actor("ada@acme.example").await.may(Action::ReadCustomers).unwrap();
        // What the demonstration's own data made.
        stage.run_jobs(&[Queue::Other]).await;
        Self { stage, scope }
    }

    /// Makes a job and runs what is due.
    async fn run(&self, trial: Trial) {
        self.stage.try_job(&self.scope, &trial).await;
        self.due().await;
    }

    /// Runs what is due; says how many jobs that were.
    async fn due(&self) -> usize {
        Worker::new(self.stage.backend.clone()).run_due(Queue::Other).await.unwrap()
    }

    /// As the operator sees them.
    async fn list(&self, filter: JobFilter) -> JobList {
        let console = operators::of(&self.stage.actor("olga@portico.example").await).unwrap();
        let mut list = operators::jobs(&self.stage.backend, &console, filter, "").await.unwrap();
        list.rows.retain(|job| job.title == Word::JobTrial);
        list
    }

    async fn change(&self, id: &str, change: JobChange) -> bool {
        let console = operators::of(&self.stage.actor("olga@portico.example").await).unwrap();
        operators::change_job(&self.stage.backend, &console, id, change).await.is_ok()
    }

    async fn waiting(&self) -> i64 {
        self.stage.count("jobs where kind = 'trial'").await
    }
}

#[tokio::test]
async fn a_job_exists_if_and_only_if_its_cause_lasts() {
    let (_database, options) = test_database().await;
    let jobs = Jobs::set(options).await;
    let mut tx = jobs.stage.begin(&jobs.scope).await;
    tx.execute("select job_enqueue(gen_random_uuid(), 'trial', 'other', 0::smallint, '\"Done\"', null, now(), now())")
        .await
        .unwrap();
    drop(tx);
    assert_eq!(jobs.waiting().await, 0, "it was rolled back");
    jobs.run(Trial::Done).await;
    assert_eq!(jobs.waiting().await, 0, "it is done, and gone");
}

#[tokio::test]
async fn a_job_that_fails_or_panics_is_tried_again_and_then_left_to_an_operator() {
    let (_database, options) = test_database().await;
    let jobs = Jobs::set(options).await;
    jobs.stage.try_job(&jobs.scope, &Trial::Retry).await;
    jobs.stage.try_job(&jobs.scope, &Trial::Panic).await;
    jobs.stage.try_job(&jobs.scope, &Trial::Done).await;
    assert_eq!(jobs.due().await, 3, "one that panics stops no other");
    let retried = jobs.list(JobFilter::Retrying).await;
    assert_eq!(retried.rows.len(), 2);
    assert_eq!(retried.counts[0..2], [0, 2]);
    let problems: Vec<_> = retried.rows.iter().filter_map(|job| job.problem.as_deref()).collect();
    assert!(problems.contains(&"not this time") && problems.contains(&"it panicked"), "{problems:?}");
    assert!(matches!(retried.rows[0].state, JobState::Waiting { until } if until > retried.now), "{:?}", retried.rows[0]);
    assert_eq!(jobs.due().await, 0, "not at once");
    for _ in 0..2 {
        jobs.stage.wait(60);
        assert_eq!(jobs.due().await, 2);
    }
    jobs.stage.wait(3_600);
    assert_eq!(jobs.due().await, 0, "three attempts are all");
    let failed = jobs.list(JobFilter::Failed).await;
    assert_eq!(failed.rows.iter().map(|job| (job.state, job.attempts)).collect::<Vec<_>>(), [(JobState::Failed, 3); 2]);
    assert_eq!(failed.rows[0].reseller.as_ref().map(|(_, name)| name.as_str()), Some("Acme Telecom"));

    // The operator runs one again, with all its attempts before it, and discards it in the end.
    let id = &failed.rows[0].id;
    assert!(jobs.change(id, JobChange::Again).await);
    assert!(!jobs.change(id, JobChange::Discard).await, "it did not fail yet");
    for _ in 0..3 {
        assert_eq!(jobs.due().await, 1);
        jobs.stage.wait(60);
    }
    assert_eq!(jobs.list(JobFilter::Failed).await.rows.len(), 2);
    assert!(jobs.change(id, JobChange::Discard).await && !jobs.change(id, JobChange::Discard).await);
    assert_eq!(jobs.list(JobFilter::Failed).await.rows.len(), 1);
}

#[tokio::test]
async fn what_trying_again_would_not_help_fails_at_once_and_what_waits_counts_no_attempt() {
    let (_database, options) = test_database().await;
    let jobs = Jobs::set(options).await;
    jobs.run(Trial::Fail).await;
    let failed = jobs.list(JobFilter::Failed).await;
    assert_eq!(failed.rows.iter().map(|job| job.problem.as_deref()).collect::<Vec<_>>(), [Some("never")]);
    jobs.stage.try_job(&jobs.scope, &Trial::Postpone).await;
    for _ in 0..10 {
        assert_eq!(jobs.due().await, 1);
        assert_eq!(jobs.due().await, 0);
        jobs.stage.wait(60);
    }
    assert_eq!(jobs.list(JobFilter::Retrying).await.rows[0].attempts, 0);
}

#[tokio::test]
async fn a_worker_that_dies_loses_its_job_when_the_lease_ends() {
    let (_database, options) = test_database().await;
    let jobs = Jobs::set(options).await;
    jobs.stage.try_job(&jobs.scope, &Trial::Hang).await;
    for attempt in 1..=3 {
        let worker = Worker::new(jobs.stage.backend.clone());
        let dies = tokio::spawn(async move { worker.run_due(Queue::Other).await });
        let running = loop {
            let list = jobs.list(JobFilter::Active).await;
            if list.rows[0].state == (JobState::Running { done: Some(1), total: Some(2) }) {
                break list;
            }
            tokio::task::yield_now().await;
        };
        assert_eq!(running.rows[0].attempts, attempt);
        assert!(!jobs.change(&running.rows[0].id, JobChange::Again).await, "it runs");
        dies.abort();
        assert_eq!(jobs.due().await, 0, "the lease lasts");
        jobs.stage.wait(601);
    }
    // One that kills its worker each time does so three times.
    assert_eq!(jobs.due().await, 1);
    assert_eq!(jobs.list(JobFilter::Failed).await.rows.len(), 1);
}

#[tokio::test]
async fn a_job_of_another_version_waits_for_it_and_no_tenant_sees_any() {
    let (_database, options) = test_database().await;
    let jobs = Jobs::set(options.clone()).await;
    let mut owner = options.connect().await.unwrap();
    owner
        .execute(
            "insert into jobs (id, kind, queue, payload, run_at, made_at)
            values (gen_random_uuid(), 'of_tomorrow', 'other', '{}', '2000-01-01', '2000-01-01')",
        )
        .await
        .unwrap();
    assert_eq!(jobs.due().await, 0);
    jobs.stage.try_job(&jobs.scope, &Trial::Done).await;
    let mut tx = jobs.stage.begin(&jobs.scope).await;
    assert!(tx.fetch_all("select id from jobs").await.unwrap().is_empty());
    let made = "insert into jobs (id, kind, queue, payload, run_at, made_at) values (gen_random_uuid(), 'trial', 'other', '{}', now(), now())";
    assert!(tx.execute(made).await.is_err());
}

#[tokio::test]
async fn what_the_version_before_left_becomes_jobs_once() {
    let (_database, options) = test_database().await;
    let jobs = Jobs::set(options.clone()).await;
    let mut owner = options.connect().await.unwrap();
    // As if it had been written before there were jobs.
    owner
        .execute(
            "delete from jobs;
            insert into cards_to_detach (reseller_id, card, next_at) select id, 'pm_old', now() from resellers where name = 'Acme Telecom';
            insert into webhooks (reseller_id, id, body, received_at, next_at)
                select id, 'evt_old', '{}', now(), now() from resellers where name = 'Acme Telecom';
            alter table mails disable trigger mails_enqueue;
            insert into mails (id, kind, recipient, language, detail, next_at, made_at)
                values (gen_random_uuid(), 'password_changed', 'old@example.com', 'en', '{}', now(), now());
            alter table mails enable trigger mails_enqueue;",
        )
        .await
        .unwrap();
    // While no server of this version runs, the one before goes on as it did.
    let taken = "select event from webhooks_take(now() + interval '1 second', now(), 5)";
    assert_eq!(owner.fetch_all(taken).await.unwrap().len(), 1);
    for _ in 0..2 {
        backend::jobs::adopt(&jobs.stage.backend, true).await.unwrap();
        for kind in ["detach_card", "take_payment_event", "send_mail"] {
            assert!(jobs.stage.count(&format!("jobs where kind = '{kind}'")).await >= 1, "{kind}");
        }
        assert_eq!(jobs.stage.count("jobs where kind in ('detach_card', 'take_payment_event')").await, 2);
        assert!(owner.fetch_all(taken).await.unwrap().is_empty(), "and leaves everything to a newer one that does");
    }
}
