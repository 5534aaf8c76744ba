//! A customer who finishes the sign-up alone (S0.4, S0.6-S0.15), and what a payment provider may do meanwhile: a real one, in a process of
//! its own, told to be slow, down, to repeat itself, to come late or to tell of another amount.

use backend::{jobs::Queue, ledger, testing::test_database};
use reqwest::{StatusCode, header};
use server::sandbox::Sandbox;
use sqlx::{ConnectOptions, Executor, Row, postgres::PgConnectOptions};

use crate::{
    links::Post,
    visitor::{Visitor, between, location},
};

pub const DRAFT: &str = "019a0000-0000-7000-8000-000000000001";
const KEY: &str = "sk_test_0123456789abcdef";

/// Acme, its provider, and a mailbox.
pub struct Scene {
    pub ada: Visitor,
    pub sandbox: Sandbox,
    pub post: Post,
    pub options: PgConnectOptions,
}

pub async fn page(visitor: &mut Visitor, path: &str) -> String {
    visitor.get(path).await.text().await.unwrap()
}

fn location_of(response: &reqwest::Response) -> Option<&str> {
    response.headers().get(header::LOCATION)?.to_str().ok()
}

impl Scene {
    /// Ada has published terms, set a tax, and connected the provider.
    pub async fn set(options: PgConnectOptions) -> Self {
        let (mut ada, sandbox) = Visitor::paying(options.clone()).await;
        ada.sign_in("ada@acme.example", backend::demo::PASSWORD).await;
        let post = Post::of(&ada).await;
        ada.post("/settings", &[("do", "terms"), ("terms", "Be kind.")]).await;
        let tax = [("do", "tax"), ("answers[tax_name]", "Sales tax"), ("answers[tax_rate]", "8.25")];
        assert_eq!(ada.doing("/settings", &tax).await, "/settings: The tax is saved.");
        let connect = [("do", "gateway"), ("answers[gateway]", "sandbox"), ("answers[gateway_key]", KEY)];
        assert_eq!(
            ada.doing("/settings", &connect).await,
            "/settings: The payment gateway is connected. “The new customer” can be chosen now."
        );
        Self { ada, sandbox, post, options }
    }

    /// Ada creates a customer who finishes the sign-up themselves, and hands over; gives the customer's id.
    pub async fn hand_over(&mut self, company: &str, email: &str) -> String {
        let ada = &mut self.ada;
        assert_eq!(
            ada.step(DRAFT, "0", "administrator", &[("administrator", "customer")]).await,
            format!("/customers/new/{DRAFT}/contact")
        );
        let known = [("company_name", company), ("given_name", "Grace"), ("email", email), ("contact_language", "en")];
        ada.step(DRAFT, "1", "contact", &known).await;
        ada.step(DRAFT, "2", "addresses", &[("billing_country", "US"), ("service_same", "yes")]).await;
        let plans = page(ada, &format!("/customers/new/{DRAFT}/plan")).await;
        let plan = between(&plans, "Business", "Enterprise");
        let plan = plans[..plans.find(plan).unwrap()].rsplit("answers[plan]\" value=\"").next().unwrap();
        let plan = plan.split('"').next().unwrap().to_owned();
        let led = ada.step(DRAFT, "3", "plan", &[("plan", &plan)]).await;
        assert_eq!(led, format!("/customers/new/{DRAFT}/check"), "what the customer is to answer may stay open");
        let made = ada.submit(DRAFT).await;
        assert_eq!(location(&made), format!("/customers/new/{DRAFT}/done"));
        let done = page(ada, &location(&made)).await;
        assert!(done.contains("has been invited to finish the sign-up"), "S0.14");
        between(&done, "href=\"/customers/0", "\"").split('/').next().map(|id| format!("0{id}")).unwrap()
    }

