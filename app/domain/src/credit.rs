//! A customer's credit and card, and money that is paid back: the forms, and what pages see of them.

use crate::{
    form::{Answers, Field, Item, Problem, Problems, Source, Step},
    ids::{CustomerId, PaymentId},
    money::{Money, charge_step, chargeable_decimals, decimals},
    payments::{DisputeState, PaymentState},
    vocabulary::{Amount, Line},
    words::Word,
};

/// The key under which a form's currency stands (ISO 4217). Nobody is asked for it: it is the account's.
pub const CURRENCY: &str = "credit_currency";

fn currency(answers: &Answers) -> &str {
    answers.raw(CURRENCY)
}

/// The most that is paid at once, in whole units of a currency with decimals; a hundred times as much of one without.
const MOST: i64 = 10_000;

/// The least and the most that is charged at once, in minor units, and how many of those are a unit.
fn bounds(currency: &str) -> (i64, i64, i64) {
    let unit = 10_i64.pow(decimals(currency));
    let small = if unit == 1 { 100 } else { unit };
    (small, MOST * small, unit)
}

/// An amount that a card can be charged with.
fn is_chargeable(field: &Field<Amount>, answers: &Answers, problems: &mut Problems) {
    let Some(amount) = answers.get(field) else { return };
    let (least, most, unit) = bounds(currency(answers));
    if amount.minor < least {
        problems.add(field.question.key, Problem::AtLeast(least / unit));
    } else if amount.minor > most {
        problems.add(field.question.key, Problem::AtMost(most / unit));
    }
    in_steps(field, currency(answers), answers, problems);
}

/// An amount has no more decimals than a card can be charged with in its currency.
pub fn in_steps(field: &Field<Amount>, currency: &str, answers: &Answers, problems: &mut Problems) {
    if answers.get(field).is_some_and(|amount| amount.minor % charge_step(currency) != 0) {
        problems.add(field.question.key, Problem::TooPrecise(chargeable_decimals(currency)));
    }
}

/// How much credit is bought.
pub static TOP_UP_AMOUNT: Field<Amount> = Field::new("top_up", Word::TopUpAmount).depends_on(&[Source::Kept(CURRENCY)]);

fn top_up(answers: &Answers, problems: &mut Problems) {
    is_chargeable(&TOP_UP_AMOUNT, answers, problems);
}

/// Buys credit, once.
pub static TOP_UP: Step = Step::new("top_up", Word::TopUp, &[Item::Question(&TOP_UP_AMOUNT.question)]).together(top_up);

/// Below which credit the card is charged.
pub static BELOW: Field<Amount> =
    Field::new("top_up_below", Word::TopUpBelow).help(Word::TopUpBelowHelp).depends_on(&[Source::Kept(CURRENCY)]).optional();
/// With how much.
pub static BY: Field<Amount> = Field::new("top_up_by", Word::TopUpBy).depends_on(&[Source::Kept(CURRENCY)]).optional();

fn both_or_none(answers: &Answers, problems: &mut Problems) {
    for (given, other, word) in [(&BELOW, &BY, Word::TopUpNeedsAmount), (&BY, &BELOW, Word::TopUpNeedsThreshold)] {
        if answers.get(given).is_some() && answers.raw(other.question.key).is_empty() {
            problems.add(other.question.key, Problem::Together(word));
        }
    }
    is_chargeable(&BY, answers, problems);
    // One charge must be enough: else the card would be charged again and again.
    if let (Some(below), Some(by)) = (answers.get(&BELOW), answers.get(&BY))
        && by.minor < below.minor
        && problems.get(BY.question.key).is_none()
    {
        problems.add(BY.question.key, Problem::Together(Word::TopUpTooLittle));
    }
}

/// The least that a card can be charged with, in minor units of a currency.
pub fn least(currency: &str) -> i64 {
    bounds(currency).0
}

/// The same in whole units, as a sentence says it.
pub fn least_units(currency: &str) -> i64 {
    let (least, _, unit) = bounds(currency);
    least / unit
}

/// What a card is charged with of an amount that is owed: what is smaller than a step stays owed.
pub fn chargeable(owed: i64, currency: &str) -> i64 {
    owed - owed % charge_step(currency)
}

/// Buys credit before it runs out; with nothing answered, never.
pub static AUTOMATIC: Step =
    Step::new("automatic", Word::Automatic, &[Item::Question(&BELOW.question), Item::Question(&BY.question)])
        .together(both_or_none);

/// What a customer has to pay with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wallet {
    /// By which its owner knows the card that is kept.
    pub card: Option<String>,
    /// Below which credit the card is charged, and with how much.
    pub automatic: Option<(Money, Money)>,
    /// Below zero what is owed, above zero the credit.
    pub balance: Money,
    /// Whether there is anything to pay for, and somebody who takes the money.
    pub may_pay: bool,
}

