//! What refunds do to the books: they are entered once when the money is on its way, and taken back where the provider failed later.

use domain::{
    ids::{CustomerId, PaymentId, PersonId, ResellerId},
    money::Money,
    payments::LedgerKind,
};
use serde_json::json;
use uuid::Uuid;

use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
    ledger::{self, Line, Owner},
    mail::Kind,
    payments::{
        payer::{About, More},
        provider::Refund,
        units::from_provider,
    },
};

/// Takes what the provider tells of a refund, ours or one that was made in its own console. Says why not, where trying again would not help.
pub(in crate::payments) async fn hear(
    backend: &Backend,
    reseller: ResellerId,
    told: &Refund,
) -> Result<Option<&'static str>, Error> {
    let Some(charge) = &told.payment_intent else { return Ok(None) };
    let scope = &Scope::of_job(reseller, PersonId(Uuid::nil()));
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let payment = sqlx::query!(
        "select id, currency, made_by from payments where reseller_id = $1 and charge_reference = $2 order by id limit 1",
        reseller.0,
        charge,
    )
    .fetch_optional(&mut *tx)
    .await?;
    // A reseller's provider may take money for others beside us.
    let Some(payment) = payment else { return Ok(None) };
    let named = told.metadata.refund.parse::<Uuid>().ok();
    let known = sqlx::query!(
        "select id, amount_minor from refunds where reseller_id = $1 and payment_id = $2 and (reference = $3 or id = $4)",
        reseller.0,
        payment.id,
        told.id,
        named,
    )
    .fetch_optional(&mut *tx)
    .await?;
    tx.commit().await?;
    let amount = from_provider(&told.currency, told.amount).filter(|_| told.currency.eq_ignore_ascii_case(&payment.currency));
    let amount = amount.filter(|amount| *amount > 0 && known.as_ref().is_none_or(|known| known.amount_minor == *amount));
    let Some(amount) = amount else { return Ok(Some("it is about another amount than the refund's")) };
    let scope = &Scope::of_job(reseller, PersonId(payment.made_by));
    let id = PaymentId(payment.id);
    match known {
        Some(known) if told.has_failed() => reverse(backend, scope, id, known.id).await?,
        Some(known) => settle(backend, scope, id, &Made { refund: known.id, reference: &told.id, elsewhere: None }).await?,
        None if told.has_failed() => {}
        None => {
            let made = Made { refund: backend.new_id(), reference: &told.id, elsewhere: Some(amount) };
            settle(backend, scope, id, &made).await?;
        }
    }
    Ok(None)
}

/// The payment of a refund.
pub(super) struct Of {
    pub(super) customer: CustomerId,
    pub(super) currency: String,
    made_by: Uuid,
}

/// Locks the payment: two that book a refund of it wait for each other.
pub(super) async fn paid(tx: &mut Tx, scope: &Scope, id: PaymentId) -> Result<Of, Error> {
    let row = sqlx::query!(
        "select customer_id, currency, made_by from payments where reseller_id = $1 and id = $2 for update",
        scope.reseller.0,
        id.0
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(Of { customer: CustomerId(row.customer_id), currency: row.currency, made_by: row.made_by })
}

/// A refund that was made at the provider.
pub(super) struct Made<'a> {
    pub(super) refund: Uuid,
    /// By which the provider knows it.
    pub(super) reference: &'a str,
    /// How much it is, where it was not asked for here.
    pub(super) elsewhere: Option<i64>,
}

