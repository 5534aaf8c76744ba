//! The list: newest first, or what a text finds: names that begin with it, fifty a page by keyset, so that the last page costs what the
//! first does; then customers in whose names, contacts or numbers it is found (`searched`, `customers_found` in the migrations).
//!
//! The page is cut out before anything is joined to it. Postgres cannot guess how many rows a policy leaves, and would otherwise join
//! all of a reseller's contacts first: 140 ms instead of 0.4 ms with 100,000 customers.

use domain::{
    customers::{CustomerPage, CustomerQuery, CustomerState, CustomerSummary, PAGE, Payer},
    ids::CustomerId,
    vocabulary::fold,
};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Backend, Error, Scope, Tx, scans};

struct Row {
    id: Uuid,
    name: String,
    name_sought: String,
    contact: String,
    state: String,
    payer: String,
    made_at: OffsetDateTime,
}

/// Between the id and the name after which a page by name begins; no id has it.
const SEPARATOR: char = ' ';

/// A page of the list. The last page of a search may be longer: it also has the customers in whom the text is found elsewhere.
///
/// # Errors
/// If the database does not answer.
pub async fn list(backend: &Backend, scope: &Scope, query: &CustomerQuery) -> Result<CustomerPage, Error> {
    let text = fold(&query.text.replace('\0', ""));
    let Part { rows, more, cut } = rows(backend, scope, &text, &query.after, PAGE).await?;
    let last = rows.last().filter(|_| more);
    let next =
        last.map(|row| if text.is_empty() { row.id.to_string() } else { format!("{}{SEPARATOR}{}", row.id, row.name_sought) });
    let rows = rows.into_iter().map(summary).collect::<Result<_, _>>()?;
    Ok(CustomerPage { rows, next, cut, now: backend.now().unix_timestamp() })
}

/// The first so many customers of the list: the newest, or what a text finds.
///
/// # Errors
/// If the database does not answer.
pub async fn first(backend: &Backend, scope: &Scope, text: &str, number: usize) -> Result<Vec<CustomerSummary>, Error> {
    let Part { mut rows, .. } = rows(backend, scope, &fold(&text.replace('\0', "")), "", number).await?;
    rows.truncate(number);
    rows.into_iter().map(summary).collect()
}

/// So many customers are shown in whom a text is found, but whose names do not begin with it.
const CONTAINING: usize = 50;
/// A word that is shorter is found in nearly every customer.
const SHORTEST_WORD: usize = 3;

/// A part of the list.
struct Part {
    rows: Vec<Row>,
    /// Whether there is another page.
    more: bool,
    /// Whether a text is found in more customers than are shown.
    cut: bool,
}

/// Customers in the order of the list.
async fn rows(backend: &Backend, scope: &Scope, text: &str, after: &str, number: usize) -> Result<Part, Error> {
    let wanted = i64::try_from(number + 1).unwrap_or(i64::MAX);
    let mut rows = if text.is_empty() {
        newest(backend, scope, after, wanted).await?
    } else {
        beginning(backend, scope, text, after, wanted).await?
    };
    let more = rows.len() > number;
    rows.truncate(number);
    let mut cut = false;
    if !more && can_be_inside(text) {
        let found = containing(backend, scope, text).await?;
        cut = found.len() > CONTAINING;
        rows.extend(found.into_iter().take(CONTAINING));
    }
    Ok(Part { rows, more, cut })
}

/// Whether a text is long enough to be looked for inside names and numbers: a word of three characters, or a number with three digits,
/// however it is grouped.
fn can_be_inside(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_number = text.chars().all(|c| c.is_ascii_digit() || "+-()./ ".contains(c));
    text.split(' ').any(|word| word.chars().count() >= SHORTEST_WORD) || (is_number && digits >= SHORTEST_WORD)
}

async fn newest(backend: &Backend, scope: &Scope, after: &str, wanted: i64) -> Result<Vec<Row>, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    // Ids are of version 7: their order is the order in which the customers were made.
    let rows = sqlx::query_as!(
        Row,
        r#"select c.id, c.name, c.name_sought, coalesce(k.contact, '') as "contact!", c.state, c.payer, c.made_at
        from (
            select * from customers where reseller_id = $1 and id < $2
            order by id desc limit $3
        ) c
        left join lateral (
            select coalesce(name, nullif(concat_ws(' ', given_name, family_name), ''), email) as contact from contacts
            where contacts.reseller_id = c.reseller_id and contacts.customer_id = c.id order by kind limit 1
        ) k on true
        order by c.id desc"#,
        scope.reseller.0,
        after.parse().unwrap_or(Uuid::max()),
        wanted,
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(rows)
}

async fn beginning(backend: &Backend, scope: &Scope, text: &str, after: &str, wanted: i64) -> Result<Vec<Row>, Error> {
    // A closed customer's name may be there twice, so the id decides between them.
    let after = after.replace('\0', "");
    let (after_id, after) = after.split_once(SEPARATOR).unwrap_or_default();
    let after_id: Uuid = after_id.parse().unwrap_or_default();
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    // Every name that begins with the text, as a range: the index serves it whatever the parameters. A page's own beginning is never before the
    // range, for Postgres starts to read the index there.
    let rows = sqlx::query_as!(
        Row,
        r#"select c.id, c.name, c.name_sought, coalesce(k.contact, '') as "contact!", c.state, c.payer, c.made_at
        from (
            select * from customers
            where reseller_id = $1 and name_sought >= searched($2) and name_sought < searched($2) || $3
                and (name_sought, id) > (greatest($4, searched($2)), $5)
            order by name_sought, id limit $6
        ) c
        left join lateral (
            select coalesce(name, nullif(concat_ws(' ', given_name, family_name), ''), email) as contact from contacts
            where contacts.reseller_id = c.reseller_id and contacts.customer_id = c.id order by kind limit 1
        ) k on true
        order by c.name_sought, c.id"#,
        scope.reseller.0,
        text,
        char::MAX.to_string(),
        after,
        after_id,
        wanted,
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(rows)
}

async fn containing(backend: &Backend, scope: &Scope, text: &str) -> Result<Vec<Row>, Error> {
    let mut scan = scans::begin(backend, scope).await?;
    let rows = sqlx::query_as!(
        Row,
        r#"select c.id, c.name, c.name_sought, coalesce(k.contact, '') as "contact!", c.state, c.payer, c.made_at
        from customers c
        left join lateral (
            select coalesce(name, nullif(concat_ws(' ', given_name, family_name), ''), email) as contact from contacts
            where contacts.reseller_id = c.reseller_id and contacts.customer_id = c.id order by kind limit 1
        ) k on true
        where c.reseller_id = $1 and c.id in (select id from customers_found($2, $3))
        order by c.name_sought, c.id"#,
        scope.reseller.0,
        text,
        i32::try_from(CONTAINING + 1).unwrap_or(i32::MAX),
    )
    .fetch_all(&mut *scan)
    .await?;
    scan.commit().await?;
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
    })
}
