//! The billing accounts of a reseller, and one of them as its form asks it.

use domain::{
    billing::{ADDRESS, BillingAccount, DEFAULT, EMAIL, MANY, NAME, PHONE, SAVE},
    form::{Answer, Answers},
    ids::BillingAccountId,
    vocabulary::{Phone, YesNo},
};

use crate::{Backend, Error, Scope, Tx};

/// Customers are counted so far: whoever has more knows it.
const COUNTED: i64 = MANY + 1;

/// Every billing account, the preset one first.
///
/// # Errors
/// If the database does not answer.
pub async fn list(backend: &Backend, scope: &Scope) -> Result<Vec<BillingAccount>, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let rows = sqlx::query!(
        r#"select a.id, a.name, a.email, a.phone, a.country, a.is_default,
            (select count(*) from (
                select from customers c where c.reseller_id = a.reseller_id and c.billing_account_id = a.id limit $2
            ) n) as "customers!"
        from billing_accounts a where a.reseller_id = $1 order by a.is_default desc, lower(a.name), a.email"#,
        scope.reseller.0,
        COUNTED,
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(rows
        .into_iter()
        .map(|row| BillingAccount {
            id: BillingAccountId(row.id),
            name: row.name,
            email: row.email,
            phone: Phone::kept(&row.phone).show_about(&row.country, scope.language()),
            default: row.is_default,
            customers: row.customers,
        })
        .collect())
}

/// One of them: what its form asks, as it stands, and its version.
///
/// # Errors
/// [`Error::NotFound`] if there is none for this tenant.
pub async fn find(backend: &Backend, scope: &Scope, id: BillingAccountId) -> Result<(Answers, i32), Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let row = sqlx::query!(
        "select name, email, phone, line1, line2, district, city, region, postal_code, sorting_code, country, is_default, version
        from billing_accounts where reseller_id = $1 and id = $2",
        scope.reseller.0,
        id.0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::NotFound)?;
    tx.commit().await?;
    let answers = [
        (NAME.question.key, row.name),
        (EMAIL.question.key, row.email),
        // With the code of its country: another country chosen here makes no other number of it.
        (PHONE.question.key, Phone::kept(&row.phone).settled()),
        (ADDRESS.country.question.key, row.country),
        (ADDRESS.line1.question.key, row.line1),
        (ADDRESS.line2.question.key, row.line2.unwrap_or_default()),
        (ADDRESS.district.question.key, row.district.unwrap_or_default()),
        (ADDRESS.city.question.key, row.city.unwrap_or_default()),
        (ADDRESS.region.question.key, row.region.unwrap_or_default()),
        (ADDRESS.postal_code.question.key, row.postal_code.unwrap_or_default()),
        (ADDRESS.sorting_code.question.key, row.sorting_code.unwrap_or_default()),
        (DEFAULT.question.key, if row.is_default { YesNo::Yes } else { YesNo::No }.show()),
    ];
    let mut answers: Answers = answers.into_iter().collect();
    SAVE.confirm(&mut answers);
    Ok((answers, row.version))
}
