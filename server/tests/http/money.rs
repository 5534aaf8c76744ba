//! Money that is counted wrongly elsewhere: currencies with units of their own, answers that get lost, refunds and disputes that begin at the
//! provider, resellers that are suspended, months that cannot be charged.

use backend::{demo, jobs::Queue, ledger, payments, testing::test_database};

use crate::{
    charges::{BALANCE, DAY, PAYMENTS},
    links::Post,
    operator::{olga_beside, page_of},
    payments::{STATE, Scene, page},
    visitor::{between, location},
};

impl Scene {
    /// How much money the provider took, in words, the newest first.
    async fn taken(&self) -> Vec<String> {
        let overview = self.ada.client.get(self.sandbox.origin()).send().await.unwrap().text().await.unwrap();
        let money = between(&overview, "<h2>Money</h2>", "</table>");
        let rows = money.split("<tr>").filter(|row| row.contains("<td>succeeded</td>"));
        rows.map(|row| row.split("<td>").nth(2).unwrap().split('<').next().unwrap().to_owned()).collect()
    }

    /// How much it paid back, in its own units, the newest first.
    async fn refunded(&self) -> Vec<String> {
        let overview = self.ada.client.get(self.sandbox.origin()).send().await.unwrap().text().await.unwrap();
        let refunds = between(&overview, "<h2>Refunds</h2>", "</table>");
        refunds
            .split("<tr>")
            .skip(1)
            .map(|row| row.split("<td>").nth(2).unwrap().split('<').next().unwrap().to_owned())
            .collect()
    }

    /// Something is done in the provider's own console.
    async fn console(&self, path: &str, fields: &[(&str, &str)]) {
        let done = self.ada.client.post(format!("{}{path}", self.sandbox.origin())).form(fields).send().await.unwrap();
        assert!(done.status().is_redirection(), "{path}: {}", done.status());
    }

    /// The provider reports again what it reported before.
    async fn report_again(&self) {
        self.meddle("update webhooks set done_at = null").await;
        backend::jobs::adopt(&self.ada.stage.backend, true).await.unwrap();
        self.until("select count(*)::text from webhooks where done_at is null", "0").await;
    }

    /// The provider's name of the newest payment.
    async fn charge_reference(&self) -> String {
        self.one("select charge_reference from payments where charge_reference is not null order by id desc limit 1").await
    }
}

#[tokio::test]
async fn a_currency_is_charged_in_the_units_that_the_provider_counts_in() {
    let (_database, options) = test_database().await;
    let mut scene = Scene::set(options).await;
    scene.meddle("update plans set currency = 'ISK', monthly_minor = 4900, setup_minor = 0").await;
    scene.hand_over("Lark Ltd", "grace@lark.example").await;
    let (mut grace, draft) = scene.activate("grace@lark.example").await;
    scene.fill(&mut grace, &draft, "grace@lark.example").await;
    let paying = location(&grace.submit(&draft).await);
    scene.card(&paying, "4242424242424242").await;
    scene.until(STATE, "active").await;
    assert_eq!(scene.taken().await, ["ISK 5304.00"], "4,900 and 8.25 % of tax, and not 53 krónur");
    scene.later(&mut grace, 31).await;
    scene.charge().await;
    assert_eq!(scene.taken().await, ["ISK 5304.00"; 2]);
    assert_eq!((scene.one(BALANCE).await, scene.one(PAYMENTS).await), ("0".into(), "activation paid, monthly paid".into()));
    // Paid back in the same units.
    let payment = scene.one("select id::text from payments where purpose = 'monthly'").await;
    let refund = [("answers[refund]", "1000"), ("refunded", "0")];
    scene.ada.post(&format!("/payments/{payment}/refund"), &refund).await;
    assert_eq!(scene.one("select refunded_minor::text from payments where purpose = 'monthly'").await, "1000");
    assert_eq!(scene.refunded().await, ["100000"]);
}

