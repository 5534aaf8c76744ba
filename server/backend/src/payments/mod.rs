//! Payments: the provider that a reseller is connected to (`settings`), what is asked of it (`provider`), a payment from its beginning
//! (`checkout`) to what the provider says of it (`webhooks`, `settle`). Card data is entered on the provider's page and nowhere else.

mod cards;
mod charging;
mod checkout;
mod disputes;
mod owed;
mod payer;
mod provider;
mod purchase;
mod refunds;
mod settings;
mod settle;
mod transition;
mod units;
mod webhooks;

pub(crate) use cards::forget_of;
pub(crate) use cards::{DetachCard, KeepCard};
pub use cards::{automatic, forget, save_automatic, top_up, wallet};
pub use charging::draw_due;
pub(crate) use charging::{ChargeCard, ChargeDueCards};
pub(crate) use checkout::CloseLeftPayments;
pub use checkout::{Step, cancel, close_left, find, go_on};
pub(crate) use checkout::{Wanted, begin, hold, open_of};
pub use owed::{Owed, pay_owed};
pub use provider::STRIPE;
pub(crate) use provider::client;
pub(crate) use purchase::{FirstMonth, Purchase};
pub(crate) use refunds::ResumeRefund;
pub use refunds::{Refunded, of_customer, refund, refundable};
pub(crate) use settings::SubscribeToEvents;
pub use settings::{
    Connected, Settings, Tested, connect, disconnect, paying_origin, publish, save_tax, settings, subscribe, terms, test,
};
pub(crate) use settings::{is_ready, origin_of, tax};
pub(crate) use settle::activate;
pub(crate) use webhooks::TakeEvent;
pub use webhooks::{Received, receive};

use domain::payments::Gateway;

use crate::{Backend, Error, Scope, Tx, seal};
use provider::Provider;

/// The connected provider of the tenant, ready to be asked; `None` where none is connected, or its key was sealed under a server's key
/// that is lost: then another one must be connected.
async fn provider(backend: &Backend, tx: &mut Tx, scope: &Scope) -> Result<Option<Provider>, Error> {
    let row = sqlx::query!("select kind, secret_key from gateways where reseller_id = $1", scope.reseller.0)
        .fetch_optional(&mut **tx)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let kind = Gateway::from_code(&row.kind).ok_or(Error::Stored("gateways.kind"))?;
    let key = match seal::open(backend, &scope.reseller.to_string(), &row.secret_key) {
        Ok(key) => String::from_utf8(key).map_err(|_| Error::Stored("gateways.secret_key"))?,
        Err(Error::Sealed) => {
            tracing::error!(reseller = %scope.reseller, "a payment provider's key cannot be unsealed: it must be connected anew");
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    Ok(Provider::at(backend, kind, key))
}
