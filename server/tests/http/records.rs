//! What was answered about a customer stays, is shown on its page, and is changed by the form that asked it.

use backend::{demo, testing::test_database};
use reqwest::StatusCode;
use sqlx::{ConnectOptions, Executor, Row};

use crate::{
    life::page_of,
    payments::{DRAFT, page},
    visitor::{Visitor, location},
};

/// What Cora's form of her contact holds.
const CONTACT: [(&str, &str); 7] = [
    ("version", "1"),
    ("answers[given_name]", "Cora"),
    ("answers[family_name]", "Kestrel"),
    ("answers[job_title]", "Chief pilot"),
    ("answers[email]", "cora@kestrel.example"),
    ("answers[phone]", "+1 415 555 0132"),
    ("answers[registration_number]", ""),
];

/// A customer that an older version of the server made, whose answers are in its tables.
#[tokio::test]
async fn a_customers_people_correct_how_they_are_reached_and_the_staff_what_they_are_called() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options.clone(), "ada@acme.example").await;
    let mut cora = ada.another();
    cora.sign_in("cora@kestrel.example", demo::PASSWORD).await;
    let own = page(&mut cora, "/").await;
    for shown in ["1 Harbour Drive", "California", "(415) 555-0132", "/account/contact", "/account/addresses"] {
        assert!(own.contains(shown), "{shown}: {own}");
    }
    // What is not theirs is not asked.
    let form = page(&mut cora, "/account/contact").await;
    assert!(form.contains("Cora") && !form.contains("company_name"), "{form}");
    for none in ["/account/plan", "/account/administrator", "/account/nothing"] {
        assert_eq!(cora.get(none).await.status(), StatusCode::NOT_FOUND, "{none}");
    }
    let stuffed = [CONTACT.as_slice(), &[("answers[company_name]", "Borealis")]].concat();
    assert_eq!(cora.doing("/account/contact", &stuffed).await, "/: The changes are saved");
    let own = page(&mut cora, "/").await;
    assert!(own.contains("Chief pilot") && !own.contains("Borealis"), "{own}");
    // Saved without a change, nothing is noted, and no other tab is told of one.
    let mut same = CONTACT;
    same[0].1 = "2";
    assert_eq!(cora.doing("/account/contact", &same).await, "/: The changes are saved");
    assert_eq!(ada.stage.count("audit where action = 'customer.changed'").await, 1);
    // A wrong answer is said, and what was typed is still there.
    let mut wrong = CONTACT;
    (wrong[0].1, wrong[4].1) = ("2", "cora at kestrel");
    let refused = cora.post("/account/contact", &wrong).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let text = refused.text().await.unwrap();
    assert!(text.contains("cora at kestrel") && text.contains("name=\"version\" value=\"2\""), "{text}");
    // A page from before the change.
    let mut old = CONTACT;
    old[3].1 = "Pilot";
    let stale = cora.post("/account/contact", &old).await.text().await.unwrap();
    assert!(stale.contains("Somebody else changed this at the same time"), "{stale}");

    let customer = page_of(&mut ada, "Kestrel Aviation").await;
    let shown = page(&mut ada, &customer).await;
    assert!(shown.contains("Chief pilot") && shown.contains("Edit: Business"), "{shown}");
    let mut names = [("version", "2"), ("answers[company_name]", "Kestrel Air")].to_vec();
    names.extend(&CONTACT[1..]);
    assert_eq!(ada.doing(&format!("{customer}/edit/contact"), &names).await, format!("{customer}: The changes are saved"));
    assert_eq!(page_of(&mut ada, "Kestrel Air").await, customer, "it is found by its new name");
    let noted = page(&mut ada, "/audit").await;
    assert!(noted.contains("Changed a customer's details") && noted.contains("Kestrel Air"), "{noted}");
    // Who may not.
    let mut rita = ada.another();
    rita.sign_in("rita@acme.example", demo::PASSWORD).await;
    assert!(!page(&mut rita, &customer).await.contains("/edit/"));
    assert_eq!(rita.post(&format!("{customer}/edit/contact"), &names).await.status(), StatusCode::FORBIDDEN);

    // Addresses are judged by their country's rules, beside the answers of the other sections.
    let form = page(&mut ada, &format!("{customer}/edit/addresses")).await;
    assert!(form.contains("1 Harbour Drive"), "{form}");
    let mut places = [
        ("version", "1"),
        ("answers[billing_country]", "NO"),
        ("answers[billing_line1]", "1 Kirkegata"),
        ("answers[billing_city]", "Oslo"),
        ("answers[billing_postal_code]", "153"),
        ("answers[service_same]", "yes"),
    ];
    let refused = ada.post(&format!("{customer}/edit/addresses"), &places).await;
    assert!(refused.text().await.unwrap().contains("Postal code does not look like"));
    places[4].1 = "n-0153";
    ada.doing(&format!("{customer}/edit/addresses"), &places).await;
    let mut owner = options.connect().await.unwrap();
    let kept = owner.fetch_one("select answers::text from customer_sections where section = 'addresses'").await.unwrap();
    let kept: String = kept.get(0);
    assert!(
        kept.contains("\"0153\"") && !kept.contains("billing_region"),
        "in its canonical form, and no more of the old: {kept}"
    );

    // A server of the version before, which still runs, writes its tables: they are read again.
    owner
        .execute(
            "update contacts set job_title = 'Captain' where kind = 'authorized';
            update addresses set line1 = '9 Old Quay' where kind in ('billing', 'service')",
        )
        .await
        .unwrap();
    let own = page(&mut cora, "/").await;
    assert!(own.contains("9 Old Quay") && own.contains("Captain") && !own.contains("1 Kirkegata"), "{own}");
}

