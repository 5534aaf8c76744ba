//! Where a reseller's administrators suspend, resume and close a customer.

use backend::customers::{self, Lived};
use domain::{
    access::Action,
    customers::{CLOSE, CustomerState, SUSPEND},
    form::{Answers, Problems},
    ids::CustomerId,
    money::Money,
    paths,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::page_form::PageForm;
use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{AccountField, PageHead, loaded},
    words::{language, t, tf},
};

struct Page {
    id: CustomerId,
    name: String,
    state: CustomerState,
    /// Where they have a ledger of their own.
    balance: Option<Money>,
    suspend: (Answers, Problems),
    close: (Answers, Problems),
}

async fn take(id: String) -> Result<Option<Page>, PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may(Action::EndCustomers)?;
    let id: CustomerId = id.parse().map_err(|_| portal::fail(backend::Error::NotFound))?;
    let backend = &portal.backend;
    let found = customers::find(backend, &scope, id).await.map_err(portal::fail)?;
    let (name, state) = (found.summary.name, found.summary.state);
    let balance = backend::ledger::balance_of(backend, &scope, id).await.map_err(portal::fail)?;
    let empty = || (Answers::new(), Problems::new());
    let mut page = Page { id, name, state, balance, suspend: empty(), close: empty() };
    let Some(sent) = portal::sent() else { return Ok(Some(page)) };
    let suspending = sent.answers(&SUSPEND);
    let closing = sent.answers(&CLOSE);
    let (lived, done) = match sent.field("do") {
        "suspend" => (customers::suspend(backend, &scope, id, &suspending).await, (Word::SuspendDone, Word::SuspendDoneTold)),
        "resume" => (customers::resume(backend, &scope, id).await, (Word::ResumeDone, Word::ResumeDoneTold)),
        "close" => (customers::close(backend, &scope, id, &closing).await, (Word::CloseDone, Word::CloseDoneTold)),
        _ => {
            portal::set_refused();
            return Ok(Some(page));
        }
    };
    match lived.map_err(portal::fail)? {
        Lived::Done(told) => {
            let done = if told > 0 { done.1 } else { done.0 };
            portal::lead_on_saying(&paths::customer(id), &Flash::done(done).with("name", &page.name));
            Ok(None)
        }
        Lived::Meanwhile => {
            portal::lead_on_saying(&paths::customer(id), &Flash::note(Word::LifeMeanwhile));
            Ok(None)
        }
        Lived::Mend(problems) => {
            portal::set_refused();
            if sent.field("do") == "suspend" {
                page.suspend = (suspending, problems);
            } else {
                page.close = (closing, problems);
            }
            Ok(Some(page))
        }
    }
}

/// The page.
#[component]
pub fn LifePage() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    loaded(take(id), |page| page.map(|page| view! { <Detail page/> }))
}

#[component]
fn Detail(page: Page) -> impl IntoView {
    let Page { id, name, state, balance, suspend, close } = page;
    let faulty = !suspend.1.is_empty() || !close.1.is_empty();
    let named = |word: Word| tf(word, &[("name", &name)]);
    let balance = balance.filter(|balance| !balance.is_zero());
    let balance = balance.map(|balance| tf(Word::CloseBalance, &[("balance", &balance.show(language()))]));
    let active = match state {
        CustomerState::Active => view! {
            <section class="block">
                <h2>{t(Word::Suspend)}</h2>
                <p class="intro">{named(Word::SuspendIntro)}</p>
                <PageForm
                    step=&SUSPEND
                    answers=suspend.0
                    problems=suspend.1
                    submit=Word::SuspendGo
                    beside=vec![("do", "suspend".to_owned())]
                />
            </section>
        }
        .into_any(),
        CustomerState::Suspended => view! {
            <section class="block">
                <h2>{t(Word::Resume)}</h2>
                <p class="intro">{named(Word::ResumeIntro)}</p>
                <form method="post" class="page-actions"><AccountField/>
                    <button class="button primary" name="do" value="resume">{t(Word::ResumeGo)}</button>
                </form>
            </section>
        }
        .into_any(),
        CustomerState::Closed => view! { <p class="notice">{named(Word::ClosedIntro)}</p> }.into_any(),
        _ => view! { <p class="notice">{t(Word::SuspendOnlyActive)}</p> }.into_any(),
    };
    let close = (state != CustomerState::Closed).then(|| {
        view! {
            <section class="block">
                <h2>{t(Word::Close)}</h2>
                <p class="intro">{named(Word::CloseIntro)}</p>
                {balance.map(|balance| view! { <p class="intro">{balance}</p> })}
                <PageForm
                    step=&CLOSE
                    answers=close.0
                    problems=close.1
                    submit=Word::CloseGo
                    danger=true
                    beside=vec![("do", "close".to_owned())]
                />
            </section>
        }
    });
    view! {
        <a class="back" href=paths::customer(id)>{name.clone()}</a>
        <PageHead title=named(Word::LifeTitle) faulty/>
        {active}
        {close}
    }
}
