//! The drafts of a reseller, last saved first.

use domain::{
    drafts::{DraftList, DraftSummary},
    form::{Answers, Journey, clean},
    ids::DraftId,
    paths,
};
use sqlx::types::Json;

use super::flow;
use crate::{Backend, Error, Scope, Tx};

/// How many drafts the list shows at most. Older ones come up as these are finished or discarded.
const MOST: i64 = 100;

/// The drafts.
///
/// # Errors
/// If the database does not answer.
pub async fn list(backend: &Backend, scope: &Scope, most: Option<i64>) -> Result<DraftList, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let rows = sqlx::query!(
        r#"select d.id, d.flow, d.answers as "answers: Json<Answers>", d.saved_at, p.name as "by?"
        from drafts d left join people p on p.id = d.begun_by
        where d.reseller_id = $1 and d.submitted_at is null and d.discarded_at is null and d.of_customer is null
        order by d.saved_at desc limit $2"#,
        scope.reseller.0,
        most.unwrap_or(MOST),
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    let rows = rows
        .into_iter()
        .map(|row| {
            let id = DraftId(row.id);
            let next = Journey::new(flow(&row.flow)?, &row.answers).next();
            Ok(DraftSummary {
                id,
                name: clean(row.answers.raw("company_name")).into_owned(),
                // Of an operator who acted for the reseller, and of whoever left, the name is not this tenant's to see.
                by: row.by.unwrap_or_default(),
                saved_at: row.saved_at.unix_timestamp(),
                resume: next.map_or_else(|| paths::check(id), |step| paths::step(id, step.slug)),
            })
        })
        .collect::<Result<_, Error>>()?;
    Ok(DraftList { rows, now: backend.now().unix_timestamp() })
}
