//! Disputes: a payer's bank takes a payment back, and decides later whether the reseller gets it again (docs.stripe.com/disputes). The
//! provider moves the money by itself and tells us; the ledger follows what it moved. While a dispute is open or lost, the customer's card
//! is not charged by itself: they must pay again themselves.

use domain::{
    ids::{CustomerId, PaymentId, PersonId, ResellerId},
    money::Money,
    payments::LedgerKind,
};
use serde_json::json;
use uuid::Uuid;

use super::{
    payer::{About, More},
    provider::Dispute,
    units::from_provider,
};
use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
    ledger::{self, Line, Owner},
    mail::Kind,
};

/// What the provider told of a dispute, by the event's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The money was taken from the reseller.
    Withdrawn,
    /// The reseller has it again.
    Reinstated,
    /// The bank decided.
    Closed,
}

impl Step {
    /// The step that an event tells of.
    pub(super) fn of_event(kind: &str) -> Option<Self> {
        match kind {
            "charge.dispute.funds_withdrawn" => Some(Self::Withdrawn),
            "charge.dispute.funds_reinstated" => Some(Self::Reinstated),
            "charge.dispute.closed" => Some(Self::Closed),
            _ => None,
        }
    }
}

/// Books what was told: each step once, in whatever order they come. Says why not, where trying again would not help.
pub(super) async fn book(
    backend: &Backend,
    reseller: ResellerId,
    step: Step,
    told: &Dispute,
) -> Result<Option<&'static str>, Error> {
    let Some(charge) = &told.payment_intent else { return Ok(None) };
    let job = Scope::of_job(reseller, PersonId(Uuid::nil()));
    let mut tx = Tx::begin(&backend.pool, &job).await?;
    let payment = sqlx::query!(
        "select id, customer_id, currency, made_by from payments where reseller_id = $1 and charge_reference = $2
        order by id limit 1",
        reseller.0,
        charge,
    )
    .fetch_optional(&mut *tx)
    .await?;
    // A reseller's provider may take money for others beside us.
    let Some(payment) = payment else { return Ok(None) };
    drop(tx);
    let amount = from_provider(&told.currency, told.amount).filter(|_| told.currency.eq_ignore_ascii_case(&payment.currency));
    let Some(amount) = amount.filter(|amount| *amount > 0) else {
        return Ok(Some("it is about another currency than the payment's"));
    };
    let scope = Scope::of_job(reseller, PersonId(payment.made_by));
    let (id, customer) = (PaymentId(payment.id), CustomerId(payment.customer_id));
    let mut tx = Tx::begin(&backend.pool, &scope).await?;
    let made = sqlx::query!(
        "insert into disputes (reseller_id, id, payment_id, customer_id, amount_minor, reason, made_at)
        values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
        reseller.0,
        told.id,
        id.0,
        customer.0,
        amount,
        told.reason,
        backend.now(),
    )
    .execute(&mut *tx)
    .await?;
    // Two events about one dispute wait for each other here.
    let row = sqlx::query!(
        "select state, taken_minor, amount_minor from disputes where reseller_id = $1 and id = $2 for update",
        reseller.0,
        told.id,
    )
    .fetch_one(&mut *tx)
    .await?;
    let amount = row.amount_minor;
    let decided = Some(told.status.as_str()).filter(|status| matches!(*status, "won" | "lost" | "warning_closed"));
    let state = match decided {
        Some("lost") => "lost",
        Some(_) => "won",
        None => row.state.as_str(),
    };
    // Reinstated may be heard before withdrawn: then neither moves anything.
    let taken = match step {
        Step::Withdrawn if state == "won" => row.taken_minor,
        Step::Withdrawn => amount,
        Step::Reinstated => 0,
        Step::Closed => row.taken_minor,
    };
    let moved = row.taken_minor - taken;
    if moved != 0 {
        let line = Line {
            customer: Some(customer),
            kind: LedgerKind::Dispute,
            amount: moved,
            period: None,
            payment: Some(id),
            what: String::new(),
        };
        ledger::enter(backend, &mut tx, &scope, Owner::Customer(customer), &payment.currency, &[line]).await?;
    }
    sqlx::query!(
        "update disputes set state = $3, taken_minor = $4, closed_at = case when $3 = 'open' then null else coalesce(closed_at, $5) end
        where reseller_id = $1 and id = $2",
        reseller.0,
        told.id,
        state,
        taken,
        backend.now(),
    )
    .execute(&mut *tx)
    .await?;
    let money = Money::new(amount, payment.currency);
    let detail =
        json!({ "payment": id, "dispute": told.id, "amount": money.minor, "currency": money.currency, "reason": told.reason });
    let note = |action| Entry { action, customer: Some(customer), detail: detail.clone() };
    if made.rows_affected() > 0 {
        audit::note(backend, &mut tx, &scope, note("payment.disputed")).await?;
        let more = More::Disputed(&told.reason);
        let about = About { kind: Kind::Dispute, id: id.0, payment: id, customer, amount: &money, more };
        about.to_administrators(backend, &mut tx, &scope).await?;
    }
    if state != row.state {
        audit::note(backend, &mut tx, &scope, note(if state == "won" { "dispute.won" } else { "dispute.lost" })).await?;
    }
    tx.commit().await?;
    Ok(None)
}
