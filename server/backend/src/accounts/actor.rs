//! Who a session's person is and where they act: looked up with each request, so that a changed role counts at once.

use domain::{
    access::Role,
    ids::{CustomerId, PersonId, ResellerId},
    words::Locale,
};

use crate::{Actor, Backend, Error, Place};

/// The actor, or `None` if the person is gone or has no organisation.
///
/// # Errors
/// If the database does not answer.
pub async fn find(backend: &Backend, person: PersonId, locale: Locale) -> Result<Option<Actor>, Error> {
    let Some(row) = sqlx::query!(
        r#"select name as "name!", is_operator as "is_operator!", reseller_id, customer_id, role, reseller
        from actor_of($1)"#,
        person.0,
    )
    .fetch_optional(&backend.pool)
    .await?
    else {
        return Ok(None);
    };
    if row.is_operator {
        return Ok(Some(Actor { person, name: row.name, role: Role::Operator, place: None, locale }));
    }
    let (Some(reseller), Some(role), Some(name)) = (row.reseller_id, row.role, row.reseller) else { return Ok(None) };
    let role = Role::from_code(&role).ok_or(Error::Stored("memberships.role"))?;
    let place = Place { reseller: ResellerId(reseller), customer: row.customer_id.map(CustomerId), name };
    Ok(Some(Actor { person, name: row.name, role, place: Some(place), locale }))
}
