//! The logo of a reseller's mails, sent as a file and shown again, and the samples of its mails: pages of their own that run nothing.

use app::portal::{ACCOUNT, Flash, Reader, account_of};
use axum::{
    extract::{Extension, Multipart, Path, State},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use backend::{
    Actor, Scope,
    mail::{self, Letter},
    notices,
};
use domain::{
    access::Action,
    mail_look::{LARGEST_LOGO, Sample},
    paths,
    words::{Word, fill},
};

use super::{faults, state::Shared};

/// Who decides over mails; what everybody else is answered.
fn may(
    shared: &Shared,
    reader: Reader,
    actor: Option<Extension<Actor>>,
    action: Action,
) -> Result<(Scope, String), Box<Response>> {
    let Some(Extension(actor)) = actor else { return Err(Box::new(Redirect::to(paths::SIGN_IN).into_response())) };
    let name = actor.place.as_ref().map(|place| place.name.clone()).unwrap_or_default();
    actor.may(action).map(|scope| (scope, name.clone())).map_err(|_| {
        let sentence = fill(action.refusal().text(reader.language), &[("reseller", &name)]);
        Box::new(faults::page(shared, reader, StatusCode::FORBIDDEN, Word::ForbiddenTitle, &[sentence], None))
    })
}

/// Takes a logo.
pub async fn take(
    State(shared): State<Shared>,
    Extension(reader): Extension<Reader>,
    actor: Option<Extension<Actor>>,
    mut form: Multipart,
) -> Response {
    let here = actor.as_ref().and_then(|actor| actor.place.as_ref()).map(|place| place.name.clone()).unwrap_or_default();
    let account = actor.as_ref().map(|actor| account_of(actor));
    let (scope, _) = match may(&shared, reader, actor, Action::ManageSettings) {
        Ok(may) => may,
        Err(refused) => return *refused,
    };
    let mut bytes = Vec::new();
    // What is too large is not read to its end.
    while let Ok(Some(mut field)) = form.next_field().await {
        if field.name() == Some(ACCOUNT) {
            // A page of another account than the present one.
            if field.text().await.ok() != account {
                let sentence = fill(Word::OtherAccountBody.text(reader.language), &[("account", &here)]);
                return faults::page(&shared, reader, StatusCode::CONFLICT, Word::OtherAccountTitle, &[sentence], None);
            }
            continue;
        }
        if field.name() != Some("logo") {
            continue;
        }
        while let Ok(Some(chunk)) = field.chunk().await {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > LARGEST_LOGO {
                break;
            }
        }
    }
    match mail::save_logo(&shared.backend, &scope, Some(&bytes)).await {
        Ok(saved) => {
            let why = match saved {
                Ok(()) => None,
                Err(Word::LogoMissing) => Some("missing"),
                Err(Word::LogoTooLarge) => Some("large"),
                Err(Word::LogoTooManyPixels) => Some("pixels"),
                Err(_) => Some("unknown"),
            };
            let mut back = match why {
                Some(why) => Redirect::to(&paths::with(paths::MAIL_LOOK, &[("logo", why)])).into_response(),
                None => Redirect::to(paths::MAIL_LOOK).into_response(),
            };
            let flash = why.is_none().then(|| Flash::done(Word::LogoSaved).cookie(&shared.backend, paths::MAIL_LOOK)).flatten();
            back.headers_mut().extend(flash.map(|cookie| (header::SET_COOKIE, cookie)));
            back
        }
        Err(error) => faults::failed(&shared, reader, &error, None),
    }
}

/// Shows the logo to those who decide over it.
pub async fn logo(
    State(shared): State<Shared>,
    Extension(reader): Extension<Reader>,
    actor: Option<Extension<Actor>>,
) -> Response {
    let (scope, _) = match may(&shared, reader, actor, Action::ManageSettings) {
        Ok(may) => may,
        Err(refused) => return *refused,
    };
    match mail::look(&shared.backend, &scope).await {
        Ok(look) => match look.logo {
            Some((picture, bytes)) => ([(header::CONTENT_TYPE, picture.media_type())], bytes).into_response(),
            None => StatusCode::NOT_FOUND.into_response(),
        },
        Err(error) => faults::failed(&shared, reader, &error, None),
    }
}

/// A sample, as a mail program would show it.
pub async fn sample(
    State(shared): State<Shared>,
    Extension(reader): Extension<Reader>,
    actor: Option<Extension<Actor>>,
    Path(sample): Path<String>,
) -> Response {
    let (scope, reseller) = match may(&shared, reader, actor, Action::ManageSettings) {
        Ok(may) => may,
        Err(refused) => return *refused,
    };
    let Some(sample) = Sample::from_code(&sample) else { return StatusCode::NOT_FOUND.into_response() };
    match mail::look(&shared.backend, &scope).await {
        Ok(look) => {
            let letter = mail::sample(sample, reader.language, &reseller, &look, shared.backend.origin());
            as_shown(&letter)
        }
        Err(error) => faults::failed(&shared, reader, &error, None),
    }
}

/// The mail of a notice, as a mail program would show it.
pub async fn notice(
    State(shared): State<Shared>,
    Extension(reader): Extension<Reader>,
    actor: Option<Extension<Actor>>,
    Path(notice): Path<String>,
) -> Response {
    let (scope, reseller) = match may(&shared, reader, actor, Action::Announce) {
        Ok(may) => may,
        Err(refused) => return *refused,
    };
    let Ok(notice) = notice.parse() else { return StatusCode::NOT_FOUND.into_response() };
    let team = Word::NoticeTeam.text(reader.language);
    match notices::preview(&shared.backend, &scope, notice, &reseller, team).await {
        Ok(letter) => as_shown(&letter),
        Err(backend::Error::NotFound) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => faults::failed(&shared, reader, &error, None),
    }
}

/// A page that runs nothing and loads nothing, in a frame of ours and of an origin of its own. The sandbox alone would let scripts run, so
/// that what checks pages can look into the frame too; the first rule lets none.
fn as_shown(letter: &Letter) -> Response {
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; \
                  frame-ancestors 'self'; sandbox allow-scripts";
    ([(header::CONTENT_SECURITY_POLICY, policy)], Html(letter.html_alone())).into_response()
}
