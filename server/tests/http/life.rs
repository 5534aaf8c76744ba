//! The life of a customer: suspended, resumed, closed; a payment that is ended; a customer whose invitation was revoked.

use backend::{demo, ledger, testing::test_database};
use reqwest::StatusCode;

use crate::{
    links::Post,
    network::{invite, newest},
    payments::{DRAFT, Scene, page},
    visitor::{Visitor, location},
};

/// The page of the first customer of this name in the list.
pub async fn page_of(ada: &mut Visitor, name: &str) -> String {
    let list = page(ada, "/customers").await;
    let before = list.split(&format!("{name}<")).next().unwrap();
    format!("/customers/{}", before.rsplit("href=\"/customers/").next().unwrap().split('"').next().unwrap())
}

#[tokio::test]
async fn a_suspended_customer_signs_in_nowhere_until_it_is_resumed() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let post = Post::of(&ada).await;
    let mut cora = ada.another();
    cora.sign_in("cora@kestrel.example", demo::PASSWORD).await;
    assert_eq!(cora.get("/").await.status(), StatusCode::OK);
    let customer = page_of(&mut ada, "Kestrel Aviation").await;
    assert!(page(&mut ada, &customer).await.contains(">Suspend or close<"));
    let life = format!("{customer}/life");
    let suspend = [("do", "suspend"), ("answers[suspend_reason]", "Two invoices are not paid.")];
    let long = "x".repeat(300);
    let refused = ada.post(&life, &[("do", "suspend"), ("answers[suspend_reason]", &long)]).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().await.unwrap().contains(&long), "what was typed is still there");
    let told = format!("{customer}: Kestrel Aviation is suspended. Its administrators get an e-mail.");
    assert_eq!(ada.doing(&life, &suspend).await, told);
    // At once, and with a right password too.
    assert_ne!(cora.get("/users").await.status(), StatusCode::OK);
    let mail = post.newest(&ada, "cora@kestrel.example").await;
    assert_eq!(mail.subject, "The account of Kestrel Aviation is suspended");
    assert!(mail.text.contains("The reason given: Two invoices are not paid."), "{}", mail.text);
    cora.cookies.clear();
    cora.sign_in("cora@kestrel.example", demo::PASSWORD).await;
    assert_ne!(cora.get("/users").await.status(), StatusCode::OK);
    // Pressed in a second tab, nothing happens twice.
    let again = format!("{customer}: Somebody else changed this customer in the meantime. Look at it, then decide again.");
    assert_eq!(ada.doing(&life, &suspend).await, again);
    let told = format!("{customer}: Kestrel Aviation is active again. Its administrators get an e-mail.");
    assert_eq!(ada.doing(&life, &[("do", "resume")]).await, told);
    assert_eq!(post.newest(&ada, "cora@kestrel.example").await.subject, "The account of Kestrel Aviation is active again");
    cora.cookies.clear();
    cora.sign_in("cora@kestrel.example", demo::PASSWORD).await;
    assert_eq!(cora.get("/users").await.status(), StatusCode::OK);
    assert_eq!(ada.stage.count("audit where action in ('customer.suspended', 'customer.resumed')").await, 2);
    // Whoever may not, and another reseller.
    let mut max = ada.another();
    max.sign_in("rita@acme.example", demo::PASSWORD).await;
    assert_eq!(max.post(&life, &suspend).await.status(), StatusCode::FORBIDDEN);
    max.cookies.clear();
    max.sign_in("bo@borealis.example", demo::PASSWORD).await;
    assert_eq!(max.post(&life, &suspend).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_closed_customer_is_gone_for_its_people_and_its_name_is_free() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let post = Post::of(&ada).await;
    let led = invite(&mut ada, DRAFT, "Heron Data", "Grete Hahn", "grete@heron.example", "en").await;
    assert!(location(&led).ends_with("/check"));
    ada.submit(DRAFT).await;
    let path = post.link(&ada, "grete@heron.example").await;
    let customer = page_of(&mut ada, "Heron Data").await;
    let life = format!("{customer}/life");
    let wrong = ada.post(&life, &[("do", "close"), ("answers[close_name]", "Heron")]).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = wrong.text().await.unwrap();
    assert!(wrong.contains("Name of the customer is another one") && wrong.contains("value=\"Heron\""), "{wrong}");
    assert_eq!(
        ada.doing(&life, &[("do", "close"), ("answers[close_name]", " heron  data ")]).await,
        format!("{customer}: Heron Data is closed.")
    );
    let mut grete = ada.another();
    grete.get(&path).await;
    assert!(!page(&mut grete, "/i").await.contains("own_name"), "the link is worth nothing any more");
    // It is not to be changed any more, and nobody comes to it.
    let shown = page(&mut ada, &customer).await;
    assert!(shown.contains("Closed") && !shown.contains("Suspend or close") && !shown.contains("Edit"), "{shown}");
    let users = page(&mut ada, &format!("{customer}/users")).await;
    assert!(users.contains("This customer is closed, so nobody can be invited or added."), "{users}");
    let invited =
        [("answers[user_emails]", "max@heron.example"), ("answers[role]", "technical"), ("answers[mail_language]", "en")];
    assert_eq!(ada.post(&format!("{customer}/users/invite"), &invited).await.status(), StatusCode::NOT_FOUND);
    assert!(page(&mut ada, &life).await.contains("Heron Data is closed."));
    // Another one of that name, and both are in the list and in the search.
    let other = "019a0000-0000-7000-8000-000000000002";
    let led = invite(&mut ada, other, "Heron Data", "Grete Hahn", "grete@heron.example", "en").await;
    assert!(location(&led).ends_with("/check"), "the name is free");
    assert!(location(&ada.submit(other).await).ends_with("/done"));
    let found = page(&mut ada, "/customers?q=heron").await;
    assert_eq!(found.matches("Heron Data</").count(), 2, "{found}");
}

