//! Saving a step: on every Continue, on "Save and come back later", and by itself while somebody types.

use domain::{
    drafts::{Autosave, SaveOutcome, Then},
    form::{Answers, Flow, HOME, Makes, Secret, Step},
    ids::DraftId,
    paths,
    payments::Turn,
};

use super::{Draft, conflict, flow, presets, problems, sql};
use crate::{Backend, Error, Scope, Tx, accounts, flows};

/// A step's page as it was sent.
#[derive(Clone, Debug)]
pub struct Posted {
    /// The flow, for the first step, which makes the draft.
    pub flow: String,
    /// The draft.
    pub draft: DraftId,
    /// The version of the draft that the page showed; 0 on the very first page.
    pub seen: i32,
    /// Which page sent it ([`domain::drafts::DraftView::tab`]) and, after a dot, the how manieth of its sends this is.
    pub tab: String,
    /// The step.
    pub step: String,
    /// What was typed.
    pub answers: Answers,
}

/// Saves a step and says where to go on.
///
/// # Errors
/// [`Error::NotFound`] if there is no such draft or step for this tenant.
pub async fn save(backend: &Backend, scope: &Scope, mut posted: Posted, then: Then) -> Result<SaveOutcome, Error> {
    let step = flow(&posted.flow)?.step(&posted.step).ok_or(Error::NotFound)?;
    posted.answers = step.taken(posted.answers, scope.language());
    save_kept(backend, scope, posted, then).await
}

/// The same with answers that were read in their reader's form already: twice read, 1.234 would be a thousand.
pub(super) async fn save_kept(backend: &Backend, scope: &Scope, mut posted: Posted, then: Then) -> Result<SaveOutcome, Error> {
    let flow = flow(&posted.flow)?;
    let step = flow.step(&posted.step).ok_or(Error::NotFound)?;
    change(backend, step, &mut posted.answers, &then);
    let sealed = seal(backend, step, &posted.answers).await?;
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    if !flows::is_open(backend, &mut tx, scope, flow).await? {
        return Err(Error::NotFound);
    }
    // A customer's sign-up is made with the customer, and by nobody else.
    let begins = posted.seen == 0 && scope.customer.is_none() && flow.makes != Makes::Activation;
    if begins && flow.steps.first().is_some_and(|first| first.slug == step.slug) {
        let mut draft = empty(backend, flow, posted.draft);
        // What its earlier pages read telephone numbers by, until a later one asks for it.
        if let Some(country) = presets::country(&mut tx, scope, flow.steps).await? {
            draft.answers.set(HOME, country);
        }
        sql::make(&mut tx, scope, &draft).await?;
    }
    let mut draft = sql::lock(&mut tx, scope, posted.draft).await?.ok_or(Error::NotFound)?;
    if draft.flow.id != flow.id {
        return Err(Error::NotFound);
    }
    if draft.customer.is_some() && draft.of_customer.is_none() {
        return Ok(SaveOutcome::Go(paths::done(draft.id)));
    }
    if draft.customer.is_some() || !draft.is_ones_move(&mut tx, scope).await? {
        return Ok(SaveOutcome::Go(draft.elsewhere(scope)));
    }
    if !draft.journey().may_visit(step.slug) {
        return Ok(SaveOutcome::Go(draft.next_page()));
    }
    let before = draft.answers.clone();
    if let Taken::Stale = take(backend, &mut draft, step, &posted, &sealed) {
        conflict::keep(backend, &mut tx, scope, &posted).await?;
        tx.commit().await?;
        return Ok(SaveOutcome::Conflict(paths::conflict(draft.id, step.slug)));
    }
    if then == Then::Continue {
        step.settle(&mut draft.answers);
    }
    sign(&mut tx, scope, &mut draft, step, &before).await?;
    if then == Then::Continue && !draft.sent.iter().any(|sent| sent == step.slug) {
        draft.sent.push(step.slug.to_owned());
    }
    sql::update(&mut tx, scope, &draft).await?;
    let outcome = match then {
        Then::Later => SaveOutcome::Go(draft.elsewhere(scope)),
        Then::Stay | Then::Take(_) => SaveOutcome::Go(paths::step(draft.id, step.slug)),
        // Where the rows stand on the page.
        Then::Add(rows) | Then::Remove(rows, _) | Then::Raise(rows, _) => {
            SaveOutcome::Go(format!("{}#{rows}", paths::step(draft.id, step.slug)))
        }
        Then::Continue => {
            let problems = problems(backend, &mut tx, scope, draft.flow, step, &draft.answers).await?;
            if problems.is_empty() { SaveOutcome::Go(draft.next_page()) } else { SaveOutcome::Mend(problems, draft.version) }
        }
    };
    tx.commit().await?;
    Ok(outcome)
}

/// Saves what stands in a step's page, right or wrong, and says what is wrong. A stale page is told to stop, and nothing is overwritten.
///
/// # Errors
/// [`Error::NotFound`] if there is no such draft or step for this tenant.
pub async fn autosave(backend: &Backend, scope: &Scope, mut posted: Posted) -> Result<Autosave, Error> {
    let step = flow(&posted.flow)?.step(&posted.step).ok_or(Error::NotFound)?;
    posted.answers = step.taken(posted.answers, scope.language());
    let sealed = seal(backend, step, &posted.answers).await?;
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let mut draft = sql::lock(&mut tx, scope, posted.draft).await?.ok_or(Error::NotFound)?;
    if draft.flow.id != posted.flow || !flows::is_open(backend, &mut tx, scope, draft.flow).await? {
        return Err(Error::NotFound);
    }
    if draft.customer.is_some() || !draft.is_ones_move(&mut tx, scope).await? {
        return Ok(Autosave::Elsewhere);
    }
    let before = draft.answers.clone();
    if let Taken::Stale = take(backend, &mut draft, step, &posted, &sealed) {
        return Ok(Autosave::Stale);
    }
    sign(&mut tx, scope, &mut draft, step, &before).await?;
    sql::update(&mut tx, scope, &draft).await?;
    let problems = problems(backend, &mut tx, scope, draft.flow, step, &draft.answers).await?;
    tx.commit().await?;
    let said = step.said(&draft.answers, backend.now().unix_timestamp(), scope.language());
    Ok(Autosave::Saved(draft.version, problems, said))
}

