//! A user's role, access and leaving. An account is never left without an administrator, whoever else changes it at the same time.

use domain::{
    access::Role,
    ids::{CustomerId, PersonId},
    users::{Change, Changed, FactorReset, User},
    words::Language,
};
use serde_json::json;

use super::{Whose, list::one, open, open_to_change};
use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
    mail::{self, Kind, Mail},
};

/// Changes a user as a page that showed this version of them asked.
///
/// # Errors
/// [`Error::NotFound`] if there is no such user of this account.
pub async fn change(
    backend: &Backend,
    scope: &Scope,
    customer: Option<CustomerId>,
    person: PersonId,
    seen: i32,
    wanted: Change,
) -> Result<Changed, Error> {
    let (user, _) = super::list::find(backend, scope, customer, person).await?;
    // Nobody's mailbox is filled by changing their role again and again.
    let tells = person != scope.person && super::may_mail(backend, scope, &user.email).await?;
    let (mut tx, whose) = open_to_change(backend, scope, customer).await?;
    // In one order for everybody: two who demote each other wait instead of both succeeding.
    let others = administrators(&mut tx, scope, &whose).await?.into_iter().filter(|other| *other != person).count();
    let before = one(&mut tx, scope, &whose, person).await?.ok_or(Error::NotFound)?;
    if before.version != seen {
        return Ok(Changed::Meanwhile);
    }
    let side = if whose.customer.is_some() { Role::AccountAdministrator } else { Role::Administrator };
    let stays = match wanted {
        Change::Role(role) if role.side() != side.side() => return Ok(Changed::NotARole),
        Change::Role(role) => role.administrates() && !before.disabled,
        Change::Enable => true,
        Change::Disable | Change::Remove => false,
    };
    if before.role.administrates() && !before.disabled && !stays && others == 0 {
        return Ok(Changed::LastAdministrator);
    }
    let (role, disabled) = match wanted {
        Change::Role(role) => (role, before.disabled),
        Change::Disable => (before.role, true),
        Change::Enable => (before.role, false),
        Change::Remove => {
            sqlx::query!(
                "delete from memberships where reseller_id = $1 and case when customer_id is null then reseller_id else customer_id end = $2 and person_id = $3",
                scope.reseller.0,
                whose.account(scope),
                person.0,
            )
            .execute(&mut *tx)
            .await?;
            (before.role, true)
        }
    };
    if wanted != Change::Remove {
        sqlx::query!(
            "update memberships set role = $4, disabled_at = $5, version = version + 1
            where reseller_id = $1 and case when customer_id is null then reseller_id else customer_id end = $2 and person_id = $3",
            scope.reseller.0,
            whose.account(scope),
            person.0,
            role.code(),
            disabled.then(|| backend.now()),
        )
        .execute(&mut *tx)
        .await?;
    }
    if disabled {
        sqlx::query!("select sessions_end_in($1, $2, $3)", person.0, scope.reseller.0, whose.customer())
            .execute(&mut *tx)
            .await?;
    }
    let action = match wanted {
        Change::Role(_) => "user.role_changed",
        Change::Disable => "user.disabled",
        Change::Enable => "user.enabled",
        Change::Remove => "user.removed",
    };
    let detail = json!({
        "person": person, "email": before.email,
        "before": { "role": before.role.code(), "disabled": before.disabled },
        "after": (wanted != Change::Remove).then(|| json!({ "role": role.code(), "disabled": disabled })),
    });
    audit::note(backend, &mut tx, scope, Entry { action, customer: whose.customer, detail }).await?;
    // Another role of somebody who stays disabled is nothing to them.
    if tells && !(before.disabled && disabled) {
        let kind = if disabled { Kind::AccessEnded } else { Kind::AccessChanged };
        tell(backend, &mut tx, scope, &whose, &before, kind, role).await?;
    }
    tx.commit().await?;
    Ok(Changed::Done)
}

/// Writes to somebody whose rights were given, changed or taken.
async fn tell(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    whose: &Whose,
    user: &User,
    kind: Kind,
    role: Role,
) -> Result<(), Error> {
    let row = sqlx::query!(
        r#"select (select name from people where id = $1) as "by?", person_language($2) as language"#,
        scope.person.0,
        user.person.0,
    )
    .fetch_one(&mut **tx)
    .await?;
    let mail = Mail {
        kind,
        about: user.person.0,
        customer: whose.customer,
        recipient: &user.email,
        language: row.language.as_deref().and_then(Language::of_tag).unwrap_or_else(|| scope.language()),
        detail: json!({ "name": user.name, "team": whose.name, "by": row.by, "role": role.code() }),
    };
    mail::put(backend, tx, scope, mail).await
}

/// Turns the second factor off of a user who lost it, ends their sessions and tells them by mail. It guards every account of theirs, so an
/// administrator of one of several cannot: an operator who acts for them can.
///
/// # Errors
/// [`Error::NotFound`] if there is no such user of this account.
pub async fn reset_factor(
    backend: &Backend,
    scope: &Scope,
    customer: Option<CustomerId>,
    person: PersonId,
) -> Result<FactorReset, Error> {
    let (mut tx, whose) = open(backend, scope, customer).await?;
    let user = one(&mut tx, scope, &whose, person).await?.ok_or(Error::NotFound)?;
    // ASVS 7.5.1: that one needs the present password.
    if person == scope.person {
        return Ok(FactorReset::Own);
    }
    let came = sqlx::query_scalar!(
        r#"select factor_reset($1, $2, $3, $4, $5) as "came!""#,
        person.0,
        scope.acting,
        backend.new_id(),
        scope.language().tag(),
        backend.now(),
    )
    .fetch_one(&mut *tx)
    .await?;
    match came.as_str() {
        "none" => return Ok(FactorReset::None),
        "elsewhere" => return Ok(FactorReset::Elsewhere),
        _ => {}
    }
    let detail = json!({ "person": person, "email": user.email });
    let entry = Entry { action: "factor.reset", customer: whose.customer, detail };
    audit::note(backend, &mut tx, scope, entry).await?;
    tx.commit().await?;
    Ok(FactorReset::Done)
}

/// Who administrates the account and may act, locked until the change is through.
async fn administrators(tx: &mut Tx, scope: &Scope, whose: &Whose) -> Result<Vec<PersonId>, Error> {
    let rows = sqlx::query_scalar!(
        "select person_id from memberships
        where reseller_id = $1 and case when customer_id is null then reseller_id else customer_id end = $2
            and role in ('administrator', 'account_administrator') and disabled_at is null
        order by person_id for update",
        scope.reseller.0,
        whose.account(scope),
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(PersonId).collect())
}