#[tokio::test]
async fn months_between_are_not_charged_and_a_closed_customer_has_none() {
    let (_database, options) = test_database().await;
    let mut scene = Scene::set(options).await;
    let id = scene.hand_over("Lark Ltd", "grace@lark.example").await;
    let (mut grace, draft) = scene.activate("grace@lark.example").await;
    scene.fill(&mut grace, &draft, "grace@lark.example").await;
    let paying = location(&grace.submit(&draft).await);
    let customer = format!("/customers/{id}");
    let life = format!("{customer}/life");
    // A payment is under way: the reseller may end it, and cannot close before.
    let close = [("do", "close"), ("answers[close_name]", "Lark Ltd")];
    let refused = scene.ada.post(&life, &close).await.text().await.unwrap();
    assert!(refused.contains("A payment of this customer is under way"), "{refused}");
    assert!(page(&mut scene.ada, &customer).await.contains("End the payment"));
    let ended = scene.ada.doing("/api/sign-up/end-payment", &[("customer", &id)]).await;
    assert_eq!(ended, format!("{customer}: The payment is ended. Nothing was charged."));
    assert_ne!(scene.card(&paying, "4242424242424242").await.status(), StatusCode::SEE_OTHER, "nobody pays on it any more");
    // She pays after all.
    let paying = location(&grace.submit(&draft).await);
    scene.card(&paying, "4242424242424242").await;
    scene.until(crate::payments::STATE, "active").await;
    let suspend = [("do", "suspend"), ("answers[suspend_reason]", "")];
    scene.ada.post(&life, &suspend).await;
    let months = "select count(*)::text from ledger_entries where kind = 'monthly'";
    scene.ada.stage.wait(70 * 24 * 3_600);
    ledger::charge_due(&scene.ada.stage.backend).await.unwrap();
    assert_eq!(scene.one(months).await, "1");
    scene.ada.sign_in("ada@acme.example", demo::PASSWORD).await;
    scene.ada.post(&life, &[("do", "resume")]).await;
    ledger::charge_due(&scene.ada.stage.backend).await.unwrap();
    assert_eq!(scene.one(months).await, "2", "the month that runs, and none of those in between");
    scene.ada.stage.wait(31 * 24 * 3_600);
    ledger::charge_due(&scene.ada.stage.backend).await.unwrap();
    assert_eq!(scene.one(months).await, "3");
    // What began before one suspends is owed, whatever the job does.
    scene.ada.stage.wait(31 * 24 * 3_600);
    scene.ada.sign_in("ada@acme.example", demo::PASSWORD).await;
    scene.ada.post(&life, &suspend).await;
    assert_eq!(scene.one(months).await, "4");
    scene.ada.post(&life, &[("do", "resume")]).await;
    scene.ada.sign_in("ada@acme.example", demo::PASSWORD).await;
    let closing = page(&mut scene.ada, &life).await;
    assert!(closing.contains("The balance of this customer is −USD\u{a0}159.12."), "{closing}");
    assert_eq!(
        scene.ada.doing(&life, &close).await,
        format!("{customer}: Lark Ltd is closed. Its administrators get an e-mail.")
    );
    assert_eq!(scene.one("select count(*)::text from customers where card_reference is not null").await, "0");
    assert_eq!(scene.one("select count(*)::text from jobs where kind = 'detach_card'").await, "1");
    // Nothing of its users is to be changed any more.
    let user = scene.one("select id::text from people where email = 'grace@lark.example'").await;
    let shown = page(&mut scene.ada, &format!("{customer}/users/{user}")).await;
    assert!(
        shown.contains("Grace Hopper") && shown.contains("This customer is closed") && !shown.contains("Save role"),
        "{shown}"
    );
    scene.ada.stage.wait(62 * 24 * 3_600);
    ledger::charge_due(&scene.ada.stage.backend).await.unwrap();
    assert_eq!(scene.one(months).await, "4");
}

#[tokio::test]
async fn a_customer_whose_invitation_was_revoked_is_invited_again() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let post = Post::of(&ada).await;
    invite(&mut ada, DRAFT, "Heron Data", "Grete Hahn", "grete@heron.example", "en").await;
    ada.submit(DRAFT).await;
    let customer = page_of(&mut ada, "Heron Data").await;
    assert!(!page(&mut ada, &customer).await.contains("Nobody has a valid invitation"));
    let invitation = newest(&mut ada).await;
    ada.post("/invites", &[("invitation", &invitation), ("do", "revoke")]).await;
    assert!(page(&mut ada, &customer).await.contains("Nobody has a valid invitation"));
    let invited = [
        ("answers[user_emails]", "max@heron.example"),
        ("answers[role]", "account_administrator"),
        ("answers[mail_language]", "en"),
    ];
    ada.post(&format!("{customer}/users/invite"), &invited).await;
    assert!(!page(&mut ada, &customer).await.contains("Nobody has a valid invitation"));
    let path = post.link(&ada, "max@heron.example").await;
    let mut max = ada.another();
    max.get(&path).await;
    let fields = [("answers[own_name]", "Max Heron"), ("answers[new_password]", "neun rote eulen")];
    assert_eq!(location(&max.post("/i", &fields).await), "/");
    assert!(page(&mut ada, &customer).await.contains("Active"));
}
