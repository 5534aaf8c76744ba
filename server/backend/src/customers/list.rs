//! The list: newest first, or by the beginning of the name; fifty a page by keyset, so that the last page costs what the first does.
//!
//! The page is cut out before anything is joined to it. Postgres cannot guess how many rows a policy leaves, and would otherwise join
//! all of a reseller's contacts first: 140 ms instead of 0.4 ms with 100,000 customers.

use domain::{
    customers::{CustomerPage, CustomerQuery, CustomerState, CustomerSummary, PAGE, Payer},
    ids::CustomerId,
    vocabulary::fold,
};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};
use uuid::Uuid;

use crate::{Backend, Error, Scope, Tx, scans, scans::like_literal};

struct Row {
    id: Uuid,
    name: String,
    name_folded: String,
    contact: String,
    state: String,
    payer: String,
    made_at: OffsetDateTime,
}

/// Between the id and the name after which a page by name begins; no id has it.
const SEPARATOR: char = ' ';

/// A page of the list.
///
/// # Errors
/// If the database does not answer.
pub async fn list(backend: &Backend, scope: &Scope, query: &CustomerQuery) -> Result<CustomerPage, Error> {
    let mut rows = rows(backend, scope, query, PAGE + 1).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more);
    let by_name = !fold(&query.name).is_empty();
    let next = next.map(|row| if by_name { format!("{}{SEPARATOR}{}", row.id, row.name_folded) } else { row.id.to_string() });
    let rows = rows.into_iter().map(summary).collect::<Result<_, _>>()?;
    Ok(CustomerPage { rows, next, now: backend.now().unix_timestamp() })
}

/// The newest so many customers, or the first whose names begin with a text.
///
/// # Errors
/// If the database does not answer.
pub async fn first(backend: &Backend, scope: &Scope, name: &str, number: usize) -> Result<Vec<CustomerSummary>, Error> {
    let query = CustomerQuery { name: name.to_owned(), after: String::new() };
    rows(backend, scope, &query, number).await?.into_iter().map(summary).collect()
}

/// So many customers are shown whose names contain a text.
const CONTAINING: i32 = 20;
/// What is shorter stands in nearly every name.
const SHORTEST_PART: usize = 3;

/// Customers whose names contain a text, but do not begin with it.
///
/// # Errors
/// If the database does not answer.
pub async fn containing(backend: &Backend, scope: &Scope, text: &str) -> Result<Vec<CustomerSummary>, Error> {
    let part = fold(&text.replace('\0', ""));
    if part.chars().count() < SHORTEST_PART {
        return Ok(Vec::new());
    }
    let mut scan = scans::begin(backend, scope).await?;
    let rows = sqlx::query_as!(
        Row,
        r#"select c.id, c.name, c.name_folded, coalesce(k.contact, '') as "contact!", c.state, c.payer, c.made_at
        from customers c
        left join lateral (
            select coalesce(name, given_name || ' ' || family_name, email) as contact from contacts
            where contacts.reseller_id = c.reseller_id and contacts.customer_id = c.id order by kind limit 1
        ) k on true
        where c.reseller_id = $1 and c.id in (select id from customers_containing($2, $3))
        order by c.name_folded"#,
        scope.reseller.0,
        like_literal(&part),
        CONTAINING,
    )
    .fetch_all(&mut *scan)
    .await?;
    scan.commit().await?;
    rows.into_iter().filter(|row| !row.name_folded.starts_with(&part)).map(summary).collect()
}

async fn rows(backend: &Backend, scope: &Scope, query: &CustomerQuery, wanted: usize) -> Result<Vec<Row>, Error> {
    let prefix = fold(&query.name.replace('\0', ""));
    let wanted = i64::try_from(wanted).unwrap_or(i64::MAX);
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let rows = if prefix.is_empty() {
        // Ids are of version 7: their order is the order in which the customers were made.
        let after = query.after.parse().unwrap_or(Uuid::max());
        sqlx::query_as!(
            Row,
            r#"select c.id, c.name, c.name_folded, coalesce(k.contact, '') as "contact!", c.state, c.payer, c.made_at
            from (
                select * from customers where reseller_id = $1 and id < $2
                order by id desc limit $3
            ) c
            left join lateral (
            select coalesce(name, given_name || ' ' || family_name, email) as contact from contacts
            where contacts.reseller_id = c.reseller_id and contacts.customer_id = c.id order by kind limit 1
        ) k on true
            order by c.id desc"#,
            scope.reseller.0,
            after,
            wanted,
        )
        .fetch_all(&mut *tx)
        .await?
    } else {
        // Every name that begins with the prefix, as a range: the index serves it whatever the parameters.
        let end = format!("{prefix}{}", char::MAX);
        // A closed customer's name may be there twice, so the id decides between them.
        let after = query.after.replace('\0', "");
        let (after_id, after) = after.split_once(SEPARATOR).unwrap_or_default();
        let after_id: Uuid = after_id.parse().unwrap_or_default();
        sqlx::query_as!(
            Row,
            r#"select c.id, c.name, c.name_folded, coalesce(k.contact, '') as "contact!", c.state, c.payer, c.made_at
            from (
                select * from customers
                where reseller_id = $1 and name_folded >= $2 and name_folded < $3 and (name_folded, id) > ($4, $6)
                order by name_folded, id limit $5
            ) c
            left join lateral (
            select coalesce(name, given_name || ' ' || family_name, email) as contact from contacts
            where contacts.reseller_id = c.reseller_id and contacts.customer_id = c.id order by kind limit 1
        ) k on true
            order by c.name_folded, c.id"#,
            scope.reseller.0,
            prefix,
            end,
            after,
            wanted,
            after_id,
        )
        .fetch_all(&mut *tx)
        .await?
    };
    tx.commit().await?;
    Ok(rows)
}

fn summary(row: Row) -> Result<CustomerSummary, Error> {
    Ok(CustomerSummary {
        id: CustomerId(row.id),
        name: row.name,
        contact: row.contact,
        state: CustomerState::from_code(&row.state).ok_or(Error::Stored("customers.state"))?,
        payer: Payer::from_code(&row.payer).ok_or(Error::Stored("customers.payer"))?,
        created_at: row.made_at.unix_timestamp(),
        created_on: row.made_at.format(&Rfc3339).unwrap_or_default(),
    })
}
