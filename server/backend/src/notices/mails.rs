//! The mails of a notice: what they say, and the job that makes them.

use std::time::Duration;

use domain::{
    ids::{NoticeId, PersonId, ResellerId},
    words::Language,
};
use serde_json::{Value, json};
use time::Date;
use tokio_util::sync::CancellationToken;

use crate::{
    Backend, Error, Scope, Tx, jobs,
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

/// Makes the mails of the notices that are to be sent; says whether there may be more.
///
/// # Errors
/// If the database does not answer.
pub async fn send_due(backend: &Backend) -> Result<bool, Error> {
    let due =
        sqlx::query!(r#"select reseller as "reseller!", notice as "notice!", person as "person!" from notices_to_send()"#)
            .fetch_all(&backend.pool)
            .await?;
    for one in &due {
        let scope = Scope::of_job(ResellerId(one.reseller), PersonId(one.person));
        // The others do not wait for it.
        if let Err(error) = make_mails(backend, &scope, NoticeId(one.notice)).await {
            tracing::error!(notice = %one.notice, %error, "the mails of a notice could not be made");
        }
    }
    Ok(false)
}

/// Makes the mails of a notice in chunks, each in a transaction of its own: those that are made are sent meanwhile, and whoever is killed
/// over it goes on where it stopped.
async fn make_mails(backend: &Backend, scope: &Scope, id: NoticeId) -> Result<(), Error> {
    while make_chunk(backend, scope, id).await? {}
    Ok(())
}

/// The next chunk; says whether there may be more.
async fn make_chunk(backend: &Backend, scope: &Scope, id: NoticeId) -> Result<bool, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    // Another server that makes them at the same time waits here, and then goes on behind.
    let sending = sqlx::query!(
        "select everybody, made_until from notices where reseller_id = $1 and id = $2 and state = 'sending' for update",
        scope.reseller.0,
        id.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(sending) = sending else { return Ok(false) };
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
        return Ok(false);
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
    Ok(true)
}

/// How often notices are looked for that are to be sent.
const LOOK: Duration = Duration::from_secs(1);

/// Makes the mails of notices, until it is told to stop.
pub async fn work(backend: Backend, stop: CancellationToken) {
    jobs::every(LOOK, stop, "notices", backend, async |backend| send_due(&backend).await).await;
}
