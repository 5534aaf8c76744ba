//! Making, changing and deleting a billing account. The first one is preset, whatever was answered, and one always is.

use domain::{
    billing::{ADDRESS, DEFAULT, EMAIL, NAME, PHONE, SAVE},
    form::{Answer, Answers, Problem, Problems},
    ids::BillingAccountId,
    vocabulary::YesNo,
    words::Word,
};
use serde_json::json;

use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
    lists,
};

/// What came of saving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is so now.
    Done(BillingAccountId),
    /// Something is wrong with it.
    Mend(Problems),
    /// Somebody else changed it since the page was shown.
    Meanwhile,
}

/// Makes a billing account, or, with its id and the version that the page showed, changes it.
///
/// # Errors
/// [`Error::NotFound`] if there is none of this id for this tenant.
pub async fn save(
    backend: &Backend,
    scope: &Scope,
    which: Option<(BillingAccountId, i32)>,
    answers: &Answers,
) -> Result<Saved, Error> {
    let problems = lists::check(&SAVE, answers);
    if !problems.is_empty() {
        return Ok(Saved::Mend(problems));
    }
    let (name, email, phone) = match (answers.need(&NAME), answers.need(&EMAIL), answers.need(&PHONE)) {
        (Ok(name), Ok(email), Ok(phone)) => (name.show(), email.show(), phone),
        _ => return Err(Error::Stored("a billing account that was found right")),
    };
    let postal = match ADDRESS.read(answers) {
        Ok(postal) => postal,
        Err((key, problem)) => return Ok(Saved::Mend(Problems::one(key, problem))),
    };
    let id = which.map_or_else(|| BillingAccountId(backend.new_id()), |(id, _)| id);
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    // Two who make the first account, or preset different ones, wait for each other.
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 2))", scope.reseller.to_string())
        .fetch_one(&mut *tx)
        .await?;
    let known = sqlx::query!(
        "select id, is_default, version from billing_accounts where reseller_id = $1 order by id for update",
        scope.reseller.0,
    )
    .fetch_all(&mut *tx)
    .await?;
    if let Some((id, seen)) = which {
        let version = known.iter().find(|row| row.id == id.0).map(|row| row.version).ok_or(Error::NotFound)?;
        if version != seen {
            return Ok(Saved::Meanwhile);
        }
    }
    let was = known.iter().find(|row| row.is_default).map(|row| row.id);
    // There is always one that is preset.
    let default = answers.get(&DEFAULT) == Some(YesNo::Yes) || was.is_none_or(|was| was == id.0);
    if default {
        sqlx::query!(
            "update billing_accounts set is_default = false, version = version + 1
            where reseller_id = $1 and is_default and id <> $2",
            scope.reseller.0,
            id.0,
        )
        .execute(&mut *tx)
        .await?;
    }
    let kept = sqlx::query!(
        "insert into billing_accounts (reseller_id, id, name, email, phone, line1, line2, district, city, region, postal_code,
            sorting_code, country, is_default, made_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        on conflict (reseller_id, id) do update set name = $3, email = $4, phone = $5, line1 = $6, line2 = $7, district = $8,
            city = $9, region = $10, postal_code = $11, sorting_code = $12, country = $13, is_default = $14,
            version = billing_accounts.version + 1",
        scope.reseller.0,
        id.0,
        name,
        email,
        phone.as_str(),
        postal.line1,
        postal.line2,
        postal.district,
        postal.city,
        postal.region,
        postal.postal_code,
        postal.sorting_code,
        postal.country,
        default,
        backend.now(),
    )
    .execute(&mut *tx)
    .await
    .map_err(Error::from);
    match kept {
        Err(error) if error.is_constraint("billing_accounts_email_unique") => {
            return Ok(Saved::Mend(Problems::one(EMAIL.question.key, Problem::Together(Word::BillingEmailTaken))));
        }
        kept => kept?,
    };
    let detail = json!({ "billing_account": id, "name": name, "email": email, "default": default });
    audit::note(backend, &mut tx, scope, Entry { action: "billing.saved", customer: None, detail }).await?;
    tx.commit().await?;
    Ok(Saved::Done(id))
}

/// Deletes a billing account; the sentence that says why not, where customers' charges go to it, or it is the preset one of several.
///
/// # Errors
/// [`Error::NotFound`] if there is none of this id for this tenant.
pub async fn delete(backend: &Backend, scope: &Scope, id: BillingAccountId) -> Result<Result<(), Word>, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let known = sqlx::query!(
        "select id, name, email, is_default from billing_accounts where reseller_id = $1 order by id for update",
        scope.reseller.0,
    )
    .fetch_all(&mut *tx)
    .await?;
    let others = known.iter().any(|row| row.id != id.0);
    let this = known.into_iter().find(|row| row.id == id.0).ok_or(Error::NotFound)?;
    if this.is_default && others {
        return Ok(Err(Word::BillingDefaultStays));
    }
    let deleted = sqlx::query!("delete from billing_accounts where reseller_id = $1 and id = $2", scope.reseller.0, id.0)
        .execute(&mut *tx)
        .await
        .map_err(Error::from);
    match deleted {
        // A customer that was made meanwhile counts too: the database decides.
        Err(error) if error.is_constraint("customers_billing_account") => return Ok(Err(Word::BillingInUse)),
        deleted => deleted?,
    };
    let detail = json!({ "billing_account": id, "name": this.name, "email": this.email });
    audit::note(backend, &mut tx, scope, Entry { action: "billing.deleted", customer: None, detail }).await?;
    tx.commit().await?;
    Ok(Ok(()))
}
