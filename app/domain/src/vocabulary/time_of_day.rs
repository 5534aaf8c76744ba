//! A time of day and the window between two of them, which may cross midnight (S4.10).

use crate::form::{Answer, Problem, Shape, Widget, Width};

/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// A time of day to the minute, without a zone; kept as `HH:MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay {
    /// Minutes since midnight.
    pub minutes: u16,
}

impl Answer for TimeOfDay {
    const SHAPE: Shape = Shape::line(8).widget(Widget::Time).width(Width::Short).example("08:30");
    #[cfg(feature = "data")]
    const PATTERN: &'static str = r"^([01][0-9]|2[0-3]):[0-5][0-9]$";

    fn parse(raw: &str) -> Result<Self, Problem> {
        // Some browsers send seconds.
        let mut parts = raw.splitn(3, ':');
        let mut next = || {
            let part = parts.next().filter(|part| matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit()));
            part.and_then(|part| part.parse::<u16>().ok())
        };
        match (next(), next()) {
            (Some(hour @ 0..24), Some(minute @ 0..60)) => Ok(Self { minutes: hour * 60 + minute }),
            _ => Err(Problem::Malformed),
        }
    }

    fn show(&self) -> String {
        format!("{:02}:{:02}", self.minutes / 60, self.minutes % 60)
    }
}

/// From one time of day until another, every day. Equal times mean the whole day (`decisions.md`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeWindow {
    /// When it opens.
    pub from: TimeOfDay,
    /// When it closes.
    pub to: TimeOfDay,
}

impl TimeWindow {
    /// How long it is open, in minutes: 1 to 1440.
    pub const fn minutes(self) -> u16 {
        let length = (DAY + self.to.minutes - self.from.minutes) % DAY;
        if length == 0 { DAY } else { length }
    }

    /// Whether it closes on the day after the one on which it opens.
    pub const fn crosses_midnight(self) -> bool {
        self.from.minutes > self.to.minutes && self.to.minutes > 0
    }

    /// The parts of a day in which it is open, in minutes: one, or two where it crosses midnight.
    pub fn parts(self) -> Vec<(u16, u16)> {
        let (from, to) = (self.from.minutes, self.to.minutes);
        match (from, to) {
            _ if from == to => vec![(0, DAY)],
            _ if from < to => vec![(from, to)],
            (from, 0) => vec![(from, DAY)],
            _ => vec![(0, to), (from, DAY)],
        }
    }
}

#[cfg(feature = "data")]
mod zoned {
    //! What needs the rules of the world's time zones.

    use jiff::{Timestamp, ToSpan, Zoned, civil, tz::TimeZone};

    use super::TimeWindow;

    /// When a window is next open.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum Opening {
        /// It always is.
        Always,
        /// It is now, until then.
        Until(Zoned),
        /// It opens then.
        At(Zoned),
    }

    impl TimeWindow {
        /// When it is next open in a time zone (an IANA name), seen from a moment (seconds since 1970-01-01 UTC); `None` where there is
        /// no such zone.
        ///
        /// A time that the clocks skip is the moment at which they are put forward; one that comes twice is meant the first time.
        pub fn next_opening(self, now: i64, zone: &str) -> Option<Opening> {
            let zone = TimeZone::get(zone).ok()?;
            let now = Timestamp::from_second(now).ok()?.to_zoned(zone.clone());
            if self.from == self.to {
                return Some(Opening::Always);
            }
            let at = |day: civil::Date, minutes: u16| {
                let time = civil::time(i8::try_from(minutes / 60).ok()?, i8::try_from(minutes % 60).ok()?, 0, 0);
                // `compatible` would move a skipped time on by the width of the gap; the window opens as soon as it can.
                let ambiguous = zone.to_ambiguous_zoned(day.to_datetime(time));
                if ambiguous.is_ambiguous() { gap_or_first(ambiguous) } else { ambiguous.compatible().ok() }
            };
            // Yesterday's window may still be open.
            for days in -1..=2 {
                let day = now.date().checked_add(days.days()).ok()?;
                let opens = at(day, self.from.minutes)?;
                let closing_day = if self.from.minutes > self.to.minutes { day.tomorrow().ok()? } else { day };
                let closes = at(closing_day, self.to.minutes)?;
                if opens <= now && now < closes {
                    return Some(Opening::Until(closes));
                }
                if now < opens && opens < closes {
                    return Some(Opening::At(opens));
                }
            }
            None
        }
    }

    /// The moment of the change for a skipped time, the first of two for one that comes twice.
    fn gap_or_first(ambiguous: jiff::tz::AmbiguousZoned) -> Option<Zoned> {
        let zone = ambiguous.time_zone().clone();
        if let jiff::tz::AmbiguousOffset::Gap { .. } = ambiguous.offset() {
            let before = ambiguous.clone().earlier().ok()?;
            let change = zone.following(before.timestamp()).next().map(|change| change.timestamp());
            return change.map(|moment| moment.to_zoned(zone));
        }
        ambiguous.earlier().ok()
    }
}
#[cfg(feature = "data")]
pub use zoned::Opening;

