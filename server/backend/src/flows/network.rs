//! Customers of network services (S1): added without a word, or with an invitation to their contact in the same transaction.

use domain::{
    access::Role,
    customers::{CustomerState, Payer},
    flows::network::{ADD, INVITE, Invited, NewCustomer, company, invitation, order::Company},
    form::Problem,
    ids::{BillingAccountId, CustomerId, DraftId},
    vocabulary::CompanyName,
};
use serde_json::json;

use super::{Room, Submission, Submit, put_address};
use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
    users::{self, Guest, Whose},
};

/// "Add New Customer".
pub(crate) static ADD_ROOM: Room = Room {
    flow: &ADD,
    submit: Submit::Makes(|submission| Box::pin(add(submission))),
    constraints: &[
        ("customers_name_unique", &company::COMPANY.question, Problem::Taken),
        ("customers_billing_account", &company::BILLING.question, Problem::NotAChoice),
    ],
};

/// "Invite New Customer".
pub(crate) static INVITE_ROOM: Room = Room {
    flow: &INVITE,
    submit: Submit::Makes(|submission| Box::pin(invite(submission))),
    constraints: &[
        ("customers_name_unique", &invitation::COMPANY.question, Problem::Taken),
        ("customers_billing_account", &invitation::BILLING.question, Problem::NotAChoice),
    ],
};

/// Adds a customer (S1.3): nobody is mailed.
async fn add(submission: Submission<'_>) -> Result<CustomerId, Error> {
    let Submission { backend, tx, scope, answers, draft, .. } = submission;
    let NewCustomer { company, billing } = NewCustomer::read(answers).map_err(|_| Error::Stored("drafts.answers"))?;
    let Company { name, registration_number, address: postal, technical_email } = company;
    let id = customer(backend, tx, scope, &name, registration_number, CustomerState::Active, billing, draft).await?;
    put_address(tx, scope, id, "company", &postal).await?;
    sqlx::query!(
        "insert into contacts (reseller_id, customer_id, id, kind, email) values ($1, $2, $3, 'technical', $4)",
        scope.reseller.0,
        id.0,
        backend.new_id(),
        technical_email,
    )
    .execute(&mut **tx)
    .await?;
    let detail = json!({ "name": name.as_str(), "payer": Payer::BillingAccount, "billing_account": billing, "draft": draft });
    audit::note(backend, tx, scope, Entry { action: "customer.created", customer: Some(id), detail }).await?;
    Ok(id)
}

/// Makes a customer whose contact is invited (S1.12): they become its first administrator.
async fn invite(submission: Submission<'_>) -> Result<CustomerId, Error> {
    let Submission { backend, tx, scope, answers, draft, .. } = submission;
    let Invited { company, name, email, language, billing } =
        Invited::read(answers).map_err(|_| Error::Stored("drafts.answers"))?;
    let id = customer(backend, tx, scope, &company, None, CustomerState::Invited, billing, draft).await?;
    sqlx::query!(
        "insert into contacts (reseller_id, customer_id, id, kind, name, email) values ($1, $2, $3, 'administrator', $4, $5)",
        scope.reseller.0,
        id.0,
        backend.new_id(),
        name,
        email,
    )
    .execute(&mut **tx)
    .await?;
    let detail =
        json!({ "name": company.as_str(), "payer": Payer::BillingAccount, "billing_account": billing, "draft": draft });
    audit::note(backend, tx, scope, Entry { action: "customer.created", customer: Some(id), detail }).await?;
    let whose = Whose { customer: Some(id), name: company.as_str().to_owned(), closed: false };
    let guest = Guest { email: &email, role: Role::AccountAdministrator, name: Some(&name), language: Some(language) };
    users::make_invitation(backend, tx, scope, &whose, guest, "user.invited").await?;
    Ok(id)
}

#[expect(clippy::too_many_arguments, reason = "the columns of one row")]
async fn customer(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    name: &CompanyName,
    registration_number: Option<String>,
    state: CustomerState,
    billing: BillingAccountId,
    draft: DraftId,
) -> Result<CustomerId, Error> {
    let id = CustomerId(backend.new_id());
    // They have no plan: what they use is charged to the billing account.
    sqlx::query!(
        "insert into customers (reseller_id, id, name, name_folded, registration_number, state, payer, billing_account_id,
            monthly_minor, setup_minor, currency, draft_id, made_by, made_at)
        select $1, $2, $3, $4, $5, $6, $7, $8, 0, 0, r.currency, $9, $10, $11 from resellers r where r.id = $1",
        scope.reseller.0,
        id.0,
        name.as_str(),
        name.folded(),
        registration_number,
        state.code(),
        Payer::BillingAccount.code(),
        billing.0,
        draft.0,
        scope.person.0,
        backend.now(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(id)
}
