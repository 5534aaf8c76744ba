//! What jobs could not do, for the operator: why, when it is tried again, and having it tried at once.

use backend::operators::{self, FailedEvents, FailedMonths};
use domain::{
    operators::{FAILED_PAGE, FailedEvent, FailedMonth},
    paths,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::operator::console;
use crate::{
    PortalError,
    portal::{self, Flash, Form, Portal},
    ui::{AccountField, PageHead, When, loaded},
    words::{language, t, tf},
};

struct Page {
    months: FailedMonths,
    events: FailedEvents,
    now: i64,
}

/// Has something tried again; says what.
async fn again(portal: &Portal, console: &operators::Console, sent: &Form) -> Result<Flash, backend::Error> {
    let reseller = sent.field("reseller").parse().map_err(|_| backend::Error::NotFound)?;
    let (done, name) = match sent.field("do") {
        "month" => {
            let customer = sent.field("id").parse().map_err(|_| backend::Error::NotFound)?;
            let done = operators::failed_month_again(&portal.backend, console, reseller, customer).await;
            (done, Word::FailedAgainMonth)
        }
        "event" => {
            let done = operators::failed_event_again(&portal.backend, console, reseller, sent.field("id")).await;
            (done, Word::FailedAgainEvent)
        }
        _ => return Err(backend::Error::NotFound),
    };
    match done {
        Ok(()) => Ok(Flash::done(name).with("name", sent.field("name"))),
        Err(backend::Error::NotFound) => Ok(Flash::note(Word::FailedSettled)),
        Err(error) => Err(error),
    }
}

async fn take(months: String, events: String) -> Result<Option<Page>, PortalError> {
    let portal = Portal::current();
    let console = console(&portal)?;
    if let Some(sent) = portal::sent() {
        let flash = again(&portal, &console, &sent).await.map_err(portal::fail)?;
        portal::lead_on_saying(paths::FAILED, &flash);
        return Ok(None);
    }
    let months = operators::failed_months(&portal.backend, &console, &months).await.map_err(portal::fail)?;
    let events = operators::failed_events(&portal.backend, &console, &events).await.map_err(portal::fail)?;
    Ok(Some(Page { months, events, now: portal.backend.now().unix_timestamp() }))
}

/// The page.
#[component]
pub fn FailedPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let get = |name: &str| query.get(name).unwrap_or_default();
    loaded(take(get("months"), get("events")), |page| page.map(|page| view! { <Lists page/> }))
}

#[component]
fn Lists(page: Page) -> impl IntoView {
    let Page { months: (months, next_months), events: (events, next_events), now } = page;
    let nothing = (months.is_empty() && events.is_empty()).then(|| {
        view! { <section class="empty"><h2>{t(Word::FailedNothing)}</h2><p>{t(Word::FailedNothingBody)}</p></section> }
    });
    let months = (!months.is_empty()).then(|| {
        let rows = months.into_iter().map(|month| view! { <MonthRow month/> }).collect_view();
        view! { <List title=Word::FailedMonths what=Word::FailedMonth rows=rows.into_any() next=("months", next_months)/> }
    });
    let events = (!events.is_empty()).then(|| {
        let rows = events.into_iter().map(|event| view! { <EventRow event now/> }).collect_view();
        view! { <List title=Word::FailedEvents what=Word::FailedEvent rows=rows.into_any() next=("events", next_events)/> }
    });
    view! {
        <a class="back" href=paths::OPERATOR>{t(Word::ResellerAll)}</a>
        <PageHead title=t(Word::Failed) intro=t(Word::FailedIntro)/>
        {nothing}
        {months}
        {events}
    }
}

#[component]
fn List(title: Word, what: Word, rows: AnyView, next: (&'static str, Option<String>)) -> impl IntoView {
    let (which, next) = next;
    let next = next.map(|next| {
        let to = paths::with(paths::FAILED, &[(which, &next)]);
        let words = tf(Word::NextPage, &[("number", &FAILED_PAGE.to_string())]);
        view! { <nav class="pages" aria-label=t(title)><a class="button" href=to>{words}</a></nav> }
    });
    view! {
        <section class="block">
            <h2 id=which>{t(title)}</h2>
            <div class="table-frame" tabindex="0" role="region" aria-labelledby=which>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t(what)}</th>
                            <th scope="col">{t(Word::FailedReseller)}</th>
                            <th scope="col">{t(Word::FailedWhy)}</th>
                            <th scope="col">{t(Word::ColumnState)}</th>
                            <th scope="col"><span class="visually-hidden">{t(Word::FailedAgain)}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {next}
        </section>
    }
}

#[component]
fn MonthRow(month: FailedMonth) -> impl IntoView {
    let FailedMonth { reseller, reseller_name, customer, name, day, why, tried, next } = month;
    view! {
        <tr>
            <th scope="row"><time datetime=day.clone()>{day.clone()}</time><small class="below"><bdi>{name.clone()}</bdi></small></th>
            <td><a href=paths::reseller(reseller)><bdi>{reseller_name}</bdi></a></td>
            <td><bdi>{why}</bdi></td>
            <td><Tried tried next/></td>
            <td class="actions-cell"><Again what="month" reseller=reseller.to_string() id=customer.to_string() name/></td>
        </tr>
    }
}

#[component]
fn EventRow(event: FailedEvent, now: i64) -> impl IntoView {
    let FailedEvent { reseller, reseller_name, event, kind, at, why, tried, next } = event;
    view! {
        <tr>
            <th scope="row">
                <code>{kind}</code>
                <small class="below"><code>{event.clone()}</code></small>
                <small class="below"><When now at=at/></small>
            </th>
            <td><a href=paths::reseller(reseller)><bdi>{reseller_name}</bdi></a></td>
            <td><bdi>{why}</bdi></td>
            <td><Tried tried next/></td>
            <td class="actions-cell"><Again what="event" reseller=reseller.to_string() id=event.clone() name=event/></td>
        </tr>
    }
}

#[component]
fn Tried(tried: i32, next: Option<i64>) -> impl IntoView {
    let tried = tried.to_string();
    match next {
        None => view! { <span class="tag suspended">{tf(Word::FailedGivenUp, &[("tried", &tried)])}</span> }.into_any(),
        Some(next) => {
            view! { <span class="tag awaiting_activation" title=domain::moment::said(next, language())>{tf(Word::FailedTried, &[("tried", &tried)])}</span> }
                .into_any()
        }
    }
}

#[component]
fn Again(what: &'static str, reseller: String, id: String, name: String) -> impl IntoView {
    let label = format!("{} {name}", t(Word::FailedAgain));
    view! {
        <form method="post"><AccountField/>
            <input type="hidden" name="reseller" value=reseller/>
            <input type="hidden" name="id" value=id/>
            <input type="hidden" name="name" value=name/>
            <button class="button small" name="do" value=what aria-label=label>{t(Word::FailedAgain)}</button>
        </form>
    }
}
