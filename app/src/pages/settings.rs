//! What a reseller's administrators decide: the payment gateway (S0.8, S0.15), the tax, the terms.

use backend::payments::{self, Connected, Settings, Tested};
use domain::{
    access::Action,
    form::{Answers, ListChoice, Lists, Problems},
    paths,
    payments::{CONNECT, Gateway, KEY, TAX},
    words::Word,
};
use leptos::prelude::*;

use super::page_form::PageForm;
use crate::{
    PortalError,
    portal::{self, Flash, Form, Portal},
    ui::{AccountField, Alert, PageHead, loaded, reseller_name},
    words::{t, tf},
};

/// What stands on the page beside what is stored.
#[derive(Default)]
struct Typed {
    gateway: Option<(Answers, Problems)>,
    tax: Option<(Answers, Problems)>,
    terms: Option<(String, Word)>,
    refused: Option<Word>,
    news: Option<Word>,
}

struct Page {
    settings: Settings,
    typed: Typed,
    sandbox: bool,
}

async fn take() -> Result<Option<Page>, PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may(Action::ManageSettings)?;
    let mut typed = Typed::default();
    if let Some(sent) = portal::sent() {
        let done = act(&portal, &scope, &sent, &mut typed).await.map_err(portal::fail)?;
        if let Some(done) = done {
            let section = if sent.field("do") == "disconnect" { "gateway" } else { sent.field("do") };
            portal::lead_on_saying(&format!("{}#about-{section}", paths::SETTINGS), &Flash::done(done));
            return Ok(None);
        }
        if typed.news.is_none() {
            portal::set_refused();
        }
    }
    let settings = payments::settings(&portal.backend, &scope).await.map_err(portal::fail)?;
    Ok(Some(Page { settings, typed, sandbox: portal.backend.has_sandbox() }))
}

/// Does what a form asks; says what was done, or leaves on the page what stands against it.
async fn act(portal: &Portal, scope: &backend::Scope, sent: &Form, typed: &mut Typed) -> Result<Option<Word>, backend::Error> {
    let backend = &portal.backend;
    match sent.field("do") {
        "gateway" => {
            let answers = sent.answers(&CONNECT);
            match payments::connect(backend, scope, &answers).await? {
                Connected::Done => return Ok(Some(Word::GatewayConnectedNews)),
                Connected::Mend(problems) => {
                    // A key is never echoed.
                    let shown = answers.iter().filter(|(key, _)| *key != KEY.question.key);
                    typed.gateway = Some((shown.map(|(key, text)| (key.to_owned(), text.to_owned())).collect(), problems));
                }
            }
        }
        "test" => {
            (typed.news, typed.refused) = match payments::test(backend, scope).await? {
                Tested::Good => (Some(Word::GatewayTestGood), None),
                Tested::Refused => (None, Some(Word::GatewayTestBad)),
                Tested::Silent => (None, Some(Word::GatewayTestSilent)),
            };
        }
        "disconnect" => {
            if payments::disconnect(backend, scope).await? {
                return Ok(Some(Word::GatewayDisconnectedNews));
            }
            typed.refused = Some(Word::GatewayOpenPayments);
        }
        "tax" => {
            let answers = sent.answers(&TAX);
            match payments::save_tax(backend, scope, &answers).await? {
                Ok(()) => return Ok(Some(Word::TaxSavedNews)),
                Err(problems) => typed.tax = Some((answers, problems)),
            }
        }
        "terms" => {
            let text = sent.field("terms");
            match payments::publish(backend, scope, text).await? {
                Ok(_) => return Ok(Some(Word::TermsPublishedNews)),
                Err(why) => typed.terms = Some((text.to_owned(), why)),
            }
        }
        _ => {}
    }
    Ok(None)
}

/// The page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    loaded(take(), |page| page.map(|page| view! { <Detail page/> }))
}

