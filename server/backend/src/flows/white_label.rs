//! White-label customers (S0). One that the administrator administrates (option 2): customer, contact, addresses, plan, membership, audit,
//! and what the reseller is charged for it. One that finishes the sign-up itself (option 1): the customer, the draft that both sides fill
//! in, and the activation mail.

use std::collections::BTreeMap;

use domain::{
    access::Role,
    customers::{CustomerState, Payer},
    flows::white_label::{FLOW, HandedOver, Order, activation, contact, plan::PLAN},
    form::{Answer, Answers, Problem},
    ids::{CustomerId, DraftId},
    offer::Charge,
    vocabulary::Plan,
};
use serde_json::json;
use sqlx::types::Json;

use super::{Projection, Room, Submission, Submit, project_company};
use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
    drafts, ledger,
    users::{self, Guest, Whose},
};

/// "Create New Customer".
pub(crate) static ROOM: Room = Room {
    flow: &FLOW,
    submit: Submit::Makes(|submission| Box::pin(submit(submission))),
    project: |projection| Box::pin(project(projection)),
    constraints: &[("customers_name_unique", &contact::COMPANY.question, Problem::Taken)],
};

/// Writes the company's name and number, and the authorized contact.
async fn project(mut projection: Projection<'_>) -> Result<(), Error> {
    project_company(&mut projection, &contact::COMPANY, &contact::REGISTRATION).await?;
    let Projection { backend, tx, scope, customer, answers } = projection;
    let email = answers.need(&contact::EMAIL).map_err(|_| Error::Stored("customer_sections.answers"))?;
    sqlx::query!(
        "insert into contacts (reseller_id, customer_id, id, kind, given_name, family_name, job_title, email, phone)
        values ($1, $2, $3, 'authorized', $4, $5, $6, $7, $8)
        on conflict (reseller_id, customer_id) where kind = 'authorized' do update set name = null,
            given_name = excluded.given_name, family_name = excluded.family_name, job_title = excluded.job_title,
            email = excluded.email, phone = excluded.phone",
        scope.reseller.0,
        customer.0,
        backend.new_id(),
        answers.get(&contact::GIVEN_NAME).map(|name| name.show()),
        answers.get(&contact::FAMILY_NAME).map(|name| name.show()),
        answers.get(&contact::JOB_TITLE).map(|line| line.show()),
        email.show(),
        answers.get(&contact::PHONE).map(|phone| phone.as_str().to_owned()),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Stores the customer.
async fn submit(submission: Submission<'_>) -> Result<CustomerId, Error> {
    let Submission { backend, tx, scope, answers, offer, draft } = submission;
    // What the page showed is what is agreed, whatever becomes of the plan from now on.
    let charge = offer.charge.as_ref().ok_or(Error::NotFound)?;
    let new = match Order::read(answers).map_err(|_| Error::Stored("drafts.answers"))? {
        Order::HandedOver(new) => return hand_over(backend, tx, scope, answers, &new, charge, draft).await,
        Order::Whole(new) => new,
    };
    let id = CustomerId(backend.new_id());
    let now = backend.now();
    sqlx::query!(
        "insert into customers (reseller_id, id, name, name_folded, state, payer, plan_id, monthly_minor, setup_minor, currency,
            draft_id, made_by, made_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        scope.reseller.0,
        id.0,
        new.company.as_str(),
        new.company.folded(),
        CustomerState::Active.code(),
        // S0.17: all charges and costs go to the white label's account.
        Payer::Reseller.code(),
        new.plan.0,
        charge.monthly.minor,
        charge.setup.minor,
        charge.monthly.currency,
        draft.0,
        scope.person.0,
        now,
    )
    .execute(&mut **tx)
    .await?;
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
    audit::note(backend, tx, scope, Entry { action: "customer.created", customer: Some(id), detail }).await?;
    ledger::charge_new(backend, tx, scope, id).await?;
    Ok(id)
}

/// Stores a customer who finishes the sign-up themselves (S0.4, S0.6): nothing is charged before they have.
async fn hand_over(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    answers: &Answers,
    new: &HandedOver,
    charge: &Charge,
    draft: DraftId,
) -> Result<CustomerId, Error> {
    let (id, now) = (CustomerId(backend.new_id()), backend.now());
    sqlx::query!(
        "insert into customers (reseller_id, id, name, name_folded, state, payer, plan_id, monthly_minor, setup_minor, currency,
            draft_id, made_by, made_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        scope.reseller.0,
        id.0,
        new.company.as_str(),
        new.company.folded(),
        CustomerState::AwaitingActivation.code(),
        // S0.11: they pay by their own card.
        Payer::CustomerCard.code(),
        new.plan.0,
        charge.monthly.minor,
        charge.setup.minor,
        charge.monthly.currency,
        draft.0,
        scope.person.0,
        now,
    )
    .execute(&mut **tx)
    .await?;
    let mut handed = activation::handed(answers);
    handed.set(PLAN.question.key, Plan(new.plan).show());
    let name = sqlx::query_scalar!("select name from people where id = $1", scope.person.0).fetch_optional(&mut **tx).await?;
    let by = drafts::signature(scope, name.as_deref().unwrap_or_default());
    let filled: BTreeMap<&str, &str> =
        handed.iter().filter(|(_, text)| !text.is_empty()).map(|(key, _)| (key, by.as_str())).collect();
    sqlx::query!(
        "insert into drafts (reseller_id, id, flow, flow_version, answers, version, begun_by, begun_at, saved_at, of_customer, turn,
            filled)
        values ($1, $2, $3, $4, $5, 1, $6, $7, $7, $8, 'customer', $9)",
        scope.reseller.0,
        backend.new_id(),
        activation::FLOW.id,
        activation::FLOW.version,
        Json(&handed) as _,
        scope.person.0,
        now,
        id.0,
        Json(&filled) as _,
    )
    .execute(&mut **tx)
    .await?;
    let detail = json!({ "name": new.company.as_str(), "plan": new.plan, "payer": Payer::CustomerCard, "draft": draft });
    audit::note(backend, tx, scope, Entry { action: "customer.created", customer: Some(id), detail }).await?;
    // S0.14: after a plan is selected the customer is sent the mail to complete the sign-up.
    let whose = Whose { customer: Some(id), name: new.company.as_str().to_owned(), closed: false };
    let guest =
        Guest { email: &new.email, role: Role::AccountAdministrator, name: Some(&new.name), language: Some(new.language) };
    users::make_invitation(backend, tx, scope, &whose, guest, "user.invited").await?;
    Ok(id)
}