    /// Grace follows the activation mail and chooses a password; gives her, signed in, and her draft.
    pub async fn activate(&mut self, email: &str) -> (Visitor, String) {
        let link = self.post.link(&self.ada, email).await;
        assert!(link.starts_with("/activate/"), "S0.10: {link}");
        let mut grace = self.ada.another();
        assert_eq!(location(&grace.get(&link).await), "/i");
        let fields = [("answers[own_name]", "Grace Hopper"), ("answers[new_password]", "nine green owls fly")];
        let joined = grace.post("/i", &fields).await;
        assert_eq!(location(&joined), "/", "{joined:?}");
        let home = page(&mut grace, "/").await;
        assert!(home.contains("Awaiting activation") && home.contains("Finish the sign-up"), "{home}");
        let draft = between(&home, "href=\"/customers/new/", "/").to_owned();
        (grace, draft)
    }

    /// She answers what is still open, up to the check of all answers.
    pub async fn fill(&mut self, grace: &mut Visitor, draft: &str, email: &str) {
        let contact = [("given_name", "Grace"), ("family_name", "Hopper"), ("email", email), ("phone", "+1 415 555 0199")];
        let led = grace.step_of("activation", draft, "1", "contact", &contact).await;
        assert_eq!(location(&led), format!("/customers/new/{draft}/addresses"));
        let addresses = [
            ("billing_country", "US"),
            ("billing_line1", "1 Main Street"),
            ("billing_city", "Arlington"),
            ("billing_region", "VA"),
            ("billing_postal_code", "22201"),
            ("service_same", "yes"),
        ];
        let led = grace.step_of("activation", draft, "2", "addresses", &addresses).await;
        assert_eq!(location(&led), format!("/customers/new/{draft}/terms"), "the plan was chosen already");
        let terms = page(grace, &location(&led)).await;
        assert!(terms.contains("Be kind.") && terms.contains("I agree to version 1"), "{terms}");
        let led = grace.step_of("activation", draft, "3", "terms", &[("terms", "1")]).await;
        assert_eq!(location(&led), format!("/customers/new/{draft}/check"));
    }

    /// The provider behaves otherwise from now on.
    pub async fn ways(&self, ways: &[(&str, &str)]) {
        let changed = self.ada.client.post(format!("{}/ways", self.sandbox.origin())).form(ways).send().await.unwrap();
        assert_eq!(changed.status(), StatusCode::NO_CONTENT);
    }

    /// A card is entered on the provider's page; gives where it leads.
    pub async fn card(&self, page: &str, card: &str) -> reqwest::Response {
        self.ada.client.post(page).form(&[("card", card)]).send().await.unwrap()
    }

    pub async fn one(&self, sql: &'static str) -> String {
        self.options.connect().await.unwrap().fetch_one(sql).await.unwrap().get(0)
    }

    /// Changes the database as no page could.
    pub async fn meddle(&self, sql: &'static str) {
        self.options.connect().await.unwrap().execute(sql).await.unwrap();
    }

