//! The table of words, in the reader's language.

use domain::words::{Language, Word, fill};

/// The reader's language.
pub fn language() -> Language {
    crate::reader::language()
}

/// A word.
pub fn t(word: Word) -> &'static str {
    word.text(language())
}

/// A sentence with values in its places.
pub fn tf(word: Word, values: &[(&str, &str)]) -> String {
    fill(t(word), values)
}

/// How long ago something was; both in seconds since 1970-01-01 UTC, on the server's clock.
pub fn age(now: i64, at: i64) -> String {
    let seconds = (now - at).max(0);
    let number = |word, number: i64| tf(word, &[("number", &number.to_string())]);
    match seconds {
        0..60 => t(Word::AgeNow).to_owned(),
        60..3_600 => number(Word::AgeMinutes, seconds / 60),
        3_600..86_400 => number(Word::AgeHours, seconds / 3_600),
        86_400..172_800 => t(Word::AgeYesterday).to_owned(),
        _ => number(Word::AgeDays, seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::age;

    #[test]
    fn ages_are_said_in_the_largest_whole_unit() {
        for (seconds, said) in [
            (-5, "just now"),
            (59, "just now"),
            (60, "1 min ago"),
            (3_599, "59 min ago"),
            (3_600, "1 h ago"),
            (90_000, "yesterday"),
            (200_000, "2 days ago"),
        ] {
            assert_eq!(age(1_000_000, 1_000_000 - seconds), said);
        }
    }
}
