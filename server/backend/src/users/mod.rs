//! The people of an account: who they are, and how they come, change and go (S0.23, S0.24).

mod change;
mod create;
mod invite;
mod invites;
mod list;

pub use change::{change, reset_factor};
pub use create::{Created, add, create, send_link};
pub(crate) use invite::{Guest, make as make_invitation, may_mail};
pub use invite::{Resent, invitations, invite, resend, revoke};
pub(crate) use invite::{lock_pending, settle};
pub use invites::{customer_of, link, of_customers};
pub use list::{find, list};

use domain::ids::CustomerId;

use crate::{Backend, Error, Scope, Tx};

/// Begins a transaction for the people of an account: one's own, or that of a customer of one's reseller.
///
/// # Errors
/// [`Error::NotFound`] if there is no such customer for this tenant.
async fn open(backend: &Backend, scope: &Scope, customer: Option<CustomerId>) -> Result<(Tx, Whose), Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let customer = match (scope.customer, customer) {
        (Some(own), None) => Some(own),
        (Some(own), Some(asked)) if own != asked => return Err(Error::NotFound),
        (_, asked) => asked,
    };
    let (name, closed) = if let Some(id) = customer {
        let row = sqlx::query!(
            r#"select name, state = 'closed' as "closed!" from customers where reseller_id = $1 and id = $2"#,
            scope.reseller.0,
            id.0
        );
        row.fetch_optional(&mut *tx).await?.map(|row| (row.name, row.closed)).ok_or(Error::NotFound)?
    } else {
        let name = sqlx::query_scalar!("select name from resellers where id = $1", scope.reseller.0);
        (name.fetch_one(&mut *tx).await?, false)
    };
    Ok((tx, Whose { customer, name, closed }))
}

/// The same where something is to be changed: of a customer who is closed, nothing is.
///
/// # Errors
/// [`Error::NotFound`] if there is no such customer for this tenant, or it is closed.
async fn open_to_change(backend: &Backend, scope: &Scope, customer: Option<CustomerId>) -> Result<(Tx, Whose), Error> {
    let (tx, whose) = open(backend, scope, customer).await?;
    if whose.closed {
        return Err(Error::NotFound);
    }
    Ok((tx, whose))
}

/// Whose people: a reseller's staff, or those of a customer.
pub(crate) struct Whose {
    pub(crate) customer: Option<CustomerId>,
    pub(crate) name: String,
    /// Whether it is a customer who is closed.
    pub(crate) closed: bool,
}

impl Whose {
    /// By which its people are found: the customer's id, or the reseller's for its staff.
    fn account(&self, scope: &Scope) -> uuid::Uuid {
        self.customer.map_or(scope.reseller.0, |id| id.0)
    }

    fn customer(&self) -> Option<uuid::Uuid> {
        self.customer.map(|id| id.0)
    }
}
