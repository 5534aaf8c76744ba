//! What a provider's verified word does to a payment, in one transaction: the account becomes active, its ledger says so, the receipt is on
//! its way. The same word twice, late, or after another one, does it once.

use domain::{
    customers::CustomerState,
    ids::{CustomerId, PaymentId, PersonId},
    money::Money,
    payments::{LedgerKind, reasons::Purpose},
};
use serde_json::{Value, json};
use time::Date;

use super::{
    cards::KeepCard,
    payer::{About, More},
};
use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
    customers, jobs,
    ledger::{self, Line, Owner},
    mail::Kind,
};

/// What was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// So much was paid, in the currency's minor units; by which the provider knows the money, and the payer.
    Paid { amount: i64, currency: String, charge: Option<String>, payer: Option<String> },
    /// A card was declined. The payer may take another one.
    Declined(String),
    /// A card that was charged without its owner was declined: nobody can pay it any more.
    Refused(String),
    /// Nobody can pay it any more.
    Over,
    /// It was given up before there was a page to pay it on.
    Left,
}

/// Takes what was told to a payment, of the provider's page with this name. Says whether it was believed: an amount, a currency or a page
/// that is not the payment's is not.
pub(super) async fn settle(
    backend: &Backend,
    scope: &Scope,
    id: PaymentId,
    page: Option<&str>,
    told: Told,
) -> Result<bool, Error> {
    // The provider's word is nobody's in particular: it is taken for the whole reseller, in the name of whoever began the payment.
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
    let stands = customers::lock(&mut tx, scope, customer).await?.state;
    let row = sqlx::query!(
        "select purpose, state, amount_minor, tax_minor, currency, detail, problem, reference, charge_reference, next_at from payments
        where reseller_id = $1 and id = $2 for update",
        scope.reseller.0,
        id.0
    )
    .fetch_one(&mut *tx)
    .await?;
    let of_row = |purpose| Paid {
        id,
        customer,
        purpose,
        amount: row.amount_minor,
        tax: row.tax_minor,
        currency: &row.currency,
        detail: &row.detail,
    };
    let is_other_page = page.zip(row.reference.as_deref()).is_some_and(|(page, ours)| page != ours);
    let note = |action, detail| Entry { action, customer: Some(customer), detail };
    match told {
        // The money is there a second time, or under a page that we do not know: it is booked, and somebody must look.
        Told::Paid { amount, currency, charge: Some(charge), .. }
            if (row.state == "paid" && row.charge_reference.as_ref().is_some_and(|known| *known != charge))
                || is_other_page =>
        {
            let money = Money::new(amount, currency.to_uppercase());
            let booked = book_other(backend, &mut tx, scope, customer, id, &money, &charge).await?;
            tx.commit().await?;
            if booked {
                tracing::error!(payment = %id, charge, "a payment was paid twice: the second time is booked as credit");
            }
            return Ok(!is_other_page);
        }
        // It is paid: nothing that is told later changes that.
        _ if row.state == "paid" => return Ok(true),
        Told::Left if row.reference.is_some() => return Ok(false),
        _ if is_other_page => {
            tracing::error!(payment = %id, page, "a provider told of another page than the payment's");
            return Ok(false);
        }
        Told::Declined(why) => {
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
        Told::Over | Told::Left | Told::Refused(_) if row.state != "open" => return Ok(true),
        Told::Refused(why) => {
            let over = End { state: "declined", purpose: &row.purpose, page, charge: None, problem: Some(&why) };
            end(backend, &mut tx, scope, id, &over).await?;
            let detail = json!({ "payment": id, "why": why });
            audit::note(backend, &mut tx, scope, note("payment.declined", detail)).await?;
            of_row(&row.purpose).write(backend, &mut tx, scope, Kind::CardDeclined, More::Declined(&why)).await?;
        }
        Told::Over | Told::Left => {
            let state = if row.problem.is_some() { "declined" } else { "canceled" };
            let over = End { state, purpose: &row.purpose, page, charge: None, problem: None };
            end(backend, &mut tx, scope, id, &over).await?;
            audit::note(backend, &mut tx, scope, note("payment.canceled", json!({ "payment": id }))).await?;
        }
        Told::Paid { amount, currency, charge, payer } => {
            if amount != row.amount_minor || !currency.eq_ignore_ascii_case(&row.currency) {
                tracing::error!(payment = %id, amount, currency, "a provider told of another amount than was asked for");
                return Ok(false);
            }
            // A sign-up that is finished already was paid twice, or cost nothing in the end: then the money is to their credit.
            let finishes = row.purpose == "activation" && stands == CustomerState::AwaitingActivation;
            let purpose = if row.purpose == "activation" && !finishes { "top_up" } else { row.purpose.as_str() };
            let over = End { state: "paid", purpose, page, charge: charge.as_deref(), problem: None };
            // A card that is charged without its owner is kept already, or was forgotten meanwhile.
            let payer = payer.filter(|_| row.next_at.is_none());
            if payer.is_some() {
                jobs::enqueue(backend, &mut tx, &KeepCard { payment: id }).await?;
            }
            take(backend, &mut tx, scope, &of_row(purpose), &over, payer).await?;
        }
    }
    tx.commit().await?;
    Ok(true)
}

/// The money is there.
async fn take(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    paid: &Paid<'_>,
    over: &End<'_>,
    payer: Option<String>,
) -> Result<(), Error> {
    let Paid { id, customer, purpose, .. } = *paid;
    let finishes = purpose == "activation";
    // Ledgers are locked before anything is noted, here as everywhere: else two would wait for each other.
    enter(backend, tx, scope, paid).await?;
    if finishes {
        no_other_finishes(tx, scope, customer, id).await?;
    }
    end(backend, tx, scope, id, over).await?;
    let detail = json!({ "payment": id, "amount": paid.amount, "currency": paid.currency, "purpose": purpose });
    let entry = Entry { action: "payment.paid", customer: Some(customer), detail };
    audit::note(backend, tx, scope, entry).await?;
    if finishes {
        take_plan(tx, scope, customer, paid.detail, paid.currency).await?;
        activate(backend, tx, scope, customer).await?;
    }
    if let Some(payer) = payer {
        // By which their card is charged again.
        sqlx::query!(
            "update customers set payer_reference = $3 where reseller_id = $1 and id = $2",
            scope.reseller.0,
            customer.0,
            payer
        )
        .execute(&mut **tx)
        .await?;
    }
    paid.write(backend, tx, scope, Kind::Receipt, paid.purpose()?).await
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
    let paid =
        Paid { id, customer, purpose: "top_up", amount: money.minor, tax: 0, currency: &money.currency, detail: &detail };
    sqlx::query!(
        "insert into payments (reseller_id, id, customer_id, purpose, state, amount_minor, currency, detail, charge_reference,
            made_by, made_at, settled_at)
        values ($1, $2, $3, $4, 'paid', $5, $6, $7, $8, $9, $10, $10)",
        scope.reseller.0,
        id.0,
        customer.0,
        paid.purpose,
        paid.amount,
        paid.currency,
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
    paid.write(backend, tx, scope, Kind::Receipt, paid.purpose()?).await?;
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
async fn take_plan(tx: &mut Tx, scope: &Scope, customer: CustomerId, detail: &Value, currency: &str) -> Result<(), Error> {
    let part = |name: &str| detail.get(name).and_then(Value::as_i64).ok_or(Error::Stored("payments.detail"));
    let plan = detail.get("plan_id").and_then(Value::as_str).and_then(|id| id.parse::<uuid::Uuid>().ok());
    sqlx::query!(
        "update customers set plan_id = $3, monthly_minor = $4, setup_minor = $5, currency = $6 where reseller_id = $1 and id = $2",
        scope.reseller.0,
        customer.0,
        plan.ok_or(Error::Stored("payments.detail"))?,
        part("monthly")?,
        part("setup")?,
        currency,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How a payment ends.
struct End<'a> {
    state: &'a str,
    purpose: &'a str,
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
        end.state,
        backend.now(),
        end.charge,
        end.purpose,
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
    purpose: &'a str,
    amount: i64,
    tax: i64,
    currency: &'a str,
    detail: &'a Value,
}

impl Paid<'_> {
    /// What it is for.
    fn purpose(&self) -> Result<More<'_>, Error> {
        let purpose = Purpose::from_code(self.purpose).ok_or(Error::Stored("payments.purpose"))?;
        Ok(More::For(purpose, self.detail.get("plan").and_then(Value::as_str).unwrap_or_default()))
    }

    /// Writes to whoever began the payment.
    async fn write(&self, backend: &Backend, tx: &mut Tx, scope: &Scope, kind: Kind, more: More<'_>) -> Result<(), Error> {
        let amount = &Money::new(self.amount, self.currency);
        About { kind, id: self.id.0, payment: self.id, customer: self.customer, amount, more }
            .to_payer(backend, tx, scope)
            .await
    }
}

/// What was charged for, and what was paid, in the customer's ledger.
async fn enter(backend: &Backend, tx: &mut Tx, scope: &Scope, paid: &Paid<'_>) -> Result<(), Error> {
    let part = |name: &str| paid.detail.get(name).and_then(Value::as_i64).unwrap_or_default();
    let plan = paid.detail.get("plan").and_then(Value::as_str).unwrap_or_default();
    let tax = paid.detail.get("tax_name").and_then(Value::as_str).unwrap_or_default();
    let line = |kind, amount, period: Option<Date>, what: &str| Line {
        customer: Some(paid.customer),
        kind,
        amount,
        period,
        payment: Some(paid.id),
        what: what.to_owned(),
    };
    let today = backend.now().date();
    let lines = match paid.purpose {
        "activation" => vec![
            line(LedgerKind::Setup, -part("setup"), None, plan),
            line(LedgerKind::Monthly, -part("monthly"), Some(today), plan),
            line(LedgerKind::Tax, -paid.tax, None, tax),
            line(LedgerKind::Payment, paid.amount, None, ""),
        ],
        "top_up" | "automatic_top_up" => vec![line(LedgerKind::TopUp, paid.amount, None, "")],
        _ => vec![line(LedgerKind::Payment, paid.amount, None, "")],
    };
    ledger::enter(backend, tx, scope, Owner::Customer(paid.customer), paid.currency, &lines).await
}
