//! Forms that were sent without the WASM and could not be carried out: a page with the sentence, the reference, and a safe retry that
//! still holds what was typed. Leptos itself would lead back with the error in the address and the answers lost.

use app::portal::{REFUSAL, Reader};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Redirect, Response},
};
use backend::Actor;
use domain::{
    flows, paths,
    words::{Word, fill},
};

use super::{actor, router::Shared};

/// The largest body of a post: a wizard's step (ASVS, promise 12).
pub const LARGEST_BODY: usize = 1024 * 1024;

/// Signing in, and the other forms of whoever is not signed in, are short.
const LARGEST_AT_THE_DOOR: usize = 64 * 1024;

/// Answers plain posts that failed with a page.
pub async fn layer(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let html = |value: &HeaderValue| value.to_str().is_ok_and(|accept| accept.contains("text/html"));
    let plain = request.method() == Method::POST && request.headers().get(header::ACCEPT).is_some_and(html);
    if !plain {
        return next.run(request).await;
    }
    let path = request.uri().path().to_owned();
    let again = request.uri().path_and_query().map_or_else(|| path.clone(), ToString::to_string);
    let reader = Reader::of(request.headers());
    let (mut parts, body) = request.into_parts();
    let who = parts.extensions.get::<Actor>().cloned();
    let reseller = who.as_ref().and_then(|who| who.place.as_ref()).map_or_else(String::new, |place| place.name.clone());
    let door = path == "/api/sign-in" || actor::OPEN.contains(&path.as_str());
    // A file cannot be put into a form again.
    let file = is_file(&parts.headers);
    let Ok(body) = to_bytes(body, if door { LARGEST_AT_THE_DOOR } else { LARGEST_BODY }).await else {
        let sentences = [Word::TooMuchBody.text(reader.language).to_owned()];
        return page(&shared, reader, StatusCode::PAYLOAD_TOO_LARGE, Word::TooMuchTitle, &sentences, None);
    };
    if !path.starts_with("/api/") {
        // A page that takes its own form. Where the session has ended meanwhile, what was typed waits in the answer.
        if parts.extensions.get::<Actor>().is_none() && !actor::OPEN.contains(&path.as_str()) {
            let sentences = [Word::SessionEndedBody.text(reader.language).to_owned()];
            let fields = retry_fields(&body);
            let retry = (!file).then_some((again.as_str(), fields.as_slice()));
            return page(&shared, reader, StatusCode::UNAUTHORIZED, Word::SessionEndedTitle, &sentences, retry);
        }
        if !file {
            parts.extensions.insert(app::portal::Form(form_fields(&body)));
        }
    }
    let mut response = next.run(Request::from_parts(parts, Body::from(body.clone()))).await;
    let refusal = response.headers_mut().remove(REFUSAL);
    let failed =
        response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).is_some_and(|to| to.contains("__err="));
    let refusal = refusal.as_ref().and_then(|value| value.to_str().ok()).unwrap_or(if failed { "404 " } else { "" });
    let Some((status, reference)) = refusal.split_once(' ') else { return response };
    match status {
        "401" => Redirect::to(paths::SIGN_IN).into_response(),
        "403" => {
            let word = reference.parse().ok().and_then(|number: u16| Word::try_from(number).ok());
            let word = app::portal::refusal(who.as_ref(), word.unwrap_or(Word::OnlyAdministratorsCreate));
            let sentence = fill(word.text(reader.language), &[("reseller", &reseller)]);
            page(&shared, reader, StatusCode::FORBIDDEN, Word::ForbiddenTitle, &[sentence], None)
        }
        "404" => {
            let sentence = Word::NotFoundBody.text(reader.language).to_owned();
            page(&shared, reader, StatusCode::NOT_FOUND, Word::NotFoundTitle, &[sentence], None)
        }
        "503" => {
            let sentence = Word::BusyBody.text(reader.language).to_owned();
            let fields = retry_fields(&body);
            let status = StatusCode::SERVICE_UNAVAILABLE;
            let mut response = page(&shared, reader, status, Word::BusyTitle, &[sentence], Some((&again, &fields)));
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
            response
        }
        _ => fault_page(&shared, reader, reference, Some((&again, &body))),
    }
}

/// Whether a form brings a file (RFC 7578).
pub fn is_file(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("multipart/form-data")
}

/// A fault of ours: logged with the reference that the page shows.
pub fn fault(shared: &Shared, reader: Reader, error: &str, retry: Option<(&str, &Bytes)>) -> Response {
    let id = shared.backend.new_id().simple().to_string();
    let reference = id.get(20..).unwrap_or_default();
    tracing::error!(reference, error, "a request failed");
    fault_page(shared, reader, reference, retry)
}

fn fault_page(shared: &Shared, reader: Reader, reference: &str, retry: Option<(&str, &Bytes)>) -> Response {
    let sentences = [
        Word::FaultBody.text(reader.language).to_owned(),
        fill(Word::FaultReference.text(reader.language), &[("reference", reference)]),
    ];
    let retry = retry.map(|(path, body)| (path, retry_fields(body)));
    let retry = retry.as_ref().map(|(path, fields)| (*path, fields.as_slice()));
    page(shared, reader, StatusCode::INTERNAL_SERVER_ERROR, Word::FaultTitle, &sentences, retry)
}

/// What was typed, for the retry's form, but never a secret.
pub fn retry_fields(body: &Bytes) -> Vec<(String, String)> {
    let is_secret = |name: &str| {
        let key = name.strip_prefix("answers[").and_then(|rest| rest.strip_suffix(']'));
        name.contains("password") || key.is_some_and(flows::is_secret)
    };
    form_fields(body).into_iter().filter(|(name, _)| !is_secret(name)).collect()
}

/// A page of the server's own.
pub fn page(
    shared: &Shared,
    reader: Reader,
    status: StatusCode,
    title: Word,
    sentences: &[String],
    retry: Option<(&str, &[(String, String)])>,
) -> Response {
    (status, Html(app::refusal_page(&shared.style, reader, title, sentences, retry))).into_response()
}

fn form_fields(body: &Bytes) -> Vec<(String, String)> {
    form_urlencoded::parse(body).into_owned().collect()
}
