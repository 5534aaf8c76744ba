//! Every word that a person reads, in one table. Pages, problems, mails and descriptions take their sentences from here.
//!
//! `{name}` in a sentence is filled by [`fill`].

/// A language that Portico speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
    /// English with accents, 40 % longer: nobody speaks it; it shows what would not hold in another language.
    Accented,
    /// The same from right to left.
    Mirrored,
}

impl Language {
    /// Every language that people speak.
    pub const SPOKEN: [Self; 2] = [Self::English, Self::German];
    /// Every language.
    pub const ALL: [Self; 4] = [Self::English, Self::German, Self::Accented, Self::Mirrored];

    /// The BCP 47 tag, for `lang`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            // The tags that CLDR keeps for pseudo-locales.
            Self::Accented => "en-XA",
            Self::Mirrored => "ar-XB",
        }
    }

    /// What the language calls itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::Accented => "Accented",
            Self::Mirrored => "Mirrored",
        }
    }

    /// The direction in which it is written, for `dir`.
    pub const fn direction(self) -> &'static str {
        match self {
            Self::English | Self::German | Self::Accented => "ltr",
            Self::Mirrored => "rtl",
        }
    }

    /// What stands between the whole units and the parts of a number.
    pub const fn decimal_mark(self) -> char {
        match self {
            Self::English | Self::Accented | Self::Mirrored => '.',
            Self::German => ',',
        }
    }

    /// What stands between the thousands of a number.
    pub const fn thousands_mark(self) -> char {
        match self {
            Self::English | Self::Accented | Self::Mirrored => ',',
            Self::German => '.',
        }
    }

    /// The language of a tag, whatever its region: `de-AT` is German.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let same = |tag: &str| Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(tag));
        same(tag.trim()).or_else(|| same(tag.split('-').next()?.trim()))
    }

    /// The language that a reader prefers, by the header of RFC 9110, 12.5.4.
    pub fn accepted(header: &str) -> Option<Self> {
        let mut best: Option<(Self, u32)> = None;
        for range in header.split(',') {
            let (tag, quality) = range.split_once(';').unwrap_or((range, ""));
            let Some(language) = Self::of_tag(tag.trim()) else { continue };
            let thousandths = quality.trim().strip_prefix("q=").map_or(1_000, thousandths);
            if thousandths > best.map_or(0, |(_, best)| best) {
                best = Some((language, thousandths));
            }
        }
        best.map(|(language, _)| language)
    }
}

/// A quality value such as `0.8`, in thousandths.
fn thousandths(quality: &str) -> u32 {
    let (whole, part) = quality.split_once('.').unwrap_or((quality, ""));
    let part = format!("{part:0<3}");
    let digits = |text: &str| text.parse::<u32>().unwrap_or(0);
    (digits(whole) * 1_000 + digits(part.get(..3).unwrap_or("0"))).min(1_000)
}

/// Which language a reader reads, and where, as far as the browser says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Locale {
    /// The language.
    pub language: Language,
    /// The ISO 3166-1 alpha-2 code of the region.
    pub region: Option<[u8; 2]>,
}

impl Locale {
    /// The first region of the header of RFC 9110, 12.5.4: `GB` of `en-GB,en;q=0.9`.
    pub fn region_of(header: &str) -> Option<[u8; 2]> {
        let tags = header.split(',').filter_map(|range| range.split(';').next());
        let region = |subtag: &str| -> Option<[u8; 2]> {
            let letters: [u8; 2] = subtag.trim().as_bytes().try_into().ok()?;
            letters.iter().all(u8::is_ascii_uppercase).then_some(letters)
        };
        tags.into_iter().find_map(|tag| tag.split('-').skip(1).find_map(region))
    }

    /// The region's code.
    pub fn country(&self) -> Option<&str> {
        self.region.as_ref().and_then(|letters| std::str::from_utf8(letters).ok())
    }
}

/// Puts values into a sentence's `{name}` places. A place `{name|one|many}` holds the first form where the value is 1, else the second.
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        let (name, forms) = name.split_once('|').map_or((name, None), |(name, forms)| (name, forms.split_once('|')));
        let value = values.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value);
        out.push_str(forms.map_or(value, |(one, many)| if value == "1" { one } else { many }));
        rest = tail;
    }
    out + rest
}