#[tokio::test]
async fn a_charge_whose_answer_was_lost_is_looked_for_before_it_is_asked_for_again() {
    let (_database, options) = test_database().await;
    let (mut scene, mut grace, _) = Scene::paid(options).await;
    scene.later(&mut grace, 31).await;
    // No webhook tells of it, and a day later the provider has forgotten the key.
    scene.ways(&[("lose", "1"), ("hold", "true")]).await;
    scene.charge().await;
    assert_eq!(scene.one(PAYMENTS).await, "activation paid, monthly open");
    scene.ways(&[("forget", "true"), ("hold", "true")]).await;
    scene.ada.stage.wait(25 * 3_600);
    scene.charge().await;
    assert_eq!(scene.one(PAYMENTS).await, "activation paid, monthly paid");
    assert_eq!(scene.taken().await, ["USD 53.04", "USD 80.11"], "charged once");
    assert_eq!(scene.one(BALANCE).await, "0");

    // Money that is not decided yet is kept in mind by its name, and asked about.
    scene.later(&mut grace, 31).await;
    scene.ways(&[("charge", "processing"), ("forget", "true"), ("hold", "true")]).await;
    scene.charge().await;
    assert_eq!(scene.one("select (charge_reference is not null)::text from payments where state = 'open'").await, "true");
    scene.ada.stage.wait(11 * 60);
    scene.charge().await;
    assert_eq!(scene.one("select count(*)::text from payments where state = 'open'").await, "1");
    assert_eq!(scene.taken().await.len(), 2, "it was not asked for again");
    assert_eq!(ledger::wrong(&scene.ada.stage.backend).await.unwrap(), 0);
}

#[tokio::test]
async fn money_that_came_twice_is_booked_twice() {
    let (_database, options) = test_database().await;
    let (mut scene, _, customer) = Scene::paid(options).await;
    // As if the first answer had told of other money than the webhook does.
    scene.meddle("update payments set charge_reference = 'pi_first'").await;
    for _ in 0..2 {
        scene.console("/events/last/send", &[]).await;
    }
    scene.report_again().await;
    assert_eq!(scene.one(PAYMENTS).await, "activation paid, top_up paid");
    assert_eq!(scene.one(BALANCE).await, "8011", "it is to her credit");
    let seen = page(&mut scene.ada, &format!("/customers/{customer}")).await;
    assert_eq!(seen.matches("/refund\"").count(), 2, "each with its way to pay it back: {seen}");
    assert!(page(&mut scene.ada, "/audit").await.contains("Payment received twice"));
    assert_eq!(ledger::wrong(&scene.ada.stage.backend).await.unwrap(), 0);
}

#[tokio::test]
async fn refunds_are_booked_wherever_they_begin_and_however_they_end() {
    let (_database, options) = test_database().await;
    let (mut scene, mut grace, customer) = Scene::paid(options).await;
    let of_customer = format!("/customers/{customer}");
    let seen = page(&mut scene.ada, &of_customer).await;
    let refund = format!("/payments/{}/refund", between(&seen, "href=\"/payments/", "/refund"));
    let refunded = "select refunded_minor::text from payments where purpose = 'activation'";
    // In the provider's own console.
    let charge = scene.charge_reference().await;
    scene.console(&format!("/money/{charge}/refund"), &[("amount", "2000")]).await;
    scene.until(refunded, "2000").await;
    let mail = scene.post.newest(&scene.ada, "grace@lark.example").await;
    assert!(mail.subject.contains("paid USD\u{a0}20.00 back"), "{}", mail.subject);
    assert!(page(&mut scene.ada, &of_customer).await.contains("USD\u{a0}20.00 paid back"));
    scene.console("/events/last/send", &[]).await;
    scene.report_again().await;
    assert_eq!(scene.one(refunded).await, "2000", "told twice, booked once");

    // It fails after all.
    scene.console("/refunds/last/failed", &[]).await;
    scene.until(refunded, "0").await;
    assert_eq!(scene.one(BALANCE).await, "0");
    let mail = scene.post.newest(&scene.ada, "ada@acme.example").await;
    assert!(mail.subject.contains("A refund of USD\u{a0}20.00 to Lark Ltd failed"), "{}", mail.subject);
    let audit = page(&mut scene.ada, "/audit").await;
    assert!(audit.contains("Refund failed") && audit.contains("Payment refunded"));
    assert_eq!(ledger::wrong(&scene.ada.stage.backend).await.unwrap(), 0);

    // The answer is lost, and whoever asked goes away: a job finds it, even after the provider forgot the key.
    scene.ways(&[("lose", "1")]).await;
    scene.ada.post(&refund, &[("answers[refund]", "10"), ("refunded", "0")]).await;
    assert_eq!(scene.one(refunded).await, "0");
    scene.ways(&[("forget", "true")]).await;
    scene.ada.stage.run_jobs(&[Queue::Charges]).await;
    assert_eq!(scene.one(refunded).await, "0", "it is left to whoever asked for a while");
    scene.ada.stage.wait(11 * 60);
    scene.ada.stage.run_jobs(&[Queue::Charges]).await;
    assert_eq!(scene.one(refunded).await, "1000");
    assert_eq!(scene.refunded().await, ["1000", "2000"]);

    // One that fails at once was never made.
    scene.ways(&[("refund", "failed")]).await;
    let refused = scene.ada.post(&refund, &[("answers[refund]", "5"), ("refunded", "1000")]).await.text().await.unwrap();
    assert!(refused.contains("The provider refuses"), "{refused}");
    assert_eq!(scene.one(refunded).await, "1000");
    assert!(page(&mut scene.ada, "/audit").await.contains("Refund refused by the provider"));
    assert!(page(&mut grace, "/statement").await.contains("Refund"));
}

