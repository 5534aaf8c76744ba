//! Notices to technical contacts (S1.7): written, addressed, looked at, and then sent by a job, one mail to each address.

mod mails;

use domain::{
    form::{Answer, Answers, Problems},
    ids::{CustomerId, NoticeId},
    notices::{BODY, COUNTED, DAY, FROM, Notice, NoticeState, NoticeSummary, SUBJECT, UNTIL, WRITE},
    vocabulary::fold,
};
use serde_json::json;
use time::Date;
use uuid::Uuid;

pub(crate) use mails::SendNotice;
use mails::written;

use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
    jobs, lists,
    mail::{self, Kind, Letter},
};

/// What came of saving a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is so now.
    Done(NoticeId),
    /// Something is wrong with it.
    Mend(Problems),
    /// Somebody else changed or sent it since the page was shown.
    Meanwhile,
}

/// What came of sending one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It is on its way.
    Done,
    /// Nobody is chosen.
    Nobody,
    /// It is not what the page showed any more.
    Meanwhile,
}

struct Row {
    id: Uuid,
    subject: String,
    state: String,
    by: Option<String>,
    made_at: time::OffsetDateTime,
}

fn summary(row: Row) -> Result<NoticeSummary, Error> {
    Ok(NoticeSummary {
        id: NoticeId(row.id),
        subject: row.subject,
        state: NoticeState::from_code(&row.state).ok_or(Error::Stored("notices.state"))?,
        by: row.by.unwrap_or_default(),
        made: row.made_at.unix_timestamp(),
    })
}

/// So many are on a page.
pub const PAGE: usize = 50;

/// The notices, the newest first: those before one, or the newest; and where the next page begins.
///
/// # Errors
/// If the database does not answer.
pub async fn list(backend: &Backend, scope: &Scope, before: &str) -> Result<(Vec<NoticeSummary>, Option<NoticeId>), Error> {
    let before = before.parse().unwrap_or(Uuid::max());
    let wanted = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let mut rows = sqlx::query_as!(
        Row,
        r#"select n.id, n.subject, n.state, p.name as "by?", n.made_at from notices n left join people p on p.id = n.made_by
        where n.reseller_id = $1 and n.id < $2 order by n.id desc limit $3"#,
        scope.reseller.0,
        before,
        wanted,
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|row| NoticeId(row.id));
    Ok((rows.into_iter().map(summary).collect::<Result<_, _>>()?, next))
}

/// One of them, with whom it goes to.
///
/// # Errors
/// [`Error::NotFound`] if there is none of this id for this tenant.
pub async fn find(backend: &Backend, scope: &Scope, id: NoticeId) -> Result<Notice, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let row = sqlx::query!(
        r#"select n.id, n.subject, n.state, p.name as "by?", n.made_at, n.version, n.body, n.day, n.from_time, n.until_time,
            n.everybody,
            (select count(*) from (
                select from contacts k where k.reseller_id = $1 and k.kind = 'technical' and not exists (
                    select from customers o where o.reseller_id = $1 and o.id = k.customer_id and o.state = 'closed')
                order by k.customer_id limit $3
            ) few) as "all!",
            case when n.everybody then (select count(distinct lower(few.email)) from (
                select k.email from contacts k where k.reseller_id = $1 and k.kind = 'technical' and not exists (
                    select from customers o where o.reseller_id = $1 and o.id = k.customer_id and o.state = 'closed')
                order by k.customer_id limit $3
            ) few) else (select count(distinct lower(few.email)) from (
                select k.email from notice_customers c
                join contacts k on k.reseller_id = $1 and k.customer_id = c.customer_id and k.kind = 'technical'
                where not exists (
                    select from customers o where o.reseller_id = $1 and o.id = c.customer_id and o.state = 'closed')
                    and c.reseller_id = $1 and c.notice_id = $2 limit $3
            ) few) end as "recipients!",
            (select count(*) from mails m where m.reseller_id = n.reseller_id and m.kind = 'notice' and m.about = n.id) as "mails!",
            (select count(*) from mails m where m.reseller_id = n.reseller_id and m.kind = 'notice' and m.about = n.id
                and m.state = 'sent') as "sent!",
            (select count(*) from mails m where m.reseller_id = n.reseller_id and m.kind = 'notice' and m.about = n.id
                and m.state = 'failed') as "failed!"
        from notices n left join people p on p.id = n.made_by where n.reseller_id = $1 and n.id = $2"#,
        scope.reseller.0,
        id.0,
        COUNTED + 1,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::NotFound)?;
    let chosen = sqlx::query!(
        "select c.id, c.name from notice_customers n join customers c on c.reseller_id = n.reseller_id and c.id = n.customer_id
        where n.reseller_id = $1 and n.notice_id = $2 and c.state <> 'closed' order by c.name_folded limit 1000",
        scope.reseller.0,
        id.0,
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    let mut answers = Answers::new();
    answers.set(SUBJECT.question.key, row.subject.as_str());
    answers.set(BODY.question.key, row.body);
    for (key, text) in [
        (DAY.question.key, row.day.map(|day| day.to_string())),
        (FROM.question.key, row.from_time),
        (UNTIL.question.key, row.until_time),
    ] {
        if let Some(text) = text {
            answers.set(key, text);
        }
    }
    Ok(Notice {
        summary: summary(Row { id: row.id, subject: row.subject, state: row.state, by: row.by, made_at: row.made_at })?,
        version: row.version,
        answers,
        everybody: row.everybody,
        all: row.all,
        recipients: row.recipients,
        chosen: chosen.into_iter().map(|row| (CustomerId(row.id), row.name)).collect(),
        mails: [row.mails, row.sent, row.failed],
    })
}

