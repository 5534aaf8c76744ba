//! Sends what is due. A mail is leased, not locked: whoever dies with one loses the lease, and it is sent again under the same Message-ID.

use std::{fmt::Write, time::Duration};

use domain::{form::Answer, vocabulary::Email, words::Language};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Attachment, Mailbox, MultiPart, SinglePart, header::ContentType},
    transport::smtp,
};
use serde_json::Value;
use time::OffsetDateTime;
use tokio_util::sync::CancellationToken;

use super::{Kind, Letter, letter::LOGO, letters, look};
use crate::{Backend, Error, jobs, links::Token};

/// So many are taken at a time: even where the relay takes its time for each, they are done before the lease is over.
const BATCH: i32 = 5;
/// So often a mail is tried to be made that cannot be made.
const MAKINGS: i32 = 5;
/// A worker has so long for what it took.
const LEASE: time::Duration = time::Duration::minutes(5);
/// How often it looks whether something is due.
const LOOK: Duration = Duration::from_millis(500);
/// A relay that does not answer for so long is down.
const PATIENCE: Duration = Duration::from_secs(20);

/// How mail leaves.
#[derive(Clone, Debug)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    patience: Duration,
    from: Mailbox,
    origin: String,
}

impl Mailer {
    /// Through a relay, such as `smtps://user:password@mail.example.com`, from an address, with links to an origin.
    ///
    /// # Errors
    /// A sentence that names what cannot be read.
    pub fn new(relay: &str, from: &str, origin: &str) -> Result<Self, String> {
        Self::with_patience(relay, from, origin, PATIENCE)
    }

