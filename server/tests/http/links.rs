//! The links in mails, as a client of HTTP without the WASM meets them.

use backend::{
    demo,
    jobs::{Queue, Worker},
    mail::{Catcher, Caught, Mailer},
    testing::test_database,
};
use reqwest::{StatusCode, header};

use crate::visitor::{Visitor, location};

/// A mailbox behind a visitor's Portico.
pub struct Post {
    pub caught: Catcher,
    mailer: Mailer,
}

impl Post {
    pub async fn of(visitor: &Visitor) -> Self {
        let (caught, relay) = Catcher::listen().await.unwrap();
        Self { caught, mailer: Mailer::new(&relay, "no-reply@portal.example", &visitor.address).unwrap() }
    }

    /// The newest mail to an address.
    pub async fn newest(&self, visitor: &Visitor, to: &str) -> Caught {
        Worker::new(visitor.stage.backend.clone()).mailing(self.mailer.clone()).run_due(Queue::Mail).await.unwrap();
        self.caught.all().into_iter().find(|mail| mail.to == to).unwrap()
    }

    /// The path of the link in it.
    pub async fn link(&self, visitor: &Visitor, to: &str) -> String {
        let mail = self.newest(visitor, to).await;
        let link = mail.text.split(&visitor.address).nth(1).unwrap();
        link.split_whitespace().next().unwrap().to_owned()
    }
}

#[tokio::test]
async fn a_forgotten_password_goes_by_a_clean_address_and_signs_nobody_in() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let post = Post::of(&ada).await;
    let mut elsewhere = ada.another();
    let mut answers = Vec::new();
    for who in ["nobody@acme.example", "ada@acme.example"] {
        let response = elsewhere.post("/forgot", &[("answers[email]", who)]).await;
        answers.push((response.status(), location(&response)));
        let page = elsewhere.get("/forgot?sent=1").await.text().await.unwrap();
        assert!(page.contains("Check your mail") && page.contains(who));
    }
    assert_eq!(answers[0], answers[1], "ASVS 6.3.8");
    let path = post.link(&ada, "ada@acme.example").await;
    let response = elsewhere.get(&path).await;
    assert_eq!((response.status(), location(&response)), (StatusCode::SEE_OTHER, "/reset".to_owned()), "ASVS 14.2.1");
    assert_eq!(response.headers()[header::REFERRER_POLICY], "same-origin");
    let page = elsewhere.get("/reset").await.text().await.unwrap();
    assert!(page.contains("ada@acme.example") && page.contains("Acme Telecom"));
    let field =
        page.split("name=\"answers[new_password]\"").nth(1).or_else(|| page.split("id=\"new_password\"").nth(1)).unwrap();
    let field = &page[page.len() - field.len() - 200..];
    assert!(field.contains("type=\"password\"") && field.contains("new-password"), "ASVS 6.2.6, 6.2.7: {field}");
    // A scanner that opens the link, and the page behind it, changes nothing.
    let mut scanner = ada.another();
    scanner.get(&path).await;
    scanner.get("/reset").await;

    let refused = elsewhere.post("/reset", &[("answers[new_password]", "short")]).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().await.unwrap().contains("12 characters"));
    let done = elsewhere.post("/reset", &[("answers[new_password]", "nine green owls fly")]).await;
    assert_eq!(location(&done), "/sign-in");
    let page = elsewhere.get("/sign-in").await.text().await.unwrap();
    assert!(page.contains("Your new password is saved") && page.contains("value=\"ada@acme.example\""));
    assert_eq!(elsewhere.get("/customers").await.status(), StatusCode::SEE_OTHER, "nobody is signed in by a mail");
    assert_eq!(ada.get("/customers").await.status(), StatusCode::SEE_OTHER, "and everybody else is signed out");
    assert_eq!(location(&elsewhere.sign_in("ada@acme.example", "nine green owls fly").await), "/");

    let response = scanner.post("/reset", &[("answers[new_password]", "ten green owls fly")]).await;
    assert_eq!(response.status(), StatusCode::GONE);
    assert!(response.text().await.unwrap().contains("It was used already"));
    for forged in ["/reset/x", "/reset/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        let mut visitor = ada.another();
        visitor.get(forged).await;
        assert_eq!(visitor.get("/reset").await.status(), StatusCode::GONE);
    }
}

