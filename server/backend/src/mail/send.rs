//! Sends a mail: the job that every queued mail has. If its worker dies between the relay's answer and the note of it, the mail is sent again
//! under the same Message-ID.

use std::{fmt::Write, time::Duration};

use domain::{
    form::Answer,
    vocabulary::Email,
    words::{Language, Word},
};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Attachment, Mailbox, MultiPart, SinglePart, header::ContentType},
    transport::smtp,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Kind, Letter, letter::LOGO, letters, look};
use crate::{
    Backend, Error,
    jobs::{Context, Job, JobError, Queue, doubling},
    links::Token,
};

/// So often a mail is tried to be made that cannot be made.
const MAKINGS: i32 = 5;
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

    async fn send(&self, backend: &Backend, id: Uuid, mail: Begun) -> Result<Outcome, Error> {
        let kind = Kind::from_code(&mail.kind).ok_or(Error::Stored("mails.kind"))?;
        let mut detail = mail.detail;
        let mut link = kind.page().map(|path| format!("{}{path}", self.origin));
        if let Some(path) = kind.link() {
            let token = Token::new(backend);
            let told = sqlx::query_scalar!("select mail_link($1, $2, $3)", id, token.hash(), backend.now())
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
        let look = look::of_mail(backend, id).await?;
        let letter = letters::write(kind, language.unwrap_or_default(), reseller, &detail, link).in_look(look);
        let message = match self.message(&id, &mail.recipient, &letter) {
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

/// A mail that was taken in hand.
struct Begun {
    kind: String,
    recipient: String,
    language: String,
    detail: Value,
    made_at: OffsetDateTime,
    reseller: Option<String>,
}

/// Sends a mail, again and again until the relay takes it or it is not worth sending any more. A trigger makes the job of every queued mail.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SendMail {
    mail: Uuid,
}

impl Job for SendMail {
    const NAME: &'static str = "send_mail";
    const TITLE: Word = Word::JobSendMail;
    const QUEUE: Queue = Queue::Mail;
    // The time that it is worth sending ends it, not their number.
    const TRIES: i32 = i32::MAX;

    /// Half a minute, then twice as long each time, up to an hour.
    fn pause(attempt: i32) -> time::Duration {
        doubling(time::Duration::seconds(30), attempt, time::Duration::hours(1))
    }

    async fn run(self, context: &Context) -> Result<(), JobError> {
        let backend = &context.backend;
        let Some(mailer) = &context.mailer else {
            return Err(JobError::Retry("no relay for mail is configured".to_owned()));
        };
        let begun = sqlx::query_as!(
            Begun,
            r#"select kind as "kind!", recipient as "recipient!", language as "language!", detail as "detail!", made_at as "made_at!",
                reseller
            from mail_begin($1)"#,
            self.mail
        )
        .fetch_optional(&backend.pool)
        .await
        .map_err(Error::from)?;
        // It was sent by a worker that could not say so any more, or dropped.
        let Some(mail) = begun else { return Ok(()) };
        let worth = Kind::from_code(&mail.kind).map_or(time::Duration::ZERO, Kind::worth);
        let is_too_late = backend.now() >= mail.made_at + worth;
        let outcome = match mailer.send(backend, self.mail, mail).await {
            Ok(outcome) => outcome,
            Err(error) if error.is_unavailable() => return Err(error.into()),
            // What is wrong with it stays wrong: it is tried a few times, and then given up for somebody to look at.
            Err(error) if context.attempt() < MAKINGS => Outcome::Later(error.to_string()),
            Err(error) => Outcome::Refused(error.to_string()),
        };
        let (state, why, next) = match outcome {
            Outcome::Sent => ("sent", None, None),
            Outcome::Dropped => ("dropped", None, None),
            Outcome::Refused(why) => ("failed", Some(why), None),
            // A mail whose time is over is given up, for somebody to look at.
            Outcome::Later(why) if is_too_late => ("failed", Some(why), None),
            Outcome::Later(why) => ("queued", Some(why), Some(backend.now() + Self::pause(context.attempt()))),
        };
        sqlx::query!(
            "select mail_settle($1, $2, $3, $4, $5)",
            self.mail,
            state,
            why,
            next as Option<OffsetDateTime>,
            backend.now()
        )
        .execute(&backend.pool)
        .await
        .map_err(Error::from)?;
        // A relay repeats the address in its sentence; the mail's page shows it to those who may see it.
        let why = why.as_deref().map(without_addresses);
        match (why, next) {
            (Some(why), Some(_)) => Err(JobError::Retry(why)),
            (Some(why), None) => {
                tracing::warn!(mail = %self.mail, why, "a mail was given up");
                Ok(())
            }
            (None, _) => Ok(()),
        }
    }
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
    use super::{Job, SendMail, for_servers, without_addresses};

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
    fn the_pauses_grow_to_an_hour() {
        let seconds: Vec<_> = (1..9).map(|attempt| SendMail::pause(attempt).whole_seconds()).collect();
        assert_eq!(seconds, [30, 60, 120, 240, 480, 960, 1920, 3600]);
    }
}
