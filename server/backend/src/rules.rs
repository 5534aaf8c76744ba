//! What only the server can say of answers: drafts and records are judged by the same rules.

use std::collections::{BTreeMap, btree_map::Entry};

use domain::{
    form::{
        Answers, Choices,
        Choices::{Fixed, Server},
        Flow, Problem, Problems, Question, Step, clean,
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
    // Rows may choose the same again and again: each choice is looked up once.
    let mut known = BTreeMap::new();
    for cell in step.cells(answers).into_iter().filter(|cell| cell.is_shown(answers)) {
        let (question, raw) = (cell.question, answers.raw(&cell.key));
        let text = clean(raw);
        if question.secret.is_some() || text.is_empty() || question.check(raw, &cell.answers(answers)).is_err() {
            continue;
        }
        if let Some(choices) = question.shape.widget.choices() {
            let list = if let Server(list) = choices { list } else { question.key };
            let problem = match known.entry((list, text.clone().into_owned())) {
                Entry::Occupied(found) => *found.get(),
                Entry::Vacant(new) => *new.insert(choice(backend, tx, scope, question, choices, &text).await?),
            };
            if let Some(problem) = problem {
                problems.add(&*cell.key, problem);
            }
        }
        // Customers' names are unique per reseller.
        if flow.subject.is_some_and(|subject| subject.key == &*cell.key) && name_taken(tx, scope, &fold(&text), of).await? {
            problems.add(&*cell.key, Problem::Taken);
        }
    }
    Ok(problems)
}

/// What is wrong with a choice.
async fn choice(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    question: &Question,
    choices: Choices,
    text: &str,
) -> Result<Option<Problem>, Error> {
    let is_wrong = match choices {
        _ if lists::is_off_list(question, text) => true,
        Server(Plan::LIST) => match text.parse().map(PlanId) {
            Ok(plan) => !plan_exists(tx, scope, plan).await?,
            Err(_) => true,
        },
        Server(BillingAccountRef::LIST) => match text.parse().map(BillingAccountId) {
            Ok(account) => !billing_account_exists(tx, scope, account).await?,
            Err(_) => true,
        },
        // Another version was published since: it must be agreed to again.
        Server(TermsVersion::LIST) => !is_current_terms(tx, scope, text).await?,
        Server(_) => false,
        Fixed(choices) => {
            let need = choices.iter().find(|choice| choice.value == text).and_then(|choice| choice.needs);
            return Ok(match need {
                Some(need) if !lists::is_met(backend, tx, scope, need).await? => Some(Problem::Unavailable),
                _ => None,
            });
        }
    };
    Ok(is_wrong.then_some(Problem::NotAChoice))
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
