//! The life of a customer (`decisions.md`): suspended, resumed, closed. Its administrators get an e-mail about each.

use domain::{
    access::Role,
    customers::{CLOSE, CLOSE_NAME, CustomerState, SUSPEND, SUSPEND_REASON},
    form::{Answers, Problem, Problems, clean},
    ids::CustomerId,
    vocabulary::fold,
    words::{Language, Word},
};
use serde_json::json;

use super::lock;
use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
    ledger::{charge_begun, month_after},
    mail::{self, Kind, Mail},
    payments, users,
};

/// What came of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lived {
    /// It is so now, and so many of the customer's administrators get an e-mail about it.
    Done(usize),
    /// Something is wrong with what was typed.
    Mend(Problems),
    /// The customer is in another state than this needs.
    Meanwhile,
}

async fn put_state(tx: &mut Tx, scope: &Scope, id: CustomerId, state: CustomerState) -> Result<(), Error> {
    sqlx::query!(
        "update customers set state = $3, version = version + 1 where reseller_id = $1 and id = $2",
        scope.reseller.0,
        id.0,
        state.code(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes to the customer's administrators, but not to whoever did it; says to how many.
async fn tell(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    id: CustomerId,
    kind: Kind,
    team: &str,
    why: &str,
) -> Result<usize, Error> {
    let all = sqlx::query!(
        "select p.name, p.email, person_language(p.id) as language from memberships m join people p on p.id = m.person_id
        where m.reseller_id = $1 and m.customer_id = $2 and m.role = $3 and m.disabled_at is null and p.id <> $4
        order by p.email",
        scope.reseller.0,
        id.0,
        Role::AccountAdministrator.code(),
        scope.person.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    let told = all.len();
    for one in all {
        let mail = Mail {
            kind,
            about: id.0,
            customer: Some(id),
            recipient: &one.email,
            language: one.language.as_deref().and_then(Language::of_tag).unwrap_or_else(|| scope.language()),
            detail: json!({ "name": one.name, "team": team, "why": why }),
        };
        mail::put(backend, tx, scope, mail).await?;
    }
    Ok(told)
}

/// Suspends an active customer: sign-in of its people is refused at once, no month is charged, nothing is deleted.
///
/// # Errors
/// [`Error::NotFound`] if this tenant has no such customer.
pub async fn suspend(backend: &Backend, scope: &Scope, id: CustomerId, answers: &Answers) -> Result<Lived, Error> {
    let problems = SUSPEND.check(answers);
    if !problems.is_empty() {
        return Ok(Lived::Mend(problems));
    }
    let why = answers.get(&SUSPEND_REASON).map(|line| line.as_str().to_owned()).unwrap_or_default();
    // Months that began before it are owed, although the job has not come to them yet.
    charge_begun(backend, scope, id).await?;
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let found = lock(&mut tx, scope, id).await?;
    if found.state != CustomerState::Active {
        return Ok(Lived::Meanwhile);
    }
    put_state(&mut tx, scope, id, CustomerState::Suspended).await?;
    let entry = Entry { action: "customer.suspended", customer: Some(id), detail: json!({ "why": why }) };
    audit::note(backend, &mut tx, scope, entry).await?;
    let told = tell(backend, &mut tx, scope, id, Kind::Suspended, &found.name, &why).await?;
    tx.commit().await?;
    Ok(Lived::Done(told))
}

/// Resumes a suspended customer. Months that were over before it are charged to nobody; the one that is running is charged, so that nobody
/// pays for nothing by suspending a customer for the day on which its month begins.
///
/// # Errors
/// [`Error::NotFound`] if this tenant has no such customer.
pub async fn resume(backend: &Backend, scope: &Scope, id: CustomerId) -> Result<Lived, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let found = lock(&mut tx, scope, id).await?;
    if found.state != CustomerState::Suspended {
        return Ok(Lived::Meanwhile);
    }
    put_state(&mut tx, scope, id, CustomerState::Active).await?;
    let row = sqlx::query!(
        "select charged_until, charge_day from customers where reseller_id = $1 and id = $2",
        scope.reseller.0,
        id.0
    )
    .fetch_one(&mut *tx)
    .await?;
    if let Some((mut day, wanted)) = row.charged_until.zip(row.charge_day.and_then(|day| u8::try_from(day).ok())) {
        let today = backend.now().date();
        while month_after(day, wanted) <= today {
            day = month_after(day, wanted);
        }
        sqlx::query!("update customers set charged_until = $3 where reseller_id = $1 and id = $2", scope.reseller.0, id.0, day)
            .execute(&mut *tx)
            .await?;
    }
    let entry = Entry { action: "customer.resumed", customer: Some(id), detail: json!({}) };
    audit::note(backend, &mut tx, scope, entry).await?;
    let told = tell(backend, &mut tx, scope, id, Kind::Resumed, &found.name, "").await?;
    tx.commit().await?;
    Ok(Lived::Done(told))
}

/// Closes a customer for good, where its name was typed and no payment is under way: its name is free, its invitations are revoked, its
/// card is removed, and nothing more is charged.
///
/// # Errors
/// [`Error::NotFound`] if this tenant has no such customer.
pub async fn close(backend: &Backend, scope: &Scope, id: CustomerId, answers: &Answers) -> Result<Lived, Error> {
    let problems = CLOSE.check(answers);
    if !problems.is_empty() {
        return Ok(Lived::Mend(problems));
    }
    let wrong = |word| Ok(Lived::Mend(Problems::one(CLOSE_NAME.question.key, Problem::Together(word))));
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    // Whoever accepts one of them locks it first, and then the customer.
    let invitations = users::lock_pending(&mut tx, scope, id).await?;
    let found = lock(&mut tx, scope, id).await?;
    if found.state == CustomerState::Closed {
        return Ok(Lived::Meanwhile);
    }
    if fold(&clean(answers.raw(CLOSE_NAME.question.key))) != fold(&found.name) {
        return wrong(Word::CloseNameDiffers);
    }
    let paying = sqlx::query_scalar!(
        r#"select exists (select from payments where reseller_id = $1 and customer_id = $2 and state = 'open') as "paying!""#,
        scope.reseller.0,
        id.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    if paying {
        return wrong(Word::ClosePaying);
    }
    for invitation in invitations {
        users::settle(backend, &mut tx, scope, invitation, "revoked").await?;
    }
    sqlx::query!(
        "update drafts set discarded_at = $3 where reseller_id = $1 and of_customer = $2 and submitted_at is null",
        scope.reseller.0,
        id.0,
        backend.now(),
    )
    .execute(&mut *tx)
    .await?;
    let card = payments::forget_of(backend, &mut tx, scope, id).await?;
    sqlx::query!(
        "update customers set state = 'closed', charged_until = null, charge_day = null, charge_problem = null,
            charge_next_at = null, charge_attempts = 0, version = version + 1
        where reseller_id = $1 and id = $2",
        scope.reseller.0,
        id.0,
    )
    .execute(&mut *tx)
    .await?;
    let detail = json!({ "name": found.name, "before": found.state, "card": card });
    audit::note(backend, &mut tx, scope, Entry { action: "customer.closed", customer: Some(id), detail }).await?;
    let told = tell(backend, &mut tx, scope, id, Kind::Closed, &found.name, "").await?;
    tx.commit().await?;
    Ok(Lived::Done(told))
}
