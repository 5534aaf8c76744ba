//! How each country writes addresses: which parts, what they are called, in which order, which must be there.
//!
//! The rules are libaddressinput's data (`app/domain/data`). The server has all of them; the browser is told those of the country it shows.

use std::{
    collections::BTreeMap,
    sync::{LazyLock, RwLock},
};

use serde::{Deserialize, Serialize};

use crate::words::Word;

/// A part of an address, by libaddressinput's letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Part {
    /// A: street, number, building.
    Street,
    /// D: a part of the town.
    District,
    /// C: the town.
    Town,
    /// S: a state, province, prefecture.
    Region,
    /// Z: the postal code.
    PostalCode,
    /// X: the sorting code, such as CEDEX.
    SortingCode,
}

impl Part {
    #[cfg(feature = "data")]
    const fn of(letter: char) -> Option<Self> {
        match letter {
            'A' => Some(Self::Street),
            'D' => Some(Self::District),
            'C' => Some(Self::Town),
            'S' => Some(Self::Region),
            'Z' => Some(Self::PostalCode),
            'X' => Some(Self::SortingCode),
            _ => None,
        }
    }
}

/// How one country writes addresses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressRules {
    /// Its ISO 3166-1 alpha-2 code; empty for the rules of no country in particular.
    pub country: String,
    /// Its parts, in the order in which they are asked.
    pub parts: Vec<Part>,
    /// The parts that must be there.
    pub required: Vec<Part>,
    /// The parts that are written in capitals.
    pub capitals: Vec<Part>,
    /// What the region, the town, the district and the postal code are called.
    pub names: [Word; 4],
    /// A postal code as an example; empty if there are none.
    pub postal_example: String,
    /// The regions, as code and name; empty where any may be written.
    pub regions: Vec<(String, String)>,
}

impl AddressRules {
    /// The rules for an address of no country in particular.
    fn general() -> Self {
        Self {
            country: String::new(),
            parts: vec![Part::Street, Part::Town, Part::Region, Part::PostalCode],
            required: vec![Part::Street, Part::Town],
            capitals: Vec::new(),
            names: [Word::Region, Word::City, Word::Suburb, Word::PostalCode],
            postal_example: String::new(),
            regions: Vec::new(),
        }
    }

    /// What a part is called.
    pub const fn name(&self, part: Part) -> Word {
        let [region, town, district, postal_code] = self.names;
        match part {
            Part::Street => Word::AddressLine1,
            Part::District => district,
            Part::Town => town,
            Part::Region => region,
            Part::PostalCode => postal_code,
            Part::SortingCode => Word::SortingCode,
        }
    }

    /// The name of a region; its code where it is none of the list.
    pub fn region_name<'a>(&'a self, code: &'a str) -> &'a str {
        self.regions.iter().find(|(known, _)| known == code).map_or(code, |(_, name)| name)
    }

    /// A part as it is stored. Codes are in capitals where the country writes them so; names stay as people write them, for the post reads
    /// them in any case, and capitals cannot be undone.
    pub fn written(&self, part: Part, text: &str) -> String {
        if self.capitals.contains(&part) && matches!(part, Part::PostalCode | Part::SortingCode) {
            text.to_uppercase()
        } else {
            text.to_owned()
        }
    }
}

static GENERAL: LazyLock<AddressRules> = LazyLock::new(AddressRules::general);
/// What the browser was told. The rules are data that never change while a page is open.
static LEARNT: RwLock<BTreeMap<String, &'static AddressRules>> = RwLock::new(BTreeMap::new());

/// The rules of a country; the general ones where it is none, or is not known here.
pub fn rules(country: &str) -> &'static AddressRules {
    known(country).unwrap_or(&GENERAL)
}

/// The rules of a country, if they are known here: the server knows all, the browser those that it was told.
pub fn known(country: &str) -> Option<&'static AddressRules> {
    #[cfg(feature = "data")]
    if let Some(rules) = data::ALL.get(country) {
        return Some(rules);
    }
    LEARNT.read().ok()?.get(country).copied()
}

/// Takes in the rules of a country, packed as [`told`] writes them; says whether they could be read.
pub fn learn(packed: &[u8]) -> bool {
    let Ok(rules) = postcard::from_bytes::<AddressRules>(packed) else { return false };
    let Ok(mut learnt) = LEARNT.write() else { return false };
    if !learnt.contains_key(&rules.country) {
        // At most once a country, for as long as the page is open.
        learnt.insert(rules.country.clone(), Box::leak(Box::new(rules)));
    }
    true
}

/// The rules of a country, packed for the browser: a few hundred bytes. Only the server has them.
pub fn told(country: &str) -> Option<Vec<u8>> {
    #[cfg(feature = "data")]
    {
        postcard::to_stdvec(data::ALL.get(country)?).ok()
    }
    #[cfg(not(feature = "data"))]
    {
        let _ = country;
        None
    }
}

