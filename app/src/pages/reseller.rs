//! One reseller, as the operator sees it: what it is, its plans, whether its people may act, and acting for it.

use backend::operators::{self, Changed};
use domain::{
    form::{Answers, Lists, Problems},
    ids::ResellerId,
    operators::{ACT, CHANGE, PlanSummary, ResellerDetail},
    paths,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    operator::{State, console},
    page_form::PageForm,
};
use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{AccountField, Alert, PageHead, loaded},
    words::{language, t},
};

struct Page {
    reseller: ResellerDetail,
    answers: Answers,
    problems: Problems,
    /// The reason for which somebody wanted to act, and what is wrong with it.
    act: (Answers, Problems),
    lists: Lists,
    meanwhile: bool,
}

/// The id in a page's address.
pub fn reseller_of(address: &str) -> Result<ResellerId, PortalError> {
    address.parse().map_err(|_| portal::fail(backend::Error::NotFound))
}

async fn take(id: String) -> Result<Option<Page>, PortalError> {
    let portal = Portal::current();
    let console = console(&portal)?;
    let id = reseller_of(&id)?;
    let (mut typed, mut problems, mut act, mut meanwhile) = (None, Problems::new(), (Answers::new(), Problems::new()), false);
    if let Some(sent) = portal::sent() {
        let lead = |word| {
            portal::lead_on_saying(&paths::reseller(id), &Flash::done(word));
            Ok(None)
        };
        match sent.field("do") {
            word @ ("suspend" | "resume") => {
                let on = word == "suspend";
                operators::suspend(&portal.backend, &console, id, on).await.map_err(portal::fail)?;
                return lead(if on { Word::ResellerNowSuspended } else { Word::ResellerNowResumed });
            }
            "act" => {
                let Some(actor) = &portal.actor else { return Err(PortalError::SignedOut) };
                let session = portal::session().await?;
                let answers = sent.answers(&ACT);
                let found = operators::act(&portal.backend, &session, actor, id, None, &answers).await;
                let found = found.map_err(portal::fail)?;
                if found.is_empty() {
                    portal::lead_on(paths::DASHBOARD);
                    return Ok(None);
                }
                act = (answers, found);
            }
            _ => {
                let answers = sent.answers(&CHANGE);
                let seen = sent.field("version").parse().unwrap_or_default();
                let changed = operators::change(&portal.backend, &console, id, seen, &answers).await;
                match changed.map_err(portal::fail)? {
                    Changed::Done => return lead(Word::ResellerSaved),
                    Changed::Mend(found) => {
                        problems = found;
                        typed = Some(answers);
                    }
                    Changed::Meanwhile => {
                        meanwhile = true;
                        typed = Some(answers);
                    }
                }
            }
        }
        portal::set_refused();
    }
    let reseller = operators::find(&portal.backend, &console, id).await.map_err(portal::fail)?;
    let lists = operators::lists(&portal.backend, &console, &CHANGE);
    let answers = typed.unwrap_or_else(|| reseller.answers.clone());
    Ok(Some(Page { reseller, answers, problems, act, lists, meanwhile }))
}

/// The page.
#[component]
pub fn ResellerPage() -> impl IntoView {
    let id = use_params_map().get_untracked().get("reseller").unwrap_or_default();
    loaded(take(id), |page| page.map(|page| view! { <Detail page/> }))
}

#[component]
fn Detail(page: Page) -> impl IntoView {
    let Page { reseller, answers, problems, act, lists, meanwhile } = page;
    let ResellerDetail { summary, plans, version, .. } = reseller;
    let faulty = meanwhile || !problems.is_empty() || !act.1.is_empty();
    let (word, body, what) = if summary.suspended {
        (Word::ResellerResume, Word::ResellerResumeBody, "resume")
    } else {
        (Word::ResellerSuspend, Word::ResellerSuspendBody, "suspend")
    };
    view! {
        <a class="back" href=paths::OPERATOR>{t(Word::ResellerAll)}</a>
        <PageHead title=summary.name faulty><State suspended=summary.suspended/></PageHead>
        {meanwhile.then(|| view! { <Alert sentence=t(Word::ResellerChanged).to_owned()/> })}
        <PageForm step=&CHANGE answers problems lists submit=Word::ResellerSave beside=vec![("version", version.to_string())]/>
        <Plans plans of=summary.id/>
        <section class="block">
            <h2>{t(Word::Act)}</h2>
            <p>{t(Word::ActBody)}</p>
            <PageForm step=&ACT answers=act.0 problems=act.1 submit=Word::Act beside=vec![("do", "act".to_owned())]/>
        </section>
        <section class="block">
            <h2>{t(word)}</h2>
            <p>{t(body)}</p>
            <form method="post"><AccountField/><button class="button danger" name="do" value=what>{t(word)}</button></form>
        </section>
    }
}

#[component]
fn Plans(plans: Vec<PlanSummary>, of: ResellerId) -> impl IntoView {
    let nothing = plans.is_empty().then(|| view! { <p class="notice">{t(Word::PlansNothing)}</p> });
    let rows = plans.into_iter().map(|plan| {
        view! {
            <li>
                <div><a href=paths::plan(of, Some(plan.id))><bdi>{plan.name}</bdi></a></div>
                <span>{plan.monthly.show(language())}</span>
            </li>
        }
    });
    view! {
        <section class="block">
            <h2 id="plans" tabindex="-1">{t(Word::Plans)}</h2>
            {nothing}
            <ul class="own">{rows.collect_view()}</ul>
            <a class="button" href=paths::plan(of, None)>{t(Word::PlanAdd)}</a>
        </section>
    }
}
