//! A plan of a reseller, as the operator keeps it.

use backend::operators;
use domain::{
    form::{Answers, Problems},
    ids::{PlanId, ResellerId},
    operators::{CURRENCY, PLAN, PLAN_NAME},
    paths,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{operator::console, page_form::PageForm, reseller::reseller_of};
use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{PageHead, loaded},
    words::{t, tf},
};

/// The last part of the address of a plan that does not exist yet.
const NEW: &str = "new";

struct Page {
    of: ResellerId,
    answers: Answers,
    problems: Problems,
    name: Option<String>,
    currency: String,
}

async fn take(of: String, plan: String) -> Result<Option<Page>, PortalError> {
    let portal = Portal::current();
    let console = console(&portal)?;
    let of = reseller_of(&of)?;
    let none = |_| portal::fail(backend::Error::NotFound);
    let plan = if plan == NEW { None } else { Some(plan.parse::<PlanId>().map_err(none)?) };
    let (stored, _) = operators::find_plan(&portal.backend, &console, of, plan).await.map_err(portal::fail)?;
    let currency = stored.raw(CURRENCY.question.key).to_owned();
    let name = plan.map(|_| stored.raw(PLAN_NAME.question.key).to_owned());
    let page = |answers, problems| Page { of, answers, problems, name: name.clone(), currency: currency.clone() };
    let Some(sent) = portal::sent() else { return Ok(Some(page(stored, Problems::new()))) };
    let mut answers = sent.answers(&PLAN);
    let problems = operators::save_plan(&portal.backend, &console, of, plan, &answers).await;
    let problems = problems.map_err(portal::fail)?;
    if problems.is_empty() {
        portal::lead_on_saying(&format!("{}#plans", paths::reseller(of)), &Flash::done(Word::PlanSaved));
        return Ok(None);
    }
    answers.set(CURRENCY.question.key, currency.clone());
    portal::set_refused();
    Ok(Some(page(answers, problems)))
}

/// The page.
#[component]
pub fn PlanPage() -> impl IntoView {
    let params = use_params_map().get_untracked();
    let get = |name: &str| params.get(name).unwrap_or_default();
    loaded(take(get("reseller"), get("plan")), |page| {
        page.map(|page| {
            let title = page.name.unwrap_or_else(|| t(Word::PlanAdd).to_owned());
            view! {
                <a class="back" href=paths::reseller(page.of)>{t(Word::Back)}</a>
                <PageHead
                    title
                    intro=tf(Word::PlanEditIntro, &[("currency", &page.currency)])
                    faulty=!page.problems.is_empty()
                />
                <PageForm step=&PLAN answers=page.answers problems=page.problems submit=Word::PlanSave cancel=paths::reseller(page.of)/>
            }
        })
    })
}
