//! Who a session's person is and where they act: looked up with each request, so that a changed role counts at once.

use domain::{
    access::Role,
    ids::{CustomerId, PersonId, ResellerId},
    words::Locale,
};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use uuid::Uuid;

use super::sessions::{ACTOR, PERSON};
use crate::{Acting, Actor, Backend, Error, Place};

/// What the database's `actor_in` says of a person.
#[expect(clippy::struct_excessive_bools, reason = "four facts that the database tells apart")]
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Kept {
    name: String,
    operator: bool,
    reseller: Option<Uuid>,
    customer: Option<Uuid>,
    role: Option<String>,
    reseller_name: Option<String>,
    customer_name: Option<String>,
    #[serde(default)]
    several: bool,
    #[serde(default)]
    must_change: bool,
    #[serde(default)]
    must_factor: bool,
    #[serde(default)]
    acting: Option<Acting>,
}

impl Kept {
    fn actor(self, person: PersonId, locale: Locale) -> Result<Option<Actor>, Error> {
        let (must_change_password, must_have_factor, acting) = (self.must_change, self.must_factor, self.acting);
        let actor = |role, place, several| {
            Some(Actor {
                person,
                name: self.name,
                role,
                place,
                several,
                must_change_password,
                must_have_factor,
                acting,
                locale,
                from: None,
            })
        };
        if self.operator {
            return Ok(actor(Role::Operator, None, false));
        }
        let (Some(reseller), Some(role), Some(name)) = (self.reseller, self.role, self.reseller_name) else { return Ok(None) };
        let role = Role::from_code(&role).ok_or(Error::Stored("memberships.role"))?;
        let place = Place {
            reseller: ResellerId(reseller),
            customer: self.customer.map(CustomerId),
            name,
            customer_name: self.customer_name,
        };
        Ok(actor(role, Some(place), self.several))
    }
}

/// The actor of a session, which was found with it; `None` if nobody is signed in, or the person may act nowhere any more.
///
/// # Errors
/// If the database does not answer, or says what nobody understands.
pub async fn of_session(session: &Session, locale: Locale) -> Result<Option<Actor>, Error> {
    let said = |error: tower_sessions::session::Error| Error::Session(error.to_string());
    let Some(person) = session.get::<PersonId>(PERSON).await.map_err(said)? else { return Ok(None) };
    let kept = session.get::<Kept>(ACTOR).await.map_err(said)?;
    kept.map_or(Ok(None), |kept| kept.actor(person, locale))
}

/// The actor that a person is without a choice of account, or `None` if they are gone or have no organisation.
///
/// # Errors
/// If the database does not answer.
pub async fn find(backend: &Backend, person: PersonId, locale: Locale) -> Result<Option<Actor>, Error> {
    let kept = sqlx::query_scalar!(r#"select actor_in($1, null, null) as "kept: sqlx::types::Json<Kept>""#, person.0)
        .fetch_one(&backend.reserve)
        .await?;
    kept.map_or(Ok(None), |kept| kept.0.actor(person, locale))
}

/// Whether a person may act in an account.
pub(super) async fn may_act_in(
    backend: &Backend,
    person: PersonId,
    reseller: ResellerId,
    customer: Option<CustomerId>,
) -> Result<bool, Error> {
    let kept = sqlx::query_scalar!(
        r#"select actor_in($1, $2, $3) as "kept: sqlx::types::Json<Kept>""#,
        person.0,
        reseller.0,
        customer.map(|id| id.0),
    )
    .fetch_one(&backend.reserve)
    .await?;
    Ok(kept.is_some_and(|kept| kept.0.reseller == Some(reseller.0) && kept.0.customer == customer.map(|id| id.0)))
}
