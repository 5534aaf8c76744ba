//! Customers that an older version of the server made: their answers are read from its tables once.

use std::time::Duration;

use domain::ids::CustomerId;
use tokio_util::sync::CancellationToken;

use crate::{Backend, Error, Scope, Tx, jobs};

/// How often customers without a record are looked for.
const LOOK: Duration = Duration::from_mins(10);
/// How many are read at once.
const MOST: i32 = 500;

/// Reads the answers of one customer. Waits for whoever is changing or reading it at the same time.
pub(super) async fn one(tx: &mut Tx, scope: &Scope, id: CustomerId) -> Result<(), Error> {
    sqlx::query!("select id from customers where reseller_id = $1 and id = $2 for no key update", scope.reseller.0, id.0)
        .fetch_optional(&mut **tx)
        .await?;
    sqlx::query_scalar!("select records_fill($1, $2, 1)", scope.reseller.0, id.0).fetch_one(&mut **tx).await?;
    Ok(())
}

/// Reads the answers of all of them, until it is told to stop.
pub async fn work(backend: Backend, stop: CancellationToken) {
    jobs::every(LOOK, stop, "records of customers", backend, async |backend| {
        let filled =
            sqlx::query_scalar!(r#"select records_fill(null, null, $1) as "filled!""#, MOST).fetch_one(&backend.pool).await?;
        Ok(filled >= i64::from(MOST))
    })
    .await;
}
