//! An entry's details as people read them: names and values in the reader's language. The database keeps codes and keys.

use std::{collections::BTreeMap, sync::LazyLock};

use domain::{
    access::Role,
    customers::{CustomerState, Payer},
    flows,
    form::{Answer, Answers, Choices, Question},
    forms,
    money::Money,
    payments::{
        Gateway,
        reasons::{self, Purpose},
    },
    vocabulary::Percent,
    words::{Language, Word, fill},
};
use serde_json::{Map, Value};

/// What is noted beside the answers of forms, by its key.
const KEYS: [(&str, Word); 63] = [
    ("action", Word::AuditWhat),
    ("amount", Word::DetailAmount),
    ("application", Word::DetailApplication),
    ("asked", Word::DetailPage),
    ("at_provider", Word::DetailAtProvider),
    ("basis_points", Word::DetailRate),
    ("below", Word::DetailTopUpBelow),
    ("billing_account", Word::BillingAccount),
    ("by", Word::DetailTopUpBy),
    ("bytes", Word::DetailBytes),
    ("card", Word::DetailCard),
    ("characters", Word::DetailCharacters),
    ("colour", Word::DetailColour),
    ("country", Word::Country),
    ("currency", Word::Currency),
    ("default", Word::DetailDefault),
    ("disabled", Word::DetailDisabled),
    ("dispute", Word::DetailDispute),
    ("draft", Word::DetailDraft),
    ("email", Word::Email),
    ("event", Word::DetailMessage),
    ("factor_required", Word::FactorRequired),
    ("flows", Word::Flows),
    ("footer", Word::DetailFooter),
    ("from", Word::AuditFromDay),
    ("gateway", Word::GatewayKind),
    ("issue", Word::DetailIssue),
    ("job", Word::DetailJob),
    ("key", Word::DetailKey),
    ("kind", Word::DetailPurpose),
    ("list", Word::DetailList),
    ("logo", Word::DetailLogo),
    ("mails", Word::DetailMails),
    ("messages", Word::PlanMessages),
    ("monthly", Word::DetailMonthly),
    ("name", Word::ColumnName),
    ("notice", Word::DetailNotice),
    ("passkey", Word::DetailPasskey),
    ("payer", Word::ColumnPayer),
    ("payment", Word::DetailPayment),
    ("person", Word::DetailPerson),
    ("plan", Word::DetailPlan),
    ("pool_inbound", Word::PoolInbound),
    ("pool_outbound", Word::PoolOutbound),
    ("pool_two_way", Word::PoolTwoWay),
    ("purpose", Word::DetailPurpose),
    ("realm_suffix", Word::RealmSuffix),
    ("reason", Word::DetailReason),
    ("recipients", Word::DetailRecipients),
    ("reply_to", Word::DetailReplyTo),
    ("role", Word::UserColumnRole),
    ("second_of", Word::DetailSecondOf),
    ("sender", Word::DetailSender),
    ("sessions", Word::DetailSessions),
    ("setup", Word::DetailSetup),
    ("state", Word::ColumnState),
    ("subject", Word::NoticeSubject),
    ("time_zone", Word::TimeZone),
    ("to", Word::AuditToDay),
    ("trunks", Word::PlanTrunks),
    ("version", Word::DetailVersion),
    ("who", Word::AuditWho),
    ("why", Word::DetailReason),
];
/// Amounts of money: whole numbers of minor units beside a `currency`.
const AMOUNTS: [&str; 5] = ["amount", "below", "by", "monthly", "setup"];
/// What was before a change, and after it.
const TIMES: [(&str, Word); 2] = [("before", Word::DetailBefore), ("after", Word::DetailAfter)];

static QUESTIONS: LazyLock<BTreeMap<&'static str, &'static Question>> =
    LazyLock::new(|| forms::questions().map(|question| (question.key, question)).collect());

/// What a key is called; of a row's (`administrators.7.email`) what its question asks.
fn label(key: &str) -> Option<Word> {
    let last = key.rsplit('.').next().unwrap_or(key);
    let noted = KEYS.iter().find(|(known, _)| *known == last).map(|(_, word)| *word);
    noted.or_else(|| QUESTIONS.get(last).map(|question| question.label))
}

/// The keys of details that people could not read: none, as every test that notes something checks.
pub fn unknown(detail: &Value) -> Vec<String> {
    let Value::Object(fields) = detail else { return Vec::new() };
    let mut found = Vec::new();
    for (key, value) in fields {
        if TIMES.iter().any(|(time, _)| time == key) {
            found.extend(unknown(value));
        } else if label(key).is_none() {
            found.push(key.clone());
        }
    }
    found
}

/// Names and values of an entry's details, in order.
pub fn describe(action: &str, detail: &Value, language: Language) -> Vec<(String, String)> {
    let mut out = Vec::new();
    if let Value::Object(fields) = detail {
        Writer { action, language, time: None }.object(fields, &mut out);
    }
    out
}

#[derive(Clone, Copy)]
struct Writer<'a> {
    action: &'a str,
    language: Language,
    /// Whether it is of before or after a change.
    time: Option<Word>,
}

