//! A white-label customer that the administrator administrates (S0, option 2): customer, contact, addresses, plan, membership, audit.

use domain::{
    access::Role,
    customers::{CustomerState, Payer},
    flows::white_label::NewCustomer,
    form::Answers,
    ids::{CustomerId, DraftId},
};
use serde_json::json;

use super::put_address;
use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
};

/// Stores the customer. The caller commits.
pub async fn submit(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    answers: &Answers,
    draft: DraftId,
    address: &str,
) -> Result<CustomerId, Error> {
    let new = NewCustomer::read(answers).map_err(|_| Error::Stored("drafts.answers"))?;
    let id = CustomerId(backend.new_id());
    let now = backend.now();
    sqlx::query!(
        "insert into customers (reseller_id, id, name, name_folded, registration_number, state, payer, plan_id,
            monthly_minor, setup_minor, currency, draft_id, made_by, made_at)
        select $1, $2, $3, $4, $5, $6, $7, p.id, p.monthly_minor, p.setup_minor, p.currency, $9, $10, $11
        from plans p where p.reseller_id = $1 and p.id = $8",
        scope.reseller.0,
        id.0,
        new.company.as_str(),
        new.company.folded(),
        new.registration_number,
        CustomerState::Active.code(),
        // S0.17: all charges and costs go to the white label's account.
        Payer::Reseller.code(),
        new.plan.0,
        draft.0,
        scope.person.0,
        now,
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "insert into contacts (reseller_id, customer_id, id, kind, given_name, family_name, job_title, email, phone)
        values ($1, $2, $3, 'authorized', $4, $5, $6, $7, $8)",
        scope.reseller.0,
        id.0,
        backend.new_id(),
        new.contact.given_name,
        new.contact.family_name,
        new.contact.job_title,
        new.contact.email,
        new.contact.phone,
    )
    .execute(&mut **tx)
    .await?;
    for (kind, postal) in [("billing", &new.billing), ("service", &new.service)] {
        put_address(tx, scope, id, kind, postal).await?;
    }
    // S0.18: the creating administrator becomes an Account Administrator. An operator who acts for them goes when they have done.
    if !scope.acting {
        sqlx::query!(
            "insert into memberships (reseller_id, customer_id, person_id, role, made_at) values ($1, $2, $3, $4, $5)",
            scope.reseller.0,
            id.0,
            scope.person.0,
            Role::AccountAdministrator.code(),
            now,
        )
        .execute(&mut **tx)
        .await?;
    }
    let detail = json!({ "name": new.company.as_str(), "plan": new.plan, "payer": Payer::Reseller, "draft": draft });
    audit::note(backend, tx, scope, Entry { action: "customer.created", customer: Some(id), address, detail }).await?;
    Ok(id)
}
