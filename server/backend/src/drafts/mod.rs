//! Drafts: what was typed in a flow, from the first Continue until "Create customer" or until it is discarded.

mod conflict;
mod discard;
mod list;
mod load;
mod park;
mod presets;
mod save;
mod sql;
mod submit;

pub use conflict::{conflict, settle};
pub use discard::discard;
pub use list::list;
pub use load::{Page, begin, load};
pub use park::{Parked, park, unpark};
#[cfg(feature = "testing")]
pub(crate) use save::open_answer;
pub(crate) use save::seal;
pub use save::{Posted, autosave, new_row, save};
pub(crate) use submit::mend;
pub use submit::submit;

use domain::{
    flows,
    form::{Answers, Flow, Journey, Lists, Problems, Step},
    ids::{CustomerId, DraftId},
    paths,
    payments::Turn,
};

use crate::{Backend, Error, Scope, Tx, lists, payments, rules};

/// What is probable for a form that is no draft's, beside these answers.
///
/// # Errors
/// If the database does not answer.
pub async fn presets(backend: &Backend, scope: &Scope, step: &Step, answers: &Answers) -> Result<Answers, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let presets = presets::of(&mut tx, scope, &[step], answers).await?;
    tx.commit().await?;
    Ok(presets)
}

/// The lists that such a form asks from, of those that are the same for everybody.
pub fn lists_for_everybody(backend: &Backend, scope: &Scope, step: &Step) -> Lists {
    lists::for_everybody(step, scope.language(), backend.now().unix_timestamp())
}

/// By step: the version at which its answers last changed, and the page that changed them.
type Touched = std::collections::HashMap<String, (i32, String)>;

/// A draft as it is stored.
pub(crate) struct Draft {
    pub(crate) id: DraftId,
    pub(crate) flow: &'static Flow,
    pub(crate) answers: Answers,
    version: i32,
    touched: Touched,
    sent: Vec<String>,
    saved_at: time::OffsetDateTime,
    customer: Option<uuid::Uuid>,
    /// The customer whom it finishes, where one stands already; whose move it is then; and by key, who gave each answer.
    of_customer: Option<uuid::Uuid>,
    turn: String,
    filled: std::collections::BTreeMap<String, String>,
}

impl Draft {
    fn journey(&self) -> Journey<'_> {
        Journey::new(self.flow, &self.answers)
    }

    /// Where somebody finds what has become of a sign-up whose move is not theirs: the customer's page, or one's own account.
    pub(crate) fn elsewhere(&self, scope: &Scope) -> String {
        match self.of_customer {
            Some(customer) if scope.customer.is_none() => paths::customer(CustomerId(customer)),
            Some(_) => paths::DASHBOARD.to_owned(),
            None => paths::DRAFTS.to_owned(),
        }
    }

    /// Whether whoever acts may fill it in just now: a sign-up is filled in by turns, and by nobody while it is being paid for.
    pub(crate) async fn is_ones_move(&self, tx: &mut Tx, scope: &Scope) -> Result<bool, Error> {
        let Some(customer) = self.of_customer else { return Ok(scope.customer.is_none()) };
        Ok(self.turn == side(scope) && payments::open_of(tx, scope, CustomerId(customer)).await?.is_none())
    }

    /// Where the journey goes on.
    fn next_page(&self) -> String {
        self.journey().next().map_or_else(|| paths::check(self.id), |step| paths::step(self.id, step.slug))
    }
}

/// How an answer is signed: the side's first letter, and the name.
pub(crate) fn signature(scope: &Scope, name: &str) -> String {
    format!("{}{name}", &side(scope)[..1])
}

/// On which side whoever acts stands.
fn side(scope: &Scope) -> &'static str {
    if scope.customer.is_some() { Turn::Customer.code() } else { Turn::Reseller.code() }
}

fn flow(id: &str) -> Result<&'static Flow, Error> {
    flows::flow(id).ok_or(Error::NotFound)
}

/// Everything that is wrong with a step: the rules of the domain, then those that only the server can check.
async fn problems(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    flow: &Flow,
    step: &Step,
    answers: &Answers,
) -> Result<Problems, Error> {
    let mut problems = step.check(answers);
    problems.extend(rules::problems(backend, tx, scope, flow, step, answers, None).await?);
    Ok(problems)
}

/// Everything that is wrong with a draft, in every step that its answers lead to.
pub(crate) async fn problems_of(backend: &Backend, tx: &mut Tx, scope: &Scope, draft: &Draft) -> Result<Problems, Error> {
    let mut problems = draft.flow.check(&draft.answers);
    for step in draft.journey().steps() {
        problems.extend(rules::problems(backend, tx, scope, draft.flow, step, &draft.answers, None).await?);
    }
    Ok(problems)
}
