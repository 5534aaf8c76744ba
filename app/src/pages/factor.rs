//! One's second factor: set up with an app, turned off, its recovery codes renewed. Each needs the present password (ASVS 7.5.1).

use backend::accounts::{self, SetUp};
use domain::{
    factor::{CONFIRM, TURN_ON},
    form::{Answers, Problems},
    paths,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::page_form::PageForm;
use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{PageHead, loaded},
    words::t,
};

enum Page {
    /// None is on: what the app is given, and whether one is asked of everybody here.
    Off(SetUp, Problems, bool),
    /// One is on.
    On,
    /// It is to be turned off, or its codes renewed: what is wrong with the password that was given.
    Confirm(&'static Ask, Problems),
    /// It was just turned on, or its recovery codes renewed: they are shown this once.
    Codes(Vec<String>),
    /// It was turned off, and the answer leads on.
    Done,
}

/// What can be done with a factor that is on, by its name in the address.
struct Ask {
    name: &'static str,
    word: Word,
    body: Word,
}

const OFF: &str = "off";
static ASKS: [Ask; 2] = [
    Ask { name: "renew", word: Word::FactorRenew, body: Word::FactorRenewBody },
    Ask { name: OFF, word: Word::FactorTurnOff, body: Word::FactorTurnOffBody },
];

async fn take(asked: String) -> Result<Page, PortalError> {
    let portal = Portal::current();
    let Some(actor) = &portal.actor else { return Err(PortalError::SignedOut) };
    let session = portal::session().await?;
    let has = accounts::has_factor(&portal.backend, actor.person).await.map_err(portal::fail)?;
    let sent = portal::sent();
    if !has {
        let mut problems = Problems::new();
        if let Some(sent) = sent {
            let on = accounts::turn_on(&portal.backend, &session, actor, &sent.answers(&TURN_ON)).await;
            match on.map_err(portal::fail)? {
                Ok(codes) => return Ok(Page::Codes(codes)),
                Err(found) => problems = found,
            }
            portal::set_refused();
        }
        let email = accounts::own_email(&portal.backend, actor).await.map_err(portal::fail)?;
        let set_up = accounts::set_up(&portal.backend, &session, actor, &email).await.map_err(portal::fail)?;
        return Ok(Page::Off(set_up, problems, actor.must_have_factor));
    }
    let Some(ask) = ASKS.iter().find(|ask| ask.name == asked) else { return Ok(Page::On) };
    let Some(sent) = sent else { return Ok(Page::Confirm(ask, Problems::new())) };
    let answers = sent.answers(&CONFIRM);
    let problems = if ask.name == OFF {
        let problems = accounts::turn_off(&portal.backend, &session, actor, &answers).await;
        problems.map_err(portal::fail)?
    } else {
        match accounts::renew_recovery(&portal.backend, actor, &answers).await.map_err(portal::fail)? {
            Ok(codes) => return Ok(Page::Codes(codes)),
            Err(problems) => problems,
        }
    };
    if problems.is_empty() {
        portal::lead_on_saying(paths::ME, &Flash::done(Word::FactorIsOff));
        return Ok(Page::Done);
    }
    portal::set_refused();
    Ok(Page::Confirm(ask, problems))
}

/// The page.
#[component]
pub fn FactorPage() -> impl IntoView {
    let asked = use_query_map().get_untracked().get("do").unwrap_or_default();
    loaded(take(asked), |page| match page {
        Page::Off(set_up, problems, must) => view! { <Off set_up problems must/> }.into_any(),
        Page::On => view! { <On/> }.into_any(),
        Page::Confirm(ask, problems) => view! {
            <a class="back" href=paths::FACTOR>{t(Word::Back)}</a>
            <PageHead title=t(ask.word) intro=t(ask.body) faulty=!problems.is_empty()/>
            <PageForm step=&CONFIRM answers=Answers::new() problems submit=ask.word cancel=paths::FACTOR/>
        }
        .into_any(),
        Page::Codes(codes) => view! { <Codes codes/> }.into_any(),
        Page::Done => ().into_any(),
    })
}

#[component]
fn Off(set_up: SetUp, problems: Problems, must: bool) -> impl IntoView {
    let intro = if must { Word::FactorMust } else { Word::FactorIntro };
    view! {
        {(!must).then(|| view! { <a class="back" href=paths::ME>{t(Word::Back)}</a> })}
        <PageHead title=t(Word::Factor) intro=t(intro) faulty=!problems.is_empty()/>
        <section class="block factor">
            <h2>{t(Word::FactorScan)}</h2>
            <div class="factor-picture" role="img" aria-label=t(Word::FactorPicture) inner_html=set_up.picture></div>
            <p>{t(Word::FactorLetters)}</p>
            <p><code>{set_up.letters}</code></p>
        </section>
        <PageForm step=&TURN_ON answers=Answers::new() problems submit=Word::FactorTurnOn/>
    }
}

#[component]
fn On() -> impl IntoView {
    let asks = ASKS.iter().map(|ask| {
        let href = paths::with(paths::FACTOR, &[("do", ask.name)]);
        view! { <li><div><p>{t(ask.body)}</p></div><a class="button" href=href>{t(ask.word)}</a></li> }
    });
    view! {
        <a class="back" href=paths::ME>{t(Word::Back)}</a>
        <PageHead title=t(Word::Factor) intro=t(Word::FactorIntro)>
            <span class="tag active">{t(Word::FactorStateOn)}</span>
        </PageHead>
        <ul class="own">{asks.collect_view()}</ul>
    }
}

#[component]
fn Codes(codes: Vec<String>) -> impl IntoView {
    view! {
        <PageHead title=t(Word::Recovery) intro=t(Word::RecoveryBody)/>
        <section class="card once">
            <ul class="codes">{codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}</ul>
        </section>
        <p class="actions"><a class="button primary" href=paths::ME>{t(Word::RecoveryKept)}</a></p>
    }
}
