//! Work that jobs gave up, or try again later: months that could not be charged, and events of payment providers that were not taken. The
//! operator sees why, and has it tried again.

use domain::{
    ids::{CustomerId, ResellerId},
    operators::{FAILED_PAGE, FailedEvent, FailedMonth},
};
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::Console;
use crate::{
    Backend, Error, Tx,
    audit::{self, Entry},
};

/// A page of months, and after which the next page begins.
pub type FailedMonths = (Vec<FailedMonth>, Option<String>);
/// A page of events, and after which the next page begins.
pub type FailedEvents = (Vec<FailedEvent>, Option<String>);

/// Between a reseller's id and what is its own, in the place where a page begins.
const MARK: char = '.';

/// The place at which a page begins; what is no place is the first one.
fn place(after: &str) -> (Uuid, &str) {
    let place = after.split_once(MARK).and_then(|(reseller, id)| Some((reseller.parse().ok()?, id)));
    place.unwrap_or((Uuid::nil(), ""))
}

fn next<T>(rows: &mut Vec<T>, place: impl Fn(&T) -> String) -> Option<String> {
    let more = rows.len() > FAILED_PAGE;
    rows.truncate(FAILED_PAGE);
    rows.last().filter(|_| more).map(place)
}

fn most() -> i32 {
    i32::try_from(FAILED_PAGE + 1).unwrap_or(i32::MAX)
}

/// Months that could not be charged, of every reseller.
///
/// # Errors
/// If the database does not answer.
pub async fn failed_months(backend: &Backend, console: &Console, after: &str) -> Result<FailedMonths, Error> {
    let (reseller, customer) = place(after);
    let mut tx = Tx::begin_operator(&backend.pool, &console.scope).await?;
    let rows = sqlx::query!(
        r#"select reseller as "reseller!", reseller_name as "reseller_name!", customer as "customer!", name as "name!", day as "day!",
            why as "why!", tried as "tried!", next_at
        from failed_months($1, $2, $3)"#,
        reseller,
        customer.parse().unwrap_or(Uuid::nil()),
        most(),
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    let mut months: Vec<_> = rows
        .into_iter()
        .map(|row| FailedMonth {
            reseller: ResellerId(row.reseller),
            reseller_name: row.reseller_name,
            customer: CustomerId(row.customer),
            name: row.name,
            day: row.day.to_string(),
            why: row.why,
            tried: row.tried,
            next: row.next_at.map(OffsetDateTime::unix_timestamp),
        })
        .collect();
    let next = next(&mut months, |row| format!("{}{MARK}{}", row.reseller, row.customer));
    Ok((months, next))
}

/// Events of payment providers that were not taken, of every reseller.
///
/// # Errors
/// If the database does not answer.
pub async fn failed_events(backend: &Backend, console: &Console, after: &str) -> Result<FailedEvents, Error> {
    let (reseller, event) = place(after);
    let mut tx = Tx::begin_operator(&backend.pool, &console.scope).await?;
    let rows = sqlx::query!(
        r#"select reseller as "reseller!", reseller_name as "reseller_name!", event as "event!", kind, at as "at!", why as "why!",
            tried as "tried!", next_at
        from failed_events($1, $2, $3)"#,
        reseller,
        event.replace('\0', ""),
        most(),
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    let mut events: Vec<_> = rows
        .into_iter()
        .map(|row| FailedEvent {
            reseller: ResellerId(row.reseller),
            reseller_name: row.reseller_name,
            event: row.event,
            kind: row.kind.unwrap_or_default(),
            at: row.at.unix_timestamp(),
            why: row.why,
            tried: row.tried,
            next: row.next_at.map(OffsetDateTime::unix_timestamp),
        })
        .collect();
    let next = next(&mut events, |row| format!("{}{MARK}{}", row.reseller, row.event));
    Ok((events, next))
}

/// Has a month tried again with the next run of the job.
///
/// # Errors
/// [`Error::NotFound`] if it was charged meanwhile, or there is no such customer.
pub async fn failed_month_again(
    backend: &Backend,
    console: &Console,
    reseller: ResellerId,
    customer: CustomerId,
) -> Result<(), Error> {
    let scope = console.at(reseller);
    let mut tx = Tx::begin_operator(&backend.pool, &scope).await?;
    let again = sqlx::query_scalar!(r#"select failed_month_again($1, $2) as "again!""#, reseller.0, customer.0);
    if !again.fetch_one(&mut *tx).await? {
        return Err(Error::NotFound);
    }
    let entry = Entry { action: "month.again", customer: Some(customer), detail: json!({}) };
    audit::note(backend, &mut tx, &scope, entry).await?;
    tx.commit().await
}

/// Has an event tried again with the next run of the job.
///
/// # Errors
/// [`Error::NotFound`] if it was taken meanwhile, or there is no such event.
pub async fn failed_event_again(backend: &Backend, console: &Console, reseller: ResellerId, event: &str) -> Result<(), Error> {
    let scope = console.at(reseller);
    let event = event.replace('\0', "");
    let mut tx = Tx::begin_operator(&backend.pool, &scope).await?;
    let again = sqlx::query_scalar!(r#"select failed_event_again($1, $2, $3) as "again!""#, reseller.0, event, backend.now());
    if !again.fetch_one(&mut *tx).await? {
        return Err(Error::NotFound);
    }
    let detail = json!({ "event": event });
    audit::note(backend, &mut tx, &scope, Entry { action: "event.again", customer: None, detail }).await?;
    tx.commit().await
}