#[component]
fn Detail(page: Page) -> impl IntoView {
    let Page { settings, typed, sandbox } = page;
    let wrong = |typed: &Option<(Answers, Problems)>| typed.as_ref().is_some_and(|(_, problems)| !problems.is_empty());
    let faulty = wrong(&typed.gateway) || wrong(&typed.tax) || typed.terms.is_some() || typed.refused.is_some();
    let news = typed.news.filter(|_| !faulty);
    let (tax, tax_problems) = typed.tax.unwrap_or((settings.tax, Problems::new()));
    view! {
        <PageHead title=t(Word::Settings) intro=tf(Word::SettingsIntro, &[("reseller", &reseller_name())]) faulty/>
        {typed.refused.map(|why| view! { <Alert sentence=t(why).to_owned()/> })}
        {news.map(|news| view! { <p class="notice success" role="status">{t(news)}</p> })}
        <Terms stands=settings.terms typed=typed.terms/>
        <section class="block">
            <h2 id="about-tax" tabindex="-1">{t(Word::TaxTitle)}</h2>
            <p class="intro">{t(Word::TaxIntro)}</p>
            <PageForm step=&TAX answers=tax problems=tax_problems submit=Word::TaxSave beside=vec![("do", "tax".to_owned())]/>
        </section>
        <Gateways connected=settings.gateway typed=typed.gateway sandbox/>
        <section class="block">
            <h2>{t(Word::MailLook)}</h2>
            <p class="intro">{tf(Word::MailLookIntro, &[("reseller", &reseller_name())])}</p>
            <p class="actions"><a class="button" href=paths::MAIL_LOOK>{t(Word::MailLook)}</a></p>
        </section>
    }
}

#[component]
fn Gateways(connected: Option<(Gateway, String)>, typed: Option<(Answers, Problems)>, sandbox: bool) -> impl IntoView {
    let (answers, problems) = typed.unwrap_or_default();
    let mut lists = Lists::default();
    if sandbox {
        lists.0.insert(Lists::AVAILABLE.to_owned(), vec![ListChoice::bare(Gateway::Sandbox.code())]);
    }
    let is = connected.as_ref().map_or_else(
        || view! { <p class="notice">{t(Word::GatewayNone)}</p> }.into_any(),
        |(kind, hint)| {
            let sentence = tf(Word::GatewayIs, &[("provider", t(kind.name())), ("hint", hint)]);
            view! {
                <p class="notice success">{sentence}</p>
                <form method="post" class="page-actions"><AccountField/>
                    <button class="button" name="do" value="test">{t(Word::GatewayTest)}</button>
                    <button class="button danger" name="do" value="disconnect">{t(Word::GatewayDisconnect)}</button>
                </form>
            }
            .into_any()
        },
    );
    let submit = if connected.is_some() { Word::GatewayReplace } else { Word::GatewayConnect };
    view! {
        <section class="block">
            <h2 id="about-gateway" tabindex="-1">{t(Word::GatewayTitle)}</h2>
            <p class="intro">{t(Word::GatewayIntro)}</p>
            {is}
            <PageForm step=&CONNECT answers problems lists submit beside=vec![("do", "gateway".to_owned())]/>
        </section>
    }
}

#[component]
fn Terms(stands: Option<(i32, String)>, typed: Option<(String, Word)>) -> impl IntoView {
    let version = stands.as_ref().map_or(0, |(version, _)| *version);
    let is = if version > 0 { tf(Word::TermsIs, &[("version", &version.to_string())]) } else { t(Word::TermsNone).to_owned() };
    let (text, problem) = match typed {
        Some((text, why)) => (text, Some(why)),
        None => (stands.map(|(_, text)| text).unwrap_or_default(), None),
    };
    view! {
        <section class="block">
            <h2 id="about-terms" tabindex="-1">{t(Word::TermsTitle)}</h2>
            <p class="intro">{t(Word::TermsIntro)}</p>
            <form method="post" class="form page-form" novalidate=true><AccountField/>
                <input type="hidden" name="do" value="terms"/>
                <div class="fields">
                    <div class="field" class:faulty=problem.is_some()>
                        <label for="terms">{t(Word::TermsText)}</label>
                        <p class="hint" id="terms-hint">{is}</p>
                        {problem.map(|why| view! {
                            <p class="error" id="terms-error">
                                <span class="visually-hidden">{t(Word::ErrorHidden)}" "</span>{t(why)}
                            </p>
                        })}
                        <textarea id="terms" name="terms" class="full" rows="10" dir="auto" aria-invalid=problem.map(|_| "true")
                            aria-describedby=if problem.is_some() { "terms-hint terms-error" } else { "terms-hint" }>{text}</textarea>
                    </div>
                </div>
                <div class="actions">
                    <button class="button primary">{tf(Word::TermsPublish, &[("version", &(version + 1).to_string())])}</button>
                </div>
            </form>
        </section>
    }
}
