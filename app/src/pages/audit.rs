//! Who changed what, for whom, from where: newest first, narrowed by filters that live in the address, and as a file.

use domain::{
    access::Action,
    audit::{ACTIONS, AuditPage as Found, AuditQuery, name},
    paths,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use maud::html;

use crate::{
    PortalError,
    portal::{self, Portal},
    ui::{PageHead, loaded, moment},
    words::{age, t},
};

async fn list(query: AuditQuery) -> Result<Found, PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may(Action::ReadAudit)?;
    backend::audit::list(&portal.backend, &scope, &query).await.map_err(portal::fail)
}

/// The page.
#[component]
pub fn AuditPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let get = |name: &str| query.get(name).unwrap_or_default();
    let asked = AuditQuery {
        action: get("action"),
        who: get("who"),
        from: get("from"),
        to: get("to"),
        before: get("before").parse().unwrap_or_default(),
    };
    loaded(list(asked.clone()), |found| view! { <List asked found/> })
}

/// The address of a list narrowed like this one.
fn address(path: &str, asked: &AuditQuery, before: Option<i64>) -> String {
    let before = before.map(|before| before.to_string()).unwrap_or_default();
    let all = [("action", &asked.action), ("who", &asked.who), ("from", &asked.from), ("to", &asked.to), ("before", &before)];
    let given: Vec<(&str, &str)> =
        all.into_iter().filter(|(_, value)| !value.trim().is_empty()).map(|(name, value)| (name, value.as_str())).collect();
    paths::with(path, &given)
}

#[component]
fn List(asked: AuditQuery, found: Found) -> impl IntoView {
    let Found { entries, next, now } = found;
    let options = ACTIONS.into_iter().map(|(action, word)| {
        view! { <option value=action selected=asked.action == action>{t(word)}</option> }
    });
    let export = address(paths::AUDIT_CSV, &asked, None);
    let older = next.map(|before| address(paths::AUDIT, &asked, Some(before)));
    let nothing = entries.is_empty().then(|| view! { <section class="empty"><h2>{t(Word::AuditNothing)}</h2></section> });
    let rows = html! {
        @for entry in &entries {
            tr {
                td { (moment(entry.at, &age(now, entry.at))) }
                th scope="row" { bdi { (entry.who) } }
                td { @if let Some(word) = name(&entry.action) { (t(word)) } @else { (entry.action) } }
                td { @if let Some(customer) = &entry.customer { bdi { (customer) } } }
                td { (entry.address) }
                td class="audit-detail" {
                    @for (name, value) in &entry.detail { span { (name) ": " bdi { (value) } } " " }
                }
            }
        }
    };
    let table = (!entries.is_empty()).then(|| {
        view! {
            <div class="table-frame" tabindex="0" role="region" aria-label=t(Word::Audit)>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t(Word::AuditWhen)}</th>
                            <th scope="col">{t(Word::AuditWho)}</th>
                            <th scope="col">{t(Word::AuditWhat)}</th>
                            <th scope="col">{t(Word::AuditCustomer)}</th>
                            <th scope="col">{t(Word::AuditFrom)}</th>
                            <th scope="col">{t(Word::AuditDetail)}</th>
                        </tr>
                    </thead>
                    <tbody inner_html=rows.into_string()></tbody>
                </table>
            </div>
        }
    });
    view! {
        <PageHead title=t(Word::Audit) intro=t(Word::AuditIntro)>
            <a class="button" href=export download="audit.csv">{t(Word::AuditExport)}</a>
        </PageHead>
        <form class="filters" method="get" action=paths::AUDIT>
            <div>
                <label for="action">{t(Word::AuditWhat)}</label>
                <select id="action" name="action"><option value="">{t(Word::AuditAll)}</option>{options.collect_view()}</select>
            </div>
            <div>
                <label for="who">{t(Word::AuditWhoLabel)}</label>
                <input id="who" name="who" type="search" value=asked.who.clone() autocomplete="off" spellcheck="false" dir="auto"/>
            </div>
            <div>
                <label for="from">{t(Word::AuditFromDay)}</label>
                <input id="from" name="from" type="date" value=asked.from.clone()/>
            </div>
            <div>
                <label for="to">{t(Word::AuditToDay)}</label>
                <input id="to" name="to" type="date" value=asked.to.clone()/>
            </div>
            <button class="button">{t(Word::AuditShow)}</button>
        </form>
        {nothing}
        {table}
        <nav class="pages">{older.map(|older| view! { <a class="button" href=older>{t(Word::AuditOlder)}</a> })}</nav>
    }
}
