//! Opening a draft at one of its pages.

use domain::{
    drafts::DraftView,
    form::{Answers, Choices, Flow, Problems, Step},
    ids::{CustomerId, DraftId},
    paths,
    vocabulary::Plan,
};

use super::{Draft, flow, presets, problems, sql};
use crate::{Backend, Error, Scope, Tx, flows, lists};

/// What there is at the address of a draft's page.
#[derive(Debug)]
pub enum Page {
    /// The page.
    Here(Box<DraftView>),
    /// The page is elsewhere: an earlier step is open, or the customer was made already.
    Elsewhere(String),
}

/// The first page of a flow. It makes no draft: reading changes nothing. The draft's id is chosen here, so that a first step that is
/// sent twice makes one draft. What is probable stands there already, beside the answers that are given.
///
/// # Errors
/// [`Error::NotFound`] if there is no such flow.
pub async fn begin(
    backend: &Backend,
    scope: &Scope,
    of: &str,
    reseller: &str,
    mut answers: Answers,
) -> Result<DraftView, Error> {
    let flow = flow(of)?;
    let (steps, now) = (flow.steps.get(..1).unwrap_or_default(), backend.now().unix_timestamp());
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    if !flows::is_open(backend, &mut tx, scope, flow).await? {
        return Err(Error::NotFound);
    }
    let lists = lists::of(backend, &mut tx, scope, steps, reseller, now).await?;
    answers.extend(presets::of(&mut tx, scope, steps, &answers).await?.iter());
    tx.commit().await?;
    Ok(DraftView {
        id: DraftId(backend.new_id()),
        flow: flow.id.to_owned(),
        version: 0,
        tab: new_tab(backend),
        facts: facts(steps.first().copied(), &answers),
        problems: Problems::new(),
        lists,
        saved_at: None,
        now,
        reseller: reseller.to_owned(),
        customer: None,
        filled: std::collections::BTreeMap::new(),
        finishes: None,
        said: steps.iter().flat_map(|step| step.said(&answers, now, scope.language())).collect(),
        answers,
    })
}

/// A draft, opened at the page with this slug: a step's, `check`, `discard` or `done`.
///
/// # Errors
/// [`Error::NotFound`] if there is no such draft or page for this tenant.
pub async fn load(backend: &Backend, scope: &Scope, id: DraftId, slug: &str, reseller: &str) -> Result<Page, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let draft = sql::find(&mut tx, scope, id).await?.ok_or(Error::NotFound)?;
    if draft.of_customer.is_some()
        && draft.customer.is_none()
        && (slug == "discard" || !draft.is_ones_move(&mut tx, scope).await?)
    {
        return Ok(Page::Elsewhere(draft.elsewhere(scope)));
    }
    match (slug, draft.customer) {
        ("done", Some(_)) if draft.of_customer.is_none() => {}
        ("done", None) => return Ok(Page::Elsewhere(draft.next_page())),
        (_, Some(_)) if draft.of_customer.is_some() => return Ok(Page::Elsewhere(draft.elsewhere(scope))),
        (_, Some(_)) => return Ok(Page::Elsewhere(paths::done(id))),
        ("check", None) if draft.journey().next().is_some() => return Ok(Page::Elsewhere(draft.next_page())),
        ("check" | "discard", None) => {}
        (step, None) => {
            draft.flow.step(step).ok_or(Error::NotFound)?;
            if !draft.journey().may_visit(step) {
                return Ok(Page::Elsewhere(draft.next_page()));
            }
        }
    }
    let view = view(backend, &mut tx, scope, &draft, slug, reseller).await?;
    tx.commit().await?;
    Ok(Page::Here(Box::new(view)))
}

pub(super) async fn view(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    draft: &Draft,
    slug: &str,
    reseller: &str,
) -> Result<DraftView, Error> {
    let (step, now) = (draft.flow.step(slug), backend.now().unix_timestamp());
    let mut found = Problems::new();
    // No problem is shown before the page was sent once.
    if let Some(step) = step.filter(|step| draft.sent.iter().any(|sent| sent == step.slug)) {
        found.extend(problems(backend, tx, scope, draft.flow, step, &draft.answers).await?);
    }
    // The check page shows all answers, a step's page only the lists that it asks from and the plan that the summary names.
    let steps: Vec<_> = match step {
        Some(step) => draft.flow.steps.iter().copied().filter(|s| s.slug == step.slug || asks_for_plan(s)).collect(),
        None => draft.flow.steps.to_vec(),
    };
    let mut lists = lists::of(backend, tx, scope, &steps, reseller, now).await?;
    if step.is_none() {
        keep_chosen(draft.flow, &draft.answers, &mut lists);
    }
    let mut answers = draft.flow.echo(&draft.answers);
    // What was never answered is preset where the reseller or the browser tells it.
    let asked: Vec<_> = step.into_iter().collect();
    answers.extend(presets::of(tx, scope, &asked, &answers).await?.iter());
    Ok(DraftView {
        id: draft.id,
        flow: draft.flow.id.to_owned(),
        version: draft.version,
        tab: new_tab(backend),
        facts: facts(step, &answers),
        // Who gave what is told where all answers stand together.
        filled: if step.is_none() { draft.filled.clone() } else { std::collections::BTreeMap::new() },
        finishes: draft.of_customer.map(CustomerId),
        said: step.map(|step| step.said(&draft.answers, now, scope.language())).unwrap_or_default(),
        answers,
        problems: found,
        lists,
        saved_at: Some(draft.saved_at.unix_timestamp()),
        now,
        reseller: reseller.to_owned(),
        customer: draft.customer.map(CustomerId),
    })
}

fn asks_for_plan(step: &Step) -> bool {
    step.questions().any(|question| matches!(question.shape.widget.choices(), Some(Choices::Server(Plan::LIST))))
}

/// What the page's groups must know of the answers that decide over them.
fn facts(step: Option<&Step>, answers: &Answers) -> Vec<Vec<u8>> {
    step.into_iter().flat_map(Step::groups).filter_map(|group| (group.facts)(answers)).collect()
}

fn new_tab(backend: &Backend) -> String {
    format!("{:016x}", u64::from_le_bytes(backend.random()))
}

/// A page that only shows answers needs no list but the chosen entries.
fn keep_chosen(flow: &Flow, answers: &Answers, lists: &mut domain::form::Lists) {
    let cells = flow.steps.iter().flat_map(|step| step.cells(answers));
    let chosen: std::collections::BTreeSet<&str> = cells.map(|cell| answers.raw(&cell.key)).collect();
    for list in lists.0.values_mut() {
        list.retain(|choice| chosen.contains(choice.value.as_str()));
    }
}
