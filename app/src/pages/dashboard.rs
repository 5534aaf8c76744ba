//! The dashboard: begin a customer, go on with one, see the newest.

use domain::{access::Action, customers::CustomerSummary, drafts::DraftList, form::Flow, paths, people::SignedIn, words::Word};
use leptos::prelude::*;

use super::{
    customers::{CreateButtons, CustomersTable},
    drafts::DraftsTable,
};
use crate::{
    PortalError,
    portal::{self, Portal},
    ui::{PageHead, loaded, may_create},
    words::{t, tf},
};

/// What the dashboard shows.
struct Overview {
    customers: Vec<CustomerSummary>,
    drafts: DraftList,
    now: i64,
    flows: Vec<&'static Flow>,
}

/// The newest customers, and the drafts of whoever may go on with them.
async fn overview() -> Result<Overview, PortalError> {
    /// How many of each are shown.
    const FEW: u8 = 5;

    let portal = Portal::current();
    let (actor, scope) = portal.may(Action::ReadCustomers)?;
    let customers = backend::customers::first(&portal.backend, &scope, "", FEW.into()).await.map_err(portal::fail)?;
    let drafts = match actor.may(Action::CreateCustomers) {
        Ok(scope) => backend::drafts::list(&portal.backend, &scope, Some(FEW.into())).await.map_err(portal::fail)?,
        Err(_) => DraftList::default(),
    };
    let flows = backend::offered(&portal.backend, &scope).await.map_err(portal::fail)?;
    Ok(Overview { customers, drafts, now: portal.backend.now().unix_timestamp(), flows })
}

/// The page.
#[component]
pub fn DashboardPage() -> impl IntoView {
    let name = use_context::<SignedIn>().map(|who| who.name).unwrap_or_default();
    let given = name.split_whitespace().next().unwrap_or_default().to_owned();
    loaded(overview(), move |overview| {
        let flows = overview.flows.clone();
        view! {
            <PageHead
                title=tf(Word::DashboardGreeting, &[("name", &given)])
                intro=t(Word::DashboardIntro)
                tab=t(Word::Dashboard).to_owned()
            >
                <CreateButtons flows/>
            </PageHead>
            <Lists overview/>
        }
    })
}

#[component]
fn Lists(overview: Overview) -> impl IntoView {
    let Overview { customers, drafts, now, .. } = overview;
    let drafts = may_create().then(|| {
        let empty = drafts.rows.is_empty();
        view! {
            <section class="block">
                <div class="block-head">
                    <h2>{t(Word::OpenDrafts)}</h2>
                    {(!empty).then(|| view! { <a href=paths::DRAFTS>{t(Word::AllDrafts)}</a> })}
                </div>
                {if empty {
                    view! { <p class="nothing">{t(Word::NoDraftsTitle)}". "{t(Word::NoDraftsBody)}</p> }.into_any()
                } else {
                    view! { <DraftsTable drafts/> }.into_any()
                }}
            </section>
        }
    });
    let empty = customers.is_empty();
    view! {
        {drafts}
        <section class="block">
            <div class="block-head">
                <h2>{t(Word::RecentCustomers)}</h2>
                {(!empty).then(|| view! { <a href=paths::CUSTOMERS>{t(Word::AllCustomers)}</a> })}
            </div>
            {if empty {
                view! { <p class="nothing">{t(Word::NoCustomersTitle)}". "{t(Word::NoCustomersBody)}</p> }.into_any()
            } else {
                view! { <CustomersTable rows=customers now/> }.into_any()
            }}
        </section>
    }
}
