//! Changing a section of a record: the same form that asked, judged by the same rules, for the staff and for the customer's own people.

use domain::{
    form::{Answers, Lists, Problem, Problems, Reader, Step},
    ids::CustomerId,
    words::Word,
};
use sqlx::types::Json;

use super::{Kept, load, project};
use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
    customers, drafts,
    flows::Room,
    lists,
    rates::{self, Rate},
    rules,
};

/// A section as its form shows it.
#[derive(Clone, Debug)]
pub struct Editing {
    /// What the form asks.
    pub form: &'static Step,
    /// The answers: its own, and those that they are judged beside. No secrets.
    pub answers: Answers,
    /// The lists that it asks from.
    pub lists: Lists,
    /// What the customer is called now.
    pub name: String,
    /// How often the section was changed.
    pub version: i32,
}

impl Editing {
    /// The answers with what was posted in the place of the form's own.
    pub fn with(&self, posted: &Answers) -> Answers {
        let mut answers = self.answers.clone();
        self.form.forget(&mut answers);
        answers.extend(posted.iter());
        // A secret that was not typed again stays as it is.
        for cell in self.form.cells(posted).into_iter().filter(|cell| cell.question.secret.is_some()) {
            if answers.raw(&cell.key).is_empty() && self.answers.has(&cell.key) {
                answers.set(&*cell.key, self.answers.raw(&cell.key));
            }
        }
        answers
    }
}

/// What came of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It is stored.
    Done,
    /// Something is wrong with it.
    Mend(Problems),
    /// Somebody else changed the section since the page was shown.
    Meanwhile,
}

/// A section of a customer, for those who may change it.
///
/// # Errors
/// [`Error::NotFound`] if this tenant has no such customer or section, nothing of it may be changed by this side, or the customer is closed
/// or has not finished the sign-up.
pub async fn open(backend: &Backend, scope: &Scope, id: CustomerId, section: &str) -> Result<Editing, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let (kept, form, name) = look(&mut tx, scope, id, section).await?;
    let lists = lists::of(backend, &mut tx, scope, &[form], "", backend.now().unix_timestamp()).await?;
    tx.commit().await?;
    let around = kept.record.around(&kept.answers);
    let mut answers = Answers::new();
    for section in kept.record.sections {
        answers.extend(section.step.echo(&around).iter());
    }
    form.confirm(&mut answers);
    let version = kept.versions.get(section).copied().unwrap_or_default();
    Ok(Editing { form, answers, lists, name, version })
}

async fn look(tx: &mut Tx, scope: &Scope, id: CustomerId, section: &str) -> Result<(Kept, &'static Step, String), Error> {
    let open = sqlx::query_scalar!(
        "select name from customers c where reseller_id = $1 and id = $2 and state <> 'closed' and not exists (
            select from drafts d where d.reseller_id = c.reseller_id and d.of_customer = c.id and d.submitted_at is null
                and d.discarded_at is null)",
        scope.reseller.0,
        id.0,
    );
    let name = open.fetch_optional(&mut **tx).await?.ok_or(Error::NotFound)?;
    let kept = load(tx, scope, id).await?;
    let reader = if scope.customer.is_some() { Reader::Customer } else { Reader::Staff };
    let form = kept.record.section(section).and_then(|section| section.form(reader)).ok_or(Error::NotFound)?;
    Ok((kept, form, name))
}

/// Names that the people of one customer may try.
const NAMES: Rate = Rate { name: "company names of", every: time::Duration::hours(6), burst: 3 };

/// Changes a section of a customer, as a page that showed this version of it asked. What was posted was read in its reader's form already
/// ([`Step::taken`]).
///
/// # Errors
/// As [`open`].
pub async fn change(
    backend: &Backend,
    scope: &Scope,
    id: CustomerId,
    section: &str,
    seen: i32,
    posted: &Answers,
) -> Result<Changed, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    // Two sections that are changed at the same time write the same columns: one after the other.
    customers::lock(&mut tx, scope, id).await?;
    let (kept, form, name) = look(&mut tx, scope, id, section).await?;
    let sealed = drafts::seal(backend, scope, form, posted).await?;
    let mut answers = kept.record.around(&kept.answers);
    form.keep(posted, &mut answers, &|kept, secret| sealed.of(kept, secret));
    let mut problems = form.check(&answers);
    problems.extend(rules::problems(backend, &mut tx, scope, kept.flow, form, &answers, Some(id)).await?);
    if !problems.is_empty() {
        return Ok(Changed::Mend(problems));
    }
    // That a name is taken tells a customer's people what another customer is called: they may not ask for many.
    let subject = kept.flow.subject.filter(|subject| form.question(subject.key).is_some());
    if let Some(subject) = subject
        && scope.customer.is_some()
        && kept.versions.get(section).copied().unwrap_or_default() == seen
        && answers.raw(subject.key).trim() != name
        && rates::take(backend, NAMES, &id.to_string()).await?.is_some()
    {
        return Ok(Changed::Mend(Problems::one(subject.key, Problem::Together(Word::CompanyNamesTried))));
    }
    form.settle(&mut answers);
    form.rows().for_each(|rows| rows.drop_unanswered(&mut answers));
    // What the flow itself went on by stays as it was.
    let mut all = kept.answers.clone();
    form.forget(&mut all);
    all.extend(answers.iter());
    let kept_section = kept.record.section(section).ok_or(Error::NotFound)?;
    let (before, after) = (kept.record.of_section(kept_section, &kept.answers), kept.record.of_section(kept_section, &all));
    if before == after {
        return Ok(Changed::Done);
    }
    let stored = sqlx::query!(
        "insert into customer_sections (reseller_id, customer_id, section, answers, flow_version)
        select $1, $2, $3, $4, $5 where $6 = 0 or exists (
            select from customer_sections where reseller_id = $1 and customer_id = $2 and section = $3)
        on conflict (reseller_id, customer_id, section) do update set answers = excluded.answers,
            flow_version = excluded.flow_version, version = customer_sections.version + 1
        where customer_sections.version = $6",
        scope.reseller.0,
        id.0,
        section,
        Json(&after) as _,
        kept.flow.version,
        seen,
    )
    .execute(&mut *tx)
    .await?;
    if stored.rows_affected() == 0 {
        return Ok(Changed::Meanwhile);
    }
    if let Err(error) = project(backend, &mut tx, scope, id, kept.flow, &all).await {
        let room = Room::of(kept.flow).ok_or(Error::Stored("customers.flow"))?;
        return room.problem(&error).map(Changed::Mend).ok_or(error);
    }
    let detail = audit::differences(form, &before, &after);
    audit::note(backend, &mut tx, scope, Entry { action: "customer.changed", customer: Some(id), detail }).await?;
    tx.commit().await?;
    Ok(Changed::Done)
}