/// Two forms of one customer that are sent at the same time write the same columns.
#[tokio::test]
async fn two_sections_that_are_changed_at_once_keep_both_changes() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options.clone(), "ada@acme.example").await;
    let mut cora = ada.another();
    cora.sign_in("cora@kestrel.example", demo::PASSWORD).await;
    let customer = page_of(&mut ada, "Kestrel Aviation").await;
    // Looked at once, so that its record is there.
    page(&mut ada, &customer).await;
    let contact = format!("{customer}/edit/contact");
    let names: Vec<String> = (1..=8).map(|n| format!("Kestrel {n}")).collect();
    for (n, name) in names.iter().enumerate() {
        let (version, street) = ((n + 1).to_string(), format!("{n} Harbour Drive"));
        let mut renamed = [("version", version.as_str()), ("answers[company_name]", name)].to_vec();
        renamed.extend(&CONTACT[1..]);
        let moved = [
            ("version", version.as_str()),
            ("answers[billing_country]", "US"),
            ("answers[billing_line1]", &street),
            ("answers[billing_city]", "San Francisco"),
            ("answers[billing_region]", "CA"),
            ("answers[billing_postal_code]", "94107"),
            ("answers[service_same]", "yes"),
        ];
        let (one, other) = tokio::join!(ada.post(&contact, &renamed), cora.post("/account/addresses", &moved));
        assert!(one.status().is_redirection() && other.status().is_redirection(), "{} {}", one.status(), other.status());
        let mut owner = options.connect().await.unwrap();
        let row = owner.fetch_one("select name from customers where flow is not null").await.unwrap();
        assert_eq!(row.get::<String, _>(0), *name, "as the record says");
    }
}

/// S0.6: while the customer finishes the sign-up, its draft is what both sides fill in.
#[tokio::test]
async fn a_name_that_another_customer_has_is_refused_and_a_sign_up_is_finished_first() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    ada.walk_white_label(DRAFT, "Lark").await;
    assert_eq!(location(&ada.submit(DRAFT).await), format!("/customers/new/{DRAFT}/done"));
    let lark = page_of(&mut ada, "Lark").await;
    let mut taken = [("version", "1"), ("answers[company_name]", "kestrel  aviation")].to_vec();
    taken.extend(&CONTACT[1..]);
    let refused = ada.post(&format!("{lark}/edit/contact"), &taken).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().await.unwrap().contains("is in use by another customer"));
    // Its own name is none that is taken.
    taken[1].1 = "LARK";
    assert_eq!(ada.doing(&format!("{lark}/edit/contact"), &taken).await, format!("{lark}: The changes are saved"));
    // Closed, nothing of it is changed.
    let life = format!("{lark}/life");
    ada.post(&life, &[("do", "close"), ("answers[close_name]", "LARK")]).await;
    assert_eq!(ada.get(&format!("{lark}/edit/contact")).await.status(), StatusCode::NOT_FOUND);
    assert!(!page(&mut ada, &lark).await.contains("/edit/"));
}
