//! Rules beside independent implementations of them: each table is made by `oracles/make.py`, and its first line names the oracle.

#![cfg(feature = "data")]

use domain::{
    form::Answer,
    vocabulary::{Email, Phone, RegistrationNumber, TaxNumber},
};

/// The rows of a table, without the line that names its oracle.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

#[test]
fn numbers_of_taxes_and_registers_are_judged_as_python_stdnum_judges_them() {
    let mut wrong = Vec::new();
    let mut judged = 0;
    for row in rows(include_str!("oracles/numbers.tsv")) {
        let [what, country, _, verdict, number] = row[..] else { panic!("{row:?}") };
        let doubt = if what == "tax" { TaxNumber::DOUBT } else { RegistrationNumber::DOUBT }.unwrap();
        // A number that breaks one rule may keep another of its country.
        if doubt(number, country) == (verdict == "right") {
            wrong.push(row);
        }
        judged += 1;
    }
    assert!(wrong.is_empty(), "{} of {judged}: {wrong:#?}", wrong.len());
}

#[test]
fn addresses_are_taken_as_email_validator_takes_them() {
    for row in rows(include_str!("oracles/emails.tsv")) {
        let [verdict, address] = row[..] else { panic!("{row:?}") };
        // What cannot be seen is taken out of what was typed.
        let typed = domain::form::clean(address);
        assert_eq!(Email::parse(&typed).is_ok(), verdict == "right" || typed != address, "{address:?}");
    }
}

#[test]
fn telephone_numbers_are_read_as_libphonenumber_reads_them() {
    for row in rows(include_str!("oracles/phones.tsv")) {
        let [country, typed, kept] = row[..] else { panic!("{row:?}") };
        // With a selector in it we read what the oracle does not.
        if kept != "wrong" {
            assert_eq!(
                Phone::parse_about(typed, country).map(|phone| phone.as_str().to_owned()).as_deref(),
                Ok(kept),
                "{typed}"
            );
        }
    }
}
