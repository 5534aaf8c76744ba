//! What is one's own: how one signs in, and where one is signed in.

use backend::accounts;
use domain::{paths, words::Word};
use leptos::prelude::*;

use crate::{
    PortalError,
    portal::{self, Portal},
    ui::{PageHead, loaded},
    words::t,
};

async fn own() -> Result<(String, bool), PortalError> {
    let portal = Portal::current();
    let Some(actor) = &portal.actor else { return Err(PortalError::SignedOut) };
    let email = accounts::own_email(&portal.backend, actor).await.map_err(portal::fail)?;
    let factor = accounts::has_factor(&portal.backend, actor.person).await.map_err(portal::fail)?;
    Ok((email, factor))
}

/// The page.
#[component]
pub fn MePage() -> impl IntoView {
    loaded(own(), |(email, factor)| {
        let state = if factor { ("tag active", Word::FactorStateOn) } else { ("tag", Word::FactorStateOff) };
        view! {
            <PageHead title=t(Word::Me) intro=t(Word::MeIntro)/>
            <ul class="own">
                <li>
                    <div><h2>{t(Word::Email)}</h2><p><bdi>{email}</bdi></p></div>
                    <a class="button" href=paths::MY_EMAIL>{t(Word::Change)}<span class="visually-hidden">" "{t(Word::Email)}</span></a>
                </li>
                <li>
                    <div><h2>{t(Word::MePassword)}</h2><p>{t(Word::MePasswordHelp)}</p></div>
                    <a class="button" href=paths::PASSWORD>{t(Word::Change)}<span class="visually-hidden">" "{t(Word::MePassword)}</span></a>
                </li>
                <li>
                    <div><h2>{t(Word::Factor)}" "<span class=state.0>{t(state.1)}</span></h2><p>{t(Word::FactorIntro)}</p></div>
                    <a class="button" href=paths::FACTOR>{t(Word::Change)}<span class="visually-hidden">" "{t(Word::Factor)}</span></a>
                </li>
                {Portal::current().backend.has_passkeys().then(|| view! {
                <li>
                    <div><h2>{t(Word::Passkeys)}</h2><p>{t(Word::PasskeysIntro)}</p></div>
                    <a class="button" href=paths::PASSKEYS>{t(Word::Change)}<span class="visually-hidden">" "{t(Word::Passkeys)}</span></a>
                </li>
                })}
                <li>
                    <div><h2>{t(Word::Sessions)}</h2><p>{t(Word::SessionsHelp)}</p></div>
                    <a class="button" href=paths::SESSIONS>{t(Word::Show)}<span class="visually-hidden">" "{t(Word::Sessions)}</span></a>
                </li>
            </ul>
        }
    })
}
