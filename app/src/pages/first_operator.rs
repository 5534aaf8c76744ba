//! The first operator comes by the link that the first start printed, whose token is in a cookie (ASVS 6.3.2).

use backend::{links::Token, operators};
use domain::{
    form::{Answers, Problems},
    operators::FIRST,
    paths,
    words::Word,
};
use leptos::prelude::*;

use super::{page_form::PageForm, sign_in::begin};
use crate::{
    PortalError,
    portal::{self, Portal},
    ui::{Desk, Door, loaded},
    words::t,
};

enum Page {
    Form(Answers, Problems),
    Gone,
    Done,
}

async fn take() -> Result<Page, PortalError> {
    let portal = Portal::current();
    let gone = || {
        portal::set_gone();
        Ok(Page::Gone)
    };
    let Some(token) = portal::cookie(portal::FIRST).and_then(|text| Token::read(&text)) else { return gone() };
    if !operators::first_waits(&portal.backend, &token).await.map_err(portal::fail)? {
        return gone();
    }
    let Some(sent) = portal::sent() else { return Ok(Page::Form(Answers::new(), Problems::new())) };
    let mut answers = sent.answers(&FIRST);
    match operators::become_first(&portal.backend, &token, &answers).await.map_err(portal::fail)? {
        Ok(Some(person)) => {
            portal::set_cookie(portal::FIRST, "", 0);
            let to = begin(&portal, person, paths::OPERATOR).await?;
            portal::lead_on(&to);
            Ok(Page::Done)
        }
        Ok(None) => gone(),
        Err(problems) => {
            portal::set_refused();
            // Secrets are never echoed.
            answers.remove("new_password");
            Ok(Page::Form(answers, problems))
        }
    }
}

/// The page.
#[component]
pub fn FirstOperatorPage() -> impl IntoView {
    loaded(take(), |page| {
        match page {
        Page::Form(answers, problems) => view! {
            <Door title=t(Word::FirstOperator) brand=Some(t(Word::Portico).to_owned()) intro=t(Word::FirstOperatorIntro) faulty=!problems.is_empty()>
                <Desk/>
                <PageForm step=&FIRST answers problems submit=Word::FirstOperator/>
            </Door>
        }
        .into_any(),
        Page::Gone => view! { <Door title=t(Word::LinkTitle) intro=t(Word::FirstOperatorGone)>
            <p class="actions"><a class="button primary" href=paths::SIGN_IN>{t(Word::SignIn)}</a></p>
        </Door> }
        .into_any(),
        Page::Done => ().into_any(),
    }
    })
}
