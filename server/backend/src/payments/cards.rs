//! Cards that are kept, and what they are charged for without their owners: what is owed, and credit before it runs out. The provider keeps
//! the card, we keep the name under which it does. Whoever pays once on its page agrees there that it is charged again.

use domain::{
    access::Action,
    credit::{AUTOMATIC, BELOW, BY, CURRENCY, TOP_UP, TOP_UP_AMOUNT, Wallet, chargeable, least},
    form::{Answer, Answers, Problem, Problems},
    ids::{CustomerId, PaymentId, PersonId, ResellerId},
    money::Money,
    payments::PaymentState,
    vocabulary::Amount,
    words::{Language, Word},
};
use serde_json::json;
use time::{Duration, OffsetDateTime};

use super::{
    checkout::{Step, Wanted, begin, cancel, find, go_on, received},
    provider,
    provider::{Charge, Fault, Intent, Provider},
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
    // Two presses wait for each other here: the second one finds what the first began.
    sqlx::query!("select id from customers where reseller_id = $1 and id = $2 for no key update", scope.reseller.0, customer.0)
        .fetch_one(&mut *tx)
        .await?;
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
    // The same person thought of another amount: the page with the first one is closed.
    for one in begun.iter().filter(|one| one.made_by == scope.person.0) {
        cancel(backend, scope, PaymentId(one.id), address).await?;
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

/// Removes a card, here at once and at the provider as soon as it answers; nothing is charged without its owner any more.
///
/// # Errors
/// [`Error::NotFound`] if no customer's person asks, or no card is kept.
pub async fn forget(backend: &Backend, scope: &Scope, address: &str) -> Result<(), Error> {
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
    forgotten(&mut tx, scope, customer).await?;
    // The job asks the provider, again and again where it does not answer.
    sqlx::query!(
        "insert into cards_to_detach (reseller_id, card, next_at) values ($1, $2, $3) on conflict do nothing",
        scope.reseller.0,
        card,
        backend.now(),
    )
    .execute(&mut *tx)
    .await?;
    let detail = json!({ "card": row.card_hint });
    audit::note(backend, &mut tx, scope, Entry { action: "card.forgotten", customer: Some(customer), address, detail }).await?;
    tx.commit().await
}

/// After so many tries a card that its owner removed is left at the provider, where nobody asks for it.
const DETACHED: i32 = 20;

/// Has the provider remove cards that their owners removed; says whether there may be more.
///
/// # Errors
/// If the database does not answer.
pub async fn detach_cards(backend: &Backend) -> Result<bool, Error> {
    let now = backend.now();
    let due = sqlx::query!(
        r#"select reseller as "reseller!", of_card as "card!", tried as "tried!" from cards_to_detach_take($1, $2, $3)"#,
        now,
        now + LEASE,
        i32::try_from(BATCH).unwrap_or(i32::MAX),
    )
    .fetch_all(&backend.pool)
    .await?;
    for one in &due {
        let scope = Scope::of_job(ResellerId(one.reseller), PersonId(uuid::Uuid::nil()));
        if let Err(error) = detach(backend, &scope, &one.card, one.tried).await {
            tracing::error!(reseller = %one.reseller, %error, "a card could not be removed at the provider");
        }
    }
    Ok(due.len() == BATCH)
}

async fn detach(backend: &Backend, scope: &Scope, card: &str, tried: i32) -> Result<(), Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let provider = provider(backend, &mut tx, scope).await?;
    tx.commit().await?;
    let answer = match provider {
        Some(provider) => provider.detach(card).await,
        None => Err(Fault::Silent("no provider is connected".to_owned())),
    };
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    match answer {
        Err(fault) if !fault.is_unknown() && tried < DETACHED => {
            let next: OffsetDateTime = backend.now() + Duration::minutes(5) * (1 << tried.clamp(0, 9));
            tracing::warn!(reseller = %scope.reseller, why = fault.said(), "a provider did not remove a card");
            sqlx::query!(
                "update cards_to_detach set next_at = $3, problem = $4 where reseller_id = $1 and card = $2",
                scope.reseller.0,
                card,
                next,
                fault.said(),
            )
            .execute(&mut *tx)
            .await?;
        }
        _ => {
            sqlx::query!("delete from cards_to_detach where reseller_id = $1 and card = $2", scope.reseller.0, card)
                .execute(&mut *tx)
                .await?;
        }
    }
    tx.commit().await
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
                and (p.next_at is not null or p.purpose = 'monthly')) as "open!"
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
    let amount = chargeable(amount, &row.currency);
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
        amount: received(intent.currency.as_deref(), intent.amount_received),
        currency: intent.currency.unwrap_or_default(),
        charge: Some(intent.id),
        payer: intent.customer,
    }
}

async fn charge(backend: &Backend, scope: &Scope, id: PaymentId) -> Result<(), Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let row = sqlx::query!(
        r#"select y.amount_minor, y.currency, y.attempt, y.detail ->> 'what' as "what!", y.detail ->> 'card' as "card!",
            y.detail ->> 'payer' as "payer!", y.charge_reference, c.card_reference, r.suspended_at
        from payments y join customers c on c.reseller_id = y.reseller_id and c.id = y.customer_id
        join resellers r on r.id = y.reseller_id
        where y.reseller_id = $1 and y.id = $2 for update of y"#,
        scope.reseller.0,
        id.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    let asked = row.attempt > FIRST;
    // The card was removed, or another one is kept, or the reseller was suspended.
    let is_off = row.card_reference.as_ref() != Some(&row.card) || row.suspended_at.is_some();
    if is_off && !asked {
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
            settle::settle(backend, scope, id, None, Told::Over, "").await?;
            return Ok(());
        }
        Ok(None) => {
            let (amount, payer, card) = (row.amount_minor, &row.payer, &row.card);
            provider.charge(&Charge { id: &name, amount, currency: &row.currency, what: &row.what, payer, card }).await
        }
        Err(fault) => Err(fault),
    };
    if let Some(told) = outcome(backend, scope, &provider, id, intent).await? {
        settle::settle(backend, scope, id, None, told, "").await?;
    }
    Ok(())
}

/// What became of a charge; `None` while nobody knows: then it is looked for again when its lease is over.
async fn outcome(
    backend: &Backend,
    scope: &Scope,
    provider: &Provider,
    id: PaymentId,
    intent: Result<Intent, Fault>,
) -> Result<Option<Told>, Error> {
    let intent = match intent {
        Ok(intent) => intent,
        // The key is at fault: the next time will do.
        Err(Fault::Refused(401 | 403, why)) => {
            later(id, &why);
            return Ok(None);
        }
        // The card is at fault, its bank wants its owner, or this account of the provider's does not know it. It stays where it is: after
        // another key is connected it may be known again.
        Err(Fault::Refused(_, why) | Fault::Unknown(why)) => return Ok(Some(Told::Refused(why))),
        // It may have been charged.
        Err(fault) => {
            later(id, &fault.said());
            return Ok(None);
        }
    };
    match intent.status.as_str() {
        "succeeded" => return Ok(Some(paid(intent))),
        "requires_payment_method" | "canceled" => return Ok(Some(Told::Refused(intent.problem()))),
        "requires_action" | "requires_confirmation" | "requires_capture" => match provider.cancel_intent(&intent.id).await {
            // Its owner would have to come: nobody is there, and nobody shall pay it later beside another one.
            Ok(()) => return Ok(Some(Told::Refused(intent.problem()))),
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

/// It is tried again when its lease is over.
fn later(id: PaymentId, why: &str) {
    tracing::warn!(payment = %id, why, "a card was not charged");
}
