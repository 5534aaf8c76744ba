//! What became of a reseller's mails: those that were given up, with the reason, to look at and send again.

use backend::{mail, users::Resent};
use domain::{
    access::{Action, can},
    mail::{Delivery, MailPage as Rows, MailSummary},
    paths,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use maud::{Markup, html};

use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{PageHead, loaded, moment},
    words::{age, t, tf},
};

struct Page {
    rows: Rows,
    delivery: Option<Delivery>,
    after: String,
    announces: bool,
}

async fn take(state: String, after: String) -> Result<Option<Page>, PortalError> {
    let portal = Portal::current();
    let (actor, scope) = portal.may(Action::ReadMail)?;
    if let Some(sent) = portal::sent() {
        if sent.field("mail").is_empty() {
            portal::set_refused();
        } else {
            let again = mail::send_again(&portal.backend, &scope, sent.field("mail")).await.map_err(portal::fail)?;
            let flash = match again {
                Resent::Sent(recipient) => Flash::done(Word::MailAgainDone).with("name", &recipient),
                Resent::Settled => Flash::note(Word::MailAgainSettled),
                Resent::TooMany => Flash::note(Word::TooManyMailed),
            };
            portal::lead_on_saying(&paths::with(paths::MAIL, &[("state", &state)]), &flash);
            return Ok(None);
        }
    }
    // Those that somebody must look at, unless others are asked for.
    let delivery = if state == "all" { None } else { Some(Delivery::from_code(&state).unwrap_or(Delivery::Failed)) };
    let rows = mail::list(&portal.backend, &scope, delivery, &after).await.map_err(portal::fail)?;
    Ok(Some(Page { rows, delivery, after, announces: can(actor.role, Action::Announce) }))
}

/// The page.
#[component]
pub fn MailsPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let get = |key: &str| query.get(key).unwrap_or_default();
    loaded(take(get("state"), get("after")), |page| page.map(|page| view! { <List page/> }))
}

#[component]
fn List(page: Page) -> impl IntoView {
    let Page { rows, delivery, after, announces } = page;
    let code = |delivery: Option<Delivery>| delivery.map_or("all", Delivery::code);
    let filter = |of: Option<Delivery>, word: Word| {
        let href = paths::with(paths::MAIL, &[("state", code(of))]);
        view! { <a href=href aria-current=(of == delivery).then_some("true")>{t(word)}</a> }
    };
    let filters = Delivery::ALL.map(|of| filter(Some(of), of.name())).collect_view();
    let table = if rows.rows.is_empty() {
        let word = if delivery == Some(Delivery::Failed) { Word::MailNoneFailed } else { Word::MailNone };
        html! { section class="empty" { h2 { (t(word)) } } }
    } else {
        table(&rows)
    };
    let next = rows.next.as_deref().map(|next| paths::with(paths::MAIL, &[("state", code(delivery)), ("after", next)]));
    let first = (!after.is_empty()).then(|| paths::with(paths::MAIL, &[("state", code(delivery))]));
    view! {
        <PageHead title=t(Word::Mails) intro=t(Word::MailsIntro)>
            {announces.then(|| view! { <a class="button" href=paths::NOTICES>{t(Word::Notices)}</a> })}
        </PageHead>
        <nav class="filters" aria-label=t(Word::InvitesFilter)>{filters}{filter(None, Word::InvitesAll)}</nav>
        <div inner_html=table.into_string()></div>
        <nav class="pages">
            {first.map(|first| view! { <a class="button" href=first>{t(Word::FirstPage)}</a> })}
            {next.map(|next| view! { <a class="button" href=next>{tf(Word::NextPage, &[("number", &domain::customers::PAGE.to_string())])}</a> })}
        </nav>
    }
}

fn table(rows: &Rows) -> Markup {
    html! {
        div class="table-frame" tabindex="0" role="region" aria-label=(t(Word::Mails)) {
            table {
                thead {
                    tr {
                        @for word in [Word::MailColumnTo, Word::MailColumnWhat, Word::ColumnState, Word::MailColumnWhy, Word::MailColumnWhen] {
                            th scope="col" { (t(word)) }
                        }
                        th scope="col" { span class="visually-hidden" { (t(Word::RowActions)) } }
                    }
                }
                tbody { @for row in &rows.rows { (line(row, rows.now)) } }
            }
        }
    }
}

fn line(row: &MailSummary, now: i64) -> Markup {
    html! {
        tr {
            th scope="row" { bdi { (row.recipient) } }
            td {
                (t(row.kind))
                @if let Some((id, name)) = &row.customer { br; small { a href=(paths::customer(*id)) { bdi { (name) } } } }
            }
            td { span class={ "tag " (row.delivery.code()) } { (t(row.delivery.name())) } }
            td {
                @if let Some(why) = &row.problem {
                    bdi { (why) } br; small { (tf(Word::MailAttempts, &[("number", &row.attempts.to_string())])) }
                } @else { "–" }
            }
            td { (moment(row.made, &age(now, row.made))) }
            td {
                @if row.delivery == Delivery::Failed {
                    form method="post" {
                        input type="hidden" name="mail" value=(row.id);
                        button class="button small" { (t(Word::MailAgain)) span class="visually-hidden" { " " (row.recipient) } }
                    }
                }
            }
        }
    }
}
