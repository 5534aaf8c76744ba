//! A billing account of a reseller, by its id. Which there are, the server's list says.

use crate::{
    form::{Answer, Choices, Problem, Shape, Widget, Width},
    ids::BillingAccountId,
};

/// Where the charges of a customer go (S1.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BillingAccountRef(pub BillingAccountId);

impl BillingAccountRef {
    /// The name of the server's list.
    pub const LIST: &'static str = "billing_accounts";
}

impl Answer for BillingAccountRef {
    const SHAPE: Shape = Shape::choice(Widget::Select(Choices::Server(Self::LIST))).preset().width(Width::Full);

    fn parse(raw: &str) -> Result<Self, Problem> {
        raw.parse().map(Self).map_err(|_| Problem::NotAChoice)
    }

    fn show(&self) -> String {
        self.0.to_string()
    }
}
