//! Whether this database may be served as it is asked for: under the key that its secrets were stored under, as a demonstration or not, and
//! as the one that sends and charges, not as a restored copy of it.

use crate::{Backend, Error, Key};

/// What is known of the database.
#[derive(Clone, Debug)]
pub struct Deployment {
    key: Option<Vec<u8>>,
    demo: bool,
    last_home: Option<String>,
    this_home: String,
}

impl Deployment {
    /// What the database says of itself.
    ///
    /// # Errors
    /// If it does not answer.
    pub async fn of(pool: &sqlx::PgPool) -> Result<Self, Error> {
        let row = sqlx::query!(r#"select key, is_demo as "demo!", last_home, this_home as "this_home!" from deployment_of()"#)
            .fetch_one(pool)
            .await?;
        Ok(Self { key: row.key, demo: row.demo, last_home: row.last_home, this_home: row.this_home })
    }

    /// Whether secrets were stored already: then a missing key must not be replaced by a new one.
    pub const fn has_key(&self) -> bool {
        self.key.is_some()
    }

    /// Why it may not be served, as a sentence for the operator.
    ///
    /// # Errors
    /// The sentence.
    pub fn check(&self, key: &Key, demo: bool) -> Result<(), Error> {
        if self.key.as_ref().is_some_and(|known| *known != key.fingerprint()) {
            return Err(Error::Refused(
                "its secrets were stored under another key than the one in --key-file: restore the key file from the backup"
                    .to_owned(),
            ));
        }
        if self.demo && !demo {
            return Err(Error::Refused(
                "it holds the demonstration's people, whose password is published: start with --demo, or use another database"
                    .to_owned(),
            ));
        }
        Ok(())
    }

    /// Whether it is a copy: it was last served at another place, or was restored from a backup.
    pub fn is_copy(&self) -> bool {
        self.last_home.as_ref().is_some_and(|home| *home != self.this_home)
    }
}

/// From now on it is served under this key, here.
///
/// # Errors
/// If the database does not answer.
pub async fn keep(backend: &Backend, deployment: &Deployment, demo: bool) -> Result<(), Error> {
    sqlx::query!("select deployment_set($1, $2, $3)", backend.key.fingerprint(), demo.then_some(true), deployment.this_home)
        .execute(&backend.pool)
        .await?;
    Ok(())
}

/// A copy is the one that sends and charges from now on.
///
/// # Errors
/// If the database does not answer.
pub async fn adopt(pool: &sqlx::PgPool, deployment: &Deployment) -> Result<(), Error> {
    sqlx::query!("select deployment_set(null, null, $1)", deployment.this_home).execute(pool).await?;
    Ok(())
}

/// The database was restored from a backup: it is a copy, wherever it is.
///
/// # Errors
/// If the database does not answer.
pub async fn mark_copy(options: &crate::database::Options) -> Result<(), Error> {
    use sqlx::ConnectOptions;

    let mut owner = options.connect().await?;
    sqlx::query!("select deployment_set(null, null, 'restored')").execute(&mut owner).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Deployment;
    use crate::Key;

    #[test]
    fn a_database_is_served_under_its_key_and_a_demonstration_as_one() {
        let (ours, other) = (Key::new([1; 32]), Key::new([2; 32]));
        let new = Deployment { key: None, demo: false, last_home: None, this_home: "1/2".to_owned() };
        assert!(new.check(&ours, false).is_ok() && !new.is_copy());
        let used = Deployment { key: Some(ours.fingerprint()), last_home: Some("1/2".to_owned()), ..new.clone() };
        assert!(used.check(&ours, false).is_ok() && !used.is_copy());
        assert!(used.check(&other, false).unwrap_err().to_string().contains("another key"));
        assert!(Deployment { last_home: Some("1/3".to_owned()), ..used.clone() }.is_copy());
        let demo = Deployment { demo: true, ..used };
        assert!(demo.check(&ours, true).is_ok());
        assert!(demo.check(&ours, false).unwrap_err().to_string().contains("--demo"));
    }
}
