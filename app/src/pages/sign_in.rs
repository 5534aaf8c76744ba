//! Signing in. The page needs no script and loads none; the form is a plain post.

use backend::accounts::{self, Attempt};
use domain::{ids::PersonId, paths, people::SignInOutcome, words::Word};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    PortalError,
    portal::{self, Portal},
    ui::Door,
    words::{t, tf},
};

/// Signs a person in. Unknown address and wrong password are one answer.
#[server(endpoint = "sign-in")]
pub async fn sign_in(
    #[server(default)] email: String,
    #[server(default)] password: String,
    #[server(default)] next: String,
) -> Result<SignInOutcome, PortalError> {
    let portal = Portal::current();
    let next = paths::safe_next(&next).to_owned();
    let back = |problem: &str| format!("{}?problem={problem}&next={next}", paths::SIGN_IN);
    // An address is no longer than this, and a cookie holds no more.
    let typed: String = email.trim().chars().filter(|c| !c.is_control()).take(254).collect();
    let missing = match (typed.is_empty(), password.is_empty()) {
        (true, _) => Some("email"),
        (false, true) => Some("password"),
        _ => None,
    };
    portal::keep_typed(&typed);
    if let Some(missing) = missing {
        portal::lead_plain_post(&back(missing));
        return Ok(SignInOutcome::Refused);
    }
    match accounts::sign_in(&portal.backend, &typed, password, &portal.from).await.map_err(portal::fail)? {
        Attempt::In(person) => {
            portal::keep_typed("");
            let to = if accounts::has_factor(&portal.backend, person).await.map_err(portal::fail)? {
                let session = portal::session().await?;
                accounts::begin_half(&portal.backend, &session, person).await.map_err(|error| session_failed(&error))?;
                paths::with(paths::CODE, &[("next", &next)])
            } else {
                begin(&portal, person, &next).await?
            };
            portal::lead_plain_post(&to);
            Ok(SignInOutcome::In(to))
        }
        Attempt::Refused => {
            portal::lead_plain_post(&back("refused"));
            Ok(SignInOutcome::Refused)
        }
        Attempt::Wait(wait) => {
            let seconds = u32::try_from(wait.whole_seconds()).unwrap_or(0).max(1);
            portal::lead_plain_post(&format!("{}&seconds={seconds}", back("wait")));
            Ok(SignInOutcome::Wait(seconds))
        }
    }
}

fn session_failed(error: &tower_sessions::session::Error) -> PortalError {
    tracing::error!(%error, "a session could not begin");
    PortalError::NoAnswer
}

/// Begins the session of a person who proved who they are; gives where they go on. What they posted while they were signed out goes first.
pub async fn begin(portal: &Portal, person: PersonId, next: &str) -> Result<String, PortalError> {
    let session = portal::session().await?;
    let locale = portal::reader().locale();
    let mut actor = accounts::actor(&portal.backend, person, locale).await.map_err(portal::fail)?;
    let mut next = next;
    // Somebody who acts nowhere signs in to accept an invitation: now that they proved who they are, it is theirs.
    if actor.is_none()
        && next == paths::INVITATION
        && let Some(token) = portal::cookie(portal::INVITATION).and_then(|text| backend::links::Token::read(&text))
    {
        let accepted =
            accounts::accept(&portal.backend, &token, Some(person), &domain::form::Answers::new(), &portal.from).await;
        if let accounts::Accepted::As(_) = accepted.map_err(portal::fail)? {
            portal::set_cookie(portal::INVITATION, "", 0);
            next = paths::DASHBOARD;
            actor = accounts::actor(&portal.backend, person, locale).await.map_err(portal::fail)?;
        }
    }
    let Some(actor) = actor.map(|actor| actor.seen_from(&portal.from)) else {
        return Ok(paths::with(paths::SIGN_IN, &[("problem", "nowhere")]));
    };
    let customer = actor.place.as_ref().is_some_and(|place| place.customer.is_some());
    accounts::begin(&portal.backend, &session, person, customer, &portal::browser(), &portal.from)
        .await
        .map_err(|error| session_failed(&error))?;
    if let Some(language) = accounts::language(&portal.backend, person).await.map_err(portal::fail)? {
        portal::keep_language(language);
    }
    backend::audit::note_sign_in(&portal.backend, &actor).await.map_err(portal::fail)?;
    let Some(token) = portal::cookie(portal::PARKED) else { return Ok(next.to_owned()) };
    portal::set_cookie(portal::PARKED, "", 0);
    let parked = backend::drafts::unpark(&portal.backend, &actor, &token).await.map_err(portal::fail)?;
    Ok(parked.unwrap_or_else(|| next.to_owned()))
}

