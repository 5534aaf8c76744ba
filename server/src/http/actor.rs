//! Who asks: the session's person, looked up once a request. A page without a session leads to the sign-in page and back.

use std::net::SocketAddr;

use app::portal::{From, Reader};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::Method,
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use backend::{Actor, Backend, accounts};
use domain::{paths, words::Locale};
use tower_sessions::Session;

use super::{plain_posts, router::Shared};

/// What works for whoever is not signed in.
pub const OPEN: [&str; 5] = [paths::SIGN_IN, paths::FORGOT, paths::RESET, paths::INVITATION, paths::DEV_MAIL];
/// What works before a password that somebody else made was changed.
const BEFORE_A_PASSWORD: [&str; 3] = [paths::PASSWORD, "/api/sign-out", "/api/preferences"];

/// Puts the actor and the network address into the request.
pub async fn layer(State(shared): State<Shared>, session: Session, mut request: Request, next: Next) -> Response {
    let from = request.extensions().get::<ConnectInfo<SocketAddr>>().map_or_else(String::new, |peer| peer.0.ip().to_string());
    request.extensions_mut().insert(From(from));
    let reader = Reader::of(request.headers());
    request.extensions_mut().insert(reader);
    let found = find(&shared.backend, &session, reader.locale()).await;
    let actor = match found {
        Ok(actor) => actor,
        Err(error) => return plain_posts::fault(&shared, reader, &error, None),
    };
    let path = request.uri().path();
    let is_page = request.method() == Method::GET && !path.starts_with("/api/");
    match actor {
        // Who was given a password chooses their own before anything else.
        Some(actor) if actor.must_change_password && ![&BEFORE_A_PASSWORD[..], &OPEN].concat().contains(&path) => {
            return Redirect::to(paths::PASSWORD).into_response();
        }
        Some(actor) => drop(request.extensions_mut().insert(actor)),
        None if is_page && !OPEN.contains(&path) => {
            let asked = request.uri().path_and_query().map_or(paths::DASHBOARD, |asked| asked.as_str());
            let next: String = asked.chars().flat_map(|c| if c == '&' { "%26".chars().collect() } else { vec![c] }).collect();
            return Redirect::to(&format!("{}?next={next}", paths::SIGN_IN)).into_response();
        }
        None => {}
    }
    next.run(request).await
}

/// The session's person. That the session is used is noted, so that its time begins anew.
async fn find(backend: &Backend, session: &Session, locale: Locale) -> Result<Option<Actor>, String> {
    let actor = accounts::of_session(session, locale).await.map_err(|error| error.to_string())?;
    if actor.is_some() {
        accounts::note_use(backend, session).await.map_err(|error| error.to_string())?;
    }
    Ok(actor)
}
