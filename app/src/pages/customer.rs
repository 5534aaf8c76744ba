//! One customer's page.

use domain::{customers::CustomerDetail, paths, words::Word};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::{
    PortalError,
    ui::{PageHead, When, loaded},
    words::t,
};

/// A customer of one's own reseller.
#[server(endpoint = "customers/get")]
pub async fn get_customer(id: String) -> Result<CustomerDetail, PortalError> {
    use crate::portal::{self, Portal};

    let portal = Portal::current();
    let (_, scope) = portal.may(domain::access::Action::ReadCustomers)?;
    let id: domain::ids::CustomerId = id.parse().map_err(|_| portal::fail(backend::Error::NotFound))?;
    backend::customers::find(&portal.backend, &scope, id).await.map_err(portal::fail)
}

/// The page.
#[component]
pub fn CustomerPage() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id").unwrap_or_default());
    loaded(id, get_customer, |_, customer| view! { <Detail customer/> })
}

#[component]
fn Detail(customer: CustomerDetail) -> impl IntoView {
    let CustomerDetail { summary, sections, plan, monthly, setup, people, now } = customer;
    let row = |label: Word, value: String| view! { <div><dt>{t(label)}</dt><dd><bdi>{value}</bdi></dd></div> };
    let sections = sections.into_iter().map(|(heading, rows)| {
        view! {
            <section class="card">
                <h2>{t(heading)}</h2>
                <dl>{rows.into_iter().map(|(label, value)| row(label, value)).collect_view()}</dl>
            </section>
        }
    });
    view! {
        <a class="back" href=paths::CUSTOMERS>{t(Word::AllCustomers)}</a>
        <PageHead title=summary.name>
            <span class=format!("tag {}", summary.state.code())>{t(summary.state.name())}</span>
            " "<When now at=summary.created_at exact=summary.created_on/>
        </PageHead>
        <div class="cards">
            <section class="card">
                <h2>{t(Word::PlanTitle)}</h2>
                <dl>
                    {row(Word::CustomerPlan, plan)}
                    {row(Word::CustomerMonthly, monthly.show())}
                    {row(Word::CustomerSetup, setup.show())}
                    {row(Word::ColumnPayer, t(summary.payer.name()).to_owned())}
                </dl>
            </section>
            {sections.collect_view()}
            <section class="card">
                <h2>{t(Word::CustomerPeople)}</h2>
                <ul class="people">
                    {people.into_iter().map(|(name, email)| view! { <li><bdi>{name}</bdi><small>{email}</small></li> }).collect_view()}
                </ul>
            </section>
        </div>
    }
}
