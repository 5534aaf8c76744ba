//! Applies a provider's report to a payment, in one transaction: the account becomes active, its ledger says so, the receipt is on its way.
//! The same report twice, late, or after another one, is applied once ([`transition`]).

use domain::{
    customers::CustomerState,
    ids::{CustomerId, PaymentId, PersonId},
    money::Money,
    payments::{LedgerKind, PaymentState},
};
use serde_json::json;
use time::Date;

use super::{
    cards::KeepCard,
    payer::{About, More},
    purchase::{FirstMonth, Purchase},
    transition::{Report, Row, Transition, transition},
};
use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
    customers, jobs,
    ledger::{self, Line, Owner},
    mail::Kind,
};

/// Applies a report of the provider's page with this name to a payment. Says whether it fits: an amount or a page that is not the
/// payment's does not.
///
/// # Errors
/// [`Error::NotFound`] if there is no such payment for this tenant.
pub(super) async fn settle(
    backend: &Backend,
    scope: &Scope,
    id: PaymentId,
    page: Option<&str>,
    report: Report,
) -> Result<bool, Error> {
    // A report is nobody's in particular: it is applied for the whole reseller, in the name of whoever began the payment.
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let of =
        sqlx::query!("select made_by, customer_id from payments where reseller_id = $1 and id = $2", scope.reseller.0, id.0)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(Error::NotFound)?;
    drop(tx);
    let scope = &scope.as_job_of(PersonId(of.made_by));
    let customer = CustomerId(of.customer_id);
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let state = customers::lock(&mut tx, scope, customer).await?.state;
    let (row, tax) = lock(&mut tx, scope, id).await?;
    let reported = format!("{report:?}");
    let note = |action, detail| Entry { action, customer: Some(customer), detail };
    match transition(&row, state, page, report) {
        Transition::Nothing => return Ok(true),
        Transition::Superseded => return Ok(false),
        Transition::Mismatch(why) => {
            tracing::error!(payment = %id, page, reported, why, "a provider's report was not applied");
            return Ok(false);
        }
        Transition::Second { money, charge, is_ours } => {
            let booked = book_other(backend, &mut tx, scope, customer, id, &money, &charge).await?;
            tx.commit().await?;
            if booked {
                tracing::error!(payment = %id, charge, "a payment was paid twice: the second time is booked as credit");
            }
            return Ok(is_ours);
        }
        Transition::Declined(why) => {
            sqlx::query!(
                "update payments set problem = $3 where reseller_id = $1 and id = $2 and state = 'open'",
                scope.reseller.0,
                id.0,
                why,
            )
            .execute(&mut *tx)
            .await?;
            let detail = json!({ "payment": id, "why": why });
            audit::note(backend, &mut tx, scope, note("payment.declined", detail)).await?;
        }
        Transition::Ended { state, problem } => {
            let over = End { state, purchase: &row.purchase, page, charge: None, problem: problem.as_deref() };
            end(backend, &mut tx, scope, id, &over).await?;
            if let Some(why) = &problem {
                let detail = json!({ "payment": id, "why": why });
                audit::note(backend, &mut tx, scope, note("payment.declined", detail)).await?;
                let paid = Paid { id, customer, purchase: &row.purchase, amount: &row.amount, tax };
                paid.write(backend, &mut tx, scope, Kind::CardDeclined, More::Declined(why)).await?;
            } else {
                audit::note(backend, &mut tx, scope, note("payment.canceled", json!({ "payment": id }))).await?;
            }
        }
        Transition::Paid { purchase, charge, payer } => {
            let over = End { state: PaymentState::Paid, purchase: &purchase, page, charge: charge.as_deref(), problem: None };
            let paid = Paid { id, customer, purchase: &purchase, amount: &row.amount, tax };
            book(backend, &mut tx, scope, &paid, &over, payer).await?;
        }
    }
    tx.commit().await?;
    Ok(true)
}

/// A payment's row, locked, and its tax.
async fn lock(tx: &mut Tx, scope: &Scope, id: PaymentId) -> Result<(Row, i64), Error> {
    let row = sqlx::query!(
        "select purpose, state, amount_minor, tax_minor, currency, detail, problem, reference, charge_reference, next_at from payments
        where reseller_id = $1 and id = $2 for update",
        scope.reseller.0,
        id.0
    )
    .fetch_one(&mut **tx)
    .await?;
    let locked = Row {
        purchase: Purchase::read(&row.purpose, &row.detail)?,
        state: PaymentState::from_code(&row.state).ok_or(Error::Stored("payments.state"))?,
        amount: Money::new(row.amount_minor, row.currency),
        problem: row.problem,
        reference: row.reference,
        charge: row.charge_reference,
        is_automatic: row.next_at.is_some(),
    };
    Ok((locked, row.tax_minor))
}