/// How much is paid back.
pub static REFUND_AMOUNT: Field<Amount> = Field::new("refund", Word::RefundAmount).depends_on(&[Source::Kept(CURRENCY)]);
/// Why; the customer reads it on their statement.
pub static REFUND_REASON: Field<Line<120>> =
    Field::new("refund_reason", Word::RefundReason).help(Word::RefundReasonHelp).optional();

fn more_than_nothing(answers: &Answers, problems: &mut Problems) {
    if answers.get(&REFUND_AMOUNT).is_some_and(|amount| amount.minor == 0) {
        problems.add(REFUND_AMOUNT.question.key, Problem::Together(Word::RefundNothing));
    }
    in_steps(&REFUND_AMOUNT, currency(answers), answers, problems);
}

/// Pays back a payment, or a part of it.
pub static REFUND: Step =
    Step::new("refund", Word::Refund, &[Item::Question(&REFUND_AMOUNT.question), Item::Question(&REFUND_REASON.question)])
        .together(more_than_nothing);

/// A payment, as whoever may pay it back sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refundable {
    /// Its id.
    pub id: PaymentId,
    /// Whose.
    pub customer: CustomerId,
    /// Their name.
    pub customer_name: String,
    /// What was paid for.
    pub what: String,
    /// What became of it.
    pub state: PaymentState,
    /// Why nothing was paid.
    pub problem: Option<String>,
    /// How much was to be paid.
    pub amount: Money,
    /// How much of it was paid back.
    pub refunded: Money,
    /// How much can be paid back still.
    pub left: Money,
    /// What is being paid back, where the provider has not answered yet.
    pub begun: Option<Money>,
    /// What became of a dispute about it, if there is one.
    pub dispute: Option<DisputeState>,
    /// When it was begun: seconds since 1970-01-01 UTC.
    pub made: i64,
}

#[cfg(test)]
mod tests {
    use super::{AUTOMATIC, CURRENCY, REFUND, TOP_UP};
    use crate::form::{Answers, Problem};

    fn answers(currency: &str, given: &[(&str, &str)]) -> Answers {
        [(CURRENCY, currency)].into_iter().chain(given.iter().copied()).collect()
    }

    #[test]
    fn an_amount_is_one_that_a_card_can_be_charged_with_in_its_currency() {
        for (currency, amount, wrong) in [
            ("USD", "1", None),
            ("USD", "0.99", Some(Problem::AtLeast(1))),
            ("USD", "10000", None),
            ("USD", "10000.01", Some(Problem::AtMost(10_000))),
            ("JPY", "99", Some(Problem::AtLeast(100))),
            ("JPY", "1000000", None),
            ("KWD", "0.999", Some(Problem::AtLeast(1))),
            ("KWD", "1.249", Some(Problem::TooPrecise(2))),
            ("KWD", "1.24", None),
            ("MGA", "1.5", Some(Problem::TooPrecise(0))),
            ("USD", "", Some(Problem::Missing)),
            ("USD", "1.001", Some(Problem::TooPrecise(2))),
        ] {
            assert_eq!(TOP_UP.check(&answers(currency, &[("top_up", amount)])).get("top_up"), wrong, "{amount} {currency}");
        }
    }

    #[test]
    fn an_automatic_top_up_has_a_threshold_and_an_amount_or_neither() {
        let wrong = |given: &[(&str, &str)]| {
            let problems = AUTOMATIC.check(&answers("USD", given));
            problems.iter().map(|(key, _)| key.to_owned()).collect::<Vec<_>>()
        };
        assert!(wrong(&[]).is_empty() && wrong(&[("top_up_below", "0"), ("top_up_by", "20")]).is_empty());
        assert_eq!(wrong(&[("top_up_below", "5")]), ["top_up_by"]);
        assert_eq!(wrong(&[("top_up_by", "5")]), ["top_up_below"]);
        assert_eq!(wrong(&[("top_up_below", "5"), ("top_up_by", "0")]), ["top_up_by"]);
        assert_eq!(wrong(&[("top_up_below", "5"), ("top_up_by", "4")]), ["top_up_by"]);
        assert!(wrong(&[("top_up_below", "5"), ("top_up_by", "5")]).is_empty());
        assert_eq!(wrong(&[("top_up_below", "999999"), ("top_up_by", "999999")]), ["top_up_by"]);
        assert_eq!(wrong(&[("top_up_below", "5"), ("top_up_by", "x")]), ["top_up_by"]);
    }

    #[test]
    fn nothing_cannot_be_paid_back() {
        let given = answers("USD", &[("refund", "0")]);
        assert!(REFUND.check(&given).get("refund").is_some());
        assert!(REFUND.check(&answers("USD", &[("refund", "0.01")])).is_empty());
    }
}
