//! Users, their passwords and their accounts, as a client of HTTP without the WASM meets them.

use backend::{demo, testing::test_database};
use reqwest::StatusCode;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};

use crate::{
    links::Post,
    visitor::{Visitor, between, location},
};

#[tokio::test]
async fn a_generated_password_is_shown_once_and_must_be_changed_first() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let fields = [
        ("answers[user_name]", "Uma Young"),
        ("answers[user_email]", "uma@acme.example"),
        ("answers[role]", "administrator"),
        ("answers[handover]", "generated"),
    ];
    let response = ada.post("/users/new", &fields).await;
    assert_eq!(response.status(), StatusCode::OK);
    let page = response.text().await.unwrap();
    let generated = between(&page, "<code>", "<").to_owned();
    // Sent twice, it makes nobody twice, and nothing typed is lost.
    let again = ada.post("/users/new", &fields).await;
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let again = again.text().await.unwrap();
    assert!(again.contains("is a user here already") && again.contains("Uma Young") && !again.contains(&generated));

    let mut uma = ada.another();
    assert_eq!(location(&uma.sign_in("uma@acme.example", &generated).await), "/");
    for path in ["/", "/customers", "/users"] {
        assert_eq!(location(&uma.get(path).await), "/me/password", "{path}");
    }
    assert_eq!(location(&uma.post("/users/new", &fields).await), "/me/password");
    let change = async |uma: &mut Visitor, current: &str, new: &str| {
        let fields = [("answers[current_password]", current), ("answers[new_password]", new)];
        uma.post("/me/password", &fields).await
    };
    for (current, new, said) in [
        ("wrong", "nine green owls fly", "is not your current password"),
        (generated.as_str(), generated.as_str(), "is the one you have"),
        (generated.as_str(), "short", "12 characters"),
        (generated.as_str(), "", "Enter the new password"),
    ] {
        let response = change(&mut uma, current, new).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        let page = response.text().await.unwrap();
        assert!(page.contains(said), "{said}");
        assert!(!page.contains("nine green owls fly") && !page.contains(&generated), "no secret comes back");
    }
    let response = change(&mut uma, &generated, "nine green owls fly").await;
    assert_eq!(location(&response), "/");
    assert_eq!(uma.get("/users").await.status(), StatusCode::OK);
    let mut elsewhere = ada.another();
    assert!(location(&elsewhere.sign_in("uma@acme.example", &generated).await).contains("problem=refused"));
    assert_eq!(location(&elsewhere.sign_in("uma@acme.example", "nine green owls fly").await), "/");
}

/// ASVS 6.2.2, 6.2.3.
#[tokio::test]
async fn a_changed_password_ends_every_other_session_and_renews_this_one() {
    let (_database, options) = test_database().await;
    let mut here = Visitor::signed_in(options, "max@acme.example").await;
    let mut there = here.another();
    there.sign_in("max@acme.example", demo::PASSWORD).await;
    let before = here.cookies["__Host-session"].clone();
    let fields = [("answers[current_password]", demo::PASSWORD), ("answers[new_password]", "nine green owls fly")];
    here.post("/me/password", &fields).await;
    assert_ne!(here.cookies["__Host-session"], before, "other rights, another id");
    assert_eq!(here.get("/customers").await.status(), StatusCode::OK);
    assert_eq!(there.get("/customers").await.status(), StatusCode::SEE_OTHER);
    there.cookies.insert("__Host-session".to_owned(), before);
    assert_eq!(there.get("/customers").await.status(), StatusCode::SEE_OTHER, "the old id is dead");
}

