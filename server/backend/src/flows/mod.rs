//! What submitting means, one room a flow; which flows a reseller offers; and what their customers have in common. A new flow is
//! registered here: generic code finds its [`Room`] in [`ROOMS`], and names no flow.

pub mod activation;
pub mod network;
pub mod offer;
#[cfg(feature = "testing")]
pub mod proof;
pub mod white_label;

use std::pin::Pin;

use domain::{
    customers::{CustomerState, Payer},
    drafts::SubmitOutcome,
    flows::FLOWS,
    form::{Answer, Answers, Choices, Field, Flow, Makes, Problem, Problems, Question, Side},
    ids::{BillingAccountId, CustomerId, DraftId},
    offer::Offer,
    vocabulary::{BillingAccountRef, CompanyName, Plan, RegistrationNumber},
};

use crate::{Backend, Error, Scope, Tx, drafts::Draft};

/// What a flow does on the server.
pub(crate) struct Room {
    /// The flow.
    pub(crate) flow: &'static Flow,
    /// What its last button does.
    pub(crate) submit: Submit,
    /// Writes the columns and rows that SQL joins, searches and constrains, from the answers of a customer's record. Called when the flow has
    /// made the customer, and whenever the record changes.
    pub(crate) project: for<'a> fn(Projection<'a>) -> Submitting<'a, ()>,
    /// Constraints of the database that an answer can break after it was judged, and what is wrong with the answer then: another customer
    /// of that name was made, the billing account was deleted.
    pub(crate) constraints: &'static [(&'static str, &'static Question, Problem)],
}

/// What a flow's last button does.
pub(crate) enum Submit {
    /// It makes a customer, in the transaction that marks the draft as submitted.
    Makes(for<'a> fn(Submission<'a>) -> Submitting<'a, CustomerId>),
    /// It finishes a customer that exists already, and decides itself what is stored when.
    Finishes(for<'a> fn(Finishing<'a>) -> Submitting<'a, SubmitOutcome>),
}

/// The work of submitting, not begun yet.
pub(crate) type Submitting<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;

/// A draft whose answers were found right, ready to become a customer. The caller commits.
pub(crate) struct Submission<'a> {
    pub(crate) backend: &'a Backend,
    pub(crate) tx: &'a mut Tx,
    pub(crate) scope: &'a Scope,
    pub(crate) answers: &'a Answers,
    /// What the page showed, and therefore what is agreed.
    pub(crate) offer: &'a Offer,
    pub(crate) draft: DraftId,
}

/// The answers of a customer's record, to be written where SQL needs them. The caller commits.
pub(crate) struct Projection<'a> {
    pub(crate) backend: &'a Backend,
    pub(crate) tx: &'a mut Tx,
    pub(crate) scope: &'a Scope,
    pub(crate) customer: CustomerId,
    pub(crate) answers: &'a Answers,
}

/// A draft that finishes a customer, locked in the transaction. Its answers were not judged yet.
pub(crate) struct Finishing<'a> {
    pub(crate) backend: &'a Backend,
    pub(crate) tx: Tx,
    pub(crate) scope: &'a Scope,
    pub(crate) draft: Draft,
    pub(crate) customer: CustomerId,
    /// The offer that the page showed, as it sent it back.
    pub(crate) confirmed: &'a str,
}

/// Every room.
pub(crate) static ROOMS: &[&Room] = &[
    &white_label::ROOM,
    &activation::ROOM,
    &network::ADD_ROOM,
    &network::INVITE_ROOM,
    #[cfg(feature = "testing")]
    &proof::ROOM,
];

impl Room {
    /// The room of a flow; nothing comes of a reference page.
    pub(crate) fn of(flow: &Flow) -> Option<&'static Self> {
        let is_its = |room: &&Self| match room.flow.side {
            Side::Customer { for_staff } if for_staff.id == flow.id => true,
            _ => room.flow.id == flow.id,
        };
        ROOMS.iter().copied().find(is_its)
    }

    /// What an error of the database says of the answers, if it does.
    pub(crate) fn problem(&self, error: &Error) -> Option<Problems> {
        let broken = |(name, ..): &&(&str, &Question, Problem)| error.is_constraint(name);
        self.constraints.iter().find(broken).map(|(_, question, problem)| Problems::one(question.key, *problem))
    }
}

/// The ways to make a customer that the operator switched on for this reseller.
///
/// # Errors
/// If the database does not answer.
pub async fn offered(backend: &Backend, scope: &Scope) -> Result<Vec<&'static Flow>, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let offers = offers(&mut tx, scope).await?;
    tx.commit().await?;
    Ok(FLOWS.iter().copied().filter(|flow| flow.makes == Makes::Customer && is_among(flow, &offers)).collect())
}

