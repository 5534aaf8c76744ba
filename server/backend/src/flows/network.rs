//! Customers of network services (S1): added without a word, or with an invitation to their contact in the same transaction.

use domain::{
    access::Role,
    customers::{CustomerState, Payer},
    flows::network::{ADD, INVITE, Invited, NewCustomer, company, invitation},
    form::{Answer, Problem},
    ids::CustomerId,
};
use serde_json::json;

use super::{Projection, Room, Submission, Submit, make_customer, project_company};
use crate::{
    Error,
    audit::{self, Entry},
    users::{self, Guest, Whose},
};

/// "Add New Customer".
pub(crate) static ADD_ROOM: Room = Room {
    flow: &ADD,
    submit: Submit::Makes(|submission| Box::pin(add(submission))),
    project: |projection| Box::pin(project(projection)),
    constraints: &[
        ("customers_name_unique", &company::COMPANY.question, Problem::Taken),
        ("customers_billing_account", &company::BILLING.question, Problem::NotAChoice),
    ],
};

/// "Invite New Customer".
pub(crate) static INVITE_ROOM: Room = Room {
    flow: &INVITE,
    submit: Submit::Makes(|submission| Box::pin(invite(submission))),
    project: |projection| Box::pin(project(projection)),
    constraints: &[
        ("customers_name_unique", &invitation::COMPANY.question, Problem::Taken),
        ("customers_billing_account", &invitation::BILLING.question, Problem::NotAChoice),
    ],
};

/// Writes the company's name and number, the technical contact, and the person who was invited.
async fn project(mut projection: Projection<'_>) -> Result<(), Error> {
    project_company(&mut projection, &company::COMPANY, &company::REGISTRATION).await?;
    let Projection { backend, tx, scope, customer, answers } = projection;
    if let Some(email) = answers.get(&company::TECHNICAL) {
        sqlx::query!(
            "insert into contacts (reseller_id, customer_id, id, kind, email) values ($1, $2, $3, 'technical', $4)
            on conflict (reseller_id, customer_id) where kind = 'technical' do update set email = excluded.email",
            scope.reseller.0,
            customer.0,
            backend.new_id(),
            email.show(),
        )
        .execute(&mut **tx)
        .await?;
    }
    if let (Some(name), Some(email)) = (answers.get(&invitation::NAME), answers.get(&invitation::EMAIL)) {
        sqlx::query!(
            "insert into contacts (reseller_id, customer_id, id, kind, name, email) values ($1, $2, $3, 'administrator', $4, $5)
            on conflict (reseller_id, customer_id) where kind = 'administrator' do update set name = excluded.name,
                email = excluded.email",
            scope.reseller.0,
            customer.0,
            backend.new_id(),
            name.show(),
            email.show().to_lowercase(),
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// Adds a customer (S1.3): nobody is mailed.
async fn add(submission: Submission<'_>) -> Result<CustomerId, Error> {
    let Submission { backend, tx, scope, answers, draft, .. } = submission;
    let NewCustomer { company, billing } = NewCustomer::read(answers).map_err(|_| Error::Stored("drafts.answers"))?;
    let id = make_customer(backend, tx, scope, &company, CustomerState::Active, billing, draft).await?;
    let detail =
        json!({ "name": company.as_str(), "payer": Payer::BillingAccount, "billing_account": billing, "draft": draft });
    audit::note(backend, tx, scope, Entry { action: "customer.created", customer: Some(id), detail }).await?;
    Ok(id)
}

/// Makes a customer whose contact is invited (S1.12): they become its first administrator.
async fn invite(submission: Submission<'_>) -> Result<CustomerId, Error> {
    let Submission { backend, tx, scope, answers, draft, .. } = submission;
    let Invited { company, name, email, language, billing } =
        Invited::read(answers).map_err(|_| Error::Stored("drafts.answers"))?;
    let id = make_customer(backend, tx, scope, &company, CustomerState::Invited, billing, draft).await?;
    let detail =
        json!({ "name": company.as_str(), "payer": Payer::BillingAccount, "billing_account": billing, "draft": draft });
    audit::note(backend, tx, scope, Entry { action: "customer.created", customer: Some(id), detail }).await?;
    let whose = Whose { customer: Some(id), name: company.as_str().to_owned(), closed: false };
    let guest = Guest { email: &email, role: Role::AccountAdministrator, name: Some(&name), language: Some(language) };
    users::make_invitation(backend, tx, scope, &whose, guest, "user.invited").await?;
    Ok(id)
}
