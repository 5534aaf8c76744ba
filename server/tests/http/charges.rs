//! Money that goes other ways than it should: pages that are paid after they were given up, providers that know nothing any more, cards that
//! are charged again, refunds.

use backend::{demo, jobs::Queue, ledger, payments, testing::test_database};
use reqwest::StatusCode;
use sqlx::postgres::PgConnectOptions;

use crate::{
    payments::{STATE, Scene, page},
    visitor::{Visitor, between, location},
};

pub const DAY: i64 = 24 * 3_600;

/// What stands in the payments.
pub const PAYMENTS: &str = "select string_agg(purpose || ' ' || state, ', ' order by purpose) from payments";

#[tokio::test]
async fn a_page_that_was_given_up_and_is_paid_all_the_same_gives_what_was_paid_for() {
    let (_database, options) = test_database().await;
    let mut scene = Scene::set(options).await;
    scene.hand_over("Lark Ltd", "grace@lark.example").await;
    // Activated days after it was made: its months begin on that day.
    scene.meddle("update customers set made_at = made_at - interval '5 days' where name = 'Lark Ltd'").await;
    let (mut grace, draft) = scene.activate("grace@lark.example").await;
    scene.fill(&mut grace, &draft, "grace@lark.example").await;
    let dear = location(&grace.submit(&draft).await);
    // We forget that the provider's page can be paid on, as after a fault at the worst moment.
    scene.meddle("update payments set state = 'canceled', page = null").await;
    let plans = page(&mut grace, &format!("/customers/new/{draft}/plan")).await;
    let starter = plans[..plans.find("Starter").unwrap()].rsplit("answers[plan]\" value=\"").next().unwrap();
    let starter = starter.split('"').next().unwrap().to_owned();
    let led = grace.step_of("activation", &draft, "4", "plan", &[("plan", &starter)]).await;
    assert_eq!(location(&led), format!("/customers/new/{draft}/check"));
    let cheap = location(&grace.submit(&draft).await);
    assert_ne!(dear, cheap);

    scene.card(&dear, "4242424242424242").await;
    scene.until(STATE, "active").await;
    assert_eq!(scene.one(PAYMENTS).await, "activation paid, top_up open");
    let plan =
        "select p.name || ' ' || c.monthly_minor from customers c join plans p on p.id = c.plan_id where c.name = 'Lark Ltd'";
    assert_eq!(scene.one(plan).await, "Business 4900", "what was paid for, and not what was chosen after it");
    // The other page is paid too: nobody has it for nothing, it is to her credit.
    scene.card(&cheap, "4242424242424242").await;
    scene.until(PAYMENTS, "activation paid, top_up paid").await;
    let statement = page(&mut grace, "/statement").await;
    assert!(statement.contains("Top-up") && statement.matches("Set-up fee").count() == 1, "{statement}");
    assert!(!statement.contains("now</button>"), "nothing is owed");

    let begun = scene.ada.stage.backend.now().day();
    assert_eq!(scene.one("select charge_day::text from customers where name = 'Lark Ltd'").await, begun.to_string());
    for (days, months) in [(27, "1"), (4, "2"), (27, "2"), (4, "3")] {
        scene.ada.stage.wait(days * DAY);
        ledger::charge_due(&scene.ada.stage.backend).await.unwrap();
        let charged = scene.one("select count(*)::text from ledger_entries where kind = 'monthly'").await;
        assert_eq!(charged, months, "once a month, on its day");
    }
    assert_eq!(ledger::wrong(&scene.ada.stage.backend).await.unwrap(), 0);
}

