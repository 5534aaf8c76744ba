//! What is one's own: sessions and their limits, another address, a second factor, as a client of HTTP without the WASM meets them.

use backend::{demo, testing::test_database};
use reqwest::StatusCode;
use sqlx::{ConnectOptions, Executor};
use totp_rs::{Builder, Secret, Totp};

use crate::{
    links::Post,
    visitor::{Visitor, location},
};

const HOUR: i64 = 3_600;

const FACTOR_OFF: &str = "The second factor of Max Acme is off. They sign in with their password alone";

#[tokio::test]
async fn a_customers_session_lasts_longer_and_ends_all_the_same() {
    let (_database, options) = test_database().await;
    let mut cora = Visitor::signed_in(options, "cora@kestrel.example").await;
    for _ in 0..65 {
        cora.stage.wait(11 * HOUR);
        assert_eq!(cora.get("/").await.status(), StatusCode::OK, "ASVS 7.3.1: used every eleven hours");
    }
    cora.stage.wait(11 * HOUR);
    assert_eq!(cora.get("/").await.status(), StatusCode::SEE_OTHER, "ASVS 7.3.2: thirty days after signing in");
    cora.sign_in("cora@kestrel.example", demo::PASSWORD).await;
    cora.stage.wait(12 * HOUR + 60);
    assert_eq!(cora.get("/").await.status(), StatusCode::SEE_OTHER, "idle for more than twelve hours");
}

