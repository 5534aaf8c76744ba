//! What a reseller announces to the technical contacts of its customers (S1.7): the form, and what pages see of it.

use crate::{
    form::{Answers, Field, Item, Problem, Problems, Step},
    ids::{CustomerId, NoticeId},
    vocabulary::{Date, Line, Paragraphs, TimeOfDay},
    words::Word,
};

/// The subject of the mail.
pub static SUBJECT: Field<Line<120>> = Field::new("notice_subject", Word::NoticeSubject);
/// The day on which the work begins.
pub static DAY: Field<Date> = Field::new("notice_day", Word::NoticeDay).optional();
/// From when.
pub static FROM: Field<TimeOfDay> = Field::new("notice_from", Word::NoticeFrom).optional();
/// Until when; on the next day where it is earlier.
pub static UNTIL: Field<TimeOfDay> = Field::new("notice_until", Word::NoticeUntil).help(Word::NoticeUntilHelp).optional();
/// What is announced.
pub static BODY: Field<Paragraphs<4_000>> = Field::new("notice_body", Word::NoticeBody).help(Word::NoticeBodyHelp);

fn whole(answers: &Answers, problems: &mut Problems) {
    let has = |key: &str| !answers.raw(key).trim().is_empty();
    let (from, until) = (has(FROM.question.key), has(UNTIL.question.key));
    if from != until {
        let lacks = if from { UNTIL.question.key } else { FROM.question.key };
        problems.add(lacks, Problem::Together(Word::NoticeTimesTogether));
    }
    if (from || until) && !has(DAY.question.key) {
        problems.add(DAY.question.key, Problem::Together(Word::NoticeTimesNeedDay));
    }
}

/// Writes a notice.
pub static WRITE: Step = Step::new(
    "notice",
    Word::NoticeNew,
    &[
        Item::Question(&SUBJECT.question),
        Item::Question(&DAY.question),
        Item::Question(&FROM.question),
        Item::Question(&UNTIL.question),
        Item::Question(&BODY.question),
    ],
)
.together(whole);

/// How far a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeState {
    /// It can still be changed.
    Draft,
    /// Its mails are being made.
    Sending,
    /// Its mails are made; what became of each is another question.
    Sent,
}

impl NoticeState {
    /// The state with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "draft" => Self::Draft,
            "sending" => Self::Sending,
            "sent" => Self::Sent,
            _ => return None,
        })
    }

    /// What people call it.
    pub const fn name(self) -> Word {
        match self {
            Self::Draft => Word::NoticeDraft,
            Self::Sending => Word::NoticeSending,
            Self::Sent => Word::NoticeSent,
        }
    }
}

/// A notice, in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeSummary {
    /// Its id.
    pub id: NoticeId,
    /// Its subject.
    pub subject: String,
    /// How far it is.
    pub state: NoticeState,
    /// Who wrote it.
    pub by: String,
    /// When it was begun: seconds since 1970-01-01 UTC.
    pub made: i64,
}

/// A notice, on its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What the list has of it.
    pub summary: NoticeSummary,
    /// Counts its changes.
    pub version: i32,
    /// As its form has it.
    pub answers: Answers,
    /// Whether it goes to every customer with a technical contact.
    pub everybody: bool,
    /// How many customers have a technical contact; no more than [`COUNTED`] and one are counted.
    pub all: i64,
    /// To how many addresses it goes, counted in the same way.
    pub recipients: i64,
    /// The customers that were chosen, by name.
    pub chosen: Vec<(CustomerId, String)>,
    /// How many of its mails there are, were sent, and were given up.
    pub mails: [i64; 3],
}

/// So many recipients are counted: a page need not wait for more.
pub const COUNTED: i64 = 1_000;

/// A number of recipients as a page shows it.
pub fn shown(count: i64) -> String {
    if count > COUNTED { format!("{COUNTED}+") } else { count.to_string() }
}

#[cfg(test)]
mod tests {
    use super::WRITE;
    use crate::form::Answers;

    #[test]
    fn a_notice_needs_a_subject_a_text_and_whole_times() {
        let wrong = |given: &[(&str, &str)]| {
            let answers: Answers =
                [("notice_subject", "Work"), ("notice_body", "We work.")].into_iter().chain(given.iter().copied()).collect();
            WRITE.check(&answers).iter().map(|(key, _)| key.to_owned()).collect::<Vec<_>>()
        };
        assert!(wrong(&[]).is_empty() && wrong(&[("notice_day", "2026-12-01")]).is_empty());
        let night = [("notice_day", "2026-12-01"), ("notice_from", "22:00"), ("notice_until", "02:00")];
        assert!(wrong(&night).is_empty());
        assert_eq!(wrong(&night[..2]), ["notice_until"]);
        assert_eq!(wrong(&night[1..]), ["notice_day"]);
        assert_eq!(wrong(&[("notice_body", " \n ")]), ["notice_body"]);
        assert_eq!(wrong(&[("notice_subject", "")]), ["notice_subject"]);
    }
}
