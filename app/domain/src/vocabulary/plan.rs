//! A plan, by its id. Which plans a reseller sells, the server's list says.

use crate::{
    form::{Answer, Choices, Problem, Shape, Widget},
    ids::PlanId,
};

/// A reseller's plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan(pub PlanId);

impl Plan {
    /// The name of the server's list.
    pub const LIST: &'static str = "plans";
}

impl Answer for Plan {
    const SHAPE: Shape = Shape::choice(Widget::Radios(Choices::Server(Self::LIST)));

    fn parse(raw: &str) -> Result<Self, Problem> {
        raw.parse().map(Self).map_err(|_| Problem::NotAChoice)
    }

    fn show(&self) -> String {
        self.0.to_string()
    }
}
