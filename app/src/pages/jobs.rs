//! Background jobs, for the operator: which ones fail and why, when they run again, and running one again at once.

use backend::operators::{self, JobChange};
use domain::{
    jobs::{JOBS_PAGE, JobFilter, JobList, JobState, JobSummary},
    moment::said,
    paths,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::operator::console;
use crate::{
    PortalError,
    portal::{self, Flash, Form, Portal},
    ui::{AccountField, Moment, PageHead, When, loaded},
    words::{language, t, tf},
};

struct Page {
    filter: JobFilter,
    after: String,
    jobs: JobList,
}

/// The address of a filter's list, from a job on.
fn address(filter: JobFilter, after: &str) -> String {
    let mut query = vec![("state", filter.code())];
    query.extend((!after.is_empty()).then_some(("after", after)));
    paths::with(paths::JOBS, &query)
}

async fn change(portal: &Portal, console: &operators::Console, sent: &Form) -> Result<Flash, backend::Error> {
    let (change, done) = match sent.field("do") {
        "again" => (JobChange::Again, Word::JobAgainDone),
        "discard" => (JobChange::Discard, Word::JobDiscardDone),
        _ => return Err(backend::Error::NotFound),
    };
    match operators::change_job(&portal.backend, console, sent.field("job"), change).await {
        Ok(title) => Ok(Flash::done(done).with("name", t(title))),
        Err(backend::Error::NotFound) => Ok(Flash::note(Word::JobSettled)),
        Err(error) => Err(error),
    }
}

async fn load(state: String, after: String) -> Result<Option<Page>, PortalError> {
    let portal = Portal::current();
    let console = console(&portal)?;
    let filter = JobFilter::from_code(&state);
    if let Some(sent) = portal::sent() {
        let flash = change(&portal, &console, &sent).await.map_err(portal::fail)?;
        portal::lead_on_saying(&address(filter, ""), &flash);
        return Ok(None);
    }
    let jobs = operators::jobs(&portal.backend, &console, filter, &after).await.map_err(portal::fail)?;
    Ok(Some(Page { filter, after, jobs }))
}

/// The page.
#[component]
pub fn JobsPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let get = |name: &str| query.get(name).unwrap_or_default();
    loaded(load(get("state"), get("after")), |page| page.map(|page| view! { <List page/> }))
}

#[component]
fn List(page: Page) -> impl IntoView {
    let Page { filter, after, jobs: JobList { rows, counts, next, now } } = page;
    let filters = JobFilter::ALL
        .into_iter()
        .zip(counts)
        .map(|(of, count)| {
            view! {
                <a href=address(of, "") aria-current=(of == filter).then_some("true")>
                    {t(of.name())}" "<span class="count">{count}</span>
                </a>
            }
        })
        .collect_view();
    let list = if rows.is_empty() {
        view! { <section class="empty"><h2>{t(filter.nothing())}</h2></section> }.into_any()
    } else {
        view! { <Table rows now/> }.into_any()
    };
    let first = (!after.is_empty()).then(|| view! { <a class="button" href=address(filter, "")>{t(Word::FirstPage)}</a> });
    let next = next.map(|next| {
        view! { <a class="button" href=address(filter, &next)>{tf(Word::NextPage, &[("number", &JOBS_PAGE.to_string())])}</a> }
    });
    view! {
        <PageHead title=t(Word::Jobs) intro=t(Word::JobsIntro)/>
        <nav class="filters" aria-label=t(Word::JobsFilter)>{filters}</nav>
        {list}
        <nav class="pages">{first}{next}</nav>
    }
}

#[component]
fn Table(rows: Vec<JobSummary>, now: i64) -> impl IntoView {
    let rows = rows.into_iter().map(|job| view! { <Row job now/> }).collect_view();
    let heads = [Word::JobColumn, Word::JobColumnReseller, Word::ColumnState, Word::JobColumnProblem];
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label=t(Word::Jobs)>
            <table>
                <thead>
                    <tr>
                        {heads.map(|word| view! { <th scope="col">{t(word)}</th> }).collect_view()}
                        <th scope="col"><span class="visually-hidden">{t(Word::RowActions)}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(job: JobSummary, now: i64) -> impl IntoView {
    let JobSummary { id, title, about, customer, reseller, state, is_discardable, attempts, problem, made } = job;
    let about = match customer {
        Some(name) => view! { <bdi>{name}</bdi> }.into_any(),
        None => view! { <code>{about}</code> }.into_any(),
    };
    let reseller = match reseller {
        Some((id, name)) => view! { <a href=paths::reseller(id)><bdi>{name}</bdi></a> }.into_any(),
        None => "–".into_any(),
    };
    let tried = (attempts > 0)
        .then(|| view! { <small class="below">{tf(Word::JobAttempts, &[("tried", &attempts.to_string())])}</small> });
    let actions = (!matches!(state, JobState::Running { .. })).then(|| {
        let discard = is_discardable.then(|| view! { <Press what="discard" word=Word::JobDiscard title/> });
        view! {
            <form class="row-actions" method="post"><AccountField/>
                <input type="hidden" name="job" value=id/>
                <Press what="again" word=Word::JobAgain title/>
                {discard}
            </form>
        }
    });
    view! {
        <tr>
            <th scope="row">{t(title)}<small class="below">{about}</small><small class="below"><When now at=made/></small></th>
            <td>{reseller}</td>
            <td><State state now/>{tried}</td>
            <td>{problem.map_or_else(|| "–".into_any(), |problem| view! { <bdi>{problem}</bdi> }.into_any())}</td>
            <td class="actions-cell">{actions}</td>
        </tr>
    }
}

#[component]
fn State(state: JobState, now: i64) -> impl IntoView {
    match state {
        JobState::Failed => view! { <span class="tag failed">{t(Word::JobsFailed)}</span> }.into_any(),
        JobState::Running { done, total } => {
            let count = |number: i64| number.to_string();
            let words = match (done, total) {
                (Some(done), Some(total)) => tf(Word::JobRunningOf, &[("done", &count(done)), ("total", &count(total))]),
                (Some(done), None) => tf(Word::JobRunningDone, &[("done", &count(done))]),
                (None, _) => t(Word::JobRunning).to_owned(),
            };
            view! { <span class="tag active">{words}</span> }.into_any()
        }
        JobState::Waiting { until } if until <= now => view! { <span class="tag queued">{t(Word::JobDue)}</span> }.into_any(),
        JobState::Waiting { until } => {
            let text = tf(Word::JobWaiting, &[("when", &said(until, language()))]);
            view! { <Moment at=until text/> }.into_any()
        }
    }
}

#[component]
fn Press(what: &'static str, word: Word, title: Word) -> impl IntoView {
    let label = format!("{} {}", t(word), t(title));
    view! { <button class="button small" name="do" value=what aria-label=label>{t(word)}</button> }
}
