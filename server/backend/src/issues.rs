//! Issues that customers report (S2.16, S2.17): a mail to their support contacts, or to the reseller's support where they have none.

use domain::{access::Role, ids::CustomerId, words::Language};
use serde_json::json;
use uuid::Uuid;

use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
    mail::{self, Kind, Mail},
};

/// An issue.
#[derive(Clone, Copy, Debug)]
pub struct Issue<'a> {
    /// Its id: what is reported twice under the same is written once.
    pub id: Uuid,
    /// Whose it is.
    pub customer: CustomerId,
    /// The application, by its name.
    pub application: &'a str,
    /// What is wrong, in the words of whoever reports it; an empty line begins a paragraph.
    pub text: &'a str,
}

/// Reports an issue; says to how many it is written.
///
/// # Errors
/// [`Error::NotFound`] if there is no such customer for this tenant.
pub async fn report(backend: &Backend, scope: &Scope, issue: &Issue<'_>) -> Result<usize, Error> {
    if scope.customer.is_some_and(|own| own != issue.customer) {
        return Err(Error::NotFound);
    }
    // Whoever reports it sees neither the contacts nor the reseller's people: it is written for the whole reseller.
    let scope = &scope.as_job_of(scope.person);
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    // The same issue, reported twice at the same time, is written once.
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 4))", issue.id.to_string()).fetch_one(&mut *tx).await?;
    let told = sqlx::query_scalar!(
        r#"select exists (select from mails where reseller_id = $1 and kind = 'issue_report' and about = $2) as "told!""#,
        scope.reseller.0,
        issue.id,
    )
    .fetch_one(&mut *tx)
    .await?;
    let who = sqlx::query!(
        r#"select c.name, p.name as by, p.email from customers c, people p where c.reseller_id = $1 and c.id = $2 and p.id = $3"#,
        scope.reseller.0,
        issue.customer.0,
        scope.person.0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::NotFound)?;
    if told {
        return Ok(0);
    }
    let mut to: Vec<(String, Option<String>)> = sqlx::query!(
        "select distinct lower(email) as email from contacts where reseller_id = $1 and customer_id = $2 and kind = 'support'",
        scope.reseller.0,
        issue.customer.0,
    )
    .fetch_all(&mut *tx)
    .await?
    .into_iter()
    .filter_map(|row| Some((row.email?, None)))
    .collect();
    if to.is_empty() {
        // Somebody must hear of it.
        to = sqlx::query!(
            r#"select p.email, person_language(p.id) as language from memberships m join people p on p.id = m.person_id
            where m.reseller_id = $1 and m.customer_id is null and m.role = $2 and m.disabled_at is null"#,
            scope.reseller.0,
            Role::Support.code(),
        )
        .fetch_all(&mut *tx)
        .await?
        .into_iter()
        .map(|row| (row.email, row.language))
        .collect();
    }
    for (email, language) in &to {
        let language = language.as_deref().and_then(Language::of_tag).unwrap_or_else(|| scope.language());
        let detail = json!({
            "team": who.name, "by": who.by, "new": who.email, "what": issue.application, "body": issue.text,
        });
        let customer = Some(issue.customer);
        let mail = Mail { kind: Kind::IssueReport, about: issue.id, customer, recipient: email, language, detail };
        mail::put(backend, &mut tx, scope, mail).await?;
    }
    let detail = json!({ "issue": issue.id, "application": issue.application, "mails": to.len() });
    let entry = Entry { action: "issue.reported", customer: Some(issue.customer), detail };
    audit::note(backend, &mut tx, scope, entry).await?;
    tx.commit().await?;
    Ok(to.len())
}
