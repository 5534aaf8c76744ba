//! Reading the audit: newest first, fifty a page by keyset.

use domain::{
    audit::{AuditEntry, AuditPage, AuditQuery, PAGE},
    form::Answer,
    vocabulary::Date,
};
use serde_json::Value;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::{Backend, Error, Scope, Tx, scans};

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
    // The whole day counts.
    let until = day(&query.to).and_then(|midnight| midnight.checked_add(time::Duration::days(1)));
    let _place = scans::place(backend, scope).await?;
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let rows = sqlx::query!(
        r#"select a.number, a.at, a.who, a.action, a.address, a.detail, c.name as "customer?"
        from (
            select * from audit
            where reseller_id = $1 and number < $2
                and ($3 = '' or action = $3)
                and ($4 = '' or strpos(lower(who), lower($4)) > 0)
                and ($5::timestamptz is null or at >= $5)
                and ($6::timestamptz is null or at < $6)
            order by number desc limit $7
        ) a
        left join customers c on c.reseller_id = $1 and c.id = a.customer_id
        order by a.number desc"#,
        scope.reseller.0,
        before,
        query.action.trim().replace('\0', ""),
        query.who.trim().replace('\0', ""),
        day(&query.from),
        until,
        i64::try_from(most).unwrap_or(i64::MAX),
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    let entry = |at: OffsetDateTime| (at.unix_timestamp(), at.format(&Rfc3339).unwrap_or_default());
    Ok(rows
        .into_iter()
        .map(|row| {
            let (at, at_exact) = entry(row.at);
            let mut detail = Vec::new();
            flatten("", &row.detail, &mut detail);
            AuditEntry {
                number: row.number,
                at,
                at_exact,
                who: row.who,
                customer: row.customer,
                action: row.action,
                address: row.address,
                detail,
            }
        })
        .collect())
}

fn midnight(day: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(&format!("{day}T00:00:00Z"), &Rfc3339).ok()
}

/// `before.role` and the like, with what is there.
fn flatten(name: &str, value: &Value, out: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            for (field, value) in fields {
                let name = if name.is_empty() { field.clone() } else { format!("{name}.{field}") };
                flatten(&name, value, out);
            }
        }
        Value::Null => {}
        Value::String(text) => out.push((name.to_owned(), text.clone())),
        other => out.push((name.to_owned(), other.to_string())),
    }
}