#[tokio::test]
async fn a_payment_always_has_a_way_out() {
    let (_database, options) = test_database().await;
    let mut scene = Scene::set(options).await;
    let customer = scene.hand_over("Lark Ltd", "grace@lark.example").await;
    let (mut grace, draft) = scene.activate("grace@lark.example").await;
    scene.fill(&mut grace, &draft, "grace@lark.example").await;
    let plan = format!("/customers/new/{draft}/plan");
    let ours = |home: &str| format!("/pay/{}", between(home, "href=\"/pay/", "\""));

    // The provider never made a page: the reseller need not wait for anybody.
    scene.ways(&[("fail", "500")]).await;
    assert!(location(&grace.submit(&draft).await).starts_with("/pay/"));
    let turn = |to| [("customer", customer.as_str()), ("to", to)];
    assert_eq!(
        location(&scene.ada.post("/api/sign-up/turn", &turn("reseller")).await),
        format!("/customers/new/{draft}/check")
    );
    scene.ways(&[]).await;
    // What only the customer may say is not asked of anybody else, and cannot be said by posting it.
    let checked = page(&mut scene.ada, &format!("/customers/new/{draft}/check")).await;
    assert!(!checked.contains("Be kind.") && checked.contains("Hand over to the customer"), "{checked}");
    for (flow, step) in [("activation", "terms"), ("activation_for_them", "terms")] {
        let agreed = scene.ada.step_of(flow, &draft, "9", step, &[("terms", "1")]).await;
        assert_eq!(agreed.status(), StatusCode::NOT_FOUND, "{flow}");
    }
    let saved = scene.ada.step_of("activation_for_them", &draft, "9", "contact", &[("given_name", "Gracie")]).await;
    assert!(location(&saved).starts_with("/customers/new/"), "the rest is asked of them");
    let handed = scene.ada.submit(&draft).await;
    assert_eq!(location(&handed), format!("/customers/{customer}"));
    // She agreed already.
    let contact =
        [("given_name", "Grace"), ("family_name", "Hopper"), ("email", "grace@lark.example"), ("phone", "+1 415 555 0199")];
    let led = grace.step_of("activation", &draft, "20", "contact", &contact).await;
    assert_eq!(location(&led), format!("/customers/new/{draft}/check"));

    // The provider knows nothing of it any more.
    grace.submit(&draft).await;
    let payment = ours(&page(&mut grace, "/").await);
    scene.meddle("update payments set reference = 'cs_test_lost' where state = 'open'").await;
    assert_eq!(location(&grace.post(&payment, &[("do", "leave")]).await), plan);

    // Its page is at an address to which a form of ours may not lead: a link does.
    grace.submit(&draft).await;
    let payment = ours(&page(&mut grace, "/").await);
    scene.meddle("update payments set page = 'https://pay.lark.example/x' where state = 'open'").await;
    assert_eq!(location(&grace.post(&payment, &[("do", "pay")]).await), payment);
    assert!(page(&mut grace, &payment).await.contains("href=\"https://pay.lark.example/x\""));

    // Of another page than the payment's, nothing is believed; and whoever never comes back keeps nobody waiting.
    let paying = scene.one("select reference from payments where state = 'open'").await;
    scene.meddle("update payments set reference = 'cs_test_other' where state = 'open'").await;
    scene.card(&format!("{}/pay/{paying}", scene.sandbox.origin()), "4242424242424242").await;
    scene.until("select count(*)::text from webhooks where problem like '%another page%'", "1").await;
    assert_eq!(scene.one(STATE).await, "awaiting_activation");
    let backend = &scene.ada.stage.backend;
    payments::close_left(backend).await.unwrap();
    assert_eq!(scene.one("select count(*)::text from payments where state = 'open'").await, "1", "it may still be paid");
    scene.ada.stage.wait(26 * 3_600);
    payments::close_left(&scene.ada.stage.backend).await.unwrap();
    assert_eq!(scene.one("select count(*)::text from payments where state = 'open'").await, "0");

    // Disconnected meanwhile: she is told, and nothing is begun.
    scene.ada.sign_in("ada@acme.example", demo::PASSWORD).await;
    assert_eq!(scene.ada.doing("/settings", &[("do", "disconnect")]).await, "/settings: The payment gateway is disconnected.");
    grace.sign_in("grace@lark.example", "nine green owls fly").await;
    let refused = location(&grace.submit(&draft).await);
    assert!(page(&mut grace, &refused).await.contains("no payment provider is connected"), "{refused}");
    assert_eq!(scene.one("select count(*)::text from payments where state = 'open'").await, "0");
}

