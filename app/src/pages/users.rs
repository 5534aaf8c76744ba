//! Who may act for an account: the reseller's staff, or a customer's people (S0.23, S0.24).

use domain::{
    access::{Action, can},
    ids::CustomerId,
    paths,
    users::{Invitation, Team},
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use maud::html;

use super::invite_users::Invitations;
use crate::{
    PortalError,
    portal::{self, Portal},
    ui::{PageHead, loaded, moment},
    words::{age, t, tf},
};

/// Whose users a page is about: the customer of its address, else one's own account.
pub fn whose() -> Result<Option<CustomerId>, PortalError> {
    let id = use_params_map().get_untracked().get("id");
    id.map(|id| id.parse().map_err(|_| portal::fail(backend::Error::NotFound))).transpose()
}

async fn list(of: Result<Option<CustomerId>, PortalError>) -> Result<(Team, Vec<Invitation>, bool), PortalError> {
    let portal = Portal::current();
    let (actor, scope) = portal.may(Action::ReadUsers)?;
    let of = of?;
    let team = backend::users::list(&portal.backend, &scope, of).await.map_err(portal::fail)?;
    let invitations = backend::users::invitations(&portal.backend, &scope, of).await.map_err(portal::fail)?;
    Ok((team, invitations, can(actor.role, Action::ManageUsers)))
}

/// The page.
#[component]
pub fn UsersPage() -> impl IntoView {
    loaded(list(whose()), |(team, invitations, may_manage)| view! { <List team invitations may_manage/> })
}

#[component]
fn List(team: Team, invitations: Vec<Invitation>, may_manage: bool) -> impl IntoView {
    let Team { customer, name, users, closed, now } = team;
    let me = Portal::current().actor.map(|actor| actor.person);
    let of = customer.filter(|_| is_staff());
    let rows = html! {
        @for user in users {
            tr {
                th scope="row" {
                    a href=(paths::user(of, user.person)) { bdi { (user.name) } }
                    @if Some(user.person) == me { " " small { "(" (t(Word::UserYou)) ")" } }
                }
                td { (user.email) }
                td { (t(user.role.name())) }
                td {
                    @if user.disabled { span class="tag suspended" { (t(Word::UserDisabled)) } }
                    @else { span class="tag active" { (t(Word::UserActive)) } }
                }
                td { (moment(user.since, &age(now, user.since))) }
            }
        }
    };
    let closed = closed.then(|| view! { <p class="notice">{t(Word::CustomerIsClosed)}</p> });
    let manage = (may_manage && closed.is_none()).then(|| {
        view! {
            <div class="page-actions">
                <a class="button primary" href=paths::invite_users(of)>{t(Word::UserInvite)}</a>
                <a class="button" href=paths::new_user(of)>{t(Word::UserCreate)}</a>
                <a class="button" href=paths::add_user(of)>{t(Word::UserAdd)}</a>
            </div>
        }
        .into_any()
    });
    let refused = (!may_manage).then(|| {
        let reason = tf(Word::OnlyAdministratorsManageUsers, &[("reseller", &crate::ui::reseller_name())]);
        view! {
            <div class="refused-action">
                <button type="button" class="button primary" aria-disabled="true" aria-describedby="users-reason">{t(Word::UserInvite)}</button>
                <p id="users-reason" class="hint">{reason}</p>
            </div>
        }
    });
    let title = if of.is_some() { tf(Word::UsersOf, &[("team", &name)]) } else { t(Word::Users).to_owned() };
    view! {
        {of.map(|id| view! { <a class="back" href=paths::customer(id)><bdi>{name.clone()}</bdi></a> })}
        <PageHead title intro=tf(Word::UsersIntro, &[("team", &name)])>{manage}{refused}</PageHead>
        {closed}
        <div class="table-frame" tabindex="0" role="region" aria-label=t(Word::Users)>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t(Word::ColumnName)}</th>
                        <th scope="col">{t(Word::UserColumnEmail)}</th>
                        <th scope="col">{t(Word::UserColumnRole)}</th>
                        <th scope="col">{t(Word::ColumnState)}</th>
                        <th scope="col">{t(Word::UserColumnSince)}</th>
                    </tr>
                </thead>
                <tbody inner_html=rows.into_string()></tbody>
            </table>
        </div>
        {(!invitations.is_empty()).then(|| view! { <Invitations invitations of now may_manage/> })}
    }
}

/// Whether the reader works for a reseller: then a customer's users have their address below the customer's.
pub fn is_staff() -> bool {
    Portal::current().actor.is_some_and(|actor| actor.is_staff())
}
