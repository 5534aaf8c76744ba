//! Kept cards that are charged without their owners: what is owed as months begin, and credit before it runs out.

use domain::{
    credit::{chargeable, least},
    ids::{CustomerId, PaymentId, PersonId, ResellerId},
    payments::{PaymentState, reasons::Purpose},
    words::{Language, Word},
};
use serde::{Deserialize, Serialize};
use time::Duration;

use super::{
    checkout::{Wanted, begin, received},
    provider,
    provider::{Charge, Fault, Intent, Provider},
    purchase::{KeptCard, Purchase},
    settle,
    transition::{Receipt, Report},
};
use crate::{
    Backend, Error, Scope, Tx,
    jobs::{self, Context, Job, JobError, Periodic, Queue},
};

/// The shortest time between two automatic top-ups of one customer.
const TOPPED_UP: Duration = Duration::hours(1);
/// After a card was declined it is charged again so much later, and after [`DECLINES`] times no more: then its owner must pay.
const REST: Duration = Duration::days(3);
/// So often is a card charged for what it was declined for.
const DECLINES: i32 = 4;

/// Batch size.
const BATCH: i32 = 50;

/// Begins to charge the cards of customers who owe something, or whose credit runs out.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct ChargeDueCards;

impl Periodic for ChargeDueCards {
    const NAME: &'static str = "charge_due_cards";
    const TITLE: Word = Word::JobChargeDueCards;
    const EVERY: std::time::Duration = std::time::Duration::from_mins(1);

    async fn run(context: &Context) -> Result<(), JobError> {
        Ok(draw_due(&context.backend).await?)
    }
}

/// Charges a card for a payment that was begun without its owner.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ChargeCard {
    payment: PaymentId,
}

impl Job for ChargeCard {
    const NAME: &'static str = "charge_card";
    const TITLE: Word = Word::JobChargeCard;
    const DISCARDABLE: bool = false;
    const QUEUE: Queue = Queue::Charges;
    // Two weeks.
    const TRIES: i32 = 60;

    /// Ten minutes, then twice as long each time, up to six hours.
    fn pause(attempt: i32) -> Duration {
        jobs::doubling(Duration::minutes(10), attempt, Duration::hours(6))
    }

    fn key(&self) -> Option<String> {
        Some(self.payment.to_string())
    }

    async fn run(self, context: &Context) -> Result<(), JobError> {
        if charge(&context.backend, &context.scope()?, self.payment).await? {
            Ok(())
        } else {
            Err(JobError::Retry("the provider did not say whether the card was charged".to_owned()))
        }
    }
}

/// Begins to charge the cards of customers who owe something, or whose credit runs out: each is looked at once.
///
/// # Errors
/// If the database does not answer.
pub async fn draw_due(backend: &Backend) -> Result<(), Error> {
    let mut after = uuid::Uuid::nil();
    loop {
        let due = sqlx::query!(
            r#"select reseller as "reseller!", customer as "customer!", person as "person!"
            from customers_to_draw($1, $2, $3, $4, $5)"#,
            backend.now() - REST,
            backend.now() - TOPPED_UP,
            DECLINES,
            after,
            BATCH,
        )
        .fetch_all(&backend.pool)
        .await?;
        let Some(last) = due.last() else { return Ok(()) };
        after = last.customer;
        for one in &due {
            let scope = Scope::of_job(ResellerId(one.reseller), PersonId(one.person));
            // The others do not wait for it.
            if let Err(error) = draw(backend, &scope, CustomerId(one.customer)).await {
                tracing::error!(customer = %one.customer, %error, "a card could not be drawn on");
            }
        }
    }
}

async fn draw(backend: &Backend, scope: &Scope, customer: CustomerId) -> Result<(), Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    // Whoever draws at the same time, or pays by themselves, waits here; what they began is seen by what is asked after it.
    sqlx::query!(
        "select id from ledger_accounts where reseller_id = $1 and customer_id = $2 for update",
        scope.reseller.0,
        customer.0
    )
    .fetch_one(&mut *tx)
    .await?;
    let row = sqlx::query!(
        r#"select a.balance_minor, a.currency, c.top_up_below, c.top_up_amount, c.card_reference, c.payer_reference,
            exists (select from payments p where p.reseller_id = c.reseller_id and p.customer_id = c.id and p.state = 'open'
                and (p.next_at is not null or p.purpose = 'monthly')) as "open!"
        from ledger_accounts a join customers c on c.reseller_id = a.reseller_id and c.id = a.customer_id
        where a.reseller_id = $1 and a.customer_id = $2"#,
        scope.reseller.0,
        customer.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    let owed = (-row.balance_minor).max(0);
    let low = row.top_up_below.zip(row.top_up_amount).filter(|(below, _)| row.balance_minor < *below);
    let amount = chargeable(low.map_or(owed, |(_, by)| by.max(owed)), &row.currency);
    let Some((card, payer)) = row.card_reference.zip(row.payer_reference) else { return Ok(()) };
    // What no card can be charged with waits for more.
    if amount < least(&row.currency) || row.open {
        return Ok(());
    }
    // What is charged is this card of this payer, whatever becomes of them meanwhile.
    let card = KeptCard { card, payer };
    let purchase = if low.is_some() { Purchase::AutomaticTopUp(Some(card)) } else { Purchase::Owed(Some(card)) };
    let wanted = Wanted { customer, purchase, amount, tax: 0, currency: &row.currency };
    let Some(payment) = begin(backend, &mut tx, scope, wanted).await? else { return Ok(()) };
    sqlx::query!(
        "update payments set next_at = $3 where reseller_id = $1 and id = $2",
        scope.reseller.0,
        payment.0,
        backend.now(),
    )
    .execute(&mut *tx)
    .await?;
    jobs::enqueue(backend, &mut tx, &ChargeCard { payment }).await?;
    tx.commit().await
}