    /// The same with another patience for a relay that does not answer.
    ///
    /// # Errors
    /// A sentence that names what cannot be read.
    pub fn with_patience(relay: &str, from: &str, origin: &str, patience: Duration) -> Result<Self, String> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(relay)
            .map_err(|error| format!("the mail relay cannot be read: {error}"))?
            .timeout(Some(patience))
            .build();
        let from = from.parse().map_err(|error| format!("--mail-from {from}: {error}"))?;
        Ok(Self { transport, patience, from, origin: origin.to_owned() })
    }

    /// Sends everything that is due; says how many mails it took in hand.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn send_due(&self, backend: &Backend) -> Result<usize, Error> {
        let now = backend.now();
        let due = sqlx::query_as!(
            Due,
            r#"select id as "id!", kind as "kind!", recipient as "recipient!", language as "language!", detail as "detail!",
                attempts as "attempts!", made_at as "made_at!", reseller
            from mails_take($1, $2, $3)"#,
            now,
            now + LEASE,
            BATCH
        )
        .fetch_all(&backend.pool)
        .await?;
        let taken = due.len();
        for mail in due {
            let (id, attempts) = (mail.id, mail.attempts);
            // A mail whose time is over is given up, for somebody to look at.
            let too_late = backend.now() >= mail.made_at + Kind::from_code(&mail.kind).map_or(LEASE, Kind::worth);
            let sent = match self.send(backend, mail).await {
                Ok(sent) => sent,
                Err(error) => {
                    // The others that were taken do not wait for it.
                    tracing::error!(mail = %id, %error, "a mail could not be made");
                    if error.is_unavailable() {
                        continue;
                    }
                    // What is wrong with it stays wrong: it is tried a few times, and then given up for somebody to look at.
                    let why = error.to_string();
                    if attempts < MAKINGS { Outcome::Later(why) } else { Outcome::Refused(why) }
                }
            };
            let (outcome, why, next) = match sent {
                Outcome::Sent => ("sent", None, None),
                Outcome::Dropped => ("dropped", None, None),
                Outcome::Refused(why) => ("failed", Some(why), None),
                Outcome::Later(why) if too_late => ("failed", Some(why), None),
                Outcome::Later(why) => ("queued", Some(why), Some(backend.now() + pause(attempts, backend.random()))),
            };
            if let Some(why) = &why {
                // A relay repeats the address in its sentence; the mail's page shows it to those who may see it.
                tracing::warn!(mail = %id, attempts, why = without_addresses(why), "a mail was not sent");
            }
            sqlx::query!(
                "select mail_settle($1, $2, $3, $4, $5)",
                id,
                outcome,
                why,
                next as Option<OffsetDateTime>,
                backend.now()
            )
            .execute(&backend.pool)
            .await?;
        }
        Ok(taken)
    }

    async fn send(&self, backend: &Backend, mail: Due) -> Result<Outcome, Error> {
        let kind = Kind::from_code(&mail.kind).ok_or(Error::Stored("mails.kind"))?;
        let mut detail = mail.detail;
        let mut link = kind.page().map(|path| format!("{}{path}", self.origin));
        if let Some(path) = kind.link() {
            let token = Token::new(backend);
            let told = sqlx::query_scalar!("select mail_link($1, $2, $3)", mail.id, token.hash(), backend.now())
                .fetch_one(&backend.pool)
                .await?;
            let Some(Value::Object(told)) = told else { return Ok(Outcome::Dropped) };
            if let Value::Object(detail) = &mut detail {
                detail.extend(told);
            }
            let activates = detail.get("activation").and_then(Value::as_bool) == Some(true);
            let path = if activates { domain::paths::ACTIVATE } else { path };
            link = Some(format!("{}{path}/{}", self.origin, token.text()));
        }
        let told = |key: &str| detail.get(key).and_then(Value::as_str);
        // Its page is in the language of the mail, where that was chosen for its reader.
        let chosen = told("language").or_else(|| told("in_language")).and_then(Language::of_tag);
        if let (Some(_), Some(link), Some(language)) = (kind.link(), &mut link, chosen) {
            // Writing to a string cannot fail.
            let _ = write!(link, "?{}={}", domain::paths::IN_LANGUAGE, language.tag());
        }
        let language = chosen.or_else(|| Language::of_tag(&mail.language));
        let reseller = mail.reseller.as_deref().or_else(|| told("reseller"));
        let look = look::of_mail(backend, mail.id).await?;
        let letter = letters::write(kind, language.unwrap_or_default(), reseller, &detail, link).in_look(look);
        let message = match self.message(&mail.id, &mail.recipient, &letter) {
            Ok(message) => message,
            Err(why) => return Ok(Outcome::Refused(why)),
        };
        // The transport's own limit is for the call alone: a relay that takes it and then says nothing would keep the worker for good.
        let Ok(sent) = tokio::time::timeout(self.patience, self.transport.send(message)).await else {
            return Ok(Outcome::Later(format!("the relay said nothing for {} s", self.patience.as_secs_f32())));
        };
        Ok(match sent {
            Ok(_) => Outcome::Sent,
            Err(error) if error.is_permanent() && !is_about_us(&error) => Outcome::Refused(said(&error)),
            Err(error) => Outcome::Later(said(&error)),
        })
    }

    fn message(&self, id: &uuid::Uuid, recipient: &str, letter: &Letter) -> Result<Message, String> {
        let to = for_servers(recipient).parse().map_err(|error| format!("{recipient}: {error}"))?;
        // The name is the reseller's, the address the relay's: only that one may be sent from.
        let from = Mailbox::new(Some(letter.from.clone()), self.from.email.clone());
        let mut message = Message::builder()
            .from(from)
            .to(Mailbox::new(None, to))
            .subject(letter.subject.clone())
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())));
        if let Some(Ok(reply_to)) = letter.look.reply_to.as_deref().map(|address| for_servers(address).parse()) {
            message = message.reply_to(Mailbox::new(None, reply_to));
        }
        let html = letter.html(&format!("cid:{LOGO}"));
        let body = match &letter.look.logo {
            Some((picture, bytes)) => {
                let kind = ContentType::parse(picture.media_type()).map_err(|error| error.to_string())?;
                let logo = Attachment::new_inline(LOGO.to_owned()).body(bytes.clone(), kind);
                let html = MultiPart::related().singlepart(SinglePart::html(html)).singlepart(logo);
                MultiPart::alternative().singlepart(SinglePart::plain(letter.text())).multipart(html)
            }
            None => MultiPart::alternative_plain_html(letter.text(), html),
        };
        message.multipart(body).map_err(|error| error.to_string())
    }
}