/// The money is on its way: booked once, however often that is found out.
pub(super) async fn settle(backend: &Backend, scope: &Scope, id: PaymentId, made: &Made<'_>) -> Result<(), Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let of = paid(&mut tx, scope, id).await?;
    let customer = of.customer;
    let now = backend.now();
    let done = match made.elsewhere {
        None => sqlx::query!(
            "update refunds set state = 'done', settled_at = $3, reference = $4
            where reseller_id = $1 and id = $2 and state in ('open', 'refused') returning amount_minor, reason",
            scope.reseller.0,
            made.refund,
            now,
            made.reference,
        )
        .fetch_optional(&mut *tx)
        .await?
        .map(|row| (row.amount_minor, row.reason)),
        Some(amount) => sqlx::query_scalar!(
            "insert into refunds (reseller_id, id, payment_id, amount_minor, state, reference, made_by, made_at, settled_at)
            values ($1, $2, $3, $4, 'done', $5, $6, $7, $7) on conflict do nothing returning amount_minor",
            scope.reseller.0,
            made.refund,
            id.0,
            amount,
            made.reference,
            of.made_by,
            now,
        )
        .fetch_optional(&mut *tx)
        .await?
        .map(|amount| (amount, None)),
    };
    let Some((amount, reason)) = done else { return Ok(()) };
    let balance = sqlx::query_scalar!(
        "select balance_minor from ledger_accounts where reseller_id = $1 and customer_id = $2 for update",
        scope.reseller.0,
        customer.0,
    )
    .fetch_optional(&mut *tx)
    .await?;
    // It comes out of credit where there is some; what is beyond it was charged, and is charged no more.
    let credited = amount - balance.unwrap_or_default().clamp(0, amount);
    let lines = lines(customer, id, &reason.clone().unwrap_or_default(), amount, credited);
    ledger::enter(backend, &mut tx, scope, Owner::Customer(customer), &of.currency, &lines).await?;
    refunded(&mut tx, scope, id, made.refund, amount, credited).await?;
    let money = Money::new(amount, of.currency);
    let elsewhere = made.elsewhere.is_some();
    let detail =
        json!({ "payment": id, "amount": money.minor, "currency": money.currency, "reason": reason, "at_provider": elsewhere });
    audit::note(backend, &mut tx, scope, Entry { action: "payment.refunded", customer: Some(customer), detail }).await?;
    let about = About { kind: Kind::Refund, id: made.refund, payment: id, customer, amount: &money, more: More::Nothing };
    about.to_payer(backend, &mut tx, scope).await?;
    tx.commit().await
}

/// The entries of a refund; those of the same amounts below zero take it back.
fn lines(customer: CustomerId, payment: PaymentId, what: &str, amount: i64, credited: i64) -> [Line; 2] {
    let line = |kind, amount| Line {
        customer: Some(customer),
        kind,
        amount,
        period: None,
        payment: Some(payment),
        what: what.to_owned(),
    };
    [line(LedgerKind::Credit, credited), line(LedgerKind::Refund, -amount)]
}

/// So much more of the payment was paid back, and so much of that was a credit note.
async fn refunded(tx: &mut Tx, scope: &Scope, id: PaymentId, refund: Uuid, amount: i64, credited: i64) -> Result<(), Error> {
    sqlx::query!(
        "update payments set refunded_minor = refunded_minor + $3 where reseller_id = $1 and id = $2",
        scope.reseller.0,
        id.0,
        amount,
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "update refunds set credited_minor = $3 where reseller_id = $1 and id = $2",
        scope.reseller.0,
        refund,
        credited,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A refund failed after it was booked, such as where the card's account was closed: the provider gave the money back to the reseller, and
/// the customer has not got it.
async fn reverse(backend: &Backend, scope: &Scope, id: PaymentId, refund: Uuid) -> Result<(), Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let of = paid(&mut tx, scope, id).await?;
    let row = sqlx::query!(
        "select state, amount_minor, credited_minor, reason from refunds where reseller_id = $1 and id = $2 for update",
        scope.reseller.0,
        refund,
    )
    .fetch_one(&mut *tx)
    .await?;
    if row.state == "failed" || row.state == "refused" {
        return Ok(());
    }
    sqlx::query!(
        "update refunds set state = 'failed', settled_at = $3 where reseller_id = $1 and id = $2",
        scope.reseller.0,
        refund,
        backend.now(),
    )
    .execute(&mut *tx)
    .await?;
    let amount = Money::new(row.amount_minor, of.currency);
    if row.state == "done" {
        let what = row.reason.unwrap_or_default();
        let lines = lines(of.customer, id, &what, -row.amount_minor, -row.credited_minor);
        ledger::enter(backend, &mut tx, scope, Owner::Customer(of.customer), &amount.currency, &lines).await?;
        refunded(&mut tx, scope, id, refund, -row.amount_minor, 0).await?;
    }
    let detail = json!({ "payment": id, "amount": amount.minor, "currency": amount.currency });
    let entry = Entry { action: "refund.failed", customer: Some(of.customer), detail };
    audit::note(backend, &mut tx, scope, entry).await?;
    let about = About {
        kind: Kind::RefundFailed,
        id: refund,
        payment: id,
        customer: of.customer,
        amount: &amount,
        more: More::Nothing,
    };
    about.to_administrators(backend, &mut tx, scope).await?;
    tx.commit().await
}
