//! The form that changes one section of a customer's record, for the reseller's staff and for the customer's own people.

use backend::{
    Scope,
    records::{self, Changed, Editing},
};
use domain::{
    access::Action,
    form::{Answers, Problem, Problems, Step},
    ids::CustomerId,
    paths,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{page_form::PageForm, users::whose};
use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{Alert, PageHead, loaded, reseller_name},
    words::{t, tf},
};

struct Page {
    /// The customer, below whose address staff find it.
    of: Option<CustomerId>,
    editing: Editing,
    /// How often the section had been changed when the page was first shown.
    seen: i32,
    answers: Answers,
    problems: Problems,
    meanwhile: bool,
}

async fn load(of: Result<Option<CustomerId>, PortalError>, section: String) -> Result<Option<Page>, PortalError> {
    let portal = Portal::current();
    let (actor, scope) = portal.may(Action::EditCompany)?;
    let of = of?;
    let id =
        of.or(actor.place.as_ref().and_then(|place| place.customer)).ok_or_else(|| portal::fail(backend::Error::NotFound))?;
    let editing = records::open(&portal.backend, &scope, id, &section).await.map_err(portal::fail)?;
    // Only a page that is drawn needs presets.
    let drawn = async |editing: Editing, seen, answers, problems, meanwhile| {
        let answers = preset(&portal, &scope, editing.form, answers).await?;
        Ok(Some(Page { of, editing, seen, answers, problems, meanwhile }))
    };
    let Some(sent) = portal::sent() else {
        let (answers, version) = (editing.answers.clone(), editing.version);
        return drawn(editing, version, answers, Problems::new(), false).await;
    };
    let posted = sent.answers(editing.form);
    let answers = editing.with(&posted);
    let mut problems = typed_secrets(editing.form, &posted);
    // What comes back on the page still has seen only what its first drawing showed.
    let seen = sent.field("version").parse().unwrap_or_default();
    if sent.is_redraw() {
        return drawn(editing, seen, answers, problems, false).await;
    }
    let changed = records::change(&portal.backend, &scope, id, &section, seen, &posted).await;
    match changed.map_err(portal::fail)? {
        Changed::Done => {
            let to = of.map_or_else(|| paths::DASHBOARD.to_owned(), paths::customer);
            portal::lead_on_saying(&to, &Flash::done(Word::RecordSaved));
            Ok(None)
        }
        Changed::Mend(found) => {
            portal::set_refused();
            problems.extend(found);
            drawn(editing, seen, answers, problems, false).await
        }
        Changed::Meanwhile => {
            portal::set_refused();
            let version = editing.version;
            drawn(editing, version, answers, problems, true).await
        }
    }
}

/// The answers with what is probable where nothing was answered, such as in a row that was just added.
async fn preset(portal: &Portal, scope: &Scope, form: &Step, mut answers: Answers) -> Result<Answers, PortalError> {
    let presets = backend::presets(&portal.backend, scope, form, &answers).await.map_err(portal::fail)?;
    answers.extend(presets.iter());
    Ok(answers)
}

/// What is to be said of the secrets that were typed: what is wrong with one, or that it must be typed again, because a page that comes back
/// never shows a secret and stores none before it is saved.
fn typed_secrets(form: &Step, posted: &Answers) -> Problems {
    let cells = form.cells(posted).into_iter();
    let typed = cells.filter(|cell| cell.question.secret.is_some() && !posted.raw(&cell.key).is_empty());
    let mut problems = Problems::new();
    for cell in typed {
        let wrong = cell.question.check(posted.raw(&cell.key), &cell.answers(posted)).err();
        problems.set(cell.key.to_string(), wrong.unwrap_or(Problem::Together(Word::SecretAgain)));
    }
    problems
}

/// The page.
#[component]
pub fn RecordPage() -> impl IntoView {
    let section = use_params_map().get_untracked().get("section").unwrap_or_default();
    loaded(load(whose(), section), |page| page.map(|page| view! { <Form page/> }))
}

#[component]
fn Form(page: Page) -> impl IntoView {
    let Page { of, editing, seen, answers, problems, meanwhile } = page;
    let Editing { form, lists, name, .. } = editing;
    let faulty = meanwhile || !problems.is_empty();
    let back = of.map_or_else(|| paths::DASHBOARD.to_owned(), paths::customer);
    // What a customer's people may not change is said where they look for it.
    let fixed = of.is_none().then(|| {
        view! {
            <section class="block">
                <h2>{t(Word::PlanTitle)}</h2>
                <p class="hint">{tf(Word::RecordNotYours, &[("reseller", &reseller_name())])}</p>
            </section>
        }
    });
    let title = t(form.title).to_owned();
    view! {
        <a class="back" href=back.clone()>{t(Word::Back)}</a>
        <PageHead title intro=tf(Word::RecordEditIntro, &[("name", &name)]) faulty/>
        {meanwhile.then(|| view! { <Alert sentence=t(Word::RecordChanged).to_owned()/> })}
        <PageForm step=form answers problems lists submit=Word::RecordSave cancel=back beside=vec![("version", seen.to_string())]/>
        {fixed}
    }
}
