//! Money that is paid back: by an administrator, a part of a payment or all of it, to the card that it came from. The row first, then the
//! provider under the row's id, so that whatever is sent twice is paid back once.

use domain::{
    credit::{CURRENCY, REFUND, REFUND_AMOUNT, REFUND_REASON, Refundable},
    form::{Answers, Problem, Problems},
    ids::{CustomerId, PaymentId},
    money::Money,
    payments::{
        DisputeState, PaymentState,
        reasons::{self, Purpose},
    },
    words::Word,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use time::Duration;
use uuid::Uuid;

mod book;

pub(super) use book::hear;
use book::{Made, paid, settle};

use super::{
    provider,
    provider::{Fault, Provider},
};
use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
    jobs::{self, Context, Job, JobError, Queue},
};

/// What came of paying back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refunded {
    /// It is on its way to the card.
    Done,
    /// Something is wrong with what was entered.
    Mend(Problems),
    /// The provider refuses, and says why.
    Refused(String),
    /// It does not answer. What was begun goes on when it is tried again.
    Silent,
    /// Some of it was paid back since the page was shown.
    Meanwhile,
}

/// The payments of a customer, the newest first.
///
/// # Errors
/// If the database does not answer.
pub async fn of_customer(backend: &Backend, scope: &Scope, customer: CustomerId) -> Result<Vec<Refundable>, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let found = rows(&mut tx, scope, None, Some(customer)).await?;
    tx.commit().await?;
    Ok(found)
}

/// A payment, as whoever may pay it back sees it.
///
/// # Errors
/// [`Error::NotFound`] if there is no such payment for this tenant.
pub async fn refundable(backend: &Backend, scope: &Scope, id: PaymentId) -> Result<Refundable, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let found = rows(&mut tx, scope, Some(id), None).await?.pop().ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(found)
}

/// One payment, or the newest two dozen of a customer.
async fn rows(tx: &mut Tx, scope: &Scope, one: Option<PaymentId>, of: Option<CustomerId>) -> Result<Vec<Refundable>, Error> {
    let rows = sqlx::query!(
        r#"select y.id, y.customer_id, c.name, y.state, y.amount_minor, y.refunded_minor, y.currency, y.made_at, y.charge_reference,
            y.purpose, y.detail ->> 'plan' as plan, y.problem, r.amount_minor as "begun?",
            (select d.state from disputes d where d.reseller_id = y.reseller_id and d.payment_id = y.id
                order by d.made_at desc limit 1) as dispute
        from payments y
        join customers c on c.reseller_id = y.reseller_id and c.id = y.customer_id
        left join refunds r on r.reseller_id = y.reseller_id and r.payment_id = y.id and r.state = 'open'
        where y.reseller_id = $1 and (y.id = $2 or (y.customer_id = $3 and y.state <> 'canceled'))
        order by y.id desc limit 24"#,
        scope.reseller.0,
        one.map(|id| id.0),
        of.map(|id| id.0),
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let money = |minor| Money::new(minor, row.currency.clone());
        let state = PaymentState::from_code(&row.state).ok_or(Error::Stored("payments.state"))?;
        let purpose = Purpose::from_code(&row.purpose).ok_or(Error::Stored("payments.purpose"))?;
        let paid = state == PaymentState::Paid && row.charge_reference.is_some();
        found.push(Refundable {
            id: PaymentId(row.id),
            customer: CustomerId(row.customer_id),
            customer_name: row.name,
            what: purpose.text(&row.plan.unwrap_or_default(), scope.language()),
            state,
            problem: row.problem.map(|why| reasons::decline(&why, scope.language())),
            amount: money(row.amount_minor),
            refunded: money(row.refunded_minor),
            left: money(if paid { row.amount_minor - row.refunded_minor } else { 0 }),
            begun: row.begun.map(money),
            dispute: row.dispute.as_deref().and_then(DisputeState::from_code),
            made: row.made_at.unix_timestamp(),
        });
    }
    Ok(found)
}

/// Pays back, where as much was paid back before as the page showed. What was begun and never answered goes on, whatever is entered now.
///
/// # Errors
/// [`Error::NotFound`] if there is no such payment for this tenant.
pub async fn refund(backend: &Backend, scope: &Scope, id: PaymentId, answers: &Answers, seen: i64) -> Result<Refunded, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    // Two who pay back the same payment wait for each other here.
    let payment = sqlx::query!(
        "select charge_reference, currency from payments where reseller_id = $1 and id = $2 for update",
        scope.reseller.0,
        id.0
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::NotFound)?;
    let stands = rows(&mut tx, scope, Some(id), None).await?.pop().ok_or(Error::NotFound)?;
    let left = stands.left.minor;
    let begun = begun(&mut tx, scope, id).await?;
    let goes_on = begun.is_some();
    let (refund, amount) = if let Some(begun) = begun {
        begun
    } else {
        if stands.refunded.minor != seen {
            return Ok(Refunded::Meanwhile);
        }
        let mut answers = answers.clone();
        answers.set(CURRENCY, &payment.currency);
        let mut problems = REFUND.check(&answers);
        let amount = answers.get(&REFUND_AMOUNT).map_or(0, |amount| amount.minor);
        if problems.is_empty() && amount > left {
            problems.add(REFUND_AMOUNT.question.key, Problem::Together(Word::RefundTooMuch));
        }
        if !problems.is_empty() {
            return Ok(Refunded::Mend(problems));
        }
        let refund = backend.new_id();
        sqlx::query!(
            "insert into refunds (reseller_id, id, payment_id, amount_minor, reason, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7)",
            scope.reseller.0,
            refund,
            id.0,
            amount,
            answers.get(&REFUND_REASON).map(|line| line.as_str().to_owned()),
            scope.person.0,
            backend.now(),
        )
        .execute(&mut *tx)
        .await?;
        let resume = ResumeRefund { payment: id, refund };
        jobs::enqueue_at(backend, &mut tx, &resume, backend.now() + RESUMED_AFTER).await?;
        (refund, amount)
    };
    let provider = provider(backend, &mut tx, scope).await?;
    tx.commit().await?;
    let asked = Asked { payment: id, refund, amount, currency: payment.currency, again: goes_on };
    let (Some(provider), Some(charge)) = (provider, payment.charge_reference) else { return Ok(Refunded::Silent) };
    ask(backend, scope, &provider, &charge, &asked).await
}

