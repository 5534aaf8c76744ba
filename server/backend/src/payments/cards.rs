//! A customer's kept card and credit. The provider keeps the card, we keep the name under which it does. Whoever pays once on its page agrees
//! there that it is charged again.

use domain::{
    access::Action,
    credit::{AUTOMATIC, BELOW, BY, CURRENCY, TOP_UP, TOP_UP_AMOUNT, Wallet},
    form::{Answer, Answers, Problem, Problems},
    ids::{CustomerId, PaymentId, PersonId},
    money::Money,
    payments::PaymentState,
    vocabulary::Amount,
    words::Word,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use time::Duration;

use super::{
    checkout::{Step, Wanted, begin, cancel, find, go_on},
    provider,
    provider::Fault,
    purchase::Purchase,
};
use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
    jobs::{self, Context, Job, JobError, Queue},
};

/// What a customer has to pay with.
///
/// # Errors
/// [`Error::NotFound`] if no customer's person asks.
pub async fn wallet(backend: &Backend, scope: &Scope) -> Result<Wallet, Error> {
    let customer = scope.customer.ok_or(Error::NotFound)?;
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let row = sqlx::query!(
        r#"select c.card_hint, c.currency, c.top_up_below, c.top_up_amount, c.payer, c.state,
            (select a.balance_minor from ledger_accounts a where a.reseller_id = c.reseller_id and a.customer_id = c.id) as balance
        from customers c where c.reseller_id = $1 and c.id = $2"#,
        scope.reseller.0,
        customer.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    let takes = provider(backend, &mut tx, scope).await?.is_some();
    tx.commit().await?;
    let currency = row.currency;
    let money = |minor| Money::new(minor, currency.clone());
    Ok(Wallet {
        card: row.card_hint,
        automatic: row.top_up_below.zip(row.top_up_amount).map(|(below, by)| (money(below), money(by))),
        balance: money(row.balance.unwrap_or_default()),
        may_pay: takes && row.payer == "customer_card" && row.state == "active" && !scope.acting,
    })
}

/// The customer who pays, and no operator in their place.
fn payer(scope: &Scope) -> Result<CustomerId, Error> {
    let customer = scope.customer.ok_or(Error::NotFound)?;
    if scope.acting { Err(Error::Forbidden(Action::FinishSignUp)) } else { Ok(customer) }
}

/// Begins to buy credit, and leads on to the provider; what is wrong with the amount otherwise. `None` where nobody takes money.
///
/// # Errors
/// [`Error::NotFound`] if no customer's person asks, [`Error::Forbidden`] if an operator does in their place.
pub async fn top_up(backend: &Backend, scope: &Scope, answers: &Answers) -> Result<Result<Option<Step>, Problems>, Error> {
    let customer = payer(scope)?;
    let wallet = wallet(backend, scope).await?;
    let mut answers = answers.clone();
    answers.set(CURRENCY, &wallet.balance.currency);
    let problems = TOP_UP.check(&answers);
    let (Some(amount), true) = (answers.get(&TOP_UP_AMOUNT), problems.is_empty()) else { return Ok(Err(problems)) };
    if !wallet.may_pay {
        return Ok(Ok(None));
    }
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    // Two presses wait for each other here: the second one finds what the first began.
    let state = sqlx::query_scalar!(
        "select state from customers where reseller_id = $1 and id = $2 for no key update",
        scope.reseller.0,
        customer.0
    )
    .fetch_one(&mut *tx)
    .await?;
    // Suspended or closed at this very moment.
    if state != "active" {
        return Ok(Ok(None));
    }
    let begun = sqlx::query!(
        "select id, amount_minor, made_by from payments
        where reseller_id = $1 and customer_id = $2 and purpose = 'top_up' and state = 'open' order by id",
        scope.reseller.0,
        customer.0,
    )
    .fetch_all(&mut *tx)
    .await?;
    let same = begun.iter().find(|one| one.amount_minor == amount.minor && one.made_by == scope.person.0);
    if let Some(same) = same {
        let payment = PaymentId(same.id);
        tx.commit().await?;
        // Its page may be over by now, or it was paid in another tab: then another one is begun.
        if find(backend, scope, payment).await?.state == PaymentState::Open {
            return Ok(Ok(Some(go_on(backend, scope, payment).await?)));
        }
        tx = Tx::begin(&backend.pool, scope).await?;
    }
    let wanted =
        Wanted { customer, purchase: Purchase::TopUp, amount: amount.minor, tax: 0, currency: &wallet.balance.currency };
    let Some(payment) = begin(backend, &mut tx, scope, wanted).await? else { return Ok(Ok(None)) };
    tx.commit().await?;
    // The same person thought of another amount: the page with the first one is closed.
    for one in begun.iter().filter(|one| one.made_by == scope.person.0) {
        cancel(backend, scope, PaymentId(one.id)).await?;
    }
    Ok(Ok(Some(go_on(backend, scope, payment).await?)))
}

/// The automatic top-up as its form has it.
pub fn automatic(wallet: &Wallet) -> Answers {
    let mut answers = Answers::new();
    if let Some((below, by)) = &wallet.automatic {
        answers.set(BELOW.question.key, Amount::of(below).show());
        answers.set(BY.question.key, Amount::of(by).show());
    }
    answers
}

/// Says from when on, and by how much, a card is charged before credit runs out; with nothing answered, never.
///
/// # Errors
/// [`Error::NotFound`] if no customer's person asks, [`Error::Forbidden`] if an operator does in their place.
pub async fn save_automatic(backend: &Backend, scope: &Scope, answers: &Answers) -> Result<Problems, Error> {
    let customer = payer(scope)?;
    let wallet = wallet(backend, scope).await?;
    let mut answers = answers.clone();
    answers.set(CURRENCY, &wallet.balance.currency);
    let mut problems = AUTOMATIC.check(&answers);
    let (below, by) = (answers.get(&BELOW), answers.get(&BY));
    if problems.is_empty() && below.is_some() && wallet.card.is_none() {
        problems.add(BELOW.question.key, Problem::Together(Word::AutomaticNeedsCard));
    }
    if !problems.is_empty() {
        return Ok(problems);
    }
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    sqlx::query!(
        "update customers set top_up_below = $3, top_up_amount = $4 where reseller_id = $1 and id = $2",
        scope.reseller.0,
        customer.0,
        below.as_ref().map(|amount| amount.minor),
        by.as_ref().map(|amount| amount.minor),
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "update ledger_accounts set alarm_below = $3 where reseller_id = $1 and customer_id = $2",
        scope.reseller.0,
        customer.0,
        below.as_ref().map_or(0, |amount| amount.minor),
    )
    .execute(&mut *tx)
    .await?;
    let currency = &wallet.balance.currency;
    let before = wallet.automatic.map(|(below, by)| json!({ "below": below.minor, "by": by.minor, "currency": currency }));
    let minor = |amount: Option<Amount>| amount.map(|amount| amount.minor);
    let detail = json!({ "before": before, "below": minor(below), "by": minor(by), "currency": currency });
    audit::note(backend, &mut tx, scope, Entry { action: "top_up.changed", customer: Some(customer), detail }).await?;
    tx.commit().await?;
    Ok(problems)
}

/// Removes a card, here at once and at the provider as soon as it answers; nothing is charged without its owner any more.
///
/// # Errors
/// [`Error::NotFound`] if no customer's person asks, or no card is kept.
pub async fn forget(backend: &Backend, scope: &Scope) -> Result<(), Error> {
    let customer = payer(scope)?;
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let card = forget_of(backend, &mut tx, scope, customer).await?.ok_or(Error::NotFound)?;
    let detail = json!({ "card": card });
    audit::note(backend, &mut tx, scope, Entry { action: "card.forgotten", customer: Some(customer), detail }).await?;
    tx.commit().await
}

/// Removes the card of a customer and ends what is charged to it; gives by what its owner knew it, where there was one. The caller commits.
pub(crate) async fn forget_of(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    customer: CustomerId,
) -> Result<Option<String>, Error> {
    let row = sqlx::query!(
        "select card_reference, card_hint from customers where reseller_id = $1 and id = $2 for no key update",
        scope.reseller.0,
        customer.0
    )
    .fetch_one(&mut **tx)
    .await?;
    let Some(card) = row.card_reference else { return Ok(None) };
    forgotten(tx, scope, customer).await?;
    jobs::enqueue(backend, tx, &DetachCard { card }).await?;
    Ok(Some(row.card_hint.unwrap_or_default()))
}

/// Has the provider remove a card that its owner removed.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct DetachCard {
    card: String,
}

