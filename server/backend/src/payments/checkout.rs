//! A payment from its beginning until the provider's word: its row first, then the provider's page, under the row's id as the key, so that
//! whatever is sent twice makes one page.

use domain::{
    access::Action,
    ids::{CustomerId, DraftId, PaymentId},
    money::Money,
    paths,
    payments::{Payment, PaymentState},
    words::Word,
};
use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;

use super::{
    provider,
    provider::{Fault, Order, Session},
    settle::{self, Told},
};
use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
};

/// What is to be paid.
pub(crate) struct Wanted<'a> {
    pub(crate) customer: CustomerId,
    pub(crate) purpose: &'static str,
    pub(crate) amount: i64,
    pub(crate) tax: i64,
    pub(crate) currency: &'a str,
    pub(crate) detail: Value,
}

/// The payment that is under way for a customer's sign-up.
pub(crate) async fn open_of(tx: &mut Tx, scope: &Scope, customer: CustomerId) -> Result<Option<PaymentId>, Error> {
    let open = sqlx::query_scalar!(
        "select id from payments where reseller_id = $1 and customer_id = $2 and purpose = 'activation' and state = 'open'",
        scope.reseller.0,
        customer.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(open.map(PaymentId))
}

/// Begins a payment. The caller commits, and then leads on to the provider by [`go_on`].
pub(crate) async fn begin(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    wanted: Wanted<'_>,
    address: &str,
) -> Result<PaymentId, Error> {
    let id = PaymentId(backend.new_id());
    sqlx::query!(
        "insert into payments (reseller_id, id, customer_id, purpose, amount_minor, tax_minor, currency, detail, made_by, made_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        scope.reseller.0,
        id.0,
        wanted.customer.0,
        wanted.purpose,
        wanted.amount,
        wanted.tax,
        wanted.currency,
        wanted.detail,
        scope.person.0,
        backend.now(),
    )
    .execute(&mut **tx)
    .await?;
    let detail = json!({ "payment": id, "amount": wanted.amount, "currency": wanted.currency, "purpose": wanted.purpose });
    let entry = Entry { action: "payment.started", customer: Some(wanted.customer), address, detail };
    audit::note(backend, tx, scope, entry).await?;
    Ok(id)
}

/// Where a payer goes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the provider's page.
    Pay(String),
    /// To our page of the payment: it is settled, or the provider does not answer.
    Look(String),
}

struct Row {
    customer: CustomerId,
    activates: bool,
    state: PaymentState,
    amount: i64,
    currency: String,
    refunded: i64,
    reference: Option<String>,
    page: Option<String>,
    problem: Option<String>,
    draft: Option<uuid::Uuid>,
    what: String,
    email: String,
    made_at: time::OffsetDateTime,
}

