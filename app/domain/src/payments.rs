//! Payments, as pages see them: the provider that a reseller is connected to, what is due, what became of a payment, the ledger.

pub mod reasons;

use crate::{
    form::{Answer, Answers, Choice, Choices, Field, Item, Need, Problem, Problems, Shape, Step, Widget},
    ids::{CustomerId, DraftId, PaymentId},
    money::{Money, charge_step},
    vocabulary::{Line, Percent, ProviderKey},
    words::Word,
};

/// Who takes the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gateway {
    /// Stripe: Checkout Sessions, signed webhooks.
    Stripe,
    /// The provider that comes with Portico, for development: it speaks as Stripe does, and moves no money.
    Sandbox,
}

const GATEWAYS: &[Choice] = &[
    Choice { value: "stripe", label: Word::GatewayStripe, help: Some(Word::GatewayStripeHelp), needs: None },
    Choice { value: "sandbox", label: Word::GatewaySandbox, help: Some(Word::GatewaySandboxHelp), needs: Some(Need::Sandbox) },
];

impl Gateway {
    /// The name under which the database keeps it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stripe => "stripe",
            Self::Sandbox => "sandbox",
        }
    }

    /// The gateway with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Stripe, Self::Sandbox].into_iter().find(|gateway| gateway.code() == code)
    }

    /// What people call it.
    pub const fn name(self) -> Word {
        match self {
            Self::Stripe => Word::GatewayStripe,
            Self::Sandbox => Word::GatewaySandbox,
        }
    }
}

impl Answer for Gateway {
    const SHAPE: Shape = Shape::choice(Widget::Radios(Choices::Fixed(GATEWAYS)));

    fn parse(raw: &str) -> Result<Self, Problem> {
        Self::from_code(raw).ok_or(Problem::NotAChoice)
    }

    fn show(&self) -> String {
        self.code().to_owned()
    }
}

/// Which provider.
pub static GATEWAY: Field<Gateway> = Field::new("gateway", Word::GatewayKind).default("stripe");
/// The secret key of the reseller's account there.
pub static KEY: Field<ProviderKey> = Field::new("gateway_key", Word::GatewayKey).help(Word::GatewayKeyHelp);

/// Connects a provider (S0.8, S0.15).
pub static CONNECT: Step =
    Step::new("gateway", Word::GatewayTitle, &[Item::Question(&GATEWAY.question), Item::Question(&KEY.question)]);

/// What the tax is called on receipts.
pub static TAX_NAME: Field<Line<64>> = Field::new("tax_name", Word::TaxName).help(Word::TaxNameHelp).optional();
/// How much of everything it is.
pub static TAX_RATE: Field<Percent> = Field::new("tax_rate", Word::TaxRate).help(Word::TaxRateHelp).optional();

fn both_or_none(answers: &Answers, problems: &mut Problems) {
    let (name, rate) = (answers.get(&TAX_NAME), answers.get(&TAX_RATE));
    if rate.is_some() && name.is_none() && problems.get(TAX_NAME.question.key).is_none() {
        problems.add(TAX_NAME.question.key, Problem::Together(Word::TaxNeedsName));
    }
}

/// The one tax of a reseller (`decisions.md`, "Money"): no tax engine.
pub static TAX: Step =
    Step::new("tax", Word::TaxTitle, &[Item::Question(&TAX_NAME.question), Item::Question(&TAX_RATE.question)])
        .together(both_or_none);

/// The longest text of terms, in characters.
pub const LONGEST_TERMS: usize = 50_000;

/// What is wrong with a text of terms.
pub fn wrong_with_terms(text: &str) -> Option<Word> {
    if text.trim().is_empty() {
        Some(Word::TermsMissing)
    } else if text.chars().count() > LONGEST_TERMS {
        Some(Word::TermsTooLong)
    } else {
        None
    }
}

/// The tax on an amount in minor units, half a unit rounded up. `rate` is in hundredths of a percent. It is rounded to what a card can be
/// charged with in the currency, so that an amount with its tax can be charged too.
pub fn tax_of(minor: i64, rate: i32, currency: &str) -> i64 {
    let step = i128::from(charge_step(currency));
    let scaled = i128::from(minor) * i128::from(rate);
    let steps = (scaled + 5_000 * step).div_euclid(10_000 * step);
    i64::try_from(steps * step).unwrap_or(i64::MAX)
}

/// What became of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentState {
    /// Nobody said yet that it was paid, or that it never will be.
    Open,
    /// A verified word of the provider's says so.
    Paid,
    /// The card was declined.
    Declined,
    /// It was given up.
    Canceled,
}

impl PaymentState {
    /// The name under which the database keeps it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Paid => "paid",
            Self::Declined => "declined",
            Self::Canceled => "canceled",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "open" => Self::Open,
            "paid" => Self::Paid,
            "declined" => Self::Declined,
            "canceled" => Self::Canceled,
            _ => return None,
        })
    }

    /// What people call it.
    pub const fn name(self) -> Word {
        match self {
            Self::Open => Word::PaymentOpen,
            Self::Paid => Word::PaymentPaid,
            Self::Declined => Word::PaymentDeclined,
            Self::Canceled => Word::PaymentCanceled,
        }
    }
}

