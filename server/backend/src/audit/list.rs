//! Reading the audit: newest first, fifty a page by keyset.

use domain::{
    audit::{AuditEntry, AuditPage, AuditQuery, PAGE},
    form::Answer,
    vocabulary::Date,
};
use sqlx::PgConnection;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::describe::describe;
use crate::{Backend, Error, Scope, scans};

/// A page of the entries that a query asks for.
///
/// # Errors
/// If the database does not answer.
pub async fn list(backend: &Backend, scope: &Scope, query: &AuditQuery) -> Result<AuditPage, Error> {
    let mut entries = rows(backend, scope, query, PAGE + 1).await?;
    let more = entries.len() > PAGE;
    entries.truncate(PAGE);
    let next = entries.last().filter(|_| more).map(|entry| entry.number);
    Ok(AuditPage { entries, next, now: backend.now().unix_timestamp() })
}

/// So many entries, for an export that asks again and again.
///
/// # Errors
/// If the database does not answer.
pub async fn rows(backend: &Backend, scope: &Scope, query: &AuditQuery, most: usize) -> Result<Vec<AuditEntry>, Error> {
    let day = |text: &str| Date::parse(text.trim()).ok().and_then(|_| midnight(text.trim()));
    let before = if query.before > 0 { query.before } else { i64::MAX };
    let who = query.who.trim().replace('\0', "");
    // The whole day counts.
    let until = day(&query.to).and_then(|midnight| midnight.checked_add(time::Duration::days(1)));
    let mut scan = scans::begin(backend, scope).await?;
    let customer = scope.customer.map(|id| id.0);
    // Staff look a name up among those who are in the chain, and read only their entries.
    let people = match scope.customer {
        None if !who.is_empty() => people(&mut scan, &who).await?,
        _ => None,
    };
    let rows = sqlx::query!(
        r#"select a.number, a.at, a.who, a.action, a.address, a.detail, c.name as "customer?"
        from (
            select e.* from unnest(coalesce($9::uuid[], array[null::uuid])) p (id)
            cross join lateral (
                select * from audit
                where reseller_id = $1 and number < $2
                    and ($8::uuid is null or customer_id = $8)
                    and ($9::uuid[] is null or person_id = p.id)
                    and ($3 = '' or action = $3)
                    and ($4 = '' or strpos(lower(who), lower($4)) > 0)
                    and ($5::timestamptz is null or at >= $5)
                    and ($6::timestamptz is null or at < $6)
                    -- Numbers and times go the same way, but for clocks that differ a little.
                    and ($6::timestamptz is null or $8::uuid is not null or number < coalesce((
                        select l.number from audit l where l.reseller_id = $1 and l.at > $6::timestamptz + interval '10 minutes'
                        order by l.at limit 1
                    ), $2))
                    and ($5::timestamptz is null or $8::uuid is not null or number > coalesce((
                        select f.number from audit f where f.reseller_id = $1 and f.at < $5::timestamptz - interval '10 minutes'
                        order by f.at desc limit 1
                    ), 0))
                order by number desc limit $7
            ) e
            order by e.number desc limit $7
        ) a
        left join customers c on c.reseller_id = $1 and c.id = a.customer_id
        order by a.number desc"#,
        scope.reseller.0,
        before,
        query.action.trim().replace('\0', ""),
        who,
        day(&query.from),
        until,
        i64::try_from(most).unwrap_or(i64::MAX),
        customer,
        people.as_deref(),
    )
    .fetch_all(&mut *scan)
    .await?;
    scan.commit().await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let detail = describe(&row.action, &row.detail, scope.language());
            AuditEntry {
                number: row.number,
                at: row.at.unix_timestamp(),
                who: row.who,
                customer: row.customer,
                action: row.action,
                address: row.address,
                detail,
            }
        })
        .collect())
}

/// For no more people than this is it quicker to read the entries of each.
const MOST_PEOPLE: i32 = 1_000;

/// The people in the chain whose names, then or now, hold a text; `None` where they are so many that the newest entries are soon among theirs.
async fn people(connection: &mut PgConnection, who: &str) -> Result<Option<Vec<uuid::Uuid>>, Error> {
    let people = sqlx::query_scalar!(
        r#"select id as "id!" from audit_people_containing($1, $2)"#,
        scans::like_literal(who),
        MOST_PEOPLE + 1,
    );
    let people = people.fetch_all(connection).await?;
    Ok(i32::try_from(people.len()).is_ok_and(|many| many <= MOST_PEOPLE).then_some(people))
}

fn midnight(day: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(&format!("{day}T00:00:00Z"), &Rfc3339).ok()
}