async fn row(tx: &mut Tx, scope: &Scope, id: PaymentId) -> Result<Row, Error> {
    let row = sqlx::query!(
        r#"select y.customer_id, y.purpose, y.state, y.amount_minor, y.currency, y.refunded_minor, y.reference, y.page, y.problem, y.made_at,
            y.detail ->> 'what' as what, p.email as "email?",
            (select d.id from drafts d where d.reseller_id = y.reseller_id and d.of_customer = y.customer_id
                and d.submitted_at is null) as draft
        from payments y left join people p on p.id = y.made_by
        where y.reseller_id = $1 and y.id = $2"#,
        scope.reseller.0,
        id.0,
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(Row {
        customer: CustomerId(row.customer_id),
        activates: row.purpose == "activation",
        state: PaymentState::from_code(&row.state).ok_or(Error::Stored("payments.state"))?,
        amount: row.amount_minor,
        currency: row.currency,
        refunded: row.refunded_minor,
        reference: row.reference,
        page: row.page,
        problem: row.problem,
        draft: row.draft,
        what: row.what.unwrap_or_default(),
        email: row.email.unwrap_or_default(),
        made_at: row.made_at,
    })
}

/// Leads a payer to the provider's page of an open payment, which is made where there is none yet.
///
/// # Errors
/// [`Error::NotFound`] if there is no such payment for this tenant.
pub async fn go_on(backend: &Backend, scope: &Scope, id: PaymentId) -> Result<Step, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let row = row(&mut tx, scope, id).await?;
    let provider = provider(backend, &mut tx, scope).await?;
    tx.commit().await?;
    let ours = paths::payment(id);
    if row.state != PaymentState::Open {
        return Ok(Step::Look(ours));
    }
    if let Some(page) = row.page {
        return Ok(Step::Pay(page));
    }
    let Some(provider) = provider else { return Ok(Step::Look(ours)) };
    let order = Order {
        id: &id.to_string(),
        amount: row.amount,
        currency: &row.currency,
        what: &row.what,
        email: &row.email,
        back: &format!("{}{ours}", backend.origin()),
    };
    let session = match provider.order(&order).await {
        Ok(session) => session,
        Err(fault) => {
            tracing::warn!(payment = %id, why = fault.said(), "a provider made no page");
            return Ok(Step::Look(ours));
        }
    };
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    sqlx::query!(
        "update payments set reference = $3, page = $4 where reseller_id = $1 and id = $2 and state = 'open'",
        scope.reseller.0,
        id.0,
        session.id,
        session.url,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(session.url.map_or(Step::Look(ours), Step::Pay))
}

/// Begins to pay what a customer owes, as their ledger says, and leads on to the provider; `None` where nothing is owed. What was begun
/// before goes on.
///
/// # Errors
/// [`Error::NotFound`] if no customer's person asks, [`Error::Forbidden`] if an operator does in their place.
pub async fn pay_owed(backend: &Backend, scope: &Scope, address: &str) -> Result<Option<Step>, Error> {
    let customer = scope.customer.ok_or(Error::NotFound)?;
    if scope.acting {
        return Err(Error::Forbidden(Action::FinishSignUp));
    }
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    // Two tabs wait for each other here: the second one finds what the first began.
    let ledger = sqlx::query!(
        "select balance_minor, currency from ledger_accounts where reseller_id = $1 and customer_id = $2 for update",
        scope.reseller.0,
        customer.0,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(ledger) = ledger.filter(|ledger| ledger.balance_minor < 0) else { return Ok(None) };
    let begun = sqlx::query_scalar!(
        "select id from payments where reseller_id = $1 and customer_id = $2 and purpose = 'monthly' and state = 'open'",
        scope.reseller.0,
        customer.0,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let payment = if let Some(begun) = begun {
        PaymentId(begun)
    } else {
        let wanted = Wanted {
            customer,
            purpose: "monthly",
            amount: -ledger.balance_minor,
            tax: 0,
            currency: &ledger.currency,
            detail: json!({ "what": Word::PaymentForOwed.text(scope.language()) }),
        };
        begin(backend, &mut tx, scope, wanted, address).await?
    };
    tx.commit().await?;
    go_on(backend, scope, payment).await.map(Some)
}

/// What a session says of its payment; `None` while it says nothing.
pub(super) fn told(session: &Session) -> Option<Told> {
    match (session.payment_status.as_deref(), session.status.as_deref()) {
        (Some("paid"), _) => Some(Told::Paid {
            amount: session.amount_total.unwrap_or_default(),
            currency: session.currency.clone().unwrap_or_default(),
            charge: session.payment_intent.clone(),
            payer: session.customer.clone(),
        }),
        (_, Some("expired")) => Some(Told::Over),
        _ => None,
    }
}

/// A payment, after asking the provider where nobody knows yet.
///
/// # Errors
/// [`Error::NotFound`] if there is no such payment for this tenant.
pub async fn find(backend: &Backend, scope: &Scope, id: PaymentId) -> Result<Payment, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let mut found = row(&mut tx, scope, id).await?;
    let provider = provider(backend, &mut tx, scope).await?;
    tx.commit().await?;
    let mut unasked = false;
    if found.state == PaymentState::Open
        && let (Some(provider), Some(reference)) = (provider, &found.reference)
    {
        match provider.look(reference).await {
            Ok(session) => {
                if let Some(told) = told(&session).filter(|_| session.client_reference_id == Some(id.to_string())) {
                    settle::settle(backend, scope, id, told, "").await?;
                    let mut tx = Tx::begin(&backend.pool, scope).await?;
                    found = row(&mut tx, scope, id).await?;
                    tx.commit().await?;
                }
            }
            Err(fault) => {
                tracing::warn!(payment = %id, why = fault.said(), "a provider did not say what became of a payment");
                unasked = true;
            }
        }
    }
    unasked |= found.state == PaymentState::Open && found.reference.is_none();
    Ok(Payment {
        id,
        customer: found.customer,
        activates: found.activates,
        state: found.state,
        amount: Money::new(found.amount, found.currency.clone()),
        refunded: Money::new(found.refunded, found.currency),
        page: found.page,
        problem: found.problem,
        draft: found.draft.map(DraftId),
        made: (found.made_at.unix_timestamp(), found.made_at.format(&Rfc3339).unwrap_or_default()),
        unasked,
    })
}

/// Gives an open payment up: the provider's page is closed first, so that nobody pays on it later. Says whether it is over; false where
/// the provider does not answer, so that nobody knows.
///
/// # Errors
/// [`Error::NotFound`] if there is no such payment for this tenant.
pub async fn cancel(backend: &Backend, scope: &Scope, id: PaymentId, address: &str) -> Result<bool, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let row = row(&mut tx, scope, id).await?;
    let provider = provider(backend, &mut tx, scope).await?;
    tx.commit().await?;
    if row.state != PaymentState::Open {
        return Ok(true);
    }
    if let (Some(provider), Some(reference)) = (provider, &row.reference) {
        match provider.expire(reference).await {
            Ok(_) => {}
            // It is over there already: by being paid, or by its time.
            Err(Fault::Refused(..)) => {
                let Ok(session) = provider.look(reference).await else { return Ok(false) };
                let Some(told) = told(&session) else { return Ok(false) };
                settle::settle(backend, scope, id, told, address).await?;
                return Ok(true);
            }
            Err(fault) => {
                tracing::warn!(payment = %id, why = fault.said(), "a provider did not close a page");
                return Ok(false);
            }
        }
    }
    settle::settle(backend, scope, id, Told::Over, address).await?;
    Ok(true)
}
