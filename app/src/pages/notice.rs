//! One notice: to whom it goes, the mail as it will be, and sending it; afterwards, how many of its mails are sent.

use backend::notices::{self, Sent, To};
use domain::{
    access::Action,
    ids::{CustomerId, NoticeId},
    notices::{Notice, NoticeState, shown},
    paths,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::notices::tag;
use crate::{
    PortalError,
    portal::{self, Flash, Form, Portal},
    ui::{AccountField, Alert, PageHead, loaded, reseller_name},
    words::{t, tf},
};

struct Page {
    notice: Notice,
    /// What was looked for, and found.
    name: String,
    offered: Vec<(CustomerId, String)>,
    subject: String,
    text: String,
    refused: Option<Word>,
}

/// Does what was pressed: where it leads, or what stands against it.
async fn act(
    portal: &Portal,
    scope: &backend::Scope,
    id: NoticeId,
    sent: &Form,
) -> Result<Result<String, Word>, backend::Error> {
    let backend = &portal.backend;
    let seen = sent.field("version").parse().unwrap_or_default();
    let customer = || sent.field("customer").parse::<CustomerId>().map_err(|_| backend::Error::NotFound);
    let here = paths::notice(id);
    let find = sent.field("find");
    let to = match sent.field("do") {
        "send" => {
            return Ok(match notices::send(backend, scope, id, seen).await? {
                Sent::Done => Ok(saying(&here, Word::NoticeSentNews)),
                Sent::Nobody => Err(Word::NoticeNobody),
                Sent::Meanwhile => Err(Word::NoticeMeanwhile),
            });
        }
        "delete" => {
            let deleted = notices::delete(backend, scope, id, seen).await?;
            return Ok(if deleted { Ok(saying(paths::NOTICES, Word::NoticeDeletedNews)) } else { Err(Word::NoticeMeanwhile) });
        }
        "to" if sent.field("to") == "everybody" => To::Everybody,
        "to" => To::Chosen,
        "choose" => To::With(customer()?),
        "drop" => To::Without(customer()?),
        _ => return Err(backend::Error::NotFound),
    };
    let back = if find.is_empty() { here } else { paths::with(&here, &[("find", find)]) };
    Ok(if notices::send_to(backend, scope, id, seen, to).await? {
        Ok(format!("{back}#to"))
    } else {
        Err(Word::NoticeMeanwhile)
    })
}

/// The page to which this leads, having it say what was done.
fn saying(to: &str, done: Word) -> String {
    portal::say_next(to, &Flash::done(done));
    to.to_owned()
}

async fn take(id: String, name: String) -> Result<Option<Page>, PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may(Action::Announce)?;
    let id: NoticeId = id.parse().map_err(|_| portal::fail(backend::Error::NotFound))?;
    let mut refused = None;
    if let Some(sent) = portal::sent() {
        match act(&portal, &scope, id, &sent).await.map_err(portal::fail)? {
            Ok(to) => {
                portal::lead_on(&to);
                return Ok(None);
            }
            Err(why) => {
                portal::set_refused();
                refused = Some(why);
            }
        }
    }
    let notice = notices::find(&portal.backend, &scope, id).await.map_err(portal::fail)?;
    let offered = if notice.summary.state == NoticeState::Draft && !notice.everybody {
        notices::candidates(&portal.backend, &scope, id, &name).await.map_err(portal::fail)?
    } else {
        Vec::new()
    };
    let team = notice.chosen.first().map_or_else(|| t(Word::NoticeTeam).to_owned(), |(_, name)| name.clone());
    let letter = notices::preview(&portal.backend, &scope, id, &reseller_name(), &team).await.map_err(portal::fail)?;
    portal::show_frames_of_ours();
    Ok(Some(Page { notice, name, offered, text: letter.text(), subject: letter.subject, refused }))
}

/// The page.
#[component]
pub fn NoticePage() -> impl IntoView {
    let id = use_params_map().get_untracked().get("notice").unwrap_or_default();
    let query = use_query_map().get_untracked();
    loaded(take(id, query.get("find").unwrap_or_default()), |page| page.map(|page| view! { <Detail page/> }))
}

#[component]
fn Detail(page: Page) -> impl IntoView {
    let Page { notice, name, offered, subject, text, refused } = page;
    let (id, version, state) = (notice.summary.id, notice.version, notice.summary.state);
    let draft = state == NoticeState::Draft;
    let edit = draft.then(|| view! { <a class="button" href=paths::notice_text(id)>{t(Word::NoticeEdit)}</a> });
    let body = if draft {
        let recipients = notice.recipients;
        view! {
            <ToWhom notice=notice.clone() name offered/>
            <Mail id subject text/>
            <SendIt recipients version/>
        }
        .into_any()
    } else {
        view! {
            <Progress notice=notice.clone()/>
            <Mail id subject text/>
        }
        .into_any()
    };
    view! {
        <a class="back" href=paths::NOTICES>{t(Word::Notices)}</a>
        <PageHead title=notice.summary.subject.clone() faulty=refused.is_some()>
            <div class="head-line">
                <span class=format!("tag {}", tag(state))>{t(state.name())}</span>
                {edit}
            </div>
        </PageHead>
        {refused.map(|why| view! { <Alert sentence=t(why).to_owned()/> })}
        {body}
    }
}

