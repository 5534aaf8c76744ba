//! Who may act for an account.

use domain::{
    access::Role,
    ids::{CustomerId, PersonId},
    users::{Team, User},
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Whose, open};
use crate::{Backend, Error, Scope, Tx};

struct Row {
    person_id: Uuid,
    name: String,
    email: String,
    role: String,
    disabled_at: Option<OffsetDateTime>,
    made_at: OffsetDateTime,
    version: i32,
    factor: bool,
}

/// The people of one's account, or of a customer of one's reseller.
///
/// # Errors
/// [`Error::NotFound`] if there is no such customer for this tenant.
pub async fn list(backend: &Backend, scope: &Scope, customer: Option<CustomerId>) -> Result<Team, Error> {
    let (mut tx, whose) = open(backend, scope, customer).await?;
    let rows = sqlx::query_as!(
        Row,
        r#"select m.person_id, p.name, p.email, m.role, m.disabled_at, m.made_at, m.version, p.totp_on is not null or has_passkeys(p.id) as "factor!"
        from memberships m join people p on p.id = m.person_id
        where m.reseller_id = $1 and case when m.customer_id is null then m.reseller_id else m.customer_id end = $2
        order by p.name, p.email"#,
        scope.reseller.0,
        whose.account(scope),
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    let users = rows.into_iter().map(user).collect::<Result<_, _>>()?;
    Ok(Team { customer: whose.customer, closed: whose.closed, name: whose.name, users, now: backend.now().unix_timestamp() })
}

/// One of them, and whether the account is closed: then nothing of theirs is changed any more.
///
/// # Errors
/// [`Error::NotFound`] if there is no such user of this account.
pub async fn find(
    backend: &Backend,
    scope: &Scope,
    customer: Option<CustomerId>,
    person: PersonId,
) -> Result<(User, bool), Error> {
    let (mut tx, whose) = open(backend, scope, customer).await?;
    let found = one(&mut tx, scope, &whose, person).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok((found, whose.closed))
}

pub(super) async fn one(tx: &mut Tx, scope: &Scope, whose: &Whose, person: PersonId) -> Result<Option<User>, Error> {
    let row = sqlx::query_as!(
        Row,
        r#"select m.person_id, p.name, p.email, m.role, m.disabled_at, m.made_at, m.version, p.totp_on is not null or has_passkeys(p.id) as "factor!"
        from memberships m join people p on p.id = m.person_id
        where m.reseller_id = $1 and case when m.customer_id is null then m.reseller_id else m.customer_id end = $2 and m.person_id = $3"#,
        scope.reseller.0,
        whose.account(scope),
        person.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    row.map(user).transpose()
}

fn user(row: Row) -> Result<User, Error> {
    Ok(User {
        person: PersonId(row.person_id),
        name: row.name,
        email: row.email,
        role: Role::from_code(&row.role).ok_or(Error::Stored("memberships.role"))?,
        disabled: row.disabled_at.is_some(),
        since: row.made_at.unix_timestamp(),
        version: row.version,
        factor: row.factor,
    })
}
