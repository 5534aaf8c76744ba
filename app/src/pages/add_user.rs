//! Adds an existing user: somebody whom the reseller knows already, with a role of their own in this account (S0.23).

use backend::users;
use domain::{
    access::Action,
    form::{Answers, Problems, Step},
    ids::CustomerId,
    paths,
    users::{ADD_OF_CUSTOMER, ADD_STAFF},
    words::Word,
};
use leptos::{either::Either, prelude::*};

use super::{page_form::PageForm, users::whose};
use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{PageHead, loaded, reseller_name},
    words::{t, tf},
};

type Form = (&'static Step, Answers, Problems, Option<CustomerId>);

/// The form as it stands; `None` where it was taken, and the answer leads on.
async fn take(of: Result<Option<CustomerId>, PortalError>) -> Result<Option<Form>, PortalError> {
    let portal = Portal::current();
    let (actor, scope) = portal.may(Action::ManageUsers)?;
    let of = of?;
    let step = if of.is_none() && actor.is_staff() { &ADD_STAFF } else { &ADD_OF_CUSTOMER };
    let Some(sent) = portal::sent() else {
        // Whether there is such a customer at all.
        users::list(&portal.backend, &scope, of).await.map_err(portal::fail)?;
        return Ok(Some((step, Answers::new(), Problems::new(), of)));
    };
    let answers = sent.answers(step);
    match users::add(&portal.backend, &scope, of, &answers).await.map_err(portal::fail)? {
        Ok(name) => {
            portal::lead_on_saying(&paths::users(of), &Flash::done(Word::UserNowInvited).with("name", &name));
            Ok(None)
        }
        Err(problems) => {
            portal::set_refused();
            Ok(Some((step, answers, problems, of)))
        }
    }
}

/// The page.
#[component]
pub fn AddUserPage() -> impl IntoView {
    loaded(take(whose()), |form| match form {
        Some((step, answers, problems, of)) => Either::Left(view! {
            <a class="back" href=paths::users(of)>{t(Word::Back)}</a>
            <PageHead
                title=t(Word::UserAdd)
                intro=tf(Word::UserAddIntro, &[("reseller", &reseller_name())])
                faulty=!problems.is_empty()
            />
            <PageForm step answers problems submit=Word::UserAdd cancel=paths::users(of)/>
        }),
        None => Either::Right(()),
    })
}
