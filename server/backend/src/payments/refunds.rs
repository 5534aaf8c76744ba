//! Money that is paid back: by an administrator, a part of a payment or all of it, to the card that it came from. The row first, then the
//! provider under the row's id, so that whatever is sent twice is paid back once.

use domain::{
    credit::{CURRENCY, REFUND, REFUND_AMOUNT, REFUND_REASON, Refundable},
    form::{Answers, Problem, Problems},
    ids::{CustomerId, PaymentId},
    money::Money,
    payments::{LedgerKind, PaymentState},
    words::{Language, Word},
};
use serde_json::json;
use time::format_description::well_known::Rfc3339;
use uuid::Uuid;

use super::{provider, provider::Fault};
use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
    ledger::{self, Line, Owner},
    mail::{self, Kind, Mail},
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
            y.detail ->> 'what' as what, y.problem, r.amount_minor as "begun?"
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
        let paid = state == PaymentState::Paid && row.charge_reference.is_some();
        found.push(Refundable {
            id: PaymentId(row.id),
            customer: CustomerId(row.customer_id),
            customer_name: row.name,
            what: row.what.unwrap_or_default(),
            state,
            problem: row.problem,
            amount: money(row.amount_minor),
            refunded: money(row.refunded_minor),
            left: money(if paid { row.amount_minor - row.refunded_minor } else { 0 }),
            begun: row.begun.map(money),
            made: (row.made_at.unix_timestamp(), row.made_at.format(&Rfc3339).unwrap_or_default()),
        });
    }
    Ok(found)
}

/// Pays back, where as much was paid back before as the page showed. What was begun and never answered goes on, whatever is entered now.
///
/// # Errors
/// [`Error::NotFound`] if there is no such payment for this tenant.
pub async fn refund(
    backend: &Backend,
    scope: &Scope,
    id: PaymentId,
    answers: &Answers,
    seen: i64,
    address: &str,
) -> Result<Refunded, Error> {
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
        (refund, amount)
    };
    let provider = provider(backend, &mut tx, scope).await?;
    tx.commit().await?;
    let (Some(provider), Some(charge)) = (provider, payment.charge_reference) else { return Ok(Refunded::Silent) };
    let name = refund.to_string();
    let made = match goes_on.then_some(()) {
        Some(()) => provider.has_refunded(&charge, &name).await,
        None => Ok(false),
    };
    let made = match made {
        Ok(true) => Ok(()),
        Ok(false) => provider.refund(&charge, amount, &name).await,
        Err(fault) => Err(fault),
    };
    match made {
        Ok(()) => {
            settle(backend, scope, id, refund, address).await?;
            Ok(Refunded::Done)
        }
        Err(Fault::Refused(401 | 403, why)) => {
            tracing::warn!(payment = %id, why, "a refund was not made");
            Ok(Refunded::Silent)
        }
        Err(Fault::Refused(_, why) | Fault::Unknown(why)) => {
            refuse(backend, scope, refund, &why).await?;
            Ok(Refunded::Refused(why))
        }
        // It may have been made: asked under the same key, it is made once.
        Err(fault) => {
            tracing::warn!(payment = %id, why = fault.said(), "nobody knows whether a refund was made");
            Ok(Refunded::Silent)
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

async fn refuse(backend: &Backend, scope: &Scope, refund: Uuid, why: &str) -> Result<(), Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    sqlx::query!(
        "update refunds set state = 'refused', problem = $3, settled_at = $4 where reseller_id = $1 and id = $2 and state = 'open'",
        scope.reseller.0,
        refund,
        why,
        backend.now(),
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

/// The money is on its way: once, however often that is found out.
async fn settle(backend: &Backend, scope: &Scope, id: PaymentId, refund: Uuid, address: &str) -> Result<(), Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let of = sqlx::query!(
        "select customer_id, currency, made_by from payments where reseller_id = $1 and id = $2",
        scope.reseller.0,
        id.0
    )
    .fetch_one(&mut *tx)
    .await?;
    let customer = CustomerId(of.customer_id);
    let done = sqlx::query!(
        "update refunds set state = 'done', settled_at = $3 where reseller_id = $1 and id = $2 and state <> 'done'
        returning amount_minor, reason",
        scope.reseller.0,
        refund,
        backend.now(),
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(done) = done else { return Ok(()) };
    sqlx::query!(
        "update payments set refunded_minor = refunded_minor + $3 where reseller_id = $1 and id = $2",
        scope.reseller.0,
        id.0,
        done.amount_minor,
    )
    .execute(&mut *tx)
    .await?;
    let balance = sqlx::query_scalar!(
        "select balance_minor from ledger_accounts where reseller_id = $1 and customer_id = $2 for update",
        scope.reseller.0,
        customer.0,
    )
    .fetch_optional(&mut *tx)
    .await?;
    // It comes out of credit where there is some; what is beyond it was charged, and is charged no more.
    let from_credit = balance.unwrap_or_default().clamp(0, done.amount_minor);
    let what = done.reason.clone().unwrap_or_default();
    let line =
        |kind, amount| Line { customer: Some(customer), kind, amount, period: None, payment: Some(id), what: what.clone() };
    let lines = [line(LedgerKind::Credit, done.amount_minor - from_credit), line(LedgerKind::Refund, -done.amount_minor)];
    ledger::enter(backend, &mut tx, scope, Owner::Customer(customer), &of.currency, &lines).await?;
    let amount = Money::new(done.amount_minor, of.currency);
    let detail = json!({ "payment": id, "amount": amount.show(Language::English), "reason": done.reason });
    audit::note(backend, &mut tx, scope, Entry { action: "payment.refunded", customer: Some(customer), address, detail })
        .await?;
    let who =
        sqlx::query!("select p.name, p.email, person_language(p.id) as language from people p where p.id = $1", of.made_by)
            .fetch_optional(&mut *tx)
            .await?;
    if let Some(who) = who {
        let language = who.language.as_deref().and_then(Language::of_tag).unwrap_or_default();
        let detail = json!({ "name": who.name, "amount": amount.show(language), "number": id });
        let mail =
            Mail { kind: Kind::Refund, about: refund, customer: Some(customer), recipient: &who.email, language, detail };
        mail::put(backend, &mut tx, scope, mail).await?;
    }
    tx.commit().await
}
