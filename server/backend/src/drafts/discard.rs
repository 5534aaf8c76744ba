//! Discarding a draft. Doing it twice is the same as once.

use domain::ids::DraftId;
use serde_json::json;

use super::sql;
use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
};

/// Discards a draft.
///
/// # Errors
/// [`Error::NotFound`] if this tenant never had such a draft, or it became a customer.
pub async fn discard(backend: &Backend, scope: &Scope, id: DraftId) -> Result<(), Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let discarded = sqlx::query_scalar!(
        r#"select discarded_at is not null as "discarded!" from drafts where reseller_id = $1 and id = $2"#,
        scope.reseller.0,
        id.0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::NotFound)?;
    if discarded {
        return Ok(());
    }
    let draft = sql::lock(&mut tx, scope, id).await?.ok_or(Error::NotFound)?;
    // Nor is a customer's sign-up anybody's to discard: the customer stands.
    if draft.customer.is_some() || draft.of_customer.is_some() {
        return Err(Error::NotFound);
    }
    // The answers go at once: they are personal data that nobody needs any more.
    sqlx::query!(
        "update drafts set discarded_at = $3, answers = '{}' where reseller_id = $1 and id = $2",
        scope.reseller.0,
        id.0,
        backend.now(),
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("delete from draft_conflicts where reseller_id = $1 and draft_id = $2", scope.reseller.0, id.0)
        .execute(&mut *tx)
        .await?;
    let entry = Entry { action: "draft.discarded", customer: None, detail: json!({ "draft": id }) };
    audit::note(backend, &mut tx, scope, entry).await?;
    tx.commit().await
}
