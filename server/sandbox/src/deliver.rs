//! Webhooks: signed over the bytes that are sent, and sent again until they are taken.

use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::{Endpoint, Event, Provider};

/// So many times is something told that nobody takes.
const TRIES: u32 = 10;

/// Tells everybody who listens of something, unless webhooks are held.
pub fn tell(provider: &Provider, key: &str, kind: &'static str, object: &Value) {
    let id = provider.id("evt");
    let body = json!({ "id": id, "object": "event", "type": kind, "data": { "object": object } }).to_string();
    let ways = {
        let mut state = provider.state();
        state.events.push(Event { id: id.clone(), key: key.to_owned(), body, kind, told: Vec::new() });
        state.ways.clone()
    };
    if ways.hold {
        return;
    }
    for _ in 0..=ways.copies {
        send(provider, &id, ways.delay_ms);
    }
}

/// Sends an event to everybody who listens, after a while.
pub fn send(provider: &Provider, event: &str, delay_ms: u64) {
    let (event, endpoints) = {
        let state = provider.state();
        let Some(event) = state.events.iter().find(|known| known.id == event).cloned() else { return };
        let endpoints: Vec<Endpoint> = state
            .endpoints
            .values()
            .filter(|one| one.key == event.key && one.events.iter().any(|told| told == event.kind))
            .cloned()
            .collect();
        (event, endpoints)
    };
    for endpoint in endpoints {
        let (provider, event) = (provider.clone(), event.clone());
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(delay_ms)).await;
            for again in 0..TRIES {
                let came = post(&endpoint, &event.body, provider.now()).await;
                let taken = came.as_deref() == Ok("200 OK");
                let said = came.unwrap_or_else(|why| why);
                if let Some(known) = provider.state().events.iter_mut().find(|known| known.id == event.id) {
                    known.told.push(said);
                }
                if taken {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(500 << again.min(6))).await;
            }
        });
    }
}

/// Signed anew each time (docs.stripe.com/webhooks): the time and the bytes.
fn signature(secret: &str, body: &str, at: i64) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    mac.update(format!("{at}.{body}").as_bytes());
    format!("t={at},v1={}", hex::encode(mac.finalize().into_bytes()))
}

async fn post(endpoint: &Endpoint, body: &str, at: i64) -> Result<String, String> {
    // One for the process: whoever comes second finds it there.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().timeout(Duration::from_secs(10)).build().map_err(|error| error.to_string())?;
    let request = client
        .post(&endpoint.url)
        .header("content-type", "application/json")
        .header("stripe-signature", signature(&endpoint.secret, body, at))
        .body(body.to_owned());
    let response = request.send().await.map_err(|error| error.to_string())?;
    Ok(response.status().to_string())
}
