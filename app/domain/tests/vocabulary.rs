//! Every kind of answer at work on the sheet of reference: what is accepted and how it is shown, what is refused with which problem, what
//! reads back alike, and what the schema says of it.

#![cfg(feature = "data")]

use domain::{
    flows::vocabulary::{FAULTY, FILLED, FLOW},
    form::{Answers, Problem, Question, schema},
    words::Language,
};
use proptest::prelude::*;
use regex_lite::Regex;

fn question(key: &str) -> &'static Question {
    FLOW.question(key).unwrap_or_else(|| panic!("no question {key}")).1
}

/// The answers beside which a question is judged: an address in Norway, amounts in euros.
fn beside(key: &str, text: &str) -> Answers {
    [("place_country", "NO"), ("currency", "EUR"), (key, text)].into_iter().collect()
}

fn judged(key: &str, typed: &str) -> Result<String, Problem> {
    let question = question(key);
    let kept = question.taken(typed, Language::English);
    let answers = beside(key, &kept);
    question.judge(&answers).map(|()| question.show(&kept, &answers, Language::English))
}

#[test]
fn what_is_accepted_is_shown_as_readers_write_it() {
    for (key, typed, shown) in [
        ("company", "  Kestrel\u{a0}Ltd ", "Kestrel\u{a0}Ltd"),
        ("company", "株式会社ケストレル", "株式会社ケストレル"),
        ("person", "Ó", "Ó"),
        ("person", "Jean-Luc O’Brien", "Jean-Luc O’Brien"),
        ("person", "می\u{200c}خواهم", "می\u{200c}خواهم"),
        ("note", "", ""),
        ("agreed", "yes", "yes"),
        ("place_country", "NO", "NO"),
        ("place_postal_code", "0150", "0150"),
        ("place_postal_code", "N-0150", "0150"),
        ("email", "Ada@Example.com", "Ada@example.com"),
        ("phone", "22 12 34 56", "22 12 34 56"),
        ("phone", "0047 22123456", "22 12 34 56"),
        ("tax_number", "995 525 828 mva", "995525828MVA"),
        ("currency", "EUR", "EUR"),
        ("amount", "1,234.5", "EUR\u{a0}1,234.50"),
        ("share", "7.5 %", "7.5\u{a0}%"),
        ("trunks", "1 250", "1,250"),
        ("language", "gsw", "gsw"),
        ("written_in", "de", "de"),
        ("colour", "2F4BD8", "#2f4bd8"),
        ("until", "2028-02-29", "29 February 2028"),
        ("invoice_days", "31;1 15.", "1, 15, 31"),
        ("time_zone", "America/Port-au-Prince", "America/Port-au-Prince"),
        ("from", "7:05", "07:05"),
        ("domain", "Bücher.Example.", "bücher.example"),
        ("hook", "HTTPS://Example.com/A?b#c", "https://example.com/A?b#c"),
        ("realm", "Kestrel . SIP.example.com", "kestrel.sip.example.com"),
        ("host", "2001:db8::7", "[2001:db8::7]"),
        ("login", "Grace.Hopper", "grace.hopper"),
    ] {
        assert_eq!(judged(key, typed).as_deref(), Ok(shown), "{key}: {typed}");
    }
}

#[test]
fn what_is_refused_is_refused_for_what_is_wrong_with_it() {
    let (long, longer) = ("é".repeat(129), "é".repeat(161));
    for (key, typed, problem) in [
        ("company", " \u{200b} ", Problem::Missing),
        ("company", &longer, Problem::TooLong(160)),
        ("company", "Kes\u{202e}lert", Problem::ControlCharacter),
        ("company", "Kеstrel", Problem::Doubtful),
        ("person", "", Problem::Missing),
        ("person", "\u{3164}", Problem::Missing),
        ("person", "Ad\u{7}a", Problem::ControlCharacter),
        ("person", "Αda", Problem::Doubtful),
        ("note", &long, Problem::TooLong(128)),
        ("agreed", "perhaps", Problem::NotAChoice),
        ("place_country", "no", Problem::NotAChoice),
        ("place_country", "NOR", Problem::NotAChoice),
        ("place_postal_code", "01500", Problem::Doubtful),
        ("email", "ada", Problem::Malformed),
        ("email", "ada@exаmple.com", Problem::Doubtful),
        // As browsers send it.
        ("email", "ada@xn--exmple-4nf.com", Problem::Doubtful),
        ("email", "ada@gmial.com", Problem::Doubtful),
        ("phone", "12", Problem::Malformed),
        ("phone", "00 00 00 00", Problem::Doubtful),
        ("currency", "eur", Problem::NotAChoice),
        ("amount", "1.500", Problem::TooPrecise(2)),
        ("amount", "-1", Problem::AtLeast(0)),
        ("amount", "about 5", Problem::Malformed),
        ("share", "100.01", Problem::AtMost(100)),
        ("trunks", "1.5", Problem::TooPrecise(0)),
        ("trunks", "0", Problem::AtLeast(1)),
        ("language", "German", Problem::NotAChoice),
        ("written_in", "fr", Problem::NotAChoice),
        ("colour", "blue", Problem::Malformed),
        ("until", "31.12.2027", Problem::Malformed),
        ("until", "1066-10-14", Problem::BeforeYear(1900)),
        ("invoice_days", "32", Problem::AtMost(31)),
        ("invoice_days", "the first", Problem::Malformed),
        ("time_zone", "Europe Berlin", Problem::NotAChoice),
        ("from", "24:00", Problem::Malformed),
        ("domain", "localhost", Problem::Malformed),
        ("domain", "pаypal.example", Problem::Doubtful),
        ("hook", "http://example.com", Problem::NotHttps),
        ("hook", "https://ada:secret@example.com", Problem::NamesSomebody),
        ("realm", "a.b", Problem::TooShort(4)),
        ("realm", "kestrel_1", Problem::Malformed),
        ("host", "example.com:70000", Problem::NoPort),
        ("login", "grace hopper", Problem::Malformed),
    ] {
        assert_eq!(judged(key, typed), Err(problem), "{key}: {typed}");
    }
}

