//! The lists that only the server has, which choices are made from: countries, the reseller's plans.

use std::collections::BTreeMap;

use domain::{
    customers::Payer,
    form::{Answer, Answers, Choices, ListChoice, Lists, Need, Problem, Problems, Question, Step, clean},
    ids::BillingAccountId,
    money::{Money, grouped},
    names,
    offer::Charge,
    vocabulary::{BillingAccountRef, Country, Currency, Phone, Plan, Spoken, TermsVersion, TimeZone, Tongue},
    words::{Language, Word, fill},
};

use crate::{Backend, Error, Scope, Tx, payments};

/// The lists that these steps ask from.
pub async fn of(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    steps: &[&Step],
    reseller: &str,
    now: i64,
) -> Result<Lists, Error> {
    let mut lists = BTreeMap::<String, Vec<ListChoice>>::new();
    for question in steps.iter().flat_map(|step| step.all_questions()) {
        let name = match question.shape.widget.choices() {
            Some(Choices::Server(name)) => name,
            Some(Choices::Fixed(choices)) => {
                for (choice, need) in choices.iter().filter_map(|choice| Some((choice, choice.needs?))) {
                    if is_met(backend, tx, scope, need).await? {
                        lists.entry(Lists::AVAILABLE.to_owned()).or_default().push(ListChoice::bare(choice.value));
                    }
                }
                continue;
            }
            None => continue,
        };
        if !lists.contains_key(name) {
            let list = match name {
                Plan::LIST => plans(tx, scope, reseller).await?,
                TermsVersion::LIST => terms(tx, scope, reseller).await?,
                BillingAccountRef::LIST => billing_accounts(tx, scope).await?,
                _ => named(name, scope.language(), now).ok_or(Error::Stored("a list that no room offers"))?,
            };
            lists.insert(name.to_owned(), list);
        }
    }
    Ok(Lists(lists))
}

/// Whether what a choice needs is there.
pub async fn is_met(backend: &Backend, tx: &mut Tx, scope: &Scope, need: Need) -> Result<bool, Error> {
    match need {
        Need::PaymentGateway => payments::is_ready(backend, tx, scope).await,
        Need::Sandbox => Ok(backend.has_sandbox()),
    }
}

/// The lists that a step asks from, of those that are the same for everybody.
pub fn for_everybody(step: &Step, language: Language, now: i64) -> Lists {
    let lists = step.all_questions().filter_map(|question| match question.shape.widget.choices() {
        Some(Choices::Server(name)) => Some((name.to_owned(), named(name, language, now)?)),
        _ => None,
    });
    Lists(lists.collect())
}

/// A list that is the same for everybody: countries, currencies and languages by their names, time zones with their present offsets.
fn named(list: &str, language: Language, now: i64) -> Option<Vec<ListChoice>> {
    let choice =
        |value: &str, label: String| ListChoice { value: value.to_owned(), label, help: String::new(), summary: String::new() };
    let plain = |names: &names::Names| names.iter().map(|(code, name)| choice(code, (*name).to_owned())).collect();
    Some(match list {
        Country::LIST => plain(names::countries(language)),
        Currency::LIST => {
            names::currencies(language).iter().map(|(code, name)| choice(code, format!("{name} ({code})"))).collect()
        }
        Tongue::LIST => plain(names::languages(language)),
        Spoken::LIST => Language::SPOKEN.iter().map(|spoken| choice(spoken.tag(), spoken.name().to_owned())).collect(),
        TimeZone::LIST => {
            names::time_zones(now).into_iter().map(|(name, offset)| choice(&name, format!("{name} ({offset})"))).collect()
        }
        _ => return None,
    })
}

/// Whether a list that is the same for everybody has this value; `None` if it is no such list.
pub fn has(list: &str, value: &str) -> Option<bool> {
    let known = |names: &names::Names| names.iter().any(|(code, _)| *code == value);
    Some(match list {
        Country::LIST => known(names::countries(Language::English)),
        Currency::LIST => names::is_currency(value),
        Tongue::LIST => known(names::languages(Language::English)),
        Spoken::LIST => Language::SPOKEN.iter().any(|spoken| spoken.tag() == value),
        TimeZone::LIST => names::is_time_zone(value),
        _ => return None,
    })
}

