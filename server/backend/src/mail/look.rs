//! How a reseller's mails look: kept in its settings, put around what `letters` say.

use std::io::Cursor;

use domain::{
    form::{Answer, Answers, Problems},
    mail_look::{COLOUR, FOOTER, LARGEST_LOGO, LOOK, Picture, REPLY_TO, SENDER, Sample, logo},
    words::{Language, Word},
};
use image::{DynamicImage, ImageError, ImageFormat, ImageReader, Limits};
use serde_json::json;
use time::macros::date;
use uuid::Uuid;

use super::{Kind, Letter, letters};
use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
};

/// How mails look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The sender's name; without one, the reseller's.
    pub sender: Option<String>,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// What stands beneath, line by line.
    pub footer: Option<String>,
    /// The colour of buttons and links, as `#rrggbb`.
    pub colour: Option<String>,
    /// The logo.
    pub logo: Option<(Picture, Vec<u8>)>,
    /// Counts the changes of all but the logo.
    pub version: i32,
}

/// What came of saving how mails look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SavedLook {
    /// They look so now.
    Done,
    /// Something is wrong with it.
    Mend(Problems),
    /// Somebody else changed it since the page was shown.
    Meanwhile,
}

struct Row {
    sender: Option<String>,
    reply_to: Option<String>,
    footer: Option<String>,
    colour: Option<String>,
    logo: Option<Vec<u8>>,
    logo_kind: Option<String>,
    version: i32,
}

impl From<Row> for Look {
    fn from(row: Row) -> Self {
        let Row { sender, reply_to, footer, colour, logo, logo_kind, version } = row;
        let logo = logo_kind.as_deref().and_then(Picture::from_media_type).zip(logo);
        Self { sender, reply_to, footer, colour, logo, version }
    }
}

/// The look of the mail with this id.
pub(super) async fn of_mail(backend: &Backend, mail: Uuid) -> Result<Look, Error> {
    let row = sqlx::query_as!(
        Row,
        r#"select sender, reply_to, footer, colour, logo, logo_kind, 0 as "version!" from mail_look($1)"#,
        mail
    )
    .fetch_optional(&backend.pool)
    .await?;
    Ok(row.map(Look::from).unwrap_or_default())
}

/// How the tenant's mails look.
///
/// # Errors
/// If the database does not answer.
pub async fn look(backend: &Backend, scope: &Scope) -> Result<Look, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let row = sqlx::query_as!(
        Row,
        "select sender, reply_to, footer, colour, logo, logo_kind, version from mail_looks where reseller_id = $1",
        scope.reseller.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(row.map(Look::from).unwrap_or_default())
}

impl Look {
    /// As the form has it.
    pub fn answers(&self) -> Answers {
        let mut answers = Answers::new();
        let parts = [
            (SENDER.question.key, &self.sender),
            (REPLY_TO.question.key, &self.reply_to),
            (COLOUR.question.key, &self.colour),
            (FOOTER.question.key, &self.footer),
        ];
        for (key, text) in parts {
            if let Some(text) = text {
                answers.set(key, text.as_str());
            }
        }
        answers
    }
}

/// Saves how mails look, but for the logo, where the page showed this version of it.
///
/// # Errors
/// If the database does not answer.
pub async fn save_look(backend: &Backend, scope: &Scope, answers: &Answers, seen: i32) -> Result<SavedLook, Error> {
    let problems = LOOK.check(answers);
    if !problems.is_empty() {
        return Ok(SavedLook::Mend(problems));
    }
    let sender = answers.get(&SENDER).map(|line| line.as_str().to_owned());
    let reply_to = answers.get(&REPLY_TO).map(|email| email.as_str().to_owned());
    let colour = answers.get(&COLOUR).map(|colour| colour.show());
    let footer = answers.get(&FOOTER).map(|text| text.as_str().to_owned());
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let saved = sqlx::query!(
        "insert into mail_looks (reseller_id, sender, reply_to, colour, footer) values ($1, $2, $3, $4, $5)
        on conflict (reseller_id) do update set sender = $2, reply_to = $3, colour = $4, footer = $5,
            version = mail_looks.version + 1 where mail_looks.version = $6",
        scope.reseller.0,
        sender,
        reply_to,
        colour,
        footer,
        seen,
    )
    .execute(&mut *tx)
    .await?;
    if saved.rows_affected() == 0 {
        return Ok(SavedLook::Meanwhile);
    }
    let detail = json!({ "sender": sender, "reply_to": reply_to, "colour": colour, "footer": footer });
    audit::note(backend, &mut tx, scope, Entry { action: "mail.look", customer: None, detail }).await?;
    tx.commit().await?;
    Ok(SavedLook::Done)
}

/// The widest and highest logo, in pixels: it is shown 40 high, on screens that draw three for one.
const WIDEST: u32 = 2_000;

