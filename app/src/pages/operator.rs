//! The operator's console: every reseller, and the page that makes one.

use backend::operators;
use domain::{
    form::{Answer, Answers, Lists, Problems},
    operators::{CREATE, ResellerSummary},
    paths,
    users::MAIL_LANGUAGE,
    vocabulary::Spoken,
    words::Word,
};
use leptos::prelude::*;

use super::page_form::PageForm;
use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{PageHead, When, loaded},
    words::{language, t},
};

/// The console of whoever asks.
pub fn console(portal: &Portal) -> Result<operators::Console, PortalError> {
    let actor = portal.actor.as_ref().ok_or(PortalError::SignedOut)?;
    operators::of(actor).map_err(portal::fail)
}

async fn list() -> Result<(Vec<ResellerSummary>, i64), PortalError> {
    let portal = Portal::current();
    let resellers = operators::list(&portal.backend, &console(&portal)?).await.map_err(portal::fail)?;
    Ok((resellers, portal.backend.now().unix_timestamp()))
}

/// The list.
#[component]
pub fn OperatorPage() -> impl IntoView {
    loaded(list(), |(resellers, now)| {
        let nothing = resellers.is_empty().then(|| view! { <p class="nothing">{t(Word::ResellersNothing)}</p> });
        let rows = resellers.into_iter().map(|reseller| {
            view! {
                <tr>
                    <th scope="row"><a href=paths::reseller(reseller.id)><bdi>{reseller.name}</bdi></a></th>
                    <td>{reseller.currency}</td>
                    <td><State suspended=reseller.suspended/></td>
                    <td><When now at=reseller.made/></td>
                </tr>
            }
        });
        view! {
            <PageHead title=t(Word::Resellers) intro=t(Word::ResellersIntro)>
                <a class="button primary" href=paths::NEW_RESELLER>{t(Word::ResellerCreate)}</a>
            </PageHead>
            {nothing}
            <div class="table-frame" tabindex="0" role="region" aria-label=t(Word::Resellers)>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t(Word::ColumnName)}</th>
                            <th scope="col">{t(Word::Currency)}</th>
                            <th scope="col">{t(Word::ColumnState)}</th>
                            <th scope="col">{t(Word::UserColumnSince)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        }
    })
}

/// Whether a reseller's people may act.
#[component]
pub fn State(
    /// Whether they may not.
    suspended: bool,
) -> impl IntoView {
    let (class, word) =
        if suspended { ("tag suspended", Word::ResellerSuspended) } else { ("tag active", Word::ResellerActive) };
    view! { <span class=class>{t(word)}</span> }
}

async fn create() -> Result<Option<(Answers, Problems, Lists)>, PortalError> {
    let portal = Portal::current();
    let console = console(&portal)?;
    let lists = operators::lists(&portal.backend, &console, &CREATE);
    let Some(sent) = portal::sent() else {
        let spoken = Spoken::of_reader(language()).show();
        return Ok(Some(([(MAIL_LANGUAGE.question.key, spoken)].into_iter().collect(), Problems::new(), lists)));
    };
    let answers = sent.answers(&CREATE);
    match operators::create(&portal.backend, &console, &answers).await.map_err(portal::fail)? {
        Ok(_) => {
            let name = answers.raw(domain::operators::NAME.question.key).trim().to_owned();
            portal::lead_on_saying(paths::OPERATOR, &Flash::done(Word::ResellerCreated).with("name", &name));
            Ok(None)
        }
        Err(problems) => {
            portal::set_refused();
            Ok(Some((answers, problems, lists)))
        }
    }
}

/// The page that makes a reseller.
#[component]
pub fn NewResellerPage() -> impl IntoView {
    loaded(create(), |form| {
        form.map(|(answers, problems, lists)| {
            view! {
                <a class="back" href=paths::OPERATOR>{t(Word::ResellerAll)}</a>
                <PageHead title=t(Word::ResellerCreate) intro=t(Word::ResellerCreateIntro) faulty=!problems.is_empty()/>
                <PageForm step=&CREATE answers problems lists submit=Word::ResellerCreate cancel=paths::OPERATOR/>
            }
        })
    })
}
