//! What is kept of people who are not signed in, and whose an address is: sessions that end in the middle of a form, strangers, addresses that
//! somebody else made up.

use backend::{accounts, demo, testing::test_database};
use domain::flows::FLOWS;
use reqwest::StatusCode;

use crate::{
    links::Post,
    payments::{DRAFT, page},
    visitor::{Visitor, between, location},
};

#[tokio::test]
async fn what_was_typed_on_a_flows_first_page_is_there_after_signing_in_again() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let first_pages: [(&str, &str, &str, &str); 3] = [
        ("white_label", "administrator", "administrator", "customer"),
        ("network_add", "company", "company_name", "Lark & Sons"),
        ("network_invite", "invitation", "company_name", "Lark & Sons"),
    ];
    for (at, (flow, step, key, typed)) in first_pages.into_iter().enumerate() {
        let known = FLOWS.iter().find(|known| known.id == flow).unwrap();
        assert_eq!(known.steps[0].slug, step, "{flow}");
        let draft = format!("{}{at}", &DRAFT[..DRAFT.len() - 1]);
        ada.stage.wait(3_700);
        let sent = ada.step_of(flow, &draft, "0", step, &[(key, typed)]).await;
        assert!(location(&sent).starts_with("/sign-in?signed-out=1&next="), "{flow}: {}", location(&sent));
        let back = ada.sign_in("ada@acme.example", demo::PASSWORD).await;
        assert_eq!(location(&back), format!("/customers/new/{draft}/{step}"), "{flow}");
        let shown = page(&mut ada, &location(&back)).await;
        assert!(shown.contains(&typed.replace('&', "&amp;")), "{flow}: {shown}");
    }
}

#[tokio::test]
async fn nothing_of_a_stranger_is_kept() {
    let (_database, options) = test_database().await;
    let mut stranger = Visitor::new(options).await;
    for cookie in ["", "made-up", "AAAAAAAAAAAAAAAAAAAAAA"] {
        if !cookie.is_empty() {
            stranger.cookies.insert("__Host-session".to_owned(), cookie.to_owned());
        }
        let sent = stranger.step_of("white_label", DRAFT, "0", "administrator", &[("administrator", "customer")]).await;
        assert_eq!(sent.status(), StatusCode::UNAUTHORIZED, "{cookie}");
        let shown = sent.text().await.unwrap();
        assert!(shown.contains("value=\"customer\""), "what was typed stays in the page: {shown}");
        let odd = stranger.step_of("white_label", DRAFT, "0", "a\r\nb\0", &[]).await;
        assert_eq!(odd.status(), StatusCode::UNAUTHORIZED);
    }
    assert_eq!(stranger.stage.count("parked_answers").await, 0);
}

#[tokio::test]
async fn an_address_belongs_to_whoever_reads_its_mail() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let post = Post::of(&ada).await;
    // Somebody makes a user of another's address, signs in, and locks it with a second factor.
    let user = [
        ("answers[user_name]", "Victor Victim"),
        ("answers[user_email]", "victor@elsewhere.example"),
        ("answers[role]", "read_only"),
        ("answers[handover]", "generated"),
    ];
    let made = ada.post("/users/new", &user).await.text().await.unwrap();
    let password = between(&made, "<code>", "<").to_owned();
    let mut attacker = ada.another();
    attacker.sign_in("victor@elsewhere.example", &password).await;
    let chosen = [("answers[current_password]", password.as_str()), ("answers[new_password]", "six grey owls fly")];
    let changed = attacker.post("/me/password", &chosen).await;
    assert!(changed.status().is_redirection(), "{}", changed.text().await.unwrap());
    assert_eq!(turn_on_with(&mut attacker, "six grey owls fly").await, 8);
    // The owner of the mailbox asks for a new password, and gets in by it alone.
    let mut victor = ada.another();
    victor.post("/forgot", &[("answers[email]", "victor@elsewhere.example")]).await;
    let link = post.link(&ada, "victor@elsewhere.example").await;
    victor.get(&link).await;
    victor.post("/reset", &[("answers[new_password]", "nine green owls fly")]).await;
    assert_eq!(location(&victor.sign_in("victor@elsewhere.example", "nine green owls fly").await), "/");
    assert_eq!(attacker.get("/customers").await.status(), StatusCode::SEE_OTHER, "and whoever was there is out");
    // From then on the factor is theirs: a mailbox alone does not turn it off.
    let codes = turn_on_with(&mut victor, "nine green owls fly").await;
    assert_eq!(codes, 8);
    ada.stage.wait(3_600);
    victor.post("/forgot", &[("answers[email]", "victor@elsewhere.example")]).await;
    let link = post.link(&ada, "victor@elsewhere.example").await;
    victor.get(&link).await;
    victor.post("/reset", &[("answers[new_password]", "ten green owls fly")]).await;
    assert_eq!(location(&victor.sign_in("victor@elsewhere.example", "ten green owls fly").await), "/sign-in/code?next=%2F");
}

