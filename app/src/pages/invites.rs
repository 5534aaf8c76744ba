//! Every invitation to act for a customer (S1.20-S1.23): its state, its mail, and what can be done with it. The list keeps itself up to date
//! where the desk runs (`frontend/desk/src/live.rs`); without it a reload does.

use backend::users::{self, Resent};
use domain::{
    access::{Action, can},
    ids::InvitationId,
    paths,
    users::{CustomerInvitation, InviteState, InvitesPage as Rows, MailState},
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use maud::{Markup, html};

use super::{customers::CreateButtons, invite_users::mail_in_words};
use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{CustomersTab, CustomersTabs, PageHead, loaded, moment, reseller_name},
    words::{age, t, tf},
};

struct Page {
    rows: Rows,
    state: Option<InviteState>,
    after: String,
    may_resend: bool,
    may_manage: bool,
    flows: Vec<&'static domain::form::Flow>,
    /// A link to hand over, shown this once, and to whom.
    link: Option<(String, String)>,
}

async fn take(state: String, after: String) -> Result<Option<Page>, PortalError> {
    let portal = Portal::current();
    let (actor, scope) = portal.may(Action::ReadCustomers)?;
    let mut link = None;
    let sent = portal::sent();
    if sent.as_ref().is_some_and(|sent| sent.field("invitation").is_empty()) {
        portal::set_refused();
    } else if let Some(sent) = sent {
        let id: InvitationId = sent.field("invitation").parse().map_err(|_| portal::fail(backend::Error::NotFound))?;
        // Who has the link becomes whoever is invited: handing it over is for those who may make users.
        let handles = matches!(sent.field("do"), "revoke" | "link");
        let action = if handles { Action::ManageUsers } else { Action::ResendInvitations };
        let (_, scope) = portal.may(action)?;
        let found = users::customer_of(&portal.backend, &scope, id).await.map_err(portal::fail)?;
        let backend = &portal.backend;
        let settled = Flash::note(Word::InvitationSettled);
        let flash = match sent.field("do") {
            "resend" => match users::resend(backend, &scope, Some(found), id).await.map_err(portal::fail)? {
                Resent::Sent(email) => Flash::done(Word::InvitationSent).with("name", &email),
                Resent::Settled => settled,
                Resent::TooMany => Flash::note(Word::TooManyMailed),
            },
            "revoke" => match users::revoke(backend, &scope, Some(found), id).await.map_err(portal::fail)? {
                Some(email) => Flash::done(Word::InvitationRevoked).with("name", &email),
                None => settled,
            },
            "link" => match users::link(backend, &scope, Some(found), id).await.map_err(portal::fail)? {
                Some((token, email)) => {
                    link = Some((format!("{}{}/{token}", backend.origin(), paths::INVITATION), email));
                    settled
                }
                None => settled,
            },
            _ => return Err(portal::fail(backend::Error::NotFound)),
        };
        if link.is_none() {
            portal::lead_on_saying(&paths::with(paths::INVITES, &[("state", &state)]), &flash);
            return Ok(None);
        }
    }
    let wanted = InviteState::from_code(&state);
    let rows = users::of_customers(&portal.backend, &scope, wanted, &after).await.map_err(portal::fail)?;
    let flows = backend::offered(&portal.backend, &scope).await.map_err(portal::fail)?;
    Ok(Some(Page {
        rows,
        state: wanted,
        after,
        may_resend: can(actor.role, Action::ResendInvitations),
        may_manage: can(actor.role, Action::ManageUsers),
        flows,
        link,
    }))
}

/// The page.
#[component]
pub fn InvitesPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let get = |key: &str| query.get(key).unwrap_or_default();
    loaded(take(get("state"), get("after")), |page| page.map(|page| view! { <List page/> }))
}

