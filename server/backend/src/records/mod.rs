//! Records: what stays of a flow's answers after it was submitted, section by section ([`domain::form::Record`]). The customer's page shows
//! them, and the forms that change them are the steps that asked.

mod edit;
mod fill;

use std::collections::BTreeMap;

pub use edit::{Changed, Editing, change, open};
pub(crate) use fill::FillRecords;

use domain::{
    flows,
    form::{Answers, Flow, Lists, Record, Step},
    ids::CustomerId,
};
use sqlx::types::Json;

use crate::{
    Backend, Error, Scope, Tx,
    flows::{Projection, Room},
};

/// A customer's answers.
pub(crate) struct Kept {
    /// The flow that made the customer.
    pub(crate) flow: &'static Flow,
    pub(crate) record: &'static Record,
    /// The answers of all sections.
    pub(crate) answers: Answers,
    /// How often each section was changed, by its slug.
    versions: BTreeMap<String, i32>,
}

impl Kept {
    /// The lists that its answers were chosen from.
    ///
    /// # Errors
    /// If the database does not answer.
    pub(crate) async fn lists(&self, backend: &Backend, tx: &mut Tx, scope: &Scope) -> Result<Lists, Error> {
        let steps: Vec<&Step> = self.record.sections.iter().map(|section| section.step).collect();
        crate::lists::of(backend, tx, scope, &steps, "", backend.now().unix_timestamp()).await
    }
}

/// The answers of a customer.
///
/// # Errors
/// [`Error::NotFound`] if this tenant has no such customer.
pub(crate) async fn load(tx: &mut Tx, scope: &Scope, id: CustomerId) -> Result<Kept, Error> {
    let flow = if let Some(flow) = flow_of(tx, scope, id).await? {
        flow
    } else {
        // An older version of the server made the customer, and the job has not come to it yet.
        fill::one(tx, scope, id).await?;
        flow_of(tx, scope, id).await?.ok_or(Error::Stored("customers.flow"))?
    };
    let rows = sqlx::query!(
        r#"select section, answers as "answers: Json<Answers>", version from customer_sections
        where reseller_id = $1 and customer_id = $2"#,
        scope.reseller.0,
        id.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    let record = flow.record.ok_or(Error::Stored("customers.flow"))?;
    let mut answers = Answers::new();
    for row in &rows {
        answers.extend(row.answers.0.iter());
    }
    let versions = rows.into_iter().map(|row| (row.section, row.version)).collect();
    Ok(Kept { flow, record, answers, versions })
}

async fn flow_of(tx: &mut Tx, scope: &Scope, id: CustomerId) -> Result<Option<&'static Flow>, Error> {
    let row = sqlx::query!("select flow from customers where reseller_id = $1 and id = $2", scope.reseller.0, id.0)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or(Error::NotFound)?;
    row.flow.map(|flow| flows::flow(&flow).ok_or(Error::Stored("customers.flow"))).transpose()
}

/// Keeps the answers of a flow that has just made a customer.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn begin(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    id: CustomerId,
    flow: &Flow,
    answers: &Answers,
) -> Result<(), Error> {
    sqlx::query!("update customers set flow = $3 where reseller_id = $1 and id = $2", scope.reseller.0, id.0, flow.id)
        .execute(&mut **tx)
        .await?;
    let record = flow.record.ok_or(Error::Stored("a flow that makes a customer and keeps nothing"))?;
    write(tx, scope, id, (flow, record), answers).await?;
    project(backend, tx, scope, id, flow, answers).await
}

/// Completes a customer's record by the answers of another flow, which asked some of its questions again.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn complete(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    id: CustomerId,
    flow: &Flow,
    answers: &Answers,
) -> Result<(), Error> {
    let kept = load(tx, scope, id).await?;
    let mut merged = kept.answers;
    for step in flow.steps {
        step.forget(&mut merged);
    }
    merged.extend(answers.iter());
    write(tx, scope, id, (kept.flow, kept.record), &merged).await?;
    project(backend, tx, scope, id, kept.flow, &merged).await
}

/// Writes every section.
async fn write(tx: &mut Tx, scope: &Scope, id: CustomerId, of: (&Flow, &Record), answers: &Answers) -> Result<(), Error> {
    let (flow, record) = of;
    for section in record.sections {
        let own = record.of_section(section, answers);
        // A section of which nothing is answered gets no row, and one that had answers keeps none.
        sqlx::query!(
            "insert into customer_sections (reseller_id, customer_id, section, answers, flow_version)
            select $1, $2, $3, $4::jsonb, $5 where $4::jsonb <> '{}' or exists (
                select from customer_sections where reseller_id = $1 and customer_id = $2 and section = $3)
            on conflict (reseller_id, customer_id, section) do update set answers = excluded.answers,
                flow_version = excluded.flow_version, version = customer_sections.version + 1",
            scope.reseller.0,
            id.0,
            section.step.slug,
            Json(&own) as _,
            flow.version,
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// Writes the columns that follow from the answers.
async fn project(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    customer: CustomerId,
    flow: &Flow,
    answers: &Answers,
) -> Result<(), Error> {
    let room = Room::of(flow).ok_or(Error::Stored("customers.flow"))?;
    (room.project)(Projection { backend, tx, scope, customer, answers }).await
}
