//! Creates a user (S0.24): a person who cannot sign in yet. They choose their password by a mailed link, or get a generated one, which is
//! shown once, in the answer to the form.

use backend::users::{self, Created};
use domain::{
    access::Action,
    form::{Answers, Lists, Problems, Step},
    ids::CustomerId,
    paths,
    users::{CREATE_OF_CUSTOMER, CREATE_STAFF},
    words::Word,
};
use leptos::{either::EitherOf3, prelude::*};

use super::{page_form::PageForm, users::whose};
use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{PageHead, loaded},
    words::{t, tf},
};

/// The form, as it stands, or what came of it.
enum Page {
    Form(&'static Step, Answers, Problems, Lists),
    Created(Created),
    /// A link was mailed, and the answer leads on.
    Mailed,
}

async fn take(of: Result<Option<CustomerId>, PortalError>) -> Result<(Page, Option<CustomerId>), PortalError> {
    let portal = Portal::current();
    let (actor, scope) = portal.may(Action::ManageUsers)?;
    let of = of?;
    let step = if of.is_none() && actor.is_staff() { &CREATE_STAFF } else { &CREATE_OF_CUSTOMER };
    let lists = backend::lists_for_everybody(&portal.backend, &scope, step);
    let Some(sent) = portal::sent() else {
        // Whether there is such a customer at all.
        backend::users::list(&portal.backend, &scope, of).await.map_err(portal::fail)?;
        let presets = backend::presets(&portal.backend, &scope, step, &Answers::new()).await.map_err(portal::fail)?;
        return Ok((Page::Form(step, presets, Problems::new(), lists), of));
    };
    let answers = sent.answers(step);
    match users::create(&portal.backend, &scope, of, &answers).await.map_err(portal::fail)? {
        Ok(created) if created.password.is_none() => {
            portal::lead_on_saying(&paths::users(of), &Flash::done(Word::UserMailed).with("name", &created.name));
            Ok((Page::Mailed, of))
        }
        Ok(created) => Ok((Page::Created(created), of)),
        Err(problems) => {
            portal::set_refused();
            Ok((Page::Form(step, answers, problems, lists), of))
        }
    }
}

/// The page.
#[component]
pub fn NewUserPage() -> impl IntoView {
    loaded(take(whose()), |(page, of)| match page {
        Page::Mailed => EitherOf3::A(()),
        Page::Form(step, answers, problems, lists) => EitherOf3::B(view! {
            <a class="back" href=paths::users(of)>{t(Word::Back)}</a>
            <PageHead title=t(Word::UserCreate) intro=t(Word::UserCreateIntro) faulty=!problems.is_empty()/>
            <PageForm step answers problems lists submit=Word::UserCreate cancel=paths::users(of)/>
        }),
        Page::Created(created) => EitherOf3::C(view! { <Done created of/> }),
    })
}

#[component]
fn Done(created: Created, of: Option<CustomerId>) -> impl IntoView {
    let Created { name, email, password, .. } = created;
    view! {
        <PageHead title=tf(Word::UserCreated, &[("name", &name)]) intro=t(Word::UserCreatedBody)/>
        <section class="card once">
            <dl>
                <div><dt>{t(Word::Email)}</dt><dd>{email}</dd></div>
                <div><dt>{t(Word::UserPassword)}</dt><dd><code>{password.unwrap_or_default()}</code></dd></div>
            </dl>
        </section>
        <div class="actions">
            <a class="button primary" href=paths::users(of)>{t(Word::UserAllUsers)}</a>
            <a class="button" href=paths::new_user(of)>{t(Word::UserCreate)}</a>
        </div>
    }
}
