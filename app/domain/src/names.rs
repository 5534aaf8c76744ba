//! Names of countries, currencies and languages in the reader's language, from CLDR (`app/domain/data`). Only the server has them.

use std::sync::LazyLock;

use jiff::{Timestamp, tz::TimeZone};

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

/// Currencies that ISO 4217 has withdrawn (its amendments 176 to 180): not offered, and kept where they are stored.
const WITHDRAWN: [&str; 6] = ["ANG", "BGN", "CUC", "HRK", "SLL", "ZWL"];

/// Whether this is a currency that is offered, or was.
pub fn is_currency(code: &str) -> bool {
    WITHDRAWN.contains(&code) || currencies(Language::English).iter().any(|(known, _)| *known == code)
}

/// The name of a country.
pub fn country(code: &str, language: Language) -> Option<&'static str> {
    countries(language).iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}

/// The time zones that people choose from, by their IANA names, with their offsets at a moment (seconds since 1970-01-01 UTC), in
/// alphabetical order.
pub fn time_zones(now: i64) -> Vec<(String, String)> {
    let Ok(now) = Timestamp::from_second(now) else { return Vec::new() };
    let offset = |name: &str| Some(now.to_zoned(TimeZone::get(name).ok()?).strftime("UTC%:z").to_string());
    ZONES.iter().filter_map(|name| Some(((*name).clone(), offset(name)?))).collect()
}

/// Whether there is such a time zone to choose.
pub fn is_time_zone(name: &str) -> bool {
    ZONES.iter().any(|known| known == name)
}

/// Places, and UTC itself. The database's other names are older ones of the same zones, and offsets whose signs are turned about.
static ZONES: LazyLock<Vec<String>> = LazyLock::new(|| {
    const CONTINENTS: [&str; 10] =
        ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];
    let of_a_place = |name: &str| name.split_once('/').is_some_and(|(continent, _)| CONTINENTS.contains(&continent));
    let mut zones: Vec<_> = jiff::tz::db().available().map(|name| name.to_string()).filter(|name| of_a_place(name)).collect();
    zones.push("UTC".to_owned());
    zones.sort();
    zones
});

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
    fn time_zones_have_the_offset_of_the_moment() {
        // 2026-11-22 and 2026-07-01, noon in UTC.
        for (now, offset) in [(1_795_348_800, "UTC+01:00"), (1_782_907_200, "UTC+02:00")] {
            let zones = super::time_zones(now);
            assert!(zones.contains(&("Europe/Berlin".to_owned(), offset.to_owned())));
            assert!(zones.len() > 400);
        }
        assert!(super::is_time_zone("Asia/Kathmandu") && super::is_time_zone("UTC"));
        assert!(!super::is_time_zone("Etc/GMT+5") && !super::is_time_zone("Europe/Atlantis"));
    }

    #[test]
    fn currencies_and_languages_are_there() {
        assert!(currencies(Language::English).contains(&("NOK", "Norwegian Krone")));
        for language in Language::ALL {
            let offered: Vec<&str> = currencies(language).iter().map(|(code, _)| *code).collect();
            assert!(offered.contains(&"XCG") && !super::WITHDRAWN.iter().any(|code| offered.contains(code)));
        }
        assert!(
            super::is_currency("XCG") && super::is_currency("HRK") && !super::is_currency("XXX"),
            "what was stored is kept"
        );
        assert!(languages(Language::English).contains(&("nb", "Norwegian Bokmål")));
    }
}