impl Scene {
    /// Grace has signed up and paid with a card.
    pub async fn paid(options: PgConnectOptions) -> (Self, Visitor, String) {
        let mut scene = Self::set(options).await;
        let customer = scene.hand_over("Lark Ltd", "grace@lark.example").await;
        let (mut grace, draft) = scene.activate("grace@lark.example").await;
        scene.fill(&mut grace, &draft, "grace@lark.example").await;
        let paying = location(&grace.submit(&draft).await);
        scene.card(&paying, "4242424242424242").await;
        scene.until(STATE, "active").await;
        (scene, grace, customer)
    }

    /// Days later, with what is charged by then, and everybody signed in again.
    pub async fn later(&mut self, grace: &mut Visitor, days: i64) {
        self.ada.stage.wait(days * DAY);
        ledger::charge_due(&self.ada.stage.backend).await.unwrap();
        self.ada.sign_in("ada@acme.example", demo::PASSWORD).await;
        grace.sign_in("grace@lark.example", "nine green owls fly").await;
    }

    /// The jobs charge the cards, however many servers there are.
    pub async fn charge(&self) {
        self.ada.stage.run_jobs(&[Queue::Events]).await;
        let backend = &self.ada.stage.backend;
        let (one, other) = tokio::join!(payments::draw_due(backend), payments::draw_due(backend));
        assert!(one.is_ok() && other.is_ok());
        let stage = &self.ada.stage;
        tokio::join!(stage.run_jobs(&[Queue::Charges]), stage.run_jobs(&[Queue::Charges]));
    }

    /// Grace buys credit with a card.
    pub async fn top_up(&self, grace: &mut Visitor, amount: &str, card: &str) {
        let paying = location(&grace.post("/credit", &[("do", "top_up"), ("answers[top_up]", amount)]).await);
        let back = location(&self.card(&paying, card).await);
        let ours = back.strip_prefix(&grace.address).unwrap().to_owned();
        assert!(page(grace, &ours).await.contains("Your payment has arrived"));
        // A job asks the provider for the card.
        self.ada.stage.run_jobs(&[Queue::Events]).await;
    }
}

pub const BALANCE: &str = "select balance_minor::text from ledger_accounts where customer_id is not null";

