//! Forms that were sent without the WASM and could not be carried out: a page with the sentence, the reference, and a safe retry that
//! still holds what was typed. Leptos itself would lead back with the error in the address and the answers lost.

use app::portal::{ACCOUNT, REFUSAL, Reader, account_of};
use axum::{
    extract::{Request, State},
    http::{Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use backend::Actor;
use domain::words::{Word, fill};

use super::{
    faults::{self, Posted, fault_page, page, unavailable},
    state::Shared,
};

/// Answers plain posts that failed with a page.
pub async fn layer(State(shared): State<Shared>, mut request: Request, next: Next) -> Response {
    if request.method() != Method::POST || !faults::wants_page(request.headers()) {
        return next.run(request).await;
    }
    let path = request.uri().path().to_owned();
    let reader = Reader::of(request.headers());
    // None where it brings a file.
    let posted = request.extensions().get::<Posted>().cloned();
    let who = request.extensions().get::<Actor>().cloned();
    let reseller = who.as_ref().and_then(|who| who.place.as_ref()).map_or_else(String::new, |place| place.name.clone());
    // A tab that was opened in another account changes nothing in this one, and loses nothing.
    let drawn_for = posted.as_ref().and_then(|posted| posted.field(ACCOUNT));
    if let (Some(drawn_for), Some(who)) = (drawn_for, &who)
        && drawn_for != account_of(who)
    {
        let here = who.place.as_ref().map_or("", |place| place.customer_name.as_deref().unwrap_or(&place.name));
        let sentence = fill(Word::OtherAccountBody.text(reader.language), &[("account", here)]);
        return page(&shared, reader, StatusCode::CONFLICT, Word::OtherAccountTitle, &[sentence], posted.as_ref());
    }
    if !path.starts_with("/api/") {
        // A page that takes its own form. Where the session has ended meanwhile, what was typed waits in the answer.
        if who.is_none() && !app::is_open(&path) {
            let sentences = [Word::SessionEndedBody.text(reader.language).to_owned()];
            return page(&shared, reader, StatusCode::UNAUTHORIZED, Word::SessionEndedTitle, &sentences, posted.as_ref());
        }
        if let Some(posted) = &posted {
            request.extensions_mut().insert(app::portal::Form(posted.fields()));
        }
    }
    let mut response = next.run(request).await;
    let refusal = response.headers_mut().remove(REFUSAL);
    let failed =
        response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).is_some_and(|to| to.contains("__err="));
    let refusal = refusal.as_ref().and_then(|value| value.to_str().ok()).unwrap_or(if failed { "400 " } else { "" });
    let Some((status, reference)) = refusal.split_once(' ') else { return response };
    let say = |word: Word| word.text(reader.language).to_owned();
    match status {
        "400" => {
            let sentences = [say(Word::UnreadableBody)];
            page(&shared, reader, StatusCode::BAD_REQUEST, Word::UnreadableTitle, &sentences, posted.as_ref())
        }
        "401" => {
            let sentences = [say(Word::SessionEndedBody)];
            page(&shared, reader, StatusCode::UNAUTHORIZED, Word::SessionEndedTitle, &sentences, posted.as_ref())
        }
        "403" => {
            let word = reference.parse().ok().and_then(|number: u16| Word::try_from(number).ok());
            let word = app::portal::refusal(who.as_ref(), word.unwrap_or(Word::OnlyAdministratorsCreate));
            let sentence = fill(word.text(reader.language), &[("reseller", &reseller)]);
            page(&shared, reader, StatusCode::FORBIDDEN, Word::ForbiddenTitle, &[sentence], None)
        }
        // What was typed into a draft that is not to be found here, such as in another account, is kept in the page.
        "404" => {
            let posted = posted.as_ref().filter(|_| path.starts_with("/api/drafts/save"));
            page(&shared, reader, StatusCode::NOT_FOUND, Word::NotFoundTitle, &[say(Word::NotFoundBody)], posted)
        }
        "503" => unavailable(&shared, reader, posted.as_ref()),
        _ => fault_page(&shared, reader, reference, posted.as_ref()),
    }
}
