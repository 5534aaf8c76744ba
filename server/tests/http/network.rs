//! Customers of network services (S1), their invitations and billing accounts, as a client of HTTP without the WASM meets them.

use backend::{demo, testing::test_database};
use reqwest::{Response, StatusCode};
use sqlx::{ConnectOptions, Executor, Row};

use crate::{
    links::Post,
    visitor::{Visitor, location},
};

const DRAFT: &str = "019a0000-0000-7000-8000-000000000001";

/// The value of a hidden or preset field in a page.
pub fn preset(page: &str, select: &str) -> String {
    let after = page.split(&format!("id=\"{select}\"")).nth(1).unwrap();
    let option = after.split("<option").find(|option| option.contains("selected")).unwrap();
    option.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

async fn page(visitor: &mut Visitor, path: &str) -> String {
    visitor.get(path).await.text().await.unwrap()
}

pub async fn invite(visitor: &mut Visitor, draft: &str, company: &str, name: &str, email: &str, language: &str) -> Response {
    let first = page(visitor, "/customers/invite").await;
    let account = preset(&first, "billing_account");
    let answers = [
        ("company_name", company),
        ("contact_name", name),
        ("contact_email", email),
        ("contact_language", language),
        ("billing_account", &account),
    ];
    visitor.step_of("network_invite", draft, "0", "invitation", &answers).await
}

/// The id of the newest invitation, from the page.
pub async fn newest(visitor: &mut Visitor) -> String {
    let page = page(visitor, "/invites").await;
    page.split("name=\"invitation\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// Adds Osprey Networks without a mail; gives its id.
async fn add_osprey(ada: &mut Visitor) -> String {
    let first = page(ada, "/customers/add").await;
    assert!(first.contains("No mail is sent.") && first.contains("Paula Payable – billing@acme.example"), "S1.3, S1.9");
    let account = preset(&first, "billing_account");
    let answers = [
        ("company_name", "Osprey Networks"),
        ("company_country", "NO"),
        ("company_line1", "1 Kirkegata"),
        ("company_postal_code", "0153"),
        ("company_city", "Oslo"),
        ("technical_email", "noc@osprey.example"),
        ("billing_account", &account),
    ];
    // Nobody's account, and another reseller's.
    for foreign in [uuid::Uuid::nil().to_string(), "x".to_owned(), String::new()] {
        let mut wrong = answers;
        wrong[6].1 = &foreign;
        let led = ada.step_of("network_add", DRAFT, "0", "company", &wrong).await;
        assert_eq!(location(&led), format!("/customers/new/{DRAFT}/company"), "{foreign}");
    }
    let led = ada.step_of("network_add", DRAFT, "0", "company", &answers).await;
    assert_eq!(location(&led), format!("/customers/new/{DRAFT}/check"));
    assert!(page(ada, &location(&led)).await.contains(">Add Customer<"), "S1.10");
    for _ in 0..2 {
        let made = ada.submit(DRAFT).await;
        assert_eq!(location(&made), format!("/customers/new/{DRAFT}/done"));
    }
    let done = page(ada, &format!("/customers/new/{DRAFT}/done")).await;
    assert!(done.contains("Your new customer has been added!"));
    assert_eq!(ada.stage.count("mails").await, 0, "S1.3: no mail");
    assert_eq!(ada.stage.count("customers").await, 2);
    let list = page(ada, "/customers").await;
    assert!(list.contains("Osprey Networks") && list.contains("noc@osprey.example") && list.contains("Billing account"));
    list.split("/customers/").find(|part| part.contains("Osprey")).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_customer_is_added_without_a_mail_and_keeps_their_company_up_to_date() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options.clone(), "ada@acme.example").await;
    let customer = add_osprey(&mut ada).await;
    // Their people get in by hand, and change what is theirs.
    let fields = [
        ("answers[user_name]", "Ola Osprey"),
        ("answers[user_email]", "ola@osprey.example"),
        ("answers[role]", "account_administrator"),
        ("answers[handover]", "link"),
        ("answers[mail_language]", "en"),
    ];
    ada.post(&format!("/customers/{customer}/users/new"), &fields).await;
    let mut owner = options.connect().await.unwrap();
    owner
        .execute("update people set password_hash = (select password_hash from people where email = 'ada@acme.example')")
        .await
        .unwrap();
    let mut ola = ada.another();
    ola.sign_in("ola@osprey.example", demo::PASSWORD).await;
    let form = page(&mut ola, "/account/company").await;
    assert!(form.contains("1 Kirkegata") && form.contains("is agreed with Acme Telecom"), "S1.5");
    assert!(!form.contains("billing@acme.example") && !page(&mut ola, "/").await.contains("billing@acme.example"));
    let mut new = [
        ("version", "1"),
        ("answers[company_name]", "Kestrel Aviation"),
        ("answers[company_country]", "NO"),
        ("answers[company_line1]", "2 Kirkegata"),
        ("answers[company_postal_code]", "n-0153"),
        ("answers[company_city]", "Oslo"),
        ("answers[technical_email]", "noc@osprey.example"),
        ("answers[technical_phone]", "22 12 34 56"),
    ];
    let refused = ola.post("/account/company", &new).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let text = refused.text().await.unwrap();
    assert!(
        text.contains("is in use by another customer") && text.contains("2 Kirkegata"),
        "a name is unique, and nothing typed is lost: {text}"
    );
    new[1].1 = "Osprey Nets";
    let stuffed = [new.as_slice(), &[("answers[nothing_known]", "stuffed")]].concat();
    assert_eq!(ola.doing("/account/company", &stuffed).await, "/: The changes are saved");
    // What is noted is what changed, and nothing that was put beside it.
    let noted = ada
        .stage
        .owner
        .connect()
        .await
        .unwrap()
        .fetch_one("select detail::text from audit where action = 'customer.changed'")
        .await
        .unwrap()
        .get::<String, _>(0);
    assert!(noted.contains("2 Kirkegata") && noted.contains("Osprey Nets") && !noted.contains("technical_email"), "{noted}");
    assert!(!noted.contains("stuffed") && noted.contains("\"technical_phone\": \"+47 22 12 34 56\""), "{noted}");
    let shown = page(&mut ada, &format!("/customers/{customer}")).await;
    assert!(shown.contains("Technical phone number") && shown.contains("22 12 34 56"), "{shown}");
    // A wrong answer in between does not make an old page a new one.
    let mut wrong = new;
    wrong[6].1 = "nowhere";
    let mended = ola.post("/account/company", &wrong).await.text().await.unwrap();
    assert!(mended.contains("name=\"version\" value=\"1\""), "{mended}");
    // Nobody tries one name after another to learn who else is a customer.
    let mut tried = new;
    tried[0].1 = "2";
    for name in ["Acme", "Kestrel Aviation", "Borealis"] {
        tried[1].1 = name;
        let answer = ola.post("/account/company", &tried).await;
        if answer.status().is_redirection() {
            tried[0].1 = "3";
        }
    }
    let wait = ola.post("/account/company", &tried).await.text().await.unwrap();
    assert!(wait.contains("The name was changed often lately") && wait.contains("noc@osprey.example"), "{wait}");
    let stale = ola.post("/account/company", &new).await;
    assert!(stale.text().await.unwrap().contains("Somebody else changed this at the same time"));
    let shown = page(&mut ada, &format!("/customers/{customer}")).await;
    assert!(
        shown.contains("2 Kirkegata") && shown.contains("0153") && !shown.contains("n-0153"),
        "as its country writes it: {shown}"
    );
    assert!(page(&mut ada, "/audit").await.contains("Changed a customer's details"));
    // The invitation is no form: its company is changed with the company.
    assert_eq!(ola.get("/account/invitation").await.status(), StatusCode::NOT_FOUND);
    // A customer of another kind has no such page, and another reseller's is not there.
    ola.sign_in("cora@kestrel.example", demo::PASSWORD).await;
    assert_eq!(ola.get("/account/company").await.status(), StatusCode::NOT_FOUND);
    ola.sign_in("bo@borealis.example", demo::PASSWORD).await;
    assert_eq!(ola.get(&format!("/customers/{customer}/edit/company")).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_invited_contact_becomes_the_first_administrator() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let post = Post::of(&ada).await;
    let led = invite(&mut ada, DRAFT, "Heron Data", "Grete Hahn", "Grete@heron.example", "de").await;
    let check = page(&mut ada, &location(&led)).await;
    // The mail as it will be sent, in the language of whoever gets it.
    for said in ["This mail is sent", "Guten Tag Grete Hahn,", "Acme Telecom lädt Sie zu Heron Data ein", "Hier verbinden"] {
        assert!(check.contains(said), "{said}: {check}");
    }
    assert!(check.contains(">Send invite<"));
    assert_eq!(location(&ada.submit(DRAFT).await), format!("/customers/new/{DRAFT}/done"));
    assert!(page(&mut ada, "/customers").await.contains("Invited"), "S1.21");
    let mail = post.newest(&ada, "grete@heron.example").await;
    assert_eq!(mail.subject, "Acme Telecom lädt Sie zu Heron Data ein", "S1.17");
    assert!(mail.text.contains("Guten Tag Grete Hahn,"), "S1.16: {}", mail.text);

    // Sent again it keeps name and language.
    let invitation = newest(&mut ada).await;
    let resent = ada.post("/invites", &[("invitation", &invitation), ("do", "resend")]).await;
    assert_eq!(ada.told(&resent).await, "/invites?state=: The invitation is on its way to grete@heron.example", "S1.22");
    let path = post.link(&ada, "grete@heron.example").await;
    assert_eq!(post.newest(&ada, "grete@heron.example").await.subject, "Acme Telecom lädt Sie zu Heron Data ein");

    let mut grete = ada.another();
    grete.get(&path).await;
    let asked = page(&mut grete, "/i").await;
    assert!(asked.contains("value=\"Grete Hahn\""), "her name stands there");
    assert!(asked.contains("lang=\"de\""), "the page is in the language of its mail: {asked}");
    let fields = [("answers[own_name]", "Grete Hahn"), ("answers[new_password]", "neun rote eulen")];
    assert_eq!(location(&grete.post("/i", &fields).await), "/");
    let home = page(&mut grete, "/").await;
    assert!(home.contains("Heron Data") && home.contains("Aktiv"), "S1.23: {home}");
    let mut elsewhere = ada.another();
    elsewhere.sign_in("grete@heron.example", "neun rote eulen").await;
    assert!(page(&mut elsewhere, "/").await.contains("lang=\"de\""), "what she read is her language from now on");
    // Who has chosen a language reads that one.
    let mut chosen = ada.another();
    chosen.post("/api/preferences", &[("language", "en"), ("next", "/")]).await;
    chosen.get(&path).await;
    assert!(page(&mut chosen, "/sign-in").await.contains("lang=\"en\""));
    assert_eq!(grete.get("/users").await.status(), StatusCode::OK, "S1.12: an administrator");
    let invites = page(&mut ada, "/invites").await;
    assert!(invites.contains("Accepted") && invites.contains("Sent anew"), "{invites}");
    let accepted = page(&mut ada, "/invites?state=accepted").await;
    assert!(accepted.contains("grete@heron.example") && !accepted.contains("name=\"invitation\""));
    assert!(page(&mut ada, "/invites?state=revoked").await.contains("No invitation is in this state"));
}

#[tokio::test]
async fn an_invitation_is_handed_over_sent_again_and_taken_back() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    assert!(page(&mut ada, "/invites").await.contains("Nobody was invited yet"));
    let post = Post::of(&ada).await;
    invite(&mut ada, DRAFT, "Heron Data", "Hal Heron", "hal@heron.example", "en").await;
    ada.submit(DRAFT).await;
    let invitation = newest(&mut ada).await;
    let shown = ada.post("/invites", &[("invitation", &invitation), ("do", "link")]).await.text().await.unwrap();
    let link = shown.split(&format!("{}/i/", ada.address)).nth(1).unwrap().split('<').next().unwrap().to_owned();
    let listed = page(&mut ada, "/invites").await;
    assert!(!listed.contains(&link) && listed.contains("link handed over"), "shown once, and the mail is not sent any more");
    assert!(page(&mut ada, "/audit").await.contains("Took the link of an invitation"));
    let mut hal = ada.another();
    hal.get(&format!("/i/{link}")).await;
    assert!(page(&mut hal, "/i").await.contains("Heron Data"));

    let customer = listed.split("/customers/0").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert!(page(&mut ada, &format!("/customers/0{customer}")).await.contains("billing@acme.example"));

    // Sent again: the link that was handed over is worth nothing any more.
    let mut sam = ada.another();
    sam.sign_in("sam@acme.example", demo::PASSWORD).await;
    assert!(
        !page(&mut sam, &format!("/customers/0{customer}")).await.contains("billing@acme.example"),
        "support sees no money"
    );
    sam.post("/invites", &[("invitation", &invitation), ("do", "resend")]).await;
    assert_eq!(hal.get("/i").await.status(), StatusCode::GONE, "support may, and a newer one takes its place");
    let path = post.link(&ada, "hal@heron.example").await;
    let again = newest(&mut sam).await;
    for (who, what, status) in [
        ("sam@acme.example", "revoke", StatusCode::FORBIDDEN),
        ("sam@acme.example", "link", StatusCode::FORBIDDEN),
        ("rita@acme.example", "resend", StatusCode::FORBIDDEN),
        ("rita@acme.example", "link", StatusCode::FORBIDDEN),
        ("bo@borealis.example", "resend", StatusCode::NOT_FOUND),
        ("bo@borealis.example", "revoke", StatusCode::NOT_FOUND),
        ("bo@borealis.example", "link", StatusCode::NOT_FOUND),
        ("ada@acme.example", "x", StatusCode::NOT_FOUND),
    ] {
        sam.sign_in(who, demo::PASSWORD).await;
        assert_eq!(sam.post("/invites", &[("invitation", &again), ("do", what)]).await.status(), status, "{who} {what}");
    }
    sam.sign_in("rita@acme.example", demo::PASSWORD).await;
    assert!(page(&mut sam, "/invites").await.contains("Only administrators and support can do this."));
    let revoked = ada.post("/invites?state=pending", &[("invitation", &again), ("do", "revoke")]).await;
    assert_eq!(ada.told(&revoked).await, "/invites?state=pending: The invitation of hal@heron.example was taken back");
    hal.get(&path).await;
    assert_eq!(hal.get("/i").await.status(), StatusCode::GONE);
    let settled = ada.post("/invites", &[("invitation", &again), ("do", "link")]).await;
    assert!(ada.told(&settled).await.starts_with("/invites?state=: That invitation was settled"));
    assert!(page(&mut ada, "/invites?state=revoked").await.contains("hal@heron.example"));
    // A week later an invitation is over, and can be sent again.
    invite(&mut ada, "019a0000-0000-7000-8000-000000000002", "Egret", "Eve", "eve@egret.example", "en").await;
    ada.submit("019a0000-0000-7000-8000-000000000002").await;
    ada.stage.wait(8 * 24 * 3_600);
    ada.sign_in("ada@acme.example", demo::PASSWORD).await;
    assert!(page(&mut ada, "/invites?state=pending").await.contains("No invitation is in this state"));
    let expired = page(&mut ada, "/invites?state=expired").await;
    assert!(expired.contains("eve@egret.example") && expired.contains("Resend Invite"));
}

#[tokio::test]
async fn billing_accounts_are_kept_while_customers_need_them() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options.clone(), "ada@acme.example").await;
    let mut new = vec![
        ("answers[billing_name]", "PO 4711"),
        ("answers[billing_email]", "BILLING@acme.example"),
        ("answers[billing_country]", "US"),
        ("answers[billing_line1]", "1 Main Street"),
        ("answers[billing_city]", "Arlington"),
        ("answers[billing_region]", "VA"),
        ("answers[billing_postal_code]", "22201"),
        ("answers[billing_phone]", "(312) 555-0143"),
        ("answers[billing_default]", "yes"),
    ];
    // Another country's fields, with what was typed, and nothing stored.
    let mut stay = new.clone();
    stay[2].1 = "JP";
    stay.push(("then", "stay"));
    let other = ada.post("/billing/new", &stay).await;
    assert_eq!(other.status(), StatusCode::OK);
    let text = other.text().await.unwrap();
    assert!(text.contains("Prefecture") && text.contains("PO 4711"));
    let empty = ada.post("/billing/new", &[]).await.text().await.unwrap();
    assert!(empty.contains("Enter the name or PO number") || empty.contains("Name or PO number"), "{empty}");
    let taken = ada.post("/billing/new", &new).await;
    assert_eq!(taken.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.text().await.unwrap().contains("Another billing account has this e-mail address"), "S1.14");
    new[1].1 = "po@acme.example";
    assert_eq!(ada.doing("/billing/new", &new).await, "/billing: The billing account is saved");
    let list = page(&mut ada, "/billing").await;
    assert_eq!(list.matches("preset").count(), 1, "one is preset: {list}");
    assert!(list.find("PO 4711").unwrap() < list.find("Paula").unwrap(), "the one that was chosen last");
    let ids: Vec<String> = list
        .split("href=\"/billing/")
        .skip(1)
        .map(|part| part.split('"').next().unwrap().to_owned())
        .filter(|id| id != "new")
        .collect();
    let [po, paula] = ids.as_slice() else { panic!("{ids:?}") };

    // In use, preset, and free.
    invite(&mut ada, DRAFT, "Heron Data", "Hal Heron", "hal@heron.example", "en").await;
    ada.submit(DRAFT).await;
    let delete = async |ada: &mut Visitor, id: &str| ada.post(&format!("/billing/{id}"), &[("do", "delete")]).await;
    assert!(delete(&mut ada, po).await.text().await.unwrap().contains("The preset account cannot be deleted"));
    let stands = page(&mut ada, &format!("/billing/{paula}")).await;
    let version = stands.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mut back = new.clone();
    back[1].1 = "billing@acme.example";
    back.push(("version", &version));
    assert_eq!(ada.doing(&format!("/billing/{paula}"), &back).await, "/billing: The billing account is saved");
    let page_of_paula = page(&mut ada, &format!("/billing/{paula}")).await;
    assert!(
        page_of_paula.contains("value=\"+1 312-555-0143\""),
        "it stays this number whatever country is chosen: {page_of_paula}"
    );
    let stale = ada.post(&format!("/billing/{paula}"), &back).await;
    assert!(stale.text().await.unwrap().contains("Somebody else changed this account meanwhile"));
    // What was confirmed once is not asked again with each change.
    let next = (version.parse::<i32>().unwrap() + 1).to_string();
    let mut doubtful = back.clone();
    (doubtful[6].1, doubtful[9].1) = ("222", &next);
    let asked = ada.post(&format!("/billing/{paula}"), &doubtful).await.text().await.unwrap();
    assert!(asked.contains("Use “222” anyway"), "{asked}");
    doubtful.push(("answers[billing_postal_code~anyway]", "222"));
    assert_eq!(ada.doing(&format!("/billing/{paula}"), &doubtful).await, "/billing: The billing account is saved");
    let confirmed = page(&mut ada, &format!("/billing/{paula}")).await;
    let its_box = confirmed.split("name=\"answers[billing_postal_code~anyway]\"").nth(1).unwrap().split('>').next().unwrap();
    assert!(its_box.contains("value=\"222\"") && its_box.contains("checked"), "{its_box}");
    let used = delete(&mut ada, po).await;
    assert_eq!(used.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(used.text().await.unwrap().contains("so it cannot be deleted"), "S1.9");
    let mut owner = options.connect().await.unwrap();
    let sql = format!("update customers set billing_account_id = '{paula}' where billing_account_id is not null");
    owner.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
    let gone = delete(&mut ada, po).await;
    assert_eq!(ada.told(&gone).await, "/billing: The billing account is deleted");
    assert_eq!(ada.get(&format!("/billing/{po}")).await.status(), StatusCode::NOT_FOUND);

    for (who, status) in [
        ("rita@acme.example", StatusCode::OK),
        ("sam@acme.example", StatusCode::FORBIDDEN),
        ("cora@kestrel.example", StatusCode::FORBIDDEN),
    ] {
        ada.sign_in(who, demo::PASSWORD).await;
        assert_eq!(ada.get("/billing").await.status(), status, "{who}");
        assert_eq!(ada.get(&format!("/billing/{paula}")).await.status(), StatusCode::FORBIDDEN, "{who}");
    }
    ada.sign_in("bo@borealis.example", demo::PASSWORD).await;
    assert!(page(&mut ada, "/billing").await.contains("No billing account yet"));
    assert_eq!(ada.get(&format!("/billing/{paula}")).await.status(), StatusCode::NOT_FOUND);
    assert!(page(&mut ada, "/customers/add").await.contains("A billing account comes first"));
}

#[tokio::test]
async fn an_international_domain_is_one_address_however_it_is_written() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    let post = Post::of(&ada).await;
    invite(&mut ada, DRAFT, "Heron Data", "Grete Hahn", "Grete@B\u{fc}cher.example", "en").await;
    ada.submit(DRAFT).await;
    // Any mail server takes the form of the DNS.
    let path = post.link(&ada, "grete@xn--bcher-kva.example").await;
    let mut grete = ada.another();
    grete.get(&path).await;
    let fields = [("answers[own_name]", "Grete Hahn"), ("answers[new_password]", "nine red owls fly")];
    assert_eq!(location(&grete.post("/i", &fields).await), "/");
    for written in ["grete@bücher.example", "GRETE@xn--bcher-kva.example", "grete@Bu\u{308}cher.example"] {
        let mut elsewhere = ada.another();
        elsewhere.sign_in(written, "nine red owls fly").await;
        assert!(page(&mut elsewhere, "/").await.contains("Heron Data"), "{written}");
        elsewhere.another().post("/forgot", &[("answers[email]", written)]).await;
        let mail = post.newest(&ada, "grete@xn--bcher-kva.example").await;
        assert!(mail.text.contains("/reset/"), "{written}: {}", mail.text);
    }
}

