//! Two languages that nobody speaks, made from the English words: `en-XA` has accents and is 40 % longer, `ar-XB` is the same written
//! from right to left. A page that holds in both holds in the next language too.

use std::sync::LazyLock;

use super::Word;

/// Begins and ends what is written from right to left, whatever its letters are.
const RIGHT_TO_LEFT: (char, char) = ('\u{202e}', '\u{202c}');

static LONGER: LazyLock<Vec<String>> = LazyLock::new(|| Word::all().map(|word| longer(word.english())).collect());
static TURNED: LazyLock<Vec<String>> = LazyLock::new(|| LONGER.iter().map(|text| turned(text)).collect());

/// A word with accents, and longer.
pub(super) fn accented(word: Word) -> &'static str {
    LONGER.get(usize::from(u16::from(word))).map_or("", String::as_str)
}

/// The same from right to left.
pub(super) fn mirrored(word: Word) -> &'static str {
    TURNED.get(usize::from(u16::from(word))).map_or("", String::as_str)
}

/// Every letter with an accent, and every second vowel twice: about 40 % longer with the brackets, in which a cut-off end shows.
fn longer(english: &str) -> String {
    let mut out = String::from("[");
    let (mut inside_a_place, mut letters) = (false, 0_usize);
    for letter in english.chars() {
        inside_a_place = letter == '{' || (inside_a_place && letter != '}');
        if inside_a_place || letter == '}' {
            out.push(letter);
            continue;
        }
        let accent = accent(letter);
        out.push(accent);
        letters += usize::from(letter.is_alphabetic());
        if letter.is_alphabetic() && matches!(letters % 5, 1 | 4) {
            out.push(accent);
        }
    }
    out.push(']');
    out
}

fn turned(text: &str) -> String {
    // Places stay outside: what fills them has a direction of its own.
    let (open, close) = RIGHT_TO_LEFT;
    format!("{open}{}{close}", text.replace('{', &format!("{close}{{")).replace('}', &format!("}}{open}")))
}

fn accent(letter: char) -> char {
    match letter {
        'a' => 'á',
        'c' => 'ç',
        'd' => 'ð',
        'e' => 'é',
        'g' => 'ĝ',
        'i' => 'î',
        'n' => 'ñ',
        'o' => 'ö',
        's' => 'š',
        't' => 'ţ',
        'u' => 'û',
        'y' => 'ý',
        'A' => 'Å',
        'C' => 'Ç',
        'E' => 'É',
        'I' => 'Î',
        'N' => 'Ñ',
        'O' => 'Ö',
        'S' => 'Š',
        'U' => 'Û',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{accented, longer, turned};
    use crate::words::Word;

    #[test]
    fn the_pseudo_language_is_about_two_fifths_longer_in_all_and_keeps_the_places() {
        assert_eq!(longer("Name {field}!"), "[ÑÑáméé {field}!]");
        let length = |text: &str| text.chars().count();
        let english: usize = Word::all().map(|word| length(word.english())).sum();
        let pseudo: usize = Word::all().map(|word| length(accented(word))).sum();
        assert!((135..=150).contains(&(pseudo * 100 / english)), "{}", pseudo * 100 / english);
        assert_eq!(turned("a {b} c"), "\u{202e}a \u{202c}{b}\u{202e} c\u{202c}");
    }
}
