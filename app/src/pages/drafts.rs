//! The list of drafts, with age, resume and discard.

use domain::{access::Action, drafts::DraftList, form::Flow, paths, words::Word};
use leptos::prelude::*;

use super::customers::CreateButtons;
use crate::{
    PortalError,
    portal::{self, Portal},
    ui::{CustomersTab, CustomersTabs, PageHead, loaded},
    words::{age, t, tf},
};

/// The drafts of one's reseller.
async fn list() -> Result<(DraftList, Vec<&'static Flow>), PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may(Action::CreateCustomers)?;
    let drafts = backend::drafts::list(&portal.backend, &scope, None).await.map_err(portal::fail)?;
    let flows = backend::offered(&portal.backend, &scope).await.map_err(portal::fail)?;
    Ok((drafts, flows))
}

/// The page.
#[component]
pub fn DraftsPage() -> impl IntoView {
    view! {
        {loaded(list(), |(drafts, flows)| view! {
            <PageHead title=t(Word::Drafts) intro=t(Word::DraftsIntro)><CreateButtons flows/></PageHead>
            <CustomersTabs open=CustomersTab::Drafts/>
            <List drafts/>
        })}
    }
}

#[component]
fn List(drafts: DraftList) -> impl IntoView {
    if drafts.rows.is_empty() {
        return view! {
            <section class="empty">
                <h2>{t(Word::NoDraftsTitle)}</h2>
                <p>{t(Word::NoDraftsBody)}</p>
            </section>
        }
        .into_any();
    }
    view! { <DraftsTable drafts/> }.into_any()
}

/// A table of drafts.
#[component]
pub fn DraftsTable(
    /// The drafts.
    drafts: DraftList,
) -> impl IntoView {
    let now = drafts.now;
    let rows = drafts.rows.into_iter().map(move |row| {
        let name = if row.name.is_empty() { t(Word::DraftUnnamed).to_owned() } else { row.name };
        let named = |word| tf(word, &[("name", &name)]);
        view! {
            <tr>
                <th scope="row"><a href=row.resume.clone()><bdi>{name.clone()}</bdi></a></th>
                <td><bdi>{row.by}</bdi></td>
                <td>{age(now, row.saved_at)}</td>
                <td class="actions-cell">
                    <a class="button small" href=row.resume aria-label=named(Word::DraftResumeOf)>{t(Word::DraftResume)}</a>
                    <a class="quiet" href=paths::discard(row.id) aria-label=named(Word::DraftDiscardOf)>{t(Word::DraftDiscard)}</a>
                </td>
            </tr>
        }
    });
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label=t(Word::Drafts)>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t(Word::ColumnName)}</th>
                        <th scope="col">{t(Word::DraftBy)}</th>
                        <th scope="col">{t(Word::DraftSaved)}</th>
                        <th scope="col"><span class="visually-hidden">{t(Word::DraftActions)}</span></th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}
