//! Customers that an older version of the server made: their answers are read from its tables once.

use std::time::Duration;

use domain::{ids::CustomerId, words::Word};
use serde::{Deserialize, Serialize};

use crate::{
    Error, Scope, Tx,
    jobs::{Context, JobError, Periodic},
};

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

/// Reads the answers of all of them.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct FillRecords;

impl Periodic for FillRecords {
    const NAME: &'static str = "fill_records";
    const TITLE: Word = Word::JobFillRecords;
    const EVERY: Duration = Duration::from_mins(10);

    async fn run(context: &Context) -> Result<(), JobError> {
        let mut all = 0;
        loop {
            let filled = sqlx::query_scalar!(r#"select records_fill(null, null, $1) as "filled!""#, MOST)
                .fetch_one(&context.backend.pool)
                .await
                .map_err(Error::from)?;
            all += usize::try_from(filled).unwrap_or_default();
            context.progress(all, None).await?;
            if filled < i64::from(MOST) {
                return Ok(());
            }
        }
    }
}