impl Job for DetachCard {
    const NAME: &'static str = "detach_card";
    const TITLE: Word = Word::JobDetachCard;
    const QUEUE: Queue = Queue::Charges;
    const TRIES: i32 = 20;

    /// Ten minutes, then twice as long each time, up to two days.
    fn pause(attempt: i32) -> Duration {
        jobs::doubling(Duration::minutes(10), attempt, Duration::hours(48))
    }

    async fn run(self, context: &Context) -> Result<(), JobError> {
        let (backend, scope) = (&context.backend, &context.scope()?);
        let mut tx = Tx::begin(&backend.pool, scope).await?;
        let provider = provider(backend, &mut tx, scope).await?;
        tx.commit().await?;
        let provider = provider.ok_or_else(|| JobError::Retry("no provider is connected".to_owned()))?;
        match provider.detach(&self.card).await {
            Err(fault) if !fault.is_unknown() => Err(JobError::Retry(fault.said())),
            _ => Ok(()),
        }
    }
}

/// The card and its payer are not known any more, and the automatic top-up ends with them.
async fn forgotten(tx: &mut Tx, scope: &Scope, customer: CustomerId) -> Result<(), Error> {
    sqlx::query!(
        "update customers set payer_reference = null, card_reference = null, card_hint = null, card_by = null,
            top_up_below = null, top_up_amount = null
        where reseller_id = $1 and id = $2",
        scope.reseller.0,
        customer.0,
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "update ledger_accounts set alarm_below = 0 where reseller_id = $1 and customer_id = $2",
        scope.reseller.0,
        customer.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Keeps the card that a payer paid with, so that it can be charged again.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct KeepCard {
    pub(super) payment: PaymentId,
}

impl Job for KeepCard {
    const NAME: &'static str = "keep_card";
    const TITLE: Word = Word::JobKeepCard;
    // With the events, which are quick: whoever paid looks for the card next.
    const QUEUE: Queue = Queue::Events;

    fn key(&self) -> Option<String> {
        Some(self.payment.to_string())
    }

    async fn run(self, context: &Context) -> Result<(), JobError> {
        keep(&context.backend, &context.scope()?, self.payment).await?.map_err(|fault| JobError::Retry(fault.said()))
    }
}

async fn keep(backend: &Backend, scope: &Scope, id: PaymentId) -> Result<Result<(), Fault>, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let row = sqlx::query!(
        "select y.customer_id, y.made_by, c.payer_reference, c.card_reference from payments y
        join customers c on c.reseller_id = y.reseller_id and c.id = y.customer_id
        where y.reseller_id = $1 and y.id = $2",
        scope.reseller.0,
        id.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    let asked = provider(backend, &mut tx, scope).await?;
    tx.commit().await?;
    let (Some(payer), Some(asked)) = (row.payer_reference, asked) else { return Ok(Ok(())) };
    let card = match asked.card(&payer).await {
        Ok(Some(card)) => card,
        Ok(None) => return Ok(Ok(())),
        Err(fault) => return Ok(Err(fault)),
    };
    if row.card_reference.as_ref() == Some(&card.id) {
        return Ok(Ok(()));
    }
    let scope = &scope.as_job_of(PersonId(row.made_by));
    let customer = CustomerId(row.customer_id);
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let kept = sqlx::query!(
        "update customers set card_reference = $4, card_hint = $5, card_by = $6
        where reseller_id = $1 and id = $2 and payer_reference = $3 and state <> 'closed'",
        scope.reseller.0,
        customer.0,
        payer,
        card.id,
        card.hint(),
        row.made_by,
    )
    .execute(&mut *tx)
    .await?;
    if kept.rows_affected() == 0 {
        return Ok(Ok(()));
    }
    let detail = json!({ "card": card.hint() });
    audit::note(backend, &mut tx, scope, Entry { action: "card.kept", customer: Some(customer), detail }).await?;
    tx.commit().await?;
    Ok(Ok(()))
}
