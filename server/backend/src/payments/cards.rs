//! Cards that are kept, and what they are charged for without their owners: what is owed, and credit before it runs out. The provider keeps
//! the card, we keep the name under which it does. Whoever pays once on its page agrees there that it is charged again.

use domain::{
    access::Action,
    credit::{AUTOMATIC, BELOW, BY, CURRENCY, TOP_UP, TOP_UP_AMOUNT, Wallet, least},
    form::{Answer, Answers, Problem, Problems},
    ids::{CustomerId, PaymentId, PersonId, ResellerId},
    money::Money,
    vocabulary::Amount,
    words::{Language, Word},
};
use serde_json::json;
use time::Duration;

use super::{
    checkout::{Step, Wanted, begin, go_on},
    provider,
    provider::{Charge, Fault, Intent},
    settle::{self, Told},
};
use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
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
pub async fn top_up(
    backend: &Backend,
    scope: &Scope,
    answers: &Answers,
    address: &str,
) -> Result<Result<Option<Step>, Problems>, Error> {
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
    let wanted = Wanted {
        customer,
        purpose: "top_up",
        amount: amount.minor,
        tax: 0,
        currency: &wallet.balance.currency,
        detail: json!({ "what": Word::PaymentForCredit.text(scope.language()) }),
    };
    let Some(payment) = begin(backend, &mut tx, scope, wanted, address).await? else { return Ok(Ok(None)) };
    tx.commit().await?;
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
pub async fn save_automatic(backend: &Backend, scope: &Scope, answers: &Answers, address: &str) -> Result<Problems, Error> {
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
    let shown = |amount: Option<Amount>| {
        amount.map(|amount| Money::new(amount.minor, &wallet.balance.currency).show(Language::English))
    };
    let before = wallet.automatic.map(|(below, by)| json!([below.show(Language::English), by.show(Language::English)]));
    let detail = json!({ "before": before, "below": shown(below), "by": shown(by) });
    audit::note(backend, &mut tx, scope, Entry { action: "top_up.changed", customer: Some(customer), address, detail }).await?;
    tx.commit().await?;
    Ok(problems)
}

/// Has a card forgotten, here and at the provider; nothing is charged without its owner any more. Says whether the provider did.
///
/// # Errors
/// [`Error::NotFound`] if no customer's person asks, or no card is kept.
pub async fn forget(backend: &Backend, scope: &Scope, address: &str) -> Result<bool, Error> {
    let customer = payer(scope)?;
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let row = sqlx::query!(
        "select card_reference, card_hint from customers where reseller_id = $1 and id = $2 for no key update",
        scope.reseller.0,
        customer.0
    )
    .fetch_one(&mut *tx)
    .await?;
    let card = row.card_reference.ok_or(Error::NotFound)?;
    let provider = provider(backend, &mut tx, scope).await?;
    forgotten(&mut tx, scope, customer).await?;
    let detail = json!({ "card": row.card_hint });
    audit::note(backend, &mut tx, scope, Entry { action: "card.forgotten", customer: Some(customer), address, detail }).await?;
    tx.commit().await?;
    // Here it is forgotten already: where the provider does not answer it keeps what nobody will ever ask for.
    let Some(provider) = provider else { return Ok(false) };
    match provider.detach(&card).await {
        Ok(()) => Ok(true),
        Err(fault) => {
            tracing::warn!(customer = %customer, why = fault.said(), "a provider did not forget a card");
            Ok(fault.is_unknown())
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
    Ok(())
}

/// The provider does not know a payer any more, after another account was connected: they are asked for their card anew.
pub(super) async fn lose(backend: &Backend, scope: &Scope, customer: CustomerId) -> Result<(), Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    forgotten(&mut tx, scope, customer).await?;
    tx.commit().await
}

/// Keeps the card that a payer paid with. What fails is not repeated: the next payment keeps it.
///
/// # Errors
/// If the database does not answer.
pub(super) async fn keep(backend: &Backend, scope: &Scope, id: PaymentId) -> Result<(), Error> {
    let scope = &Scope::of_job(scope.reseller, scope.person);
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
    let (Some(payer), Some(asked)) = (row.payer_reference, asked) else { return Ok(()) };
    let card = match asked.card(&payer).await {
        Ok(Some(card)) => card,
        Ok(None) => return Ok(()),
        Err(fault) => {
            tracing::warn!(payment = %id, why = fault.said(), "a provider did not say which card was paid with");
            return Ok(());
        }
    };
    if row.card_reference.as_ref() == Some(&card.id) {
        return Ok(());
    }
    let scope = &Scope::of_job(scope.reseller, PersonId(row.made_by));
    let customer = CustomerId(row.customer_id);
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    sqlx::query!(
        "update customers set card_reference = $4, card_hint = $5, card_by = $6
        where reseller_id = $1 and id = $2 and payer_reference = $3",
        scope.reseller.0,
        customer.0,
        payer,
        card.id,
        card.hint(),
        row.made_by,
    )
    .execute(&mut *tx)
    .await?;
    let detail = json!({ "card": card.hint() });
    audit::note(backend, &mut tx, scope, Entry { action: "card.kept", customer: Some(customer), address: "", detail }).await?;
    tx.commit().await
}

/// So many are taken at a time.
const BATCH: usize = 50;
/// A worker has so long for what it took, however slow the provider is.
const LEASE: Duration = Duration::minutes(10);
/// Whose credit was bought rests so long: whatever they entered, their card is not charged minute by minute.
const TOPPED_UP: Duration = Duration::hours(1);
/// After a card was declined it is charged again so much later, and after [`DECLINES`] times no more: then its owner must pay.
const REST: Duration = Duration::days(3);
/// So often is a card charged for what it was declined for.
const DECLINES: i32 = 4;

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
            i32::try_from(BATCH).unwrap_or(i32::MAX),
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
            person_language($3) as language,
            exists (select from payments p where p.reseller_id = c.reseller_id and p.customer_id = c.id and p.state = 'open'
                and p.purpose <> 'activation') as "open!"
        from ledger_accounts a join customers c on c.reseller_id = a.reseller_id and c.id = a.customer_id
        where a.reseller_id = $1 and a.customer_id = $2"#,
        scope.reseller.0,
        customer.0,
        scope.person.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    let owed = (-row.balance_minor).max(0);
    let language = row.language.as_deref().and_then(Language::of_tag).unwrap_or_default();
    let low = row.top_up_below.zip(row.top_up_amount).filter(|(below, _)| row.balance_minor < *below);
    let (purpose, amount, what) = match low {
        Some((_, by)) => ("automatic_top_up", by.max(owed), Word::PaymentForCredit),
        None => ("monthly", owed, Word::PaymentForOwed),
    };
    let Some((card, payer)) = row.card_reference.zip(row.payer_reference) else { return Ok(()) };
    // What no card can be charged with waits for more.
    if amount < least(&row.currency) || row.open {
        return Ok(());
    }
    // What is charged is this card of this payer, whatever becomes of them meanwhile.
    let detail = json!({ "what": what.text(language), "card": card, "payer": payer });
    let wanted = Wanted { customer, purpose, amount, tax: 0, currency: &row.currency, detail };
    let Some(payment) = begin(backend, &mut tx, scope, wanted, "").await? else { return Ok(()) };
    sqlx::query!(
        "update payments set next_at = $3 where reseller_id = $1 and id = $2",
        scope.reseller.0,
        payment.0,
        backend.now(),
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

/// Charges the cards that are due; says whether there may be more.
///
/// # Errors
/// If the database does not answer.
pub async fn charge_cards(backend: &Backend) -> Result<bool, Error> {
    let now = backend.now();
    let due = sqlx::query!(
        r#"select reseller as "reseller!", payment as "payment!", person as "person!" from payments_take($1, $2, $3)"#,
        now,
        now + LEASE,
        i32::try_from(BATCH).unwrap_or(i32::MAX),
    )
    .fetch_all(&backend.pool)
    .await?;
    for one in &due {
        let scope = Scope::of_job(ResellerId(one.reseller), PersonId(one.person));
        if let Err(error) = charge(backend, &scope, PaymentId(one.payment)).await {
            tracing::error!(payment = %one.payment, %error, "a card could not be charged");
        }
    }
    Ok(due.len() == BATCH)
}

/// What money that was taken says of its payment.
pub(super) fn paid(intent: Intent) -> Told {
    Told::Paid {
        amount: intent.amount_received.unwrap_or_default(),
        currency: intent.currency.unwrap_or_default(),
        charge: Some(intent.id),
        payer: intent.customer,
    }
}

async fn charge(backend: &Backend, scope: &Scope, id: PaymentId) -> Result<(), Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let row = sqlx::query!(
        r#"select y.amount_minor, y.currency, y.attempt, y.customer_id, y.detail ->> 'what' as "what!", y.detail ->> 'card' as "card!",
            y.detail ->> 'payer' as "payer!", c.card_reference
        from payments y join customers c on c.reseller_id = y.reseller_id and c.id = y.customer_id
        where y.reseller_id = $1 and y.id = $2 for update of y"#,
        scope.reseller.0,
        id.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    let asked = row.attempt > FIRST;
    // Forgotten, or another one is kept, before the provider was asked: nothing is charged. Afterwards only the provider knows.
    if !asked && row.card_reference.as_ref() != Some(&row.card) {
        drop(tx);
        settle::settle(backend, scope, id, None, Told::Over, "").await?;
        return Ok(());
    }
    // Disconnected meanwhile: the next time will do.
    let Some(provider) = provider(backend, &mut tx, scope).await? else { return Ok(()) };
    if !asked {
        sqlx::query!("update payments set attempt = $3 where reseller_id = $1 and id = $2", scope.reseller.0, id.0, FIRST + 1)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    let charge = Charge {
        id: &id.to_string(),
        amount: row.amount_minor,
        currency: &row.currency,
        what: &row.what,
        payer: &row.payer,
        card: &row.card,
    };
    let told = match provider.charge(&charge).await {
        Ok(intent) if intent.status == "succeeded" => paid(intent),
        Ok(intent) => Told::Refused(intent.status.replace('_', " ")),
        // The key is at fault: the next time will do.
        Err(Fault::Refused(401 | 403, why)) => {
            later(id, &why);
            return Ok(());
        }
        // The card is at fault, or its bank wants its owner.
        Err(Fault::Refused(_, why)) => Told::Refused(why),
        Err(Fault::Unknown(why)) => {
            lose(backend, scope, CustomerId(row.customer_id)).await?;
            Told::Refused(why)
        }
        // It may have been charged: asked under the same key, it is charged once.
        Err(fault) => {
            later(id, &fault.said());
            return Ok(());
        }
    };
    settle::settle(backend, scope, id, None, told, "").await?;
    Ok(())
}

/// The number of attempts of a payment that the provider was never asked for.
const FIRST: i32 = 1;

/// It is tried again when its lease is over.
fn later(id: PaymentId, why: &str) {
    tracing::warn!(payment = %id, why, "a card was not charged");
}