/// What the pressed button changes before the page is saved: a correction that was offered, a row more or less.
fn change(backend: &Backend, step: &Step, answers: &mut Answers, then: &Then) {
    let rows = |wanted: &str| step.rows().find(|rows| rows.key == wanted);
    match then {
        Then::Take(key) => {
            let meant = step.question(key).and_then(|question| question.suggestion(answers.raw(key)));
            if let Some(meant) = meant {
                answers.set(key.as_str(), meant);
            }
        }
        Then::Add(key) => {
            if let Some(rows) = rows(key) {
                rows.add(answers, &format!("{:016x}", u64::from_le_bytes(backend.random())));
            }
        }
        Then::Remove(key, row) => {
            if let Some(rows) = rows(key) {
                rows.remove(answers, row);
            }
        }
        Then::Raise(key, row) => {
            if let Some(rows) = rows(key) {
                rows.move_up(answers, row);
            }
        }
        Then::Continue | Then::Later | Then::Stay => {}
    }
}

fn empty(backend: &Backend, flow: &'static Flow, id: DraftId) -> Draft {
    Draft {
        id,
        flow,
        answers: Answers::new(),
        version: 0,
        touched: std::collections::HashMap::default(),
        sent: Vec::new(),
        saved_at: backend.now(),
        customer: None,
        of_customer: None,
        turn: Turn::Reseller.code().to_owned(),
        filled: std::collections::BTreeMap::new(),
    }
}

/// Notes whoever gave an answer of a draft that two sides fill in: their side, and their name.
async fn sign(tx: &mut Tx, scope: &Scope, draft: &mut Draft, step: &Step, before: &Answers) -> Result<(), Error> {
    if draft.of_customer.is_none() || draft.answers == *before {
        return Ok(());
    }
    let changed: Vec<_> = step.questions().filter(|q| draft.answers.raw(q.key) != before.raw(q.key)).map(|q| q.key).collect();
    let name = sqlx::query_scalar!("select name from people where id = $1", scope.person.0).fetch_optional(&mut **tx).await?;
    let who = super::signature(scope, name.as_deref().unwrap_or_default());
    for key in changed {
        if draft.answers.raw(key).is_empty() {
            draft.filled.remove(key);
        } else {
            draft.filled.insert(key.to_owned(), who.clone());
        }
    }
    Ok(())
}

pub(super) enum Taken {
    /// The draft holds what was posted.
    Fresh,
    /// Another page changed the same answers to something else meanwhile; the draft is as it was.
    Stale,
}

/// Takes what was posted into the draft, unless that would overwrite what the page never showed.
pub(super) fn take(backend: &Backend, draft: &mut Draft, step: &'static Step, posted: &Posted, sealed: &Answers) -> Taken {
    let mut answers = draft.answers.clone();
    step.keep(&posted.answers, &mut answers, &|_, secret| sealed.raw(secret).to_owned());
    step.keep_settled(&draft.answers, &mut answers);
    draft.flow.drop_hidden(&mut answers);
    if answers != draft.answers {
        let (page, nth) = page_and_nth(&posted.tab);
        match draft.touched.get(step.slug).map(|(version, tab)| (*version, page_and_nth(tab))) {
            // It was overtaken on its way by a later send of its own page: the draft holds what was typed after it.
            Some((_, (last, later))) if last == page && later > nth => return Taken::Fresh,
            Some((version, (last, _))) if last != page && version > posted.seen => return Taken::Stale,
            _ => {}
        }
        draft.answers = answers;
        draft.version += 1;
        draft.touched.insert(step.slug.to_owned(), (draft.version, posted.tab.clone()));
    } else if draft.version == 0 {
        draft.version = 1;
    }
    draft.saved_at = backend.now();
    Taken::Fresh
}

/// A page that saves while somebody types sends again before it was answered, and the network keeps no order.
fn page_and_nth(tab: &str) -> (&str, u32) {
    tab.split_once('.').map_or((tab, 0), |(page, nth)| (page, nth.parse().unwrap_or(0)))
}

/// The hashes of the secrets that were posted, by the secret: hashing takes long, so it happens before the transaction.
pub(crate) async fn seal(backend: &Backend, step: &Step, answers: &Answers) -> Result<Answers, Error> {
    let mut sealed = Answers::new();
    for question in step.questions() {
        let raw = answers.raw(question.key);
        match question.secret {
            Some(Secret::Hashed) if question.check(raw, answers).is_ok() && !raw.is_empty() => {
                sealed.set(raw, accounts::hash(backend, raw.to_owned()).await?);
            }
            // No flow asks for one yet; the first that does brings the key to encrypt it with.
            Some(Secret::Encrypted) => return Err(Error::Stored("an encrypted secret")),
            _ => {}
        }
    }
    Ok(sealed)
}