#[tokio::test]
async fn an_invitation_is_accepted_and_signs_in() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let post = Post::of(&ada).await;
    let sent = ada
        .post(
            "/users/invite",
            &[
                ("answers[user_emails]", "Young, Uma <uma@acme.example>;\r\n<ken@acme.example>"),
                ("answers[role]", "manager"),
                ("answers[mail_language]", "en"),
            ],
        )
        .await;
    assert_eq!(ada.told(&sent).await, "/users: 2 invitations are on their way");
    let page = ada.get("/users").await.text().await.unwrap();
    assert!(page.contains("uma@acme.example") && page.contains("Being sent"));
    assert!(page.contains("<bdi>Uma Young<"), "what was understood of the list is shown: {page}");
    let path = post.link(&ada, "uma@acme.example").await;
    assert!(ada.get("/users").await.text().await.unwrap().contains(">Sent<"));

    // Whoever is signed in as somebody else is told so, and accepts nothing.
    ada.get(&path).await;
    assert!(ada.get("/i").await.text().await.unwrap().contains("You are signed in as Ada Acme"));
    assert_eq!(ada.post("/i", &[]).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(location(&ada.post("/api/sign-out", &[("next", "/i")]).await), "/i");

    let mut uma = ada.another();
    assert_eq!(location(&uma.get(&path).await), "/i");
    let page = uma.get("/i").await.text().await.unwrap();
    assert!(page.contains("Ada Acme invites you to Acme Telecom") && page.contains("role “Manager”"));
    assert!(page.contains("value=\"Uma Young\""), "their name need not be typed again");
    let refused = uma.post("/i", &[("answers[own_name]", "Uma Young"), ("answers[new_password]", "short")]).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().await.unwrap().contains("value=\"Uma Young\""), "nothing typed is lost");
    let fields = [("answers[own_name]", "Uma Young"), ("answers[new_password]", "nine green owls fly")];
    assert_eq!(location(&uma.post("/i", &fields).await), "/");
    assert!(uma.get("/users").await.text().await.unwrap().contains("Uma Young"));
    let mut again = ada.another();
    again.get(&path).await;
    assert_eq!(again.post("/i", &fields).await.status(), StatusCode::GONE);
}

#[tokio::test]
async fn an_invitation_of_somebody_known_asks_them_to_sign_in_first() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let post = Post::of(&ada).await;
    ada.post(
        "/users/invite",
        &[("answers[user_emails]", "bo@borealis.example"), ("answers[role]", "support"), ("answers[mail_language]", "en")],
    )
    .await;
    let path = post.link(&ada, "bo@borealis.example").await;
    let mut bo = ada.another();
    bo.get(&path).await;
    let page = bo.get("/i").await.text().await.unwrap();
    assert!(page.contains("You sign in with bo@borealis.example already") && page.contains("/sign-in?next=%2Fi"));
    // No name or password makes a second person of the same address.
    let fields = [("answers[own_name]", "Bo"), ("answers[new_password]", "nine green owls fly")];
    assert_eq!(bo.post("/i", &fields).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    bo.post("/api/sign-in", &[("email", "bo@borealis.example"), ("password", demo::PASSWORD), ("next", "/i")]).await;
    assert!(bo.get("/i").await.text().await.unwrap().contains(">Accept<"));
    assert_eq!(bo.doing("/i", &[]).await, "/: You act for Acme Telecom now, as Support");
}