#[component]
fn List(page: Page) -> impl IntoView {
    let Page { rows, state, after, may_resend, may_manage, flows, link } = page;
    let link = link.map(|(address, name)| {
        view! {
            <section class="card once" role="status">
                <h2><bdi>{tf(Word::InviteLinkTitle, &[("name", &name)])}</bdi></h2>
                <p>{t(Word::InviteLinkBody)}</p>
                <p><code>{address}</code></p>
            </section>
        }
    });
    let filter = |of: Option<InviteState>, word: Word| {
        let href = of.map_or_else(|| paths::INVITES.to_owned(), |of| paths::with(paths::INVITES, &[("state", of.code())]));
        view! { <a href=href aria-current=(of == state).then_some("true")>{t(word)}</a> }
    };
    let filters = InviteState::ALL.map(|of| filter(Some(of), of.name())).collect_view();
    let reason = (!may_resend).then(|| tf(Word::OnlySomeResend, &[("reseller", &reseller_name())]));
    let table =
        if rows.rows.is_empty() { nothing(state).into_string() } else { table(&rows, may_resend, may_manage).into_string() };
    let here = |after: &str| {
        let mut query = Vec::new();
        if let Some(state) = state {
            query.push(("state", state.code()));
        }
        if !after.is_empty() {
            query.push(("after", after));
        }
        paths::with(paths::INVITES, &query)
    };
    let next = rows.next.as_deref().map(here);
    let first = (!after.is_empty()).then(|| here(""));
    view! {
        <PageHead title=t(Word::Invites) intro=t(Word::InvitesIntro)><CreateButtons flows/></PageHead>
        <CustomersTabs open=CustomersTab::Invites/>
        {link}
        <nav class="filters" aria-label=t(Word::InvitesFilter)>{filter(None, Word::InvitesAll)}{filters}</nav>
        {reason.map(|reason| view! { <p class="hint" id="resend-reason">{reason}</p> })}
        <div data-live=paths::INVITES_EVENTS inner_html=table></div>
        <nav class="pages">
            {first.map(|first| view! { <a class="button" href=first>{t(Word::FirstPage)}</a> })}
            {next.map(|next| view! { <a class="button" href=next>{tf(Word::NextPage, &[("number", &domain::customers::PAGE.to_string())])}</a> })}
        </nav>
    }
}

fn nothing(state: Option<InviteState>) -> Markup {
    html! {
        section class="empty" {
            @if state.is_some() {
                h2 { (t(Word::InvitesNoneOf)) }
            } @else {
                h2 { (t(Word::InvitesNone)) }
                p { (t(Word::InvitesNoneBody)) }
            }
        }
    }
}

fn table(rows: &Rows, may_resend: bool, may_manage: bool) -> Markup {
    html! {
        div class="table-frame" tabindex="0" role="region" aria-label=(t(Word::Invites)) {
            table {
                thead {
                    tr {
                        @for word in [Word::InviteColumnWho, Word::SummaryCustomer, Word::ColumnState, Word::InviteColumnWhen, Word::InviteColumnDo] {
                            th scope="col" { (t(word)) }
                        }
                    }
                }
                tbody {
                    @for row in &rows.rows { (line(row, rows.now, may_resend, may_manage)) }
                }
            }
        }
    }
}

fn line(row: &CustomerInvitation, now: i64, may_resend: bool, may_manage: bool) -> Markup {
    let pending = matches!(row.state, InviteState::Pending | InviteState::Expired);
    html! {
        tr {
            th scope="row" {
                @if let Some(name) = &row.name { bdi { (name) } br; }
                small { bdi { (row.email) } }
            }
            td { a href=(paths::customer(row.customer)) { bdi { (row.customer_name) } } }
            td {
                span class={ "tag " (row.state.code()) } { (t(row.state.name())) }
                // The mail of an invitation that has ended was dropped for that, and not because its link was handed over.
                @if row.mail != MailState::ByHand || matches!(row.state, InviteState::Pending | InviteState::Accepted) {
                    br; small { (t(Word::InviteColumnMail)) ": " (mail_in_words(&row.mail).0) }
                }
            }
            td {
                (moment(row.made, &age(now, row.made)))
                " · " bdi { (row.by) }
                @if row.state == InviteState::Pending {
                    br;
                    small { (moment(row.expires, &until(now, row.expires))) }
                }
            }
            td {
                @if pending {
                    div class="invitation-actions" {
                        (button(row, "resend", Word::InviteResend, may_resend))
                        @if may_manage {
                            @if row.state == InviteState::Pending { (button(row, "link", Word::InviteLink, true)) }
                            (button(row, "revoke", Word::InviteRevoke, true))
                        }
                    }
                }
            }
        }
    }
}

fn button(row: &CustomerInvitation, what: &str, word: Word, may: bool) -> Markup {
    let name = row.name.as_deref().unwrap_or(&row.email);
    html! {
        form method="post" {
            input type="hidden" name="invitation" value=(row.id);
            @if may {
                button class="button small" id={ (what) "-" (row.id) } name="do" value=(what) {
                    (t(word)) span class="visually-hidden" { " " (name) }
                }
            } @else {
                button class="button small" type="button" aria-disabled="true" aria-describedby="resend-reason" {
                    (t(word)) span class="visually-hidden" { " " (name) }
                }
            }
        }
    }
}

/// How long until a moment, roughly: to the nearest day, and in the last two days to the hour that has begun.
fn until(now: i64, then: i64) -> String {
    let hours = (then - now + 3_599).div_euclid(3_600).max(1);
    let (word, number) = if hours > 48 { (Word::InDays, (hours + 12) / 24) } else { (Word::InHours, hours) };
    tf(word, &[("number", &number.to_string())])
}
