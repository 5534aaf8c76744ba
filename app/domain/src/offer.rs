//! What a page shows of prices before it is sent, and what is done when it is sent: one computation for every place that says it.

use serde::{Deserialize, Serialize};

use crate::{
    customers::Payer,
    form::Answer,
    money::Money,
    payments::tax_of,
    vocabulary::Percent,
    words::{Language, Word, fill},
};

/// A reseller's tax.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tax {
    /// What it is called on receipts.
    pub name: String,
    /// How much of everything it is, in hundredths of a percent.
    pub basis_points: i32,
}

impl Tax {
    /// Its name and rate, as prices mention it.
    pub fn show(&self, language: Language) -> String {
        let rate = Percent { basis_points: i64::from(self.basis_points) }.show_about("", language);
        fill(Word::DueTax.text(language), &[("name", &self.name), ("rate", rate.trim_end_matches(['%', '\u{a0}']))])
    }
}

/// What a plan costs, and who is charged for it (S0.11, S0.17).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// The plan's name.
    pub plan: String,
    /// Who is charged.
    pub payer: Payer,
    /// The set-up, once, without tax.
    pub setup: Money,
    /// The first month, and each one after it, without tax.
    pub monthly: Money,
    /// The tax on it, where there is one.
    pub tax: Option<Tax>,
}

impl Charge {
    /// What a plan costs this payer. A reseller buys from the operator: its own tax is for those who buy from it.
    pub fn new(plan: String, payer: Payer, setup: Money, monthly: Money, tax: Option<Tax>) -> Self {
        Self { plan, payer, setup, monthly, tax: tax.filter(|_| payer == Payer::CustomerCard) }
    }

    fn with_tax(&self, net: i64) -> Money {
        let currency = &self.monthly.currency;
        let tax = self.tax.as_ref().map_or(0, |tax| tax_of(net, tax.basis_points, currency));
        Money::new(net + tax, currency.clone())
    }

    /// What is due on the first day: the set-up, the first month, and the tax on both.
    pub fn first(&self) -> Money {
        self.with_tax(self.setup.minor + self.monthly.minor)
    }

    /// The tax that is part of [`Self::first`].
    pub fn first_tax(&self) -> Money {
        Money::new(self.first().minor - self.setup.minor - self.monthly.minor, self.monthly.currency.clone())
    }

    /// What is due each month after the first, with its tax.
    pub fn later(&self) -> Money {
        self.with_tax(self.monthly.minor)
    }

    fn say(&self, word: Word, reseller: &str, language: Language) -> String {
        let tax = self.tax.as_ref().map(|tax| tax.show(language)).unwrap_or_default();
        let (setup, monthly) = (self.setup.show(language), self.monthly.show(language));
        let (first, later) = (self.first().show(language), self.later().show(language));
        let values = [
            ("reseller", reseller),
            ("setup", &setup),
            ("monthly", &monthly),
            ("first", &first),
            ("later", &later),
            ("tax", &tax),
        ];
        fill(word.text(language), &values)
    }

    /// Who is charged what, for the reseller's staff.
    pub fn sentence(&self, reseller: &str, language: Language) -> String {
        let word = match (self.payer, self.setup.is_zero(), self.tax.is_some()) {
            (Payer::CustomerCard, true, true) => Word::ChargeCustomerNoSetupTax,
            (Payer::CustomerCard, true, false) => Word::ChargeCustomerNoSetup,
            (Payer::CustomerCard, false, true) => Word::ChargeCustomerTax,
            (Payer::CustomerCard, false, false) => Word::ChargeCustomer,
            (_, true, _) => Word::ChargeSentenceNoSetup,
            (_, false, _) => Word::ChargeSentence,
        };
        self.say(word, reseller, language)
    }

    /// The same for whoever pays it on the provider's page.
    pub fn sentence_to_payer(&self, language: Language) -> String {
        let word = if self.tax.is_some() { Word::DueThen } else { Word::DueThenNoTax };
        self.say(word, "", language)
    }
}

/// What a page shows beside the button that makes or activates a customer, other than what was typed. It is sent back with the button: what
/// was shown is what is done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What the chosen plan costs.
    pub charge: Option<Charge>,
    /// The billing account that charges go to, as its list shows it.
    pub billing_account: Option<String>,
}

