//! Acting for a reseller or one of its customers: with a reason, for an hour, under a banner, and with both names in the audit.

use domain::{
    form::{Answers, Problems, clean},
    ids::{CustomerId, ResellerId},
    operators::{ACT, REASON},
};
use serde_json::json;
use tower_sessions::Session;

use super::resellers;
use crate::{
    Actor, Backend, Error, Scope, Tx,
    accounts::ACTING,
    audit::{self, Entry},
    scope::Acting,
};

/// An operator acts for somebody else no longer than this without beginning anew.
const LIMIT: time::Duration = time::Duration::hours(1);

/// Begins to act for a reseller; or, while acting for one, for a customer of it, in the same time and for the same reason.
///
/// # Errors
/// [`Error::NotFound`] if there is no such reseller or customer; [`Error::Forbidden`] for whoever is no operator.
pub async fn act(
    backend: &Backend,
    session: &Session,
    actor: &Actor,
    reseller: ResellerId,
    customer: Option<CustomerId>,
    answers: &Answers,
) -> Result<Problems, Error> {
    let acting = if let (Some(acting), Some(_)) = (&actor.acting, customer) {
        // The customer is looked for among those of the reseller for whom they act.
        Acting { customer, ..acting.clone() }
    } else {
        let console = super::of(actor)?;
        let problems = ACT.check(answers);
        if !problems.is_empty() {
            return Ok(problems);
        }
        resellers::find(backend, &console, reseller).await?;
        let reason = clean(answers.raw(REASON.question.key)).into_owned();
        Acting { reseller, customer: None, reason, until: (backend.now() + LIMIT).unix_timestamp() }
    };
    let scope = Scope {
        reseller: acting.reseller,
        customer: None,
        person: actor.person,
        locale: actor.locale,
        acting: false,
        from: actor.from,
    };
    let mut tx = Tx::begin(&backend.pool, &scope).await?;
    if let Some(customer) = acting.customer {
        let found = sqlx::query_scalar!(
            "select id from customers where reseller_id = $1 and id = $2 and state <> 'closed'",
            scope.reseller.0,
            customer.0
        );
        found.fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    }
    let entry = Entry { action: "operator.acting", customer: acting.customer, detail: json!({ "reason": acting.reason }) };
    audit::note(backend, &mut tx, &scope, entry).await?;
    tx.commit().await?;
    keep(session, Some(acting)).await?;
    Ok(Problems::new())
}

/// Stops acting for somebody else.
///
/// # Errors
/// If the database does not answer.
pub async fn stop(backend: &Backend, session: &Session, actor: &Actor) -> Result<(), Error> {
    let (Some(_), Some(scope)) = (&actor.acting, actor.own_scope()) else { return Ok(()) };
    let mut tx = Tx::begin(&backend.pool, &scope).await?;
    let entry = Entry { action: "operator.stopped", customer: scope.customer, detail: json!({}) };
    audit::note(backend, &mut tx, &scope, entry).await?;
    tx.commit().await?;
    keep(session, None).await
}

/// Other rights, so another id of the session (ASVS 7.2.4).
async fn keep(session: &Session, acting: Option<Acting>) -> Result<(), Error> {
    let said = |error: tower_sessions::session::Error| Error::Session(error.to_string());
    session.cycle_id().await.map_err(said)?;
    match acting {
        Some(acting) => session.insert(ACTING, acting).await.map_err(said),
        None => session.remove::<Acting>(ACTING).await.map(drop).map_err(said),
    }
}