mod credit;
mod customers;
mod details;
mod door;
mod jobs;
mod life;
mod me;
mod network;
mod notices;
mod operator;
mod payments;
mod people;
mod problems;
#[cfg(feature = "data")]
mod pseudo;
mod shell;
mod table;
pub use table::Word;

/// Every word of a language in the order of their numbers, a line each: what [`tell`] takes in.
#[cfg(feature = "data")]
pub fn told(language: Language) -> String {
    Word::all().map(|word| word.text(language)).collect::<Vec<_>>().join("\n")
}

/// Changes with every change of a word, so that what was kept of an address which holds it is never out of date.
#[cfg(feature = "data")]
pub fn edition() -> &'static str {
    use std::{
        hash::{DefaultHasher, Hash, Hasher},
        sync::LazyLock,
    };

    static EDITION: LazyLock<String> = LazyLock::new(|| {
        let mut hasher = DefaultHasher::new();
        Language::ALL.map(told).hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    });
    &EDITION
}

#[cfg(not(feature = "data"))]
mod learnt {
    //! The browser has the words of the page's language alone, and those it is told.

    use std::sync::OnceLock;

    use super::{Language, Word};

    static TOLD: OnceLock<Vec<&'static str>> = OnceLock::new();

    /// Takes in the words of the page's language. Only the first time counts: a page has one language.
    pub fn tell(words: String) {
        TOLD.get_or_init(|| words.leak().split('\n').collect());
    }

    impl Word {
        /// The word in the page's language.
        pub fn text(self, _: Language) -> &'static str {
            TOLD.get().and_then(|words| words.get(usize::from(u16::from(self)))).copied().unwrap_or_default()
        }
    }
}
#[cfg(not(feature = "data"))]
pub use learnt::tell;

#[cfg(all(test, feature = "data"))]
mod tests {
    use super::{Language, Locale, Word, fill};

    /// The `{places}` of a sentence, sorted.
    fn places(sentence: &str) -> Vec<&str> {
        let mut places: Vec<_> = sentence.split('{').skip(1).filter_map(|rest| rest.split(['}', '|']).next()).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    #[test]
    fn every_word_has_a_text_in_every_language_and_its_number_leads_back_to_it() {
        for word in Word::all() {
            for language in Language::ALL {
                assert!(!word.text(language).trim().is_empty(), "{word:?} is missing in {}", language.name());
            }
            let (english, german) = (places(word.text(Language::English)), places(word.text(Language::German)));
            // German sentences name a field by its label: nouns keep their capital.
            let german: Vec<_> = german
                .into_iter()
                .map(|place| if place == "label" && !english.contains(&"label") { "field" } else { place })
                .collect();
            assert_eq!(german, english, "{word:?} has other places in German");
            assert_eq!(Word::try_from(u16::from(word)), Ok(word));
        }
        assert!(Word::try_from(u16::MAX).is_err());
    }

    #[test]
    fn the_preferred_language_is_the_one_with_the_highest_quality_that_portico_speaks() {
        for (header, language) in [
            ("de-AT,de;q=0.9,en;q=0.8", Some(Language::German)),
            ("en-GB,en;q=0.9,de;q=0.8", Some(Language::English)),
            ("fr,de;q=0.5,en;q=0.7", Some(Language::English)),
            ("fr-CH, fr;q=0.9", None),
            ("en;q=0, de;q=0.001", Some(Language::German)),
            ("*", None),
            ("", None),
            (";;,,q=", None),
        ] {
            assert_eq!(Language::accepted(header), language, "{header}");
        }
    }

    #[test]
    fn the_region_is_the_first_that_the_browser_names() {
        for (header, region) in [
            ("en-GB,en;q=0.9,de-AT;q=0.8", Some(*b"GB")),
            ("de,en-US;q=0.5", Some(*b"US")),
            ("zh-Hant-TW", Some(*b"TW")),
            ("en", None),
            ("en-xa", None),
            ("", None),
            ("-,;-", None),
        ] {
            assert_eq!(Locale::region_of(header), region, "{header}");
        }
    }

    #[test]
    fn places_are_filled_and_values_are_not_read_again() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
        assert_eq!(fill("50 {unknown} {", &[]), "50  {");
    }

    #[test]
    fn one_is_said_otherwise_than_many() {
        let wait = |minutes| fill("{minutes} {minutes|minute|minutes}", &[("minutes", minutes)]);
        assert_eq!(["0", "1", "2", "21"].map(wait), ["0 minutes", "1 minute", "2 minutes", "21 minutes"]);
    }
}
