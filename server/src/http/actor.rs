//! Who asks: the session's person, looked up once a request. A page without a session leads to the sign-in page and back.

use std::net::{IpAddr, SocketAddr};

use app::portal::{From, Reader, SessionEnded};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use backend::{Actor, Backend, Error, accounts, audit};
use domain::{ids::PersonId, paths, words::Locale};
use ipnet::IpNet;
use tower_sessions::Session;

use super::{
    faults::{self, Posted},
    state::Shared,
};

/// What works before a password that somebody else made was changed, or a second factor set up that must be.
const BEFORE_ALL_ELSE: [&str; 3] = ["/api/sign-out", "/api/preferences", "/api/operator/stop"];

/// Puts the actor and the network address into the request.
pub async fn layer(State(shared): State<Shared>, session: Session, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
    let from = peer.map_or_else(String::new, |peer| came_from(peer, request.headers(), &shared.trusted).to_string());
    request.extensions_mut().insert(From(from.clone()));
    let reader = Reader::of(request.headers());
    request.extensions_mut().insert(reader);
    // Looking how long is left is no use.
    // Nor is what a page does by itself while nobody is there.
    let alone = request.headers().contains_key("x-unattended");
    let used = !alone && ![paths::STAY, paths::INVITES_EVENTS].contains(&request.uri().path());
    let found = find(&shared.backend, &session, reader.locale(), used).await;
    let actor = match found {
        Ok(Found::Somebody(actor)) => Some(actor.seen_from(&from)),
        Ok(Found::Nobody) => None,
        Ok(Found::Ended(person)) => {
            request.extensions_mut().insert(SessionEnded(person));
            None
        }
        Err(error) => return faults::failed(&shared, reader, &error, request.extensions().get::<Posted>()),
    };
    let path = request.uri().path().to_owned();
    let path = path.as_str();
    let is_page = request.method() == Method::GET && !path.starts_with("/api/");
    match actor {
        // Who was given a password chooses their own before anything else; then the second factor, where it must be.
        Some(actor)
            if must(&actor).is_some_and(|first| first != path) && !app::is_open(path) && !BEFORE_ALL_ELSE.contains(&path) =>
        {
            return Redirect::to(must(&actor).unwrap_or(paths::DASHBOARD)).into_response();
        }
        Some(actor) => {
            let asked = format!("{} {path}", request.method());
            request.extensions_mut().insert(actor.clone());
            let response = next.run(request).await;
            if response.status() == StatusCode::FORBIDDEN
                && let Err(error) = audit::note_refusal(&shared.backend, &actor, &asked).await
            {
                // The refusal itself stands.
                tracing::error!(%error, asked, "a refusal was not noted");
            }
            return response;
        }
        None if is_page && !app::is_open(path) => {
            let asked = request.uri().path_and_query().map_or(paths::DASHBOARD, |asked| asked.as_str());
            let next: String = asked.chars().flat_map(|c| if c == '&' { "%26".chars().collect() } else { vec![c] }).collect();
            return Redirect::to(&format!("{}?next={next}", paths::SIGN_IN)).into_response();
        }
        None => {}
    }
    next.run(request).await
}

/// Where a request comes from: its peer, or, where that is a proxy of ours, whoever the proxies say, from the last backwards, up to the
/// first that is none of ours (ASVS 4.1.3).
pub(super) fn came_from(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let ours = |address: &IpAddr| trusted.iter().any(|net| net.contains(address));
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let said: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    // Where IPv6 and IPv4 share a socket, the latter come dressed as the former.
    let mut from = peer.to_canonical();
    for hop in said.into_iter().rev() {
        match hop.parse::<IpAddr>() {
            Ok(address) if ours(&from) => from = address.to_canonical(),
            // What comes before it could be made up.
            _ => break,
        }
    }
    from
}

/// The page that comes before all others for this actor, if one does.
const fn must(actor: &Actor) -> Option<&'static str> {
    if actor.must_change_password {
        Some(paths::PASSWORD)
    } else if actor.must_have_factor {
        Some(paths::FACTOR)
    } else {
        None
    }
}

/// The session's person. That the session is used is noted, so that its time begins anew.
async fn find(backend: &Backend, session: &Session, locale: Locale, used: bool) -> Result<Found, Error> {
    let said = |error: tower_sessions::session::Error| Error::Session(error.to_string());
    let actor = accounts::of_session(session, locale).await?;
    if let Some(actor) = &actor {
        let customer = actor.place.as_ref().is_some_and(|place| place.customer.is_some()) && actor.acting.is_none();
        if !accounts::hold_to(backend, session, customer).await.map_err(said)? {
            session.flush().await.map_err(said)?;
            return Ok(Found::Ended(actor.person));
        }
    }
    if used && actor.is_some() {
        accounts::note_use(backend, session).await.map_err(said)?;
    }
    Ok(actor.map_or(Found::Nobody, |actor| Found::Somebody(Box::new(actor))))
}

/// Who a request comes from.
enum Found {
    Somebody(Box<Actor>),
    Nobody,
    /// Their session ended with this request.
    Ended(PersonId),
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue};

    use super::came_from;

    /// ASVS 4.1.3, 15.3.4.
    #[test]
    fn only_proxies_of_ours_say_where_a_request_comes_from() {
        let trusted = ["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()];
        for (peer, said, from) in [
            ("198.51.100.7", "203.0.113.9", "198.51.100.7"),
            ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
            // What a client wrote there itself stands before what the proxies add.
            ("10.0.0.1", "192.0.2.1, 203.0.113.9", "203.0.113.9"),
            ("10.0.0.1", "192.0.2.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
            ("10.0.0.1", "", "10.0.0.1"),
            ("10.0.0.1", "nonsense", "10.0.0.1"),
            ("fd00::1", "2001:db8::9", "2001:db8::9"),
            ("::ffff:10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", HeaderValue::from_str(said).unwrap());
            assert_eq!(came_from(peer.parse().unwrap(), &headers, &trusted).to_string(), from, "{peer} {said}");
        }
    }
}
