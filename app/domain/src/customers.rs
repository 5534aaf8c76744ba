//! Customers, as the list and their page see them.

use serde::{Deserialize, Serialize};

use crate::{
    form::{Field, Item, Step},
    ids::CustomerId,
    money::Money,
    vocabulary::Line,
    words::Word,
};

/// Where a customer is in its life (`decisions.md`, "Life of a customer").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomerState {
    /// Its contact was invited, and has not come yet (S1.21).
    Invited,
    /// It waits for the customer to finish (S0.6).
    AwaitingActivation,
    /// In service.
    Active,
    /// Sign-in of its people is refused, nothing is deleted.
    Suspended,
    /// Ended.
    Closed,
}

impl CustomerState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Invited, Self::AwaitingActivation, Self::Active, Self::Suspended, Self::Closed];

    /// The name under which the database keeps it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::AwaitingActivation => "awaiting_activation",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Closed => "closed",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// What people call it.
    pub const fn name(self) -> Word {
        match self {
            Self::Invited => Word::StateInvited,
            Self::AwaitingActivation => Word::StateAwaiting,
            Self::Active => Word::StateActive,
            Self::Suspended => Word::StateSuspended,
            Self::Closed => Word::StateClosed,
        }
    }
}

/// Why a customer is suspended; its administrators read it in the mail.
pub static SUSPEND_REASON: Field<Line<200>> =
    Field::new("suspend_reason", Word::SuspendReason).help(Word::SuspendReasonHelp).optional();
/// Suspends a customer.
pub static SUSPEND: Step = Step::new("suspend", Word::Suspend, &[Item::Question(&SUSPEND_REASON.question)]);

/// The name of the customer that is to be closed, as its page has it.
pub static CLOSE_NAME: Field<Line<200>> = Field::new("close_name", Word::CloseName).help(Word::CloseNameHelp);
/// Closes a customer for good.
pub static CLOSE: Step = Step::new("close", Word::Close, &[Item::Question(&CLOSE_NAME.question)]);

/// Who is charged for a customer: a fact of the customer (S0.11, S0.17).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payer {
    /// The reseller's own account (S0.17).
    Reseller,
    /// The customer's card (S0.11).
    CustomerCard,
    /// A billing account of the reseller's (S1.9).
    BillingAccount,
}

impl Payer {
    /// The name under which the database keeps it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reseller => "reseller",
            Self::CustomerCard => "customer_card",
            Self::BillingAccount => "billing_account",
        }
    }

    /// The payer with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Reseller, Self::CustomerCard, Self::BillingAccount].into_iter().find(|payer| payer.code() == code)
    }

    /// What people call it.
    pub const fn name(self) -> Word {
        match self {
            Self::Reseller => Word::PayerReseller,
            Self::CustomerCard => Word::PayerCard,
            Self::BillingAccount => Word::PayerBillingAccount,
        }
    }
}

/// A row of the list of customers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerSummary {
    /// The customer.
    pub id: CustomerId,
    /// The company's name.
    pub name: String,
    /// The authorized contact's name.
    pub contact: String,
    /// Where it is in its life.
    pub state: CustomerState,
    /// Who is charged.
    pub payer: Payer,
    /// When it was made: seconds since 1970-01-01 UTC.
    pub created_at: i64,
}

/// How many customers one page of the list holds.
pub const PAGE: usize = 50;

/// A page of the list of customers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerPage {
    /// At most [`PAGE`] rows.
    pub rows: Vec<CustomerSummary>,
    /// Where the next page begins, if there is one; opaque.
    pub next: Option<String>,
    /// Whether a text was found in more customers than are shown.
    pub cut: bool,
    /// Now, on the server's clock, so that ages are the same on both sides.
    pub now: i64,
}

/// Which customers to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CustomerQuery {
    /// What was typed into the search field; empty for all.
    pub text: String,
    /// Where the page begins ([`CustomerPage::next`]); empty for the first.
    pub after: String,
}

/// The plan of a customer, as it was agreed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanOf {
    /// Its name.
    pub name: String,
    /// What it costs a month.
    pub monthly: Money,
    /// What its set-up cost once.
    pub setup: Money,
}

/// Answers under one heading of a customer's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DetailSection {
    /// The heading.
    pub title: Word,
    /// The section of the record whose form changes them, where the reader's side may.
    pub edit: Option<String>,
    /// Label and value of each answer.
    pub rows: Vec<(Word, String)>,
}

/// One customer's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerDetail {
    /// What the list shows of it.
    pub summary: CustomerSummary,
    /// The number by which people call it.
    pub number: i32,
    /// What was answered, a section for each heading.
    pub sections: Vec<DetailSection>,
    /// Its plan, where it has one.
    pub plan: Option<PlanOf>,
    /// The billing account that its charges go to, for those who may see it.
    pub billing_account: Option<String>,
    /// Who may sign in to the account: name and address.
    pub people: Vec<(String, String)>,
    /// Now, on the server's clock.
    pub now: i64,
}
