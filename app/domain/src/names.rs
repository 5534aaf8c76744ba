//! Names of countries, currencies and languages in the reader's language, from CLDR (`app/domain/data`). Only the server has them.

use std::sync::LazyLock;

use crate::words::Language;

/// Codes and names, sorted as readers of the language expect.
pub type Names = Vec<(&'static str, &'static str)>;

macro_rules! tables {
    ($($(#[$doc:meta])* $function:ident: $english:literal, $german:literal;)*) => {
        $(
            $(#[$doc])*
            pub fn $function(language: Language) -> &'static Names {
                static ENGLISH: LazyLock<Names> = LazyLock::new(|| read(include_str!(concat!("../data/", $english))));
                static GERMAN: LazyLock<Names> = LazyLock::new(|| read(include_str!(concat!("../data/", $german))));
                match language {
                    Language::English | Language::Accented | Language::Mirrored => &ENGLISH,
                    Language::German => &GERMAN,
                }
            }
        )*
    };
}

tables! {
    /// Every territory for which there are rules of addresses, by ISO 3166-1 alpha-2 code.
    countries: "countries.en.txt", "countries.de.txt";
    /// Every currency in use, by ISO 4217 code.
    currencies: "currencies.en.txt", "currencies.de.txt";
    /// Languages, by ISO 639-1 code.
    languages: "languages.en.txt", "languages.de.txt";
}

/// The name of a country.
pub fn country(code: &str, language: Language) -> Option<&'static str> {
    countries(language).iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}

fn read(table: &'static str) -> Names {
    table.lines().filter_map(|line| line.split_once('\t')).collect()
}

#[cfg(test)]
mod tests {
    use super::{countries, country, currencies, languages};
    use crate::{vocabulary::address, words::Language};

    #[test]
    fn every_country_has_a_name_and_rules_for_its_addresses() {
        for language in Language::ALL {
            for (code, name) in countries(language) {
                assert!(!name.is_empty() && address::known(code).is_some(), "{code}");
            }
            assert_eq!(countries(language).len(), 252);
        }
        assert_eq!(country("GB", Language::German), Some("Vereinigtes Königreich"));
        assert_eq!(country("GB", Language::English), Some("United Kingdom"));
        assert_eq!(country("XX", Language::English), None);
    }

    #[test]
    fn currencies_and_languages_are_there() {
        assert!(currencies(Language::English).contains(&("NOK", "Norwegian Krone")));
        assert!(languages(Language::English).contains(&("nb", "Norwegian Bokmål")));
    }
}
