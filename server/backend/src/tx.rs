//! A transaction that has told Postgres which tenant it serves. The setting ends with it, so a pooled connection carries nothing over.

use std::ops::{Deref, DerefMut};

use domain::ids::PersonId;
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Postgres, Transaction};

use crate::{Error, Scope, database::ROLE};

/// A transaction for one tenant. It rolls back unless it is committed.
#[derive(Debug)]
pub struct Tx(Transaction<'static, Postgres>);

impl Tx {
    /// Begins one, in a single round trip.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn begin(pool: &PgPool, scope: &Scope) -> Result<Self, Error> {
        let customer = scope.customer.map(|id| id.to_string()).unwrap_or_default();
        let mut tx = Self::begin_as(pool, &scope.reseller.to_string(), &customer, scope.person).await?;
        if scope.acting {
            // Both names stand in the audit: the trigger that chains it reads this one.
            sqlx::query!(
                "select set_config('app.acting', coalesce(
                    (select c.name from customers c where c.reseller_id = $1 and c.id = $2),
                    (select r.name from resellers r where r.id = $1), ''), true)",
                scope.reseller.0,
                scope.customer.map(|id| id.0),
            )
            .fetch_one(&mut *tx)
            .await?;
        }
        Ok(tx)
    }

    /// Begins one for the operator's console.
    ///
    /// # Errors
    /// If the database does not answer.
    pub(crate) async fn begin_operator(pool: &PgPool, scope: &Scope) -> Result<Self, Error> {
        let mut tx = Self::begin_as(pool, &scope.reseller.to_string(), "", scope.person).await?;
        sqlx::query!("select set_config('app.operator', 'on', true)").fetch_one(&mut *tx).await?;
        Ok(tx)
    }

    /// Begins one for what is a person's own, and no tenant's.
    ///
    /// # Errors
    /// If the database does not answer.
    pub(crate) async fn begin_own(pool: &PgPool, person: PersonId) -> Result<Self, Error> {
        Self::begin_as(pool, "", "", person).await
    }

    async fn begin_as(pool: &PgPool, reseller: &str, customer: &str, person: PersonId) -> Result<Self, Error> {
        // The role too: a pooler such as PgBouncer may give each transaction another connection, of which nothing is known.
        // Ids of ours, written as UUIDs: nothing of a request's text gets here.
        let begin = format!(
            "begin; set local role {ROLE}; set local app.reseller = '{reseller}'; set local app.customer = '{customer}'; set local app.person = '{person}'"
        );
        // In a task of its own, so that it comes to an end even where the request is dropped meanwhile: sqlx would hand the connection on
        // with the transaction open, and whoever came next would work inside it.
        let pool = pool.clone();
        let transaction = tokio::spawn(async move { pool.begin_with(AssertSqlSafe(begin)).await });
        Ok(Self(transaction.await.map_err(|_| sqlx::Error::WorkerCrashed)??))
    }

    /// Makes it last.
    ///
    /// # Errors
    /// If the database does not answer; then nothing lasts.
    pub async fn commit(self) -> Result<(), Error> {
        Ok(self.0.commit().await?)
    }
}

impl Deref for Tx {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.0
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.0
    }
}
