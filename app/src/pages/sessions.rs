//! Where one is signed in, and the way to end that (ASVS 7.5.2).

use backend::accounts;
use domain::{paths, people::OwnSession, words::Word};
use leptos::prelude::*;

use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{AccountField, Moment, PageHead, loaded},
    words::{age, t, tf},
};

/// Ends a session of one's own, or all but this one.
#[server(endpoint = "sessions/end")]
pub async fn end_session(#[server(default)] session: String) -> Result<(), PortalError> {
    let portal = Portal::current();
    let Some(actor) = &portal.actor else { return Err(portal::fail_signed_out()) };
    let this = portal::session().await?;
    let which = Some(session.as_str()).filter(|which| *which != "others");
    accounts::end_sessions(&portal.backend, &this, actor, which).await.map_err(portal::fail)?;
    let done = if which.is_some() { Word::SessionEnded } else { Word::SessionsEnded };
    portal::lead_plain_post_saying(paths::SESSIONS, &Flash::done(done));
    Ok(())
}

async fn list() -> Result<(Vec<OwnSession>, i64), PortalError> {
    let portal = Portal::current();
    let Some(actor) = &portal.actor else { return Err(PortalError::SignedOut) };
    let session = portal::session().await?;
    let sessions = accounts::own_sessions(&portal.backend, &session, actor).await.map_err(portal::fail)?;
    Ok((sessions, portal.backend.now().unix_timestamp()))
}

/// The page.
#[component]
pub fn SessionsPage() -> impl IntoView {
    loaded(list(), |(sessions, now)| {
        let others = sessions.iter().any(|session| !session.this);
        let end = |which: String, word: Word, of: String| {
            view! {
                <form method="post" action="/api/sessions/end"><AccountField/>
                    <input type="hidden" name="session" value=which/>
                    <button class="button small">{t(word)}<span class="visually-hidden">" "{of}</span></button>
                </form>
            }
        };
        let rows = sessions.into_iter().map(|session| {
            let device = session.device.map_or_else(
                || t(Word::SessionUnknown).to_owned(),
                |device| tf(Word::SessionOn, &[("browser", device.browser), ("system", device.system)]),
            );
            let used = tf(Word::SessionUsed, &[("when", &age(now, session.seen))]);
            let began = tf(Word::SessionBegan, &[("when", &age(now, session.began))]);
            let from = tf(Word::SessionFrom, &[("address", &session.address)]);
            let this = session.this;
            view! {
                <li aria-current=this.then_some("true")>
                    <div>
                        <h2>{device.clone()}{this.then(|| view! { " "<small>"("{t(Word::SessionHere)}")"</small> })}</h2>
                        <p>
                            <Moment at=session.seen text=used/>", "
                            <Moment at=session.began text=began/>" "{from}
                        </p>
                    </div>
                    {(!this).then(|| end(session.name, Word::SessionEnd, device))}
                </li>
            }
        });
        view! {
            <a class="back" href=paths::ME>{t(Word::Back)}</a>
            <PageHead title=t(Word::Sessions) intro=t(Word::SessionsIntro)>
                {others.then(|| end("others".to_owned(), Word::SessionEndOthers, String::new()))}
            </PageHead>
            <ul class="own">{rows.collect_view()}</ul>
        }
    })
}
