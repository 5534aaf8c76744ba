//! An invitation, whose token is in a cookie: who invites, to what, and what happens. Only accepting it changes anything.

use backend::accounts::{self, Accepted};
use domain::{
    door,
    form::{Answers, Problems},
    links::{Link, LinkState, Purpose},
    paths,
    words::Word,
};
use leptos::prelude::*;

use super::{SignOutForm, page_form::PageForm, reset::LinkGone, sign_in::begin};
use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{AccountField, Alert, Desk, Door, loaded},
    words::{t, tf},
};

/// What stands between the reader and the account.
enum Page {
    /// Nobody has the address: a name and a password.
    New(Link, String, Answers, Problems),
    /// It is theirs; a press of a button.
    Theirs(Link, String),
    /// The form was about another link, which was opened before.
    Another(Link),
    /// Somebody has the address and must sign in.
    SignIn(Link),
    /// Somebody else is signed in.
    Other(Link, String),
    Gone(portal::Gone),
    Done,
}

async fn take() -> Result<Page, PortalError> {
    let portal = Portal::current();
    let (token, link) = match portal::mailed_link(&portal.backend, portal::INVITATION, Purpose::Invitation).await? {
        Ok(found) => found,
        Err(gone) => return Ok(Page::Gone(gone)),
    };
    let waiting = |link: Link, answers, problems| match (&portal.actor, link.person) {
        (Some(actor), person) if person != Some(actor.person) => Page::Other(link, actor.name.clone()),
        (Some(_), _) => Page::Theirs(link, token.fingerprint()),
        (None, Some(_)) => Page::SignIn(link),
        (None, None) => Page::New(link, token.fingerprint(), answers, problems),
    };
    let Some(sent) = portal::sent() else {
        // What the inviter called them stands there, to be put right.
        let named = link.name.clone().map(|name| (door::OWN_NAME.question.key, name));
        return Ok(waiting(link, named.into_iter().collect(), Problems::new()));
    };
    if portal::is_of_another_link(&sent, &token) {
        portal::set_refused();
        return Ok(Page::Another(link));
    }
    let answers = sent.answers(door::join(link.staff));
    let actor = portal.actor.as_ref().filter(|actor| Some(actor.person) == link.person);
    if portal.actor.is_some() && actor.is_none() {
        portal::set_refused();
        return Ok(waiting(link, answers, Problems::new()));
    }
    match accounts::accept(&portal.backend, &token, actor.map(|actor| actor.person), &answers, &portal.from)
        .await
        .map_err(portal::fail)?
    {
        Accepted::As(person) => {
            portal::set_cookie(portal::INVITATION, "", 0);
            if let Some(language) = portal::chosen_language().filter(|_| link.person.is_none()) {
                // What they, or whoever invited them, chose until here, they are written to in from now on.
                accounts::keep_language(&portal.backend, person, language).await.map_err(portal::fail)?;
            }
            if let Some(actor) = actor {
                // They asked for this account, so they act for it now.
                let (reseller, customer) = accounts::account_of(&portal.backend, &token).await.map_err(portal::fail)?;
                let session = portal::session().await?;
                match accounts::switch(&portal.backend, &session, actor, reseller, customer).await {
                    Ok(()) => {}
                    // Nobody can act there just now, such as in a suspended account: the list shows where one can.
                    Err(backend::Error::NotFound) => {
                        portal::lead_on(paths::SWITCH);
                        return Ok(Page::Done);
                    }
                    Err(error) => return Err(portal::fail(error)),
                }
                let team = link.customer.or(link.reseller).unwrap_or_default();
                let role = link.role.map_or("", |role| t(role.name()));
                let flash = Flash::done(Word::InvitedNowActs).with("team", &team).with("role", role);
                portal::lead_on_saying(paths::DASHBOARD, &flash);
            } else {
                let to = begin(&portal, person, paths::DASHBOARD).await?;
                portal::lead_on(&to);
            }
            Ok(Page::Done)
        }
        Accepted::Mend(problems) => {
            portal::set_refused();
            Ok(waiting(link, answers, problems))
        }
        Accepted::Gone => {
            portal::set_gone();
            Ok(Page::Gone(Some((LinkState::Used, link.reseller))))
        }
        Accepted::Somebody => {
            // The address became somebody's meanwhile.
            portal::set_refused();
            Ok(Page::SignIn(link))
        }
    }
}

/// The page.
#[component]
pub fn InvitationPage() -> impl IntoView {
    loaded(take(), |page| {
        match page {
        Page::Another(link) => view! {
            <Card link faulty=true>
                <Alert sentence=t(Word::LinkOther).to_owned()/>
                <p class="actions"><a class="button primary" href=paths::INVITATION>{t(Word::MailInvitationLink)}</a></p>
            </Card>
        }
        .into_any(),
        Page::New(link, of, answers, problems) => {
            let step = door::join(link.staff);
            let faulty = !problems.is_empty();
            let username = link.address.clone();
            view! { <Card link faulty><Desk/><PageForm step answers problems submit=Word::InvitedAcceptNew username beside=vec![(portal::OF_LINK, of)]/></Card> }.into_any()
        }
        Page::Theirs(link, of) => view! {
            <Card link>
                <form method="post" class="form"><AccountField/><input type="hidden" name=portal::OF_LINK value=of/><div class="actions"><button class="button primary">{t(Word::InvitedAccept)}</button></div></form>
            </Card>
        }
        .into_any(),
        Page::SignIn(link) => {
            let sentence = tf(Word::InvitedSignIn, &[("address", &link.address)]);
            let sign_in = paths::with(paths::SIGN_IN, &[("next", paths::INVITATION)]);
            view! {
                <Card link>
                    <p class="notice">{sentence}</p>
                    <p class="actions"><a class="button primary" href=sign_in>{t(Word::SignIn)}</a></p>
                </Card>
            }
            .into_any()
        }
        Page::Other(link, name) => {
            let sentence = tf(Word::InvitedOther, &[("address", &link.address), ("name", &name)]);
            view! { <Card link><p class="notice">{sentence}</p><SignOutForm next=paths::INVITATION/></Card> }.into_any()
        }
        Page::Gone(gone) => view! {
            <LinkGone gone>
                <p class="intro">{t(Word::LinkAskInviter)}</p>
                <p class="actions"><a class="button primary" href=paths::SIGN_IN>{t(Word::SignIn)}</a></p>
            </LinkGone>
        }
        .into_any(),
        Page::Done => ().into_any(),
    }
    })
}

/// Who invites, to what.
#[component]
fn Card(
    link: Link,
    /// Whether something is wrong on the page.
    #[prop(optional)]
    faulty: bool,
    children: Children,
) -> impl IntoView {
    let brand = link.reseller;
    let reseller = || brand.clone().unwrap_or_default();
    let (team, by) = (link.customer.unwrap_or_else(reseller), link.by.unwrap_or_else(reseller));
    let role = link.role.map_or("", |role| t(role.name()));
    view! {
        <Door
            title=tf(Word::InvitedTitle, &[("by", &by), ("team", &team)])
            intro=tf(Word::InvitedBody, &[("team", &team), ("role", role), ("address", &link.address)])
            brand
            faulty
        >{children()}</Door>
    }
}
