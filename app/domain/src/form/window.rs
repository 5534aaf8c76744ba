//! Two times of day that belong together: the hours between them, drawn on the bar of a day.

use super::{Answers, Field};
use crate::{
    vocabulary::{TimeOfDay, TimeWindow},
    words::{Language, Word, fill},
};

/// A window between the answers to two questions, which stand above it.
#[derive(Debug)]
pub struct Window {
    /// When it opens.
    pub from: &'static Field<TimeOfDay>,
    /// When it closes.
    pub to: &'static Field<TimeOfDay>,
    /// The time zone, an IANA name; empty while it is not known.
    pub zone: fn(&Answers) -> &str,
}

impl Window {
    /// The window, once both times are right.
    pub fn read(&self, answers: &Answers) -> Option<TimeWindow> {
        Some(TimeWindow { from: answers.get(self.from)?, to: answers.get(self.to)? })
    }

    /// How long it is open and between which times, in words.
    pub fn say(window: TimeWindow, language: Language) -> String {
        use crate::form::Answer;

        let minutes = window.minutes();
        let word = match window {
            TimeWindow { from, to } if from == to => Word::WindowAlways,
            window if window.crosses_midnight() => Word::WindowOverMidnight,
            _ => Word::WindowInOneDay,
        };
        let (hours, rest) = ((minutes / 60).to_string(), (minutes % 60).to_string());
        let length = if minutes.is_multiple_of(60) { Word::Hours } else { Word::HoursAndMinutes };
        let length = fill(length.text(language), &[("hours", &hours), ("minutes", &rest)]);
        fill(word.text(language), &[("length", &length), ("from", &window.from.show()), ("to", &window.to.show())])
    }

    /// When it is next open, seen from a moment (seconds since 1970-01-01 UTC), in words. Only the server knows the time zones.
    #[cfg(feature = "data")]
    pub fn next_opening(&self, answers: &Answers, now: i64, language: Language) -> Option<String> {
        use crate::{
            form::Answer,
            vocabulary::{Date, Opening},
        };

        let zone = (self.zone)(answers);
        let opening = self.read(answers)?.next_opening(now, zone)?;
        let (word, moment) = match opening {
            Opening::Always => return None,
            Opening::Until(moment) => (Word::WindowOpenUntil, moment),
            Opening::At(moment) => (Word::WindowOpensAt, moment),
        };
        let day = Date::parse(&moment.strftime("%Y-%m-%d").to_string()).ok()?.show_about("", language);
        let (time, offset) = (moment.strftime("%H:%M").to_string(), moment.strftime("%:z").to_string());
        Some(fill(word.text(language), &[("day", &day), ("time", &time), ("zone", zone), ("offset", &offset)]))
    }
}
