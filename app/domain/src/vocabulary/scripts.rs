//! Letters that look like others: a word that mixes scripts which share their shapes is probably a slip, or a trick.

/// Whether a word of the text mixes Latin, Greek and Cyrillic letters. Japanese, Korean and Chinese names mix scripts by nature, and words
/// of different scripts beside each other are common.
pub fn mixes_look_alikes(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|word| {
        let mut seen = [false; 3];
        for letter in word.chars() {
            match letter {
                'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{ff21}'..='\u{ff5a}' => {
                    seen[0] = true;
                }
                '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => seen[1] = true,
                '\u{400}'..='\u{52f}' => seen[2] = true,
                _ => {}
            }
        }
        seen.into_iter().filter(|seen| *seen).count() > 1
    })
}

#[cfg(test)]
mod tests {
    use super::mixes_look_alikes;

    #[test]
    fn look_alikes_in_one_word_are_noticed_and_scripts_beside_each_other_are_not() {
        for text in ["K\u{435}strel", "Αcme", "РayРal", "Kestrеl Ltd"] {
            assert!(mixes_look_alikes(text), "{text}");
        }
        for text in
            ["Kestrel", "Кестрел", "Ωμέγα Ltd", "ООО Kestrel", "株式会社Kestrel", "Łódź", "Straße", "شركة Kestrel", "3M", ""]
        {
            assert!(!mixes_look_alikes(text), "{text}");
        }
    }
}
