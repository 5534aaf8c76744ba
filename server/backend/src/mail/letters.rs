//! What each kind of mail says, in the reader's language.

use domain::{
    access::Role,
    form::Answer,
    words::{Language, Word, fill},
};
use serde_json::Value;

use super::{Kind, Letter, Look};

/// The letter of a kind. `detail` has what its sentences name, `link` is the link's address.
pub fn write(kind: Kind, language: Language, reseller: Option<&str>, detail: &Value, link: Option<String>) -> Letter {
    let from = line(reseller.unwrap_or(Word::Portico.text(language)));
    let named = |key: &str| line(detail.get(key).and_then(Value::as_str).unwrap_or_default());
    let (name, by, team, new) = (harmless(&named("name")), harmless(&named("by")), harmless(&named("team")), named("new"));
    let (amount, what, number, why) = (named("amount"), named("what"), named("number"), named("why"));
    let role = Role::from_code(&named("role")).map_or("", |role| role.name().text(language));
    let say = |word: Word| {
        let values = [
            ("reseller", &*from),
            ("name", &name),
            ("by", &by),
            ("team", &team),
            ("role", role),
            ("new", &new),
            ("amount", &amount),
            ("what", &what),
            ("number", &number),
            ("why", &why),
        ];
        fill(word.text(language), &values)
    };
    let own = |(subject, body, end): Written| {
        let from = from.clone();
        Letter { language, from, subject, body, link: None, end, look: Look::default() }
    };
    // Something of one's sign-in was changed, and if it was not oneself something is to be done.
    let told = |subject, body| {
        (subject, [Word::MailHello, body], None, [Word::MailPasswordChangedEnd, Word::MailPasswordChangedNotYou])
    };
    let (subject, body, button, end): Plan = match kind {
        Kind::SetPassword => (
            Word::MailSetPassword,
            [Word::MailHello, Word::MailSetPasswordBody],
            Some(Word::MailSetPasswordLink),
            [Word::MailWeek, Word::MailUnexpected],
        ),
        Kind::ResetPassword => (
            Word::MailReset,
            [Word::MailHello, Word::MailResetBody],
            Some(Word::MailResetLink),
            [Word::MailHour, Word::MailResetUnexpected],
        ),
        // S0.10, S0.11: they activate the account, and pay.
        Kind::Invitation if detail.get("activation").and_then(Value::as_bool) == Some(true) => (
            Word::MailActivation,
            [if name.is_empty() { Word::MailHelloNobody } else { Word::MailHello }, Word::MailActivationBody],
            Some(Word::MailActivationLink),
            [Word::MailWeek, Word::MailUnexpected],
        ),
        Kind::Receipt | Kind::Refund | Kind::CardDeclined | Kind::Dispute | Kind::RefundFailed => about_money(kind),
        Kind::Suspended | Kind::Resumed | Kind::Closed => about_life(kind, !why.is_empty()),
        Kind::AccessChanged => (
            Word::MailAccessChanged,
            [Word::MailHello, Word::MailAccessChangedBody],
            None,
            [Word::MailAccessElsewhere, Word::MailLifeAsk],
        ),
        Kind::AccessEnded => (
            Word::MailAccessEnded,
            [Word::MailHello, Word::MailAccessEndedBody],
            None,
            [Word::MailAccessElsewhere, Word::MailLifeAsk],
        ),
        // S1.16-S1.19: whoever is invited by name is to manage a customer's services themselves.
        Kind::Invitation if !name.is_empty() => (
            Word::MailCustomerInvitation,
            [Word::MailCustomerInvitationHello, Word::MailCustomerInvitationBody],
            Some(Word::MailCustomerInvitationLink),
            [Word::MailWeek, Word::MailUnexpected],
        ),
        Kind::Invitation => (
            Word::MailInvitation,
            [Word::MailInvitationBody, Word::MailInvitationNext],
            Some(Word::MailInvitationLink),
            [Word::MailWeek, Word::MailUnexpected],
        ),
        Kind::PasswordChanged => told(Word::MailPasswordChanged, Word::MailPasswordChangedBody),
        Kind::EmailChange => (
            Word::MailEmailChange,
            [Word::MailHello, Word::MailEmailChangeBody],
            Some(Word::MailEmailChangeLink),
            [Word::MailHour, Word::MailUnexpected],
        ),
        Kind::EmailChanged => (
            Word::MailEmailChanged,
            [Word::MailHello, Word::MailEmailChangedBody],
            None,
            [Word::MailPasswordChangedEnd, Word::MailEmailChangedNotYou],
        ),
        Kind::FactorOn => told(Word::MailFactorOn, Word::MailFactorOnBody),
        Kind::FactorOff => told(Word::MailFactorOff, Word::MailFactorOffBody),
        Kind::RecoveryUsed => told(Word::MailRecoveryUsed, Word::MailRecoveryUsedBody),
        Kind::CodesTried => told(Word::MailCodesTried, Word::MailCodesTriedBody),
        Kind::PasskeyAdded => told(Word::MailPasskeyAdded, Word::MailPasskeyAddedBody),
        Kind::PasskeyRemoved => told(Word::MailPasskeyRemoved, Word::MailPasskeyRemovedBody),
        // What somebody wrote themselves.
        Kind::Notice => return own(notice(&named, detail, language)),
        Kind::IssueReport => return own(issue(&named, detail, language)),
    };
    let link = button.zip(link).map(|(name, address)| (name.text(language).to_owned(), address));
    let (subject, body, end) = (say(subject), body.map(say).into(), end.map(say).into());
    Letter { language, from: from.clone(), subject, body, link, end, look: Look::default() }
}

