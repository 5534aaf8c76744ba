//! What a provider's report changes about a payment. Found from the payment alone, without a database: reports come twice, late, and in
//! another order than things happened.

use domain::{customers::CustomerState, money::Money, payments::PaymentState};

use super::purchase::Purchase;

/// What a provider reported of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Report {
    /// Money arrived.
    Paid(Receipt),
    /// A card was declined. The payer may use another one.
    Declined(String),
    /// A card that was charged without its owner was declined: nobody can pay it any more.
    OffSessionDeclined(String),
    /// Nobody can pay it any more.
    Expired,
    /// It was given up before there was a page to pay it on.
    Abandoned,
}

/// Money that arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Receipt {
    /// In minor units.
    pub(super) amount: i64,
    /// As the provider writes it, in lower case.
    pub(super) currency: String,
    /// By which the provider knows the money.
    pub(super) charge: Option<String>,
    /// By which it knows the payer.
    pub(super) payer: Option<String>,
}

/// A payment as its row has it.
pub(super) struct Row {
    pub(super) purchase: Purchase,
    pub(super) state: PaymentState,
    pub(super) amount: Money,
    /// Why a card was declined before.
    pub(super) problem: Option<String>,
    /// The provider's page, if one was made.
    pub(super) reference: Option<String>,
    /// The money, if some arrived.
    pub(super) charge: Option<String>,
    /// Whether a card is charged without its owner.
    pub(super) is_automatic: bool,
}

/// What changes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Transition {
    /// Nothing: it was applied before, or something later was.
    Nothing,
    /// Nothing: the report is about another page or another amount. Somebody must look.
    Mismatch(&'static str),
    /// Nothing: a page was made since, which may still be paid.
    Superseded,
    /// The money is there a second time, or under a page that we do not know: it becomes credit, and somebody must look.
    Second {
        money: Money,
        charge: String,
        /// Whether it came under the payment's own page.
        is_ours: bool,
    },
    /// A card was declined; the payment stays open.
    Declined(String),
    /// It ends without money. With a problem, its owner is written to.
    Ended { state: PaymentState, problem: Option<String> },
    /// It is paid.
    Paid {
        /// A sign-up that is finished already was paid twice, or cost nothing in the end: then the money is to the customer's credit.
        purchase: Purchase,
        charge: Option<String>,
        /// Whose card is kept from now on.
        payer: Option<String>,
    },
}

