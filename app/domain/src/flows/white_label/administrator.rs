//! Step 1: who is going to administrate the account (S0.3)?

use crate::{
    form::{Answer, Choice, Choices, EditedBy, Field, FilledBy, Item, Need, Problem, Shape, Step, When, Widget},
    words::Word,
};

/// Who administrates the account: exactly two options (S0.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Administrator {
    /// The new customer (S0.4): they activate by e-mail and pay by card.
    Customer,
    /// The white-label administrator (S0.5): all charges go to the reseller (S0.17).
    Reseller,
}

const CHOICES: &[Choice] = &[
    Choice {
        value: "customer",
        label: Word::AdministratorCustomer,
        help: Some(Word::AdministratorCustomerHelp),
        needs: Some(Need::PaymentGateway),
    },
    Choice { value: "reseller", label: Word::AdministratorReseller, help: Some(Word::AdministratorResellerHelp), needs: None },
];

impl Answer for Administrator {
    const SHAPE: Shape = Shape::choice(Widget::Radios(Choices::Fixed(CHOICES)));

    fn parse(raw: &str) -> Result<Self, Problem> {
        match raw {
            "customer" => Ok(Self::Customer),
            "reseller" => Ok(Self::Reseller),
            _ => Err(Problem::NotAChoice),
        }
    }

    fn show(&self) -> String {
        match self {
            Self::Customer => "customer",
            Self::Reseller => "reseller",
        }
        .to_owned()
    }
}

/// Who administrates the account.
pub static ADMINISTRATOR: Field<Administrator> = Field::new("administrator", Word::AdministratorQuestion)
    .default("reseller")
    .filled_by(FilledBy::Administrator)
    .edited_by(EditedBy::Elsewhere);

/// The customer will fill in what is left open (S0.4, S0.6): then nothing must be known yet but what they are reached by.
pub const HANDED_OVER: When = When::Is(&ADMINISTRATOR.question, "customer");

/// The step.
pub static STEP: Step = Step::new("administrator", Word::AdministratorQuestion, &[Item::Question(&ADMINISTRATOR.question)]);
