//! Drafts, as the list and the wizard see them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    form::{Answers, Lists, Problems, Step},
    ids::{CustomerId, DraftId},
};

/// A row of the list of drafts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftSummary {
    /// The draft.
    pub id: DraftId,
    /// The company's name as far as it was typed; empty if not yet.
    pub name: String,
    /// Who began it.
    pub by: String,
    /// When it was last saved: seconds since 1970-01-01 UTC.
    pub saved_at: i64,
    /// Where to go on.
    pub resume: String,
}

/// The drafts of a reseller.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftList {
    /// The drafts, last saved first.
    pub rows: Vec<DraftSummary>,
    /// Now, on the server's clock.
    pub now: i64,
}

/// A draft, opened at one of its pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftView {
    /// The draft. On the very first page it does not exist yet: the first Continue makes it, under this id, once.
    pub id: DraftId,
    /// Its flow.
    pub flow: String,
    /// Counts its changes; 0 while it does not exist.
    pub version: i32,
    /// Names this page among all that show the draft, so that its own saves are not taken for another's.
    pub tab: String,
    /// Every answer, without secrets.
    pub answers: Answers,
    /// What is wrong on this page, once it was sent.
    pub problems: Problems,
    /// The server's lists that the page needs.
    pub lists: Lists,
    /// When it was last saved: seconds since 1970-01-01 UTC.
    pub saved_at: Option<i64>,
    /// Now, on the server's clock.
    pub now: i64,
    /// Who is charged.
    pub reseller: String,
    /// The customer that it became.
    pub customer: Option<CustomerId>,
    /// What the server says of right answers, by key: when a window is next open.
    pub said: BTreeMap<String, String>,
    /// By key, who gave an answer of a draft that two sides fill in: a letter for the side, and their name. On the check page only.
    pub filled: BTreeMap<String, String>,
    /// The customer whom the draft finishes.
    pub finishes: Option<CustomerId>,
    /// What the page's groups know about the answers that decide over them, for the browser.
    pub facts: Vec<Vec<u8>>,
}

/// What was typed in this tab beside what another one saved meanwhile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictView {
    /// The draft as it stands.
    pub draft: DraftView,
    /// The key, what this tab typed, and what the draft holds, both as people read them; only where they differ.
    pub differences: Vec<Difference>,
}

/// One answer that two tabs gave differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The answer's key.
    pub key: String,
    /// What this tab typed.
    pub mine: String,
    /// What the draft holds.
    pub saved: String,
}

/// What the pressed button asks for after saving.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String")]
pub enum Then {
    /// The next page, if this one is right.
    #[default]
    Continue,
    /// The list of drafts, right or wrong.
    Later,
    /// This page anew, unjudged: a choice changes what it asks.
    Stay,
    /// This page anew, with what was probably meant under this key.
    Take(String),
    /// This page anew, with one more of these rows.
    Add(String),
    /// This page anew, without this row of these.
    Remove(String, String),
    /// This page anew, with this row of these one place higher.
    Raise(String, String),
}

impl Then {
    /// Whether the page comes back unjudged.
    pub const fn is_redraw(&self) -> bool {
        !matches!(self, Self::Continue | Self::Later)
    }

    /// Changes the posted answers as the pressed button asks: a correction that was offered, a row more or less. `new` names a row that is
    /// added.
    pub fn apply(&self, step: &Step, answers: &mut Answers, new: &str) {
        let rows = |wanted: &str| step.rows().find(|rows| rows.key == wanted);
        match self {
            Self::Take(key) => {
                let meant = step.question(key).and_then(|question| question.suggestion(answers.raw(key)));
                if let Some(meant) = meant {
                    answers.set(key.as_str(), meant);
                }
            }
            Self::Add(key) => {
                if let Some(rows) = rows(key) {
                    rows.add(answers, new);
                }
            }
            Self::Remove(key, row) => {
                if let Some(rows) = rows(key) {
                    rows.remove(answers, row);
                }
            }
            Self::Raise(key, row) => {
                if let Some(rows) = rows(key) {
                    rows.move_up(answers, row);
                }
            }
            Self::Continue | Self::Later | Self::Stay => {}
        }
    }
}

impl From<String> for Then {
    fn from(value: String) -> Self {
        let mut parts = value.splitn(3, ':').map(str::to_owned);
        match (parts.next().as_deref(), parts.next(), parts.next()) {
            (Some("later"), ..) => Self::Later,
            (Some("stay"), ..) => Self::Stay,
            (Some("take"), Some(key), _) => Self::Take(key),
            (Some("add"), Some(rows), _) => Self::Add(rows),
            (Some("remove"), Some(rows), Some(row)) => Self::Remove(rows, row),
            (Some("raise"), Some(rows), Some(row)) => Self::Raise(rows, row),
            _ => Self::Continue,
        }
    }
}

/// What came of saving a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SaveOutcome {
    /// Saved; go on there.
    Go(String),
    /// Saved as typed, but something is to mend first. The version is the draft's new one.
    Mend(Problems, i32),
    /// Another tab changed the same answers: the page at this address shows both.
    Conflict(String),
    /// The session had ended. What was typed waits; sign in at this address.
    SignIn(String),
}

/// What came of an autosave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Autosave {
    /// Saved: the draft's new version, everything that is wrong with the page as it was sent, and what there is to say of what is
    /// right. The page shows of it what is news.
    Saved(i32, Problems, BTreeMap<String, String>),
    /// Another tab changed the same answers: this tab must stop.
    Stale,
    /// It is not the reader's to fill in just now: the other side has it, it is being paid for, or it is finished.
    Elsewhere,
}

/// What came of "Create customer".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SubmitOutcome {
    /// The customer stands; the page at this address says so.
    Created(String),
    /// Something is to mend first, at this address.
    Mend(String),
    /// Nothing was done, since not everything is as the page at this address showed it: what changed, in sentences.
    Changed(String, Vec<String>),
}