/// Subject, body, button and end of a letter, before its places are filled.
type Plan = (Word, [Word; 2], Option<Word>, [Word; 2]);

/// Of the letters about payments.
const fn about_money(kind: Kind) -> Plan {
    match kind {
        Kind::Refund => {
            (Word::MailRefund, [Word::MailHello, Word::MailRefundBody], None, [Word::MailRefundEnd, Word::MailReceiptKeep])
        }
        Kind::CardDeclined => (
            Word::MailCardDeclined,
            [Word::MailHello, Word::MailCardDeclinedBody],
            Some(Word::MailCardDeclinedLink),
            [Word::MailCardDeclinedEnd, Word::MailReceiptEnd],
        ),
        Kind::Dispute => {
            (Word::MailDispute, [Word::MailHello, Word::MailDisputeBody], None, [Word::MailDisputeNext, Word::MailRefundEnd])
        }
        Kind::RefundFailed => (
            Word::MailRefundFailed,
            [Word::MailHello, Word::MailRefundFailedBody],
            None,
            [Word::MailRefundFailedNext, Word::MailRefundEnd],
        ),
        _ => (Word::MailReceipt, [Word::MailHello, Word::MailReceiptBody], None, [Word::MailReceiptEnd, Word::MailReceiptKeep]),
    }
}

/// Of the letters about a customer's account as a whole.
const fn about_life(kind: Kind, has_reason: bool) -> Plan {
    let (subject, body, end) = match kind {
        Kind::Suspended => (Word::MailSuspended, Word::MailSuspendedBody, Word::MailSuspendedEnd),
        Kind::Resumed => (Word::MailResumed, Word::MailResumedBody, Word::MailResumedEnd),
        _ => (Word::MailClosed, Word::MailClosedBody, Word::MailClosedEnd),
    };
    (subject, [Word::MailHello, body], None, [if has_reason { Word::MailLifeReason } else { end }, Word::MailLifeAsk])
}

/// What the mail of an invitation will say, before it is sent (S1.16-S1.19); its link leads nowhere yet.
pub fn preview_invitation(language: Language, reseller: &str, team: &str, name: &str, link: String) -> Letter {
    let detail = serde_json::json!({ "name": name, "team": team });
    write(Kind::Invitation, language, Some(reseller), &detail, Some(link))
}

type Written = (String, Vec<String>, Vec<String>);

/// Work that is announced (S1.7).
fn notice(named: &dyn Fn(&str) -> String, detail: &Value, language: Language) -> Written {
    let mut body = vec![Word::MailNoticeHello.text(language).to_owned()];
    let when = named("when");
    if !when.is_empty() {
        body.push(fill(Word::MailNoticeWhen.text(language), &[("what", &when)]));
    }
    body.extend(paragraphs(detail));
    (named("subject"), body, vec![fill(Word::MailNoticeEnd.text(language), &[("team", &named("team"))])])
}

/// An issue that a customer reports (S2.16).
fn issue(named: &dyn Fn(&str) -> String, detail: &Value, language: Language) -> Written {
    let (team, by, what, new) = (harmless(&named("team")), harmless(&named("by")), harmless(&named("what")), named("new"));
    let say = |word: Word| fill(word.text(language), &[("team", &team), ("by", &by), ("what", &what), ("new", &new)]);
    let mut body = vec![say(Word::MailIssueBody)];
    body.extend(paragraphs(detail));
    (say(Word::MailIssue), body, vec![say(Word::MailIssueEnd)])
}