/// Keeps what is written: a new notice, or, with its id and the version that the page showed, a change.
///
/// # Errors
/// [`Error::NotFound`] if there is none of this id for this tenant.
pub async fn save(backend: &Backend, scope: &Scope, which: Option<(NoticeId, i32)>, answers: &Answers) -> Result<Saved, Error> {
    let problems = lists::check(&WRITE, answers);
    let (Some(subject), Some(body), true) = (answers.get(&SUBJECT), answers.get(&BODY), problems.is_empty()) else {
        return Ok(Saved::Mend(problems));
    };
    let day = answers.get(&DAY).and_then(|day| {
        let month = time::Month::try_from(day.month).ok()?;
        Date::from_calendar_date(i32::from(day.year), month, day.day).ok()
    });
    let (from, until) = (answers.get(&FROM).map(|at| at.show()), answers.get(&UNTIL).map(|at| at.show()));
    let id = which.map_or_else(|| NoticeId(backend.new_id()), |(id, _)| id);
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    if let Some((_, seen)) = which
        && !is_draft(&mut tx, scope, id, seen).await?
    {
        return Ok(Saved::Meanwhile);
    }
    sqlx::query!(
        "insert into notices (reseller_id, id, subject, body, day, from_time, until_time, time_zone, made_by, made_at)
        select $1, $2, $3, $4, $5, $6, $7, r.time_zone, $8, $9 from resellers r where r.id = $1
        on conflict (reseller_id, id) do update set subject = $3, body = $4, day = $5, from_time = $6, until_time = $7,
            time_zone = excluded.time_zone, version = notices.version + 1",
        scope.reseller.0,
        id.0,
        subject.as_str(),
        body.as_str(),
        day,
        from,
        until,
        scope.person.0,
        backend.now(),
    )
    .execute(&mut *tx)
    .await?;
    let detail = json!({ "notice": id, "subject": subject.as_str() });
    audit::note(backend, &mut tx, scope, Entry { action: "notice.saved", customer: None, detail }).await?;
    tx.commit().await?;
    Ok(Saved::Done(id))
}

/// Whether it is still the draft that a page showed; its row is locked.
async fn is_draft(tx: &mut Tx, scope: &Scope, id: NoticeId, seen: i32) -> Result<bool, Error> {
    let row = sqlx::query!(
        "select state, version from notices where reseller_id = $1 and id = $2 for update",
        scope.reseller.0,
        id.0
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(row.state == "draft" && row.version == seen)
}

/// To whom a notice goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// Every customer with a technical contact.
    Everybody,
    /// Those that are chosen.
    Chosen,
    /// One more.
    With(CustomerId),
    /// One less.
    Without(CustomerId),
}

/// Says to whom a notice goes; false where it is not what the page showed any more.
///
/// # Errors
/// [`Error::NotFound`] if there is no such notice or customer for this tenant.
pub async fn send_to(backend: &Backend, scope: &Scope, id: NoticeId, seen: i32, to: To) -> Result<bool, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    if !is_draft(&mut tx, scope, id, seen).await? {
        return Ok(false);
    }
    match to {
        To::Everybody | To::Chosen => {}
        To::With(customer) => {
            sqlx::query!(
                "insert into notice_customers (reseller_id, notice_id, customer_id)
                select reseller_id, $2, id from customers where reseller_id = $1 and id = $3 and state <> 'closed' on conflict do nothing",
                scope.reseller.0,
                id.0,
                customer.0,
            )
            .execute(&mut *tx)
            .await?;
        }
        To::Without(customer) => {
            sqlx::query!(
                "delete from notice_customers where reseller_id = $1 and notice_id = $2 and customer_id = $3",
                scope.reseller.0,
                id.0,
                customer.0,
            )
            .execute(&mut *tx)
            .await?;
        }
    }
    sqlx::query!(
        "update notices set everybody = $3, version = version + 1 where reseller_id = $1 and id = $2",
        scope.reseller.0,
        id.0,
        to == To::Everybody,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(true)
}