#[tokio::test]
async fn only_what_the_operator_switched_on_is_offered() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options.clone(), "ada@acme.example").await;
    invite(&mut ada, DRAFT, "Heron Data", "Hal Heron", "hal@heron.example", "en").await;
    assert!(page(&mut ada, "/").await.contains("Invite New Customer"), "S1.2");
    let mut owner = options.connect().await.unwrap();
    owner.execute("update resellers set flows = '{white_label}'").await.unwrap();
    for path in ["/", "/customers", "/drafts", "/invites"] {
        let page = page(&mut ada, path).await;
        assert!(page.contains("Create New Customer") && !page.contains("Invite New Customer"), "{path}");
    }
    assert_eq!(ada.get("/customers/invite").await.status(), StatusCode::NOT_FOUND);
    assert_eq!(ada.get("/customers/new").await.status(), StatusCode::OK);
    // Somebody was under way.
    assert_eq!(ada.submit(DRAFT).await.status(), StatusCode::NOT_FOUND);
    let count: i64 = owner.fetch_one("select count(*) from invitations").await.unwrap().get(0);
    assert_eq!(count, 0);
}

#[tokio::test]
async fn an_open_page_is_told_of_changes_and_of_nobody_elses() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    invite(&mut ada, DRAFT, "Heron Data", "Hal Heron", "hal@heron.example", "en").await;
    let mut nobody = ada.another();
    assert_eq!(nobody.get("/invites/events").await.status(), StatusCode::SEE_OTHER);
    nobody.sign_in("cora@kestrel.example", demo::PASSWORD).await;
    assert_eq!(nobody.get("/invites/events").await.status(), StatusCode::FORBIDDEN);

    let mut bo = ada.another();
    bo.sign_in("bo@borealis.example", demo::PASSWORD).await;
    let (mut told, mut not_told) = (ada.get("/invites/events").await, bo.get("/invites/events").await);
    assert_eq!(told.headers()["content-type"], "text/event-stream");
    let first = told.chunk().await.unwrap().unwrap();
    assert!(String::from_utf8_lossy(&first).contains("changed"), "something may have changed since the page was drawn");
    not_told.chunk().await.unwrap().unwrap();
    ada.submit(DRAFT).await;
    let news = tokio::time::timeout(std::time::Duration::from_secs(10), told.chunk()).await.unwrap().unwrap().unwrap();
    // Without data a browser would hear nothing of it.
    assert!(String::from_utf8_lossy(&news).contains("data: changed"));
    let silence = tokio::time::timeout(std::time::Duration::from_secs(1), not_told.chunk()).await;
    assert!(silence.is_err(), "another reseller's page hears nothing");
}

