//! Lists as comma-separated values (RFC 4180): written while they are read, so that a long one needs no memory.

use app::portal::Reader;
use axum::{
    body::Body,
    extract::{Extension, Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use backend::Actor;
use domain::{
    access::Action,
    audit::{self, AuditEntry, AuditQuery, csv_safe},
    paths,
    words::{Language, Word, fill},
};
use serde::Deserialize;
use tokio_stream::wrappers::ReceiverStream;

use super::{plain_posts, router::Shared};

/// So many entries are read at a time.
const CHUNK: usize = 500;

/// What the address asks for: the same as the page's.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    action: String,
    who: String,
    from: String,
    to: String,
}

/// The audit.
pub async fn audit(
    State(shared): State<Shared>,
    Extension(reader): Extension<Reader>,
    actor: Option<Extension<Actor>>,
    Query(asked): Query<Asked>,
) -> Response {
    let Some(Extension(actor)) = actor else { return Redirect::to(paths::SIGN_IN).into_response() };
    let Ok(scope) = actor.may(Action::ReadAudit) else {
        let reseller = actor.place.map(|place| place.name).unwrap_or_default();
        let sentence = fill(Action::ReadAudit.refusal().text(reader.language), &[("reseller", &reseller)]);
        return plain_posts::page(&shared, reader, StatusCode::FORBIDDEN, Word::ForbiddenTitle, &[sentence], None);
    };
    let mut query = AuditQuery { action: asked.action, who: asked.who, from: asked.from, to: asked.to, before: 0 };
    let (sender, receiver) = tokio::sync::mpsc::channel::<Result<Vec<u8>, std::io::Error>>(2);
    tokio::spawn(async move {
        let mut text = heading(reader.language);
        loop {
            let entries = match backend::audit::rows(&shared.backend, &scope, &query, CHUNK).await {
                Ok(entries) => entries,
                Err(error) => {
                    tracing::error!(%error, "an export broke off");
                    // The reader sees that it is not whole: the connection breaks off too.
                    let _ = sender.send(Err(std::io::Error::other("the export broke off"))).await;
                    return;
                }
            };
            for entry in &entries {
                row(&mut text, entry, reader.language);
            }
            let last = entries.last().map(|entry| entry.number).filter(|_| entries.len() == CHUNK);
            // Whoever asked may have left.
            if sender.send(Ok(std::mem::take(&mut text))).await.is_err() {
                return;
            }
            let Some(last) = last else { return };
            query.before = last;
        }
    });
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\""),
    ];
    (headers, Body::from_stream(ReceiverStream::new(receiver))).into_response()
}

fn heading(language: Language) -> Vec<u8> {
    let words = [Word::AuditWhen, Word::AuditWho, Word::AuditWhat, Word::AuditCustomer, Word::AuditFrom, Word::AuditDetail];
    // The mark at the beginning tells spreadsheets that this is UTF-8.
    let mut out = "\u{feff}".as_bytes().to_vec();
    line(&mut out, words.map(|word| word.text(language).to_owned()));
    out
}

fn row(out: &mut Vec<u8>, entry: &AuditEntry, language: Language) {
    let action = audit::name(&entry.action).map_or(entry.action.as_str(), |word| word.text(language));
    let detail: Vec<String> = entry.detail.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let cells = [
        entry.at_exact.clone(),
        entry.who.clone(),
        action.to_owned(),
        entry.customer.clone().unwrap_or_default(),
        entry.address.clone(),
        detail.join("; "),
    ];
    line(out, cells);
}

fn line<const N: usize>(out: &mut Vec<u8>, cells: [String; N]) {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    // Memory takes every line.
    let _ = writer.write_record(cells.map(|cell| csv_safe(&cell))).and_then(|()| writer.flush().map_err(Into::into));
}
