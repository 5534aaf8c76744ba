//! The SMTP server of development and tests: it takes every mail, keeps the last ones, and delivers none. A recipient at `refused.example`
//! is refused for good, one at `later.example` for now, as relays do.

use std::{
    collections::VecDeque,
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
};

use mail_parser::MessageParser;
use mailin::{Action, Handler, Response, Session, SessionBuilder, response};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// So many mails are kept.
const KEPT: usize = 500;
/// No line of SMTP is longer, nor is one of a mail of ours.
const LONGEST_LINE: usize = 64 * 1024;

/// A mail that was caught.
#[derive(Clone, Debug)]
pub struct Caught {
    /// Counts the mails.
    pub number: usize,
    /// The name and address that it came from.
    pub from: (String, String),
    /// To whom it was sent.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The `Message-ID`.
    pub message_id: String,
    /// The part in plain text.
    pub text: String,
    /// The part in HTML.
    pub html: String,
    /// Where answers go, if not to where it came from.
    pub reply_to: Option<String>,
    /// The pictures that came with it.
    pub pictures: Vec<Vec<u8>>,
}

/// What was caught.
#[derive(Clone, Debug, Default)]
pub struct Catcher(Arc<Mutex<VecDeque<Caught>>>);

impl Catcher {
    /// Catches mail at a free port of this machine from now on; gives its address as a relay's.
    ///
    /// # Errors
    /// If there is no free port.
    pub async fn listen() -> io::Result<(Self, String)> {
        let catcher = Self::default();
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
        let address = listener.local_addr()?;
        let catching = catcher.clone();
        tokio::spawn(async move {
            while let Ok((stream, peer)) = listener.accept().await {
                let handler = Catching { catcher: catching.clone(), to: Vec::new(), data: Vec::new() };
                let session = SessionBuilder::new("catcher").build(peer.ip(), handler);
                tokio::spawn(async move {
                    if let Err(error) = converse(stream, session).await {
                        tracing::debug!(%error, "a mail's connection broke off");
                    }
                });
            }
        });
        Ok((catcher, format!("smtp://{address}")))
    }

    /// Every mail that is kept, the newest first.
    pub fn all(&self) -> Vec<Caught> {
        self.kept().iter().rev().cloned().collect()
    }

    /// One of them.
    pub fn find(&self, number: usize) -> Option<Caught> {
        self.kept().iter().find(|mail| mail.number == number).cloned()
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, VecDeque<Caught>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, to: &str, raw: &[u8]) {
        let Some(message) = MessageParser::default().parse(raw) else { return };
        let from = message.from().and_then(|from| from.first());
        let from = from.map_or_else(Default::default, |from| {
            (from.name().unwrap_or_default().to_owned(), from.address().unwrap_or_default().to_owned())
        });
        let mut kept = self.kept();
        let number = kept.back().map_or(1, |last| last.number + 1);
        let reply_to = message.reply_to().and_then(|to| to.first()).and_then(|to| to.address()).map(str::to_owned);
        let pictures = message.attachments().map(|part| part.contents().to_vec()).collect();
        kept.push_back(Caught {
            reply_to,
            pictures,
            number,
            from,
            to: to.to_owned(),
            subject: message.subject().unwrap_or_default().to_owned(),
            message_id: message.message_id().unwrap_or_default().to_owned(),
            text: message.body_text(0).unwrap_or_default().replace('\r', ""),
            html: message.body_html(0).unwrap_or_default().into_owned(),
        });
        if kept.len() > KEPT {
            kept.pop_front();
        }
    }
}

/// One connection's mail.
struct Catching {
    catcher: Catcher,
    to: Vec<String>,
    data: Vec<u8>,
}

impl Handler for Catching {
    fn mail(&mut self, _: IpAddr, _: &str, _: &str) -> Response {
        self.to.clear();
        response::OK
    }

    fn rcpt(&mut self, to: &str) -> Response {
        if to.ends_with("@refused.example") {
            return response::NO_MAILBOX;
        }
        if to.ends_with("@later.example") {
            return Response::custom(450, "Mailbox is busy, try again later".to_owned());
        }
        self.to.push(to.to_owned());
        response::OK
    }

    fn data_start(&mut self, _: &str, _: &str, _: bool, _: &[String]) -> Response {
        self.data.clear();
        response::START_DATA
    }

    fn data(&mut self, part: &[u8]) -> io::Result<()> {
        self.data.extend_from_slice(part);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        for to in &self.to {
            self.catcher.keep(to, &self.data);
        }
        response::OK
    }
}

/// Carries lines to the session and its responses back.
async fn converse(stream: TcpStream, mut session: Session<Catching>) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(&session.greeting().buffer()?).await?;
    let mut line = Vec::new();
    loop {
        line.clear();
        if stream.read_until(b'\n', &mut line).await? == 0 || line.len() > LONGEST_LINE {
            return Ok(());
        }
        let said = session.process(&line);
        stream.write_all(&said.buffer()?).await?;
        if said.action == Action::Close {
            return Ok(());
        }
    }
}
