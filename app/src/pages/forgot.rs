//! A forgotten password: asks for the address, and says to look into one's mail, whether anybody has it or not.

use backend::accounts;
use domain::{
    door::{ADDRESS, FORGOT},
    form::{Answers, Problems},
    paths,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::page_form::PageForm;
use crate::{
    PortalError,
    portal::{self, Portal},
    ui::{Alert, Door, loaded},
    words::{t, tf},
};

/// The form as it stands.
struct Page {
    answers: Answers,
    problems: Problems,
    /// How many minutes to wait, where too much was asked for.
    wait: Option<i64>,
}

async fn take() -> Result<Option<Page>, PortalError> {
    let portal = Portal::current();
    let Some(sent) = portal::sent() else {
        let answers = [(ADDRESS.question.key, portal::typed())].into_iter().collect();
        return Ok(Some(Page { answers, problems: Problems::new(), wait: None }));
    };
    let answers = sent.answers(&FORGOT);
    let asked = accounts::ask_reset(&portal.backend, &answers, portal::language(), &portal.from).await.map_err(portal::fail)?;
    let (problems, wait) = match asked {
        Ok(None) => {
            portal::keep_typed(answers.raw(ADDRESS.question.key).trim());
            portal::lead_on(&paths::with(paths::FORGOT, &[("sent", "1")]));
            return Ok(None);
        }
        Ok(Some(wait)) => (Problems::new(), Some(wait.whole_minutes() + 1)),
        Err(problems) => (problems, None),
    };
    portal::set_refused();
    Ok(Some(Page { answers, problems, wait }))
}

/// The page.
#[component]
pub fn ForgotPage() -> impl IntoView {
    let sent = use_query_map().get_untracked().get("sent").is_some();
    loaded(take(), move |page| {
        page.map(|page| {
            if sent && !page.answers.raw(ADDRESS.question.key).is_empty() && page.problems.is_empty() && page.wait.is_none() {
                view! { <Sent page/> }.into_any()
            } else {
                view! { <Ask page/> }.into_any()
            }
        })
    })
}

#[component]
fn Ask(page: Page) -> impl IntoView {
    let Page { answers, problems, wait } = page;
    let faulty = wait.is_some() || !problems.is_empty();
    view! {
        <Door title=t(Word::Forgot) intro=t(Word::ForgotIntro) faulty>
            {wait.map(|minutes| view! { <Alert sentence=tf(Word::TooManyAsked, &[("minutes", &minutes.to_string())])/> })}
            <PageForm step=&FORGOT answers problems submit=Word::ForgotSend cancel=paths::SIGN_IN/>
        </Door>
    }
}

/// The mail is on its way, if anybody has the address.
#[component]
fn Sent(page: Page) -> impl IntoView {
    let address = page.answers.raw(ADDRESS.question.key).to_owned();
    view! {
        <Door title=t(Word::CheckMail) intro=tf(Word::CheckMailBody, &[("address", &address)])>
            <p class="intro">{t(Word::CheckMailSpam)}</p>
            <form method="post" action=paths::FORGOT class="form">
                <input type="hidden" name=format!("answers[{}]", ADDRESS.question.key) value=address/>
                <div class="actions">
                    <button class="button">{t(Word::CheckMailAgain)}</button>
                    <a class="quiet" href=paths::FORGOT>{t(Word::CheckMailOther)}</a>
                </div>
            </form>
        </Door>
    }
}