/// What became of a payment that its payer's bank took back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisputeState {
    /// The bank has not decided yet.
    Open,
    /// The reseller has the money again.
    Won,
    /// The payer keeps it.
    Lost,
}

impl DisputeState {
    /// The state with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "open" => Self::Open,
            "won" => Self::Won,
            "lost" => Self::Lost,
            _ => return None,
        })
    }

    /// What people call it.
    pub const fn name(self) -> Word {
        match self {
            Self::Open => Word::DisputeOpen,
            Self::Won => Word::DisputeWon,
            Self::Lost => Word::DisputeLost,
        }
    }
}

/// One payment's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// Its id.
    pub id: PaymentId,
    /// Whose.
    pub customer: CustomerId,
    /// Whether it finishes a sign-up; else it pays what is owed.
    pub activates: bool,
    /// Whether a card is charged without its owner.
    pub automatic: bool,
    /// What became of it.
    pub state: PaymentState,
    /// How much.
    pub amount: Money,
    /// What of it was paid back.
    pub refunded: Money,
    /// The provider's page, where it can still be paid.
    pub page: Option<String>,
    /// Why nothing was paid.
    pub problem: Option<String>,
    /// The draft that it finishes.
    pub draft: Option<DraftId>,
    /// When it was begun: seconds since 1970-01-01 UTC.
    pub made: i64,
    /// Whether the provider could not be asked just now.
    pub unasked: bool,
}

/// Whose move it is in a sign-up that both sides fill in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The customer's.
    Customer,
    /// The reseller's.
    Reseller,
}

impl Turn {
    /// The name under which the database keeps it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Reseller => "reseller",
        }
    }
}

/// A sign-up that is not finished yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignUp {
    /// Its draft.
    pub draft: DraftId,
    /// Whose move it is.
    pub turn: Turn,
    /// What is still to be answered, by its label.
    pub missing: Vec<Word>,
    /// Where it goes on.
    pub next: String,
    /// A payment of it that is under way.
    pub payment: Option<PaymentId>,
}

/// An entry of a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// Its number in its ledger.
    pub number: i64,
    /// When: seconds since 1970-01-01 UTC.
    pub at: i64,
    /// What for.
    pub kind: LedgerKind,
    /// The plan, the tax or the card by name.
    pub what: String,
    /// The first day of the month that it is for, as `2026-11-25`.
    pub period: Option<String>,
    /// For which customer.
    pub customer: Option<String>,
    /// Below zero what is owed, above zero what was paid.
    pub amount: Money,
    /// What the ledger stands at after it.
    pub balance: Money,
}

/// What an entry of a ledger is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LedgerKind {
    /// The set-up of a plan.
    Setup,
    /// A month of a plan.
    Monthly,
    /// The tax.
    Tax,
    /// What was paid.
    Payment,
    /// What was paid back.
    Refund,
    /// Credit that was bought.
    TopUp,
    /// What was charged, and is charged no more.
    Credit,
    /// A payment that its payer's bank took back.
    Dispute,
}

impl LedgerKind {
    /// Every kind.
    pub const ALL: [Self; 8] =
        [Self::Setup, Self::Monthly, Self::Tax, Self::Payment, Self::Refund, Self::TopUp, Self::Credit, Self::Dispute];

    /// The name under which the database keeps it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Monthly => "monthly",
            Self::Tax => "tax",
            Self::Payment => "payment",
            Self::Refund => "refund",
            Self::TopUp => "top_up",
            Self::Credit => "credit",
            Self::Dispute => "dispute",
        }
    }

    /// What people call it.
    pub const fn name(self) -> Word {
        match self {
            Self::Setup => Word::LedgerSetup,
            Self::Monthly => Word::LedgerMonthly,
            Self::Tax => Word::LedgerTax,
            Self::Payment => Word::LedgerPayment,
            Self::Refund => Word::LedgerRefund,
            Self::TopUp => Word::LedgerTopUp,
            Self::Credit => Word::LedgerCredit,
            Self::Dispute => Word::LedgerDispute,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{tax_of, wrong_with_terms};

    #[test]
    fn tax_is_rounded_to_the_nearest_unit() {
        for (net, rate, tax) in [(0, 825, 0), (7_400, 825, 611), (1_900, 825, 157), (1, 5_000, 1), (1, 4_999, 0), (1_000, 0, 0)]
        {
            assert_eq!(tax_of(net, rate, "USD"), tax, "{net} at {rate}");
        }
        for (net, rate, currency, tax) in
            [(19_000, 825, "KWD", 1_570), (100, 500, "KWD", 10), (100, 499, "KWD", 0), (190_000, 825, "MGA", 15_700)]
        {
            assert_eq!(tax_of(net, rate, currency), tax, "{net} {currency} at {rate}");
        }
    }

    #[test]
    fn terms_are_some_text_of_a_length_that_somebody_can_read() {
        assert!(wrong_with_terms(" \n ").is_some() && wrong_with_terms(&"x".repeat(50_001)).is_some());
        assert!(wrong_with_terms("Be kind.").is_none());
    }
}
