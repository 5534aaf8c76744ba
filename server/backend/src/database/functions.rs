//! The functions and triggers of the database. They live in `migrations/functions`, one file a topic, and are created again when a server
//! starts with files that this database has not seen yet: changing one is a change of its file.
//!
//! The version before may still run, so a function keeps its arguments and its result; where they change, the function gets another name.

use sha2::{Digest, Sha256};
use sqlx::{Connection, Executor, PgConnection};

use crate::Error;

/// The files. They may call each other's functions, so their order does not matter.
pub(super) const FILES: [(&str, &str); 12] = [
    ("tenants", include_str!("../../../../migrations/functions/tenants.sql")),
    ("sessions", include_str!("../../../../migrations/functions/sessions.sql")),
    ("people", include_str!("../../../../migrations/functions/people.sql")),
    ("sign_in", include_str!("../../../../migrations/functions/sign_in.sql")),
    ("links", include_str!("../../../../migrations/functions/links.sql")),
    ("mails", include_str!("../../../../migrations/functions/mails.sql")),
    ("payments", include_str!("../../../../migrations/functions/payments.sql")),
    ("jobs", include_str!("../../../../migrations/functions/jobs.sql")),
    ("retired", include_str!("../../../../migrations/functions/retired.sql")),
    ("audit", include_str!("../../../../migrations/functions/audit.sql")),
    ("customers", include_str!("../../../../migrations/functions/customers.sql")),
    ("deployment", include_str!("../../../../migrations/functions/deployment.sql")),
];

/// Creates the functions of this version, unless the database has them or had them: then a newer version has replaced them.
///
/// # Errors
/// If the database does not answer, or a file has a mistake.
pub(super) async fn create(owner: &mut PgConnection) -> Result<(), Error> {
    let hash = hash();
    let mut tx = owner.begin().await?;
    // Servers that start together wait for each other here.
    tx.execute("lock table function_sets in exclusive mode").await?;
    let is_new =
        sqlx::query_scalar!("insert into function_sets (hash) values ($1) on conflict do nothing returning true", hash)
            .fetch_optional(&mut *tx)
            .await?
            .is_some();
    if is_new {
        // Without looking into the bodies first, since one may call another that comes later; then with it, so that a mistake is found.
        for check in ["set local check_function_bodies = off", "set local check_function_bodies = on"] {
            tx.execute(check).await?;
            for (_, sql) in FILES {
                tx.execute(sql).await?;
            }
        }
    } else if sqlx::query_scalar!(
        r#"select hash <> $1 as "is_older!" from function_sets order by created_at desc, hash limit 1"#,
        hash
    )
    .fetch_one(&mut *tx)
    .await?
    {
        tracing::warn!("the functions of the database are those of a newer version: they stay");
    }
    tx.commit().await?;
    Ok(())
}

/// Names this version's functions.
fn hash() -> String {
    hex::encode(FILES.iter().fold(Sha256::new(), |hash, (_, sql)| hash.chain_update(sql)).finalize())
}

/// Names the whole schema of this version: its migrations and its functions.
#[cfg(feature = "testing")]
pub(crate) fn schema_hash() -> String {
    let hash = super::MIGRATOR.iter().fold(Sha256::new(), |hash, migration| hash.chain_update(&*migration.checksum));
    hex::encode(&hash.chain_update(self::hash()).finalize()[..12])
}
