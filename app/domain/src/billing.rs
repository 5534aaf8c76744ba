//! Billing accounts (S1.9): whom a reseller is billed by for the customers of network services. A customer's people never see them.

use crate::{
    form::{EditedBy, Field, Item, Source, Step},
    ids::BillingAccountId,
    vocabulary::{Email, Line, Phone, YesNo, address::address},
    words::Word,
};

/// More customers than this are not counted one by one.
pub const MANY: i64 = 1_000;

/// A billing account, as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillingAccount {
    /// Its id.
    pub id: BillingAccountId,
    /// A person's name, or the number of a purchase order.
    pub name: String,
    /// Where its invoices are announced (S1.8).
    pub email: String,
    /// Its telephone number, as people of the reader's country write it.
    pub phone: String,
    /// Whether new customers are preset with it.
    pub default: bool,
    /// How many customers' charges go to it. While there are some it cannot be deleted.
    pub customers: i64,
}

/// First and last name, or the number of a purchase order.
pub static NAME: Field<Line<128>> = Field::new("billing_name", Word::BillingName).help(Word::BillingNameHelp);
/// Where invoices are announced. No two accounts of a reseller share it: it is what they are known by (S1.14).
pub static EMAIL: Field<Email> = Field::new("billing_email", Word::Email).help(Word::BillingEmailHelp).autocomplete("email");
/// Its telephone number (S1.15).
pub static PHONE: Field<Phone> = Field::new("billing_phone", Word::Phone)
    .help(Word::BillingPhoneHelp)
    .autocomplete("tel")
    .depends_on(&[Source::Answer(&ADDRESS.country.question)]);
address!(ADDRESS, PARTS, "billing", "billing", When::Always, When::NEVER, EditedBy::Staff, "The address that invoices go to.");
/// Whether new customers are preset with it. One account is, so this is turned off by turning it on for another.
pub static DEFAULT: Field<YesNo> =
    Field::new("billing_default", Word::BillingDefault).help(Word::BillingDefaultHelp).default("no");

/// Makes or changes a billing account.
pub static SAVE: Step = Step::new(
    "billing",
    Word::BillingSave,
    &[
        Item::Question(&NAME.question),
        Item::Question(&EMAIL.question),
        Item::Question(&ADDRESS.country.question),
        Item::Group(&PARTS),
        Item::Question(&PHONE.question),
        Item::Question(&DEFAULT.question),
    ],
);
