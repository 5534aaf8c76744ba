//! No page, email or file mixes languages: what was made by people who read English is shown in German to people who read German. Every
//! sentence and word of the English table is looked for, and the product's own name.

use std::collections::BTreeSet;

use backend::{demo, testing::test_database};
use domain::words::{Language, Word};
use sqlx::{ConnectOptions, Executor};

use crate::{payments::Scene, sweep, visitor::location};

/// Words of English that no German sentence has, as the parts of its sentences between the places.
fn english() -> Vec<String> {
    let german: Vec<&str> = Word::all().map(|word| word.text(Language::German)).collect();
    let mut parts = BTreeSet::new();
    for word in Word::all() {
        let text = word.text(Language::English);
        for part in text.split('{').filter_map(|part| part.split('}').next_back()) {
            let part = part.trim_matches(|c: char| !c.is_alphanumeric());
            let is_long = part.contains(' ') || part.chars().count() >= 5;
            if is_long && !german.iter().any(|german| holds(german, part)) {
                parts.insert(part.to_owned());
            }
        }
    }
    parts.into_iter().collect()
}

/// Whether a text has this part as whole words, and not as a part of an address.
fn holds(text: &str, part: &str) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '/');
    text.match_indices(part)
        .any(|(at, _)| !is_word(text[..at].chars().next_back()) && !is_word(text[at + part.len()..].chars().next()))
}

/// What people typed, in any language.
const TYPED: [&str; 24] = [
    "District of Columbia",
    "Vereinigte Arabische Emirate",
    "Island",
    "Olga Operator",
    "Be kind.",
    "Sales tax",
    "Business",
    "Starter",
    "Enterprise",
    "Acme Telecom",
    "Borealis Networks",
    "Kestrel Aviation",
    "1 Main Street",
    "Account Administrator",
    "White Label",
    "Planned work",
    "The work of the night.",
    "The line is dead.",
    "Too much",
    "Not paid at all",
    "English",
    "Deutsch",
    "portico-sandbox",
    "Sandbox",
];

/// The texts of a page that people read or hear: between its tags, and of a few attributes.
fn texts(page: &str) -> Vec<String> {
    let page = page.split_once("<body").map_or(page, |(_, body)| body);
    let mut out = Vec::new();
    for (at, part) in page.split('<').enumerate() {
        let (tag, text) = if at == 0 { ("", part) } else { part.split_once('>').unwrap_or((part, "")) };
        if tag.starts_with("script") || tag.starts_with("style") {
            continue;
        }
        for name in ["aria-label", "title", "alt", "placeholder"] {
            let value = tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next());
            out.extend(value.map(str::to_owned));
        }
        out.push(text.to_owned());
    }
    out
}

/// What of a text is English.
fn found(parts: &[String], text: &str) -> Option<String> {
    let mut text = text.replace("&amp;", "&").replace("&quot;", "\"").replace("&#x27;", "'").replace('\u{2060}', "");
    for typed in TYPED {
        text = text.replace(typed, "");
    }
    let part = parts.iter().filter(|part| holds(&text, part)).max_by_key(|part| part.len())?;
    Some(format!("“{part}” in “{}”", text.trim()))
}

/// Everybody reads German from now on.
const GERMAN: &str = "update people set language = 'de', totp_on = null";