/// A postal code as its country writes it, whatever its case and spacing, and with the letters of the country before it or without:
/// `d-10115` is 10115. `None` where it is surely none. Where the form is not known, and in the browser, it stands as it was typed.
pub fn postal_code(country: &str, text: &str) -> Option<String> {
    #[cfg(feature = "data")]
    {
        let Some(form) = data::FORMS.get(country) else { return Some(text.to_owned()) };
        // No country has longer ones, and what follows takes longer the longer it is.
        if text.chars().count() > 16 {
            return None;
        }
        let fits = |text: &String| form.is_match(text);
        let upper: String = text.chars().map(super::super::digits::western).flat_map(char::to_uppercase).collect();
        let example = data::ALL.get(country).map_or("", |rules| rules.postal_example.as_str());
        let marks = if example.contains(' ') || country == "SE" { [' ', '-'] } else { ['-', ' '] };
        let is_marked = country == "SE" || example.contains(marks);
        let spelt = |text: &str| {
            let bare: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
            let ends = || bare.char_indices().map(|(at, _)| at).skip(1);
            let marked = || {
                let bare = &bare;
                marks.into_iter().flat_map(move |mark| ends().map(move |at| format!("{}{mark}{}", &bare[..at], &bare[at..])))
            };
            // With the mark that the country sets, where it sets or the text has one; else as it is, with one mark set anew, or without any; else with the country's letters.
            let first = marked().filter(|_| is_marked || text.contains(marks));
            let lettered = || ["-", "", " "].into_iter().map(|mark| format!("{country}{mark}{bare}"));
            first.chain([text.to_owned()]).chain(marked()).chain([bare.clone()]).chain(lettered()).find(fits)
        };
        let its_own = |letters: &str| letters == country || data::LETTERS.contains(&(letters, country));
        let without_country = upper.split_once('-').filter(|(letters, _)| its_own(letters));
        spelt(upper.trim()).or_else(|| spelt(without_country?.1))
    }
    #[cfg(not(feature = "data"))]
    {
        let _ = country;
        Some(text.to_owned())
    }
}

#[cfg(feature = "data")]
mod data {
    //! The table of all territories, read once.

    use std::{collections::BTreeMap, sync::LazyLock};

    use regex_lite::Regex;

    use super::{AddressRules, Part};
    use crate::words::Word;

    /// What people write before the codes of a country, beside its own two letters: those of its cars.
    pub(super) const LETTERS: &[(&str, &str)] = &[
        ("A", "AT"),
        ("B", "BE"),
        ("D", "DE"),
        ("E", "ES"),
        ("EST", "EE"),
        ("F", "FR"),
        ("FIN", "FI"),
        ("FL", "LI"),
        ("H", "HU"),
        ("I", "IT"),
        ("L", "LU"),
        ("N", "NO"),
        ("P", "PT"),
        ("S", "SE"),
        ("SLO", "SI"),
    ];

    const TABLE: &str = include_str!("../../../data/addresses.txt");

    pub(super) static ALL: LazyLock<BTreeMap<&'static str, AddressRules>> =
        LazyLock::new(|| TABLE.lines().filter_map(read).map(|(code, rules, _)| (code, rules)).collect());

    pub(super) static FORMS: LazyLock<BTreeMap<&'static str, Regex>> = LazyLock::new(|| {
        let form = |(code, _, form): (&'static str, AddressRules, &str)| {
            Regex::new(&format!("^(?:{form})$")).ok().filter(|_| !form.is_empty()).map(|form| (code, form))
        };
        TABLE.lines().filter_map(read).filter_map(form).collect()
    });

    fn read(line: &'static str) -> Option<(&'static str, AddressRules, &'static str)> {
        let mut columns = line.split('\t');
        let mut next = || columns.next();
        let parts = |letters: &str| letters.chars().filter_map(Part::of).collect::<Vec<_>>();
        let code = next()?;
        let (order, required, capitals) = (parts(next()?), parts(next()?), parts(next()?));
        let names = [region(next()?), town(next()?), district(next()?), postal_code(next()?)];
        let (form, example, regions) = (next()?, next()?, next()?);
        let pair = |text: &str| {
            let (value, name) = text.split_once('=').unwrap_or((text, text));
            (value.to_owned(), name.to_owned())
        };
        let rules = AddressRules {
            country: code.to_owned(),
            parts: order,
            required,
            capitals,
            names,
            postal_example: example.to_owned(),
            regions: regions.split('~').filter(|text| !text.is_empty()).map(pair).collect(),
        };
        Some((code, rules, form))
    }

    fn region(name: &str) -> Word {
        match name {
            "state" => Word::State,
            "island" => Word::Island,
            "department" => Word::Department,
            "parish" => Word::Parish,
            "county" => Word::County,
            "oblast" => Word::Oblast,
            "emirate" => Word::Emirate,
            "area" => Word::Area,
            "prefecture" => Word::Prefecture,
            "do_si" => Word::DoSi,
            "district" => Word::District,
            _ => Word::Province,
        }
    }

    fn town(name: &str) -> Word {
        match name {
            "post_town" => Word::PostTown,
            "district" => Word::District,
            "suburb" => Word::Suburb,
            _ => Word::City,
        }
    }

    fn district(name: &str) -> Word {
        match name {
            "neighborhood" => Word::Neighborhood,
            "district" => Word::District,
            "townland" => Word::Townland,
            "village_township" => Word::VillageTownship,
            _ => Word::Suburb,
        }
    }

    fn postal_code(name: &str) -> Word {
        match name {
            "zip" => Word::ZipCode,
            "eircode" => Word::Eircode,
            "pin" => Word::PinCode,
            _ => Word::PostalCode,
        }
    }
}