#[tokio::test]
async fn the_end_of_a_session_is_announced_and_put_off_by_a_button() {
    let (_database, options) = test_database().await;
    let mut max = Visitor::signed_in(options, "max@acme.example").await;
    assert!(max.get("/customers").await.text().await.unwrap().contains("data-left=\"3600\""));
    max.stage.wait(56 * 60);
    // Looking, again and again, puts nothing off.
    for _ in 0..3 {
        assert!(max.get("/me/stay").await.text().await.unwrap().contains("signed out in 4 minutes"));
    }
    assert_eq!(location(&max.post("/api/stay", &[]).await), "/");
    assert!(max.get("/me/stay").await.text().await.unwrap().contains("signed out in 60 minutes"));
    max.stage.wait(59 * 60);
    max.get("/me/stay").await;
    max.stage.wait(2 * 60);
    assert_eq!(max.get("/me/stay").await.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn another_id_of_a_session_is_no_longer_session() {
    let (_database, options) = test_database().await;
    let mut max = Visitor::signed_in(options, "max@acme.example").await;
    let acme = max.stage.actor("max@acme.example").await.place.unwrap().reseller.to_string();
    for _ in 0..15 {
        max.stage.wait(45 * 60);
        assert_eq!(location(&max.post("/api/switch", &[("reseller", &acme), ("customer", "")]).await), "/");
    }
    let fields = [("answers[current_password]", demo::PASSWORD), ("answers[new_password]", "nine green owls fly")];
    assert_eq!(max.doing("/me/password", &fields).await, "/me: Your password is changed");
    max.stage.wait(45 * 60);
    assert_eq!(max.get("/customers").await.status(), StatusCode::SEE_OTHER, "twelve hours after signing in");
}

/// ASVS 7.5.2.
#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one_or_all() {
    let (_database, options) = test_database().await;
    let mut here = Visitor::signed_in(options, "max@acme.example").await;
    let mut others = Vec::new();
    for _ in 0..3 {
        let mut other = here.another();
        other.sign_in("max@acme.example", demo::PASSWORD).await;
        others.push(other);
    }
    // Another person's session is none of his.
    let mut ada = here.another();
    ada.sign_in("ada@acme.example", demo::PASSWORD).await;
    let theirs = ada.get("/me/sessions").await.text().await.unwrap();
    assert!(theirs.contains("this one") && !theirs.contains("name=\"session\""));

    let page = others[0].get("/me/sessions").await.text().await.unwrap();
    assert_eq!(page.matches("name=\"session\" value=\"").count(), 4, "three others, and all of them: {page}");
    assert!(page.contains("from 127.0.0.1") && page.contains("Unknown device"));
    let names: Vec<&str> =
        page.split("name=\"session\" value=\"").skip(1).map(|part| part.split('"').next().unwrap()).collect();
    let one = names.iter().copied().find(|name| *name != "others").unwrap().to_owned();
    let ended = others[0].post("/api/sessions/end", &[("session", &one)]).await;
    assert_eq!(others[0].told(&ended).await, "/me/sessions: The session is ended");
    let mut alive = 0;
    for visitor in others.iter_mut().chain([&mut here]) {
        alive += usize::from(visitor.get("/customers").await.status() == StatusCode::OK);
    }
    assert_eq!(alive, 3);
    // Names of nobody's, or somebody else's, end nothing.
    for name in ["", "x", "zz", "ab", &"0".repeat(64), names[0], names[1]] {
        ada.post("/api/sessions/end", &[("session", name)]).await;
    }
    let mut last = others.swap_remove(0);
    assert_eq!(last.get("/customers").await.status(), StatusCode::OK);
    assert_eq!(last.doing("/api/sessions/end", &[("session", "others")]).await, "/me/sessions: All other sessions are ended");
    for visitor in others.iter_mut().chain([&mut here]) {
        assert_eq!(visitor.get("/customers").await.status(), StatusCode::SEE_OTHER);
    }
    assert_eq!(last.get("/customers").await.status(), StatusCode::OK);
    assert_eq!(ada.get("/customers").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn another_address_is_confirmed_at_that_address_and_told_to_the_old_one() {
    let (_database, options) = test_database().await;
    let mut max = Visitor::signed_in(options, "max@acme.example").await;
    let post = Post::of(&max).await;
    let ask = async |max: &mut Visitor, new: &str, password: &str| {
        max.post("/me/email", &[("answers[new_email]", new), ("answers[current_password]", password)]).await
    };
    for (new, password, said) in [
        ("max@new.example", "wrong", "is not your current password"),
        ("MAX@acme.example", demo::PASSWORD, "is the address that you have"),
        ("nowhere", demo::PASSWORD, "correct format"),
    ] {
        let refused = ask(&mut max, new, password).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        let page = refused.text().await.unwrap();
        assert!(page.contains(said) && page.contains(new) && !page.contains(demo::PASSWORD), "{said}");
    }
    let asked = ask(&mut max, "max@new.example", demo::PASSWORD).await;
    assert!(max.told(&asked).await.starts_with("/me: A mail with a link is on its way to max@new.example"));
    let path = post.link(&max, "max@new.example").await;
    assert_eq!(location(&max.get(&path).await), "/email");
    assert!(max.get("/email").await.text().await.unwrap().contains("to sign in with max@new.example from now on"));
    assert_eq!(location(&max.another().sign_in("max@acme.example", demo::PASSWORD).await), "/", "not before it is confirmed");
    let done = max.post("/email", &[]).await;
    assert!(done.text().await.unwrap().contains("From now on you sign in with max@new.example"));
    assert!(location(&max.another().sign_in("max@acme.example", demo::PASSWORD).await).contains("problem=refused"));
    assert_eq!(location(&max.another().sign_in("max@new.example", demo::PASSWORD).await), "/");
    let told = post.newest(&max, "max@acme.example").await;
    assert_eq!(told.subject, "You sign in with another address now");
    assert!(told.text.contains("max@new.example"));

    // An address that is somebody's is told to whoever reads that mailbox, and to nobody else.
    ask(&mut max, "rita@acme.example", demo::PASSWORD).await;
    let path = post.link(&max, "rita@acme.example").await;
    max.get(&path).await;
    let taken = max.post("/email", &[]).await;
    assert_eq!(taken.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.text().await.unwrap().contains("Somebody signs in with this address already"));
}

/// The app on a phone.
pub struct Phone(Totp);

impl Phone {
    pub fn of(page: &str) -> Self {
        let letters: String = page.split("<code>").nth(1).unwrap().split('<').next().unwrap().split_whitespace().collect();
        let secret = Secret::try_from_base32(letters).unwrap();
        Self(Builder::new().with_secret(secret).build().unwrap())
    }

    pub fn code(&self, visitor: &Visitor) -> String {
        self.0.generate(u64::try_from(visitor.stage.backend.now().unix_timestamp()).unwrap()).to_string()
    }
}

pub async fn turn_on(visitor: &mut Visitor) -> (Phone, Vec<String>) {
    let page = visitor.get("/me/second-factor").await.text().await.unwrap();
    assert!(page.contains("<svg"), "a picture to scan");
    let phone = Phone::of(&page);
    let code = phone.code(visitor);
    let fields = [("answers[code]", code.as_str()), ("answers[current_password]", demo::PASSWORD)];
    let page = visitor.post("/me/second-factor", &fields).await.text().await.unwrap();
    let codes: Vec<_> = page.split("<code>").skip(1).map(|part| part.split('<').next().unwrap().to_owned()).collect();
    assert_eq!(codes.len(), 8, "{page}");
    (phone, codes)
}

#[tokio::test]
async fn a_second_factor_is_asked_for_and_each_of_its_codes_counts_once() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let post = Post::of(&ada).await;
    let page = ada.get("/me/second-factor").await.text().await.unwrap();
    let again = ada.get("/me/second-factor").await.text().await.unwrap();
    let key = |page: &str| page.split("<code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert_eq!(key(&page), key(&again), "the page can be loaded anew");
    for (code, password) in [("000000", demo::PASSWORD), ("12", demo::PASSWORD), ("000000", "wrong")] {
        let refused = ada.post("/me/second-factor", &[("answers[code]", code), ("answers[current_password]", password)]).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let (phone, codes) = turn_on(&mut ada).await;
    assert_eq!(post.newest(&ada, "ada@acme.example").await.subject, "A second factor was turned on", "ASVS 6.3.7");
    assert!(!ada.get("/me/second-factor").await.text().await.unwrap().contains(&key(&page)), "its key is never shown again");

    let mut other = ada.another();
    let response =
        other.post("/api/sign-in", &[("email", "ada@acme.example"), ("password", demo::PASSWORD), ("next", "/users")]).await;
    assert_eq!(location(&response), "/sign-in/code?next=%2Fusers");
    assert_eq!(location(&other.get("/customers").await), "/sign-in?next=/customers", "the password alone lets nobody in");
    let give =
        async |visitor: &mut Visitor, code: &str| visitor.post("/sign-in/code?next=%2Fusers", &[("answers[code]", code)]).await;
    let used = give(&mut other, &phone.code(&ada)).await;
    assert!(used.text().await.unwrap().contains("was used already"), "ASVS 6.5.1");
    ada.stage.wait(30);
    let code = phone.code(&ada);
    let wrong = give(&mut other, &format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(location(&give(&mut other, &code).await), "/users");
    assert_eq!(other.get("/customers").await.status(), StatusCode::OK);

    // Whoever lost the phone has the recovery codes, each once.
    let mut lost = ada.another();
    for (code, lets_in) in [(&codes[0], true), (&codes[0], false), (&codes[1], true)] {
        lost.sign_in("ada@acme.example", demo::PASSWORD).await;
        ada.stage.wait(60);
        let response = give(&mut lost, code).await;
        assert_eq!(response.status().is_redirection(), lets_in);
    }
    // Guessing is slowed down.
    lost.sign_in("ada@acme.example", demo::PASSWORD).await;
    let mut said = String::new();
    for _ in 0..6 {
        said = give(&mut lost, "000000").await.text().await.unwrap();
    }
    assert!(said.contains("too many attempts"));
    // Ten minutes after the password, it must be given again (ASVS 6.5.5).
    ada.stage.wait(11 * 60);
    assert_eq!(lost.get("/sign-in/code").await.status(), StatusCode::GONE);

    let confirm = async |visitor: &mut Visitor, what: &str, password: &str| {
        visitor.post(&format!("/me/second-factor?do={what}"), &[("answers[current_password]", password)]).await
    };
    assert_eq!(confirm(&mut ada, "renew", "wrong").await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(confirm(&mut ada, "renew", demo::PASSWORD).await.text().await.unwrap().matches("<code>").count(), 8);
    lost.sign_in("ada@acme.example", demo::PASSWORD).await;
    assert_eq!(give(&mut lost, &codes[2]).await.status(), StatusCode::UNPROCESSABLE_ENTITY, "the old ones stopped working");
    let off = confirm(&mut ada, "off", demo::PASSWORD).await;
    assert_eq!(ada.told(&off).await, "/me: Your second factor is off");
    assert_eq!(location(&ada.another().sign_in("ada@acme.example", demo::PASSWORD).await), "/");
}

#[tokio::test]
async fn a_second_factor_is_required_of_operators_and_where_a_reseller_says_so() {
    let (_database, options) = test_database().await;
    let mut olga = Visitor::signed_in(options.clone(), "olga@portico.example").await;
    for path in ["/", "/customers", "/me"] {
        assert_eq!(location(&olga.get(path).await), "/me/second-factor", "ASVS 6.3.3: {path}");
    }
    turn_on(&mut olga).await;
    assert_eq!(olga.get("/me").await.status(), StatusCode::OK);

    let mut owner = options.connect().await.unwrap();
    owner.execute("update resellers set second_factor_required = true where name = 'Acme Telecom'").await.unwrap();
    for (who, asked) in [("max@acme.example", true), ("cora@kestrel.example", false), ("bo@borealis.example", false)] {
        let mut visitor = olga.another();
        visitor.sign_in(who, demo::PASSWORD).await;
        let response = visitor.get("/").await;
        assert_eq!(response.status() == StatusCode::SEE_OTHER, asked, "{who}");
    }
}

#[tokio::test]
async fn a_passkey_needs_the_password_and_an_answer_to_what_was_asked() {
    let (_database, options) = test_database().await;
    let mut max = Visitor::signed_in(options, "max@acme.example").await;
    let add = "/me/passkeys?do=add";
    let named = [("answers[passkey_name]", "Laptop"), ("answers[current_password]", "wrong")];
    let refused = max.post(add, &named).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "ASVS 7.5.1");
    assert!(refused.text().await.unwrap().contains("not your current password"));
    // An answer to nothing, and answers that are none.
    for answer in ["{}", "x", "{\"id\":\"\",\"rawId\":\"\",\"response\":{},\"type\":\"public-key\"}"] {
        assert_eq!(max.post(add, &[("credential", answer)]).await.status(), StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
        let asked = max.post(add, &[named[0], ("answers[current_password]", demo::PASSWORD)]).await;
        assert!(asked.text().await.unwrap().contains("data-passkey=\"create\""));
        assert_eq!(max.post(add, &[("credential", answer)]).await.status(), StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
    }
    assert!(max.get("/me/passkeys").await.text().await.unwrap().contains("You have no passkey yet"));
    assert_eq!(max.get(&format!("/me/passkeys?do=remove&key={}", uuid::Uuid::nil())).await.status(), StatusCode::NOT_FOUND);

    let mut nobody = max.another();
    let asked = nobody.post("/sign-in/passkey?next=/users", &[]).await.text().await.unwrap();
    assert!(asked.contains("data-passkey=\"get\"") && asked.contains("no passkeys, or runs no scripts"));
    for answer in [
        "{}",
        "x",
        "{\"id\":\"AA\",\"rawId\":\"AA\",\"response\":{\"authenticatorData\":\"AA\",\"clientDataJSON\":\"AA\",\"signature\":\"AA\",\"userHandle\":\"AA\"},\"type\":\"public-key\"}",
    ] {
        let refused = nobody.post("/sign-in/passkey", &[("credential", answer)]).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
        assert!(refused.text().await.unwrap().contains("This passkey is not known here"));
    }
    assert_eq!(nobody.get("/customers").await.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_password_that_tells_of_its_person_is_refused() {
    let (_database, options) = test_database().await;
    // ASVS 6.2.11.
    let mut max = Visitor::signed_in(options, "max@acme.example").await;
    for weak in ["acme telecom 1", "max@acme.example"] {
        let fields = [("answers[current_password]", demo::PASSWORD), ("answers[new_password]", weak)];
        let refused = max.post("/me/password", &fields).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{weak}");
        assert!(refused.text().await.unwrap().contains("easy to guess for whoever knows"), "{weak}");
    }
}

#[tokio::test]
async fn who_lost_phone_and_codes_gets_in_again_by_an_administrator() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options.clone(), "ada@acme.example").await;
    let mut owner = options.connect().await.unwrap();
    let mut on = async |who: &str| {
        let sql = format!("update people set totp_on = now(), totp_secret = '' where email = '{who}'");
        owner.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
    };
    let max = ada.stage.actor("max@acme.example").await.person;
    let page = format!("/users/{max}");
    assert!(!ada.get(&page).await.text().await.unwrap().contains("Turn their second factor off"));
    on("max@acme.example").await;
    let mut lost = ada.another();
    assert!(location(&lost.sign_in("max@acme.example", demo::PASSWORD).await).starts_with("/sign-in/code"));
    assert!(ada.get(&page).await.text().await.unwrap().contains("Turn their second factor off"));
    let post = Post::of(&ada).await;
    let off = async |visitor: &mut Visitor, page: &str| visitor.post(page, &[("change", "factor")]).await;
    // Nobody else may, and nobody of another reseller knows him.
    for (who, status) in [("sam@acme.example", StatusCode::FORBIDDEN), ("bo@borealis.example", StatusCode::NOT_FOUND)] {
        let mut other = ada.another();
        other.sign_in(who, demo::PASSWORD).await;
        assert_eq!(off(&mut other, &page).await.status(), status, "{who}");
    }
    let done = off(&mut ada, &page).await;
    assert_eq!(ada.told(&done).await, format!("{page}: {FACTOR_OFF}"));
    assert_eq!(location(&lost.sign_in("max@acme.example", demo::PASSWORD).await), "/");
    assert_eq!(post.newest(&ada, "max@acme.example").await.subject, "Your second factor was turned off");
    assert_eq!(off(&mut ada, &page).await.status(), StatusCode::UNPROCESSABLE_ENTITY, "there is none any more");

    // One's own is turned off with the password alone (ASVS 7.5.1).
    on("ada@acme.example").await;
    let me = ada.stage.actor("ada@acme.example").await.person;
    let own = off(&mut ada, &format!("/users/{me}")).await;
    assert_eq!(own.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(own.text().await.unwrap().contains("This is your own second factor"));

    // Passkeys go with it, and with a password that is chosen by a mailed link.
    let passkey = async |owner: &mut sqlx::PgConnection| {
        let sql = "insert into passkeys (id, person_id, credential_id, passkey, name, made_at)
            select gen_random_uuid(), id, gen_random_uuid()::text::bytea, '{}', 'Phone', now() from people where email = 'max@acme.example'";
        owner.execute(sql).await.unwrap();
    };
    let mut second = options.connect().await.unwrap();
    passkey(&mut second).await;
    assert!(ada.get(&page).await.text().await.unwrap().contains("Turn their second factor off"), "a passkey alone");
    let done = off(&mut ada, &page).await;
    assert_eq!(ada.told(&done).await, format!("{page}: {FACTOR_OFF}"));
    assert_eq!(ada.stage.count("passkeys").await, 0);
    passkey(&mut second).await;
    lost.post("/forgot", &[("answers[email]", "max@acme.example")]).await;
    let link = post.link(&ada, "max@acme.example").await;
    lost.get(&link).await;
    assert_eq!(
        lost.doing("/reset", &[("answers[new_password]", demo::PASSWORD)]).await,
        "/sign-in: Your new password is saved. Sign in with it"
    );
    assert_eq!(ada.stage.count("passkeys").await, 0);

    // Whoever acts for somebody else too: not by one of both alone.
    on("max@acme.example").await;
    let customer = ada.stage.actor("cora@kestrel.example").await.place.unwrap().customer.unwrap();
    let fields = [("answers[user_email]", "max@acme.example"), ("answers[role]", "billing")];
    ada.post(&format!("/customers/{customer}/users/add"), &fields).await;
    let mut owner = ada.stage.owner.connect().await.unwrap();
    let join = "insert into memberships (reseller_id, customer_id, person_id, role, made_at)
        select i.reseller_id, i.customer_id, p.id, i.role, now() from invitations i join people p on p.email = i.email
        where p.email = 'max@acme.example'";
    owner.execute(join).await.unwrap();
    let mut cora = ada.another();
    cora.sign_in("cora@kestrel.example", demo::PASSWORD).await;
    let refused = off(&mut cora, &page).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().await.unwrap().contains("acts for others too"));
    assert!(location(&lost.sign_in("max@acme.example", demo::PASSWORD).await).starts_with("/sign-in/code"));
}
