//! The billing accounts of a reseller (S1.9): the list, and the page of one.

use backend::billing::{self, Saved};
use domain::{
    access::{Action, can},
    billing::{BillingAccount, MANY, SAVE},
    form::{Answers, Lists, Problems},
    ids::BillingAccountId,
    money::grouped,
    paths,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::page_form::PageForm;
use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{AccountField, Alert, PageHead, loaded, reseller_name},
    words::{language, t, tf},
};

async fn list() -> Result<(Vec<BillingAccount>, bool), PortalError> {
    let portal = Portal::current();
    let (actor, scope) = portal.may(Action::ReadBilling)?;
    let accounts = billing::list(&portal.backend, &scope).await.map_err(portal::fail)?;
    Ok((accounts, can(actor.role, Action::ManageBilling)))
}

/// The list.
#[component]
pub fn BillingPage() -> impl IntoView {
    loaded(list(), |(accounts, may_manage)| {
        let rows = accounts.iter().map(|account| view! { <Row account=account.clone()/> }).collect_view();
        let empty = accounts.is_empty().then(|| {
            view! {
                <section class="empty">
                    <h2>{t(Word::BillingNone)}</h2>
                    <p>{t(Word::BillingNoneBody)}</p>
                    {may_manage.then(|| view! { <a class="button primary" href=paths::NEW_BILLING>{t(Word::BillingAdd)}</a> })}
                </section>
            }
        });
        let add = (!accounts.is_empty()).then(|| view! { <AddButton may_manage/> });
        view! {
            <PageHead title=t(Word::Billing) intro=t(Word::BillingIntro)><a class="button" href=paths::STATEMENT>{t(Word::Statement)}</a>" "{add}</PageHead>
            {empty}
            <ul class="own">{rows}</ul>
        }
    })
}

#[component]
fn AddButton(may_manage: bool) -> impl IntoView {
    if may_manage {
        return view! { <a class="button primary" href=paths::NEW_BILLING>{t(Word::BillingAdd)}</a> }.into_any();
    }
    let reason = tf(Word::OnlyAdministratorsManageBilling, &[("reseller", &reseller_name())]);
    view! {
        <div class="refused-action">
            <button type="button" class="button primary" aria-disabled="true" aria-describedby="billing-reason">{t(Word::BillingAdd)}</button>
            <p id="billing-reason" class="hint">{reason}</p>
        </div>
    }
    .into_any()
}

#[component]
fn Row(account: BillingAccount) -> impl IntoView {
    let customers = match account.customers {
        0 => t(Word::BillingNoCustomer).to_owned(),
        1 => t(Word::BillingOneCustomer).to_owned(),
        number if number > MANY => tf(Word::BillingManyCustomers, &[("number", &grouped(MANY, language()))]),
        number => tf(Word::BillingCustomers, &[("number", &number.to_string())]),
    };
    let name = account.name.clone();
    view! {
        <li>
            <div>
                <h2>
                    <a href=paths::billing_account(account.id)><bdi>{account.name}</bdi></a>
                    {account.default.then(|| view! { " "<span class="tag">{t(Word::BillingIsDefault)}</span> })}
                </h2>
                <p><bdi>{account.email}</bdi>" · "<bdi>{account.phone}</bdi></p>
            </div>
            <span>{customers}" · "<a href=paths::statement_of(account.id) aria-label=tf(Word::StatementOf, &[("name", &name)])>{t(Word::Statement)}</a></span>
        </li>
    }
}

struct Page {
    /// The account, and the version of it that the page shows; none where it is made.
    which: Option<(BillingAccountId, i32)>,
    answers: Answers,
    problems: Problems,
    lists: Lists,
    refused: Option<Word>,
}

async fn take(id: String) -> Result<Option<Page>, PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may(Action::ManageBilling)?;
    let id = match id.as_str() {
        "new" => None,
        id => Some(id.parse::<BillingAccountId>().map_err(|_| portal::fail(backend::Error::NotFound))?),
    };
    let mut stands = Answers::new();
    let mut version = 0;
    if let Some(id) = id {
        (stands, version) = billing::find(&portal.backend, &scope, id).await.map_err(portal::fail)?;
    } else {
        stands.extend(backend::presets(&portal.backend, &scope, &SAVE, &Answers::new()).await.map_err(portal::fail)?.iter());
    }
    let lists = backend::lists_for_everybody(&portal.backend, &scope, &SAVE);
    let page =
        |version, answers, problems, refused| Page { which: id.map(|id| (id, version)), answers, problems, lists, refused };
    let Some(sent) = portal::sent() else { return Ok(Some(page(version, stands, Problems::new(), None))) };
    // What comes back on the page still has seen only what its first drawing showed.
    let seen = sent.field("version").parse().unwrap_or_default();
    if let (Some(id), "delete") = (id, sent.field("do")) {
        let deleted = billing::delete(&portal.backend, &scope, id).await.map_err(portal::fail)?;
        let Err(why) = deleted else {
            portal::lead_on_saying(paths::BILLING, &Flash::done(Word::BillingDeleted));
            return Ok(None);
        };
        portal::set_refused();
        return Ok(Some(page(version, stands, Problems::new(), Some(why))));
    }
    let answers = sent.answers(&SAVE);
    if sent.is_redraw() {
        // Another country: its fields, with what was typed.
        return Ok(Some(page(seen, answers, Problems::new(), None)));
    }
    let saved = billing::save(&portal.backend, &scope, id.map(|id| (id, seen)), &answers).await;
    match saved.map_err(portal::fail)? {
        Saved::Done(_) => {
            portal::lead_on_saying(paths::BILLING, &Flash::done(Word::BillingSaved));
            Ok(None)
        }
        Saved::Mend(problems) => {
            portal::set_refused();
            Ok(Some(page(seen, answers, problems, None)))
        }
        Saved::Meanwhile => {
            portal::set_refused();
            Ok(Some(page(version, answers, Problems::new(), Some(Word::BillingMeanwhile))))
        }
    }
}

/// The page of one, or the one that makes it.
#[component]
pub fn BillingAccountPage() -> impl IntoView {
    let id = use_params_map().get_untracked().get("account").unwrap_or_else(|| "new".to_owned());
    loaded(take(id), |page| page.map(|page| view! { <Detail page/> }))
}

#[component]
fn Detail(page: Page) -> impl IntoView {
    let Page { which, answers, problems, lists, refused } = page;
    let title = answers.raw(domain::billing::NAME.question.key).to_owned();
    let title = if which.is_some() && !title.is_empty() { title } else { t(Word::BillingAdd).to_owned() };
    let beside = which.map(|(_, version)| ("version", version.to_string())).into_iter().collect();
    let delete = which.map(|_| {
        view! {
            <section class="block">
                <h2>{t(Word::BillingDeleteTitle)}</h2>
                <form method="post"><AccountField/><button class="button danger" name="do" value="delete">{t(Word::BillingDelete)}</button></form>
            </section>
        }
    });
    view! {
        <a class="back" href=paths::BILLING>{t(Word::Billing)}</a>
        <PageHead title faulty=refused.is_some() || !problems.is_empty()/>
        {refused.map(|why| view! { <Alert sentence=t(why).to_owned()/> })}
        <PageForm step=&SAVE answers problems lists submit=Word::BillingSave cancel=paths::BILLING beside/>
        {delete}
    }
}
