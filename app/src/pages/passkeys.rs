//! One's passkeys: added with the browser's help, and removed. Each needs the present password (ASVS 7.5.1).

use backend::accounts;
use domain::{
    device,
    factor::{ADD_PASSKEY, CONFIRM, PASSKEY_NAME},
    form::{Answers, Problems},
    paths,
    people::OwnPasskey,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::page_form::PageForm;
use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{Alert, AskPasskey, Moment, PageHead, Purpose, loaded},
    words::{age, t, tf},
};

enum Page {
    List(Vec<OwnPasskey>, i64),
    /// One is to be added: the form, and what is wrong with it.
    Add(Answers, Problems),
    /// The browser is asked for it.
    Ask(String),
    /// What the browser answered was not taken.
    Refused,
    Remove(OwnPasskey, Problems),
    Done,
}

async fn take(asked: String, key: String) -> Result<Page, PortalError> {
    let portal = Portal::current();
    let Some(actor) = &portal.actor else { return Err(PortalError::SignedOut) };
    let sent = portal::sent();
    match (asked.as_str(), sent) {
        ("add", None) => {
            let name = device::of(&portal::browser()).map_or_else(String::new, |device| {
                tf(Word::SessionOn, &[("browser", device.browser), ("system", device.system)])
            });
            Ok(Page::Add([(PASSKEY_NAME.question.key, name.as_str())].into_iter().collect(), Problems::new()))
        }
        ("add", Some(sent)) if sent.field("credential").is_empty() => {
            let (session, answers) = (portal::session().await?, sent.answers(&ADD_PASSKEY));
            match accounts::ask_passkey(&portal.backend, &session, actor, &answers).await.map_err(portal::fail)? {
                Ok(asked) => Ok(Page::Ask(asked)),
                Err(problems) => {
                    portal::set_refused();
                    Ok(Page::Add(answers, problems))
                }
            }
        }
        ("add", Some(sent)) => {
            let session = portal::session().await?;
            let answer = sent.field("credential");
            if accounts::add_passkey(&portal.backend, &session, actor, answer).await.map_err(portal::fail)? {
                portal::lead_on_saying(paths::PASSKEYS, &Flash::done(Word::PasskeyAdded));
                return Ok(Page::Done);
            }
            portal::set_refused();
            Ok(Page::Refused)
        }
        ("remove", sent) => {
            let passkeys = accounts::own_passkeys(&portal.backend, actor).await.map_err(portal::fail)?;
            let passkey = passkeys.into_iter().find(|passkey| passkey.id == key);
            let passkey = passkey.ok_or_else(|| portal::fail(backend::Error::NotFound))?;
            let Some(sent) = sent else { return Ok(Page::Remove(passkey, Problems::new())) };
            let answers = sent.answers(&CONFIRM);
            let problems =
                accounts::remove_passkey(&portal.backend, actor, &passkey.id, &answers).await.map_err(portal::fail)?;
            if problems.is_empty() {
                portal::lead_on_saying(paths::PASSKEYS, &Flash::done(Word::PasskeyRemoved));
                return Ok(Page::Done);
            }
            portal::set_refused();
            Ok(Page::Remove(passkey, problems))
        }
        (_, sent) => {
            if sent.is_some() {
                portal::set_refused();
            }
            let passkeys = accounts::own_passkeys(&portal.backend, actor).await.map_err(portal::fail)?;
            Ok(Page::List(passkeys, portal.backend.now().unix_timestamp()))
        }
    }
}

/// The page.
#[component]
pub fn PasskeysPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let get = |key: &str| query.get(key).unwrap_or_default();
    loaded(take(get("do"), get("key")), |page| match page {
        Page::List(passkeys, now) => view! { <List passkeys now/> }.into_any(),
        Page::Add(answers, problems) => view! {
            <a class="back" href=paths::PASSKEYS>{t(Word::Back)}</a>
            <PageHead title=t(Word::PasskeyAdd) intro=t(Word::PasskeyAddIntro) faulty=!problems.is_empty()/>
            <PageForm step=&ADD_PASSKEY answers problems submit=Word::PasskeyContinue cancel=paths::PASSKEYS/>
        }
        .into_any(),
        Page::Ask(asked) => view! {
            <a class="back" href=paths::PASSKEYS>{t(Word::Back)}</a>
            <PageHead title=t(Word::PasskeyConfirm) intro=t(Word::PasskeyConfirmAdd)/>
            <AskPasskey purpose=Purpose::Add asked at_once=true/>
        }
        .into_any(),
        Page::Refused => view! {
            <a class="back" href=paths::PASSKEYS>{t(Word::Back)}</a>
            <PageHead title=t(Word::PasskeyAdd) faulty=true/>
            <Alert sentence=t(Word::PasskeyRefused).to_owned()/>
            <p class="actions"><a class="button primary" href=add()>{t(Word::PasskeyAdd)}</a></p>
        }
        .into_any(),
        Page::Remove(passkey, problems) => view! {
            <a class="back" href=paths::PASSKEYS>{t(Word::Back)}</a>
            <PageHead
                title=t(Word::PasskeyRemoveTitle)
                intro=tf(Word::PasskeyRemoveBody, &[("name", &passkey.name)])
                faulty=!problems.is_empty()
            />
            <PageForm step=&CONFIRM answers=Answers::new() problems submit=Word::PasskeyRemove cancel=paths::PASSKEYS/>
        }
        .into_any(),
        Page::Done => ().into_any(),
    })
}

fn add() -> String {
    paths::with(paths::PASSKEYS, &[("do", "add")])
}

#[component]
fn List(passkeys: Vec<OwnPasskey>, now: i64) -> impl IntoView {
    let none = passkeys.is_empty().then(|| view! { <p class="empty">{t(Word::PasskeysNone)}</p> });
    let rows = passkeys.into_iter().map(|passkey| {
        let used = passkey.used.map_or_else(
            || t(Word::PasskeyUnused).to_owned(),
            |used| tf(Word::PasskeyUsed, &[("when", &age(now, used))]),
        );
        let made = tf(Word::PasskeyMade, &[("when", &age(now, passkey.made))]);
        let remove = paths::with(paths::PASSKEYS, &[("do", "remove"), ("key", &passkey.id)]);
        view! {
            <li>
                <div>
                    <h2><bdi>{passkey.name.clone()}</bdi></h2>
                    <p>{used}", "<Moment at=passkey.made text=made/></p>
                </div>
                <a class="button small" href=remove>{t(Word::PasskeyRemove)}<span class="visually-hidden">" "{passkey.name}</span></a>
            </li>
        }
    });
    view! {
        <a class="back" href=paths::ME>{t(Word::Back)}</a>
        <PageHead title=t(Word::Passkeys) intro=t(Word::PasskeysIntro)>
            <a class="button primary" href=add()>{t(Word::PasskeyAdd)}</a>
        </PageHead>
        {none}
        <ul class="own">{rows.collect_view()}</ul>
    }
}
