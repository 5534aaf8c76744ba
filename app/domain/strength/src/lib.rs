//! How strong a password is while it is typed. A crate of its own, and without a word, so that the desk's small WASM has the rule of the domain
//! and nothing else of it.

/// Words that people make passwords of, in the languages of our readers; guessers begin with them, whatever is put behind.
pub const FAVOURITES: [&str; 37] = [
    "password",
    "passwort",
    "kennwort",
    "welcome",
    "willkommen",
    "qwertz",
    "qwerty",
    "admin",
    "letmein",
    "iloveyou",
    "dragon",
    "monkey",
    "football",
    "fussball",
    "baseball",
    "sunshine",
    "princess",
    "superman",
    "shadow",
    "master",
    "michael",
    "charlie",
    "sommer",
    "summer",
    "winter",
    "herbst",
    "autumn",
    "spring",
    "hallo",
    "hello",
    "schatz",
    "geheim",
    "secret",
    "changeme",
    "login",
    "deutschland",
    "berlin",
];

/// A password as guessers write it down: small letters, and the signs that stand for some of them undone.
fn undisguised(raw: &str) -> String {
    let letter = |c: char| match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        c => c.to_ascii_lowercase(),
    };
    raw.chars().map(letter).collect()
}

/// How strong a password is, from 0, weak, to 3, strong: a rough estimate for whoever is typing. Repeated characters and runs such as `abc` or `321` count
/// for little, and so do the words that everybody takes.
pub fn strength(raw: &str) -> usize {
    let mut kinds = [false; 4];
    for letter in raw.chars() {
        let kind = match letter {
            'a'..='z' => 0,
            'A'..='Z' => 1,
            '0'..='9' => 2,
            _ => 3,
        };
        kinds[kind] = true;
    }
    let undisguised = undisguised(raw);
    let (mut left, mut rest, mut is_word) = (&*undisguised, String::new(), false);
    while let Some(letter) = left.chars().next() {
        // A word of theirs counts as one letter.
        let word = FAVOURITES.iter().find_map(|word| left.strip_prefix(word));
        is_word |= word.is_some();
        rest.push(if word.is_some() { '*' } else { letter });
        left = word.or_else(|| left.strip_prefix(letter)).unwrap_or_default();
    }
    // What is left beside such a word is disguised no more than it.
    let rest = if is_word { &*rest } else { raw };
    let (mut weight, mut before) = (0_u32, None::<u32>);
    for letter in rest.chars() {
        let code = u32::from(letter);
        let predictable = before.is_some_and(|before| before.abs_diff(code) <= 1);
        weight += if predictable { 1 } else { 4 };
        before = Some(code);
    }
    let variety = u32::try_from(kinds.into_iter().filter(|seen| *seen).count()).unwrap_or(0);
    match weight * (variety + 5) / 6 {
        0..28 => 0,
        28..48 => 1,
        48..68 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::strength;

    #[test]
    fn words_that_everybody_takes_and_runs_make_no_strong_password() {
        for (typed, strong) in [
            ("", 0),
            ("kestrel", 0),
            ("abcdefghijkl", 0),
            ("kestrel-7", 1),
            ("Password1!", 0),
            ("Passw0rd!Passw0rd!", 0),
            ("W1llk0mmen", 0),
            ("correct horse", 2),
            ("correct horse battery staple", 3),
        ] {
            assert_eq!(strength(typed), strong, "{typed}");
        }
    }
}
