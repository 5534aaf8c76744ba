//! How long the session lasts if nothing more is heard of it, and the button that lets it go on. Looking at it counts as no use.

use backend::accounts::{self, TimeLeft};
use domain::{paths, words::Word};
use leptos::prelude::*;

use crate::{
    PortalError,
    portal::{self, Portal},
    ui::{PageHead, loaded},
    words::{t, tf},
};

fn failed(error: &tower_sessions::session::Error) -> PortalError {
    tracing::error!(%error, "a session could not be read");
    PortalError::NoAnswer
}

/// Lets the session go on, from now.
#[server(endpoint = "stay")]
pub async fn stay() -> Result<(), PortalError> {
    let portal = Portal::current();
    if portal.actor.is_none() {
        return Err(portal::fail_signed_out());
    }
    accounts::go_on(&portal.backend, &portal::session().await?).await.map_err(|error| failed(&error))?;
    portal::lead_plain_post(paths::DASHBOARD);
    Ok(())
}

async fn time_left() -> Result<TimeLeft, PortalError> {
    let portal = Portal::current();
    accounts::time_left(&portal.backend, &portal::session().await?).await.map_err(|error| failed(&error))
}

/// How many seconds are left.
pub async fn left() -> Result<i64, PortalError> {
    Ok(time_left().await?.seconds)
}

/// The account that the reader is in.
fn account_name() -> String {
    let place = Portal::current().actor.and_then(|actor| actor.place);
    place.map_or_else(|| portal::brand().unwrap_or_default(), |place| place.customer_name.unwrap_or(place.name))
}

/// The page.
#[component]
pub fn StayPage() -> impl IntoView {
    loaded(time_left(), |TimeLeft { seconds: left, is_last }| {
        let minutes = (left / 60).max(1).to_string();
        view! {
            <PageHead title=t(Word::Stay)/>
            // For pages of another account (`frontend/desk/src/account.rs`).
            <p class="notice other-account" role="status" hidden>
                {tf(Word::OtherAccountPage, &[("account", &account_name())])}" "<a href=paths::DASHBOARD>{t(Word::OtherAccountGo)}</a>
            </p>
            <section class="stay" data-left=left.to_string() data-stay=paths::STAY>
                <h2 id="stay-title">{tf(Word::StayLeft, &[("minutes", &minutes)])}</h2>
                {if is_last {
                    // It closes the dialog in which the desk shows this.
                    view! {
                        <p>{t(Word::StayLongest)}</p>
                        <form method="dialog"><button class="button" autofocus=true>{t(Word::StayClose)}</button></form>
                    }
                    .into_any()
                } else {
                    view! {
                        <p>{t(Word::StayBody)}</p>
                        <form method="post" action="/api/stay">
                            <button class="button primary" autofocus=true>{t(Word::StayYes)}</button>
                        </form>
                    }
                    .into_any()
                }}
            </section>
        }
    })
}
