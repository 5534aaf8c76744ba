//! Saving a step: on every Continue, on "Save and come back later", and by itself while somebody types.

use std::collections::BTreeMap;

use domain::{
    drafts::{Autosave, SaveOutcome, Then},
    form::{Answers, Flow, HOME, Makes, Question, Secret, Step},
    ids::DraftId,
    paths,
    payments::Turn,
};

use super::{Draft, conflict, flow, presets, problems, sql};
use crate::{Backend, Error, Scope, Tx, accounts, flows, seal};

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
    then.apply(step, &mut posted.answers, &new_row(backend));
    let sealed = seal(backend, scope, step, &posted.answers).await?;
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
    let sealed = seal(backend, scope, step, &posted.answers).await?;
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
        filled: BTreeMap::new(),
    }
}

/// Notes whoever gave an answer of a draft that two sides fill in: their side, and their name.
async fn sign(tx: &mut Tx, scope: &Scope, draft: &mut Draft, step: &Step, before: &Answers) -> Result<(), Error> {
    if draft.of_customer.is_none() || draft.answers == *before {
        return Ok(());
    }
    let changed = step.cells(&draft.answers).into_iter().map(|cell| cell.key);
    let changed: Vec<_> = changed.filter(|key| draft.answers.raw(key) != before.raw(key)).collect();
    let name = sqlx::query_scalar!("select name from people where id = $1", scope.person.0).fetch_optional(&mut **tx).await?;
    let who = super::signature(scope, name.as_deref().unwrap_or_default());
    for key in changed {
        if draft.answers.raw(&key).is_empty() {
            draft.filled.remove(&*key);
        } else {
            draft.filled.insert(key.to_string(), who.clone());
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
pub(super) fn take(backend: &Backend, draft: &mut Draft, step: &'static Step, posted: &Posted, sealed: &Sealed) -> Taken {
    let mut answers = draft.answers.clone();
    step.keep(&posted.answers, &mut answers, &|kept, secret| sealed.of(kept, secret));
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

/// The name of a row that is added.
pub fn new_row(backend: &Backend) -> String {
    format!("{:016x}", u64::from_le_bytes(backend.random()))
}

/// The secrets that were posted, as they are stored, by how they are kept and the secret. Hashing takes long, so it happens before the
/// transaction.
#[derive(Default)]
pub(crate) struct Sealed(BTreeMap<(Secret, String), String>);

impl Sealed {
    /// A secret as it is stored.
    pub(crate) fn of(&self, kept: Secret, secret: &str) -> Option<String> {
        self.0.get(&(kept, secret.to_owned())).cloned()
    }
}

/// Seals the secrets of a step that are right, for the tenant.
///
/// # Errors
/// If hashing fails, or too many wait for it.
pub(crate) async fn seal(backend: &Backend, scope: &Scope, step: &Step, answers: &Answers) -> Result<Sealed, Error> {
    let mut sealed = Sealed::default();
    for cell in step.cells(answers) {
        let Some(kept) = cell.question.secret else { continue };
        let raw = answers.raw(&cell.key).replace('\0', "");
        // The same secret in several rows is sealed once.
        if raw.is_empty()
            || sealed.0.contains_key(&(kept, raw.clone()))
            || cell.question.check(&raw, &cell.answers(answers)).is_err()
        {
            continue;
        }
        let text = match kept {
            Secret::Hashed => accounts::hash(backend, raw.clone()).await?,
            Secret::Encrypted => hex::encode(seal::seal(backend, &scope.reseller.to_string(), raw.as_bytes())?),
            Secret::Once => String::new(),
        };
        sealed.0.insert((kept, raw), text);
    }
    Ok(sealed)
}

/// Opens an encrypted answer of the tenant's; `None` where the question was not answered.
///
/// # Errors
/// [`Error::Sealed`] if the server's key is not the one that it was sealed under.
#[cfg_attr(not(feature = "testing"), expect(dead_code, reason = "so far only the flow of tests asks for an encrypted secret"))]
pub(crate) fn open_answer(
    backend: &Backend,
    scope: &Scope,
    question: &Question,
    answers: &Answers,
) -> Result<Option<String>, Error> {
    let Some(sealed) = question.sealed(answers) else { return Ok(None) };
    let sealed = hex::decode(sealed).map_err(|_| Error::Sealed)?;
    let text = seal::open(backend, &scope.reseller.to_string(), &sealed)?;
    String::from_utf8(text).map(Some).map_err(|_| Error::Sealed)
}
