//! What a reseller announces to the technical contacts of its customers (S1.7): the list, and the form of a notice.

use backend::notices::{self, Saved};
use domain::{
    access::Action,
    form::{Answers, Problems},
    ids::NoticeId,
    notices::{NoticeState, NoticeSummary, WRITE},
    paths,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::page_form::PageForm;
use crate::{
    PortalError,
    portal::{self, Portal},
    ui::{Alert, PageHead, When, loaded},
    words::{t, tf},
};

struct List {
    rows: Vec<NoticeSummary>,
    next: Option<NoticeId>,
    now: i64,
}

async fn list(before: String) -> Result<List, PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may(Action::Announce)?;
    let (rows, next) = notices::list(&portal.backend, &scope, &before).await.map_err(portal::fail)?;
    Ok(List { rows, next, now: portal.backend.now().unix_timestamp() })
}

/// The list.
#[component]
pub fn NoticesPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let before = query.get("before").unwrap_or_default();
    loaded(list(before), |list| view! { <Notices list/> })
}

/// The tag that shows a state in the colour of its like.
pub(super) const fn tag(state: NoticeState) -> &'static str {
    match state {
        NoticeState::Draft => "suspended",
        NoticeState::Sending => "awaiting_activation",
        NoticeState::Sent => "active",
    }
}

#[component]
fn Notices(list: List) -> impl IntoView {
    let List { rows, next, now } = list;
    let lines = rows.iter().map(|notice| {
        view! {
            <tr>
                <th scope="row"><a href=paths::notice(notice.id)><bdi>{notice.subject.clone()}</bdi></a></th>
                <td><span class=format!("tag {}", tag(notice.state))>{t(notice.state.name())}</span></td>
                <td><When now at=notice.made/>" · "<bdi>{notice.by.clone()}</bdi></td>
            </tr>
        }
    });
    let table = if rows.is_empty() {
        view! {
            <section class="empty"><h2>{t(Word::NoticesNone)}</h2><p>{t(Word::NoticesNoneBody)}</p></section>
        }
        .into_any()
    } else {
        view! {
            <div class="table-frame" tabindex="0" role="region" aria-label=t(Word::Notices)>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t(Word::NoticeSubject)}</th>
                            <th scope="col">{t(Word::ColumnState)}</th>
                            <th scope="col">{t(Word::StatementWhen)}</th>
                        </tr>
                    </thead>
                    <tbody>{lines.collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let next = next.map(|next| paths::with(paths::NOTICES, &[("before", &next.to_string())]));
    view! {
        <PageHead title=t(Word::Notices) intro=t(Word::NoticesIntro)>
            <a class="button primary" href=paths::NOTICE_NEW>{t(Word::NoticeNew)}</a>
        </PageHead>
        {table}
        <nav class="pages">
            {next.map(|next| view! { <a class="button" href=next>{tf(Word::NextPage, &[("number", &notices::PAGE.to_string())])}</a> })}
        </nav>
    }
}

struct Text {
    which: Option<(NoticeId, i32)>,
    answers: Answers,
    problems: Problems,
    refused: Option<Word>,
}

async fn write(id: String) -> Result<Option<Text>, PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may(Action::Announce)?;
    let id = match id.as_str() {
        "" => None,
        id => Some(id.parse::<NoticeId>().map_err(|_| portal::fail(backend::Error::NotFound))?),
    };
    let sent = portal::sent();
    let (mut stands, mut version) = (Answers::new(), 0);
    if let Some(id) = id {
        let notice = notices::find(&portal.backend, &scope, id).await.map_err(portal::fail)?;
        // What is sent stays as it is; what was typed meanwhile is shown all the same.
        if notice.summary.state != NoticeState::Draft && sent.is_none() {
            portal::lead_on(&paths::notice(id));
            return Ok(None);
        }
        (stands, version) = (notice.answers, notice.version);
    }
    let page = |version, answers, problems, refused| Text { which: id.map(|id| (id, version)), answers, problems, refused };
    let Some(sent) = sent else { return Ok(Some(page(version, stands, Problems::new(), None))) };
    // What comes back on the page still has seen only what its first drawing showed.
    let seen = sent.field("version").parse().unwrap_or_default();
    let answers = sent.answers(&WRITE);
    let saved = notices::save(&portal.backend, &scope, id.map(|id| (id, seen)), &answers).await;
    match saved.map_err(portal::fail)? {
        Saved::Done(id) => {
            portal::lead_on(&paths::notice(id));
            Ok(None)
        }
        Saved::Mend(problems) => {
            portal::set_refused();
            Ok(Some(page(seen, answers, problems, None)))
        }
        Saved::Meanwhile => {
            portal::set_refused();
            Ok(Some(page(version, answers, Problems::new(), Some(Word::NoticeTextMeanwhile))))
        }
    }
}

/// The form of a notice, new or not.
#[component]
pub fn NoticeTextPage() -> impl IntoView {
    let id = use_params_map().get_untracked().get("notice").unwrap_or_default();
    loaded(write(id), |page| page.map(|page| view! { <Writing page/> }))
}

#[component]
fn Writing(page: Text) -> impl IntoView {
    let Text { which, answers, problems, refused } = page;
    let (title, back) = match which {
        Some((id, _)) => (Word::NoticeEdit, paths::notice(id)),
        None => (Word::NoticeNew, paths::NOTICES.to_owned()),
    };
    let beside = which.map(|(_, version)| ("version", version.to_string())).into_iter().collect();
    let faulty = refused.is_some() || !problems.is_empty();
    view! {
        <a class="back" href=back.clone()>{t(Word::Notices)}</a>
        <PageHead title=t(title) intro=t(Word::NoticesIntro) faulty/>
        {refused.map(|why| view! { <Alert sentence=t(why).to_owned()/> })}
        <PageForm step=&WRITE answers problems submit=Word::NoticeSave cancel=back beside/>
    }
}
