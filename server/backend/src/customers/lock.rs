//! The lock that everybody takes who changes what a customer is: payments, suspending, closing.

use domain::{customers::CustomerState, ids::CustomerId};

use crate::{Error, Scope, Tx};

/// A customer whose row is locked until the transaction ends.
pub(crate) struct Locked {
    pub(crate) name: String,
    pub(crate) state: CustomerState,
}

/// Locks the sign-up of a customer and then the customer. The order is always this one, so that two who do it wait for each other.
///
/// # Errors
/// [`Error::NotFound`] if there is no such customer for this tenant.
pub(crate) async fn lock(tx: &mut Tx, scope: &Scope, id: CustomerId) -> Result<Locked, Error> {
    sqlx::query!("select id from drafts where reseller_id = $1 and of_customer = $2 for no key update", scope.reseller.0, id.0)
        .fetch_optional(&mut **tx)
        .await?;
    let row = sqlx::query!(
        "select name, state from customers where reseller_id = $1 and id = $2 for no key update",
        scope.reseller.0,
        id.0
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(Error::NotFound)?;
    let state = CustomerState::from_code(&row.state).ok_or(Error::Stored("customers.state"))?;
    Ok(Locked { name: row.name, state })
}
