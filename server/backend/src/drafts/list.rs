//! The drafts of a reseller, last saved first.

use crate::{Backend, Error, Scope, Tx};
use domain::{
    drafts::{DraftList, DraftSummary},
    flows::FLOWS,
    form::clean,
    ids::DraftId,
    paths,
};

/// How many drafts the list shows at most. Older ones come up as these are finished or discarded.
const MOST: i64 = 100;

/// The drafts.
///
/// # Errors
/// If the database does not answer.
pub async fn list(backend: &Backend, scope: &Scope, most: Option<i64>) -> Result<DraftList, Error> {
    // Under which key each flow keeps the customer's name.
    let named = FLOWS.iter().copied().filter_map(|flow| Some((flow.id.to_owned(), flow.subject?.key.to_owned())));
    let (flows, keys): (Vec<String>, Vec<String>) = named.unzip();
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let rows = sqlx::query!(
        r#"select d.id, left(d.answers ->> (select s.key from unnest($3::text[], $4::text[]) s (flow, key) where s.flow = d.flow), 300)
                as name, d.saved_at, p.name as "by?"
        from drafts d left join people p on p.id = d.begun_by
        where d.reseller_id = $1 and d.submitted_at is null and d.discarded_at is null and d.of_customer is null
        order by d.saved_at desc limit $2"#,
        scope.reseller.0,
        most.unwrap_or(MOST),
        &flows,
        &keys,
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    let rows = rows
        .into_iter()
        .map(|row| {
            let id = DraftId(row.id);
            Ok(DraftSummary {
                id,
                name: clean(row.name.as_deref().unwrap_or_default()).into_owned(),
                // Of an operator who acted for the reseller, and of whoever left, the name is not this tenant's to see.
                by: row.by.unwrap_or_default(),
                saved_at: row.saved_at.unix_timestamp(),
                // It leads on to the first step that is not done: only there the answers are read.
                resume: paths::check(id),
            })
        })
        .collect::<Result<_, Error>>()?;
    Ok(DraftList { rows, now: backend.now().unix_timestamp() })
}