#[cfg(all(test, feature = "data"))]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::{DAY, Opening, TimeOfDay, TimeWindow};
    use crate::form::Answer;

    fn window(from: &str, to: &str) -> TimeWindow {
        let time = |text| TimeOfDay::parse(text).unwrap_or(TimeOfDay { minutes: 0 });
        TimeWindow { from: time(from), to: time(to) }
    }

    #[test]
    fn times_of_day_are_read_to_the_minute() {
        for (typed, kept) in [("08:30", "08:30"), ("8:30", "08:30"), ("00:00", "00:00"), ("23:59:59", "23:59")] {
            assert_eq!(TimeOfDay::parse(typed).map(|time| time.show()), Ok(kept.to_owned()));
        }
        for bad in ["24:00", "12:60", "12", "noon", "", "1230", "-1:00", "12:5x"] {
            assert!(TimeOfDay::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_window_may_cross_midnight_and_equal_times_are_the_whole_day() {
        for (from, to, minutes, crosses, parts) in [
            ("08:00", "20:00", 720, false, vec![(480, 1200)]),
            ("22:00", "06:00", 480, true, vec![(0, 360), (1320, 1440)]),
            ("22:00", "00:00", 120, false, vec![(1320, 1440)]),
            ("00:00", "00:00", 1440, false, vec![(0, 1440)]),
            ("09:00", "09:00", 1440, false, vec![(0, 1440)]),
        ] {
            let window = window(from, to);
            assert_eq!((window.minutes(), window.crosses_midnight(), window.parts()), (minutes, crosses, parts), "{from}-{to}");
        }
    }

    #[test]
    fn the_next_opening_is_right_across_clock_changes() {
        // The window, the zone, now, and when it is next open. Berlin: forward on 2026-03-29 at 02:00, back on 2026-10-25 at 03:00.
        for (from, to, zone, now, expected) in [
            ("08:00", "20:00", "Europe/Berlin", "2026-11-22T12:00:00Z", "until 2026-11-22T20:00:00+01:00"),
            ("08:00", "20:00", "Europe/Berlin", "2026-11-22T19:00:00Z", "at 2026-11-23T08:00:00+01:00"),
            ("22:00", "06:00", "Europe/Berlin", "2026-11-22T01:00:00Z", "until 2026-11-22T06:00:00+01:00"),
            // The night on which the clocks go forward: two o'clock does not exist, and eight is an hour sooner.
            ("08:00", "20:00", "Europe/Berlin", "2026-03-28T23:00:00Z", "at 2026-03-29T08:00:00+02:00"),
            ("02:30", "05:00", "Europe/Berlin", "2026-03-29T00:00:00Z", "at 2026-03-29T03:00:00+02:00"),
            ("02:15", "02:45", "Europe/Berlin", "2026-03-29T00:00:00Z", "at 2026-03-30T02:15:00+02:00"),
            // And back: half past two comes twice and is meant the first time.
            ("02:30", "05:00", "Europe/Berlin", "2026-10-24T23:00:00Z", "at 2026-10-25T02:30:00+02:00"),
            ("08:00", "20:00", "America/New_York", "2026-11-22T12:00:00Z", "at 2026-11-22T08:00:00-05:00"),
        ] {
            let now = now.parse::<Timestamp>().unwrap().as_second();
            let told = match window(from, to).next_opening(now, zone).unwrap() {
                Opening::Always => "always".to_owned(),
                Opening::Until(moment) => format!("until {}", moment.strftime("%Y-%m-%dT%H:%M:%S%:z")),
                Opening::At(moment) => format!("at {}", moment.strftime("%Y-%m-%dT%H:%M:%S%:z")),
            };
            assert_eq!(told, expected, "{from}-{to} {zone}");
        }
        assert_eq!(window("09:00", "09:00").next_opening(0, "Europe/Berlin"), Some(Opening::Always));
        assert_eq!(window("08:00", "20:00").next_opening(0, "Europe/Atlantis"), None);
    }

    proptest! {
        #[test]
        fn the_parts_of_a_day_add_up_to_the_length(from in 0..DAY, to in 0..DAY) {
            let window = TimeWindow { from: TimeOfDay { minutes: from }, to: TimeOfDay { minutes: to } };
            let sum: u16 = window.parts().into_iter().map(|(start, end)| end - start).sum();
            prop_assert_eq!(sum, window.minutes());
        }
    }
}