#[tokio::test]
async fn somebody_who_was_removed_comes_back_by_an_invitation() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let post = Post::of(&ada).await;
    let max = ada.stage.actor("max@acme.example").await.person;
    ada.post(&format!("/users/{max}"), &[("version", "1"), ("change", "remove")]).await;
    let mut removed = ada.another();
    assert_eq!(location(&removed.sign_in("max@acme.example", demo::PASSWORD).await), "/sign-in?problem=nowhere");
    ada.post(
        "/users/invite",
        &[("answers[user_emails]", "max@acme.example"), ("answers[role]", "support"), ("answers[mail_language]", "en")],
    )
    .await;
    let path = post.link(&ada, "max@acme.example").await;
    removed.get(&path).await;
    let signed_in = [("email", "max@acme.example"), ("password", demo::PASSWORD), ("next", "/i")];
    assert_eq!(location(&removed.post("/api/sign-in", &signed_in).await), "/");
    assert_eq!(removed.get("/customers").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_page_that_was_drawn_for_another_link_redeems_nothing() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let post = Post::of(&ada).await;
    let emails = [
        ("answers[user_emails]", "uma@acme.example, ken@acme.example"),
        ("answers[role]", "support"),
        ("answers[mail_language]", "en"),
    ];
    ada.post("/users/invite", &emails).await;
    let (first, second) = (post.link(&ada, "uma@acme.example").await, post.link(&ada, "ken@acme.example").await);
    let mut browser = ada.another();
    browser.get(&first).await;
    let page = browser.get("/i").await.text().await.unwrap();
    let of = page.split("name=\"of\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    browser.get(&second).await;
    let fields = [("of", of.as_str()), ("answers[own_name]", "Uma"), ("answers[new_password]", "nine green owls fly")];
    let refused = browser.post("/i", &fields).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().await.unwrap().contains("opened another link meanwhile"));
    assert_eq!(ada.stage.count("people where email in ('uma@acme.example', 'ken@acme.example')").await, 0);
}

#[tokio::test]
async fn an_invitation_is_sent_again_and_taken_back_by_buttons() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    ada.post(
        "/users/invite",
        &[("answers[user_emails]", "uma@acme.example"), ("answers[role]", "support"), ("answers[mail_language]", "en")],
    )
    .await;
    let id = |page: &str| page.split("name=\"invitation\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let first = id(&ada.get("/users").await.text().await.unwrap());
    let again = ada.post("/api/invitations/resend", &[("customer", ""), ("invitation", &first)]).await;
    assert_eq!(ada.told(&again).await, "/users: The invitation is on its way to uma@acme.example");
    let second = id(&ada.get("/users").await.text().await.unwrap());
    assert_ne!(first, second);
    // Pressed in another tab, which still shows the old one.
    let settled = ada.doing("/api/invitations/revoke", &[("customer", ""), ("invitation", &first)]).await;
    assert!(settled.starts_with("/users: That invitation was settled"), "{settled}");
    let back = ada.post("/api/invitations/revoke", &[("customer", ""), ("invitation", &second)]).await;
    assert_eq!(ada.told(&back).await, "/users: The invitation of uma@acme.example was taken back");
    assert!(!ada.get("/users").await.text().await.unwrap().contains("name=\"invitation\""));
}

#[tokio::test]
async fn guessing_ones_own_present_password_is_slowed_down() {
    let (_database, options) = test_database().await;
    let mut max = Visitor::signed_in(options, "max@acme.example").await;
    let mut change = async |current: &str| {
        let fields = [("answers[current_password]", current), ("answers[new_password]", "nine green owls fly")];
        let response = max.post("/me/password", &fields).await;
        (response.status(), response.text().await.unwrap())
    };
    for _ in 0..10 {
        assert!(change("wrong").await.1.contains("is not your current password"));
    }
    let (status, page) = change(demo::PASSWORD).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("too many attempts"), "even the right one waits now");
}
