//! Payments: the provider that a reseller is connected to (`settings`), what is asked of it (`provider`), a payment from its beginning
//! (`checkout`) to what the provider says of it (`webhooks`, `settle`). Card data is entered on the provider's page and nowhere else.

mod cards;
mod charging;
mod checkout;
mod disputes;
mod owed;
mod payer;
mod provider;
mod refunds;
mod settings;
mod settle;
mod units;
mod webhooks;

pub(crate) use cards::forget_of;
pub use cards::{automatic, detach_cards, forget, save_automatic, top_up, wallet};
pub use charging::{charge_cards, draw_due};
pub use checkout::{Step, cancel, close_left, find, go_on};
pub(crate) use checkout::{Wanted, begin, hold, open_of};
pub use owed::{Owed, pay_owed};
pub use provider::STRIPE;
pub(crate) use provider::client;
pub use refunds::{Refunded, of_customer, refund, refundable, resume_refunds};
pub use settings::{
    Connected, Settings, Tested, connect, disconnect, paying_origin, publish, save_tax, settings, subscribe, terms, test,
};
pub(crate) use settings::{is_ready, origin_of, tax};
pub(crate) use settle::activate;
pub use webhooks::{Received, receive, work_off};

use std::time::Duration;

use domain::payments::Gateway;
use tokio_util::sync::CancellationToken;

use crate::{Backend, Error, Scope, Tx, jobs, seal};
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

/// How often a worker looks whether a provider told something.
const LOOK: Duration = Duration::from_millis(300);
/// How often it is looked whose card is to be charged.
const CARDS: Duration = Duration::from_mins(1);
/// How often payments are looked for that were left.
const LEFT: Duration = Duration::from_mins(10);

/// Works off what providers tell, and closes what nobody came back to, until it is told to stop.
pub async fn work(backend: Backend, stop: CancellationToken) {
    tokio::join!(
        jobs::every(LOOK, stop.clone(), "what providers told", backend.clone(), async |backend| Ok(
            work_off(&backend).await? > 0
        )),
        jobs::every(CARDS, stop.clone(), "cards that are charged", backend.clone(), async |backend| {
            draw_due(&backend).await?;
            let more = detach_cards(&backend).await?;
            Ok(charge_cards(&backend).await? || more)
        }),
        jobs::every(LEFT, stop, "payments that were left", backend, async |backend| {
            subscribe(&backend).await?;
            close_left(&backend).await?;
            resume_refunds(&backend).await?;
            Ok(false)
        }),
    );
}
