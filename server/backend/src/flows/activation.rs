//! What a customer's own sign-up does (S0.9-S0.14): their record is completed, the terms are agreed to, and a payment begins; the account
//! becomes active when the provider says that it is paid. For a reseller who took over, it hands the sign-up back.

use domain::{
    access::Action,
    drafts::SubmitOutcome,
    flows::white_label::activation::{FLOW, Finished},
    ids::CustomerId,
    offer::Charge,
    paths,
    payments::Turn,
};
use serde_json::json;

use super::{
    Finishing, Room, Submit,
    offer::{self, offer},
    white_label,
};
use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
    customers,
    drafts::{mend, problems_of},
    payments::{self, FirstMonth, Purchase, Step, Wanted},
    records,
};

/// The customer's own sign-up.
pub(crate) static ROOM: Room = Room {
    flow: &FLOW,
    submit: Submit::Finishes(|finishing| Box::pin(submit(finishing))),
    project: white_label::ROOM.project,
    constraints: &[],
};

/// Finishes a sign-up, or hands it over.
async fn submit(finishing: Finishing<'_>) -> Result<SubmitOutcome, Error> {
    let Finishing { backend, mut tx, scope, mut draft, customer, confirmed } = finishing;
    if !draft.is_ones_move(&mut tx, scope).await? {
        // Sent twice, or from an old page: what became of it is told there.
        return Ok(SubmitOutcome::Created(draft.elsewhere(scope)));
    }
    if scope.customer.is_none() {
        drop(tx);
        let handed = customers::give_turn(backend, scope, customer, Turn::Customer).await?;
        // A payment began meanwhile: the customer's page says so.
        return Ok(handed.map_or_else(|_| SubmitOutcome::Created(paths::customer(customer)), SubmitOutcome::Created));
    }
    // An operator who acts for them agrees to nothing in their place, and does not pay.
    if scope.acting {
        return Err(Error::Forbidden(Action::FinishSignUp));
    }
    let problems = problems_of(backend, &mut tx, scope, &draft).await?;
    if !problems.is_empty() {
        return mend(tx, scope, &mut draft, &problems).await;
    }
    let finished = Finished::read(&draft.answers).map_err(|_| Error::Stored("drafts.answers"))?;
    let offer = offer(&mut tx, scope, draft.flow, &draft.answers).await?;
    if let Some(changed) = offer::changed(scope, draft.id, &offer, confirmed) {
        return Ok(changed);
    }
    let charge = offer.charge.ok_or(Error::NotFound)?;
    let (first, currency) = (charge.first(), &charge.monthly.currency);
    // Before anything is noted: whoever disconnects the provider notes last too.
    payments::hold(&mut tx, scope).await?;
    complete(backend, &mut tx, scope, customer, &finished, &charge).await?;
    records::complete(backend, &mut tx, scope, customer, &FLOW, &draft.answers).await?;
    if first.is_zero() {
        payments::activate(backend, &mut tx, scope, customer).await?;
        tx.commit().await?;
        return Ok(SubmitOutcome::Created(paths::DASHBOARD.to_owned()));
    }
    let wanted = Wanted {
        customer,
        purchase: Purchase::Activation(FirstMonth {
            plan: charge.plan.clone(),
            plan_id: finished.plan,
            setup: charge.setup.minor,
            monthly: charge.monthly.minor,
            tax_name: charge.tax.as_ref().map(|tax| tax.name.clone()),
        }),
        amount: first.minor,
        tax: charge.first_tax().minor,
        currency,
    };
    let payment = match payments::begin(backend, &mut tx, scope, wanted).await {
        // Another tab pays already: there is one payment, and its page tells of it.
        Err(error) if error.is_constraint("payments_one_activation") => {
            return Ok(SubmitOutcome::Created(draft.elsewhere(scope)));
        }
        begun => begun?,
    };
    // Disconnected meanwhile: nothing is stored, and the answers stay for another time.
    let Some(payment) = payment else {
        return Ok(SubmitOutcome::Mend(paths::with(&paths::check(draft.id), &[("refused", "no-gateway")])));
    };
    tx.commit().await?;
    // The provider is asked outside the transaction. Where it does not answer, the page of the payment offers to try again.
    let (Step::Pay(to) | Step::Look(to)) = payments::go_on(backend, scope, payment).await?;
    Ok(SubmitOutcome::Created(to))
}

/// Stores what is agreed: the plan at its price, and the terms. The account is not active by it.
async fn complete(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    customer: CustomerId,
    finished: &Finished,
    charge: &Charge,
) -> Result<(), Error> {
    let (id, now) = (customer.0, backend.now());
    sqlx::query!(
        "update customers set plan_id = $3, monthly_minor = $4, setup_minor = $5, currency = $6, version = version + 1
        where reseller_id = $1 and id = $2",
        scope.reseller.0,
        id,
        finished.plan.0,
        charge.monthly.minor,
        charge.setup.minor,
        charge.monthly.currency,
    )
    .execute(&mut **tx)
    .await?;
    let agreed = sqlx::query!(
        "insert into terms_accepted (reseller_id, customer_id, version, person_id, address, at) values ($1, $2, $3, $4, $5, $6)
        on conflict do nothing",
        scope.reseller.0,
        id,
        finished.terms,
        scope.person.0,
        scope.address(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    if agreed.rows_affected() > 0 {
        let detail = json!({ "version": finished.terms });
        audit::note(backend, tx, scope, Entry { action: "terms.accepted", customer: Some(customer), detail }).await?;
    }
    Ok(())
}
