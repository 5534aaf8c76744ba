//! The summary of "Create New Customer" that builds itself while one answers: who the customer is, who administrates, who is charged.

use domain::{
    flows::white_label::{administrator, contact, plan},
    form::{Answers, Lists, clean},
    vocabulary::Plan,
    words::Word,
};
use leptos::prelude::*;

use crate::{
    form::Keyed,
    words::{t, tf},
};

/// The summary of these answers.
#[component]
pub fn Summary(
    /// The answers as they stand.
    answers: Keyed<Answers>,
    /// The plans, if the page knows them.
    lists: Lists,
    /// Who is charged.
    reseller: String,
) -> impl IntoView {
    let text = move |key: &'static str| answers.of(key, |answers| clean(answers.raw(key)).into_owned()).unwrap_or_default();
    let company = move || text(contact::COMPANY.question.key);
    let person = move || {
        let (given, family) = (text(contact::GIVEN_NAME.question.key), text(contact::FAMILY_NAME.question.key));
        format!("{given} {family}").trim().to_owned()
    };
    let by_customer = move || {
        let asked = administrator::ADMINISTRATOR.question.key;
        answers.of(asked, |answers| administrator::HANDED_OVER.holds(answers)).unwrap_or_default()
    };
    let administrates = {
        let reseller = reseller.clone();
        move || {
            if by_customer() {
                t(Word::AdministratorCustomer).to_owned()
            } else {
                tf(Word::SummaryYou, &[("reseller", &reseller)])
            }
        }
    };
    let lists = StoredValue::new(lists);
    let chosen = move |pick: fn(&domain::form::ListChoice) -> &str| {
        let id = text(plan::PLAN.question.key);
        lists
            .try_with_value(|lists| lists.find(Plan::LIST, &id).map(|choice| pick(choice).to_owned()))
            .flatten()
            .unwrap_or_default()
    };
    let charged = move || {
        // A line for where the reseller pays, and one for where the customer does.
        let sentence =
            chosen(|choice| &choice.summary).split('\n').nth(usize::from(by_customer())).unwrap_or_default().to_owned();
        if sentence.is_empty() { t(Word::ChargeNoPlan).to_owned() } else { sentence }
    };
    view! {
        <aside class="summary" aria-labelledby="summary-title">
            <h2 id="summary-title">{t(Word::SummaryTitle)}</h2>
            <dl>
                <Row label=Word::SummaryCustomer value=Signal::derive(company)/>
                <Row label=Word::SummaryContact value=Signal::derive(person)/>
                <Row label=Word::SummaryAdministrates value=Signal::derive(administrates)/>
                <Row label=Word::SummaryPlan value=Signal::derive(move || chosen(|choice| &choice.label))/>
            </dl>
            <h3>{t(Word::WhoIsCharged)}</h3>
            <p class="charged">{charged}</p>
        </aside>
    }
}

#[component]
fn Row(label: Word, value: Signal<String>) -> impl IntoView {
    let shown = move || {
        Some(value.try_get().unwrap_or_default())
            .filter(|value| !value.is_empty())
            .unwrap_or_else(|| t(Word::SummaryEmpty).to_owned())
    };
    view! {
        <div class:empty-row=move || value.try_with(String::is_empty).unwrap_or_default()>
            <dt>{t(label)}</dt>
            <dd><bdi>{shown}</bdi></dd>
        </div>
    }
}