#[tokio::test]
async fn a_kept_card_is_charged_as_months_begin_and_before_credit_runs_out() {
    let (_database, options) = test_database().await;
    let (mut scene, mut grace, _) = Scene::paid(options).await;
    let credit = page(&mut grace, "/credit").await;
    assert!(credit.contains("Visa ···· 4242 is kept") && credit.contains("Amounts are in USD."), "{credit}");
    scene.charge().await;
    assert_eq!(scene.one(PAYMENTS).await, "activation paid", "nothing is owed");

    scene.later(&mut grace, 31).await;
    assert_eq!(scene.one(BALANCE).await, "-5304");
    // The provider is down: nothing is lost, and nothing is charged twice for it.
    scene.ways(&[("fail", "500")]).await;
    scene.charge().await;
    let open = scene.one("select id::text from payments where state = 'open'").await;
    let charging = page(&mut grace, &format!("/pay/{open}")).await;
    assert!(charging.contains("Your card is being charged") && !charging.contains("Go on to the payment page"), "{charging}");
    scene.ways(&[]).await;
    scene.ada.stage.wait(11 * 60);
    scene.charge().await;
    assert_eq!((scene.one(BALANCE).await, scene.one(PAYMENTS).await), ("0".into(), "activation paid, monthly paid".into()));
    let receipt = scene.post.newest(&scene.ada, "grace@lark.example").await;
    assert!(receipt.subject.contains("USD\u{a0}53.04") && receipt.text.contains("Outstanding balance"), "{}", receipt.text);

    // Credit is bought, with another card, and used first.
    for (amount, why) in [("", "Enter the amount"), ("0.5", "Enter 1 or more"), ("10001", "Enter 10,000 or less")] {
        let refused = grace.post("/credit", &[("do", "top_up"), ("answers[top_up]", amount)]).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let text = refused.text().await.unwrap();
        assert!(text.contains(why), "{why}: {text}");
    }
    scene.top_up(&mut grace, "20", "4000000000000341").await;
    let credit = page(&mut grace, "/credit").await;
    assert!(
        credit.contains("···· 0341 is kept") && credit.contains("USD\u{a0}20.00") && credit.contains("This is your credit"),
        "{credit}"
    );
    scene.later(&mut grace, 31).await;
    assert_eq!(scene.one(BALANCE).await, "-3304");

    // Declined: its owner is written to, and it rests; after four times it is left to them.
    for attempt in 1..=6 {
        scene.charge().await;
        let declined = scene.one("select count(*)::text from payments where state = 'declined'").await;
        assert_eq!(declined, attempt.min(4).to_string());
        scene.charge().await;
        assert_eq!(scene.one("select count(*)::text from payments where state = 'declined'").await, declined, "it rests");
        scene.ada.stage.wait(3 * DAY + 60);
    }
    let mail = scene.post.newest(&scene.ada, "grace@lark.example").await;
    assert!(
        mail.subject.starts_with("Your card was declined: USD\u{a0}33.04") && mail.text.contains("/statement"),
        "{}",
        mail.text
    );
    scene.later(&mut grace, 0).await;
    let pay = location(&grace.pay_owed().await);
    let back = location(&scene.card(&pay, "4242424242424242").await);
    let ours = back.strip_prefix(&grace.address).unwrap().to_owned();
    page(&mut grace, &ours).await;
    assert_eq!(scene.one(BALANCE).await, "0");

    // Before credit runs out.
    for (below, by, why) in
        [("10", "", "Say how much to charge"), ("", "25", "Say below which credit"), ("10", "0", "Enter 1 or more")]
    {
        let fields = [("do", "automatic"), ("answers[top_up_below]", below), ("answers[top_up_by]", by)];
        let text = grace.post("/credit", &fields).await.text().await.unwrap();
        assert!(text.contains(why), "{why}: {text}");
    }
    let fields = [("do", "automatic"), ("answers[top_up_below]", "10"), ("answers[top_up_by]", "25")];
    assert_eq!(grace.doing("/credit", &fields).await, "/credit: The automatic top-up is saved.");
    assert!(page(&mut grace, "/credit").await.contains("value=\"25.00\""));
    scene.charge().await;
    assert_eq!(scene.one(BALANCE).await, "2500");

    // Forgotten, here and there: nothing is charged any more.
    assert_eq!(
        grace.doing("/credit", &[("do", "forget")]).await,
        "/credit: The card is forgotten. Nothing is charged to it any more."
    );
    assert!(page(&mut grace, "/credit").await.contains("No card is kept"));
    assert_eq!(location(&grace.post("/credit", &[("do", "forget")]).await), "/credit", "from another tab");
    let refused = grace.post("/credit", &fields).await.text().await.unwrap();
    assert!(refused.contains("There is no card to charge yet"));
    scene.later(&mut grace, 31).await;
    scene.charge().await;
    assert_eq!(scene.one("select count(*)::text from payments where state = 'open'").await, "0");
    assert_eq!(ledger::wrong(&scene.ada.stage.backend).await.unwrap(), 0);
    let audit = page(&mut scene.ada, "/audit").await;
    for text in ["Card kept", "Card forgotten", "Automatic top-up changed", "Payment declined"] {
        assert!(audit.contains(text), "{text}");
    }
}

