//! A customer pays what they owe, as their ledger says and a page showed it.

use domain::{
    access::Action,
    credit::{chargeable, least},
    ids::{CustomerId, PaymentId},
    money::Money,
    paths,
    payments::PaymentState,
};

use super::{
    checkout::{Step, Wanted, begin, find, go_on},
    purchase::Purchase,
};
use crate::{Backend, Error, Scope, Tx};

/// What came of the wish to pay what is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owed {
    /// Go on there.
    Go(Step),
    /// Nothing is owed, or nobody takes money.
    Nothing,
    /// The page showed another amount than this one.
    Changed(Money),
}

/// Begins to pay what a customer owes, as their ledger says and a page showed it, and leads on to the provider. What was begun before goes
/// on.
///
/// # Errors
/// [`Error::NotFound`] if no customer's person asks, [`Error::Forbidden`] if an operator does in their place.
pub async fn pay_owed(backend: &Backend, scope: &Scope, shown: i64) -> Result<Owed, Error> {
    let customer = scope.customer.ok_or(Error::NotFound)?;
    if scope.acting {
        return Err(Error::Forbidden(Action::FinishSignUp));
    }
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    if let Some(begun) = owed_payment(&mut tx, scope, customer).await? {
        tx.commit().await?;
        // Its page may be over, or it was paid in another tab: then what is owed is another amount.
        if find(backend, scope, begun).await?.state == PaymentState::Open {
            return go_on(backend, scope, begun).await.map(Owed::Go);
        }
        tx = Tx::begin(&backend.pool, scope).await?;
    }
    // Suspended or closed at this very moment.
    let state = sqlx::query_scalar!(
        "select state from customers where reseller_id = $1 and id = $2 for no key update",
        scope.reseller.0,
        customer.0
    );
    if state.fetch_one(&mut *tx).await? != "active" {
        return Ok(Owed::Nothing);
    }
    // Two tabs wait for each other here: the second one finds what the first began.
    let ledger = sqlx::query!(
        "select balance_minor, currency from ledger_accounts where reseller_id = $1 and customer_id = $2 for update",
        scope.reseller.0,
        customer.0,
    )
    .fetch_optional(&mut *tx)
    .await?;
    // Their card is being charged for it just now.
    if let Some(charging) = charging(&mut tx, scope, customer).await? {
        return Ok(Owed::Go(Step::Look(paths::payment(charging))));
    }
    let payment = if let Some(begun) = owed_payment(&mut tx, scope, customer).await? {
        Some(begun)
    } else if let Some(ledger) = ledger.filter(|ledger| -ledger.balance_minor >= least(&ledger.currency)) {
        if shown != -ledger.balance_minor {
            return Ok(Owed::Changed(Money::new(-ledger.balance_minor, ledger.currency)));
        }
        let wanted = Wanted {
            customer,
            purchase: Purchase::Owed(None),
            amount: chargeable(-ledger.balance_minor, &ledger.currency),
            tax: 0,
            currency: &ledger.currency,
        };
        begin(backend, &mut tx, scope, wanted).await?
    } else {
        None
    };
    let Some(payment) = payment else { return Ok(Owed::Nothing) };
    tx.commit().await?;
    go_on(backend, scope, payment).await.map(Owed::Go)
}

/// The payment for which a card is being charged.
async fn charging(tx: &mut Tx, scope: &Scope, customer: CustomerId) -> Result<Option<PaymentId>, Error> {
    let charging = sqlx::query_scalar!(
        "select id from payments where reseller_id = $1 and customer_id = $2 and state = 'open' and next_at is not null",
        scope.reseller.0,
        customer.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(charging.map(PaymentId))
}

/// The payment of what is owed that is under way.
async fn owed_payment(tx: &mut Tx, scope: &Scope, customer: CustomerId) -> Result<Option<PaymentId>, Error> {
    let begun = sqlx::query_scalar!(
        "select id from payments where reseller_id = $1 and customer_id = $2 and purpose = 'monthly' and state = 'open'
            and next_at is null",
        scope.reseller.0,
        customer.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(begun.map(PaymentId))
}
