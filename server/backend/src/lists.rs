//! The lists that only the server has, which choices are made from: countries, the reseller's plans.

use std::collections::BTreeMap;

use domain::{
    form::{Choices, Item, ListChoice, Lists, Step},
    money::{Money, grouped},
    names,
    vocabulary::{Country, Plan},
    words::{Language, Word, fill},
};

use crate::{Error, Scope, Tx};

/// The lists that these steps ask from.
pub async fn of(tx: &mut Tx, scope: &Scope, steps: &[&Step], reseller: &str) -> Result<Lists, Error> {
    let mut lists = BTreeMap::new();
    for item in steps.iter().flat_map(|step| step.items) {
        let Item::Question(question) = item else { continue };
        let Some(Choices::Server(name)) = question.shape.widget.choices() else { continue };
        if !lists.contains_key(name) {
            let list = match name {
                Country::LIST => countries(scope.language),
                Plan::LIST => plans(tx, scope, reseller).await?,
                _ => return Err(Error::Stored("a list that no room offers")),
            };
            lists.insert(name.to_owned(), list);
        }
    }
    Ok(Lists(lists))
}

/// Every country, by its name.
fn countries(language: Language) -> Vec<ListChoice> {
    let choice = |(code, name): &(&str, &str)| ListChoice {
        value: (*code).to_owned(),
        label: (*name).to_owned(),
        help: String::new(),
        summary: String::new(),
    };
    names::countries(language).iter().map(choice).collect()
}

async fn plans(tx: &mut Tx, scope: &Scope, reseller: &str) -> Result<Vec<ListChoice>, Error> {
    let language = scope.language;
    let rows = sqlx::query!(
        "select id, name, monthly_minor, setup_minor, currency, trunks, messages
        from plans where reseller_id = $1 order by place",
        scope.reseller.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let monthly = Money::new(row.monthly_minor, row.currency.clone()).show(language);
            let setup = Money::new(row.setup_minor, row.currency);
            let price = fill(Word::PlanMonthly.text(language), &[("price", &monthly)]);
            let once = if setup.is_zero() {
                Word::PlanNoSetup.text(language).to_owned()
            } else {
                fill(Word::PlanSetup.text(language), &[("price", &setup.show(language))])
            };
            let count = |number: i32| grouped(u64::from(number.unsigned_abs()), language);
            let (trunks, messages) = (count(row.trunks), count(row.messages));
            let includes = fill(Word::PlanIncludes.text(language), &[("trunks", &trunks), ("messages", &messages)]);
            let sentence = if setup.is_zero() { Word::ChargeSentenceNoSetup } else { Word::ChargeSentence };
            let values = [("reseller", reseller), ("monthly", &monthly), ("setup", &setup.show(language))];
            ListChoice {
                value: row.id.to_string(),
                label: row.name,
                help: format!("{price}, {once}; {includes}"),
                summary: fill(sentence.text(language), &values),
            }
        })
        .collect())
}
