//! Whether this database may be served as it is asked for: under the key that its secrets were stored under, as a demonstration or not, and
//! as the one that sends and charges, not as a restored copy of it.

use sha2::{Digest, Sha256};

use crate::{Backend, Error, Key};

/// Where a server reaches its database, as a fingerprint: machines' ids and hosts' names stay where they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place(String);

impl Place {
    /// The place that a text describes.
    pub fn new(text: &str) -> Self {
        let digest = Sha256::new().chain_update(b"portico place ").chain_update(text).finalize();
        Self(hex::encode(&digest[..16]))
    }
}

/// What is known of the database.
#[derive(Clone, Debug)]
pub struct Deployment {
    key: Option<Vec<u8>>,
    demo: bool,
    last_home: Option<String>,
    this_home: String,
    last_place: Option<Place>,
    this_place: Place,
}

impl Deployment {
    /// What the database says of itself, which a server reaches at this place.
    ///
    /// # Errors
    /// If it does not answer.
    pub async fn of(pool: &sqlx::PgPool, place: Place) -> Result<Self, Error> {
        let row = sqlx::query!(r#"select key, is_demo as "demo!", last_home, this_home as "this_home!" from deployment_of()"#)
            .fetch_one(pool)
            .await?;
        let last_place = sqlx::query_scalar!("select deployment_place()").fetch_one(pool).await?;
        Ok(Self {
            key: row.key,
            demo: row.demo,
            last_home: row.last_home,
            this_home: row.this_home,
            last_place: last_place.map(Place),
            this_place: place,
        })
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

    /// Whether it is a copy: it was last served at another place, or was restored from a backup. A logical copy has other identifiers, a
    /// physical one has the same at another place.
    pub fn is_copy(&self) -> bool {
        self.last_home.as_ref().is_some_and(|home| *home != self.this_home)
            || self.last_place.as_ref().is_some_and(|place| *place != self.this_place)
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
    sqlx::query!("select deployment_serve($1, $2)", deployment.this_home, deployment.this_place.0)
        .execute(&backend.pool)
        .await?;
    Ok(())
}

/// A copy is the one that sends and charges from now on. Its place is the one of the server that starts next: this may run elsewhere.
///
/// # Errors
/// If the database does not answer.
pub async fn adopt(pool: &sqlx::PgPool, deployment: &Deployment) -> Result<(), Error> {
    sqlx::query!("select deployment_serve($1, null)", deployment.this_home).execute(pool).await?;
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
    use super::{Deployment, Place};
    use crate::Key;

    #[test]
    fn a_database_is_served_under_its_key_and_a_demonstration_as_one() {
        let (ours, other) = (Key::new([1; 32]), Key::new([2; 32]));
        let new = Deployment {
            key: None,
            demo: false,
            last_home: None,
            this_home: "1/2".to_owned(),
            last_place: None,
            this_place: Place::new("db:5432"),
        };
        assert!(new.check(&ours, false).is_ok() && !new.is_copy());
        let used = Deployment { key: Some(ours.fingerprint()), last_home: Some("1/2".to_owned()), ..new.clone() };
        assert!(used.check(&ours, false).is_ok() && !used.is_copy());
        assert!(used.check(&other, false).unwrap_err().to_string().contains("another key"));
        assert!(Deployment { last_home: Some("1/3".to_owned()), ..used.clone() }.is_copy());
        let at = |place: &str| Deployment { last_place: Some(Place::new(place)), ..used.clone() };
        assert!(!at("db:5432").is_copy() && at("db.staging:5432").is_copy());
        let demo = Deployment { demo: true, ..used };
        assert!(demo.check(&ours, true).is_ok());
        assert!(demo.check(&ours, false).unwrap_err().to_string().contains("--demo"));
    }
}
