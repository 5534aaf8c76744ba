//! What a page showed is what is done: a price, a tax, an account or an amount that changed meanwhile stops the press, and the page says so.

use backend::{ledger, testing::test_database};

use crate::{
    network,
    payments::{DRAFT, Scene, page},
    visitor::{Visitor, location},
};

/// Presses the button of a page that was looked at before; gives where that leads and what the page says there.
async fn press(visitor: &mut Visitor, draft: &str, confirmed: &str) -> String {
    visitor.doing("/api/drafts/submit", &[("draft", draft), ("confirmed", confirmed)]).await
}

#[tokio::test]
async fn a_reseller_is_charged_the_price_that_the_page_showed() {
    let (_database, options) = test_database().await;
    let mut scene = Scene::set(options).await;
    let ada = &mut scene.ada;
    ada.step(DRAFT, "0", "administrator", &[("administrator", "reseller")]).await;
    let contact = [
        ("company_name", "Lark Ltd"),
        ("given_name", "Grace"),
        ("family_name", "Hopper"),
        ("email", "g@lark.example"),
        ("phone", "+14155550199"),
    ];
    ada.step(DRAFT, "1", "contact", &contact).await;
    let addresses = [
        ("billing_country", "NO"),
        ("billing_line1", "1 Kirkegata"),
        ("billing_postal_code", "0153"),
        ("billing_city", "Oslo"),
        ("service_same", "yes"),
    ];
    ada.step(DRAFT, "2", "addresses", &addresses).await;
    let plans = page(ada, &format!("/customers/new/{DRAFT}/plan")).await;
    let plan = plans.split("answers[plan]\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    ada.step(DRAFT, "3", "plan", &[("plan", &plan)]).await;
    let shown = ada.confirmed(DRAFT).await;
    scene.meddle("update plans set monthly_minor = 4100 where name = 'Starter'").await;
    let ada = &mut scene.ada;
    let check = format!("/customers/new/{DRAFT}/check");
    assert_eq!(
        press(ada, DRAFT, &shown).await,
        format!(
            "{check}: Nothing was sent, because something on this page has changed. “Monthly price” was USD\u{a0}19.00, and is now \
            USD\u{a0}41.00. If you agree, press the button again."
        )
    );
    assert_eq!(ada.stage.count("customers").await, 1, "the demonstration's");
    assert_eq!(ada.stage.count("ledger_entries").await, 0);
    assert!(page(ada, &check).await.contains("USD\u{a0}41.00"));
    // A page that showed nothing confirms nothing.
    let unseen = format!("{check}: Nothing was sent yet. Check the prices on this page, and press the button again.");
    assert_eq!(press(ada, DRAFT, "").await, unseen);
    assert_eq!(location(&ada.submit(DRAFT).await), format!("/customers/new/{DRAFT}/done"));
    assert_eq!(scene.one("select sum(amount_minor)::text from ledger_entries").await, "-4100");
}

#[tokio::test]
async fn a_customer_pays_the_price_and_the_tax_that_the_page_showed() {
    let (_database, options) = test_database().await;
    let mut scene = Scene::set(options).await;
    scene.hand_over("Lark Ltd", "grace@lark.example").await;
    let (mut grace, draft) = scene.activate("grace@lark.example").await;
    scene.fill(&mut grace, &draft, "grace@lark.example").await;
    let shown = grace.confirmed(&draft).await;
    scene.meddle("update plans set setup_minor = 0 where name = 'Business'; update settings set tax_basis_points = 1900").await;
    let said = press(&mut grace, &draft, &shown).await;
    for text in [
        "“Set-up fee” was USD\u{a0}25.00, and is now USD\u{a0}0.00.",
        "“Tax” was Sales tax, 8.25 %, and is now Sales tax, 19 %.",
    ] {
        assert!(said.contains(text), "{text}: {said}");
    }
    assert_eq!(scene.ada.stage.count("payments").await, 0);
    let paying = location(&grace.submit(&draft).await);
    assert!(
        page(&mut grace, &format!("/pay/{}", scene.one("select id::text from payments").await))
            .await
            .contains("USD\u{a0}58.31")
    );
    scene.card(&paying, "4242424242424242").await;
    scene.until("select coalesce(sum(amount_minor), 0)::text from payments where state = 'paid'", "5831").await;
}

#[tokio::test]
async fn who_is_charged_what_is_the_same_sentence_everywhere() {
    let (_database, options) = test_database().await;
    let mut scene = Scene::set(options).await;
    let customer = scene.hand_over("Lark Ltd", "grace@lark.example").await;
    // What the administrator chose from says the whole, with its tax.
    let sentence = "The customer’s card is charged USD\u{a0}80.11 on the day they finish, and USD\u{a0}53.04 each month after that. Both \
        include Sales tax, 8.25 %. Acme Telecom is charged nothing.";
    let turn = [("customer", customer.as_str()), ("to", "reseller")];
    scene.ada.post("/api/sign-up/turn", &turn).await;
    let record = page(&mut scene.ada, &format!("/customers/{customer}")).await;
    let draft = crate::visitor::between(&record, "href=\"/customers/new/", "/").to_owned();
    let contact =
        [("given_name", "Grace"), ("family_name", "Hopper"), ("email", "grace@lark.example"), ("phone", "+1 415 555 0199")];
    scene.ada.step_of("activation_for_them", &draft, "1", "contact", &contact).await;
    let addresses = [
        ("billing_country", "US"),
        ("billing_line1", "1 Main Street"),
        ("billing_city", "Arlington"),
        ("billing_region", "VA"),
        ("billing_postal_code", "22201"),
        ("service_same", "yes"),
    ];
    scene.ada.step_of("activation_for_them", &draft, "2", "addresses", &addresses).await;
    let check = page(&mut scene.ada, &format!("/customers/new/{draft}/check")).await;
    assert!(check.contains(sentence) && !check.contains("You are charged"), "{check}");
}

#[tokio::test]
async fn a_billing_account_is_the_one_that_the_page_showed() {
    let (_database, options) = test_database().await;
    let mut scene = Scene::set(options).await;
    let ada = &mut scene.ada;
    let first = page(ada, "/customers/add").await;
    let account = network::preset(&first, "billing_account");
    let answers = [
        ("company_name", "Osprey Networks"),
        ("company_country", "NO"),
        ("company_line1", "1 Kirkegata"),
        ("company_postal_code", "0153"),
        ("company_city", "Oslo"),
        ("technical_email", "noc@osprey.example"),
        ("billing_account", &account),
    ];
    ada.step_of("network_add", DRAFT, "0", "company", &answers).await;
    let shown = ada.confirmed(DRAFT).await;
    scene.meddle("update billing_accounts set name = 'Peter Pays'").await;
    let said = press(&mut scene.ada, DRAFT, &shown).await;
    assert!(said.contains("was Paula Payable – ") && said.contains("and is now Peter Pays – "), "{said}");
    assert_eq!(scene.ada.stage.count("customers").await, 1);
    assert!(location(&scene.ada.submit(DRAFT).await).ends_with("/done"));
}

#[tokio::test]
async fn what_is_owed_is_paid_as_the_statement_showed_it() {
    let (_database, options) = test_database().await;
    let mut scene = Scene::set(options).await;
    scene.hand_over("Lark Ltd", "grace@lark.example").await;
    let (mut grace, draft) = scene.activate("grace@lark.example").await;
    scene.fill(&mut grace, &draft, "grace@lark.example").await;
    let paying = location(&grace.submit(&draft).await);
    scene.card(&paying, "4242424242424242").await;
    scene.until(crate::payments::STATE, "active").await;
    for _ in 0..2 {
        scene.ada.stage.wait(31 * 24 * 3_600);
        ledger::charge_due(&scene.ada.stage.backend).await.unwrap();
    }
    grace.sign_in("grace@lark.example", "nine green owls fly").await;
    let said = grace.doing("/statement", &[("do", "pay"), ("amount", "5304")]).await;
    assert_eq!(
        said,
        "/statement: Nothing was charged, because the amount has changed: it was USD\u{a0}53.04, and is now USD\u{a0}106.08."
    );
    assert_eq!(scene.ada.stage.count("payments").await, 1);
    assert!(location(&grace.pay_owed().await).starts_with(scene.sandbox.origin()));
}