struct Due {
    id: uuid::Uuid,
    kind: String,
    recipient: String,
    language: String,
    detail: Value,
    attempts: i32,
    made_at: OffsetDateTime,
    reseller: Option<String>,
}

enum Outcome {
    Sent,
    /// There is nothing to say any more: nobody has the address, or the invitation is gone.
    Dropped,
    /// It can never be sent like this.
    Refused(String),
    Later(String),
}

/// Whether the relay refuses us rather than this mail: a wrong password of ours (RFC 4954, 6) is no reason to give every mail up.
fn is_about_us(error: &smtp::Error) -> bool {
    error.status().is_some_and(|code| (530..540).contains(&u16::from(code)))
}

/// What the relay said, with its reasons.
fn said(error: &smtp::Error) -> String {
    use std::error::Error as _;

    let mut text = error.to_string();
    let mut reason = error.source();
    while let Some(why) = reason {
        let why_text = why.to_string();
        // Some say their reason themselves.
        if !text.ends_with(&why_text) {
            text = format!("{text}: {why_text}");
        }
        reason = why.source();
    }
    text.chars().take(500).collect()
}

/// Half a minute after the first attempt, then twice as long each time, up to an hour; a fifth more or less, so that not all come at once.
fn pause(attempts: i32, random: [u8; 1]) -> time::Duration {
    let seconds = (15_i64 << attempts.clamp(1, 8)).min(3_600);
    time::Duration::milliseconds(seconds * 1_000 * (800 + i64::from(random[0]) * 400 / 255) / 1_000)
}

/// Sends what is due, now and from now on, until it is told to stop. What it has in hand then is sent first.
pub async fn work(backend: Backend, mailer: Mailer, stop: CancellationToken) {
    jobs::every(LOOK, stop, "mail", backend, |backend| {
        let mailer = mailer.clone();
        async move { Ok(mailer.send_due(&backend).await? > 0) }
    })
    .await;
}

/// An address with its domain as any mail server takes it (RFC 5890): letters beyond ASCII may not stand in a head as they are.
fn for_servers(address: &str) -> String {
    Email::parse(address).map_or_else(|_| address.to_owned(), |email| email.for_servers())
}

/// A relay's sentence as the log may keep it.
fn without_addresses(sentence: &str) -> String {
    let word = |word: &str| if word.contains('@') { "(address)".to_owned() } else { word.to_owned() };
    sentence.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{for_servers, pause, without_addresses};

    #[test]
    fn a_relays_sentence_is_kept_without_addresses() {
        let said = "550 5.1.1 <grace@lark.example>: no such user; mailto:help@relay.example";
        assert_eq!(without_addresses(said), "550 5.1.1 (address) no such user; (address)");
    }

    #[test]
    fn a_domain_goes_into_a_head_in_ascii() {
        assert_eq!(for_servers("hilfe@bücher.example"), "hilfe@xn--bcher-kva.example");
        assert_eq!(for_servers("help@acme.example"), "help@acme.example");
    }

    #[test]
    fn the_pauses_grow_to_an_hour_and_are_never_all_the_same() {
        let seconds: Vec<_> = (1..9).map(|attempt| pause(attempt, [127]).whole_seconds()).collect();
        assert_eq!(seconds, [29, 59, 119, 239, 479, 959, 1918, 3596]);
        assert!(pause(1, [0]) < pause(1, [255]));
    }
}
