//! A ledger, entry by entry: the reseller's own (S0.17), one of its billing accounts' (S1.9), or a customer's who pays themselves.

use backend::{
    ledger::{self, Statement},
    payments::{self, Owed, Step},
};
use domain::{access::Action, ids::BillingAccountId, money::Money, paths, payments::LedgerEntry, words::Word};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use maud::html;

use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{AccountField, PageHead, loaded, moment},
    words::{age, language, t, tf},
};

/// So many entries are on a page.
const PAGE: usize = 50;

struct Found {
    statement: Statement,
    account: Option<BillingAccountId>,
    name: String,
    /// What a customer may pay now.
    owed: Option<Money>,
    /// Whether several customers are charged to it.
    many: bool,
    now: i64,
}

/// Pays what is owed, where that was pressed; gives where that leads.
async fn pay() -> Result<Option<()>, PortalError> {
    let Some(sent) = portal::sent() else { return Ok(Some(())) };
    let portal = Portal::current();
    let (_, scope) = portal.may(Action::ReadPayments)?;
    let shown: i64 = sent.field("amount").parse().unwrap_or_default();
    match payments::pay_owed(&portal.backend, &scope, shown).await.map_err(portal::fail)? {
        Owed::Go(Step::Pay(to) | Step::Look(to)) => portal::lead_on(&to),
        // The statement says so.
        Owed::Nothing => portal::lead_on(paths::STATEMENT),
        Owed::Changed(now) => {
            let before = Money::new(shown, now.currency.clone()).show(language());
            let flash = Flash::note(Word::OwedChanged).with("before", &before).with("now", &now.show(language()));
            portal::lead_on_saying(paths::STATEMENT, &flash);
        }
    }
    Ok(None)
}

async fn find(account: String, before: i64) -> Result<Option<Found>, PortalError> {
    if pay().await?.is_none() {
        return Ok(None);
    }
    let portal = Portal::current();
    let staff = portal.actor.as_ref().is_some_and(backend::Actor::is_staff);
    let (actor, scope) = portal.may(if staff { Action::ReadBilling } else { Action::ReadPayments })?;
    let account = match account.as_str() {
        "" => None,
        account => Some(account.parse::<BillingAccountId>().map_err(|_| portal::fail(backend::Error::NotFound))?),
    };
    let account = account.filter(|_| staff);
    let statement = ledger::statement(&portal.backend, &scope, account, before, PAGE).await.map_err(portal::fail)?;
    let place = actor.place.as_ref();
    let own = place.map(|place| place.customer_name.clone().unwrap_or_else(|| place.name.clone())).unwrap_or_default();
    let name = statement.name.clone().unwrap_or(own);
    let origin = if staff { None } else { payments::paying_origin(&portal.backend, &scope).await.map_err(portal::fail)? };
    portal::let_forms_lead_to(origin.as_deref());
    let owed = statement.balance.as_ref().filter(|balance| origin.is_some() && balance.minor < 0);
    let owed = owed.map(|balance| Money::new(-balance.minor, balance.currency.clone()));
    Ok(Some(Found { statement, account, name, owed, many: staff, now: portal.backend.now().unix_timestamp() }))
}

/// The page.
#[component]
pub fn StatementPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let get = |name: &str| query.get(name).unwrap_or_default();
    loaded(find(get("account"), get("before").parse().unwrap_or_default()), |found| {
        found.map(|found| view! { <Detail found/> })
    })
}

fn address(path: &str, account: Option<BillingAccountId>, before: Option<i64>) -> String {
    let (account, before) =
        (account.map(|id| id.to_string()).unwrap_or_default(), before.map(|at| at.to_string()).unwrap_or_default());
    let given: Vec<(&str, &str)> =
        [("account", account.as_str()), ("before", &before)].into_iter().filter(|(_, value)| !value.is_empty()).collect();
    paths::with(path, &given)
}

#[component]
fn Detail(found: Found) -> impl IntoView {
    let Found { statement, account, name, owed, many, now } = found;
    let pay = owed.map(|owed| {
        let word = tf(Word::PayOwed, &[("amount", &owed.show(language()))]);
        view! {
            <form method="post"><AccountField/>
                <input type="hidden" name="amount" value=owed.minor.to_string()/>
                <button class="button primary" name="do" value="pay">{word}</button>
            </form>
        }
    });
    let back = account.map(|_| view! { <a class="back" href=paths::BILLING>{t(Word::Billing)}</a> });
    let balance = statement.balance.as_ref().map(|balance| {
        view! {
            <div class="balance">
                <span>{t(Word::StatementBalance)}</span>
                <strong>{balance.show(language())}</strong>
                {pay}
            </div>
        }
    });
    let download = (!statement.entries.is_empty()).then(|| {
        let to = address(paths::STATEMENT_CSV, account, None);
        view! { <a class="button" href=to download="statement.csv">{t(Word::StatementDownload)}</a> }
    });
    let credit = (!many).then(|| view! { <a class="button" href=paths::CREDIT>{t(Word::Credit)}</a>" " });
    let nothing = statement.entries.is_empty().then(|| {
        view! {
            <section class="empty"><h2>{t(Word::StatementNone)}</h2><p>{t(Word::StatementNoneBody)}</p></section>
        }
    });
    let older = statement.next.map(|before| address(paths::STATEMENT, account, Some(before)));
    let table = (!statement.entries.is_empty()).then(|| view! { <Entries entries=statement.entries many now/> });
    view! {
        {back}
        <PageHead title=t(Word::Statement) intro=tf(Word::StatementIntro, &[("name", &name)])>{credit}{download}</PageHead>
        {balance}
        {nothing}
        {table}
        <nav class="pages">{older.map(|older| view! { <a class="button" href=older>{t(Word::StatementOlder)}</a> })}</nav>
    }
}

#[component]
fn Entries(entries: Vec<LedgerEntry>, many: bool, now: i64) -> impl IntoView {
    let rows = html! {
        @for entry in &entries {
            tr {
                td { (moment(entry.at, &age(now, entry.at))) }
                th scope="row" { (t(entry.kind.name())) @if !entry.what.is_empty() { " · " bdi { (entry.what) } } }
                td { @if let Some(period) = &entry.period { time datetime=(period) { (period) } } }
                @if many { td { @if let Some(customer) = &entry.customer { bdi { (customer) } } } }
                td class="amount" { (entry.amount.show(language())) }
                td class="amount" { (entry.balance.show(language())) }
            }
        }
    };
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label=t(Word::Statement)>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t(Word::StatementWhen)}</th>
                        <th scope="col">{t(Word::StatementWhat)}</th>
                        <th scope="col">{t(Word::StatementPeriod)}</th>
                        {many.then(|| view! { <th scope="col">{t(Word::StatementFor)}</th> })}
                        <th scope="col" class="amount">{t(Word::StatementAmount)}</th>
                        <th scope="col" class="amount">{t(Word::StatementBalance)}</th>
                    </tr>
                </thead>
                <tbody inner_html=rows.into_string()></tbody>
            </table>
        </div>
    }
}
