//! What only the server can say of answers: drafts and records are judged by the same rules.

use domain::{
    form::{
        Answers,
        Choices::{Fixed, Server},
        Flow, Problem, Problems, Step, clean,
    },
    ids::{BillingAccountId, CustomerId, PlanId},
    vocabulary::{BillingAccountRef, Plan, TermsVersion, fold},
};

use crate::{Backend, Error, Scope, Tx, lists};

/// The rules of a step that only the server can check: whether a choice is on the list, whether a name is free. Each problem is reported under
/// its own field. A record that is changed is a customer's (`of`), who has a name already.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn problems(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    flow: &Flow,
    step: &Step,
    answers: &Answers,
    of: Option<CustomerId>,
) -> Result<Problems, Error> {
    let mut problems = Problems::new();
    for question in step.questions().filter(|q| q.is_shown(answers)) {
        let raw = answers.raw(question.key);
        if clean(raw).is_empty() || question.check(raw, answers).is_err() {
            continue;
        }
        match question.shape.widget.choices() {
            _ if lists::is_off_list(question, answers) => problems.add(question.key, Problem::NotAChoice),
            Some(Server(Plan::LIST)) => {
                let plan = clean(raw).parse().map(PlanId);
                if !matches!(plan, Ok(plan) if plan_exists(tx, scope, plan).await?) {
                    problems.add(question.key, Problem::NotAChoice);
                }
            }
            Some(Server(BillingAccountRef::LIST)) => {
                let account = clean(raw).parse().map(BillingAccountId);
                if !matches!(account, Ok(account) if billing_account_exists(tx, scope, account).await?) {
                    problems.add(question.key, Problem::NotAChoice);
                }
            }
            // Another version was published meanwhile: it must be agreed to anew.
            Some(Server(TermsVersion::LIST)) if !is_current_terms(tx, scope, &clean(raw)).await? => {
                problems.add(question.key, Problem::NotAChoice);
            }
            Some(Fixed(choices)) => {
                let chosen = choices.iter().find(|choice| choice.value == clean(raw));
                if let Some(need) = chosen.and_then(|choice| choice.needs)
                    && !lists::is_met(backend, tx, scope, need).await?
                {
                    problems.add(question.key, Problem::Unavailable);
                }
            }
            _ => {}
        }
        // Customers' names are unique per reseller.
        if flow.subject.is_some_and(|subject| subject.key == question.key)
            && name_taken(tx, scope, &fold(&clean(raw)), of).await?
        {
            problems.add(question.key, Problem::Taken);
        }
    }
    Ok(problems)
}

async fn plan_exists(tx: &mut Tx, scope: &Scope, plan: PlanId) -> Result<bool, Error> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from plans where reseller_id = $1 and id = $2) as "exists!""#,
        scope.reseller.0,
        plan.0,
    )
    .fetch_one(&mut **tx)
    .await?)
}

async fn billing_account_exists(tx: &mut Tx, scope: &Scope, account: BillingAccountId) -> Result<bool, Error> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from billing_accounts where reseller_id = $1 and id = $2) as "exists!""#,
        scope.reseller.0,
        account.0,
    )
    .fetch_one(&mut **tx)
    .await?)
}

/// Whether this is the version of the terms that stands.
async fn is_current_terms(tx: &mut Tx, scope: &Scope, version: &str) -> Result<bool, Error> {
    Ok(sqlx::query_scalar!(
        r#"select coalesce((select max(version)::text = $2 from terms where reseller_id = $1), false) as "current!""#,
        scope.reseller.0,
        version,
    )
    .fetch_one(&mut **tx)
    .await?)
}

async fn name_taken(tx: &mut Tx, scope: &Scope, folded: &str, of: Option<CustomerId>) -> Result<bool, Error> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from customers where reseller_id = $1 and name_folded = $2 and state <> 'closed'
            and id is distinct from $3) as "exists!""#,
        scope.reseller.0,
        folded,
        of.map(|id| id.0),
    )
    .fetch_one(&mut **tx)
    .await?)
}