#[tokio::test]
async fn an_administrator_pays_back_once_and_never_more_than_was_paid() {
    let (_database, options) = test_database().await;
    let (mut scene, mut grace, customer) = Scene::paid(options).await;
    let of_customer = format!("/customers/{customer}");
    let seen = page(&mut scene.ada, &of_customer).await;
    assert!(seen.contains("Business, first month") && seen.contains("USD\u{a0}80.11"), "{seen}");
    let refund = format!("/payments/{}/refund", between(&seen, "href=\"/payments/", "/refund"));
    let form = page(&mut scene.ada, &refund).await;
    assert!(form.contains("value=\"80.11\"") && form.contains("Up to USD\u{a0}80.11 can be paid back"), "{form}");
    let seen_fields =
        |amount, seen| [("answers[refund]", amount), ("answers[refund_reason]", "A week without service"), ("refunded", seen)];
    let fields = |amount| seen_fields(amount, "0");
    for (amount, why) in [("80.12", "more than is left"), ("0", "more than nothing"), ("", "Enter the amount to pay back")] {
        let refused = scene.ada.post(&refund, &fields(amount)).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().await.unwrap().contains(why), "{why}");
    }
    // The provider fails, and then says nothing at all: what was begun goes on, once.
    scene.ways(&[("fail", "500")]).await;
    assert!(
        scene
            .ada
            .post(&refund, &fields("10"))
            .await
            .text()
            .await
            .unwrap()
            .contains("The payment provider does not answer, or none is connected any more")
    );
    scene.ways(&[("slow_ms", "9000")]).await;
    let silent = scene.ada.post(&refund, &fields("10")).await.text().await.unwrap();
    assert!(silent.contains("USD\u{a0}10.00 is being paid back") && silent.contains("Try again"), "{silent}");
    scene.ways(&[]).await;
    assert_eq!(scene.ada.doing(&refund, &[]).await, format!("{of_customer}: The money is on its way to the card."));
    let seen = page(&mut scene.ada, &of_customer).await;
    assert!(seen.contains("USD\u{a0}10.00 paid back"), "{seen}");
    let statement = page(&mut grace, "/statement").await;
    for text in ["Credit note", "Refund", "A week without service", "−USD\u{a0}10.00", "USD\u{a0}0.00"] {
        assert!(statement.contains(text), "{text}: {statement}");
    }
    let mail = scene.post.newest(&scene.ada, "grace@lark.example").await;
    assert!(mail.subject.contains("paid USD\u{a0}10.00 back"), "{}", mail.subject);
    // Credit that was bought is paid back out of the credit.
    scene.ada.stage.wait(1);
    scene.top_up(&mut grace, "20", "4242424242424242").await;
    let seen = page(&mut scene.ada, &of_customer).await;
    let of_credit = format!("/payments/{}/refund", between(&seen, "href=\"/payments/", "/refund"));
    assert_ne!(of_credit, refund);
    scene.ada.post(&of_credit, &fields("20")).await;
    assert_eq!(scene.one(BALANCE).await, "0");
    assert!(page(&mut scene.ada, &of_credit).await.contains("All of it was paid back already"));
    // Two administrators at the same time: what is left is paid back, and not more.
    let mut other = scene.ada.another();
    other.sign_in("ada@acme.example", demo::PASSWORD).await;
    let stale = scene.ada.post(&refund, &fields("10")).await.text().await.unwrap();
    assert!(stale.contains("was paid back since you opened the page"), "an old page pays nothing back: {stale}");
    let field = seen_fields("70.11", "1000");
    let (one, two) = tokio::join!(scene.ada.post(&refund, &field), other.post(&refund, &field));
    assert!(one.status() != StatusCode::INTERNAL_SERVER_ERROR && two.status() != StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(scene.one("select string_agg(refunded_minor::text, ' ' order by made_at) from payments").await, "8011 2000");
    assert_eq!(scene.one("select sum(amount_minor)::text from ledger_entries where kind = 'refund'").await, "-10011");
    assert_eq!(ledger::wrong(&scene.ada.stage.backend).await.unwrap(), 0);
    let mut rita = scene.ada.another();
    rita.sign_in("rita@acme.example", demo::PASSWORD).await;
    let seen = page(&mut rita, &of_customer).await;
    assert!(seen.contains("Business, first month") && !seen.contains("/refund"), "{seen}");
    assert_eq!(rita.post(&refund, &fields("1")).await.status(), StatusCode::FORBIDDEN);
}