/// Books money that arrived.
async fn book(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    paid: &Paid<'_>,
    over: &End<'_>,
    payer: Option<String>,
) -> Result<(), Error> {
    let Paid { id, customer, purchase, amount, .. } = *paid;
    // Ledgers are locked before anything is noted, here as everywhere: else two would wait for each other.
    enter(backend, tx, scope, paid).await?;
    if let Purchase::Activation(_) = purchase {
        no_other_finishes(tx, scope, customer, id).await?;
    }
    end(backend, tx, scope, id, over).await?;
    let purpose = purchase.purpose();
    let detail = json!({ "payment": id, "amount": amount.minor, "currency": amount.currency, "purpose": purpose.code() });
    let entry = Entry { action: "payment.paid", customer: Some(customer), detail };
    audit::note(backend, tx, scope, entry).await?;
    if let Purchase::Activation(month) = purchase {
        take_plan(tx, scope, customer, month, &amount.currency).await?;
        activate(backend, tx, scope, customer).await?;
    }
    if let Some(payer) = payer {
        // By which their card is charged again. The provider is asked for it by a job.
        sqlx::query!(
            "update customers set payer_reference = $3 where reseller_id = $1 and id = $2",
            scope.reseller.0,
            customer.0,
            payer
        )
        .execute(&mut **tx)
        .await?;
        jobs::enqueue(backend, tx, &KeepCard { payment: id }).await?;
    }
    paid.write(backend, tx, scope, Kind::Receipt, paid.what_for()).await
}

/// Money that no payment of ours asked for, though the provider took it for one: it becomes credit, as a payment of its own, so that it can
/// be paid back. False where it was booked already.
async fn book_other(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    customer: CustomerId,
    of: PaymentId,
    money: &Money,
    charge: &str,
) -> Result<bool, Error> {
    // The customer's row is locked: whoever books the same money waited for it.
    let known = sqlx::query_scalar!(
        r#"select exists (select from payments where reseller_id = $1 and charge_reference = $2) as "known!""#,
        scope.reseller.0,
        charge,
    )
    .fetch_one(&mut **tx)
    .await?;
    if known || money.minor <= 0 {
        return Ok(false);
    }
    let id = PaymentId(backend.new_id());
    let detail = json!({ "second_of": of });
    let paid = Paid { id, customer, purchase: &Purchase::TopUp, amount: money, tax: 0 };
    sqlx::query!(
        "insert into payments (reseller_id, id, customer_id, purpose, state, amount_minor, currency, detail, charge_reference,
            made_by, made_at, settled_at)
        values ($1, $2, $3, $4, 'paid', $5, $6, $7, $8, $9, $10, $10)",
        scope.reseller.0,
        id.0,
        customer.0,
        paid.purchase.purpose().code(),
        money.minor,
        money.currency,
        detail,
        charge,
        scope.person.0,
        backend.now(),
    )
    .execute(&mut **tx)
    .await?;
    enter(backend, tx, scope, &paid).await?;
    let detail = json!({ "payment": id, "second_of": of, "amount": money.minor, "currency": money.currency });
    audit::note(backend, tx, scope, Entry { action: "payment.second", customer: Some(customer), detail }).await?;
    paid.write(backend, tx, scope, Kind::Receipt, paid.what_for()).await?;
    Ok(true)
}