#[tokio::test]
async fn a_disputed_payment_is_owed_again_and_its_card_is_left_alone() {
    let (_database, options) = test_database().await;
    let (mut scene, mut grace, customer) = Scene::paid(options).await;
    let charge = scene.charge_reference().await;
    scene.console(&format!("/money/{charge}/dispute/needs_response"), &[]).await;
    scene.until(BALANCE, "-8011").await;
    assert!(page(&mut grace, "/statement").await.contains("Disputed payment"));
    assert!(page(&mut scene.ada, &format!("/customers/{customer}")).await.contains("Disputed by the customer’s bank"));
    let mail = scene.post.newest(&scene.ada, "ada@acme.example").await;
    assert!(
        mail.subject.contains("Payment disputed: USD\u{a0}80.11 from Lark Ltd")
            && mail.text.contains("did not make the payment"),
        "{}",
        mail.text
    );
    scene.charge().await;
    assert_eq!(scene.one(PAYMENTS).await, "activation paid", "a card that was disputed is not charged for it");
    // Won, in whichever order that is told, and told once more.
    scene.console(&format!("/money/{charge}/dispute/won"), &[]).await;
    scene.until(BALANCE, "0").await;
    scene.report_again().await;
    assert_eq!(scene.one(BALANCE).await, "0");
    let audit = page(&mut scene.ada, "/audit").await;
    assert!(audit.contains("Payment disputed") && audit.contains("Dispute won"));
    assert_eq!(ledger::wrong(&scene.ada.stage.backend).await.unwrap(), 0);
}

#[tokio::test]
async fn while_a_reseller_is_suspended_its_customers_are_charged_nothing() {
    let (_database, options) = test_database().await;
    let (scene, mut grace, _) = Scene::paid(options).await;
    let mut olga = olga_beside(&scene.ada).await;
    let acme = page_of(&mut olga, "Acme").await;
    let months = "select count(*)::text from ledger_entries where kind = 'monthly' and owner_customer_id is not null";
    scene.ada.stage.wait(20 * DAY);
    // She owes a little by then, of before.
    scene.meddle("update ledger_accounts set balance_minor = -500 where customer_id is not null").await;
    olga.sign_in("olga@portico.example", demo::PASSWORD).await;
    let mut olga = olga_beside(&scene.ada).await;
    olga.post(&acme, &[("do", "suspend")]).await;
    for _ in 0..3 {
        scene.ada.stage.wait(20 * DAY);
        ledger::charge_due(&scene.ada.stage.backend).await.unwrap();
        scene.charge().await;
    }
    assert_eq!(scene.one(months).await, "1", "of the months nobody could use, none is charged");
    assert_eq!(scene.one(PAYMENTS).await, "activation paid", "nor a kept card");
    let mut olga = olga_beside(&scene.ada).await;
    olga.post(&acme, &[("do", "resume")]).await;
    ledger::charge_due(&scene.ada.stage.backend).await.unwrap();
    assert_eq!(scene.one(months).await, "1", "nor later");
    scene.charge().await;
    assert_eq!(scene.one(PAYMENTS).await, "activation paid, monthly paid", "what was owed before is");
    scene.ada.stage.wait(31 * DAY);
    ledger::charge_due(&scene.ada.stage.backend).await.unwrap();
    assert_eq!(scene.one(months).await, "2", "the next month on its day");
    grace.sign_in("grace@lark.example", "nine green owls fly").await;
    assert!(page(&mut grace, "/statement").await.contains("Monthly charge"));
}