/// What money that was taken says of its payment.
pub(super) fn paid(intent: Intent) -> Report {
    Report::Paid(Receipt {
        amount: received(intent.currency.as_deref(), intent.amount_received),
        currency: intent.currency.unwrap_or_default(),
        charge: Some(intent.id),
        payer: intent.customer,
    })
}

/// Charges a card; false where nobody knows what came of it.
async fn charge(backend: &Backend, scope: &Scope, id: PaymentId) -> Result<bool, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let row = sqlx::query!(
        r#"select y.state, y.amount_minor, y.currency, y.attempt, y.purpose, y.detail ->> 'plan' as plan, y.detail ->> 'card' as "card!",
            person_language(y.made_by) as language,
            y.detail ->> 'payer' as "payer!", y.charge_reference, c.card_reference, r.suspended_at
        from payments y join customers c on c.reseller_id = y.reseller_id and c.id = y.customer_id
        join resellers r on r.id = y.reseller_id
        where y.reseller_id = $1 and y.id = $2 for update of y"#,
        scope.reseller.0,
        id.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    if row.state != PaymentState::Open.code() {
        return Ok(true);
    }
    let purpose = Purpose::from_code(&row.purpose).ok_or(Error::Stored("payments.purpose"))?;
    let language = row.language.as_deref().and_then(Language::of_tag).unwrap_or_default();
    let what = purpose.text(row.plan.as_deref().unwrap_or_default(), language);
    let asked = row.attempt > FIRST;
    // The card was removed, or another one is kept, or the reseller was suspended.
    let is_off = row.card_reference.as_ref() != Some(&row.card) || row.suspended_at.is_some();
    if is_off && !asked {
        drop(tx);
        settle::settle(backend, scope, id, None, Report::Expired).await?;
        return Ok(true);
    }
    // Disconnected meanwhile: the next time will do.
    let Some(provider) = provider(backend, &mut tx, scope).await? else { return Ok(false) };
    if !asked {
        sqlx::query!("update payments set attempt = $3 where reseller_id = $1 and id = $2", scope.reseller.0, id.0, FIRST + 1)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    let name = id.to_string();
    // It was asked before, and nobody knows what came of it: the money is looked for first, since the provider forgets the key in a day.
    let known = match (asked, &row.charge_reference) {
        (false, _) => Ok(None),
        (true, Some(intent)) => provider.intent(intent).await.map(Some),
        (true, None) => provider.intent_of(&row.payer, &name).await,
    };
    let intent = match known {
        Ok(Some(intent)) => Ok(intent),
        Ok(None) if is_off => {
            settle::settle(backend, scope, id, None, Report::Expired).await?;
            return Ok(true);
        }
        Ok(None) => {
            let (amount, payer, card) = (row.amount_minor, &row.payer, &row.card);
            provider.charge(&Charge { id: &name, amount, currency: &row.currency, what: &what, payer, card }).await
        }
        Err(fault) => Err(fault),
    };
    let Some(report) = outcome(backend, scope, &provider, id, intent).await? else { return Ok(false) };
    // False where another amount was charged than was asked for: somebody must look.
    settle::settle(backend, scope, id, None, report).await
}

/// What became of a charge; `None` while nobody knows: then it is looked for again.
async fn outcome(
    backend: &Backend,
    scope: &Scope,
    provider: &Provider,
    id: PaymentId,
    intent: Result<Intent, Fault>,
) -> Result<Option<Report>, Error> {
    let intent = match intent {
        Ok(intent) => intent,
        // The key is at fault: the next time will do.
        Err(Fault::Refused(401 | 403, why)) => {
            later(id, &why);
            return Ok(None);
        }
        // The card is at fault, its bank wants its owner, or this account of the provider's does not know it. It stays where it is: after
        // another key is connected it may be known again.
        Err(Fault::Refused(_, why) | Fault::Unknown(why)) => return Ok(Some(Report::OffSessionDeclined(why))),
        // It may have been charged.
        Err(fault) => {
            later(id, &fault.said());
            return Ok(None);
        }
    };
    match intent.status.as_str() {
        "succeeded" => return Ok(Some(paid(intent))),
        "requires_payment_method" | "canceled" => return Ok(Some(Report::OffSessionDeclined(intent.problem()))),
        "requires_action" | "requires_confirmation" | "requires_capture" => match provider.cancel_intent(&intent.id).await {
            // Its owner would have to come: nobody is there, and nobody shall pay it later beside another one.
            Ok(()) => return Ok(Some(Report::OffSessionDeclined(intent.problem()))),
            Err(fault) => later(id, &fault.said()),
        },
        status => later(id, status),
    }
    // By its name it is found again.
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    sqlx::query!(
        "update payments set charge_reference = $3 where reseller_id = $1 and id = $2 and state = 'open'",
        scope.reseller.0,
        id.0,
        intent.id,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(None)
}

/// The number of attempts of a payment that the provider was never asked for.
const FIRST: i32 = 1;

/// It is tried again.
fn later(id: PaymentId, why: &str) {
    tracing::warn!(payment = %id, why, "a card was not charged");
}
