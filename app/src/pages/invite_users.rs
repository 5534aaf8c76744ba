//! Invites users to an account, one or many at once (S0.24); and the invitations that nobody accepted yet, to send again or take back.

use backend::users::{self, Resent};
use domain::{
    access::Action,
    form::{Answers, Lists, Problems, Step},
    ids::{CustomerId, InvitationId},
    paths,
    users::{INVITE_OF_CUSTOMER, INVITE_STAFF, Invitation, MailState},
    words::Word,
};
use leptos::prelude::*;

use super::{page_form::PageForm, users::whose};
use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{AccountField, PageHead, When, loaded},
    words::{t, tf},
};

type Form = (&'static Step, Answers, Problems, Lists, Option<CustomerId>);

/// The form as it stands; `None` where it was taken, and the answer leads on.
async fn take(of: Result<Option<CustomerId>, PortalError>) -> Result<Option<Form>, PortalError> {
    let portal = Portal::current();
    let (actor, scope) = portal.may(Action::ManageUsers)?;
    let of = of?;
    let step = if of.is_none() && actor.is_staff() { &INVITE_STAFF } else { &INVITE_OF_CUSTOMER };
    let lists = backend::lists_for_everybody(&portal.backend, &scope, step);
    let Some(sent) = portal::sent() else {
        // Whether there is such a customer at all.
        users::list(&portal.backend, &scope, of).await.map_err(portal::fail)?;
        let presets = backend::presets(&portal.backend, &scope, step, &Answers::new()).await.map_err(portal::fail)?;
        return Ok(Some((step, presets, Problems::new(), lists, of)));
    };
    let answers = sent.answers(step);
    match users::invite(&portal.backend, &scope, of, &answers).await.map_err(portal::fail)? {
        Ok(invited) => {
            let number = invited.len().to_string();
            let flash = match invited.as_slice() {
                [one] => Flash::done(Word::InvitationSent).with("name", one),
                _ => Flash::done(Word::InvitationsSent).with("number", &number),
            };
            portal::lead_on_saying(&paths::users(of), &flash);
            Ok(None)
        }
        Err(problems) => {
            portal::set_refused();
            Ok(Some((step, answers, problems, lists, of)))
        }
    }
}

/// The page.
#[component]
pub fn InviteUsersPage() -> impl IntoView {
    loaded(take(whose()), |form| {
        form.map(|(step, answers, problems, lists, of)| {
            view! {
                <a class="back" href=paths::users(of)>{t(Word::Back)}</a>
                <PageHead title=t(Word::UserInvite) intro=t(Word::UserInviteIntro) faulty=!problems.is_empty()/>
                <PageForm step answers problems lists submit=Word::InviteSend cancel=paths::users(of)/>
            }
        })
    })
}

/// Whose invitation a form is about.
fn named(customer: &str, invitation: &str) -> Result<(Option<CustomerId>, InvitationId), PortalError> {
    let none = |_| portal::fail(backend::Error::NotFound);
    let customer = if customer.is_empty() { None } else { Some(customer.parse().map_err(none)?) };
    Ok((customer, invitation.parse().map_err(none)?))
}

/// Leads back to the list, which says what was done.
fn back(of: Option<CustomerId>, flash: &Flash) {
    portal::lead_plain_post_saying(&paths::users(of), flash);
}

/// Sends an invitation again.
#[server(endpoint = "invitations/resend")]
pub async fn resend_invitation(
    #[server(default)] customer: String,
    #[server(default)] invitation: String,
) -> Result<(), PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may(Action::ManageUsers)?;
    let (of, invitation) = named(&customer, &invitation)?;
    match users::resend(&portal.backend, &scope, of, invitation).await.map_err(portal::fail)? {
        Resent::Sent(email) => back(of, &Flash::done(Word::InvitationSent).with("name", &email)),
        Resent::Settled => back(of, &Flash::note(Word::InvitationSettled)),
        Resent::TooMany => back(of, &Flash::note(Word::TooManyMailed)),
    }
    Ok(())
}

