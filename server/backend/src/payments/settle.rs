//! What a provider's verified word does to a payment, in one transaction: the account becomes active, its ledger says so, the receipt is on
//! its way. The same word twice, late, or after another one, does it once.

use domain::{
    customers::CustomerState,
    ids::{CustomerId, PaymentId, PersonId},
    money::Money,
    payments::LedgerKind,
    words::Language,
};
use serde_json::{Value, json};
use time::Date;

use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
    ledger::{self, Line, Owner},
    mail::{self, Kind, Mail},
};

/// What was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// So much was paid; by which the provider knows the money, and the payer.
    Paid { amount: i64, currency: String, charge: Option<String>, payer: Option<String> },
    /// A card was declined. The payer may take another one.
    Declined(String),
    /// Nobody can pay it any more.
    Over,
}

/// Takes what was told to a payment. Says whether it was believed: an amount or a currency that is not the payment's is not.
pub(super) async fn settle(backend: &Backend, scope: &Scope, id: PaymentId, told: Told, address: &str) -> Result<bool, Error> {
    // The provider's word is nobody's in particular: it is taken for the whole reseller, in the name of whoever began the payment.
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let made_by =
        sqlx::query_scalar!("select made_by from payments where reseller_id = $1 and id = $2", scope.reseller.0, id.0)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(Error::NotFound)?;
    drop(tx);
    let scope = &Scope::of_job(scope.reseller, PersonId(made_by));
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let row = sqlx::query!(
        "select customer_id, purpose, state, amount_minor, tax_minor, currency, detail, problem from payments
        where reseller_id = $1 and id = $2 for update",
        scope.reseller.0,
        id.0
    )
    .fetch_one(&mut *tx)
    .await?;
    let customer = CustomerId(row.customer_id);
    let note = |action, detail| Entry { action, customer: Some(customer), address, detail };
    match told {
        // It is paid: nothing that is told later changes that.
        _ if row.state == "paid" => return Ok(true),
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
        Told::Over if row.state != "open" => return Ok(true),
        Told::Over => {
            let state = if row.problem.is_some() { "declined" } else { "canceled" };
            end(backend, &mut tx, scope, id, state, None).await?;
            audit::note(backend, &mut tx, scope, note("payment.canceled", json!({ "payment": id }))).await?;
        }
        Told::Paid { amount, currency, charge, payer } => {
            if amount != row.amount_minor || !currency.eq_ignore_ascii_case(&row.currency) {
                tracing::error!(payment = %id, amount, currency, "a provider told of another amount than was asked for");
                return Ok(false);
            }
            match end(backend, &mut tx, scope, id, "paid", charge.as_deref()).await {
                // Another payment for the same sign-up stands: this one was closed and cannot have been paid. Somebody must look.
                Err(error) if error.is_constraint("payments_one_activation") => {
                    tracing::error!(payment = %id, "a sign-up was paid twice");
                    return Ok(false);
                }
                ended => ended?,
            }
            let detail = json!({ "payment": id, "amount": amount, "currency": row.currency });
            audit::note(backend, &mut tx, scope, note("payment.paid", detail)).await?;
            if row.purpose == "activation" {
                activate(backend, &mut tx, scope, customer, address).await?;
            }
            if let Some(payer) = payer {
                // By which their card is charged again.
                sqlx::query!(
                    "update customers set payer_reference = $3 where reseller_id = $1 and id = $2",
                    scope.reseller.0,
                    customer.0,
                    payer
                )
                .execute(&mut *tx)
                .await?;
            }
            let paid = Paid { id, customer, amount, tax: row.tax_minor, currency: &row.currency, detail: &row.detail };
            enter(backend, &mut tx, scope, &paid).await?;
            receipt(backend, &mut tx, scope, &paid).await?;
        }
    }
    tx.commit().await?;
    Ok(true)
}

async fn end(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    id: PaymentId,
    state: &str,
    charge: Option<&str>,
) -> Result<(), Error> {
    sqlx::query!(
        "update payments set state = $3, settled_at = $4, charge_reference = $5, page = null where reseller_id = $1 and id = $2",
        scope.reseller.0,
        id.0,
        state,
        backend.now(),
        charge,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The account is active from now on (S0.6), and its draft is done.
pub(crate) async fn activate(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    customer: CustomerId,
    address: &str,
) -> Result<(), Error> {
    let now = backend.now();
    let active = sqlx::query!(
        "update customers set state = $3, charged_until = $4 where reseller_id = $1 and id = $2 and state = $5",
        scope.reseller.0,
        customer.0,
        CustomerState::Active.code(),
        ledger::month_after(now.date(), now.day()),
        CustomerState::AwaitingActivation.code(),
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
    let entry = Entry { action: "customer.activated", customer: Some(customer), address, detail: json!({}) };
    audit::note(backend, tx, scope, entry).await
}

struct Paid<'a> {
    id: PaymentId,
    customer: CustomerId,
    amount: i64,
    tax: i64,
    currency: &'a str,
    detail: &'a Value,
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
    let lines = [
        line(LedgerKind::Setup, -part("setup"), None, plan),
        line(LedgerKind::Monthly, -part("monthly"), Some(today), plan),
        line(LedgerKind::Tax, -paid.tax, None, tax),
        line(LedgerKind::Payment, paid.amount, None, ""),
    ];
    ledger::enter(backend, tx, scope, Owner::Customer(paid.customer), paid.currency, &lines).await
}

async fn receipt(backend: &Backend, tx: &mut Tx, scope: &Scope, paid: &Paid<'_>) -> Result<(), Error> {
    let who = sqlx::query!(
        r#"select p.name, p.email, person_language(p.id) as language from people p where p.id = $1"#,
        scope.person.0
    )
    .fetch_optional(&mut **tx)
    .await?;
    // Whoever paid may have left the account meanwhile; then nobody is to be written to.
    let Some(who) = who else { return Ok(()) };
    let language = who.language.as_deref().and_then(Language::of_tag).unwrap_or_default();
    let what = paid.detail.get("what").and_then(Value::as_str).unwrap_or_default();
    let detail = json!({
        "name": who.name, "amount": Money::new(paid.amount, paid.currency).show(language), "what": what, "number": paid.id,
    });
    let mail =
        Mail { kind: Kind::Receipt, about: paid.id.0, customer: Some(paid.customer), recipient: &who.email, language, detail };
    mail::put(backend, tx, scope, mail).await
}