async fn turn_on_with(visitor: &mut Visitor, password: &str) -> usize {
    let page = visitor.get("/me/second-factor").await.text().await.unwrap();
    let phone = crate::me::Phone::of(&page);
    let code = phone.code(visitor);
    let fields = [("answers[code]", code.as_str()), ("answers[current_password]", password)];
    let page = visitor.post("/me/second-factor", &fields).await.text().await.unwrap();
    page.split("<code>").count() - 1
}

#[tokio::test]
async fn of_many_guesses_at_once_few_are_tried() {
    let (_database, options) = test_database().await;
    let stage = backend::testing::Stage::set(options).await;
    let guess = || accounts::sign_in(&stage.backend, "ada@acme.example", "wrong".to_owned(), "203.0.113.9");
    // The free ones are used up.
    for _ in 0..21 {
        stage.wait(1);
        guess().await.unwrap();
    }
    stage.wait(61);
    let mut guesses = tokio::task::JoinSet::new();
    for _ in 0..24 {
        let backend = stage.backend.clone();
        guesses.spawn(async move {
            accounts::sign_in(&backend, "ada@acme.example", "wrong".to_owned(), "203.0.113.9").await.unwrap()
        });
    }
    let tried = guesses.join_all().await.into_iter().filter(|attempt| *attempt == accounts::Attempt::Refused).count();
    assert_eq!(tried, 1, "of twenty-four at the same moment");
    // The right one is not counted.
    stage.wait(61);
    let right = accounts::sign_in(&stage.backend, "ada@acme.example", demo::PASSWORD.to_owned(), "203.0.113.10").await.unwrap();
    assert!(matches!(right, accounts::Attempt::In(_)));
    assert_eq!(stage.count("sign_in_failures where failures = 0").await, 1);
    // Who it was is in the audit of their account, a few times and not without end.
    for _ in 0..100 {
        if stage.count("audit where action = 'sign_in.failed'").await > 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let noted = stage.count("audit where action = 'sign_in.failed'").await;
    assert!((1..=12).contains(&noted), "{noted}");
}

#[tokio::test]
async fn a_standard_user_sees_neither_people_nor_prices() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let mut cora = ada.another();
    cora.sign_in("cora@kestrel.example", demo::PASSWORD).await;
    let user = [
        ("answers[user_name]", "Stan Standard"),
        ("answers[user_email]", "stan@kestrel.example"),
        ("answers[role]", "standard_user"),
        ("answers[handover]", "generated"),
    ];
    let made = cora.post("/users/new", &user).await.text().await.unwrap();
    let password = between(&made, "<code>", "<").to_owned();
    let mut stan = ada.another();
    stan.sign_in("stan@kestrel.example", &password).await;
    let chosen = [("answers[current_password]", password.as_str()), ("answers[new_password]", "nine green owls fly")];
    let changed = stan.post("/me/password", &chosen).await;
    assert!(changed.status().is_redirection(), "{}", changed.text().await.unwrap());
    let home = page(&mut stan, "/").await;
    assert!(home.contains("Kestrel Aviation") && !home.contains("class=\"people\"") && !home.contains("USD"), "{home}");
    assert!(page(&mut cora, "/").await.contains("stan@kestrel.example"));
    // Whether an address is somebody's is told a few times, and then not any more.
    let mut told = 0;
    for _ in 0..15 {
        let fields = [
            ("answers[user_name]", "X Y"),
            ("answers[user_email]", "bo@borealis.example"),
            ("answers[role]", "manager"),
            ("answers[handover]", "generated"),
        ];
        let refused = ada.post("/users/new", &fields).await.text().await.unwrap();
        told += usize::from(refused.contains("can sign in already"));
    }
    assert!((1..=11).contains(&told), "{told}");
}

/// Whose first page of customers is shown, and the fields that a form of it carries.
async fn field(visitor: &mut Visitor, path: &str, name: &str) -> String {
    let shown = page(visitor, path).await;
    between(&shown, &format!("name=\"{name}\" value=\""), "\"").to_owned()
}

