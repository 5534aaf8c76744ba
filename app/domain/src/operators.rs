//! The operator's console: what is asked of a reseller and its plans, and of whoever acts for one.

use crate::{
    credit::{in_steps, least, least_units},
    door, flows,
    form::{Answers, Field, Item, Problem, Problems, Source, Step},
    ids::{PlanId, ResellerId},
    money::{Money, decimals},
    users,
    vocabulary::{Amount, CompanyName, Country, Currency, Email, Line, Quantity, SipRealm, TimeZone, YesNo},
    words::Word,
};

/// A reseller, as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResellerSummary {
    /// Its id.
    pub id: ResellerId,
    /// Its name, which is its brand's.
    pub name: String,
    /// Its currency (ISO 4217).
    pub currency: String,
    /// Whether nobody of it may act just now.
    pub suspended: bool,
    /// Since when it is there: seconds since 1970-01-01 UTC.
    pub made: i64,
}

/// A plan, as the reseller's page lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanSummary {
    /// Its id.
    pub id: PlanId,
    /// Its name.
    pub name: String,
    /// What it costs a month.
    pub monthly: Money,
}

/// A reseller, as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResellerDetail {
    /// What the list shows.
    pub summary: ResellerSummary,
    /// What its form asks, as it stands.
    pub answers: Answers,
    /// Its plans, in their order.
    pub plans: Vec<PlanSummary>,
    /// Counts the changes, so that two browsers do not overwrite each other.
    pub version: i32,
}

/// The name, which its brand carries.
pub static NAME: Field<CompanyName> = Field::new("name", Word::ResellerName).help(Word::ResellerNameHelp);
/// The currency in which it sells.
pub static CURRENCY: Field<Currency> = Field::new("currency", Word::Currency);
/// Where it is at home: what its customers' forms are preset with.
pub static COUNTRY: Field<Country> = Field::new("country", Word::Country);
/// The time zone there.
pub static TIME_ZONE: Field<TimeZone> = Field::new("time_zone", Word::TimeZone);
/// What the SIP realms of its customers end with (S3.4).
pub static REALM_SUFFIX: Field<SipRealm> = Field::new("realm_suffix", Word::RealmSuffix).help(Word::RealmSuffixHelp).optional();
/// How many inbound trunks all its customers may have together.
pub static POOL_INBOUND: Field<Quantity<0, 100_000>> = Field::new("pool_inbound", Word::PoolInbound).default("0");
/// How many outbound ones.
pub static POOL_OUTBOUND: Field<Quantity<0, 100_000>> = Field::new("pool_outbound", Word::PoolOutbound).default("0");
/// How many two-way ones.
pub static POOL_TWO_WAY: Field<Quantity<0, 100_000>> = Field::new("pool_two_way", Word::PoolTwoWay).default("0");
/// Whether all its staff must have a second factor (ASVS 6.3.3).
pub static FACTOR_REQUIRED: Field<YesNo> = Field::new("factor_required", Word::FactorRequired).default("no");
/// Whether it offers "Create New Customer" (S0).
pub static OFFERS_WHITE_LABEL: Field<YesNo> = Field::new("offers_white_label", Word::FlowWhiteLabel).default("yes");
/// Whether it offers "Add New Customer" and "Invite New Customer" (S1).
pub static OFFERS_NETWORK: Field<YesNo> = Field::new("offers_network", Word::FlowNetwork).default("yes");
/// Which question switches on which flows, by [`crate::form::Flow::offer`].
pub static OFFERS: [(&Field<YesNo>, &str); 2] =
    [(&OFFERS_WHITE_LABEL, flows::white_label::FLOW.offer), (&OFFERS_NETWORK, flows::network::OFFER)];
/// Who administrates it first; they are invited by mail.
pub static FIRST_ADMINISTRATOR: Field<Email> =
    Field::new("first_administrator", Word::FirstAdministrator).help(Word::FirstAdministratorHelp);

/// Makes a reseller.
pub static CREATE: Step = Step::new(
    "create",
    Word::ResellerCreate,
    &[
        Item::Question(&NAME.question),
        Item::Question(&FIRST_ADMINISTRATOR.question),
        Item::Question(&users::MAIL_LANGUAGE.question),
        Item::Question(&CURRENCY.question),
        Item::Question(&COUNTRY.question),
        Item::Question(&TIME_ZONE.question),
        Item::Question(&REALM_SUFFIX.question),
        Item::Heading(Word::Pools),
        Item::Question(&POOL_INBOUND.question),
        Item::Question(&POOL_OUTBOUND.question),
        Item::Question(&POOL_TWO_WAY.question),
        Item::Question(&FACTOR_REQUIRED.question),
        Item::Heading(Word::Flows),
        Item::Question(&OFFERS_WHITE_LABEL.question),
        Item::Question(&OFFERS_NETWORK.question),
    ],
);
/// Changes a reseller.
pub static CHANGE: Step = Step::new(
    "change",
    Word::ResellerSave,
    &[
        Item::Question(&NAME.question),
        Item::Question(&CURRENCY.question),
        Item::Question(&COUNTRY.question),
        Item::Question(&TIME_ZONE.question),
        Item::Question(&REALM_SUFFIX.question),
        Item::Heading(Word::Pools),
        Item::Question(&POOL_INBOUND.question),
        Item::Question(&POOL_OUTBOUND.question),
        Item::Question(&POOL_TWO_WAY.question),
        Item::Question(&FACTOR_REQUIRED.question),
        Item::Heading(Word::Flows),
        Item::Question(&OFFERS_WHITE_LABEL.question),
        Item::Question(&OFFERS_NETWORK.question),
    ],
);

