//! The mails of a notice: what they say, and the job that makes them.

use domain::{
    ids::NoticeId,
    words::{Language, Word},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use time::{Date, Duration};

use crate::{
    Backend, Error, Scope, Tx,
    jobs::{Context, Job, JobError},
    mail::{self, Kind},
};

/// What every mail of a notice says.
pub(super) struct Wording {
    subject: String,
    body: String,
    day: Option<Date>,
    times: Option<(String, String)>,
    zone: String,
    language: Option<String>,
}

impl Wording {
    pub(super) fn detail(&self, language: Language, team: &str) -> Value {
        let times = self.times.as_ref().map(|(from, until)| (from.as_str(), until.as_str()));
        let when = mail::when(self.day, times, &self.zone, language);
        json!({ "subject": self.subject, "body": self.body, "when": when, "team": team })
    }
}

pub(super) async fn written(tx: &mut Tx, scope: &Scope, id: NoticeId) -> Result<Wording, Error> {
    let row = sqlx::query!(
        "select subject, body, day, from_time, until_time, time_zone, language from notices where reseller_id = $1 and id = $2",
        scope.reseller.0,
        id.0,
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(Wording {
        subject: row.subject,
        body: row.body,
        day: row.day,
        times: row.from_time.zip(row.until_time),
        zone: row.time_zone.unwrap_or_else(|| "UTC".to_owned()),
        language: row.language,
    })
}

/// So many customers are read at a time.
const CHUNK: i64 = 500;

/// How long a notice of a suspended reseller waits before it is looked at again.
const SUSPENDED: Duration = Duration::minutes(1);

/// Makes the mails of a notice in chunks, each in a transaction of its own: those that are made are sent at the same time, and after a crash
/// it goes on where it stopped.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SendNotice {
    pub(super) notice: NoticeId,
}

impl Job for SendNotice {
    const NAME: &'static str = "send_notice";
    const TITLE: Word = Word::JobSendNotice;
    const DISCARDABLE: bool = false;

    fn key(&self) -> Option<String> {
        Some(self.notice.to_string())
    }

    async fn run(self, context: &Context) -> Result<(), JobError> {
        let (backend, scope) = (&context.backend, &context.scope()?);
        if is_suspended(backend, scope).await? {
            return Err(JobError::Postpone(SUSPENDED, "the reseller is suspended".to_owned()));
        }
        let mut made = 0;
        while let Some(chunk) = make_chunk(backend, scope, self.notice).await? {
            made += chunk;
            context.progress(made, None).await?;
        }
        Ok(())
    }
}

async fn is_suspended(backend: &Backend, scope: &Scope) -> Result<bool, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let suspended = sqlx::query_scalar!(
        r#"select suspended_at is not null as "suspended!" from resellers where id = $1"#,
        scope.reseller.0
    )
    .fetch_one(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(suspended)
}

/// The next chunk; says how many mails that were, or `None` after the last one.
async fn make_chunk(backend: &Backend, scope: &Scope, id: NoticeId) -> Result<Option<usize>, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    // Another server that makes them at the same time waits here, and then goes on behind.
    let sending = sqlx::query!(
        "select everybody, made_until from notices where reseller_id = $1 and id = $2 and state = 'sending' for update",
        scope.reseller.0,
        id.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(sending) = sending else { return Ok(None) };
    let wording = written(&mut tx, scope, id).await?;
    let language = wording.language.as_deref().and_then(Language::of_tag).unwrap_or_default();
    let rows = sqlx::query!(
        r#"select k.customer_id, lower(k.email) as "email!", c.name from contacts k
        join customers c on c.reseller_id = k.reseller_id and c.id = k.customer_id
        where k.reseller_id = $1 and k.kind = 'technical' and k.customer_id > $3 and c.state <> 'closed'
            and ($2 or k.customer_id in (
                select n.customer_id from notice_customers n where n.reseller_id = $1 and n.notice_id = $4
            ))
        order by k.customer_id limit $5"#,
        scope.reseller.0,
        sending.everybody,
        sending.made_until,
        id.0,
        CHUNK,
    )
    .fetch_all(&mut *tx)
    .await?;
    let Some(last) = rows.last().map(|row| row.customer_id) else {
        sqlx::query!("update notices set state = 'sent' where reseller_id = $1 and id = $2", scope.reseller.0, id.0)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        return Ok(None);
    };
    let ids: Vec<_> = rows.iter().map(|_| backend.new_id()).collect();
    let customers: Vec<_> = rows.iter().map(|row| row.customer_id).collect();
    let recipients: Vec<_> = rows.iter().map(|row| row.email.clone()).collect();
    let details: Vec<_> = rows.iter().map(|row| wording.detail(language, &row.name)).collect();
    sqlx::query!(
        "insert into mails (id, reseller_id, customer_id, kind, about, recipient, language, detail, next_at, made_at)
        select n.id, $1, n.customer, $2, $3, n.recipient, $4, n.detail, $5, $5
        from unnest($6::uuid[], $7::uuid[], $8::text[], $9::jsonb[]) n (id, customer, recipient, detail)
        on conflict do nothing",
        scope.reseller.0,
        Kind::Notice.code(),
        id.0,
        language.tag(),
        backend.now(),
        &ids,
        &customers,
        &recipients,
        &details,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("update notices set made_until = $3 where reseller_id = $1 and id = $2", scope.reseller.0, id.0, last)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(Some(rows.len()))
}