/// So many customers are offered at a time.
const OFFERED: i64 = 20;

/// Customers with a technical contact who are not chosen yet: the first whose names begin with a text.
///
/// # Errors
/// If the database does not answer.
pub async fn candidates(
    backend: &Backend,
    scope: &Scope,
    id: NoticeId,
    name: &str,
) -> Result<Vec<(CustomerId, String)>, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let rows = sqlx::query!(
        // In the order of the index, each looked at by itself until there are enough: a join would read all of them first.
        "select c.id, c.name from customers c
        where c.reseller_id = $1 and c.name_sought >= searched($2) and c.name_sought < searched($2) || $3 and c.state <> 'closed'
            and (select true from contacts k where k.reseller_id = $1 and k.customer_id = c.id and k.kind = 'technical' limit 1)
            and (select true from notice_customers n where n.reseller_id = $1 and n.notice_id = $4 and n.customer_id = c.id) is null
        order by c.name_sought, c.id limit $5",
        scope.reseller.0,
        fold(&name.replace('\0', "")),
        char::MAX.to_string(),
        id.0,
        OFFERED,
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(rows.into_iter().map(|row| (CustomerId(row.id), row.name)).collect())
}

/// Sends a notice as the page showed it: its mails are made by a job.
///
/// # Errors
/// [`Error::NotFound`] if there is none of this id for this tenant.
pub async fn send(backend: &Backend, scope: &Scope, id: NoticeId, seen: i32) -> Result<Sent, Error> {
    let shown = find(backend, scope, id).await?;
    let recipients = shown.recipients;
    if shown.version != seen || shown.summary.state != NoticeState::Draft {
        return Ok(Sent::Meanwhile);
    }
    if recipients == 0 {
        return Ok(Sent::Nobody);
    }
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    if !is_draft(&mut tx, scope, id, seen).await? {
        return Ok(Sent::Meanwhile);
    }
    sqlx::query!(
        "update notices set state = 'sending', sent_at = $3, language = $4 where reseller_id = $1 and id = $2",
        scope.reseller.0,
        id.0,
        backend.now(),
        scope.language().tag(),
    )
    .execute(&mut *tx)
    .await?;
    let detail = json!({ "notice": id, "recipients": recipients });
    audit::note(backend, &mut tx, scope, Entry { action: "notice.sent", customer: None, detail }).await?;
    jobs::enqueue(backend, &mut tx, &SendNotice { notice: id }).await?;
    tx.commit().await?;
    Ok(Sent::Done)
}

/// Deletes a draft; false where it was sent, or changed since the page was shown.
///
/// # Errors
/// [`Error::NotFound`] if there is none of this id for this tenant.
pub async fn delete(backend: &Backend, scope: &Scope, id: NoticeId, seen: i32) -> Result<bool, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    if !is_draft(&mut tx, scope, id, seen).await? {
        return Ok(false);
    }
    sqlx::query!("delete from notice_customers where reseller_id = $1 and notice_id = $2", scope.reseller.0, id.0)
        .execute(&mut *tx)
        .await?;
    let gone =
        sqlx::query_scalar!("delete from notices where reseller_id = $1 and id = $2 returning subject", scope.reseller.0, id.0)
            .fetch_one(&mut *tx)
            .await?;
    let detail = json!({ "notice": id, "subject": gone });
    audit::note(backend, &mut tx, scope, Entry { action: "notice.deleted", customer: None, detail }).await?;
    tx.commit().await?;
    Ok(true)
}

/// The mail of a notice, as a customer of this name will get it.
///
/// # Errors
/// [`Error::NotFound`] if there is none of this id for this tenant.
pub async fn preview(backend: &Backend, scope: &Scope, id: NoticeId, reseller: &str, team: &str) -> Result<Letter, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let written = written(&mut tx, scope, id).await?;
    tx.commit().await?;
    let look = mail::look(backend, scope).await?;
    let language = scope.language();
    Ok(mail::of_kind(Kind::Notice, language, reseller, &written.detail(language, team), look))
}
