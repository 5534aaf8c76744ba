//! How a reseller's mails look: sender, reply-to, colour, footer, logo, and samples of what comes of it.

use backend::mail::{self, Look, SavedLook};
use domain::{
    access::Action,
    form::{Answers, Problems},
    mail_look::{LOOK, Sample},
    paths,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::page_form::PageForm;
use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{AccountField, Alert, PageHead, loaded, reseller_name},
    words::{language, t, tf},
};

struct Page {
    meanwhile: Option<Word>,
    look: Look,
    answers: Answers,
    problems: Problems,
    /// What is wrong with the logo that was sent.
    logo: Option<Word>,
    sample: Sample,
    text: String,
    subject: String,
}

async fn take(logo: String, sample: Sample) -> Result<Option<Page>, PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may(Action::ManageSettings)?;
    let mut typed: Option<(Answers, Problems, Option<Word>)> = None;
    if let Some(sent) = portal::sent() {
        if sent.field("do") == "remove" {
            let removed = mail::save_logo(&portal.backend, &scope, None).await.map_err(portal::fail)?;
            let flash = removed.map_or_else(Flash::note, |()| Flash::done(Word::LogoRemoved));
            portal::lead_on_saying(&format!("{}#about-logo", paths::MAIL_LOOK), &flash);
            return Ok(None);
        }
        let answers = sent.answers(&LOOK);
        if sent.field("do") == "look" {
            let seen = sent.field("version").parse().unwrap_or_default();
            let saved = mail::save_look(&portal.backend, &scope, &answers, seen).await.map_err(portal::fail)?;
            typed = match saved {
                SavedLook::Done => {
                    portal::lead_on_saying(paths::MAIL_LOOK, &Flash::done(Word::MailLookSaved));
                    return Ok(None);
                }
                SavedLook::Mend(problems) => Some((answers, problems, None)),
                SavedLook::Meanwhile => Some((answers, Problems::new(), Some(Word::MailLookMeanwhile))),
            };
        }
        portal::set_refused();
    }
    let look = mail::look(&portal.backend, &scope).await.map_err(portal::fail)?;
    let (answers, problems, meanwhile) = typed.unwrap_or_else(|| (look.answers(), Problems::new(), None));
    let letter = mail::sample(sample, language(), &reseller_name(), &look, portal.backend.origin());
    portal::show_frames_of_ours();
    let logo = match logo.as_str() {
        "missing" => Some(Word::LogoMissing),
        "large" => Some(Word::LogoTooLarge),
        "pixels" => Some(Word::LogoTooManyPixels),
        "unknown" => Some(Word::LogoUnknown),
        _ => None,
    };
    Ok(Some(Page { meanwhile, look, answers, problems, logo, sample, text: letter.text(), subject: letter.subject }))
}

/// The page.
#[component]
pub fn MailLookPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let get = |name: &str| query.get(name).unwrap_or_default();
    let sample = Sample::from_code(&get("sample")).unwrap_or(Sample::Invitation);
    loaded(take(get("logo"), sample), |page| page.map(|page| view! { <Detail page/> }))
}

#[component]
fn Detail(page: Page) -> impl IntoView {
    let Page { meanwhile, look, answers, problems, logo, sample, text, subject } = page;
    let faulty = !problems.is_empty() || logo.is_some() || meanwhile.is_some();
    let beside = vec![("do", "look".to_owned()), ("version", look.version.to_string())];
    view! {
        <a class="back" href=paths::SETTINGS>{t(Word::Settings)}</a>
        <PageHead title=t(Word::MailLook) intro=tf(Word::MailLookIntro, &[("reseller", &reseller_name())]) faulty/>
        {logo.or(meanwhile).map(|why| view! { <Alert sentence=t(why).to_owned()/> })}
        <PageForm step=&LOOK answers problems submit=Word::MailLookSave beside/>
        <Logo stands=look.logo.is_some() problem=logo/>
        <Samples sample text subject/>
    }
}

#[component]
fn Logo(stands: bool, problem: Option<Word>) -> impl IntoView {
    let is = stands.then(|| {
        view! {
            <p class="mail-logo"><img src=paths::MAIL_LOGO alt=t(Word::LogoIs) height="40"/></p>
            <form method="post" class="page-actions"><AccountField/>
                <button class="button" name="do" value="remove">{t(Word::LogoRemove)}</button>
            </form>
        }
    });
    view! {
        <section class="block">
            <h2 id="about-logo" tabindex="-1">{t(Word::Logo)}</h2>
            {is}
            <form method="post" action=paths::MAIL_LOGO enctype="multipart/form-data" class="form page-form"><AccountField/>
                <div class="fields">
                    <div class="field" class:faulty=problem.is_some()>
                        <label for="logo">{t(Word::LogoChoose)}</label>
                        <p class="hint" id="logo-hint">{t(Word::LogoHelp)}</p>
                        {problem.map(|why| view! {
                            <p class="error" id="logo-error">
                                <span class="visually-hidden">{t(Word::ErrorHidden)}" "</span>{t(why)}
                            </p>
                        })}
                        <input id="logo" name="logo" type="file" accept="image/png,image/jpeg" class="full"
                            aria-invalid=problem.map(|_| "true")
                            aria-describedby=if problem.is_some() { "logo-hint logo-error" } else { "logo-hint" }/>
                    </div>
                </div>
                <div class="actions"><button class="button primary">{t(Word::LogoUpload)}</button></div>
            </form>
        </section>
    }
}

#[component]
fn Samples(sample: Sample, text: String, subject: String) -> impl IntoView {
    let tabs = Sample::ALL.map(|one| {
        let to = format!("{}#samples", paths::with(paths::MAIL_LOOK, &[("sample", one.code())]));
        view! { <a href=to aria-current=(one == sample).then_some("true")>{t(one.name())}</a> }
    });
    view! {
        <section class="block" aria-labelledby="samples">
            <h2 id="samples">{t(Word::Samples)}</h2>
            <p class="intro">{t(Word::SamplesIntro)}</p>
            <nav class="filters" aria-label=t(Word::Samples)>{tabs.into_iter().collect_view()}</nav>
            <iframe class="mail-sample" src=paths::mail_sample(sample.code()) title=tf(Word::SampleHtml, &[("subject", &subject)])></iframe>
            <details>
                <summary>{t(Word::SampleText)}</summary>
                <pre class="mail-text"><bdi>{text}</bdi></pre>
            </details>
        </section>
    }
}
