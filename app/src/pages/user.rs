//! One user of an account: their role, whether they may act, and the way out. Each change is a plain form that says which version of the
//! user its page showed.

use backend::users;
use domain::{
    access::{Action, can},
    form::{Answers, Problems},
    ids::{CustomerId, PersonId},
    paths,
    users::{Change, Changed, FactorReset, ROLE_OF_CUSTOMER, ROLE_STAFF, STAFF_ROLE, User},
    words::Word,
};
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_params_map;

use super::{page_form::PageForm, users::whose};
use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{AccountField, Alert, PageHead, loaded, reseller_name},
    words::{t, tf},
};

struct Page {
    user: User,
    of: Option<CustomerId>,
    /// Whether the account is closed: then nothing of its users is changed.
    closed: bool,
    may_manage: bool,
    staff: bool,
    /// Why the change that was asked for was not made.
    refused: Option<String>,
    problems: Problems,
}

async fn take(of: Result<Option<CustomerId>, PortalError>, person: String) -> Result<Option<Page>, PortalError> {
    let portal = Portal::current();
    let (actor, scope) = portal.may(Action::ReadUsers)?;
    let (of, person) = (of?, person.parse::<PersonId>().map_err(|_| portal::fail(backend::Error::NotFound))?);
    let staff = of.is_none() && actor.is_staff();
    let (mut refused, mut problems) = (None, Problems::new());
    if let Some(sent) = portal::sent() {
        let (_, scope) = portal.may(Action::ManageUsers)?;
        let (before, _) = users::find(&portal.backend, &scope, of, person).await.map_err(portal::fail)?;
        let says = |word| Flash::done(word).with("name", &before.name);
        if sent.field("change") == "mail" {
            if users::send_link(&portal.backend, &scope, of, person).await.map_err(portal::fail)? {
                portal::lead_on_saying(&paths::user(of, person), &says(Word::UserMailed));
                return Ok(None);
            }
            refused = Some(t(Word::TooManyMailed).to_owned());
        }
        if sent.field("change") == "factor" {
            let values = [("name", &*before.name), ("reseller", portal.reseller())];
            let came = users::reset_factor(&portal.backend, &scope, of, person).await.map_err(portal::fail)?;
            refused = match came {
                FactorReset::Done => {
                    portal::lead_on_saying(&paths::user(of, person), &says(Word::FactorResetDone));
                    return Ok(None);
                }
                FactorReset::None => Some(tf(Word::FactorResetNone, &values)),
                FactorReset::Own => Some(t(Word::FactorResetOwn).to_owned()),
                FactorReset::Elsewhere => Some(tf(Word::FactorResetElsewhere, &values)),
            };
        }
        let step = if staff { &ROLE_STAFF } else { &ROLE_OF_CUSTOMER };
        let answers = sent.answers(step);
        let change = match sent.field("change") {
            "mail" | "factor" => None,
            "disable" => Some((Change::Disable, Word::UserNowDisabled)),
            "enable" => Some((Change::Enable, Word::UserNowEnabled)),
            "remove" => Some((Change::Remove, Word::UserNowRemoved)),
            _ => {
                problems = step.check(&answers);
                let role = domain::access::Role::from_code(answers.raw(STAFF_ROLE.question.key));
                role.filter(|_| problems.is_empty()).map(|role| (Change::Role(role), Word::UserRoleSaved))
            }
        };
        if let Some((change, done)) = change {
            let seen = sent.field("version").parse().unwrap_or_default();
            let changed = users::change(&portal.backend, &scope, of, person, seen, change).await;
            match changed.map_err(portal::fail)? {
                Changed::Done => {
                    let to = if change == Change::Remove { paths::users(of) } else { paths::user(of, person) };
                    portal::lead_on_saying(&to, &says(done));
                    return Ok(None);
                }
                Changed::Meanwhile => refused = Some(t(Word::UserChanged).to_owned()),
                Changed::LastAdministrator => refused = Some(tf(Word::UserLastAdministrator, &[("name", &before.name)])),
                Changed::NotARole => problems.add(STAFF_ROLE.question.key, domain::form::Problem::NotAChoice),
            }
        }
        portal::set_refused();
    }
    let (user, closed) = users::find(&portal.backend, &scope, of, person).await.map_err(portal::fail)?;
    Ok(Some(Page { user, of, closed, may_manage: can(actor.role, Action::ManageUsers), staff, refused, problems }))
}

/// The page.
#[component]
pub fn UserPage() -> impl IntoView {
    let person = use_params_map().get_untracked().get("person").unwrap_or_default();
    loaded(take(whose(), person), |page| match page {
        Some(page) => Either::Left(view! { <Detail page/> }),
        None => Either::Right(()),
    })
}

#[component]
fn Detail(page: Page) -> impl IntoView {
    let Page { user, of, closed, may_manage, staff, refused, problems } = page;
    let step = if staff { &ROLE_STAFF } else { &ROLE_OF_CUSTOMER };
    let answers: Answers = [(STAFF_ROLE.question.key, user.role.code())].into_iter().collect();
    let version = user.version.to_string();
    let faulty = refused.is_some() || !problems.is_empty();
    let alert = refused.map(|sentence| view! { <Alert sentence/> });
    let button = |change: &'static str, word: Word, class: &'static str| {
        view! {
            <form method="post"><AccountField/>
                <input type="hidden" name="version" value=version.clone()/>
                <button class=class name="change" value=change>{t(word)}</button>
            </form>
        }
    };
    let access = if user.disabled {
        view! { <p>{t(Word::UserEnableBody)}</p>{button("enable", Word::UserEnable, "button")} }.into_any()
    } else {
        view! { <p>{t(Word::UserDisableBody)}</p>{button("disable", Word::UserDisable, "button")} }.into_any()
    };
    let own = Portal::current().actor.is_some_and(|actor| actor.person == user.person);
    let factor = (user.factor && !own).then(|| {
        view! {
            <section class="block">
                <h2>{t(Word::Factor)}</h2>
                <p>{t(Word::FactorResetBody)}</p>
                {button("factor", Word::FactorReset, "button")}
            </section>
        }
    });
    let is_closed = closed.then(|| view! { <p class="notice">{t(Word::CustomerIsClosed)}</p> });
    let manage = (may_manage && !closed).then(|| {
        view! {
            <section class="block">
                <PageForm step answers problems submit=Word::UserSaveRole beside=vec![("version", version.clone())]/>
            </section>
            <section class="block">
                <h2>{t(Word::Password)}</h2>
                <p>{t(Word::UserSendLinkBody)}</p>
                {button("mail", Word::UserSendLink, "button")}
            </section>
            {factor}
            <section class="block">
                <h2>{t(Word::UserAccess)}</h2>
                {access}
            </section>
            <section class="block">
                <h2>{t(Word::UserRemove)}</h2>
                <p>{t(Word::UserRemoveBody)}</p>
                {button("remove", Word::UserRemove, "button danger")}
            </section>
        }
    });
    let reason = (!may_manage)
        .then(|| view! { <p class="hint">{tf(Word::OnlyAdministratorsManageUsers, &[("reseller", &reseller_name())])}</p> });
    let state = if user.disabled { ("tag suspended", Word::UserDisabled) } else { ("tag active", Word::UserActive) };
    view! {
        <a class="back" href=paths::users(of)>{t(Word::UserAllUsers)}</a>
        <PageHead title=user.name.clone() intro=format!("{} · {}", user.email, t(user.role.name())) faulty>
            <span class=state.0>{t(state.1)}</span>
        </PageHead>
        {is_closed}
        {alert}
        {manage}
        {reason}
    }
}
