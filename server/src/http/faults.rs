//! The layer around all pages: it keeps what a form sent, and turns every fault behind it (the database away, a panic, a time-out) into a
//! page that carries it back. Nothing that was typed is lost, but for secrets and files.

use app::portal::Reader;
use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use domain::{
    forms,
    words::{Word, fill},
};

use super::{
    body::{self, Taken},
    html,
    state::Shared,
};

/// The largest body of a post: a wizard's step (ASVS, promise 12).
pub const LARGEST_BODY: usize = 1024 * 1024;
/// Whoever is not signed in has short forms.
const LARGEST_WITHOUT_SESSION: usize = 64 * 1024;
/// When it may be tried again, in seconds.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("5");

/// A form that a browser sent without our WASM, kept from the first layer on.
#[derive(Clone, Debug)]
pub struct Posted {
    /// Where it was sent, with its query.
    pub to: String,
    /// Its fields, encoded as they came.
    pub body: Bytes,
}

impl Posted {
    /// Every field.
    pub fn fields(&self) -> Vec<(String, String)> {
        form_urlencoded::parse(&self.body).into_owned().collect()
    }

    /// One of them.
    pub fn field(&self, name: &str) -> Option<String> {
        form_urlencoded::parse(&self.body).find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
    }

    /// What was typed, for the form of a retry, but never a secret.
    fn retry(&self) -> Vec<(String, String)> {
        let is_secret = |name: &str| {
            let key = name.strip_prefix("answers[").and_then(|rest| rest.strip_suffix(']')).unwrap_or(name);
            name.contains("password") || forms::is_secret(key)
        };
        self.fields().into_iter().filter(|(name, _)| !is_secret(name)).collect()
    }
}

/// Keeps what was posted, and answers faults with a page that carries it.
pub async fn layer(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let reader = Reader::of(request.headers());
    let wants_page = wants_page(request.headers());
    let (mut parts, body) = request.into_parts();
    let mut posted = None;
    let body = if parts.method == Method::POST {
        let has_session =
            parts.headers.get_all(header::COOKIE).iter().any(|line| line.to_str().is_ok_and(|l| l.contains("session=")));
        let most = if has_session { LARGEST_BODY } else { LARGEST_WITHOUT_SESSION };
        let is_file = is_file(&parts.headers);
        let body = match body::take(body, most).await {
            Taken::Whole(body) => body,
            Taken::TooLarge => {
                let why = if is_file { Word::TooMuchFile } else { Word::TooMuchBody };
                return short(&shared, reader, wants_page, StatusCode::PAYLOAD_TOO_LARGE, Word::TooMuchTitle, why);
            }
            Taken::TooSlow => {
                return short(&shared, reader, wants_page, StatusCode::REQUEST_TIMEOUT, Word::TooSlowTitle, Word::TooSlowBody);
            }
            Taken::Broken => return StatusCode::BAD_REQUEST.into_response(),
        };
        if wants_page && !is_file {
            let to = parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
            let kept = Posted { to, body: body.clone() };
            parts.extensions.insert(kept.clone());
            posted = Some(kept);
        }
        Body::from(body)
    } else {
        body
    };
    let response = next.run(Request::from_parts(parts, body)).await;
    let is_page = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    match response.status() {
        StatusCode::SERVICE_UNAVAILABLE if wants_page && !is_page => unavailable(&shared, reader, posted.as_ref()),
        status if wants_page && !is_page && status.is_server_error() => {
            fault(&shared, reader, &format!("{status} without a page"), posted.as_ref())
        }
        StatusCode::SERVICE_UNAVAILABLE => with_retry_after(response),
        _ => response,
    }
}

/// Why a body was not taken in, for a browser as a page. The connection ends with it: the rest of the body may still be on its way.
fn short(shared: &Shared, reader: Reader, is_page: bool, status: StatusCode, title: Word, why: Word) -> Response {
    let mut response = if is_page {
        page(shared, reader, status, title, &[why.text(reader.language).to_owned()], None)
    } else {
        status.into_response()
    };
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// Whether a browser asks, not our WASM.
pub fn wants_page(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|accept| accept.contains("text/html"))
}

/// Whether a form brings a file (RFC 7578), which cannot be put into a form again.
fn is_file(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("multipart/form-data")
}

fn with_retry_after(mut response: Response) -> Response {
    response.headers_mut().entry(header::RETRY_AFTER).or_insert(RETRY_AFTER);
    response
}

/// Why a layer cannot go on: a page that says whether it is ours to mend, or passes by itself.
pub fn failed(shared: &Shared, reader: Reader, error: &backend::Error, posted: Option<&Posted>) -> Response {
    if error.is_unavailable() {
        tracing::warn!(%error, "the database does not answer");
        unavailable(shared, reader, posted)
    } else {
        fault(shared, reader, &error.to_string(), posted)
    }
}

/// The database does not answer, or too many wait: it passes by itself.
pub fn unavailable(shared: &Shared, reader: Reader, posted: Option<&Posted>) -> Response {
    let sentence = Word::BusyBody.text(reader.language).to_owned();
    with_retry_after(page(shared, reader, StatusCode::SERVICE_UNAVAILABLE, Word::BusyTitle, &[sentence], posted))
}

/// A fault of ours: logged with the reference that the page shows.
fn fault(shared: &Shared, reader: Reader, error: &str, posted: Option<&Posted>) -> Response {
    let id = shared.backend.new_id().simple().to_string();
    let reference = id.get(20..).unwrap_or_default();
    tracing::error!(reference, error, "a request failed");
    fault_page(shared, reader, reference, posted)
}

/// The page of a fault that is in the log already.
pub fn fault_page(shared: &Shared, reader: Reader, reference: &str, posted: Option<&Posted>) -> Response {
    let sentences = [
        Word::FaultBody.text(reader.language).to_owned(),
        fill(Word::FaultReference.text(reader.language), &[("reference", reference)]),
    ];
    page(shared, reader, StatusCode::INTERNAL_SERVER_ERROR, Word::FaultTitle, &sentences, posted)
}

/// A page of the server's own. With what was posted it has a button that sends it again.
pub fn page(
    shared: &Shared,
    reader: Reader,
    status: StatusCode,
    title: Word,
    sentences: &[String],
    posted: Option<&Posted>,
) -> Response {
    let fields = posted.map(Posted::retry).unwrap_or_default();
    let retry = posted.map(|posted| (posted.to.as_str(), fields.as_slice()));
    (status, Html(html::mended(&app::refusal_page(&shared.style, reader, title, sentences, retry)))).into_response()
}