/// The list that a flow asks from, of which the tenant has no entry yet: nobody can walk it to its end.
///
/// # Errors
/// If the database does not answer.
pub async fn lacks(backend: &Backend, scope: &Scope, flow: &Flow) -> Result<Option<&'static str>, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let row = sqlx::query!(
        r#"select exists (select from plans where reseller_id = $1) as "plans!",
            exists (select from billing_accounts where reseller_id = $1) as "accounts!""#,
        scope.reseller.0
    )
    .fetch_one(&mut *tx)
    .await?;
    tx.commit().await?;
    let asked = flow.steps.iter().flat_map(|step| step.questions()).filter_map(|question| question.shape.widget.choices());
    let empty = asked.filter_map(|choices| match choices {
        Choices::Server(Plan::LIST) if !row.plans => Some(Plan::LIST),
        Choices::Server(BillingAccountRef::LIST) if !row.accounts => Some(BillingAccountRef::LIST),
        _ => None,
    });
    Ok(empty.min())
}

fn is_among(flow: &Flow, offers: &[String]) -> bool {
    offers.iter().any(|offer| offer == flow.offer)
}

async fn offers(tx: &mut Tx, scope: &Scope) -> Result<Vec<String>, Error> {
    Ok(sqlx::query_scalar!("select flows from resellers where id = $1", scope.reseller.0).fetch_one(&mut **tx).await?)
}

/// Whether a flow may be walked here: it is switched on for the reseller, or a sheet of reference in development.
pub(crate) async fn is_open(backend: &Backend, tx: &mut Tx, scope: &Scope, flow: &Flow) -> Result<bool, Error> {
    Ok(match flow.makes {
        Makes::Nothing => backend.development.is_some(),
        // Whose customer stands may finish it, whatever was switched off meanwhile.
        Makes::Activation => true,
        Makes::Customer => is_among(flow, &offers(tx, scope).await?),
    })
}

/// Makes a customer whose charges go to a billing account. The caller commits.
pub(crate) async fn make_customer(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    name: &CompanyName,
    state: CustomerState,
    billing: BillingAccountId,
    draft: DraftId,
) -> Result<CustomerId, Error> {
    let id = CustomerId(backend.new_id());
    // They have no plan: what they use is charged to the billing account.
    sqlx::query!(
        "insert into customers (reseller_id, id, name, name_folded, state, payer, billing_account_id, monthly_minor, setup_minor,
            currency, draft_id, made_by, made_at)
        select $1, $2, $3, $4, $5, $6, $7, 0, 0, r.currency, $8, $9, $10 from resellers r where r.id = $1",
        scope.reseller.0,
        id.0,
        name.as_str(),
        name.folded(),
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

/// Writes a customer's name and its number in the company register.
pub(crate) async fn project_company(
    projection: &mut Projection<'_>,
    name: &Field<CompanyName>,
    registration: &Field<RegistrationNumber>,
) -> Result<(), Error> {
    let Projection { tx, scope, customer, answers, .. } = projection;
    let name = answers.need(name).map_err(|_| Error::Stored("customer_sections.answers"))?;
    sqlx::query!(
        "update customers set name = $3, name_folded = $4, registration_number = $5, version = version + 1
        where reseller_id = $1 and id = $2 and (name, registration_number) is distinct from ($3, $5)",
        scope.reseller.0,
        customer.0,
        name.as_str(),
        name.folded(),
        answers.get(registration).map(|number| number.show()),
    )
    .execute(&mut ***tx)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use domain::{flows::FLOWS, form::Makes};

    use super::{Room, Submit};

    #[test]
    fn every_flow_has_a_room_that_does_what_it_promises() {
        for flow in FLOWS.iter().copied() {
            let room = Room::of(flow);
            match flow.makes {
                Makes::Nothing => assert!(room.is_none(), "{}", flow.id),
                Makes::Customer => assert!(matches!(room, Some(Room { submit: Submit::Makes(_), .. })), "{}", flow.id),
                Makes::Activation => assert!(matches!(room, Some(Room { submit: Submit::Finishes(_), .. })), "{}", flow.id),
            }
            // An answer that the database refuses is asked by the flow that is refused.
            for (name, question, _) in room.into_iter().flat_map(|room| room.constraints) {
                assert!(flow.question(question.key).is_some(), "{}: {name}", flow.id);
            }
        }
    }
}
