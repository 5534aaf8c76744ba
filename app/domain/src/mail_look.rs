//! How a reseller's mails look: who they are from, their colour, logo, reply-to and footer. What they say is no template's.

use crate::{
    form::{Answers, Field, Item, Problem, Problems, Step},
    vocabulary::{Colour, Email, Line, Paragraphs},
    words::Word,
};

/// The sender's name; without one, the reseller's.
pub static SENDER: Field<Line<64>> = Field::new("mail_sender", Word::MailSender).help(Word::MailSenderHelp).optional();
/// Where answers go.
pub static REPLY_TO: Field<Email> = Field::new("mail_reply_to", Word::MailReplyTo).help(Word::MailReplyToHelp).optional();
/// The colour of buttons and links.
pub static COLOUR: Field<Colour> = Field::new("mail_colour", Word::MailColour).help(Word::MailColourHelp).optional();
/// What stands beneath every mail.
pub static FOOTER: Field<Paragraphs<400>> = Field::new("mail_footer", Word::MailFooter).help(Word::MailFooterHelp).optional();

/// White text on a button is legible from this contrast on (WCAG 2.2, 1.4.3).
const LEGIBLE: f64 = 4.5;

fn legible(answers: &Answers, problems: &mut Problems) {
    if answers.get(&COLOUR).is_some_and(|colour| colour.contrast_with_white() < LEGIBLE) {
        problems.add(COLOUR.question.key, Problem::Together(Word::MailColourLight));
    }
}

/// Everything but the logo.
pub static LOOK: Step = Step::new(
    "mail_look",
    Word::MailLook,
    &[
        Item::Question(&SENDER.question),
        Item::Question(&REPLY_TO.question),
        Item::Question(&COLOUR.question),
        Item::Question(&FOOTER.question),
    ],
)
.together(legible);

/// The largest logo, in bytes: every mail carries it.
pub const LARGEST_LOGO: usize = 128 * 1024;

/// A picture that mail programs show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// Portable Network Graphics (ISO/IEC 15948).
    Png,
    /// JPEG (ISO/IEC 10918).
    Jpeg,
}

impl Picture {
    /// What it is, by its first bytes: what a browser says of it is not believed.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.get(12..16) == Some(b"IHDR") {
            Some(Self::Png)
        } else if bytes.starts_with(b"\xff\xd8\xff") && bytes.ends_with(b"\xff\xd9") {
            Some(Self::Jpeg)
        } else {
            None
        }
    }

    /// Its media type (RFC 2045).
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// The picture with this media type.
    pub fn from_media_type(text: &str) -> Option<Self> {
        [Self::Png, Self::Jpeg].into_iter().find(|picture| picture.media_type() == text)
    }
}

/// The logo that these bytes are.
///
/// # Errors
/// A sentence that says what is wrong with them.
pub fn logo(bytes: &[u8]) -> Result<Picture, Word> {
    if bytes.is_empty() {
        Err(Word::LogoMissing)
    } else if bytes.len() > LARGEST_LOGO {
        Err(Word::LogoTooLarge)
    } else {
        Picture::of(bytes).ok_or(Word::LogoUnknown)
    }
}

/// A mail that is shown as a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// A customer is invited.
    Invitation,
    /// A customer finishes the sign-up.
    Activation,
    /// A payment arrived.
    Receipt,
    /// Work on the service is announced.
    Notice,
}

impl Sample {
    /// Every sample.
    pub const ALL: [Self; 4] = [Self::Invitation, Self::Activation, Self::Receipt, Self::Notice];

    /// The name under which addresses know it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Activation => "activation",
            Self::Receipt => "receipt",
            Self::Notice => "notice",
        }
    }

    /// The sample with this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sample| sample.code() == code)
    }

    /// What people call it.
    pub const fn name(self) -> Word {
        match self {
            Self::Invitation => Word::MailKindInvitation,
            Self::Activation => Word::MailKindActivation,
            Self::Receipt => Word::MailKindReceipt,
            Self::Notice => Word::MailKindNotice,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LARGEST_LOGO, LOOK, Picture, logo};
    use crate::{
        form::{Answers, Problem},
        words::Word,
    };

    #[test]
    fn a_logo_is_a_picture_by_its_bytes_and_not_too_large_for_every_mail() {
        let png = [b"\x89PNG\r\n\x1a\n".as_slice(), &[0, 0, 0, 13], b"IHDR", &[0; 20]].concat();
        assert_eq!(logo(&png), Ok(Picture::Png));
        assert_eq!(logo(b"\xff\xd8\xff\xe0 \xff\xd9"), Ok(Picture::Jpeg));
        assert_eq!(logo(b""), Err(Word::LogoMissing));
        for bad in [b"<svg onload=alert(1)>".as_slice(), b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"] {
            assert_eq!(logo(bad), Err(Word::LogoUnknown));
        }
        assert_eq!(logo(&vec![0; LARGEST_LOGO + 1]), Err(Word::LogoTooLarge));
    }

    #[test]
    fn nobody_need_say_anything_and_what_is_said_can_be_read() {
        let wrong = |key: &str, text: &str| LOOK.check(&[(key, text)].into_iter().collect::<Answers>()).get(key);
        assert_eq!(LOOK.check(&Answers::new()).iter().count(), 0);
        assert_eq!(wrong("mail_colour", "#2f4bd8"), None);
        assert_eq!(wrong("mail_colour", "#ffcc00"), Some(Problem::Together(Word::MailColourLight)));
        assert_eq!(wrong("mail_colour", "blue"), Some(Problem::Malformed));
        assert_eq!(wrong("mail_reply_to", "nobody"), Some(Problem::Malformed));
        assert_eq!(wrong("mail_footer", "Acme Ltd\r\n1 Main Street\r\n\r\nCompany no. 1"), None);
        assert_eq!(wrong("mail_footer", &"x".repeat(401)), Some(Problem::TooLong(400)));
    }
}