/// Whether an answer is on none of the lists that are the same for everybody, though it must be on one.
pub fn is_off_list(question: &Question, raw: &str) -> bool {
    let raw = clean(raw);
    let Some(Choices::Server(list)) = question.shape.widget.choices() else { return false };
    !raw.is_empty() && has(list, &raw) == Some(false)
}

/// Everything that is wrong with a page's form: what its declaration says, and choices that are on no list.
pub fn check(step: &Step, answers: &Answers) -> Problems {
    let mut problems = step.check(answers);
    for cell in step.cells(answers).into_iter().filter(|cell| cell.is_shown(answers)) {
        if is_off_list(cell.question, answers.raw(&cell.key)) {
            problems.add(&*cell.key, Problem::NotAChoice);
        }
    }
    problems
}

async fn billing_accounts(tx: &mut Tx, scope: &Scope) -> Result<Vec<ListChoice>, Error> {
    let rows = sqlx::query!(
        "select id, name, email, phone, country from billing_accounts
        where reseller_id = $1 order by is_default desc, lower(name), email",
        scope.reseller.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    let choice = |id: uuid::Uuid, label| ListChoice { label, ..ListChoice::bare(&id.to_string()) };
    Ok(rows
        .into_iter()
        .map(|row| choice(row.id, account_label(&row.name, &row.email, &row.phone, &row.country, scope.language())))
        .collect())
}

/// A billing account as the list shows it; `None` if the tenant has no such account.
pub async fn billing_account(tx: &mut Tx, scope: &Scope, account: BillingAccountId) -> Result<Option<String>, Error> {
    let row = sqlx::query!(
        "select name, email, phone, country from billing_accounts where reseller_id = $1 and id = $2",
        scope.reseller.0,
        account.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| account_label(&row.name, &row.email, &row.phone, &row.country, scope.language())))
}

fn account_label(name: &str, email: &str, phone: &str, country: &str, language: Language) -> String {
    format!("{name} – {email}, {}", Phone::kept(phone).show_about(country, language))
}

/// The version of the terms that stands.
async fn terms(tx: &mut Tx, scope: &Scope, reseller: &str) -> Result<Vec<ListChoice>, Error> {
    let version = sqlx::query_scalar!("select max(version) from terms where reseller_id = $1", scope.reseller.0)
        .fetch_one(&mut **tx)
        .await?;
    Ok(version
        .map(|version| {
            let version = version.to_string();
            let values = [("version", version.as_str()), ("reseller", reseller)];
            ListChoice { label: fill(Word::TermsAgree.text(scope.language()), &values), ..ListChoice::bare(&version) }
        })
        .into_iter()
        .collect())
}

async fn plans(tx: &mut Tx, scope: &Scope, reseller: &str) -> Result<Vec<ListChoice>, Error> {
    let language = scope.language();
    let rows = sqlx::query!(
        "select id, name, monthly_minor, setup_minor, currency, trunks, messages
        from plans where reseller_id = $1 order by place",
        scope.reseller.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    let tax = payments::tax(tx, scope).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let monthly = Money::new(row.monthly_minor, row.currency.clone());
            let setup = Money::new(row.setup_minor, row.currency.clone());
            let price = fill(Word::PlanMonthly.text(language), &[("price", &monthly.show(language))]);
            let once = if setup.is_zero() {
                Word::PlanNoSetup.text(language).to_owned()
            } else {
                fill(Word::PlanSetup.text(language), &[("price", &setup.show(language))])
            };
            let count = |number: i32| grouped(i64::from(number), language);
            let (trunks, messages) = (count(row.trunks), count(row.messages));
            let includes = fill(Word::PlanIncludes.text(language), &[("trunks", &trunks), ("messages", &messages)]);
            let charged = |payer| {
                Charge::new(row.name.clone(), payer, setup.clone(), monthly.clone(), tax.clone()).sentence(reseller, language)
            };
            ListChoice {
                // A line for who is charged where the reseller pays, and one for where the customer does.
                summary: format!("{}\n{}", charged(Payer::Reseller), charged(Payer::CustomerCard)),
                value: row.id.to_string(),
                help: format!("{price}, {once}; {includes}"),
                label: row.name,
            }
        })
        .collect())
}
