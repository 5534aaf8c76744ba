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
    moment,
    money::{decimals, plain},
    paths,
    payments::LedgerEntry,
    words::{Language, Word, fill},
};
use serde::Deserialize;
use tokio_stream::wrappers::ReceiverStream;

use super::{faults, state::Shared};

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
        return faults::page(&shared, reader, StatusCode::FORBIDDEN, Word::ForbiddenTitle, &[sentence], None);
    };
    let detail = serde_json::json!({
        "list": "audit", "action": cut(&asked.action), "who": cut(&asked.who), "from": cut(&asked.from), "to": cut(&asked.to),
    });
    if let Err(error) = backend::audit::note_of(&shared.backend, &actor, "exported", detail).await {
        return faults::failed(&shared, reader, &error, None);
    }
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

/// As much of a filter as its entry in the audit keeps.
fn cut(text: &str) -> String {
    text.chars().take(100).collect()
}

/// What a ledger's address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Ledger {
    account: String,
}

/// A ledger: the reseller's, one of its billing accounts', or one's own. Amounts are plain numbers, for whoever adds them up.
pub async fn statement(
    State(shared): State<Shared>,
    Extension(reader): Extension<Reader>,
    actor: Option<Extension<Actor>>,
    Query(asked): Query<Ledger>,
) -> Response {
    let Some(Extension(actor)) = actor else { return Redirect::to(paths::SIGN_IN).into_response() };
    let action = if actor.is_staff() { Action::ReadBilling } else { Action::ReadPayments };
    let Ok(scope) = actor.may(action) else {
        let reseller = actor.place.map(|place| place.name).unwrap_or_default();
        let sentence = fill(action.refusal().text(reader.language), &[("reseller", &reseller)]);
        return faults::page(&shared, reader, StatusCode::FORBIDDEN, Word::ForbiddenTitle, &[sentence], None);
    };
    let account = match asked.account.as_str() {
        "" => Ok(None),
        account => account.parse().map(Some),
    };
    let none = |shared: &Shared| {
        let sentences = [Word::NotFoundBody.text(reader.language).to_owned()];
        faults::page(shared, reader, StatusCode::NOT_FOUND, Word::NotFoundTitle, &sentences, None)
    };
    let Ok(account) = account else { return none(&shared) };
    // The first chunk tells whether there is such a ledger at all.
    let first = match backend::ledger::statement(&shared.backend, &scope, account, 0, CHUNK).await {
        Ok(first) => first,
        Err(backend::Error::NotFound) => return none(&shared),
        Err(error) => {
            tracing::error!(%error, "a statement could not be read");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    let list = account.map_or_else(|| "statement".to_owned(), |account| format!("statement of {account}"));
    let exported = backend::audit::note_of(&shared.backend, &actor, "exported", serde_json::json!({ "list": list })).await;
    if let Err(error) = exported {
        return faults::failed(&shared, reader, &error, None);
    }
    let (sender, receiver) = tokio::sync::mpsc::channel::<Result<Vec<u8>, std::io::Error>>(2);
    tokio::spawn(async move {
        let mut text = ledger_heading(reader.language);
        let mut chunk = first;
        loop {
            for entry in &chunk.entries {
                ledger_row(&mut text, entry, reader.language);
            }
            // Whoever asked may have left.
            if sender.send(Ok(std::mem::take(&mut text))).await.is_err() {
                return;
            }
            let Some(next) = chunk.next else { return };
            chunk = match backend::ledger::statement(&shared.backend, &scope, account, next, CHUNK).await {
                Ok(chunk) => chunk,
                Err(error) => {
                    tracing::error!(%error, "a statement broke off");
                    let _ = sender.send(Err(std::io::Error::other("the statement broke off"))).await;
                    return;
                }
            };
        }
    });
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"statement.csv\""),
    ];
    (headers, Body::from_stream(ReceiverStream::new(receiver))).into_response()
}

fn ledger_heading(language: Language) -> Vec<u8> {
    let mut out = "\u{feff}".as_bytes().to_vec();
    let words = [
        Word::StatementWhen,
        Word::StatementWhat,
        Word::CustomerPlan,
        Word::StatementPeriod,
        Word::StatementFor,
        Word::StatementAmount,
        Word::StatementBalance,
        Word::Currency,
    ];
    line(&mut out, words.map(|word| word.text(language).to_owned()));
    out
}

fn ledger_row(out: &mut Vec<u8>, entry: &LedgerEntry, language: Language) {
    let places = decimals(&entry.amount.currency);
    let cells = [
        csv_safe(&moment::iso(entry.at)),
        csv_safe(entry.kind.name().text(language)),
        csv_safe(&entry.what),
        csv_safe(entry.period.as_deref().unwrap_or_default()),
        csv_safe(entry.customer.as_deref().unwrap_or_default()),
        // Numbers of ours: a minus before them is no formula.
        plain(entry.amount.minor, places),
        plain(entry.balance.minor, places),
        entry.amount.currency.clone(),
    ];
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    // Memory takes every line.
    let _ = writer.write_record(cells).and_then(|()| writer.flush().map_err(Into::into));
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
        moment::iso(entry.at),
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