#[tokio::test]
async fn one_person_switches_between_accounts_and_into_no_other() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let post = Post::of(&ada).await;
    let cora = ada.stage.actor("cora@kestrel.example").await.place.unwrap();
    let (acme, kestrel) = (cora.reseller.to_string(), cora.customer.unwrap().to_string());
    let borealis = ada.stage.actor("bo@borealis.example").await.place.unwrap().reseller.to_string();
    let switch = async |ada: &mut Visitor, reseller: &str, customer: &str| {
        ada.post("/api/switch", &[("reseller", reseller), ("customer", customer)]).await
    };
    for (reseller, customer) in [(&borealis, ""), (&acme, kestrel.as_str()), (&kestrel, ""), (&acme, "x")] {
        assert_eq!(switch(&mut ada, reseller, customer).await.status(), StatusCode::NOT_FOUND, "{reseller} {customer}");
    }
    let fields = [("answers[user_email]", "ada@acme.example"), ("answers[role]", "account_administrator")];
    let added = ada.post(&format!("/customers/{kestrel}/users/add"), &fields).await;
    let told = ada.told(&added).await;
    assert!(told.ends_with(": Ada Acme gets an e-mail, and can act here after accepting the invitation"), "{told}");
    assert_eq!(switch(&mut ada, &acme, &kestrel).await.status(), StatusCode::NOT_FOUND, "nobody is given rights unasked");
    // Accepting leads into the account at once, and the page says so.
    let link = post.link(&ada, "ada@acme.example").await;
    ada.get(&link).await;
    let account = between(&ada.get("/i").await.text().await.unwrap(), "name=\"account\" value=\"", "\"").to_owned();
    let of = between(&ada.get("/i").await.text().await.unwrap(), "name=\"of\" value=\"", "\"").to_owned();
    let accepted = ada.post("/i", &[("account", &account), ("of", &of)]).await;
    assert_eq!(ada.told(&accepted).await, "/: You act for Kestrel Aviation now, as Account administrator");
    assert_eq!(location(&switch(&mut ada, &acme, "").await), "/");
    let before = ada.cookies["__Host-session"].clone();
    assert_eq!(location(&switch(&mut ada, &acme, &kestrel).await), "/");
    assert_ne!(ada.cookies["__Host-session"], before);
    // Now she is one of Kestrel's people, and no longer staff.
    assert_eq!(ada.get("/customers").await.status(), StatusCode::FORBIDDEN);
    assert!(ada.get("/").await.text().await.unwrap().contains("Your account with Acme Telecom"));
    assert_eq!(location(&switch(&mut ada, &acme, "").await), "/");
    assert_eq!(ada.get("/customers").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_form_that_is_sent_after_the_session_ended_waits_in_the_answer() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    ada.cookies.clear();
    let fields = [("answers[user_name]", "Uma <Young>"), ("answers[current_password]", "a secret")];
    let response = ada.post("/users/new", &fields).await;
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    let page = response.text().await.unwrap();
    assert!(page.contains("You were signed out") && page.contains("Uma &lt;Young&gt;") && !page.contains("a secret"));
}

#[tokio::test]
async fn a_disabled_user_is_signed_out_at_once() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let post = Post::of(&ada).await;
    let mut rita = ada.another();
    rita.sign_in("rita@acme.example", demo::PASSWORD).await;
    assert_eq!(rita.get("/customers").await.status(), StatusCode::OK);
    let path = format!("/users/{}", ada.stage.actor("rita@acme.example").await.person);
    let stale = [("version", "7"), ("change", "disable")];
    let refused = ada.post(&path, &stale).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().await.unwrap().contains("changed this user meanwhile"));
    let done = ada.post(&path, &[("version", "1"), ("change", "disable")]).await;
    assert!(ada.told(&done).await.ends_with(" is disabled here"));
    let mail = post.newest(&ada, "rita@acme.example").await;
    assert_eq!(mail.subject, "Your access to Acme Telecom has ended");
    assert!(mail.text.contains("Ada Acme has ended your access."), "{}", mail.text);
    assert_eq!(rita.get("/customers").await.status(), StatusCode::SEE_OTHER);
    // The right password, but nowhere to act: she is not let in.
    rita.sign_in("rita@acme.example", demo::PASSWORD).await;
    assert_eq!(rita.get("/customers").await.status(), StatusCode::SEE_OTHER);
}

/// NIST SP 800-63B, 3.1.1.2: what a Mac types as two characters, another machine types as one.
#[tokio::test]
async fn a_password_is_the_same_however_its_letters_are_typed() {
    let (_database, options) = test_database().await;
    let (decomposed, composed) = ("gru\u{308}ne Eule fliegt", "gr\u{fc}ne Eule fliegt");
    let mut max = Visitor::signed_in(options, "max@acme.example").await;
    let change = [("answers[current_password]", demo::PASSWORD), ("answers[new_password]", decomposed)];
    assert_eq!(location(&max.post("/me/password", &change).await), "/me");
    for password in [composed, decomposed] {
        assert_eq!(location(&max.another().sign_in("max@acme.example", password).await), "/", "{password}");
    }
    assert_ne!(location(&max.another().sign_in("max@acme.example", "grune Eule fliegt").await), "/");
    // As it was hashed before: it still gets in, and is hashed again in its normal form.
    let salt = argon2::password_hash::SaltString::encode_b64(&[7; 16]).unwrap();
    let params = argon2::Params::new(19 * 1024, 2, 1, None).unwrap();
    let hasher = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
    let old = argon2::PasswordHasher::hash_password(&hasher, decomposed.as_bytes(), &salt).unwrap().to_string();
    let mut owner = max.stage.owner.connect().await.unwrap();
    let keep = format!("update people set password_hash = '{old}' where email = 'max@acme.example'");
    owner.execute(AssertSqlSafe(keep)).await.unwrap();
    assert_ne!(location(&max.another().sign_in("max@acme.example", composed).await), "/");
    for password in [decomposed, composed] {
        assert_eq!(location(&max.another().sign_in("max@acme.example", password).await), "/", "{password}");
    }
}