#[component]
fn ToWhom(notice: Notice, name: String, offered: Vec<(CustomerId, String)>) -> impl IntoView {
    let (id, version) = (notice.summary.id, notice.version);
    let all = tf(Word::NoticeToAll, &[("count", &shown(notice.all))]);
    let some = tf(Word::NoticeToSome, &[("count", &notice.chosen.len().to_string())]);
    let everybody = notice.everybody;
    let choose = (!everybody).then(|| view! { <Choose id version chosen=notice.chosen name offered/> });
    view! {
        <section class="block" aria-labelledby="to">
            <h2 id="to" tabindex="-1">{t(Word::NoticeTo)}</h2>
            <form method="post" class="form page-form"><AccountField/>
                <input type="hidden" name="version" value=version.to_string()/>
                <input type="hidden" name="do" value="to"/>
                <fieldset class="field">
                    <legend class="visually-hidden">{t(Word::NoticeTo)}</legend>
                    <div class="choice">
                        <input type="radio" id="to-everybody" name="to" value="everybody" checked=everybody/>
                        <label for="to-everybody">{all}</label>
                    </div>
                    <div class="choice">
                        <input type="radio" id="to-chosen" name="to" value="chosen" checked=!everybody/>
                        <label for="to-chosen">{some}</label>
                    </div>
                </fieldset>
                <div class="actions"><button class="button">{t(Word::NoticeToSave)}</button></div>
            </form>
            {choose}
        </section>
    }
}

#[component]
fn Choose(
    id: NoticeId,
    version: i32,
    chosen: Vec<(CustomerId, String)>,
    name: String,
    offered: Vec<(CustomerId, String)>,
) -> impl IntoView {
    let button = {
        let name = name.clone();
        move |action: &'static str, customer: CustomerId, word: Word, label: String| {
            view! {
                <form method="post"><AccountField/>
                    <input type="hidden" name="version" value=version.to_string()/>
                    <input type="hidden" name="customer" value=customer.to_string()/>
                    <input type="hidden" name="find" value=name.clone()/>
                    <button class="button small" name="do" value=action aria-label=label>{t(word)}</button>
                </form>
            }
        }
    };
    let take = button.clone();
    let nothing = offered.is_empty().then(|| view! { <p class="nothing">{t(Word::NoticeFoundNone)}</p> });
    let offered = offered.into_iter().map(move |(customer, name)| {
        let label = tf(Word::NoticeChooseOf, &[("customer", &name)]);
        view! { <li><bdi>{name}</bdi>{take("choose", customer, Word::NoticeChoose, label)}</li> }
    });
    let some = !chosen.is_empty();
    let chosen = chosen.into_iter().map(move |(customer, name)| {
        let label = tf(Word::NoticeDropOf, &[("customer", &name)]);
        view! { <li><bdi>{name}</bdi>{button("drop", customer, Word::NoticeDrop, label)}</li> }
    });
    let chosen = chosen.collect_view();
    view! {
        {some.then(|| view! {
            <h3>{t(Word::NoticeChosen)}</h3>
            <ul class="picked">{chosen}</ul>
        })}
        <form method="get" action=format!("{}#to", paths::notice(id)) class="search" role="search">
            <label for="find">{t(Word::NoticeFind)}</label>
            <div class="search-line">
                <input id="find" name="find" type="search" value=name autocomplete="off"/>
                <button class="button">{t(Word::NoticeFindGo)}</button>
            </div>
        </form>
        <h3>{t(Word::NoticeFound)}</h3>
        {nothing}
        <ul class="picked">{offered.collect_view()}</ul>
    }
}

#[component]
fn Mail(id: NoticeId, subject: String, text: String) -> impl IntoView {
    view! {
        <section class="block">
            <h2>{t(Word::NoticeMail)}</h2>
            <iframe class="mail-sample" src=paths::notice_mail(id) title=tf(Word::SampleHtml, &[("subject", &subject)])></iframe>
            <details>
                <summary>{t(Word::SampleText)}</summary>
                <pre class="mail-text"><bdi>{text}</bdi></pre>
            </details>
        </section>
    }
}

#[component]
fn SendIt(recipients: i64, version: i32) -> impl IntoView {
    let send = match recipients {
        0 => view! { <p class="notice">{t(Word::NoticeNobody)}</p> }.into_any(),
        count => {
            let word = if count == 1 { Word::NoticeSendOne } else { Word::NoticeSend };
            let label = tf(word, &[("count", &shown(count))]);
            view! { <button class="button primary" name="do" value="send">{label}</button> }.into_any()
        }
    };
    view! {
        <form method="post" class="page-actions"><AccountField/>
            <input type="hidden" name="version" value=version.to_string()/>
            {send}
            <details>
                <summary class="button">{t(Word::NoticeDelete)}</summary>
                <p>{t(Word::NoticeDeleteSure)}</p>
                <button class="button danger" name="do" value="delete">{t(Word::NoticeDeleteGo)}</button>
            </details>
        </form>
    }
}

#[component]
fn Progress(notice: Notice) -> impl IntoView {
    let [mails, sent, failed] = notice.mails;
    // Until its mails are made, there are as many as there will be.
    let count = if notice.summary.state == NoticeState::Sent { mails } else { notice.recipients.max(mails) };
    let says = tf(Word::NoticeProgress, &[("sent", &sent.to_string()), ("count", &count.to_string())]);
    let failures = (failed > 0).then(|| {
        let to = paths::with(paths::MAIL, &[("state", "failed")]);
        view! {
            <p class="notice danger">
                {tf(Word::NoticeFailed, &[("failed", &failed.to_string())])}" "<a href=to>{t(Word::NoticeLook)}</a>
            </p>
        }
    });
    let again = (sent + failed < count).then(
        || view! { <p class="actions"><a class="button" href=paths::notice(notice.summary.id)>{t(Word::PaymentLook)}</a></p> },
    );
    view! {
        <section class="block progress">
            <label for="progress">{says}</label>
            <progress id="progress" max=count.max(1).to_string() value=sent.to_string()></progress>
            {failures}
            {again}
        </section>
    }
}