/// A refund that the provider is asked for.
struct Asked {
    payment: PaymentId,
    refund: Uuid,
    amount: i64,
    currency: String,
    /// Whether it was asked for before, and nobody knows what came of it.
    again: bool,
}

/// Asks the provider for a refund, once, and books what it says.
async fn ask(backend: &Backend, scope: &Scope, provider: &Provider, charge: &str, asked: &Asked) -> Result<Refunded, Error> {
    let name = asked.refund.to_string();
    let known = if asked.again { provider.refund_named(charge, &name).await } else { Ok(None) };
    let made = match known {
        Ok(Some(made)) => Ok(made),
        Ok(None) => provider.refund(charge, asked.amount, &asked.currency, &name).await,
        Err(fault) => Err(fault),
    };
    match made {
        Ok(made) if made.has_failed() => {
            let why = made.status.unwrap_or_default();
            refuse(backend, scope, asked, &why).await?;
            Ok(Refunded::Refused(why))
        }
        Ok(made) => {
            settle(backend, scope, asked.payment, &Made { refund: asked.refund, reference: &made.id, elsewhere: None }).await?;
            Ok(Refunded::Done)
        }
        Err(Fault::Refused(401 | 403, why)) => {
            tracing::warn!(payment = %asked.payment, why, "a refund was not made");
            Ok(Refunded::Silent)
        }
        Err(Fault::Refused(_, why) | Fault::Unknown(why)) => {
            refuse(backend, scope, asked, &why).await?;
            Ok(Refunded::Refused(why))
        }
        // It may have been made: asked under the same key, it is made once.
        Err(fault) => {
            tracing::warn!(payment = %asked.payment, why = fault.said(), "nobody knows whether a refund was made");
            Ok(Refunded::Silent)
        }
    }
}

/// How long a refund is left to whoever asked for it, before a job asks for it again.
const RESUMED_AFTER: Duration = Duration::minutes(10);
/// Goes on with a refund that was asked for and never answered, such as after a crash: it is looked for at the provider first.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ResumeRefund {
    payment: PaymentId,
    refund: Uuid,
}

impl Job for ResumeRefund {
    const NAME: &'static str = "resume_refund";
    const TITLE: Word = Word::JobResumeRefund;
    const DISCARDABLE: bool = false;
    const QUEUE: Queue = Queue::Charges;
    // Two weeks.
    const TRIES: i32 = 60;

    /// Ten minutes, then twice as long each time, up to six hours.
    fn pause(attempt: i32) -> Duration {
        jobs::doubling(RESUMED_AFTER, attempt, Duration::hours(6))
    }

    fn key(&self) -> Option<String> {
        Some(self.refund.to_string())
    }

    async fn run(self, context: &Context) -> Result<(), JobError> {
        let (backend, scope) = (&context.backend, &context.scope()?);
        let mut tx = Tx::begin(&backend.pool, scope).await?;
        let row = sqlx::query!(
            "select f.amount_minor, y.currency, y.charge_reference from refunds f
            join payments y on y.reseller_id = f.reseller_id and y.id = f.payment_id
            where f.reseller_id = $1 and f.id = $2 and f.state = 'open'",
            scope.reseller.0,
            self.refund,
        )
        .fetch_optional(&mut *tx)
        .await
        .map_err(Error::from)?;
        let provider = provider(backend, &mut tx, scope).await?;
        tx.commit().await?;
        let Some(row) = row else { return Ok(()) };
        let Some(charge) = row.charge_reference else { return Ok(()) };
        let provider = provider.ok_or_else(|| JobError::Retry("no provider is connected".to_owned()))?;
        let Self { payment, refund } = self;
        let asked = Asked { payment, refund, amount: row.amount_minor, currency: row.currency, again: true };
        match ask(backend, scope, &provider, &charge, &asked).await? {
            Refunded::Silent => Err(JobError::Retry("the provider did not say whether it was refunded".to_owned())),
            _ => Ok(()),
        }
    }
}

async fn begun(tx: &mut Tx, scope: &Scope, id: PaymentId) -> Result<Option<(Uuid, i64)>, Error> {
    let row = sqlx::query!(
        "select id, amount_minor from refunds where reseller_id = $1 and payment_id = $2 and state = 'open'",
        scope.reseller.0,
        id.0
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| (row.id, row.amount_minor)))
}

async fn refuse(backend: &Backend, scope: &Scope, asked: &Asked, why: &str) -> Result<(), Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let refused = sqlx::query!(
        "update refunds set state = 'refused', problem = $3, settled_at = $4 where reseller_id = $1 and id = $2 and state = 'open'",
        scope.reseller.0,
        asked.refund,
        why,
        backend.now(),
    )
    .execute(&mut *tx)
    .await?;
    if refused.rows_affected() > 0 {
        let of = paid(&mut tx, scope, asked.payment).await?;
        let detail = json!({ "payment": asked.payment, "amount": asked.amount, "currency": of.currency, "why": why });
        let entry = Entry { action: "refund.refused", customer: Some(of.customer), detail };
        audit::note(backend, &mut tx, scope, entry).await?;
    }
    tx.commit().await
}