impl Offer {
    /// Label and value of everything in it that can change.
    fn facts(&self, language: Language) -> Vec<(Word, String)> {
        let mut facts = Vec::new();
        if let Some(charge) = &self.charge {
            let tax = charge.tax.as_ref().map_or_else(|| Word::OfferNoTax.text(language).to_owned(), |tax| tax.show(language));
            facts.extend([
                (Word::CustomerPlan, charge.plan.clone()),
                (Word::CustomerMonthly, charge.monthly.show(language)),
                (Word::CustomerSetup, charge.setup.show(language)),
                (Word::TaxTitle, tax),
                (Word::ColumnPayer, charge.payer.name().text(language).to_owned()),
            ]);
        }
        facts.extend(self.billing_account.clone().map(|account| (Word::BillingAccount, account)));
        facts
    }

    /// What is not as it was shown, in sentences; none where everything is.
    pub fn changes(&self, now: &Self, language: Language) -> Vec<String> {
        let shown = self.facts(language);
        let before = |label: Word| shown.iter().find(|(shown, _)| *shown == label).map(|(_, value)| value.as_str());
        let changed = now.facts(language).into_iter().filter_map(|(label, value)| {
            let before = before(label)?;
            (before != value).then(|| {
                fill(Word::OfferChange.text(language), &[("label", label.text(language)), ("before", before), ("now", &value)])
            })
        });
        changed.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Charge, Offer, Tax};
    use crate::{customers::Payer, money::Money, words::Language};

    fn charge(payer: Payer, setup: i64, monthly: i64, tax: Option<i32>) -> Charge {
        let usd = |minor| Money::new(minor, "USD");
        let tax = tax.map(|basis_points| Tax { name: "VAT".to_owned(), basis_points });
        Charge::new("Business".to_owned(), payer, usd(setup), usd(monthly), tax)
    }

    #[test]
    fn what_is_due_is_the_set_up_the_first_month_and_the_tax_on_both() {
        let due = charge(Payer::CustomerCard, 2_500, 4_900, Some(825));
        assert_eq!((due.first().minor, due.first_tax().minor, due.later().minor), (8_011, 611, 5_304));
        let due = charge(Payer::CustomerCard, 0, 1_900, None);
        assert_eq!((due.first().minor, due.first_tax().minor, due.later().minor), (1_900, 0, 1_900));
        let due = charge(Payer::Reseller, 2_500, 4_900, Some(825));
        assert_eq!((due.first().minor, due.tax), (7_400, None), "a reseller’s tax is not its own");
    }

    #[test]
    fn every_sentence_names_all_that_is_charged() {
        let english = Language::English;
        let dear = charge(Payer::CustomerCard, 2_500, 4_900, Some(825));
        let said = dear.sentence("Acme", english);
        assert!(said.contains("USD\u{a0}80.11") && said.contains("USD\u{a0}53.04") && said.contains("VAT, 8.25 %"), "{said}");
        let said = dear.sentence_to_payer(english);
        assert!(said.contains("USD\u{a0}80.11") && said.contains("USD\u{a0}53.04") && said.contains("VAT, 8.25 %"), "{said}");
        let said = charge(Payer::CustomerCard, 0, 1_900, Some(825)).sentence("Acme", english);
        assert!(said.contains("USD\u{a0}20.57") && !said.contains("19.00"), "{said}");
        let said = charge(Payer::Reseller, 2_500, 4_900, Some(825)).sentence("Acme", english);
        assert!(said.contains("USD\u{a0}25.00") && said.contains("USD\u{a0}49.00"), "{said}");
    }

    #[test]
    fn what_changed_is_named_with_both_values() {
        let offer = |charge| Offer { charge: Some(charge), billing_account: None };
        let shown = offer(charge(Payer::CustomerCard, 0, 2_975, None));
        assert!(shown.changes(&shown.clone(), Language::English).is_empty());
        let now = offer(charge(Payer::CustomerCard, 0, 12_376, Some(1_900)));
        let said = shown.changes(&now, Language::English);
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].contains("29.75") && said[0].contains("123.76"), "{said:?}");
        assert!(said[1].contains("VAT, 19 %"), "{said:?}");
        let moved = |account: &str| Offer { charge: None, billing_account: Some(account.to_owned()) };
        assert_eq!(moved("Ada, a@acme.example").changes(&moved("Bo, b@acme.example"), Language::German).len(), 1);
    }
}
