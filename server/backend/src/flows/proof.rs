//! The room of the flow that only tests have ([`domain::flows::proof`]).

use domain::{
    customers::CustomerState,
    flows::proof::{ACCOUNT, CREW, FLOW, KEY, NAME},
    form::{Answer, Problem},
    ids::CustomerId,
};
use serde_json::json;

use super::{Projection, Room, Submission, Submit, make_customer};
use crate::{
    Error,
    audit::{self, Entry},
    drafts::open_answer,
};

/// The room.
pub(crate) static ROOM: Room = Room {
    flow: &FLOW,
    submit: Submit::Makes(|submission| Box::pin(submit(submission))),
    project: |projection| Box::pin(project(projection)),
    constraints: &[
        ("customers_name_unique", &NAME.question, Problem::Taken),
        ("customers_billing_account", &ACCOUNT.question, Problem::NotAChoice),
    ],
};

async fn submit(submission: Submission<'_>) -> Result<CustomerId, Error> {
    let Submission { backend, tx, scope, answers, draft, .. } = submission;
    let stored = |_| Error::Stored("drafts.answers");
    let (name, account) = (answers.need(&NAME).map_err(stored)?, answers.need(&ACCOUNT).map_err(stored)?);
    let id = make_customer(backend, tx, scope, &name, CustomerState::Active, account.0, draft).await?;
    let detail = json!({ "name": name.show(), "draft": draft });
    audit::note(backend, tx, scope, Entry { action: "customer.created", customer: Some(id), detail }).await?;
    Ok(id)
}

/// What another system would be told: the number in the register says how long the key is, and how many have a password.
async fn project(projection: Projection<'_>) -> Result<(), Error> {
    let Projection { backend, tx, scope, customer, answers } = projection;
    let key = open_answer(backend, scope, &KEY.question, answers)?.unwrap_or_default();
    let name = answers.need(&NAME).map_err(|_| Error::Stored("customer_sections.answers"))?;
    sqlx::query!(
        "update customers set name = $3, name_folded = $4, registration_number = $5 where reseller_id = $1 and id = $2",
        scope.reseller.0,
        customer.0,
        name.as_str(),
        name.folded(),
        format!("key of {}, crew of {}", key.len(), CREW.ids(answers).len()),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