impl Writer<'_> {
    fn object(self, fields: &Map<String, Value>, out: &mut Vec<(String, String)>) {
        let currency = fields.get("currency").and_then(Value::as_str).unwrap_or_default();
        let has_amounts = AMOUNTS.iter().any(|key| fields.get(*key).is_some_and(Value::is_i64));
        for (key, value) in fields {
            let time = TIMES.iter().find(|(time, _)| time == key).map(|(_, word)| *word);
            match (time, value) {
                (_, Value::Null) => {}
                (_, Value::String(text)) if text.is_empty() => {}
                (Some(time), Value::Object(fields)) => Writer { time: Some(time), ..self }.object(fields, out),
                // A state, or a setting without a name of its own.
                (Some(time), value) => {
                    let key = if self.action == "customer.closed" { "state" } else { "" };
                    out.push((Writer { time: Some(time), ..self }.name(key), self.value(key, value, currency)));
                }
                // It is said with the amounts.
                (None, _) if key == "currency" && has_amounts => {}
                (None, value) => out.push((self.name(key), self.value(key, value, currency))),
            }
        }
    }

    fn name(self, key: &str) -> String {
        let label = label(key).unwrap_or(Word::DetailOther).text(self.language);
        self.time.map_or_else(|| label.to_owned(), |time| fill(time.text(self.language), &[("label", label)]))
    }

    fn value(self, key: &str, value: &Value, currency: &str) -> String {
        let language = self.language;
        match value {
            Value::Bool(yes) => if *yes { Word::Yes } else { Word::No }.text(language).to_owned(),
            Value::String(text) => self.text(key, text),
            Value::Array(all) => all.iter().map(|one| self.value(key, one, currency)).collect::<Vec<_>>().join(", "),
            Value::Number(number) => match number.as_i64() {
                Some(minor) if AMOUNTS.contains(&key) && !currency.is_empty() => Money::new(minor, currency).show(language),
                Some(basis_points) if key == "basis_points" => Percent { basis_points }.show_about("", language),
                _ => number.to_string(),
            },
            other => other.to_string(),
        }
    }

    /// A code in words, and anything else as it is.
    fn text(self, key: &str, text: &str) -> String {
        let word = match key {
            "role" => Role::from_code(text).map(Role::name),
            "state" => CustomerState::from_code(text).map(CustomerState::name),
            "payer" => Payer::from_code(text).map(Payer::name),
            "gateway" => Gateway::from_code(text).map(Gateway::name),
            "flows" => flows::flow(text).map(|flow| flow.title),
            "action" => domain::audit::name(text),
            "kind" => crate::mail::kind_name(text),
            "job" => crate::jobs::kind(text).map(|kind| kind.title),
            "list" if text == "audit" => Some(Word::Audit),
            "list" if text.starts_with("statement") => Some(Word::Statement),
            "purpose" if text == Purpose::Activation.code() => Some(Word::DetailFirstMonth),
            _ => None,
        };
        if let Some(word) = word {
            return word.text(self.language).to_owned();
        }
        match (key, self.action) {
            ("purpose", _) => {
                Purpose::from_code(text).map_or_else(|| text.to_owned(), |purpose| purpose.text("", self.language))
            }
            ("why", "payment.declined") => reasons::decline(text, self.language),
            ("reason", "payment.disputed" | "dispute.won" | "dispute.lost") => reasons::dispute(text, self.language),
            _ => self.answer(key, text),
        }
    }

    /// An answer of a form: the choice by its name.
    fn answer(self, key: &str, text: &str) -> String {
        let last = key.rsplit('.').next().unwrap_or(key);
        let Some(question) = QUESTIONS.get(last).filter(|_| !text.is_empty()) else { return text.to_owned() };
        let Some(Choices::Fixed(choices)) = question.shape.widget.choices() else {
            return question.show(text, &Answers::default(), self.language);
        };
        let choice = choices.iter().find(|choice| choice.value == text);
        choice.map_or_else(|| text.to_owned(), |choice| choice.label.text(self.language).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use domain::words::Language;
    use serde_json::json;

    use super::{KEYS, describe, unknown};

    #[test]
    fn details_are_said_in_the_readers_language() {
        let said = |action, detail| {
            let pairs = describe(action, &detail, Language::German);
            pairs.into_iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("; ")
        };
        for (action, detail, german) in [
            (
                "user.role_changed",
                json!({ "before": { "role": "support" }, "after": { "role": "manager", "disabled": false } }),
                "Gesperrt, nachher: Nein; Rolle, nachher: Manager; Rolle, vorher: Support",
            ),
            (
                "payment.started",
                json!({ "amount": 123_456, "currency": "EUR", "purpose": "monthly" }),
                "Betrag: 1.234,56\u{a0}EUR; Für: Offener Betrag",
            ),
            ("payment.declined", json!({ "why": "expired_card" }), "Grund: sie ist abgelaufen"),
            ("settings.tax", json!({ "name": "MwSt.", "basis_points": 1_900 }), "Satz: 19\u{a0}%; Name: MwSt."),
            ("customer.closed", json!({ "before": "suspended" }), "Status, vorher: Gesperrt"),
            ("top_up.changed", json!({ "by": 500, "currency": "USD", "below": null }), "Aufladung: 5,00\u{a0}USD"),
        ] {
            assert_eq!(said(action, detail), german);
        }
    }

    #[test]
    fn a_key_without_a_name_is_found() {
        assert_eq!(
            unknown(&json!({ "role": 1, "before": { "registration_number": "A", "colr": 1 }, "wy": 2 })),
            ["colr", "wy"]
        );
        assert!(KEYS.is_sorted_by_key(|(key, _)| *key), "in alphabetical order");
    }
}
