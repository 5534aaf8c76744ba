//! A sign-up that is not finished yet: whose move it is, what is missing, and the change of turns (S0.6, S0.7, S0.9).

use domain::{
    flows,
    form::{Answers, Journey, Problem},
    ids::{CustomerId, DraftId, PaymentId},
    paths,
    payments::{SignUp, Turn},
    words::Word,
};
use serde_json::json;
use sqlx::types::Json;
use uuid::Uuid;

use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
};

/// The sign-up of a customer; `None` where it is finished, or there never was one.
///
/// # Errors
/// If the database does not answer.
pub async fn sign_up(backend: &Backend, scope: &Scope, customer: CustomerId) -> Result<Option<SignUp>, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let row = sqlx::query!(
        r#"select d.id, d.flow, d.turn, d.answers as "answers: Json<Answers>",
            (select p.id from payments p where p.reseller_id = d.reseller_id and p.customer_id = d.of_customer
                and p.purpose = 'activation' and p.state = 'open') as "payment?: Uuid"
        from drafts d where d.reseller_id = $1 and d.of_customer = $2 and d.submitted_at is null"#,
        scope.reseller.0,
        customer.0,
    )
    .fetch_optional(&mut *tx)
    .await?;
    tx.commit().await?;
    row.map(|row| {
        let draft = DraftId(row.id);
        let answers = &row.answers.0;
        let flow = flows::flow(&row.flow).ok_or(Error::Stored("drafts.flow"))?;
        let journey = Journey::new(flow.of_side(scope.customer.is_none()), answers);
        let problems = flow.check(answers);
        let questions = flow.steps.iter().flat_map(|step| step.questions());
        let missing = questions.filter(|question| problems.get(question.key) == Some(Problem::Missing));
        Ok(SignUp {
            draft,
            turn: if row.turn == Turn::Customer.code() { Turn::Customer } else { Turn::Reseller },
            missing: missing.map(|question| question.asked(answers).label).collect(),
            next: journey.next().map_or_else(|| paths::check(draft), |step| paths::step(draft, step.slug)),
            payment: row.payment.map(PaymentId),
        })
    })
    .transpose()
}

/// Gives the turn to a side: the reseller takes the sign-up over, or hands it to the customer. Says where to go on, or why it cannot be.
///
/// # Errors
/// [`Error::NotFound`] if there is no unfinished sign-up of this customer.
pub async fn give_turn(
    backend: &Backend,
    scope: &Scope,
    customer: CustomerId,
    turn: Turn,
) -> Result<Result<String, Word>, Error> {
    close_unseen(backend, scope, customer).await?;
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let row = sqlx::query!(
        "select id, turn from drafts where reseller_id = $1 and of_customer = $2 and submitted_at is null for update",
        scope.reseller.0,
        customer.0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::NotFound)?;
    if crate::payments::open_of(&mut tx, scope, customer).await?.is_some() {
        return Ok(Err(Word::SignUpPaying));
    }
    if row.turn != turn.code() {
        sqlx::query!("update drafts set turn = $3 where reseller_id = $1 and id = $2", scope.reseller.0, row.id, turn.code())
            .execute(&mut *tx)
            .await?;
        let action = if turn == Turn::Customer { "sign_up.handed_over" } else { "sign_up.taken_over" };
        audit::note(backend, &mut tx, scope, Entry { action, customer: Some(customer), detail: json!({}) }).await?;
    }
    tx.commit().await?;
    Ok(Ok(if turn == Turn::Customer {
        paths::customer(customer)
    } else {
        sign_up(backend, scope, customer).await?.map_or_else(|| paths::customer(customer), |sign_up| sign_up.next)
    }))
}

/// Closes a payment that nobody was led to, since the provider never made its page: it must not keep the reseller waiting.
async fn close_unseen(backend: &Backend, scope: &Scope, customer: CustomerId) -> Result<(), Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let unseen = sqlx::query_scalar!(
        "select id from payments
        where reseller_id = $1 and customer_id = $2 and purpose = 'activation' and state = 'open' and reference is null",
        scope.reseller.0,
        customer.0,
    )
    .fetch_optional(&mut *tx)
    .await?;
    tx.commit().await?;
    if let Some(unseen) = unseen {
        crate::payments::cancel(backend, scope, PaymentId(unseen)).await?;
    }
    Ok(())
}