#[tokio::test]
async fn a_month_that_cannot_be_charged_holds_up_nobody() {
    let (_database, options) = test_database().await;
    let (mut scene, mut grace, _) = Scene::paid(options).await;
    // Twenty others, whose ledgers cannot take a month: they are first in every list.
    scene
        .meddle(
            "with made as (
                insert into customers (reseller_id, id, name, name_folded, state, payer, plan_id, monthly_minor, setup_minor, currency,
                    charged_until, charge_day, draft_id, made_by, made_at)
                select c.reseller_id, gen_random_uuid(), 'Stuck ' || n, 'stuck ' || n, 'active', 'customer_card', c.plan_id, 4900, 0,
                    'USD', c.charged_until - 10, 1, gen_random_uuid(), c.made_by, c.made_at
                from customers c, generate_series(1, 20) n where c.name = 'Lark Ltd' returning reseller_id, id
            )
            insert into ledger_accounts (reseller_id, id, customer_id, currency) select reseller_id, gen_random_uuid(), id, 'EUR' from made",
        )
        .await;
    scene.later(&mut grace, 31).await;
    assert_eq!(scene.one(BALANCE_OF_LARK).await, "-5304", "charged all the same");
    let stuck = "select count(*)::text from jobs where kind = 'charge_month'";
    let attempts = "select max(attempts)::text from jobs where kind = 'charge_month'";
    scene.ada.stage.run_jobs(&[Queue::Other]).await;
    assert_eq!((scene.one(stuck).await, scene.one(attempts).await), ("20".into(), "1".into()));
    ledger::charge_due(&scene.ada.stage.backend).await.unwrap();
    scene.ada.stage.run_jobs(&[Queue::Other]).await;
    assert_eq!(scene.one(attempts).await, "1", "it rests");
    for _ in 0..12 {
        scene.ada.stage.wait(2 * DAY);
        ledger::charge_due(&scene.ada.stage.backend).await.unwrap();
        scene.ada.stage.run_jobs(&[Queue::Other]).await;
    }
    assert_eq!(scene.one(attempts).await, "12", "and is left to somebody who looks");

    // The operator sees why, and runs it again once that is mended.
    let mut olga = crate::operator::olga_beside(&scene.ada).await;
    let failed = page(&mut olga, "/operator/jobs").await;
    for text in ["Stuck 20", "Acme Telecom", "Charge the months of a customer", "12 attempts"] {
        assert!(failed.contains(text), "{text}: {failed}");
    }
    let job = "select j.id::text from jobs j join customers c on c.id::text = j.key where c.name = 'Stuck 20'";
    let job = scene.one(job).await;
    scene.meddle("update ledger_accounts set currency = 'USD' where currency = 'EUR'").await;
    let again = [("do", "again"), ("job", &*job)];
    let told = olga.doing("/operator/jobs", &again).await;
    assert_eq!(told, "/operator/jobs?state=failed: The job runs again: Charge the months of a customer");
    scene.ada.stage.run_jobs(&[Queue::Other]).await;
    assert_eq!(scene.one(stuck).await, "19");
    assert!(!page(&mut olga, "/operator/jobs").await.contains("Stuck 20"));
    let done = "This job is done, or another operator ran it again.";
    assert_eq!(olga.doing("/operator/jobs", &again).await, format!("/operator/jobs?state=failed: {done}"));
    scene.ada.sign_in("ada@acme.example", demo::PASSWORD).await;
    let audit = page(&mut scene.ada, "/audit").await;
    assert!(audit.contains("<td>Ran a job again</td>") && audit.contains("Charge the months of a customer"), "{audit}");
}

const BALANCE_OF_LARK: &str =
    "select a.balance_minor::text from ledger_accounts a join customers c on c.id = a.customer_id where c.name = 'Lark Ltd'";

#[tokio::test]
async fn a_wrong_key_costs_nobody_their_card() {
    let (_database, options) = test_database().await;
    let (mut scene, mut grace, _) = Scene::paid(options).await;
    scene.later(&mut grace, 31).await;
    let connect = |key| [("do", "gateway"), ("answers[gateway]", "sandbox"), ("answers[gateway_key]", key)];
    scene.ada.post("/settings", &connect("sk_test_another_account")).await;
    scene.charge().await;
    assert_eq!(scene.one(PAYMENTS).await, "activation paid, monthly declined");
    assert!(page(&mut grace, "/credit").await.contains("···· 4242 is kept"));
    // She pays on a page meanwhile, though that account does not know her.
    let pay = location(&grace.pay_owed().await);
    assert!(pay.contains("/pay/cs_test"), "{pay}");
    let ours = format!("/pay/{}", scene.one("select id::text from payments where state = 'open'").await);
    grace.post(&ours, &[("do", "leave")]).await;
    scene.ada.post("/settings", &connect("sk_test_0123456789abcdef")).await;
    scene.ada.stage.wait(3 * DAY + 60);
    scene.charge().await;
    assert_eq!(scene.one(BALANCE).await, "0");
    assert_eq!(scene.taken().await, ["USD 53.04", "USD 80.11"]);
}