#[tokio::test]
async fn a_tab_of_another_account_changes_nothing_in_this_one() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    // She is staff of Acme, and of Borealis too.
    {
        use sqlx::{ConnectOptions, Executor};
        let mut owner = ada.stage.owner.connect().await.unwrap();
        owner
            .execute(
                "insert into memberships (reseller_id, person_id, role, made_at)
                select r.id, p.id, 'administrator', now() from resellers r, people p
                where r.name = 'Borealis Networks' and p.email = 'ada@acme.example'",
            )
            .await
            .unwrap();
    }
    let drawn = field(&mut ada, "/users/invite", "account").await;
    let switch = page(&mut ada, "/switch").await;
    let reseller = switch.split("Borealis").next().unwrap().rsplit("name=\"reseller\" value=\"").next().unwrap();
    let reseller = reseller.split('"').next().unwrap().to_owned();
    ada.post("/api/switch", &[("reseller", &reseller), ("customer", "")]).await;
    assert!(page(&mut ada, "/").await.contains("Borealis Networks"));
    let invitation = [
        ("answers[user_emails]", "uma@acme.example"),
        ("answers[role]", "administrator"),
        ("answers[mail_language]", "en"),
        ("account", drawn.as_str()),
    ];
    let refused = ada.post("/users/invite", &invitation).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    let shown = refused.text().await.unwrap();
    assert!(shown.contains("you are in Borealis Networks now") && shown.contains("value=\"uma@acme.example\""), "{shown}");
    assert_eq!(ada.stage.count("invitations").await, 0);
    // Back in the account of the page, pressing again sends it.
    let switch = page(&mut ada, "/switch").await;
    let reseller = switch.split("Acme Telecom").nth(1).map_or("", |_| switch.as_str()).to_owned();
    let acme = drawn.split('.').next().unwrap().to_owned();
    assert!(reseller.contains(&acme));
    ada.post("/api/switch", &[("reseller", &acme), ("customer", "")]).await;
    assert!(ada.post("/users/invite", &invitation).await.status().is_redirection());
    assert_eq!(
        ada.stage.count("invitations i join resellers r on r.id = i.reseller_id where r.name = 'Acme Telecom'").await,
        1
    );
}

#[tokio::test]
async fn every_form_says_for_which_account_it_was_drawn() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let mut cora = ada.another();
    cora.sign_in("cora@kestrel.example", demo::PASSWORD).await;
    // What is the same in every account: one's own sign-in and its sessions, the language, drafts, which are one account's by their id.
    let same = ["/api/preferences", "/api/sign-out", "/api/switch", "/api/stay", "/api/drafts/save-step", "/api/operator/stop"];
    let mut seen = 0;
    let staff = [
        "/",
        "/customers",
        "/users",
        "/users/new",
        "/users/add",
        "/users/invite",
        "/settings",
        "/billing",
        "/billing/new",
        "/drafts",
        "/me",
        "/me/password",
        "/me/email",
        "/me/second-factor",
        "/me/passkeys",
        "/mail",
        "/mail/look",
        "/notices",
        "/notices/new",
        "/statement",
        "/audit",
        "/invites",
        "/customers/new",
    ];
    let customers = ["/", "/users", "/users/new", "/statement", "/credit", "/account/contact", "/me"];
    for (visitor, paths) in [(&mut ada, staff.as_slice()), (&mut cora, customers.as_slice())] {
        for path in paths {
            let shown = page(visitor, path).await;
            for form in shown.split("<form").skip(1) {
                let tag = form.split('>').next().unwrap();
                let body = form.split("</form>").next().unwrap();
                if tag.contains("method=\"post\"")
                    && !same.iter().any(|action| tag.contains(&format!("\"{action}\"")))
                    && !tag.contains("data-passkey")
                {
                    assert!(body.contains("name=\"account\""), "{path}: <form{tag}>");
                    seen += 1;
                }
            }
        }
    }
    assert!(seen >= 10, "{seen}");
}

#[tokio::test]
async fn a_notice_is_said_once_by_its_page_and_by_no_address_or_cookie() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let lie = "Call +49 900 1234";
    let page = ada.get(&format!("/users?done=mailed&name={}", lie.replace(' ', "%20"))).await.text().await.unwrap();
    assert!(!page.contains(lie), "an address says nothing in our name");
    let fields = [("answers[user_emails]", "new@acme.example"), ("answers[role]", "support"), ("answers[mail_language]", "en")];
    let sent = ada.post("/users/invite", &fields).await;
    assert_eq!(location(&sent), "/users", "nobody's address stands in ours");
    let kept = ada.cookies["__Host-flash"].clone();
    assert!(!kept.contains("new"), "nor can it be read in the cookie: {kept}");
    assert!(!ada.get("/customers").await.text().await.unwrap().contains("on its way to new@acme.example"), "not this page's");
    let users = "The invitation is on its way to new@acme.example";
    assert!(ada.get("/users").await.text().await.unwrap().contains(users));
    assert!(!ada.get("/users").await.text().await.unwrap().contains(users), "once");
    // What was not sealed here, or for another cookie, is nothing.
    for forged in ["L3VzZXJzCjEKdHJ1ZQ", "", "%%%", &kept[1..]] {
        ada.cookies.insert("__Host-flash".to_owned(), forged.to_owned());
        let page = ada.get("/users").await;
        assert_eq!(page.status(), StatusCode::OK);
        assert!(!page.text().await.unwrap().contains("role=\"status\""), "{forged}");
    }
}