/// What a report changes, which came under the provider's page of this name.
pub(super) fn transition(row: &Row, customer: CustomerState, page: Option<&str>, report: Report) -> Transition {
    let is_other_page = page.zip(row.reference.as_deref()).is_some_and(|(page, ours)| page != ours);
    let is_paid = row.state == PaymentState::Paid;
    match report {
        Report::Paid(Receipt { amount, currency, charge: Some(charge), .. })
            if is_other_page || (is_paid && row.charge.as_ref().is_some_and(|known| *known != charge)) =>
        {
            Transition::Second { money: Money::new(amount, currency.to_uppercase()), charge, is_ours: !is_other_page }
        }
        _ if is_paid => Transition::Nothing,
        Report::Abandoned if row.reference.is_some() => Transition::Superseded,
        _ if is_other_page => Transition::Mismatch("it is about another page than the payment's"),
        Report::Declined(why) => Transition::Declined(why),
        Report::Expired | Report::Abandoned | Report::OffSessionDeclined(_) if row.state != PaymentState::Open => {
            Transition::Nothing
        }
        Report::OffSessionDeclined(why) => Transition::Ended { state: PaymentState::Declined, problem: Some(why) },
        Report::Expired | Report::Abandoned => {
            let state = if row.problem.is_some() { PaymentState::Declined } else { PaymentState::Canceled };
            Transition::Ended { state, problem: None }
        }
        Report::Paid(Receipt { amount, currency, charge, payer }) => {
            if amount != row.amount.minor || !currency.eq_ignore_ascii_case(&row.amount.currency) {
                return Transition::Mismatch("it is about another amount than was asked for");
            }
            let is_finished = customer != CustomerState::AwaitingActivation;
            let purchase = match &row.purchase {
                Purchase::Activation(_) if is_finished => Purchase::TopUp,
                purchase => purchase.clone(),
            };
            // A card that is charged without its owner is kept already, or was removed since.
            Transition::Paid { purchase, charge, payer: payer.filter(|_| !row.is_automatic) }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{customers::CustomerState, ids::PlanId, money::Money, payments::PaymentState};

    use super::{Receipt, Report, Row, Transition, transition};
    use crate::payments::purchase::{FirstMonth, Purchase};

    fn row(state: PaymentState) -> Row {
        let (plan_id, plan) = (PlanId(uuid::Uuid::nil()), "Business".to_owned());
        Row {
            purchase: Purchase::Activation(FirstMonth { plan, plan_id, setup: 0, monthly: 8_011, tax_name: None }),
            state,
            amount: Money::new(8_011, "USD"),
            problem: None,
            reference: Some("cs_1".to_owned()),
            charge: (state == PaymentState::Paid).then(|| "pi_1".to_owned()),
            is_automatic: false,
        }
    }

    fn paid(amount: i64, charge: &str) -> Report {
        let (charge, payer) = (Some(charge.to_owned()), Some("cus_1".to_owned()));
        Report::Paid(Receipt { amount, currency: "usd".to_owned(), charge, payer })
    }

    fn of(state: PaymentState, report: Report) -> Transition {
        transition(&row(state), CustomerState::AwaitingActivation, Some("cs_1"), report)
    }

    #[test]
    fn a_payment_is_paid_once_whatever_is_reported_later() {
        let open = of(PaymentState::Open, paid(8_011, "pi_1"));
        let Transition::Paid { purchase: Purchase::Activation(_), charge: Some(_), payer: Some(_) } = open else {
            panic!("{open:?}")
        };
        for late in [paid(8_011, "pi_1"), Report::Expired, Report::Abandoned, Report::Declined("x".to_owned())] {
            assert_eq!(of(PaymentState::Paid, late), Transition::Nothing);
        }
        // Money that arrives after it was given up counts all the same.
        for ended in [PaymentState::Canceled, PaymentState::Declined] {
            assert!(matches!(of(ended, paid(8_011, "pi_1")), Transition::Paid { .. }), "{ended:?}");
        }
    }

    #[test]
    fn money_that_is_not_the_payments_is_booked_and_looked_at() {
        let other = of(PaymentState::Paid, paid(8_011, "pi_2"));
        assert!(matches!(other, Transition::Second { is_ours: true, .. }), "{other:?}");
        let elsewhere =
            transition(&row(PaymentState::Open), CustomerState::AwaitingActivation, Some("cs_2"), paid(8_011, "pi_1"));
        assert!(matches!(elsewhere, Transition::Second { is_ours: false, .. }), "{elsewhere:?}");
        assert!(matches!(of(PaymentState::Open, paid(8_010, "pi_1")), Transition::Mismatch(_)));
        let expired = transition(&row(PaymentState::Open), CustomerState::AwaitingActivation, Some("cs_2"), Report::Expired);
        assert!(matches!(expired, Transition::Mismatch(_)));
    }

    #[test]
    fn a_sign_up_that_is_finished_already_turns_the_money_into_credit() {
        let twice = transition(&row(PaymentState::Open), CustomerState::Active, Some("cs_1"), paid(8_011, "pi_1"));
        assert!(matches!(twice, Transition::Paid { purchase: Purchase::TopUp, .. }), "{twice:?}");
    }

    #[test]
    fn a_payment_ends_as_it_was_going_to() {
        let ended = |state| Transition::Ended { state, problem: None };
        assert_eq!(of(PaymentState::Open, Report::Expired), ended(PaymentState::Canceled));
        let declined = Row { problem: Some("expired_card".to_owned()), ..row(PaymentState::Open) };
        let expired = transition(&declined, CustomerState::AwaitingActivation, Some("cs_1"), Report::Expired);
        assert_eq!(expired, ended(PaymentState::Declined));
        assert_eq!(of(PaymentState::Open, Report::Abandoned), Transition::Superseded, "its page may still be paid");
        let never = Row { reference: None, ..row(PaymentState::Open) };
        assert_eq!(
            transition(&never, CustomerState::AwaitingActivation, None, Report::Abandoned),
            ended(PaymentState::Canceled)
        );
        assert_eq!(of(PaymentState::Canceled, Report::OffSessionDeclined("x".to_owned())), Transition::Nothing);
    }

    #[test]
    fn a_card_that_is_charged_without_its_owner_is_not_kept_again() {
        let automatic = Row { is_automatic: true, purchase: Purchase::TopUp, ..row(PaymentState::Open) };
        let paid = transition(&automatic, CustomerState::Active, None, paid(8_011, "pi_1"));
        assert!(matches!(paid, Transition::Paid { payer: None, .. }), "{paid:?}");
    }
}
