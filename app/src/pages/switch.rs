//! The accounts that one may act in, to switch between them: one person, many accounts, a role in each (S0, clarifications).

use backend::accounts;
use domain::{paths, people::OwnAccount, words::Word};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    PortalError,
    portal::{self, Portal},
    ui::{Icon, PageHead, Sign, loaded, mark},
    words::{t, tf},
};

/// From now on the person acts in this account.
#[server(endpoint = "switch")]
pub async fn switch_account(
    #[server(default)] reseller: String,
    #[server(default)] customer: String,
) -> Result<(), PortalError> {
    let portal = Portal::current();
    let Some(actor) = &portal.actor else { return Err(portal::fail_signed_out()) };
    let none = |_| portal::fail(backend::Error::NotFound);
    let reseller = reseller.parse().map_err(none)?;
    let customer = if customer.is_empty() { None } else { Some(customer.parse().map_err(none)?) };
    let session = portal::session().await?;
    accounts::switch(&portal.backend, &session, actor, reseller, customer).await.map_err(portal::fail)?;
    portal::lead_plain_post(paths::DASHBOARD);
    Ok(())
}

async fn list(text: String) -> Result<Vec<OwnAccount>, PortalError> {
    let portal = Portal::current();
    let Some(actor) = &portal.actor else { return Err(PortalError::SignedOut) };
    accounts::own_accounts(&portal.backend, actor, &text).await.map_err(portal::fail)
}

/// The page.
#[component]
pub fn SwitchPage() -> impl IntoView {
    let text = use_query_map().get_untracked().get("q").unwrap_or_default();
    view! {
        <PageHead title=t(Word::SwitchAccount) intro=t(Word::SwitchIntro)/>
        <form class="search" role="search" method="get" action=paths::SWITCH>
            <label for="account-text">{t(Word::SwitchSearch)}</label>
            <div class="search-line">
                <input id="account-text" name="q" type="search" value=text.clone() autocomplete="off" spellcheck="false" dir="auto"/>
                <button class="button"><Sign icon=Icon::Search/>{t(Word::Search)}</button>
            </div>
        </form>
        {loaded(list(text.clone()), move |accounts| view! { <Accounts accounts text/> })}
    }
}

#[component]
fn Accounts(accounts: Vec<OwnAccount>, text: String) -> impl IntoView {
    let here = Portal::current().actor.and_then(|actor| actor.place).map(|place| (place.reseller, place.customer));
    let customers = accounts.iter().filter(|account| account.customer.is_some()).count();
    let most = usize::try_from(accounts::MOST).unwrap_or(usize::MAX);
    let more = (customers >= most).then(|| {
        view! { <p class="hint">{tf(Word::SwitchMore, &[("number", &accounts::MOST.to_string())])}</p> }
    });
    let nothing = (!text.trim().is_empty() && customers == 0)
        .then(|| view! { <p class="nothing"><bdi>{tf(Word::SwitchNothing, &[("text", text.trim())])}</bdi></p> });
    let rows = accounts.into_iter().map(|account| {
        let current = here == Some((account.reseller, account.customer));
        let name = account.customer_name.clone().unwrap_or_else(|| account.reseller_name.clone());
        let under = account.customer_name.as_ref().map(|_| format!("{} · ", account.reseller_name)).unwrap_or_default();
        view! {
            <li>
                <form method="post" action="/api/switch">
                    <input type="hidden" name="reseller" value=account.reseller.to_string()/>
                    <input type="hidden" name="customer" value=account.customer.map(|id| id.to_string()).unwrap_or_default()/>
                    <button class="account" aria-current=current.then_some("true")>
                        <span class="person-mark" aria-hidden="true">{mark(&name)}</span>
                        <span><bdi>{name.clone()}</bdi><small><bdi>{under}</bdi>{t(account.role.name())}</small></span>
                        {current.then(|| view! { <small class="here">{t(Word::SwitchHere)}</small> })}
                    </button>
                </form>
            </li>
        }
    });
    view! { {nothing}<ul class="accounts">{rows.collect_view()}</ul>{more} }
}
