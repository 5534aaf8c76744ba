//! One's own password: the present one and the new one. Whoever was given one by somebody else is led here first.

use backend::accounts;
use domain::{
    form::{Answers, Problems, Step},
    paths,
    users::{CHANGE_CUSTOMER_PASSWORD, CHANGE_STAFF_PASSWORD},
    words::Word,
};
use leptos::{either::Either, prelude::*};

use super::page_form::PageForm;
use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{PageHead, loaded},
    words::t,
};

/// The form with what is wrong, whether the password must be changed, and whose it is.
type Page = (&'static Step, Problems, bool, String);

/// The page; `None` where the form was taken, and the answer leads on.
async fn take() -> Result<Option<Page>, PortalError> {
    let portal = Portal::current();
    let Some(actor) = &portal.actor else { return Err(PortalError::SignedOut) };
    let staff = actor.is_staff() || actor.place.is_none() || actor.acting.is_some();
    let step = if staff { &CHANGE_STAFF_PASSWORD } else { &CHANGE_CUSTOMER_PASSWORD };
    let email = accounts::own_email(&portal.backend, actor).await.map_err(portal::fail)?;
    let Some(sent) = portal::sent() else {
        return Ok(Some((step, Problems::new(), actor.must_change_password, email)));
    };
    let session = portal::session().await?;
    let answers = sent.answers(step);
    let problems = accounts::change_password(&portal.backend, &session, actor, &answers).await;
    let problems = problems.map_err(portal::fail)?;
    if problems.is_empty() {
        let to = if actor.must_change_password { paths::DASHBOARD } else { paths::ME };
        portal::lead_on_saying(to, &Flash::done(Word::PasswordChanged));
        return Ok(None);
    }
    portal::set_refused();
    Ok(Some((step, problems, actor.must_change_password, email)))
}

/// The page.
#[component]
pub fn PasswordPage() -> impl IntoView {
    loaded(take(), move |form| match form {
        Some((step, problems, must, email)) => {
            let intro = if must { Word::MustChangePassword } else { Word::ChangePasswordIntro };
            Either::Left(view! {
                <PageHead title=t(Word::ChangePassword) intro=t(intro) faulty=!problems.is_empty()/>
                // Secrets are never echoed.
                <PageForm step answers=Answers::new() problems submit=Word::ChangePassword username=email/>
            })
        }
        None => Either::Right(()),
    })
}