#[tokio::test]
async fn a_mail_that_was_given_up_is_looked_at_and_sent_again() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options.clone(), "ada@acme.example").await;
    assert!(page(&mut ada, "/mail").await.contains("No mail was given up"));
    invite(&mut ada, DRAFT, "Heron Data", "Hal Heron", "refused@heron.example", "en").await;
    ada.submit(DRAFT).await;
    let mut owner = options.connect().await.unwrap();
    owner
        .execute("update mails set state = 'failed', attempts = 7, problem = 'mailbox full', settled_at = now()")
        .await
        .unwrap();
    // Days later.
    ada.stage.wait(5 * 24 * 3_600);
    ada.sign_in("ada@acme.example", demo::PASSWORD).await;
    let listed = page(&mut ada, "/mail").await;
    for said in ["refused@heron.example", "Heron Data", "Given up", "mailbox full", "tried 7 times", "Send again"] {
        assert!(listed.contains(said), "{said}: {listed}");
    }
    let id = listed.split("name=\"mail\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    for (who, status) in [
        ("rita@acme.example", StatusCode::FORBIDDEN),
        ("cora@kestrel.example", StatusCode::FORBIDDEN),
        ("bo@borealis.example", StatusCode::NOT_FOUND),
    ] {
        let mut other = ada.another();
        other.sign_in(who, demo::PASSWORD).await;
        assert_eq!(other.post("/mail", &[("mail", &id)]).await.status(), status, "{who}");
    }
    // An invitation that has ended is not sent again, and its mail is not called handed over.
    owner.execute("update invitations set state = 'revoked'").await.unwrap();
    let ended = ada.post("/mail", &[("mail", &id)]).await;
    assert!(ada.told(&ended).await.ends_with("or its invitation has ended"));
    owner.execute("update mails set state = 'dropped'").await.unwrap();
    let listed = page(&mut ada, "/invites?state=revoked").await;
    assert!(listed.contains("refused@heron.example") && !listed.contains("link handed over"), "{listed}");
    owner.execute("update mails set state = 'failed'").await.unwrap();
    owner.execute("update invitations set state = 'pending'").await.unwrap();
    let again = ada.post("/mail", &[("mail", &id)]).await;
    assert_eq!(ada.told(&again).await, "/mail?state=: The mail to refused@heron.example is on its way again");
    assert!(page(&mut ada, "/mail?state=queued").await.contains("refused@heron.example"));
    let twice = ada.post("/mail?state=all", &[("mail", &id)]).await;
    assert!(ada.told(&twice).await.starts_with("/mail?state=all: This mail waits to be sent"));
    let post = Post::of(&ada).await;
    assert!(post.newest(&ada, "refused@heron.example").await.text.contains("Dear Hal Heron,"));
    assert!(page(&mut ada, "/mail?state=sent").await.contains("refused@heron.example"));
    assert!(page(&mut ada, "/audit").await.contains("Sent a mail again"));
}