#[cfg(all(test, feature = "data"))]
mod tests {
    use super::{Part, known, learn, postal_code, rules, told};
    use crate::words::Word;

    #[test]
    fn every_territory_has_rules_and_its_own_example_fits_them() {
        assert_eq!(super::data::ALL.len(), 253);
        for (code, rules) in super::data::ALL.iter() {
            assert!(rules.parts.contains(&Part::Street), "{code}");
            assert!(
                rules.required.iter().all(|part| rules.parts.contains(part)),
                "{code} requires a part that it does not have"
            );
            assert!(rules.postal_example.is_empty() || postal_code(code, &rules.postal_example).is_some(), "{code}");
        }
    }

    #[test]
    fn countries_differ_in_parts_names_and_order() {
        for (country, parts, region, code) in [
            ("US", "ACSZ", Word::State, Word::ZipCode),
            ("GB", "ACZ", Word::Province, Word::PostalCode),
            ("JP", "ASZ", Word::Prefecture, Word::PostalCode),
            ("DE", "AZC", Word::Province, Word::PostalCode),
            ("IE", "ADCSZ", Word::County, Word::Eircode),
            ("HK", "ACS", Word::Area, Word::PostalCode),
        ] {
            let rules = rules(country);
            let expected: Vec<Part> = parts.chars().filter_map(Part::of).collect();
            assert_eq!(rules.parts, expected, "{country}");
            assert_eq!((rules.name(Part::Region), rules.name(Part::PostalCode)), (region, code), "{country}");
        }
        assert_eq!(rules("GB").name(Part::Town), Word::PostTown);
        assert_eq!(rules("GB").written(Part::PostalCode, "sw1a 1aa"), "SW1A 1AA");
        assert_eq!(
            rules("US").regions.iter().find(|(code, _)| code == "CA").map(|(_, name)| name.as_str()),
            Some("California")
        );
        assert!(known("").is_none() && known("XX").is_none());
    }

    #[test]
    fn postal_codes_are_known_by_their_form() {
        for (country, good) in
            [("DE", "10115"), ("GB", "sw1a 1aa"), ("US", "95014-1234"), ("JP", "1540023"), ("CA", "K1A 0B1"), ("NO", "0150")]
        {
            assert!(postal_code(country, good).is_some(), "{country} {good}");
        }
        for (country, bad) in [("DE", "1011"), ("GB", "12345"), ("US", "ABCDE"), ("JP", "154-002"), ("NO", "01500")] {
            assert!(postal_code(country, bad).is_none(), "{country} {bad}");
        }
        for (country, typed, written) in [
            ("IN", "110 034", "110034"),
            ("PL", "00950", "00-950"),
            ("PT", "2725079", "2725-079"),
            ("CA", "k1a-0b1", "K1A 0B1"),
            ("GB", "sw1a  1aa", "SW1A 1AA"),
            ("DE", "D-10115", "10115"),
            ("US", "950141234", "95014-1234"),
            ("IE", "d02 x285", "D02 X285"),
            ("NL", "1234ab", "1234 AB"),
            ("GB", "sw1a1aa", "SW1A 1AA"),
            ("GB", "m11ae", "M1 1AE"),
            ("CA", "K1A0B1", "K1A 0B1"),
            ("IE", "D02X285", "D02 X285"),
            ("SE", "11455", "114 55"),
            ("CZ", "10000", "100 00"),
            ("BR", "40301110", "40301-110"),
            ("LV", "1050", "LV-1050"),
            ("LV", "lv1050", "LV-1050"),
            ("LT", "LT-04340", "04340"),
            ("MT", "nxr01", "NXR 01"),
            ("AD", "100", "AD100"),
            ("BN", "bt2328", "BT2328"),
            ("US", "95014 1234", "95014-1234"),
            ("US", "95014", "95014"),
            ("JP", "１５４－００２３", "154-0023"),
        ] {
            assert_eq!(postal_code(country, typed).as_deref(), Some(written), "{country} {typed}");
        }
        for (country, another) in [("CH", "A-1010"), ("NO", "DK-2100"), ("DE", &"1".repeat(1_000))] {
            assert!(postal_code(country, another).is_none(), "{country} {another}");
        }
        assert!(postal_code("HK", "anything").is_some(), "a country without codes doubts none");
    }

    #[test]
    fn what_the_browser_is_told_is_small_and_reads_back_alike() {
        for (country, most) in [("DE", 200), ("US", 2_000), ("CN", 3_000)] {
            let told = told(country).unwrap();
            assert!(told.len() <= most, "{country}: {} bytes", told.len());
            assert!(learn(&told));
        }
        assert!(!learn(b"{}"));
    }
}
