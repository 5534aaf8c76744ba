//! What became of a reseller's mails, and sending one again that was given up.

use domain::{
    customers::PAGE,
    ids::CustomerId,
    mail::{Delivery, MailPage, MailSummary},
};
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::Kind;
use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
    users::{self, Resent},
};

struct Row {
    id: Uuid,
    kind: String,
    recipient: String,
    customer_id: Option<Uuid>,
    customer: Option<String>,
    state: String,
    attempts: i32,
    problem: Option<String>,
    made_at: OffsetDateTime,
}

/// A page of a reseller's mails, in one state or all. What is a person's own, such as a forgotten password, is not the reseller's to see.
///
/// # Errors
/// If the database does not answer.
pub async fn list(backend: &Backend, scope: &Scope, delivery: Option<Delivery>, after: &str) -> Result<MailPage, Error> {
    // The place of a mail is when it was made, and its id.
    let place = after.split_once('_').and_then(|(at, id)| {
        let at = OffsetDateTime::from_unix_timestamp_nanos(at.parse::<i128>().ok()?.checked_mul(1_000)?).ok()?;
        Some((at, id.parse::<Uuid>().ok()?))
    });
    let (at, id) = place.unwrap_or((backend.now() + time::Duration::days(1), Uuid::max()));
    let wanted = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    // Two queries: each has the index that serves it.
    let mut rows = if let Some(delivery) = delivery {
        sqlx::query_as!(
            Row,
            r#"select m.id, m.kind, m.recipient, m.customer_id, c.name as "customer?", m.state, m.attempts, m.problem, m.made_at
            from (
                select * from mails
                where reseller_id = $1 and (made_at, id) < ($2, $3) and state = $5
                order by made_at desc, id desc limit $4
            ) m
            left join customers c on c.reseller_id = m.reseller_id and c.id = m.customer_id
            order by m.made_at desc, m.id desc"#,
            scope.reseller.0,
            at,
            id,
            wanted,
            delivery.code(),
        )
        .fetch_all(&mut *tx)
        .await?
    } else {
        sqlx::query_as!(
            Row,
            r#"select m.id, m.kind, m.recipient, m.customer_id, c.name as "customer?", m.state, m.attempts, m.problem, m.made_at
            from (
                select * from mails
                where reseller_id = $1 and (made_at, id) < ($2, $3)
                order by made_at desc, id desc limit $4
            ) m
            left join customers c on c.reseller_id = m.reseller_id and c.id = m.customer_id
            order by m.made_at desc, m.id desc"#,
            scope.reseller.0,
            at,
            id,
            wanted,
        )
        .fetch_all(&mut *tx)
        .await?
    };
    tx.commit().await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|row| format!("{}_{}", row.made_at.unix_timestamp_nanos() / 1_000, row.id));
    let rows = rows
        .into_iter()
        .map(|row| {
            Ok(MailSummary {
                id: row.id.to_string(),
                kind: Kind::from_code(&row.kind).ok_or(Error::Stored("mails.kind"))?.name(),
                recipient: row.recipient,
                customer: row.customer_id.map(CustomerId).zip(row.customer),
                delivery: Delivery::from_code(&row.state).ok_or(Error::Stored("mails.state"))?,
                attempts: row.attempts,
                problem: row.problem,
                made: row.made_at.unix_timestamp(),
            })
        })
        .collect::<Result<_, Error>>()?;
    Ok(MailPage { rows, next, now: backend.now().unix_timestamp() })
}

/// Sends a mail again that was given up: its time begins anew.
///
/// # Errors
/// [`Error::NotFound`] if this tenant has no such mail.
pub async fn send_again(backend: &Backend, scope: &Scope, id: &str) -> Result<Resent, Error> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let recipient = sqlx::query_scalar!("select recipient from mails where reseller_id = $1 and id = $2", scope.reseller.0, id)
        .fetch_optional(&mut *tx)
        .await?
        .ok_or(Error::NotFound)?;
    tx.commit().await?;
    if !users::may_mail(backend, scope, &recipient).await? {
        return Ok(Resent::TooMany);
    }
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let mail = sqlx::query!(
        r#"select state, recipient, kind, customer_id, kind <> 'invitation' or exists (
                select from invitations i where i.reseller_id = m.reseller_id and i.id = m.about and i.state = 'pending'
                    and i.expires_at > $3
            ) as "is_worth!"
        from mails m where m.reseller_id = $1 and m.id = $2 for update"#,
        scope.reseller.0,
        id,
        backend.now(),
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::NotFound)?;
    // What led to an invitation that has ended would lead nowhere.
    if mail.state != Delivery::Failed.code() || !mail.is_worth {
        return Ok(Resent::Settled);
    }
    sqlx::query!(
        "update mails set state = 'queued', next_at = $3, made_at = $3, attempts = 0, problem = null
        where reseller_id = $1 and id = $2",
        scope.reseller.0,
        id,
        backend.now(),
    )
    .execute(&mut *tx)
    .await?;
    let customer = mail.customer_id.map(CustomerId);
    let detail = json!({ "email": mail.recipient, "kind": mail.kind });
    audit::note(backend, &mut tx, scope, Entry { action: "mail.resent", customer, detail }).await?;
    tx.commit().await?;
    Ok(Resent::Sent(mail.recipient))
}