/// A picture decoded and encoded again: what is kept is nothing but its pixels, and no more of them than a logo needs.
async fn drawn_anew(bytes: Vec<u8>) -> Result<Result<(Picture, Vec<u8>), Word>, Error> {
    let drawing = tokio::task::spawn_blocking(move || {
        let kind = logo(&bytes)?;
        let format = match kind {
            Picture::Png => ImageFormat::Png,
            Picture::Jpeg => ImageFormat::Jpeg,
        };
        let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
        let mut limits = Limits::default();
        limits.max_image_width = Some(WIDEST);
        limits.max_image_height = Some(WIDEST);
        limits.max_alloc = Some(64 * 1024 * 1024);
        reader.limits(limits);
        let picture = reader.decode().map_err(|error| match error {
            ImageError::Limits(_) => Word::LogoTooManyPixels,
            _ => Word::LogoUnknown,
        })?;
        Ok((kind, encoded(picture, format).map_err(|_| Word::LogoUnknown)?))
    });
    drawing.await.map_err(|_| Error::Interrupted)
}

/// A picture as a file that is no larger than a logo may be. Ours may compress worse than the file that was sent; then it gets smaller.
fn encoded(mut picture: DynamicImage, format: ImageFormat) -> Result<Vec<u8>, ImageError> {
    loop {
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, format)?;
        let file = file.into_inner();
        if file.len() <= LARGEST_LOGO {
            return Ok(file);
        }
        let smaller = |side: u32| (side * 3 / 4).max(1);
        picture = picture.thumbnail(smaller(picture.width()), smaller(picture.height()));
    }
}

/// Keeps a logo, or says what is wrong with it; `None` removes the one that stands.
///
/// # Errors
/// If the database does not answer.
pub async fn save_logo(backend: &Backend, scope: &Scope, bytes: Option<&[u8]>) -> Result<Result<(), Word>, Error> {
    let logo = match bytes {
        None => None,
        Some(bytes) => match drawn_anew(bytes.to_vec()).await? {
            Ok(logo) => Some(logo),
            Err(why) => return Ok(Err(why)),
        },
    };
    let (kind, bytes) = logo.unzip();
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    sqlx::query!(
        "insert into mail_looks (reseller_id, logo, logo_kind) values ($1, $2, $3)
        on conflict (reseller_id) do update set logo = $2, logo_kind = $3",
        scope.reseller.0,
        bytes.as_deref(),
        kind.map(Picture::media_type),
    )
    .execute(&mut *tx)
    .await?;
    let detail = json!({ "logo": kind.map(Picture::media_type), "bytes": bytes.as_deref().map(<[u8]>::len) });
    audit::note(backend, &mut tx, scope, Entry { action: "mail.look", customer: None, detail }).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// A mail with names that are made up, as it will look.
pub fn sample(sample: Sample, language: Language, reseller: &str, look: &Look, origin: &str) -> Letter {
    let notice = [Word::SampleNoticeBody, Word::SampleNoticeEnd].map(|word| word.text(language));
    let detail = json!({
        "name": "Grace Hopper", "by": "Ada Acme", "team": "Kestrel Aviation", "role": "account_administrator",
        "amount": domain::money::Money::new(8_011, "USD").show(language), "what": "Business", "number": "2026-4711",
        "activation": sample == Sample::Activation,
        "subject": Word::SampleNoticeSubject.text(language),
        "body": notice.join("\n\n"),
        "when": letters::when(Some(date!(2026 - 12 - 01)), Some(("22:00", "02:00")), "Europe/Oslo", language),
    });
    let (kind, link) = match sample {
        Sample::Invitation => (Kind::Invitation, Some(format!("{origin}{}/…", domain::paths::INVITATION))),
        Sample::Activation => (Kind::Invitation, Some(format!("{origin}{}/…", domain::paths::ACTIVATE))),
        Sample::Receipt => (Kind::Receipt, None),
        Sample::Notice => (Kind::Notice, None),
    };
    letters::write(kind, language, Some(reseller), &detail, link).in_look(look.clone())
}

#[cfg(test)]
mod tests {
    use image::RgbImage;

    use super::{Cursor, DynamicImage, ImageFormat, ImageReader, LARGEST_LOGO, encoded};

    #[test]
    fn a_picture_that_compresses_badly_gets_smaller_until_it_fits() {
        // Noise, which no format compresses: four times as much as fits.
        let mut seed = 1_u32;
        let noise = RgbImage::from_fn(420, 420, |_, _| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let [red, green, blue, _] = seed.to_be_bytes();
            image::Rgb([red, green, blue])
        });
        for format in [ImageFormat::Png, ImageFormat::Jpeg] {
            let file = encoded(DynamicImage::ImageRgb8(noise.clone()), format).unwrap();
            assert!(file.len() <= LARGEST_LOGO, "{format:?}: {}", file.len());
            let again = ImageReader::with_format(Cursor::new(file), format).decode().unwrap();
            assert!(again.width() > 100 && again.width() == again.height());
        }
    }
}
