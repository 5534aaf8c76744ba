//! A step's page, sent by the WASM. Without it the browser sends the same form to the same address by itself.

use gloo_net::http::{Request, Response};
use serde::de::DeserializeOwned;

/// Where Continue goes.
pub const SAVE: &str = "/api/drafts/save-step";
/// Where what stands in the form is sent while somebody types.
pub const AUTOSAVE: &str = "/api/drafts/autosave";

/// Why nothing came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The session has ended.
    SignedOut,
    /// The network or the server does not answer as it should.
    Other,
}

/// Sends a form's text and reads the outcome.
pub async fn send<T: DeserializeOwned>(path: &str, body: String) -> Result<T, Failure> {
    let request = Request::post(path)
        .header("Accept", "application/octet-stream")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(body)
        .map_err(|_| Failure::Other)?;
    match request.send().await {
        Ok(response) if response.ok() => read(response).await.ok_or(Failure::Other),
        Ok(response) if response.status() == 401 => Err(Failure::SignedOut),
        _ => Err(Failure::Other),
    }
}

async fn read<T: DeserializeOwned>(response: Response) -> Option<T> {
    postcard::from_bytes(&response.binary().await.ok()?).ok()
}

/// What stands at an address of ours, if it comes.
pub async fn fetch(path: &str) -> Option<Vec<u8>> {
    let response = Request::get(path).send().await.ok()?;
    if response.ok() { response.binary().await.ok() } else { None }
}
