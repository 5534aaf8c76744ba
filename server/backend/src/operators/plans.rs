//! The plans that a reseller sells. A later change of a price does not reach back to customers who agreed to another.

use domain::{
    form::{Answers, Problem, Problems, clean},
    ids::{PlanId, ResellerId},
    operators::{CURRENCY, PLAN, PLAN_MESSAGES, PLAN_MONTHLY, PLAN_NAME, PLAN_SETUP, PLAN_TRUNKS},
    words::Word,
};
use serde_json::json;

use super::{Console, resellers};
use crate::{
    Backend, Error, Tx,
    audit::{self, Entry},
};

/// A plan's form as it stands, with the reseller's currency; an empty one without a plan.
///
/// # Errors
/// [`Error::NotFound`] if there is no such plan or reseller.
pub async fn find_plan(
    backend: &Backend,
    console: &Console,
    reseller: ResellerId,
    plan: Option<PlanId>,
) -> Result<(Answers, String), Error> {
    let of = resellers::find(backend, console, reseller).await?;
    let mut answers: Answers = [(CURRENCY.question.key, of.summary.currency)].into_iter().collect();
    if let Some(plan) = plan {
        let mut tx = Tx::begin_operator(&backend.pool, &console.at(reseller)).await?;
        let row = sqlx::query!(
            "select name, monthly_minor, setup_minor, currency, trunks, messages from plans where reseller_id = $1 and id = $2",
            reseller.0,
            plan.0,
        )
        .fetch_optional(&mut *tx)
        .await?
        .ok_or(Error::NotFound)?;
        tx.commit().await?;
        let decimals = domain::money::decimals(&row.currency);
        let amount = |minor: i64| domain::money::plain(minor, decimals);
        answers.extend([
            (PLAN_NAME.question.key, row.name),
            (PLAN_MONTHLY.question.key, amount(row.monthly_minor)),
            (PLAN_SETUP.question.key, amount(row.setup_minor)),
            (PLAN_TRUNKS.question.key, row.trunks.to_string()),
            (PLAN_MESSAGES.question.key, row.messages.to_string()),
        ]);
    }
    Ok((answers, of.summary.name))
}

/// Makes a plan, or changes one.
///
/// # Errors
/// [`Error::NotFound`] if there is no such plan or reseller.
pub async fn save_plan(
    backend: &Backend,
    console: &Console,
    reseller: ResellerId,
    plan: Option<PlanId>,
    answers: &Answers,
) -> Result<Problems, Error> {
    let of = resellers::find(backend, console, reseller).await?;
    let currency = of.summary.currency;
    let mut answers = answers.clone();
    answers.set(CURRENCY.question.key, currency.clone());
    let mut problems = PLAN.check(&answers);
    let (Some(monthly), Some(setup), Some(trunks), Some(messages), true) = (
        answers.get(&PLAN_MONTHLY),
        answers.get(&PLAN_SETUP),
        answers.get(&PLAN_TRUNKS),
        answers.get(&PLAN_MESSAGES),
        problems.is_empty(),
    ) else {
        return Ok(problems);
    };
    let name = clean(answers.raw(PLAN_NAME.question.key)).into_owned();
    let number = |number: i64| i32::try_from(number).unwrap_or(i32::MAX);
    let scope = console.at(reseller);
    let id = plan.unwrap_or_else(|| PlanId(backend.new_id()));
    let mut tx = Tx::begin_operator(&backend.pool, &scope).await?;
    let saved = if plan.is_some() {
        sqlx::query!(
            "update plans set name = $3, monthly_minor = $4, setup_minor = $5, currency = $6, trunks = $7, messages = $8
            where reseller_id = $1 and id = $2",
            reseller.0,
            id.0,
            name,
            monthly.minor,
            setup.minor,
            currency,
            number(trunks.0),
            number(messages.0),
        )
        .execute(&mut *tx)
        .await
    } else {
        sqlx::query!(
            "insert into plans (reseller_id, id, name, monthly_minor, setup_minor, currency, trunks, messages, place)
            select $1, $2, $3, $4, $5, $6, $7, $8, coalesce(max(place) + 1, 0) from plans where reseller_id = $1",
            reseller.0,
            id.0,
            name,
            monthly.minor,
            setup.minor,
            currency,
            number(trunks.0),
            number(messages.0),
        )
        .execute(&mut *tx)
        .await
    };
    match saved.map_err(Error::from) {
        Ok(done) if done.rows_affected() == 0 => return Err(Error::NotFound),
        Ok(_) => {}
        Err(error) if error.is_constraint("plans_name_unique") => {
            problems.add(PLAN_NAME.question.key, Problem::Together(Word::PlanNameTaken));
            return Ok(problems);
        }
        Err(error) => return Err(error),
    }
    let detail = json!({
        "plan": id, "name": name, "monthly": monthly.minor, "setup": setup.minor, "currency": currency,
        "trunks": trunks.0, "messages": messages.0,
    });
    audit::note(backend, &mut tx, &scope, Entry { action: "plan.saved", customer: None, detail }).await?;
    tx.commit().await?;
    Ok(problems)
}
