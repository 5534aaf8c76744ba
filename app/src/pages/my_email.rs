//! Another address to sign in with: asked for here, confirmed by the link that is mailed to it.

use backend::accounts::{self, NewEmail};
use domain::{
    form::{Answers, Problems},
    links::{LinkState, Purpose},
    paths,
    users::{CHANGE_EMAIL, CURRENT_PASSWORD, NEW_EMAIL},
    words::Word,
};
use leptos::prelude::*;

use super::{SignOutForm, page_form::PageForm, reset::LinkGone};
use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{AccountField, Alert, Door, PageHead, loaded},
    words::{t, tf},
};

/// The form as it stands, and the present address; `None` where it was taken, and the answer leads on.
async fn ask() -> Result<Option<(Answers, Problems, String)>, PortalError> {
    let portal = Portal::current();
    let Some(actor) = &portal.actor else { return Err(PortalError::SignedOut) };
    let email = accounts::own_email(&portal.backend, actor).await.map_err(portal::fail)?;
    let Some(sent) = portal::sent() else { return Ok(Some((Answers::new(), Problems::new(), email))) };
    let mut answers = sent.answers(&CHANGE_EMAIL);
    let problems = accounts::ask_email(&portal.backend, actor, &answers).await.map_err(portal::fail)?;
    let new = answers.raw(NEW_EMAIL.question.key).trim().to_owned();
    if problems.is_empty() {
        portal::lead_on_saying(paths::ME, &Flash::done(Word::EmailSent).with("address", &new));
        return Ok(None);
    }
    portal::set_refused();
    // Secrets are never echoed.
    answers.remove(CURRENT_PASSWORD.question.key);
    Ok(Some((answers, problems, email)))
}

/// The page that asks.
#[component]
pub fn MyEmailPage() -> impl IntoView {
    loaded(ask(), |form| {
        form.map(|(answers, problems, address)| {
            view! {
                <a class="back" href=paths::ME>{t(Word::Back)}</a>
                <PageHead
                    title=t(Word::ChangeEmail)
                    intro=tf(Word::ChangeEmailIntro, &[("address", &address)])
                    faulty=!problems.is_empty()
                />
                <PageForm step=&CHANGE_EMAIL answers problems submit=Word::ChangeEmailSend cancel=paths::ME/>
            }
        })
    })
}

enum Page {
    Confirm(String, String, Option<Word>),
    Done(String),
    Taken,
    /// Somebody else is signed in.
    Other(String),
    /// The answer leads on.
    Led,
    Gone(portal::Gone),
}

async fn confirm() -> Result<Page, PortalError> {
    let portal = Portal::current();
    let (token, link) = match portal::mailed_link(&portal.backend, portal::EMAIL, Purpose::Email).await? {
        Ok(found) => found,
        Err(gone) => return Ok(Page::Gone(gone)),
    };
    // Whoever reads that mailbox could be somebody else: only the person who asked for it confirms it.
    let Some(actor) = &portal.actor else {
        portal::lead_on(&paths::with(paths::SIGN_IN, &[("next", paths::EMAIL)]));
        return Ok(Page::Led);
    };
    if link.person != Some(actor.person) {
        return Ok(Page::Other(link.address));
    }
    let of = token.fingerprint();
    let Some(sent) = portal::sent() else { return Ok(Page::Confirm(link.address, of, None)) };
    if portal::is_of_another_link(&sent, &token) {
        portal::set_refused();
        return Ok(Page::Confirm(link.address, of, Some(Word::LinkOther)));
    }
    let said = accounts::confirm_email(&portal.backend, &token, actor, portal::language(), &portal.from).await;
    match said.map_err(portal::fail)? {
        NewEmail::Done => {
            portal::set_cookie(portal::EMAIL, "", 0);
            Ok(Page::Done(link.address))
        }
        NewEmail::Taken => {
            portal::set_refused();
            Ok(Page::Taken)
        }
        NewEmail::Gone => {
            portal::set_gone();
            Ok(Page::Gone(Some((LinkState::Used, link.reseller))))
        }
    }
}

/// The page that the link leads to. Looking at it changes nothing.
#[component]
pub fn EmailPage() -> impl IntoView {
    let on = || view! { <p class="actions"><a class="button primary" href=paths::DASHBOARD>{t(Word::ToDashboard)}</a></p> };
    loaded(confirm(), move |page| {
        match page {
        Page::Confirm(address, of, other) => view! {
            <Door title=t(Word::EmailConfirm) intro=tf(Word::EmailConfirmBody, &[("address", &address)]) faulty=other.is_some()>
                {other.map(|why| view! { <Alert sentence=t(why).to_owned()/> })}
                <form method="post" class="form"><AccountField/>
                    <input type="hidden" name=portal::OF_LINK value=of/><div class="actions"><button class="button primary">{t(Word::EmailConfirmYes)}</button></div></form>
            </Door>
        }
        .into_any(),
        Page::Done(address) => view! { <Door title=tf(Word::EmailDone, &[("address", &address)])>{on()}</Door> }.into_any(),
        Page::Other(address) => view! {
            <Door title=t(Word::EmailConfirm) intro=tf(Word::EmailOther, &[("address", &address)])><SignOutForm next=paths::EMAIL/></Door>
        }
        .into_any(),
        Page::Led => ().into_any(),
        Page::Taken => view! { <Door title=t(Word::LinkTitle) intro=t(Word::EmailTaken)>{on()}</Door> }.into_any(),
        Page::Gone(gone) => view! { <LinkGone gone>{on()}</LinkGone> }.into_any(),
    }
    })
}
