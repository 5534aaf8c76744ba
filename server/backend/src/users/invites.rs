//! The invitations of all customers of a reseller (S1.20), fifty a page by keyset, and the link of one to hand over.

use domain::{
    customers::PAGE,
    ids::{CustomerId, InvitationId},
    users::{CustomerInvitation, InviteState, InvitesPage},
};
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    invite::{mail_state, pending_one},
    open,
};
use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
    links::Token,
};

struct Row {
    id: Uuid,
    customer_id: Uuid,
    customer: String,
    name: Option<String>,
    email: String,
    state: String,
    made_at: OffsetDateTime,
    expires_at: OffsetDateTime,
    by: Option<String>,
    mail: Option<String>,
    problem: Option<String>,
}

/// A page of them, the newest first, in one state or all.
///
/// # Errors
/// If the database does not answer.
pub async fn of_customers(
    backend: &Backend,
    scope: &Scope,
    state: Option<InviteState>,
    after: &str,
) -> Result<InvitesPage, Error> {
    let now = backend.now();
    // Ids are of version 7: their order is the order in which the invitations were made.
    let after = after.parse().unwrap_or(Uuid::max());
    let wanted = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    // Two queries: each has the index that serves it. What is over is pending by its name, and told by its time.
    let mut rows = if let Some(state) = state {
        let pending = matches!(state, InviteState::Pending | InviteState::Expired);
        let name = if pending { InviteState::Pending.code() } else { state.code() };
        let from = (state == InviteState::Pending).then_some(now);
        let until = (state == InviteState::Expired).then_some(now);
        sqlx::query_as!(
            Row,
            r#"select i.id, i.customer_id as "customer_id!", c.name as customer, i.name, i.email, i.state, i.made_at, i.expires_at,
                p.name as "by?", m.state as "mail?", m.problem as "problem?"
            from (
                select * from invitations
                where reseller_id = $1 and customer_id is not null and id < $2 and state = $4
                    and ($5::timestamptz is null or expires_at > $5) and ($6::timestamptz is null or expires_at <= $6)
                order by id desc limit $3
            ) i
            join customers c on c.reseller_id = i.reseller_id and c.id = i.customer_id
            left join people p on p.id = i.made_by
            left join lateral (select * from mails where mails.about = i.id order by mails.made_at desc limit 1) m on true
            order by i.id desc"#,
            scope.reseller.0,
            after,
            wanted,
            name,
            from,
            until,
        )
        .fetch_all(&mut *tx)
        .await?
    } else {
        sqlx::query_as!(
            Row,
            r#"select i.id, i.customer_id as "customer_id!", c.name as customer, i.name, i.email, i.state, i.made_at, i.expires_at,
                p.name as "by?", m.state as "mail?", m.problem as "problem?"
            from (
                select * from invitations
                where reseller_id = $1 and customer_id is not null and id < $2
                order by id desc limit $3
            ) i
            join customers c on c.reseller_id = i.reseller_id and c.id = i.customer_id
            left join people p on p.id = i.made_by
            left join lateral (select * from mails where mails.about = i.id order by mails.made_at desc limit 1) m on true
            order by i.id desc"#,
            scope.reseller.0,
            after,
            wanted,
        )
        .fetch_all(&mut *tx)
        .await?
    };
    tx.commit().await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
    let rows = rows
        .into_iter()
        .map(|row| {
            let state = match row.state.as_str() {
                "pending" if row.expires_at <= now => InviteState::Expired,
                state => InviteState::from_code(state).ok_or(Error::Stored("invitations.state"))?,
            };
            Ok(CustomerInvitation {
                id: InvitationId(row.id),
                customer: CustomerId(row.customer_id),
                customer_name: row.customer,
                name: row.name,
                email: row.email,
                state,
                by: row.by.unwrap_or_default(),
                made: row.made_at.unix_timestamp(),
                expires: row.expires_at.unix_timestamp(),
                mail: mail_state(row.mail.as_deref(), row.problem.unwrap_or_default()),
            })
        })
        .collect::<Result<_, Error>>()?;
    Ok(InvitesPage { rows, next, now: now.unix_timestamp() })
}

/// The customer for whom an invitation is.
///
/// # Errors
/// [`Error::NotFound`] if this tenant has no such invitation of a customer's.
pub async fn customer_of(backend: &Backend, scope: &Scope, invitation: InvitationId) -> Result<CustomerId, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let customer = sqlx::query_scalar!(
        "select customer_id from invitations where reseller_id = $1 and id = $2",
        scope.reseller.0,
        invitation.0,
    )
    .fetch_optional(&mut *tx)
    .await?;
    tx.commit().await?;
    customer.flatten().map(CustomerId).ok_or(Error::NotFound)
}

/// A link to hand over oneself, in the place of every one that was sent, and the address it is for; `None` where the invitation is pending
/// no more. Only its hash is stored: nobody can be shown it again.
///
/// # Errors
/// [`Error::NotFound`] if there is no such invitation of this account.
pub async fn link(
    backend: &Backend,
    scope: &Scope,
    customer: Option<CustomerId>,
    invitation: InvitationId,
) -> Result<Option<(String, String)>, Error> {
    let (mut tx, whose) = open(backend, scope, customer).await?;
    let Some(pending) = pending_one(&mut tx, scope, &whose, invitation).await? else { return Ok(None) };
    let token = Token::new(backend);
    let good =
        sqlx::query_scalar!(r#"select invitation_link($1, $2, $3) as "good!""#, invitation.0, token.hash(), backend.now())
            .fetch_one(&mut *tx)
            .await?;
    if !good {
        return Ok(None);
    }
    let detail = json!({ "email": pending.email, "role": pending.role.code() });
    let entry = Entry { action: "invitation.link", customer: whose.customer, detail };
    audit::note(backend, &mut tx, scope, entry).await?;
    tx.commit().await?;
    Ok(Some((token.text(), pending.email)))
}