#[test]
fn the_schema_says_of_each_kind_how_a_program_writes_it() {
    let schema = schema(&FLOW, Language::English);
    let patterns = |key: &str| schema["properties"][key]["pattern"].as_str().map(|pattern| Regex::new(pattern).unwrap());
    let mut seen = 0;
    for (key, right) in FILLED {
        if let Some(pattern) = patterns(key) {
            assert!(pattern.is_match(right), "{key}: {right}");
            seen += 1;
        }
    }
    assert_eq!(seen, 18, "each kind that has a form of its own");
    for (key, wrong) in FAULTY {
        // What is refused for its size or for what it is beside has the right form.
        let of_form = matches!(*key, "place_country" | "currency" | "amount" | "share" | "trunks" | "host");
        if let Some(pattern) = patterns(key).filter(|_| !of_form) {
            assert!(!pattern.is_match(wrong), "{key}: {wrong}");
        }
    }
    insta::assert_snapshot!("vocabulary_schema", serde_json::to_string_pretty(&schema).unwrap());
}

proptest! {
    /// What is shown of a right answer is right again, and the same.
    #[test]
    fn right_answers_read_back_alike(
        (year, month, day) in (1900_u16..2200, 1_u8..13, 1_u8..29),
        (hour, minute) in (0_u8..24, 0_u8..60),
        days in proptest::collection::btree_set(1_u8..32, 1..8),
        name in "[a-z][a-z0-9]{0,10}(-[a-z0-9]{1,8})?(\\.[a-z]{2,8}){1,3}",
        port in 1_u16..,
        path in "(/[A-Za-z0-9._~-]{0,8}){0,3}(\\?[a-z]=[0-9])?",
        local in "[A-Za-z0-9]{1,10}([.+_-][A-Za-z0-9]{1,10})?",
        colour in "#[0-9a-f]{6}",
    ) {
        let days = days.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        for (key, typed) in [
            ("until", format!("{year:04}-{month:02}-{day:02}")),
            ("from", format!("{hour:02}:{minute:02}")),
            ("invoice_days", days),
            ("domain", name.clone()),
            ("host", format!("{name}:{port}")),
            ("hook", format!("https://{name}:{port}{path}")),
            ("email", format!("{local}@{name}")),
            ("login", local.to_lowercase()),
            ("realm", name),
            ("colour", colour),
        ] {
            let question = question(key);
            let answers = beside(key, &typed);
            prop_assert_eq!(question.check(&typed, &answers), Ok(()), "{}: {}", key, &typed);
            // A day is shown in words.
            if key != "until" {
                prop_assert_eq!(question.show(&typed, &answers, Language::English), typed);
            }
        }
    }

    /// Numbers stand in a control as their reader writes them, and are read back from it alike.
    #[test]
    fn numbers_come_back_from_their_control_alike(minor in 0_i64..10_000_000_000, points in 0_i64..=10_000, count in 1_i64..=10_000) {
        for (key, kept) in [
            ("amount", format!("{}.{:02}", minor / 100, minor % 100)),
            ("share", format!("{}.{:02}", points / 100, points % 100)),
            ("trunks", count.to_string()),
        ] {
            let question = question(key);
            for language in Language::SPOKEN {
                let again = question.taken(&question.in_control(&kept, language), language);
                prop_assert_eq!(&again, &kept, "{} in {}", key, language.tag());
                prop_assert_eq!(question.check(&again, &beside(key, &again)), Ok(()));
            }
        }
    }
}
