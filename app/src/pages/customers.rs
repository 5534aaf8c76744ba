//! The list of customers: fifty a page by keyset, and what a search finds (S0.2).

use domain::{
    access::Action,
    customers::{CustomerPage, CustomerQuery, CustomerSummary, PAGE},
    form::Flow,
    paths,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use maud::html;

use crate::{
    PortalError,
    portal::{self, Portal},
    ui::{CustomersTab, CustomersTabs, Icon, PageHead, Sign, loaded, may_create, moment, reseller_name},
    words::{age, t, tf},
};

/// A page of the list, and the ways to make a customer.
struct Found {
    page: CustomerPage,
    flows: Vec<&'static Flow>,
}

/// A page of the list.
async fn list(query: CustomerQuery) -> Result<Found, PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may(Action::ReadCustomers)?;
    let page = backend::customers::list(&portal.backend, &scope, &query).await.map_err(portal::fail)?;
    let flows = backend::offered(&portal.backend, &scope).await.map_err(portal::fail)?;
    Ok(Found { page, flows })
}

/// The buttons that begin a customer, one for each way that the reseller offers (S0.2, S1.2). A role that may not still sees them, with the
/// reason.
#[component]
pub fn CreateButtons(
    /// What is offered.
    flows: Vec<&'static Flow>,
) -> impl IntoView {
    let may = may_create();
    let buttons = flows.into_iter().enumerate().map(|(at, flow)| {
        let class = if at == 0 { "button primary" } else { "button" };
        let words = view! { <Sign icon=Icon::Plus/>{t(flow.title)} };
        if may {
            view! { <a class=class href=flow.path>{words}</a> }.into_any()
        } else {
            view! { <button type="button" class=class aria-disabled="true" aria-describedby="create-reason">{words}</button> }
                .into_any()
        }
    });
    let buttons = buttons.collect_view();
    let reason = (!may).then(|| {
        view! { <p id="create-reason" class="hint">{tf(Word::OnlyAdministratorsCreate, &[("reseller", &reseller_name())])}</p> }
    });
    view! { <div class=if may { "page-actions" } else { "refused-action" }>{buttons}{reason}</div> }
}

/// The page.
#[component]
pub fn CustomersPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let asked = CustomerQuery { text: query.get("q").unwrap_or_default(), after: query.get("after").unwrap_or_default() };
    view! {
        {loaded(list(asked.clone()), |Found { page, flows }| view! {
            <PageHead title=t(Word::Customers) intro=tf(Word::CustomersIntro, &[("reseller", &reseller_name())])>
                <CreateButtons flows=flows.clone()/>
            </PageHead>
            <CustomersTabs open=CustomersTab::Customers/>
            <List asked page/>
        })}
    }
}

#[component]
fn List(asked: CustomerQuery, page: CustomerPage) -> impl IntoView {
    let searching = !asked.text.trim().is_empty();
    if page.rows.is_empty() && !searching {
        return view! {
            <section class="empty">
                <h2>{t(Word::NoCustomersTitle)}</h2>
                <p>{t(Word::NoCustomersBody)}</p>
            </section>
        }
        .into_any();
    }
    let next = page.next.as_ref().map(|after| link(&asked.text, after));
    let later = !asked.after.is_empty();
    let first = link(&asked.text, "");
    let nothing = (page.rows.is_empty()).then(|| {
        view! {
            <section class="empty">
                <h2><bdi>{tf(Word::NoMatchTitle, &[("text", asked.text.trim())])}</bdi></h2>
                <p>{t(Word::NoMatchBody)}</p>
            </section>
        }
    });
    let table = (!page.rows.is_empty()).then(|| view! { <CustomersTable rows=page.rows.clone() now=page.now/> });
    view! {
        <form class="search" role="search" method="get" action=paths::CUSTOMERS>
            <label for="customers-text">{t(Word::SearchCustomers)}</label>
            <div class="search-line">
                <input id="customers-text" name="q" type="search" value=asked.text.clone() autocomplete="off" spellcheck="false" dir="auto"/>
                <button class="button"><Sign icon=Icon::Search/>{t(Word::Search)}</button>
                {searching.then(|| view! { <a class="quiet" href=paths::CUSTOMERS>{t(Word::ClearSearch)}</a> })}
            </div>
        </form>
        {nothing}
        {table}
        {page.cut.then(|| view! { <p class="hint">{t(Word::SearchCut)}</p> })}
        <nav class="pages">
            {later.then(|| view! { <a class="button" href=first>{t(Word::FirstPage)}</a> })}
            {next.map(|next| view! {
                <a class="button" href=next>{tf(Word::NextPage, &[("number", &PAGE.to_string())])}</a>
            })}
        </nav>
    }
    .into_any()
}

/// The address of a page of the list.
fn link(text: &str, after: &str) -> String {
    let mut pairs = Vec::new();
    if !text.trim().is_empty() {
        pairs.push(format!("q={}", leptos_router::location::Url::escape(text)));
    }
    if !after.is_empty() {
        pairs.push(format!("after={}", leptos_router::location::Url::escape(after)));
    }
    if pairs.is_empty() { paths::CUSTOMERS.to_owned() } else { format!("{}?{}", paths::CUSTOMERS, pairs.join("&")) }
}

/// A table of customers.
#[component]
pub fn CustomersTable(
    /// The customers.
    rows: Vec<CustomerSummary>,
    /// Now, on the server's clock.
    now: i64,
) -> impl IntoView {
    // Written straight: a list that never changes needs none of what makes a view live, and that costs more than its bytes.
    let rows = html! {
        @for row in rows {
            tr {
                th scope="row" { a href=(paths::customer(row.id)) { bdi { (row.name) } } }
                td { bdi { (row.contact) } }
                td { span class={ "tag " (row.state.code()) } { (t(row.state.name())) } }
                td { (t(row.payer.name())) }
                td { (moment(row.created_at, &age(now, row.created_at))) }
            }
        }
    };
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label=t(Word::Customers)>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t(Word::ColumnName)}</th>
                        <th scope="col">{t(Word::ColumnContact)}</th>
                        <th scope="col">{t(Word::ColumnState)}</th>
                        <th scope="col">{t(Word::ColumnPayer)}</th>
                        <th scope="col">{t(Word::ColumnCreated)}</th>
                    </tr>
                </thead>
                <tbody inner_html=rows.into_string()></tbody>
            </table>
        </div>
    }
}