/// A payment that was closed is paid all the same, while another one is under way for the same sign-up: that one finishes nothing any
/// more. If it is paid too, it is to their credit.
async fn no_other_finishes(tx: &mut Tx, scope: &Scope, customer: CustomerId, id: PaymentId) -> Result<(), Error> {
    sqlx::query!(
        "update payments set purpose = 'top_up'
        where reseller_id = $1 and customer_id = $2 and purpose = 'activation' and state = 'open' and id <> $3",
        scope.reseller.0,
        customer.0,
        id.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The customer has the plan that was paid for, at the price that was: what was chosen after it was not.
async fn take_plan(tx: &mut Tx, scope: &Scope, customer: CustomerId, month: &FirstMonth, currency: &str) -> Result<(), Error> {
    sqlx::query!(
        "update customers set plan_id = $3, monthly_minor = $4, setup_minor = $5, currency = $6 where reseller_id = $1 and id = $2",
        scope.reseller.0,
        customer.0,
        month.plan_id.0,
        month.monthly,
        month.setup,
        currency,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How a payment ends.
struct End<'a> {
    state: PaymentState,
    purchase: &'a Purchase,
    page: Option<&'a str>,
    charge: Option<&'a str>,
    problem: Option<&'a str>,
}

async fn end(backend: &Backend, tx: &mut Tx, scope: &Scope, id: PaymentId, end: &End<'_>) -> Result<(), Error> {
    sqlx::query!(
        "update payments set state = $3, settled_at = $4, charge_reference = $5, page = null, purpose = $6,
            reference = coalesce(reference, $7), problem = case when $3 = 'paid' then null else coalesce($8, problem) end
        where reseller_id = $1 and id = $2",
        scope.reseller.0,
        id.0,
        end.state.code(),
        backend.now(),
        end.charge,
        end.purchase.purpose().code(),
        end.page,
        end.problem,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The account is active from now on (S0.6), and its draft is done.
pub(crate) async fn activate(backend: &Backend, tx: &mut Tx, scope: &Scope, customer: CustomerId) -> Result<(), Error> {
    let now = backend.now();
    let active = sqlx::query!(
        "update customers set state = $3, charged_until = $4, charge_day = $6 where reseller_id = $1 and id = $2 and state = $5",
        scope.reseller.0,
        customer.0,
        CustomerState::Active.code(),
        ledger::month_after(now.date(), now.day()),
        CustomerState::AwaitingActivation.code(),
        i16::from(now.day()),
    )
    .execute(&mut **tx)
    .await?;
    if active.rows_affected() == 0 {
        return Ok(());
    }
    sqlx::query!(
        "update drafts set submitted_at = $3, customer_id = of_customer
        where reseller_id = $1 and of_customer = $2 and submitted_at is null",
        scope.reseller.0,
        customer.0,
        now,
    )
    .execute(&mut **tx)
    .await?;
    let entry = Entry { action: "customer.activated", customer: Some(customer), detail: json!({}) };
    audit::note(backend, tx, scope, entry).await
}

struct Paid<'a> {
    id: PaymentId,
    customer: CustomerId,
    purchase: &'a Purchase,
    amount: &'a Money,
    tax: i64,
}

impl Paid<'_> {
    /// What it is for, as an email names it.
    fn what_for(&self) -> More<'_> {
        More::For(self.purchase.purpose(), self.purchase.plan())
    }

    /// Writes to whoever began the payment.
    async fn write(&self, backend: &Backend, tx: &mut Tx, scope: &Scope, kind: Kind, more: More<'_>) -> Result<(), Error> {
        About { kind, id: self.id.0, payment: self.id, customer: self.customer, amount: self.amount, more }
            .to_payer(backend, tx, scope)
            .await
    }
}

/// What was charged for, and what was paid, in the customer's ledger.
async fn enter(backend: &Backend, tx: &mut Tx, scope: &Scope, paid: &Paid<'_>) -> Result<(), Error> {
    let line = |kind, amount, period: Option<Date>, what: &str| Line {
        customer: Some(paid.customer),
        kind,
        amount,
        period,
        payment: Some(paid.id),
        what: what.to_owned(),
    };
    let amount = paid.amount.minor;
    let lines = match paid.purchase {
        Purchase::Activation(month) => vec![
            line(LedgerKind::Setup, -month.setup, None, &month.plan),
            line(LedgerKind::Monthly, -month.monthly, Some(backend.now().date()), &month.plan),
            line(LedgerKind::Tax, -paid.tax, None, month.tax_name.as_deref().unwrap_or_default()),
            line(LedgerKind::Payment, amount, None, ""),
        ],
        Purchase::TopUp | Purchase::AutomaticTopUp(_) => vec![line(LedgerKind::TopUp, amount, None, "")],
        Purchase::Owed(_) => vec![line(LedgerKind::Payment, amount, None, "")],
    };
    ledger::enter(backend, tx, scope, Owner::Customer(paid.customer), &paid.amount.currency, &lines).await
}