/// Takes an invitation back.
#[server(endpoint = "invitations/revoke")]
pub async fn revoke_invitation(
    #[server(default)] customer: String,
    #[server(default)] invitation: String,
) -> Result<(), PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may(Action::ManageUsers)?;
    let (of, invitation) = named(&customer, &invitation)?;
    let email = users::revoke(&portal.backend, &scope, of, invitation).await.map_err(portal::fail)?;
    let settled = Flash::note(Word::InvitationSettled);
    back(of, &email.map_or(settled, |email| Flash::done(Word::InvitationRevoked).with("name", &email)));
    Ok(())
}

/// The invitations that nobody accepted yet.
#[component]
pub fn Invitations(
    /// Them.
    invitations: Vec<Invitation>,
    /// Of which customer.
    of: Option<CustomerId>,
    /// Now, on the server's clock.
    now: i64,
    /// Whether the reader may send them again and take them back.
    may_manage: bool,
) -> impl IntoView {
    let rows = invitations.into_iter().map(|invitation| {
        let state =
            if invitation.expired { ("tag suspended", Word::InvitationExpired) } else { ("tag", Word::InvitationPending) };
        let (mail, failed) = mail_in_words(&invitation.mail);
        let (id, email) = (invitation.id.to_string(), invitation.email.clone());
        let button = move |path: &'static str, word: Word| {
            view! {
                <form method="post" action=path><AccountField/>
                    <input type="hidden" name="customer" value=of.map(|of| of.to_string()).unwrap_or_default()/>
                    <input type="hidden" name="invitation" value=id.clone()/>
                    <button class="button small">{t(word)}<span class="visually-hidden">" "{email.clone()}</span></button>
                </form>
            }
        };
        view! {
            <tr>
                <th scope="row">
                    {invitation.name.map(|name| view! { <bdi>{name}</bdi>" " })}
                    <span class="address">{invitation.email.clone()}</span>
                </th>
                <td>{t(invitation.role.name())}</td>
                <td><span class=state.0>{t(state.1)}</span></td>
                <td class:refused=failed>{mail}</td>
                <td><bdi>{invitation.by}</bdi>" · "<When now at=invitation.made/></td>
                {may_manage.then(|| view! {
                    <td>
                        <div class="invitation-actions">
                            {button("/api/invitations/resend", Word::InvitationResend)}
                            {button("/api/invitations/revoke", Word::InvitationRevoke)}
                        </div>
                    </td>
                })}
            </tr>
        }
    });
    view! {
        <section class="block">
            <h2>{t(Word::Invitations)}</h2>
            <p>{t(Word::InvitationsIntro)}</p>
            <div class="table-frame" tabindex="0" role="region" aria-label=t(Word::Invitations)>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t(Word::UserColumnEmail)}</th>
                            <th scope="col">{t(Word::UserColumnRole)}</th>
                            <th scope="col">{t(Word::ColumnState)}</th>
                            <th scope="col">{t(Word::InvitationMail)}</th>
                            <th scope="col">{t(Word::InvitationBy)}</th>
                            {may_manage.then(|| view! { <th scope="col"><span class="visually-hidden">{t(Word::RowActions)}</span></th> })}
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

/// What became of a mail, and whether something is wrong with it.
pub(super) fn mail_in_words(mail: &MailState) -> (String, bool) {
    match mail {
        MailState::Sent => (t(Word::MailSent).to_owned(), false),
        MailState::ByHand => (t(Word::MailByHand).to_owned(), false),
        MailState::Queued(None) => (t(Word::MailQueued).to_owned(), false),
        MailState::Queued(Some(why)) => (tf(Word::MailQueuedProblem, &[("why", why)]), true),
        MailState::Failed(why) => (tf(Word::MailFailed, &[("why", why)]), true),
    }
}