/// A plan's name.
pub static PLAN_NAME: Field<Line<64>> = Field::new("plan_name", Word::PlanName);
/// What it costs a month, in the reseller's currency.
pub static PLAN_MONTHLY: Field<Amount> =
    Field::new("plan_monthly", Word::PlanMonthlyPrice).depends_on(&[Source::Answer(&CURRENCY.question)]);
/// What it costs once.
pub static PLAN_SETUP: Field<Amount> =
    Field::new("plan_setup", Word::PlanSetupFee).depends_on(&[Source::Answer(&CURRENCY.question)]).default("0");
/// How many trunks it includes.
pub static PLAN_TRUNKS: Field<Quantity<0, 100_000>> = Field::new("plan_trunks", Word::PlanTrunks).default("0");
/// How many messages a month it includes.
pub static PLAN_MESSAGES: Field<Quantity<0, 1_000_000_000>> = Field::new("plan_messages", Word::PlanMessages).default("0");
/// The highest price of a plan, in whole units of its currency: what is added up over its customers must stay a number.
const DEAREST: i64 = 1_000_000_000;

/// Prices can be charged to a card, and added up.
fn prices(answers: &Answers, problems: &mut Problems) {
    let currency = answers.raw(CURRENCY.question.key);
    let most = DEAREST.saturating_mul(10_i64.pow(decimals(currency)));
    for price in [&PLAN_MONTHLY, &PLAN_SETUP] {
        if answers.get(price).is_some_and(|price| price.minor > most) {
            problems.add(price.question.key, Problem::AtMost(DEAREST));
        }
        in_steps(price, currency, answers, problems);
    }
    let first: i64 = [&PLAN_MONTHLY, &PLAN_SETUP]
        .into_iter()
        .filter_map(|price| answers.get(price))
        .map(|price| price.minor.min(most))
        .sum();
    if first > 0 && first < least(currency) {
        problems.add(PLAN_MONTHLY.question.key, Problem::AtLeast(least_units(currency)));
    }
}

/// Makes or changes a plan.
pub static PLAN: Step = Step::new(
    "plan",
    Word::PlanSave,
    &[
        Item::Question(&PLAN_NAME.question),
        Item::Question(&PLAN_MONTHLY.question),
        Item::Question(&PLAN_SETUP.question),
        Item::Question(&PLAN_TRUNKS.question),
        Item::Question(&PLAN_MESSAGES.question),
    ],
)
.together(prices);

/// Why an operator acts for somebody else.
pub static REASON: Field<Line<200>> = Field::new("reason", Word::ActReason).help(Word::ActReasonHelp);
/// Acts for a reseller or a customer.
pub static ACT: Step = Step::new("act", Word::Act, &[Item::Question(&REASON.question)]);

/// The first operator comes.
pub static FIRST: Step = Step::new(
    "first",
    Word::FirstOperator,
    &[
        Item::Question(&door::OWN_NAME.question),
        Item::Question(&door::ADDRESS.question),
        Item::Question(&door::STAFF_PASSWORD.question),
    ],
);

#[cfg(test)]
mod tests {
    use super::{CURRENCY, PLAN};
    use crate::form::{Answers, Problem};

    #[test]
    fn a_plan_costs_what_a_card_can_be_charged_with() {
        for (currency, monthly, setup, wrong) in [
            ("USD", "19", "0", None),
            ("USD", "0", "0", None),
            ("USD", "0.50", "0", Some(("plan_monthly", Problem::AtLeast(1)))),
            ("USD", "0.50", "5", None),
            ("KWD", "19.005", "0", Some(("plan_monthly", Problem::TooPrecise(2)))),
            ("KWD", "19", "1.001", Some(("plan_setup", Problem::TooPrecise(2)))),
            ("MGA", "1900.5", "0", Some(("plan_monthly", Problem::TooPrecise(0)))),
            ("ISK", "4900", "0", None),
            ("USD", "1000000000.01", "0", Some(("plan_monthly", Problem::AtMost(1_000_000_000)))),
            ("USD", "9000000000000", "9000000000000", Some(("plan_monthly", Problem::AtMost(1_000_000_000)))),
        ] {
            let given =
                [(CURRENCY.question.key, currency), ("plan_name", "A"), ("plan_monthly", monthly), ("plan_setup", setup)];
            let answers: Answers = given.into_iter().chain([("plan_trunks", "0"), ("plan_messages", "0")]).collect();
            let problems = PLAN.check(&answers);
            assert_eq!(problems.iter().next(), wrong, "{monthly} and {setup} {currency}");
        }
    }
}