/// The page.
#[component]
pub fn SignInPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let get = |key: &str| query.get(key).unwrap_or_default();
    let problem = match get("problem").as_str() {
        "email" => Some(("email", t(Word::SignInMissingEmail).to_owned())),
        "password" => Some(("password", t(Word::SignInMissingPassword).to_owned())),
        "refused" => Some(("email", t(Word::SignInRefused).to_owned())),
        "nowhere" => Some(("email", t(Word::SignInNowhere).to_owned())),
        "wait" => {
            Some(("email", tf(Word::SignInWait, &[("seconds", &get("seconds").parse::<u32>().unwrap_or(60).to_string())])))
        }
        _ => None,
    };
    let next = paths::safe_next(&get("next")).to_owned();
    let passkey = paths::with(paths::PASSKEY, &[("next", &next)]);
    let parked = (get("signed-out") == "1").then(|| view! { <p class="notice">{t(Word::SignedOutNote)}</p> });
    let faulty = problem.as_ref().map(|(field, _)| *field);
    let summary = problem.clone().map(|(field, sentence)| {
        view! {
            <div class="error-summary" role="alert" tabindex="-1" autofocus=true aria-labelledby="problems-title">
                <h2 id="problems-title">{t(Word::ThereIsAProblem)}</h2>
                <ul><li><a href=format!("#{field}")>{sentence}</a></li></ul>
            </div>
        }
    });
    let error = move |field: &'static str| {
        problem.clone().filter(|(faulty, _)| *faulty == field).map(|(_, sentence)| {
            view! {
                <p class="error" id=format!("{field}-error")>
                    <span class="visually-hidden">{t(Word::ErrorHidden)}" "</span>{sentence}
                </p>
            }
        })
    };
    let described = move |field: &'static str| (faulty == Some(field)).then(|| format!("{field}-error"));
    let invalid = move |field: &'static str| (faulty == Some(field)).then_some("true");
    view! {
        <Door title=t(Word::SignIn) intro=t(Word::SignInIntro) faulty=faulty.is_some()>
            {summary}
            {parked}
            <form method="post" action="/api/sign-in" class="form" novalidate=true>
                <input type="hidden" name="next" value=next/>
                <div class="field">
                    <label for="email">{t(Word::Email)}</label>
                    {error("email")}
                    <input id="email" name="email" type="email" inputmode="email" class="full" autocomplete="username" spellcheck="false"
                        autocapitalize="none" value=portal::typed() aria-describedby=described("email") aria-invalid=invalid("email")/>
                </div>
                <div class="field">
                    <label for="password">{t(Word::Password)}</label>
                    {error("password")}
                    <input id="password" name="password" type="password" class="full" autocomplete="current-password"
                        aria-describedby=described("password") aria-invalid=invalid("password")/>
                </div>
                <div class="actions"><button class="button primary wide">{t(Word::SignIn)}</button></div>
                <p><a href=paths::FORGOT>{t(Word::ForgotLink)}</a></p>
            </form>
            {Portal::current().backend.has_passkeys().then(|| view! {
                <form method="post" action=passkey class="door-or">
                    <button class="button wide">{t(Word::PasskeySignIn)}</button>
                </form>
            })}
        </Door>
    }
}
