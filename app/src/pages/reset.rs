//! Chooses a password by a mailed link, whose token is in a cookie. Looking at the page uses nothing up; sending the form does.

use backend::accounts::{self, ByLink};
use domain::{
    door,
    form::{Answers, Problems},
    links::{Link, LinkState, Purpose},
    paths,
    words::Word,
};
use leptos::prelude::*;

use super::page_form::PageForm;
use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{Alert, Desk, Door, loaded},
    words::{t, tf},
};

enum Page {
    Form(Link, String, Problems, Option<Word>),
    /// The link does not work; `None` if there never was such a link.
    Gone(portal::Gone),
    /// It was taken, and the answer leads on.
    Done,
}

async fn take() -> Result<Page, PortalError> {
    let portal = Portal::current();
    let (token, link) = match portal::mailed_link(&portal.backend, portal::RESET, Purpose::Password).await? {
        Ok(found) => found,
        Err(gone) => return Ok(Page::Gone(gone)),
    };
    let of = token.fingerprint();
    let Some(sent) = portal::sent() else { return Ok(Page::Form(link, of, Problems::new(), None)) };
    if portal::is_of_another_link(&sent, &token) {
        portal::set_refused();
        return Ok(Page::Form(link, of, Problems::new(), Some(Word::LinkOther)));
    }
    let answers = sent.answers(door::reset(link.staff));
    let chosen = accounts::reset_password(&portal.backend, &token, &link, &answers, portal::language(), &portal.from).await;
    match chosen.map_err(portal::fail)? {
        ByLink::Done => {
            portal::set_cookie(portal::RESET, "", 0);
            // Nobody is signed in by a mail: the address waits in the form, and the password is entered once.
            portal::keep_typed(&link.address);
            portal::lead_on_saying(paths::SIGN_IN, &Flash::done(Word::ResetDone));
            Ok(Page::Done)
        }
        ByLink::Mend(problems) => {
            portal::set_refused();
            Ok(Page::Form(link, of, problems, None))
        }
        ByLink::Gone => {
            portal::set_gone();
            Ok(Page::Gone(Some((LinkState::Used, link.reseller))))
        }
    }
}

/// The page.
#[component]
pub fn ResetPage() -> impl IntoView {
    loaded(take(), |page| match page {
        Page::Form(link, of, problems, other) => {
            let intro = tf(Word::ResetIntro, &[("address", &link.address)]);
            view! {
                <Door title=t(Word::Reset) intro brand=link.reseller faulty=other.is_some() || !problems.is_empty()>
                    {other.map(|why| view! { <Alert sentence=t(why).to_owned()/> })}
                    <Desk/>
                    // Secrets are never echoed.
                    <PageForm step=door::reset(link.staff) answers=Answers::new() problems submit=Word::ResetSave username=link.address beside=vec![(portal::OF_LINK, of)]/>
                </Door>
            }
            .into_any()
        }
        Page::Gone(gone) => view! {
            <LinkGone gone>
                <p class="actions"><a class="button primary" href=paths::FORGOT>{t(Word::LinkAskAgain)}</a></p>
            </LinkGone>
        }
        .into_any(),
        Page::Done => ().into_any(),
    })
}

/// Why a link does not work, and the way on.
#[component]
pub fn LinkGone(
    /// What it is good for, and in whose name it was sent.
    gone: portal::Gone,
    /// The way on.
    children: Children,
) -> impl IntoView {
    let (state, brand) = gone.unzip();
    let brand = brand.flatten();
    let why = match state {
        None | Some(LinkState::Good) => Word::LinkUnknown,
        Some(LinkState::Used) => Word::LinkUsed,
        Some(LinkState::Expired) => Word::LinkExpired,
        Some(LinkState::Superseded) => Word::LinkSuperseded,
        Some(LinkState::Revoked) => Word::LinkRevoked,
    };
    view! { <Door title=t(Word::LinkTitle) intro=t(why) brand>{children()}</Door> }
}