#[tokio::test]
async fn whoever_left_still_gets_the_receipt_and_a_top_up_that_is_open_keeps_no_card() {
    let (_database, options) = test_database().await;
    let (mut scene, mut grace, customer) = Scene::paid(options).await;
    // Pressed twice, it is one; with another amount the first page is closed.
    let top_up = |amount| [("do", "top_up"), ("answers[top_up]", amount)];
    let twenty = location(&grace.post("/credit", &top_up("20")).await);
    assert_eq!(location(&grace.post("/credit", &top_up("20")).await), twenty);
    assert_eq!(scene.one(PAYMENTS).await, "activation paid, top_up open");
    let thirty = location(&grace.post("/credit", &top_up("30")).await);
    assert_ne!(thirty, twenty);
    assert_eq!(scene.card(&twenty, "4242424242424242").await.status(), reqwest::StatusCode::GONE);
    scene.later(&mut grace, 31).await;
    grace.post("/credit", &top_up("25")).await;
    scene.meddle("delete from memberships where customer_id is not null and person_id = (select id from people where email = 'grace@lark.example')").await;
    let post = Post::of(&scene.ada).await;
    scene.charge().await;
    assert_eq!(scene.one(BALANCE).await, "0", "an open page of a top-up does not keep the card");
    let receipt = post.newest(&scene.ada, "grace@lark.example").await;
    assert!(receipt.subject.contains("USD\u{a0}53.04"), "{}", receipt.subject);
    // Declined first and then paid: it is paid.
    scene.meddle("update payments set problem = null").await;
    let seen = page(&mut scene.ada, &format!("/customers/{customer}")).await;
    assert!(!seen.contains("gave no reason"), "{seen}");
}

#[tokio::test]
async fn a_payment_that_was_declined_first_is_shown_as_paid_alone() {
    let (_database, options) = test_database().await;
    let mut scene = Scene::set(options).await;
    let customer = scene.hand_over("Lark Ltd", "grace@lark.example").await;
    let (mut grace, draft) = scene.activate("grace@lark.example").await;
    scene.fill(&mut grace, &draft, "grace@lark.example").await;
    let paying = location(&grace.submit(&draft).await);
    scene.card(&paying, "4000000000000002").await;
    scene.until("select coalesce(problem, '') from payments", "card_declined").await;
    scene.card(&paying, "4242424242424242").await;
    scene.until(STATE, "active").await;
    let seen = page(&mut scene.ada, &format!("/customers/{customer}")).await;
    assert!(seen.contains("Paid") && !seen.contains("gave no reason"), "{seen}");
}

#[tokio::test]
async fn a_removed_card_is_removed_at_the_provider_as_soon_as_it_answers() {
    let (_database, options) = test_database().await;
    let (scene, mut grace, _) = Scene::paid(options).await;
    let waiting = "select count(*)::text from jobs where kind = 'detach_card'";
    scene.ways(&[("fail", "500")]).await;
    assert_eq!(
        grace.doing("/credit", &[("do", "forget")]).await,
        "/credit: The card is forgotten. Nothing is charged to it any more."
    );
    let stage = &scene.ada.stage;
    stage.run_jobs(&[Queue::Charges]).await;
    assert_eq!(scene.one(waiting).await, "1");
    scene.ways(&[]).await;
    stage.run_jobs(&[Queue::Charges]).await;
    assert_eq!(scene.one(waiting).await, "1", "not at once");
    stage.wait(11 * 60);
    stage.run_jobs(&[Queue::Charges]).await;
    assert_eq!(scene.one(waiting).await, "0");
}

#[tokio::test]
async fn a_provider_that_was_connected_before_is_told_what_is_new_to_tell() {
    let (_database, options) = test_database().await;
    let (scene, _, _) = Scene::paid(options).await;
    scene.meddle("update gateways set subscribed = 1").await;
    payments::subscribe(&scene.ada.stage.backend).await.unwrap();
    assert_eq!(scene.one("select min(subscribed)::text from gateways").await, "2");
}
