//! The second step of signing in: a code of the second factor, after the right password.

use backend::accounts;
use domain::{
    factor::{GIVE, GIVE_RECOVERY},
    form::{Answers, Problems},
    paths,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{page_form::PageForm, sign_in::begin};
use crate::{
    PortalError,
    portal::{self, Portal},
    ui::{Door, loaded},
    words::t,
};

enum Page {
    Form(Problems),
    /// Nobody owes a code here, or not any more.
    Late,
    Done,
}

async fn take(next: String) -> Result<Page, PortalError> {
    let portal = Portal::current();
    let session = portal::session().await?;
    let half = accounts::half(&portal.backend, &session).await.map_err(|error| {
        tracing::error!(%error, "a session could not be read");
        PortalError::NoAnswer
    })?;
    let Some(person) = half else {
        if portal.actor.is_some() {
            // Back, or in another tab, after the right code.
            portal::lead_on(paths::safe_next(&next));
            return Ok(Page::Done);
        }
        portal::set_gone();
        return Ok(Page::Late);
    };
    let Some(sent) = portal::sent() else { return Ok(Page::Form(Problems::new())) };
    let problems =
        accounts::check_code(&portal.backend, person, &sent.answers(&GIVE), &portal.from).await.map_err(portal::fail)?;
    if !problems.is_empty() {
        portal::set_refused();
        return Ok(Page::Form(problems));
    }
    let to = begin(&portal, person, paths::safe_next(&next)).await?;
    portal::lead_on(&to);
    Ok(Page::Done)
}

/// The page.
#[component]
pub fn CodePage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let next = query.get("next").unwrap_or_default();
    let recovery = query.get("recovery").is_some();
    let (step, other, word) = if recovery {
        (&GIVE_RECOVERY, vec![("next", next.as_str())], Word::UseAppCode)
    } else {
        (&GIVE, vec![("next", next.as_str()), ("recovery", "yes")], Word::UseRecoveryCode)
    };
    let other = paths::with(paths::CODE, &other);
    loaded(take(next), move |page| match page {
        Page::Form(problems) => view! {
            <Door title=t(Word::CodeTitle) intro=t(Word::CodeIntro) faulty=!problems.is_empty()>
                <PageForm step answers=Answers::new() problems submit=Word::SignIn cancel=paths::SIGN_IN/>
                <p><a href=other>{t(word)}</a></p>
            </Door>
        }
        .into_any(),
        Page::Late => view! {
            <Door title=t(Word::LinkTitleCode) intro=t(Word::CodeLate)>
                <p class="actions"><a class="button primary" href=paths::SIGN_IN>{t(Word::CodeStartAgain)}</a></p>
            </Door>
        }
        .into_any(),
        Page::Done => ().into_any(),
    })
}
