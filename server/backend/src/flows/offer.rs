//! What the check page of a draft shows of prices and payers, beside what was typed. Submitting does what was shown, or nothing.

use domain::{
    customers::Payer,
    drafts::SubmitOutcome,
    flows::white_label::plan::PLAN,
    form::{Answers, Choices, Flow, clean},
    ids::{BillingAccountId, DraftId, PlanId},
    money::Money,
    offer::{Charge, Offer},
    paths,
    vocabulary::{BillingAccountRef, Plan},
};

use crate::{Backend, Error, Scope, Tx, lists, payments};

/// What is offered on these answers now.
pub(crate) async fn offer(tx: &mut Tx, scope: &Scope, flow: &Flow, answers: &Answers) -> Result<Offer, Error> {
    let mut offer = Offer::default();
    let shown = flow.steps.iter().filter(|step| step.when.holds(answers)).flat_map(|step| step.questions());
    for question in shown.filter(|question| question.is_shown(answers)) {
        match question.shape.widget.choices() {
            Some(Choices::Server(Plan::LIST)) => {
                let by_card = flow.paid_by_customer.holds(answers);
                let payer = if by_card { Payer::CustomerCard } else { Payer::Reseller };
                if let Some(Plan(plan)) = answers.get(&PLAN) {
                    offer.charge = charge(tx, scope, plan, payer).await?;
                }
            }
            Some(Choices::Server(BillingAccountRef::LIST)) => {
                if let Ok(account) = clean(answers.raw(question.key)).parse().map(BillingAccountId) {
                    offer.billing_account = lists::billing_account(tx, scope, account).await?;
                }
            }
            _ => {}
        }
    }
    Ok(offer)
}

/// What a plan costs this payer; `None` if the tenant has no such plan.
async fn charge(tx: &mut Tx, scope: &Scope, plan: PlanId, payer: Payer) -> Result<Option<Charge>, Error> {
    let row = sqlx::query!(
        "select name, monthly_minor, setup_minor, currency from plans where reseller_id = $1 and id = $2",
        scope.reseller.0,
        plan.0
    )
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let money = |minor| Money::new(minor, row.currency.clone());
    let tax = payments::tax(tx, scope).await?;
    Ok(Some(Charge::new(row.name, payer, money(row.setup_minor), money(row.monthly_minor), tax)))
}

/// What a page shows of an offer.
#[derive(Debug)]
pub struct Shown {
    /// The offer.
    pub offer: Offer,
    /// The same as its form sends it back.
    pub confirmed: String,
    /// The origin of the page on which it is paid.
    pub pays_at: Option<String>,
}

/// What is offered on these answers now, for a page.
///
/// # Errors
/// If the database does not answer.
pub async fn shown(backend: &Backend, scope: &Scope, flow: &Flow, answers: &Answers) -> Result<Shown, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let offer = offer(&mut tx, scope, flow, answers).await?;
    let pays_at = payments::origin_of(backend, &mut tx, scope).await?;
    tx.commit().await?;
    let confirmed = serde_json::to_string(&offer).map_err(|_| Error::Stored("an offer"))?;
    Ok(Shown { offer, confirmed, pays_at })
}

/// What becomes of a draft that was sent from a page that showed another offer than this one, or none; `None` where it showed this one.
pub(crate) fn changed(scope: &Scope, draft: DraftId, now: &Offer, confirmed: &str) -> Option<SubmitOutcome> {
    let seen = serde_json::from_str::<Offer>(confirmed).ok();
    if seen.as_ref() == Some(now) {
        return None;
    }
    let changes = seen.map(|seen| seen.changes(now, scope.language())).unwrap_or_default();
    Some(SubmitOutcome::Changed(paths::check(draft), changes))
}