#[tokio::test]
async fn a_link_ends_with_the_password_that_it_would_have_changed() {
    let (_database, options) = test_database().await;
    let mut max = Visitor::signed_in(options, "max@acme.example").await;
    let post = Post::of(&max).await;
    let mut elsewhere = max.another();
    elsewhere.post("/forgot", &[("answers[email]", "max@acme.example")]).await;
    let link = post.link(&max, "max@acme.example").await;
    let change = [("answers[current_password]", demo::PASSWORD), ("answers[new_password]", "nine green owls fly")];
    let form = max.get("/me/password").await.text().await.unwrap();
    assert!(form.contains("autocomplete=\"username\" value=\"max@acme.example\""), "for password managers: {form}");
    assert_eq!(location(&max.post("/me/password", &change).await), "/me");
    elsewhere.get(&link).await;
    let said = elsewhere.post("/reset", &[("answers[new_password]", "ten brown owls fly")]).await.text().await.unwrap();
    assert!(said.contains("does not work any more") || said.contains("newer"), "{said}");
    assert_eq!(location(&max.another().sign_in("max@acme.example", "nine green owls fly").await), "/");
}

/// NIST SP 800-63B, 3.2.2: no more than 100 failures, from wherever they come.
#[tokio::test]
async fn guesses_on_one_account_end_wherever_they_come_from() {
    let (_database, options) = test_database().await;
    let max = Visitor::new(options).await;
    let post = Post::of(&max).await;
    let backend = &max.stage.backend;
    let mut tried = 0;
    for at in 0..120 {
        let from = format!("203.0.{}.{}", at / 250, at % 250);
        // Of many at once, so that the answers that are held back wait together.
        let attempt = backend::accounts::sign_in(backend, "max@acme.example", "wrong".to_owned(), &from);
        if let Ok(Ok(backend::accounts::Attempt::Refused)) =
            tokio::time::timeout(std::time::Duration::from_millis(40), attempt).await
        {
            tried += 1;
        }
    }
    assert!(tried < 10, "the first are not held back: {tried}");
    let wait = backend::accounts::sign_in(backend, "max@acme.example", demo::PASSWORD.to_owned(), "203.0.113.7").await.unwrap();
    assert!(matches!(wait, backend::accounts::Attempt::Wait(_)), "{wait:?}");
    // The owner gets in by a link.
    let mut owner = max.another();
    owner.post("/forgot", &[("answers[email]", "max@acme.example")]).await;
    let link = post.link(&max, "max@acme.example").await;
    owner.get(&link).await;
    assert!(location(&owner.post("/reset", &[("answers[new_password]", "ten brown owls fly")]).await).starts_with("/sign-in"));
    assert_eq!(location(&owner.sign_in("max@acme.example", "ten brown owls fly").await), "/");
}

/// What no other test can have filled: the demonstration is this one's alone.
#[tokio::test]
async fn a_reseller_without_customers_and_drafts_is_invited_to_start() {
    let (_database, options) = test_database().await;
    let mut bo = Visitor::signed_in(options, "bo@borealis.example").await;
    for (path, title) in [("/customers", "No customers yet"), ("/drafts", "Nothing is under way")] {
        let text = bo.get(path).await.text().await.unwrap();
        assert!(text.contains(title) && text.contains("href=\"/customers/new\""), "{path}: {text}");
    }
}

#[tokio::test]
async fn a_reseller_without_plans_learns_it_on_the_first_page() {
    let (_database, options) = test_database().await;
    let mut bo = Visitor::signed_in(options, "bo@borealis.example").await;
    let mut owner = bo.stage.owner.connect().await.unwrap();
    let none = "delete from plans where reseller_id = (select id from resellers where name = 'Borealis Networks')";
    owner.execute(none).await.unwrap();
    let first = bo.get("/customers/new").await.text().await.unwrap();
    assert!(first.contains("There is no plan to choose yet") && first.contains("only the operator"), "{first}");
    assert!(!first.contains("Continue"), "nobody types three pages in vain");
}
