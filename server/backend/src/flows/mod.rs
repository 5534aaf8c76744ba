//! What submitting means, one room a flow; which flows a reseller offers; and what their customers have in common.

pub mod activation;
pub mod network;
pub mod offer;
pub mod white_label;

use domain::{
    flows::FLOWS,
    form::{Choices, Flow, Makes},
    ids::CustomerId,
    vocabulary::{BillingAccountRef, Plan, address::PostalAddress},
};

use crate::{Backend, Error, Scope, Tx};

/// The ways to make a customer that the operator switched on for this reseller.
///
/// # Errors
/// If the database does not answer.
pub async fn offered(backend: &Backend, scope: &Scope) -> Result<Vec<&'static Flow>, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let offers = offers(&mut tx, scope).await?;
    tx.commit().await?;
    Ok(FLOWS.into_iter().filter(|flow| flow.makes == Makes::Customer && is_among(flow, &offers)).collect())
}

/// The list that a flow asks from, of which the tenant has no entry yet: nobody can walk it to its end.
///
/// # Errors
/// If the database does not answer.
pub async fn lacks(backend: &Backend, scope: &Scope, flow: &Flow) -> Result<Option<&'static str>, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let row = sqlx::query!(
        r#"select exists (select from plans where reseller_id = $1) as "plans!",
            exists (select from billing_accounts where reseller_id = $1) as "accounts!""#,
        scope.reseller.0
    )
    .fetch_one(&mut *tx)
    .await?;
    tx.commit().await?;
    let asked = flow.steps.iter().flat_map(|step| step.questions()).filter_map(|question| question.shape.widget.choices());
    let empty = asked.filter_map(|choices| match choices {
        Choices::Server(Plan::LIST) if !row.plans => Some(Plan::LIST),
        Choices::Server(BillingAccountRef::LIST) if !row.accounts => Some(BillingAccountRef::LIST),
        _ => None,
    });
    Ok(empty.min())
}

fn is_among(flow: &Flow, offers: &[String]) -> bool {
    offers.iter().any(|offer| offer == flow.offer)
}

async fn offers(tx: &mut Tx, scope: &Scope) -> Result<Vec<String>, Error> {
    Ok(sqlx::query_scalar!("select flows from resellers where id = $1", scope.reseller.0).fetch_one(&mut **tx).await?)
}

/// Whether a flow may be walked here: it is switched on for the reseller, or a sheet of reference in development.
pub(crate) async fn is_open(backend: &Backend, tx: &mut Tx, scope: &Scope, flow: &Flow) -> Result<bool, Error> {
    Ok(match flow.makes {
        Makes::Nothing => backend.development.is_some(),
        // Whose customer stands may finish it, whatever was switched off meanwhile.
        Makes::Activation => true,
        Makes::Customer => is_among(flow, &offers(tx, scope).await?),
    })
}

/// Stores an address of a customer, in the place of the one of its kind.
pub(crate) async fn put_address(
    tx: &mut Tx,
    scope: &Scope,
    id: CustomerId,
    kind: &str,
    postal: &PostalAddress,
) -> Result<(), Error> {
    sqlx::query!(
        "insert into addresses (reseller_id, customer_id, kind, line1, line2, district, city, region, postal_code,
            sorting_code, country)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict (reseller_id, customer_id, kind) do update set line1 = $4, line2 = $5, district = $6, city = $7, region = $8,
            postal_code = $9, sorting_code = $10, country = $11",
        scope.reseller.0,
        id.0,
        kind,
        postal.line1,
        postal.line2,
        postal.district,
        postal.city,
        postal.region,
        postal.postal_code,
        postal.sorting_code,
        postal.country,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