#[tokio::test]
async fn nobodys_mailbox_is_filled_by_inviting_them_to_ever_new_customers() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options, "ada@acme.example").await;
    for number in 1..=6 {
        let draft = format!("019a0000-0000-7000-8000-00000000000{number}");
        invite(&mut ada, &draft, &format!("Heron {number}"), "Hal Heron", "hal@heron.example", "en").await;
        let led = location(&ada.submit(&draft).await);
        if number == 6 {
            assert_eq!(led, format!("/customers/new/{draft}/check?refused=too%2Dmany"));
            assert!(page(&mut ada, &led).await.contains("There is a problem"));
        } else {
            assert_eq!(led, format!("/customers/new/{draft}/done"));
        }
    }
    assert_eq!(ada.stage.count("mails").await, 5);
}

#[tokio::test]
async fn reloading_an_open_page_again_and_again_takes_one_connection() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options.clone(), "ada@acme.example").await;
    for _ in 0..20 {
        let mut told = ada.get("/invites/events").await;
        told.chunk().await.unwrap();
    }
    let mut owner = options.connect().await.unwrap();
    let sql = "select count(*) from pg_stat_activity where datname = current_database() and query ilike 'listen %'";
    let listening: i64 = owner.fetch_one(sql).await.unwrap().get(0);
    assert_eq!(listening, 1);
    assert_eq!(ada.get("/invites").await.status(), StatusCode::OK);
}
