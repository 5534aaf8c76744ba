//! "Create customer": everything or nothing, in one transaction, and once however often it is sent. The draft is the key.

use domain::{
    drafts::SubmitOutcome,
    form::Problems,
    ids::{CustomerId, DraftId},
    paths,
    vocabulary::Email,
};

use super::{Draft, problems_of, sql};
use crate::{
    Backend, Error, Scope, Tx,
    flows::{self, Finishing, Room, Submission, Submit},
    records, users,
};

/// Makes the customer that a draft describes, where the page that sent it showed what is offered now ([`crate::offer::Shown::confirmed`]).
///
/// # Errors
/// [`Error::NotFound`] if there is no such draft for this tenant.
pub async fn submit(backend: &Backend, scope: &Scope, id: DraftId, confirmed: &str) -> Result<SubmitOutcome, Error> {
    if !may_mail(backend, scope, id).await? {
        return Ok(SubmitOutcome::Mend(paths::with(&paths::check(id), &[("refused", "too-many")])));
    }
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    // Whoever sends it at the same time waits here, and then finds the customer.
    let mut draft = sql::lock(&mut tx, scope, id).await?.ok_or(Error::NotFound)?;
    if draft.customer.is_some() {
        let made = if draft.of_customer.is_some() { draft.elsewhere(scope) } else { paths::done(id) };
        return Ok(SubmitOutcome::Created(made));
    }
    // Nothing comes of a reference page.
    let room = Room::of(draft.flow).ok_or(Error::NotFound)?;
    for rows in draft.flow.steps.iter().flat_map(|step| step.rows()) {
        rows.drop_unanswered(&mut draft.answers);
    }
    let submit = match (&room.submit, draft.of_customer.map(CustomerId)) {
        (Submit::Makes(submit), None) => submit,
        (Submit::Finishes(finish), Some(customer)) => {
            return finish(Finishing { backend, tx, scope, draft, customer, confirmed }).await;
        }
        _ => return Err(Error::Stored("drafts.of_customer")),
    };
    // Switched off since it was begun.
    if !flows::is_open(backend, &mut tx, scope, draft.flow).await? {
        return Err(Error::NotFound);
    }
    let problems = problems_of(backend, &mut tx, scope, &draft).await?;
    if !problems.is_empty() {
        return mend(tx, scope, &mut draft, &problems).await;
    }
    let offer = flows::offer::offer(&mut tx, scope, draft.flow, &draft.answers).await?;
    if let Some(changed) = flows::offer::changed(scope, id, &offer, confirmed) {
        return Ok(changed);
    }
    let answers = &draft.answers;
    match submit(Submission { backend, tx: &mut tx, scope, answers, offer: &offer, draft: id }).await {
        Ok(customer) => {
            records::begin(backend, &mut tx, scope, customer, draft.flow, answers).await?;
            sqlx::query!(
                "update drafts set submitted_at = $3, customer_id = $4 where reseller_id = $1 and id = $2",
                scope.reseller.0,
                id.0,
                backend.now(),
                customer.0,
            )
            .execute(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok(SubmitOutcome::Created(paths::done(id)))
        }
        Err(error) => {
            let problems = room.problem(&error).ok_or(error)?;
            drop(tx);
            let mut tx = Tx::begin(&backend.pool, scope).await?;
            let mut draft = sql::lock(&mut tx, scope, id).await?.ok_or(Error::NotFound)?;
            mend(tx, scope, &mut draft, &problems).await
        }
    }
}

/// Whether the mail that would come of a draft may be sent just now. Asked before the transaction: it needs a connection of its own.
async fn may_mail(backend: &Backend, scope: &Scope, id: DraftId) -> Result<bool, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let draft = sql::find(&mut tx, scope, id).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    match draft.flow.invited(&draft.answers) {
        Some(email) if draft.customer.is_none() => users::may_mail(backend, scope, &Email::identity(email)).await,
        _ => Ok(true),
    }
}

/// Leads to the first step with a problem, whose page will show it.
pub(crate) async fn mend(mut tx: Tx, scope: &Scope, draft: &mut Draft, problems: &Problems) -> Result<SubmitOutcome, Error> {
    let step = draft.flow.first_with(problems).ok_or(Error::NotFound)?;
    if !draft.sent.iter().any(|sent| sent == step.slug) {
        draft.sent.push(step.slug.to_owned());
        sql::update(&mut tx, scope, draft).await?;
    }
    tx.commit().await?;
    Ok(SubmitOutcome::Mend(paths::step(draft.id, step.slug)))
}
