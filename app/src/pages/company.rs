//! The company of a customer of network services, which its own people keep up to date (S1.5), or its reseller's administrators.

use backend::customers::{self, Changed};
use domain::{
    access::Action,
    flows::network::company::OWN,
    form::{Answers, Lists, Problems},
    ids::CustomerId,
    paths,
    words::Word,
};
use leptos::prelude::*;

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
    name: String,
    version: i32,
    answers: Answers,
    problems: Problems,
    lists: Lists,
    meanwhile: bool,
}

async fn take(of: Result<Option<CustomerId>, PortalError>) -> Result<Option<Page>, PortalError> {
    let portal = Portal::current();
    let (actor, scope) = portal.may(Action::EditCompany)?;
    let of = of?;
    let id =
        of.or(actor.place.as_ref().and_then(|place| place.customer)).ok_or_else(|| portal::fail(backend::Error::NotFound))?;
    let stands = customers::company(&portal.backend, &scope, id).await.map_err(portal::fail)?;
    let lists = backend::lists_for_everybody(&portal.backend, &scope, &OWN);
    let (name, version) = (stands.name.clone(), stands.version);
    let page = |version, answers, problems, meanwhile| Page { of, name, version, answers, problems, lists, meanwhile };
    let Some(sent) = portal::sent() else {
        let mut answers = backend::presets(&portal.backend, &scope, &OWN).await.map_err(portal::fail)?;
        // What is there is not preset.
        answers.extend(stands.answers.iter());
        return Ok(Some(page(version, answers, Problems::new(), false)));
    };
    let answers = sent.answers(&OWN);
    // What comes back on the page still has seen only what its first drawing showed.
    let seen = sent.field("version").parse().unwrap_or_default();
    if sent.field("then") == "stay" {
        return Ok(Some(page(seen, answers, Problems::new(), false)));
    }
    let changed = customers::change_company(&portal.backend, &scope, id, seen, &answers).await;
    match changed.map_err(portal::fail)? {
        Changed::Done => {
            portal::lead_on_saying(&paths::company(of), &Flash::done(Word::CompanySaved));
            Ok(None)
        }
        Changed::Mend(problems) => {
            portal::set_refused();
            Ok(Some(page(seen, answers, problems, false)))
        }
        Changed::Meanwhile => {
            portal::set_refused();
            Ok(Some(page(version, answers, Problems::new(), true)))
        }
    }
}

/// The page.
#[component]
pub fn CompanyPage() -> impl IntoView {
    loaded(take(whose()), |page| page.map(|page| view! { <Form page/> }))
}

#[component]
fn Form(page: Page) -> impl IntoView {
    let Page { of, name, version, answers, problems, lists, meanwhile } = page;
    let faulty = meanwhile || !problems.is_empty();
    let reseller = reseller_name();
    let title = tf(Word::CompanyEditOf, &[("team", &name)]);
    let back = of.map_or_else(|| paths::DASHBOARD.to_owned(), paths::customer);
    // What a customer's people may not change is said where they look for it.
    let fixed = of.is_none().then(|| {
        view! {
            <section class="block">
                <h2>{t(Word::BillingAccount)}</h2>
                <p class="hint">{tf(Word::CompanyNotYours, &[("reseller", &reseller)])}</p>
            </section>
        }
    });
    view! {
        <a class="back" href=back>{t(Word::Back)}</a>
        <PageHead title intro=tf(Word::CompanyEditIntro, &[("reseller", &reseller)]) faulty/>
        {meanwhile.then(|| view! { <Alert sentence=t(Word::CompanyChanged).to_owned()/> })}
        <PageForm step=&OWN answers problems lists submit=Word::CompanySave beside=vec![("version", version.to_string())]/>
        {fixed}
    }
}
