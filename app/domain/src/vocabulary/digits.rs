//! The digits of other scripts, which keyboards of their readers type.

/// Where the digits of a script begin: Arabic, Persian, Devanagari, Bengali, Thai, and the wide ones of East Asia.
const NOUGHTS: [char; 6] = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{ff10}'];

/// A digit of any of these scripts as the one of ASCII; every other character as it is.
pub fn western(c: char) -> char {
    let value = |nought: char| u32::from(c).checked_sub(u32::from(nought)).filter(|value| *value < 10);
    NOUGHTS.into_iter().find_map(value).and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::western;

    #[test]
    fn digits_of_any_script_are_read_and_nothing_else_is_changed() {
        for (typed, read) in [("٠٤٩", "049"), ("۱۲۳", "123"), ("१२", "12"), ("２０", "20"), ("a-½²", "a-½²"), ("0-9", "0-9")]
        {
            assert_eq!(typed.chars().map(western).collect::<String>(), read);
        }
    }
}