#[tokio::test]
async fn no_page_email_or_file_mixes_languages_or_names_the_product() {
    let (_database, options) = test_database().await;
    // People who read English do all that leaves words behind.
    let (mut scene, mut grace, customer) = Scene::paid(options.clone()).await;
    let draft = "019a0000-0000-7000-8000-00000000000d";
    scene.ada.step(draft, "0", "administrator", &[("administrator", "customer")]).await;
    let invited =
        [("answers[user_emails]", "uma@acme.example"), ("answers[role]", "support"), ("answers[mail_language]", "de")];
    scene.ada.post("/users/invite", &invited).await;
    let fields = [
        ("answers[user_name]", "Ute Uhl"),
        ("answers[user_email]", "ute@acme.example"),
        ("answers[role]", "support"),
        ("answers[handover]", "link"),
        ("answers[mail_language]", "de"),
    ];
    scene.ada.post("/users/new", &fields).await;
    scene.top_up(&mut grace, "50", "4242424242424242").await;
    let declined = location(&grace.post("/credit", &[("do", "top_up"), ("answers[top_up]", "70")]).await);
    scene.card(&declined, "4000000000000002").await;
    scene.until("select coalesce(max(problem), '') from payments", "card_declined").await;
    let payment = scene.one("select id::text from payments where state = 'paid' and purpose = 'activation'").await;
    let mut owner = options.connect().await.unwrap();
    owner.execute(GERMAN).await.unwrap();

    // From here on everybody reads German, and nobody is written to in English.
    scene.post.newest(&scene.ada, "grace@lark.example").await;
    let before = scene.post.caught.all().len();
    let refund = [("answers[refund_amount]", "1"), ("answers[refund_reason]", "Too much"), ("refunded", "0")];
    scene.ada.post(&format!("/payments/{payment}/refund"), &refund).await;
    let mut ids = sweep::ids(&scene.ada, &options).await;
    ids.insert("{id}", customer.clone());
    ids.insert("{payment}", payment);
    let parts = english();
    assert!(parts.len() > 1_000, "{}", parts.len());
    let mut mixed = BTreeSet::new();
    let mut paths: Vec<String> = app::routes().iter().map(|route| route.path().to_owned()).collect();
    paths.extend(["/audit.csv", "/statement.csv", "/notices/{notice}/mail", "/nothing"].map(str::to_owned));
    paths.extend(
        ["activation", "receipt", "invitation", "notice", "password", "refund"]
            .map(|sample| format!("/settings/mail/sample/{sample}")),
    );
    paths.extend(["/audit?action=nothing", "/customers?q=nobody", "/go?q=nobody"].map(str::to_owned));
    for who in ["", "ada@acme.example", "grace@lark.example", "olga@portico.example", "rita@acme.example"] {
        let mut reader = scene.ada.another();
        if who.is_empty() {
            reader.post("/api/preferences", &[("language", "de"), ("next", "/")]).await;
        } else {
            let password = if who.starts_with("grace") { "nine green owls fly" } else { demo::PASSWORD };
            assert_eq!(location(&reader.sign_in(who, password).await), "/", "{who}");
        }
        for path in &paths {
            let path = sweep::filled(path, &ids);
            let answer = reader.get(&path).await;
            let page = answer.text().await.unwrap();
            let all = if path.contains(".csv") { page.lines().map(str::to_owned).collect() } else { texts(&page) };
            mixed.extend(all.iter().filter_map(|text| Some(format!("{who} {path}: {}", found(&parts, text)?))));
            // White label: the product's own name is for its operators.
            let title = page.split("<title>").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default();
            let is_operators = who.starts_with("olga") || path.starts_with("/operator") || path.starts_with("/dev/");
            let named = all.iter().any(|text| text.contains("Portico")) || title.contains("Portico");
            if named && !is_operators {
                mixed.insert(format!("{who} {path} names the product"));
            }
        }
        // Each form with nothing in it says what is missing.
        for path in app::PAGES.iter().filter(|page| page.takes_form).map(app::Page::route) {
            let path = sweep::filled(&path, &ids);
            // Those that end something need no answer.
            if path.ends_with("/sessions") || path.ends_with("/life") {
                continue;
            }
            let page = reader.post(&path, &[]).await.text().await.unwrap();
            mixed.extend(texts(&page).iter().filter_map(|text| Some(format!("{who} POST {path}: {}", found(&parts, text)?))));
        }
    }
    scene.post.newest(&scene.ada, "grace@lark.example").await;
    for mail in scene.post.caught.all() {
        let to_german = mail.number > before || ["ute@acme.example", "uma@acme.example"].contains(&mail.to.as_str());
        for text in [&mail.subject, &mail.text].into_iter().filter(|_| to_german) {
            mixed.extend(found(&parts, text).map(|found| format!("mail to {}: {found}", mail.to)));
            if text.contains("Portico") {
                mixed.insert(format!("mail to {} names the product", mail.to));
            }
        }
    }
    assert!(mixed.is_empty(), "{} places mix languages:\n{}", mixed.len(), mixed.into_iter().collect::<Vec<_>>().join("\n"));
}
