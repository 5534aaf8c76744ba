//! Step 3: the address and the service address, two distinct ones (S0.13, S0.20). The first is the billing address.

use super::administrator::HANDED_OVER;
use crate::{
    form::{EditedBy, Field, Item, Step},
    vocabulary::{YesNo, address::address},
    words::Word,
};

address!(
    BILLING,
    BILLING_PARTS,
    "billing",
    "billing",
    When::Always,
    HANDED_OVER,
    EditedBy::Both,
    "The address that bills go to."
);
/// Whether the service is delivered there too: no answer is asked twice (WCAG 3.3.7).
pub static SAME: Field<YesNo> = Field::new("service_same", Word::ServiceSame)
    .help(Word::ServiceSameHelp)
    .default("yes")
    .optional_when(HANDED_OVER)
    .edited_by(EditedBy::Both);
address!(
    SERVICE,
    SERVICE_PARTS,
    "service",
    "shipping",
    When::Is(&SAME.question, "no"),
    HANDED_OVER,
    EditedBy::Both,
    "The address at which the service is used."
);

/// The step.
pub static STEP: Step = Step::new(
    "addresses",
    Word::AddressesTitle,
    &[
        Item::Heading(Word::BillingAddress),
        Item::Question(&BILLING.country.question),
        Item::Group(&BILLING_PARTS),
        Item::Heading(Word::ServiceAddress),
        Item::Question(&SAME.question),
        Item::Question(&SERVICE.country.question),
        Item::Group(&SERVICE_PARTS),
    ],
)
.intro(Word::AddressesIntro);
