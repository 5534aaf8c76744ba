//! Anchors of the audit: how far each reseller's chain was at some time, signed under the server's key. Whoever owns the database can write a
//! chain that verifies; kept elsewhere (the log, a file), an anchor shows that it is another one than it was.

use domain::ids::ResellerId;
use sqlx::ConnectOptions;

use crate::{Error, Key, database::Options};

/// An anchor as a line of text: the reseller, the number of its newest entry, that entry's hash, and the signature.
fn line(key: &Key, reseller: ResellerId, number: i64, hash: &str) -> String {
    let what = format!("{reseller} {number} {hash}");
    let signature = hex::encode(key.sign(what.as_bytes()));
    format!("{what} {signature}")
}

/// An anchor for each reseller.
///
/// # Errors
/// If the database does not answer.
pub async fn anchors(pool: &sqlx::PgPool, key: &Key) -> Result<Vec<String>, Error> {
    let heads = sqlx::query!(r#"select reseller as "reseller!", number as "number!", hash as "hash!" from audit_heads_now()"#)
        .fetch_all(pool)
        .await?;
    Ok(heads.into_iter().map(|head| line(key, ResellerId(head.reseller), head.number, &hex::encode(&head.hash))).collect())
}

/// What is wrong with a database of which these anchors were taken: a sentence for each. The database's owner asks.
///
/// # Errors
/// If the database does not answer.
pub async fn check_anchors(options: &Options, key: &Key, text: &str) -> Result<Vec<String>, Error> {
    let mut owner = options.connect().await?;
    let mut wrong = Vec::new();
    for anchor in text.lines().map(str::trim).filter(|anchor| !anchor.is_empty()) {
        let parts: Vec<_> = anchor.split(' ').collect();
        let known = match parts.as_slice() {
            [reseller, number, hash, _] => {
                reseller.parse().ok().zip(number.parse().ok()).map(|(id, number)| (id, number, *hash))
            }
            _ => None,
        };
        let Some((reseller, number, hash)) = known.filter(|(id, number, hash)| line(key, *id, *number, hash) == anchor) else {
            wrong.push(format!("not an anchor that this key signed: {anchor}"));
            continue;
        };
        let stored = sqlx::query_scalar!("select hash from audit where reseller_id = $1 and number = $2", reseller.0, number)
            .fetch_optional(&mut owner)
            .await?;
        match stored {
            None if number == 0 => {}
            Some(stored) if hex::encode(&stored) == hash => {}
            Some(_) => wrong.push(format!("{reseller}: entry {number} is another one than when it was anchored")),
            None => wrong.push(format!("{reseller}: entry {number} was anchored, and is gone")),
        }
    }
    Ok(wrong)
}