    /// Works off what the provider told until something is so.
    pub async fn until(&self, sql: &'static str, wanted: &str) {
        for _ in 0..400 {
            self.ada.stage.run_jobs(&[Queue::Events]).await;
            if self.one(sql).await == wanted {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        panic!("{sql} is {} and not {wanted}", self.one(sql).await);
    }
}

pub const STATE: &str = "select state from customers where name = 'Lark Ltd'";
const PAID: &str = "select count(*)::text from payments where state = 'paid'";
const TOLD: &str = "select count(*)::text from webhooks where done_at is not null";

#[tokio::test]
async fn a_customer_finishes_the_sign_up_alone_and_pays() {
    let (_database, options) = test_database().await;
    let mut scene = Scene::set(options).await;
    let customer = scene.hand_over("Lark Ltd", "grace@lark.example").await;
    let of_customer = format!("/customers/{customer}");
    let seen = page(&mut scene.ada, &of_customer).await;
    assert!(seen.contains("Awaiting activation") && seen.contains("You cannot activate the account until they have"), "S0.6");
    assert!(seen.contains("Still to be answered") && seen.contains("Phone number"), "{seen}");
    assert_eq!(scene.one("select count(*)::text from ledger_entries").await, "0", "nobody is charged yet");

    let (mut grace, draft) = scene.activate("grace@lark.example").await;
    let contact = page(&mut grace, &format!("/customers/new/{draft}/contact")).await;
    assert!(
        contact.contains("value=\"grace@lark.example\"") && !contact.contains("company_name"),
        "what is known stands there"
    );
    // While it is hers, the reseller's staff only look.
    let looked = scene.ada.get(&format!("/customers/new/{draft}/contact")).await;
    assert_eq!(location(&looked), of_customer);
    scene.fill(&mut grace, &draft, "grace@lark.example").await;
    let checked = grace.get(&format!("/customers/new/{draft}/check")).await;
    let policy = checked.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
    assert!(policy.contains(&format!("form-action 'self' {}", scene.sandbox.origin())), "{policy}");
    let check = checked.text().await.unwrap();
    for text in ["USD\u{a0}25.00", "USD\u{a0}49.00", "Sales tax, 8.25 %", "USD\u{a0}6.11", "USD\u{a0}80.11", "Pay and activate"]
    {
        assert!(check.contains(text), "{text}: {check}");
    }
    assert!(check.contains("filled in by Ada Acme, Acme Telecom") && check.contains("filled in by Grace Hopper, customer"));

    let paying = location(&grace.submit(&draft).await);
    assert!(paying.starts_with(&format!("{}/pay/", scene.sandbox.origin())), "{paying}");
    // Sent twice, and from another tab: one payment, whose page tells of it.
    assert_eq!(location(&grace.submit(&draft).await), "/");
    assert_eq!(scene.one("select count(*)::text from payments").await, "1");
    let home = page(&mut grace, "/").await;
    let payment = format!("/pay/{}", between(&home, "href=\"/pay/", "\""));
    assert!(page(&mut grace, &payment).await.contains("has not told us of your payment yet"), "the page tells the truth");
    assert!(page(&mut scene.ada, &of_customer).await.contains("The customer is paying just now"));
    let refused = scene.ada.post("/api/sign-up/turn", &[("customer", &customer), ("to", "reseller")]).await;
    assert_eq!(location(&refused), format!("{of_customer}?refused=paying"));

    let back = scene.card(&paying, "4242 4242 4242 4242").await;
    assert_eq!(location(&back), format!("{}{payment}?back=done", grace.address));
    scene.until(STATE, "active").await;
    let paid = page(&mut grace, &format!("{payment}?back=done")).await;
    assert!(paid.contains("Your payment has arrived") && paid.contains("Paid"), "{paid}");
    assert!(page(&mut grace, "/").await.contains("Active"));
    let receipt = scene.post.newest(&scene.ada, "grace@lark.example").await;
    assert!(receipt.subject.contains("USD\u{a0}80.11") && receipt.text.contains("Business, first month"), "{}", receipt.text);
    // Both sides see the same record, and what was charged and paid.
    let record = page(&mut scene.ada, &of_customer).await;
    assert!(record.contains("Grace Hopper") && record.contains("Arlington"), "{record}");
    assert!(!record.contains("Still to be answered"));
    let statement = page(&mut grace, "/statement").await;
    for text in ["Set-up fee", "−USD\u{a0}25.00", "−USD\u{a0}49.00", "−USD\u{a0}6.11", "USD\u{a0}80.11", "USD\u{a0}0.00"]
    {
        assert!(statement.contains(text), "{text}: {statement}");
    }
    let csv = page(&mut grace, "/statement.csv").await;
    assert!(csv.contains(",-25.00,") && csv.contains(",80.11,0.00,USD"), "{csv}");
    assert_eq!(ledger::wrong(&scene.ada.stage.backend).await.unwrap(), 0);
    assert_eq!(scene.one("select version || ' ' || address from terms_accepted").await.split(' ').next(), Some("1"));
    // The months after it are owed, and paid by a press: once, in however many tabs.
    scene.ada.stage.wait(31 * 24 * 3_600);
    ledger::charge_due(&scene.ada.stage.backend).await.unwrap();
    scene.ada.sign_in("ada@acme.example", backend::demo::PASSWORD).await;
    grace.sign_in("grace@lark.example", "nine green owls fly").await;
    let owing = page(&mut grace, "/statement").await;
    assert!(owing.contains("Pay USD\u{a0}53.04 now") && owing.contains("−USD\u{a0}53.04"), "{owing}");
    let pay = location(&grace.pay_owed().await);
    assert_eq!(location(&grace.pay_owed().await), pay);
    let back = location(&scene.card(&pay, "4242424242424242").await);
    let ours = back.strip_prefix(&grace.address).unwrap().to_owned();
    assert!(page(&mut grace, &ours).await.contains("To your statement"));
    let paid = page(&mut grace, "/statement").await;
    assert!(paid.contains("USD\u{a0}53.04") && !paid.contains("now</button>"), "{paid}");
    assert_eq!(location(&grace.pay_owed().await), "/statement", "nothing is owed any more");
    assert_eq!(ledger::wrong(&scene.ada.stage.backend).await.unwrap(), 0);
    // The mailed link is worth nothing any more, and the draft is done.
    assert_eq!(location(&grace.get(&format!("/customers/new/{draft}/contact")).await), "/");
    let audit = page(&mut scene.ada, "/audit").await;
    for text in ["Payment arrived", "Account activated", "Terms accepted", "Payment started"] {
        assert!(audit.contains(text), "{text}");
    }
}

#[tokio::test]
async fn what_a_provider_tells_twice_late_or_wrongly_is_told_once_and_no_forger_is_believed() {
    let (_database, options) = test_database().await;
    let mut scene = Scene::set(options).await;
    scene.hand_over("Lark Ltd", "grace@lark.example").await;
    let (mut grace, draft) = scene.activate("grace@lark.example").await;
    scene.fill(&mut grace, &draft, "grace@lark.example").await;
    let paying = location(&grace.submit(&draft).await);
    let home = page(&mut grace, "/").await;
    let id = between(&home, "href=\"/pay/", "\"").to_owned();

    // A forger knows everything but the secret.
    let reseller = scene.one("select id::text from resellers where name = 'Acme Telecom'").await;
    let hook = format!("{}/webhooks/payments/{reseller}", grace.address);
    let forged = format!(
        "{{\"id\":\"evt_x\",\"type\":\"checkout.session.completed\",\"data\":{{\"object\":{{\"id\":\"cs_x\",\"client_reference_id\":\"{id}\",\
         \"payment_status\":\"paid\",\"amount_total\":8011,\"currency\":\"usd\"}}}}}}"
    );
    let now = grace.stage.backend.now().unix_timestamp();
    for signature in [String::new(), format!("t={now},v1={}", "0".repeat(64)), "t=1,v1=".to_owned()] {
        let sent =
            scene.ada.client.post(&hook).header("stripe-signature", &signature).body(forged.clone()).send().await.unwrap();
        assert_eq!(sent.status(), StatusCode::BAD_REQUEST, "{signature}");
    }
    let nobody = format!("{}/webhooks/payments/{DRAFT}", grace.address);
    assert_eq!(scene.ada.client.post(&nobody).body("{}").send().await.unwrap().status(), StatusCode::BAD_REQUEST);
    assert_eq!(scene.one("select count(*)::text from webhooks").await, "0");

    // Of another amount than was asked for, nothing is believed.
    scene.ways(&[("more", "1"), ("copies", "2")]).await;
    scene.card(&paying, "4242424242424242").await;
    scene.until(TOLD, "1").await;
    assert!(scene.one("select coalesce(problem, '') from webhooks").await.contains("another amount"));
    assert_eq!((scene.one(PAID).await, scene.one(STATE).await), ("0".to_owned(), "awaiting_activation".to_owned()));
    assert!(page(&mut grace, &format!("/pay/{id}")).await.contains("has not told us"), "nor a look-up of another amount");

    // The truth comes three days later, in a look-up, and once more by the webhook: it is taken once.
    scene.ways(&[]).await;
    assert!(page(&mut grace, &format!("/pay/{id}")).await.contains("Your payment has arrived"));
    scene.ada.client.post(format!("{}/events/last/send", scene.sandbox.origin())).send().await.unwrap();
    scene.until(PAID, "1").await;
    assert_eq!(scene.one(STATE).await, "active");
    assert_eq!(scene.one("select count(*)::text from ledger_entries").await, "4");
    assert_eq!(scene.one("select count(*)::text from mails where kind = 'receipt'").await, "1");
}

#[tokio::test]
async fn a_declined_card_a_way_back_and_a_provider_that_is_down_lose_nothing() {
    let (_database, options) = test_database().await;
    let mut scene = Scene::set(options).await;
    let customer = scene.hand_over("Lark Ltd", "grace@lark.example").await;
    let (mut grace, draft) = scene.activate("grace@lark.example").await;
    scene.fill(&mut grace, &draft, "grace@lark.example").await;

    // The provider is down: nothing is charged, everything is kept, and the page offers to try again.
    scene.ways(&[("fail", "500")]).await;
    let led = location(&grace.submit(&draft).await);
    assert!(led.starts_with("/pay/"), "{led}");
    assert!(page(&mut grace, &led).await.contains("The payment provider does not answer just now"));
    let again = grace.post(&led, &[("do", "pay")]).await;
    assert_eq!(location(&again), led, "still down");
    scene.ways(&[]).await;
    let paying = location(&grace.post(&led, &[("do", "pay")]).await);
    assert_eq!(location(&grace.post(&led, &[("do", "pay")]).await), paying, "the same page, however often one goes on");

    // Declined: told on the provider's page, and on ours, with the way back to the plan.
    scene.card(&paying, "4000 0000 0000 0002").await;
    scene.until(TOLD, "1").await;
    let declined = page(&mut grace, &format!("{led}?back=left")).await;
    assert!(
        declined.contains("Your card was declined") && declined.contains("everything that you filled in is kept"),
        "{declined}"
    );
    // She cannot go back while the provider is down: nobody would know whether it is paid.
    scene.ways(&[("fail", "503")]).await;
    assert_eq!(grace.post(&led, &[("do", "leave")]).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    scene.ways(&[]).await;
    let plan = location(&grace.post(&led, &[("do", "leave")]).await);
    assert_eq!(plan, format!("/customers/new/{draft}/plan"));
    let kept = page(&mut grace, &plan).await;
    assert!(kept.contains("Nothing was paid.") && kept.contains("checked"), "{kept}");
    assert_eq!(scene.card(&paying, "4242424242424242").await.status(), StatusCode::GONE, "nobody pays on the old page");
    assert!(page(&mut grace, &led).await.contains("Declined"));

    // The reseller takes over, fills in, and hands it back; the customer reads so.
    let turn = [("customer", customer.as_str()), ("to", "reseller")];
    let taken = location(&scene.ada.post("/api/sign-up/turn", &turn).await);
    assert_eq!(taken, format!("/customers/new/{draft}/check"));
    assert!(page(&mut grace, "/").await.contains("is filling in your sign-up for you just now"));
    let saved = grace.step_of("activation", &draft, "4", "contact", &[("given_name", "X")]).await;
    assert_eq!(location(&saved), "/", "it is not her move");
    assert!(page(&mut scene.ada, &taken).await.contains("Hand over to the customer"));
    let handed = scene.ada.submit(&draft).await;
    assert_eq!(location(&handed), format!("/customers/{customer}"));

    // A second payment, confirmed with the bank, and found out about by looking: no webhook comes.
    scene.ways(&[("hold", "true")]).await;
    let paying = location(&grace.submit(&draft).await);
    let asked = scene.card(&paying, "4000 0025 0000 3155").await;
    assert!(location(&asked).ends_with("/confirm"));
    let confirmed = format!("{paying}/confirm");
    let back = location(&scene.ada.client.post(&confirmed).send().await.unwrap());
    let ours = back.strip_prefix(&grace.address).unwrap().to_owned();
    assert!(page(&mut grace, &ours).await.contains("Your payment has arrived"));
    assert_eq!(scene.one(STATE).await, "active");
    // Nor does she, or anybody, make another sign-up, or a customer of her own.
    for (flow, step) in [("activation", "contact"), ("white_label", "administrator")] {
        for visitor in [&mut grace, &mut scene.ada] {
            let own = visitor
                .step_of(flow, "019a0000-0000-7000-8000-0000000000aa", "0", step, &[("administrator", "customer")])
                .await;
            let fine = flow == "white_label" && location_of(&own).is_some();
            assert!(fine || own.status() == StatusCode::NOT_FOUND, "{flow}: {}", own.status());
        }
    }
    // Once more, from an old page: it is over, and she is told so.
    assert_eq!(location(&grace.submit(&draft).await), "/");
    assert_eq!(scene.one(PAID).await, "1");
}

#[tokio::test]
async fn a_gateway_is_connected_by_a_key_that_works_and_only_then_the_customer_may_finish() {
    let (_database, options) = test_database().await;
    let (mut ada, sandbox) = Visitor::paying(options.clone()).await;
    ada.sign_in("ada@acme.example", backend::demo::PASSWORD).await;
    // S0.8, S0.15: said on the spot, and refused on the server.
    assert!(page(&mut ada, "/customers/new").await.contains("it needs a payment gateway, and none is connected"));
    let led = ada.step(DRAFT, "0", "administrator", &[("administrator", "customer")]).await;
    assert_eq!(led, format!("/customers/new/{DRAFT}/administrator"));
    assert!(page(&mut ada, &led).await.contains("cannot be used yet"));

    let connect = |key| [("do", "gateway"), ("answers[gateway]", "sandbox"), ("answers[gateway_key]", key)];
    let refused = ada.post("/settings", &connect(KEY)).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().await.unwrap().contains("Publish your terms first"));
    for (text, why) in [("  ", "Enter it"), (&*"x".repeat(50_001), "Shorten it")] {
        let refused = ada.post("/settings", &[("do", "terms"), ("terms", text)]).await.text().await.unwrap();
        assert!(refused.contains(why), "{why}");
    }
    assert_eq!(ada.doing("/settings", &[("do", "terms"), ("terms", "Be kind.")]).await, "/settings: The terms are published.");
    let tax = ada.post("/settings", &[("do", "tax"), ("answers[tax_name]", ""), ("answers[tax_rate]", "8")]).await;
    assert!(tax.text().await.unwrap().contains("A tax needs a name"));
    for (key, why) in
        [("", "Secret key"), ("sk_test_kurz", "at least 16"), ("sk_test_revoked_0123456789", "does not know this secret key")]
    {
        let refused = ada.post("/settings", &connect(key)).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{key}");
        let text = refused.text().await.unwrap();
        assert!(text.contains(why) && (key.is_empty() || !text.contains(key)), "{key}, and it is not echoed");
    }
    let down = |status| ada.client.post(format!("{}/ways", sandbox.origin())).form(&[("fail", status)]).send();
    down("500").await.unwrap();
    assert!(ada.post("/settings", &connect(KEY)).await.text().await.unwrap().contains("does not answer just now"));
    ada.client.post(format!("{}/ways", sandbox.origin())).form(&[("slow_ms", "0")]).send().await.unwrap();
    assert_eq!(
        ada.doing("/settings", &connect(KEY)).await,
        "/settings: The payment gateway is connected. “The new customer” can be chosen now."
    );

    let settings = page(&mut ada, "/settings").await;
    assert!(settings.contains("the key that ends in cdef") && !settings.contains(KEY));
    assert!(ada.post("/settings", &[("do", "test")]).await.text().await.unwrap().contains("answers and knows the key"));
    let row = options.connect().await.unwrap().fetch_one("select secret_key || webhook_secret from gateways").await.unwrap();
    assert!(!String::from_utf8_lossy(&row.get::<Vec<u8>, _>(0)).contains("sk_test"), "sealed");
    assert!(!page(&mut ada, "/customers/new").await.contains("none is connected"));
    let led = ada.step(DRAFT, "1", "administrator", &[("administrator", "customer")]).await;
    assert_eq!(led, format!("/customers/new/{DRAFT}/contact"));
    // Another reseller's is none of it.
    let mut bo = ada.another();
    bo.sign_in("bo@borealis.example", backend::demo::PASSWORD).await;
    assert!(page(&mut bo, "/settings").await.contains("No provider is connected"));
    assert!(page(&mut bo, "/customers/new").await.contains("none is connected"));
    assert_eq!(ada.doing("/settings", &[("do", "disconnect")]).await, "/settings: The payment gateway is disconnected.");
}

#[tokio::test]
async fn what_a_reseller_pays_for_its_customers_is_charged_month_by_month() {
    let (_database, options) = test_database().await;
    let mut ada = Visitor::signed_in(options.clone(), "ada@acme.example").await;
    assert!(page(&mut ada, "/statement").await.contains("Nothing was charged yet"));
    ada.walk_white_label(DRAFT, "Lark Ltd").await;
    ada.submit(DRAFT).await;
    let statement = page(&mut ada, "/statement").await;
    for text in ["Set-up fee", "Monthly charge", "Business", "Lark Ltd", "−USD\u{a0}25.00", "−USD\u{a0}74.00"] {
        assert!(statement.contains(text), "S0.17: {text} in {statement}");
    }
    let backend = &ada.stage.backend;
    assert_eq!(ledger::charge_due(backend).await.unwrap(), 0, "the first month is charged already");
    // Three months later, after a long rest: each of them once, however many charge at the same time.
    ada.stage.wait(93 * 24 * 3_600);
    for _ in 0..4 {
        let (one, other) = tokio::join!(ledger::charge_due(backend), ledger::charge_due(backend));
        one.unwrap();
        other.unwrap();
    }
    ada.sign_in("ada@acme.example", backend::demo::PASSWORD).await;
    let csv = page(&mut ada, "/statement.csv").await;
    assert_eq!(csv.matches(",-49.00,").count(), 4, "{csv}");
    assert_eq!(csv.lines().count(), 6, "{csv}");
    assert_eq!(ledger::wrong(&ada.stage.backend).await.unwrap(), 0);
    // Kestrel Aviation came with the demonstration, which charges nothing for it.
    assert!(!csv.contains("Kestrel"));
    // A ledger that was meddled with is found out.
    options.connect().await.unwrap().execute("update ledger_accounts set balance_minor = balance_minor + 1").await.unwrap();
    assert_eq!(ledger::wrong(&ada.stage.backend).await.unwrap(), 1);
    let mut rita = ada.another();
    rita.sign_in("rita@acme.example", backend::demo::PASSWORD).await;
    assert!(page(&mut rita, "/statement").await.contains("Lark Ltd"));
    let mut sam = ada.another();
    sam.sign_in("sam@acme.example", backend::demo::PASSWORD).await;
    assert_eq!(sam.get("/statement").await.status(), StatusCode::FORBIDDEN, "support sees no money");
    assert_eq!(sam.get("/statement.csv").await.status(), StatusCode::FORBIDDEN);
    let other = ada.get(&format!("/statement.csv?account={DRAFT}")).await;
    assert_eq!(other.status(), StatusCode::NOT_FOUND);
}
