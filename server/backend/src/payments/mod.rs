//! Payments: the provider that a reseller is connected to (`settings`), what is asked of it (`provider`), a payment from its beginning
//! (`checkout`) to what the provider says of it (`webhooks`, `settle`). Card data is entered on the provider's page and nowhere else.

mod checkout;
mod provider;
mod settings;
mod settle;
mod webhooks;

pub use checkout::{Step, cancel, find, go_on, pay_owed};
pub(crate) use checkout::{Wanted, begin, open_of};
pub use provider::STRIPE;
pub(crate) use provider::client;
pub use settings::{Connected, Settings, Tested, connect, disconnect, publish, save_tax, settings, terms, test};
pub(crate) use settings::{is_ready, origin_of, tax};
pub(crate) use settle::activate;
pub use webhooks::{Received, receive, work, work_off};

use domain::payments::Gateway;

use crate::{Backend, Error, Scope, Tx, seal};
use provider::Provider;

/// The connected provider of the tenant, ready to be asked; `None` where none is connected.
async fn provider(backend: &Backend, tx: &mut Tx, scope: &Scope) -> Result<Option<Provider>, Error> {
    let row = sqlx::query!("select kind, secret_key from gateways where reseller_id = $1", scope.reseller.0)
        .fetch_optional(&mut **tx)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let kind = Gateway::from_code(&row.kind).ok_or(Error::Stored("gateways.kind"))?;
    let key = seal::open(backend, &scope.reseller.to_string(), &row.secret_key)?;
    let key = String::from_utf8(key).map_err(|_| Error::Sealed)?;
    Ok(Provider::at(backend, kind, key))
}