fn paragraphs(detail: &Value) -> Vec<String> {
    let text = detail.get("body").and_then(Value::as_str).unwrap_or_default();
    text.split("\n\n").map(str::to_owned).collect()
}

/// A letter of a kind that has no link, in a look.
pub fn of_kind(kind: Kind, language: Language, reseller: &str, detail: &Value, look: Look) -> Letter {
    write(kind, language, Some(reseller), detail, None).in_look(look)
}

/// When work is done: the day in words, and its times with their zone.
pub fn when(day: Option<time::Date>, times: Option<(&str, &str)>, zone: &str, language: Language) -> String {
    let Some(day) = day else { return String::new() };
    let day = domain::vocabulary::Date::parse(&day.to_string()).map(|day| day.show_about("", language)).unwrap_or_default();
    match times {
        Some((from, until)) => format!("{day}, {from}–{until} ({zone})"),
        None => day,
    }
}

/// The most of a name that a mail shows.
const LONGEST_NAME: usize = 80;

/// A name that anybody may have chosen, in a mail that carries the reseller's: one line, not too long, and nothing in it that a mail program
/// makes a link of (addresses, telephone numbers in a `tel:`). What people read stays the same, but for `://`, which no name has.
fn harmless(name: &str) -> String {
    let name = name.replace("://", " ");
    let letters: Vec<char> = name.chars().collect();
    let mut out = String::with_capacity(name.len());
    for (at, letter) in letters.iter().enumerate() {
        if at == LONGEST_NAME {
            out.push('…');
            break;
        }
        out.push(*letter);
        // A word joiner (U+2060) is not seen and keeps the line together, and with it nothing is an address any more.
        let next_is_part = letters.get(at + 1).is_some_and(|next| next.is_alphanumeric());
        if matches!(letter, '.' | '@' | ':') && next_is_part {
            out.push('\u{2060}');
        }
    }
    out
}

/// A name as one line: a mail's head has nothing but lines, and what begins a new one is another field (ASVS 1.3.11).
fn line(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use domain::words::Language;
    use serde_json::json;

    use super::{Kind, write};

    #[test]
    fn no_name_makes_a_link_or_takes_the_subject() {
        for kind in [Kind::Invitation, Kind::Receipt, Kind::IssueReport, Kind::CardDeclined] {
            let evil = "Win 1000 EUR at https://evil.example/x or mail win@evil.example ".repeat(5);
            let detail =
                json!({ "name": evil, "by": evil, "team": evil, "what": "Business", "amount": "USD 1.00", "number": "1" });
            let letter = write(kind, Language::English, Some("Acme"), &detail, None);
            let text = format!("{}\n{}", letter.subject, letter.text());
            assert!(!text.contains("evil.example") && !text.contains("://") && !text.contains("win@evil"), "{kind:?}: {text}");
            assert!(letter.subject.chars().count() < 300, "{kind:?}: {}", letter.subject);
        }
        assert_eq!(super::harmless("St. John & Sons (Ltd.)"), "St. John & Sons (Ltd.)", "as it is read");
    }

    #[test]
    fn every_letter_is_whole_in_every_language() {
        let detail = json!({ "name": "Ada", "by": "Bo", "team": "Kestrel", "role": "support", "new": "a@b.example", "amount": "USD 1.00", "what": "Business", "number": "1", "why": "No",
            "subject": "Work for Kestrel", "body": "One.\n\nTwo.", "when": "Tuesday" });
        for kind in crate::mail::KINDS.iter().map(|about| about.kind) {
            for language in Language::SPOKEN {
                let link = kind.link().or(kind.page()).map(|path| format!("https://portal.example{path}/token"));
                let letter = write(kind, language, Some("Acme"), &detail, link.clone());
                let text = format!("{}\n{}", letter.subject, letter.text());
                // A place that nobody fills would leave two blanks, or a blank before a stop.
                assert!(
                    !text.contains("  ") && !text.contains(" .") && !text.contains(" ,"),
                    "{kind:?} in {language:?}: {text}"
                );
                assert!(text.contains("Ada") || text.contains("Kestrel"), "{kind:?} names nobody: {text}");
                assert_eq!(letter.link.is_some(), link.is_some(), "{kind:?}");
            }
        }
    }
}
