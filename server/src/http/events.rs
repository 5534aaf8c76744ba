//! Server-sent events: an open page is told that something of its tenant changed, and looks for itself.

use std::{convert::Infallible, time::Duration};

use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use backend::{Actor, audit, events};
use domain::{access::Action, paths};
use tokio_stream::{Stream, StreamExt, wrappers::ReceiverStream};

use super::state::Shared;

/// After so long a page asks again, with whatever rights its person has then.
const LONGEST: Duration = Duration::from_mins(5);
/// What happens together is told once.
const TOGETHER: Duration = Duration::from_secs(1);

/// Tells of changes to the invitations of the reader's reseller.
pub async fn invites(State(shared): State<Shared>, actor: Option<Extension<Actor>>) -> Response {
    let Some(Extension(actor)) = actor else { return StatusCode::UNAUTHORIZED.into_response() };
    let Ok(scope) = actor.may(Action::ReadCustomers) else {
        if let Err(error) = audit::note_refusal(&shared.backend, &actor, paths::INVITES_EVENTS).await {
            tracing::error!(%error, "a refusal was not noted");
        }
        return StatusCode::FORBIDDEN.into_response();
    };
    let Some(told) = events::subscribe(&shared.backend, &scope) else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    Sse::new(changes(shared, told)).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))).into_response()
}

/// "changed", each time something did, until the page is gone, its time is over, or the server stops.
fn changes(shared: Shared, mut told: events::Told) -> impl Stream<Item = Result<Event, Infallible>> {
    let (sender, receiver) = tokio::sync::mpsc::channel(1);
    tokio::spawn(async move {
        let over = async {
            tokio::select! {
                () = tokio::time::sleep(LONGEST) => {}
                () = shared.stopping.overdue(Duration::ZERO) => {}
                () = sender.closed() => {}
            }
        };
        let tell = async {
            // The first one at once: something may have changed since the page was drawn.
            while sender.send("changed").await.is_ok() && told.changed().await {
                tokio::time::sleep(TOGETHER).await;
                told.forget();
            }
        };
        tokio::select! {
            () = over => {}
            () = tell => {}
        }
    });
    // Without data a browser hears nothing.
    ReceiverStream::new(receiver).map(|what| Ok(Event::default().event(what).data(what)))
}
