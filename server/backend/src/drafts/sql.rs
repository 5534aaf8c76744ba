//! The queries of drafts. None of them commits.

use domain::{form::Answers, ids::DraftId};
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Draft, Touched, flow};
use crate::{Error, Scope, Tx};

struct Row {
    id: Uuid,
    flow: String,
    answers: Json<Answers>,
    version: i32,
    touched: Json<Touched>,
    sent: Vec<String>,
    saved_at: OffsetDateTime,
    customer_id: Option<Uuid>,
    of_customer: Option<Uuid>,
    turn: String,
    filled: Json<std::collections::BTreeMap<String, String>>,
}

impl Row {
    /// The draft as it is walked by whoever acts: what only the customer may answer is no part of it for others.
    fn read(self, scope: &Scope) -> Result<Draft, Error> {
        let flow = flow(&self.flow)?;
        let in_their_place = scope.customer.is_none() || scope.acting;
        Ok(Draft {
            id: DraftId(self.id),
            flow: flow.of_side(in_their_place),
            answers: self.answers.0,
            version: self.version,
            touched: self.touched.0,
            sent: self.sent,
            saved_at: self.saved_at,
            customer: self.customer_id,
            of_customer: self.of_customer,
            turn: self.turn,
            filled: self.filled.0,
        })
    }
}

/// A draft that was not discarded.
pub(super) async fn find(tx: &mut Tx, scope: &Scope, id: DraftId) -> Result<Option<Draft>, Error> {
    sqlx::query_as!(
        Row,
        r#"select id, flow, answers as "answers: Json<Answers>", version, touched as "touched: Json<Touched>", sent,
            saved_at, customer_id, of_customer, turn, filled as "filled: Json<std::collections::BTreeMap<String, String>>"
        from drafts where reseller_id = $1 and id = $2 and discarded_at is null"#,
        scope.reseller.0,
        id.0,
    )
    .fetch_optional(&mut **tx)
    .await?
    .map(|row| row.read(scope))
    .transpose()
}

/// The same, held until the transaction ends.
pub(super) async fn lock(tx: &mut Tx, scope: &Scope, id: DraftId) -> Result<Option<Draft>, Error> {
    sqlx::query_as!(
        Row,
        r#"select id, flow, answers as "answers: Json<Answers>", version, touched as "touched: Json<Touched>", sent,
            saved_at, customer_id, of_customer, turn, filled as "filled: Json<std::collections::BTreeMap<String, String>>"
        from drafts where reseller_id = $1 and id = $2 and discarded_at is null for update"#,
        scope.reseller.0,
        id.0,
    )
    .fetch_optional(&mut **tx)
    .await?
    .map(|row| row.read(scope))
    .transpose()
}

/// Makes an empty draft, unless it is there: a first step that is sent twice makes one.
pub(super) async fn make(tx: &mut Tx, scope: &Scope, draft: &Draft) -> Result<(), Error> {
    sqlx::query!(
        "insert into drafts (reseller_id, id, flow, flow_version, answers, version, begun_by, begun_at, saved_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $8) on conflict do nothing",
        scope.reseller.0,
        draft.id.0,
        draft.flow.id,
        draft.flow.version,
        Json(&draft.answers) as _,
        draft.version,
        scope.person.0,
        draft.saved_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The most that a draft holds, in bytes of its answers: several times what its flow asks.
const LARGEST: usize = 512 * 1024;

/// Stores what `draft` holds now. The row is locked.
///
/// # Errors
/// [`Error::TooLarge`] if that is more than any draft needs.
pub(super) async fn update(tx: &mut Tx, scope: &Scope, draft: &Draft) -> Result<(), Error> {
    if draft.answers.iter().map(|(key, text)| key.len() + text.len()).sum::<usize>() > LARGEST {
        return Err(Error::TooLarge);
    }
    sqlx::query!(
        "update drafts set answers = $3, version = $4, touched = $5, sent = $6, saved_at = $7, filled = $8
        where reseller_id = $1 and id = $2",
        scope.reseller.0,
        draft.id.0,
        Json(&draft.answers) as _,
        draft.version,
        Json(&draft.touched) as _,
        &draft.sent,
        draft.saved_at,
        Json(&draft.filled) as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
