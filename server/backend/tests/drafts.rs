//! Drafts and what they become, against a real Postgres.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use backend::{
    Error, Scope,
    drafts::{self, Page, Posted},
    testing::{Stage, test_database, white_label},
};
use domain::{
    access::Action,
    customers::CustomerQuery,
    drafts::{Autosave, SaveOutcome, SubmitOutcome, Then},
    flows::white_label::FLOW,
    form::{Answers, Problem},
    ids::DraftId,
    paths,
};
use sqlx::{ConnectOptions, postgres::PgConnectOptions};

const RESELLER: &str = "Acme Telecom";

/// Ada's stage: her scope, and a plan of her reseller.
struct Ada {
    stage: Stage,
    scope: Scope,
    plan: String,
}

impl Ada {
    async fn new(options: PgConnectOptions) -> Self {
        let stage = Stage::set(options).await;
        let scope = stage.actor("ada@acme.example").await.may(Action::CreateCustomers).unwrap();
        let plan = plan_of(&stage, RESELLER).await;
        Self { stage, scope, plan }
    }

    fn id(&self) -> DraftId {
        DraftId(self.stage.backend.new_id())
    }

    async fn save(&self, posted: Posted) -> SaveOutcome {
        drafts::save(&self.stage.backend, &self.scope, posted, Then::Continue).await.unwrap()
    }

    /// Walks all steps of a draft with these answers.
    async fn walk(&self, draft: DraftId, all: &Answers) {
        for (seen, step) in (0..).zip(["administrator", "contact", "addresses", "plan"]) {
            let outcome = self.save(posted(draft, seen, step, all)).await;
            assert!(matches!(outcome, SaveOutcome::Go(_)), "{step}: {outcome:?}");
        }
    }

    async fn submit(&self, draft: DraftId) -> Result<SubmitOutcome, Error> {
        let confirmed = self.confirmed(draft).await;
        drafts::submit(&self.stage.backend, &self.scope, draft, &confirmed).await
    }

    /// What the check page shows of prices and payers.
    async fn confirmed(&self, draft: DraftId) -> String {
        let Ok(Page::Here(page)) = drafts::load(&self.stage.backend, &self.scope, draft, "check", "Acme").await else {
            return String::new();
        };
        let flow = domain::flows::flow(&page.flow).unwrap();
        backend::offer::shown(&self.stage.backend, &self.scope, flow, &page.answers).await.unwrap().confirmed
    }

    /// What a draft's page holds.
    async fn view(&self, draft: DraftId, page: &str) -> domain::drafts::DraftView {
        match drafts::load(&self.stage.backend, &self.scope, draft, page, RESELLER).await.unwrap() {
            Page::Here(view) => *view,
            Page::Elsewhere(path) => panic!("the page is at {path}"),
        }
    }
}

/// A step's page, as these answers fill it.
fn posted(draft: DraftId, seen: i32, step: &str, all: &Answers) -> Posted {
    let step = FLOW.step(step).unwrap();
    let answers = step.questions().filter(|q| all.has(q.key)).map(|q| (q.key, all.raw(q.key))).collect();
    Posted { flow: FLOW.id.to_owned(), draft, seen, tab: String::new(), step: step.slug.to_owned(), answers }
}

async fn plan_of(stage: &Stage, reseller: &str) -> String {
    let mut owner = stage.owner.connect().await.unwrap();
    sqlx::query_scalar!(
        "select p.id from plans p join resellers r on r.id = p.reseller_id where r.name = $1 and p.name = 'Business'",
        reseller
    )
    .fetch_one(&mut owner)
    .await
    .unwrap()
    .to_string()
}

/// Many people have one name; a company's has up to 160 characters; a postal code is kept as its country writes it.
#[tokio::test]
async fn names_and_codes_are_taken_as_the_world_gives_them() {
    let (_database, options) = test_database().await;
    let ada = Ada::new(options).await;
    let draft = ada.id();
    let company = "Ü".repeat(160);
    let mut answers = white_label(&company, &ada.plan);
    answers.remove("family_name");
    for (key, text) in [("billing_country", "GB"), ("billing_city", "London"), ("billing_postal_code", "sw1a1aa")] {
        answers.set(key, text);
    }
    ada.walk(draft, &answers).await;
    assert_eq!(ada.submit(draft).await.unwrap(), SubmitOutcome::Created(paths::done(draft)));
    let found = backend::customers::first(&ada.stage.backend, &ada.scope, "üüü", 1).await.unwrap().remove(0);
    assert_eq!((found.name.as_str(), found.contact.as_str()), (company.as_str(), "Grace"));
    let customer = backend::customers::find(&ada.stage.backend, &ada.scope, found.id).await.unwrap();
    let shown = format!("{:?}", customer.sections);
    assert!(shown.contains("\"Grace\"") && shown.contains("\"SW1A 1AA\""), "{shown}");
}

#[tokio::test]
async fn a_walked_draft_becomes_one_whole_customer() {
    let (_database, options) = test_database().await;
    let ada = Ada::new(options).await;
    let draft = ada.id();
    ada.walk(draft, &white_label("Hopper Communications", &ada.plan)).await;
    assert_eq!(ada.submit(draft).await.unwrap(), SubmitOutcome::Created(paths::done(draft)));

    let id = ada.view(draft, "done").await.customer.unwrap();
    let customer = backend::customers::find(&ada.stage.backend, &ada.scope, id).await.unwrap();
    assert_eq!(customer.summary.name, "Hopper Communications");
    assert_eq!(customer.plan.unwrap().monthly.show(domain::words::Language::English), "USD\u{a0}49.00");
    assert_eq!(customer.people, [("Ada Acme".to_owned(), "ada@acme.example".to_owned())], "S0.18");
    // The demonstration's own customer has no record yet, and no audit entry.
    assert_eq!(ada.stage.count("customer_sections").await, 4);
    assert_eq!(ada.stage.count("audit").await, 1);
}

#[tokio::test]
async fn a_number_typed_before_its_address_stays_the_number_that_was_meant() {
    let (_database, options) = test_database().await;
    let ada = Ada::new(options).await;
    let draft = ada.id();
    let mut all = white_label("Hopper", &ada.plan);
    all.set("phone", "(415) 555-0132 ext. 12");
    ada.save(posted(draft, 0, "administrator", &all)).await;
    assert_eq!(ada.save(posted(draft, 1, "contact", &all)).await, SaveOutcome::Go(paths::step(draft, "addresses")));
    let phone = async || ada.view(draft, "contact").await.answers.raw("phone").to_owned();
    assert_eq!(phone().await, "+1 415-555-0132 ext. 12", "read by the country that addresses are preset with");
    // The page that was left sends what was typed into it once more.
    let left = drafts::autosave(&ada.stage.backend, &ada.scope, posted(draft, 1, "contact", &all)).await.unwrap();
    assert!(matches!(left, Autosave::Saved(..)), "{left:?}");
    assert_eq!(phone().await, "+1 415-555-0132 ext. 12");
    // Another country makes no other number of it, and another number is one.
    all.set("billing_country", "NO");
    ada.save(posted(draft, 3, "addresses", &all)).await;
    assert_eq!(phone().await, "+1 415-555-0132 ext. 12");
    all.set("phone", "22 12 34 56");
    ada.save(posted(draft, 3, "contact", &all)).await;
    assert_eq!(phone().await, "+47 22 12 34 56");
}

#[tokio::test]
async fn thirty_two_sends_of_one_draft_at_once_make_one_customer() {
    let (_database, options) = test_database().await;
    let ada = Ada::new(options).await;
    let draft = ada.id();
    ada.walk(draft, &white_label("Hopper", &ada.plan)).await;
    let confirmed = ada.confirmed(draft).await;
    let sends = (0..32).map(|_| {
        let (backend, scope, confirmed) = (ada.stage.backend.clone(), ada.scope, confirmed.clone());
        tokio::spawn(async move { drafts::submit(&backend, &scope, draft, &confirmed).await })
    });
    for send in sends.collect::<Vec<_>>() {
        assert_eq!(send.await.unwrap().unwrap(), SubmitOutcome::Created(paths::done(draft)));
    }
    assert_eq!(ada.stage.count("customers").await, 2, "the new one and the demonstration's");
    assert_eq!(ada.stage.count("contacts").await, 2);
}

/// ASVS 2.3.3.
#[tokio::test]
async fn a_submit_that_fails_half_way_leaves_nothing() {
    let (_database, options) = test_database().await;
    let ada = Ada::new(options).await;
    let draft = ada.id();
    ada.walk(draft, &white_label("Hopper", &ada.plan)).await;
    let mut owner = ada.stage.owner.connect().await.unwrap();
    // The last thing that a submit writes is refused.
    sqlx::Executor::execute(&mut owner, "alter table audit add constraint no_more check (false) not valid").await.unwrap();
    assert!(matches!(ada.submit(draft).await, Err(Error::Database(_))));
    for (table, rows) in [("customers", 1), ("contacts", 1), ("addresses", 2), ("memberships", 6), ("audit", 0)] {
        assert_eq!(ada.stage.count(table).await, rows, "{table}");
    }
    sqlx::Executor::execute(&mut owner, "alter table audit drop constraint no_more").await.unwrap();
    assert_eq!(ada.submit(draft).await.unwrap(), SubmitOutcome::Created(paths::done(draft)), "trying again is safe");
}

#[tokio::test]
async fn a_first_step_that_is_sent_twice_makes_one_draft_and_reading_makes_none() {
    let (_database, options) = test_database().await;
    let ada = Ada::new(options).await;
    let view = drafts::begin(&ada.stage.backend, &ada.scope, FLOW.id, RESELLER, Answers::new()).await.unwrap();
    assert_eq!(ada.stage.count("drafts").await, 0);
    let all = white_label("Hopper", &ada.plan);
    let first = posted(view.id, 0, "administrator", &all);
    let (one, other) = tokio::join!(ada.save(first.clone()), ada.save(first));
    assert_eq!(one, SaveOutcome::Go(paths::step(view.id, "contact")));
    assert_eq!(one, other);
    assert_eq!(ada.stage.count("drafts").await, 1);
}

#[tokio::test]
async fn a_name_that_is_taken_lands_on_its_field_whatever_its_letters() {
    let (_database, options) = test_database().await;
    let ada = Ada::new(options).await;
    let draft = ada.id();
    ada.save(posted(draft, 0, "administrator", &white_label("", &ada.plan))).await;
    let outcome = ada.save(posted(draft, 1, "contact", &white_label("KESTREL  aviation", &ada.plan))).await;
    let SaveOutcome::Mend(problems, version) = outcome else { panic!("{outcome:?}") };
    assert_eq!(problems.iter().collect::<Vec<_>>(), [("company_name", Problem::Taken)]);
    assert_eq!(version, 2);
    let view = ada.view(draft, "contact").await;
    assert_eq!(view.problems, problems, "the page without WASM shows the same");
    assert_eq!(view.answers.raw("company_name"), "KESTREL  aviation", "nothing typed is lost");
}

#[tokio::test]
async fn of_two_drafts_with_one_name_that_are_sent_at_once_one_wins() {
    let (_database, options) = test_database().await;
    let ada = Ada::new(options).await;
    let (one, other) = (ada.id(), ada.id());
    for draft in [one, other] {
        ada.walk(draft, &white_label("Twin", &ada.plan)).await;
    }
    let (first, second) = tokio::join!(ada.submit(one), ada.submit(other));
    let outcomes = [first.unwrap(), second.unwrap()];
    assert_eq!(outcomes.iter().filter(|outcome| matches!(outcome, SubmitOutcome::Created(_))).count(), 1, "{outcomes:?}");
    assert_eq!(
        outcomes.iter().filter(|outcome| matches!(outcome, SubmitOutcome::Mend(at) if at.ends_with("/contact"))).count(),
        1
    );
    assert_eq!(ada.stage.count("customers").await, 2);
}

#[tokio::test]
async fn a_save_that_was_overtaken_on_its_way_changes_nothing() {
    let (_database, options) = test_database().await;
    let ada = Ada::new(options).await;
    let (draft, plan) = (ada.id(), ada.plan.clone());
    ada.save(posted(draft, 0, "administrator", &white_label("", &plan))).await;
    let sent =
        |nth: u32, name: &str| Posted { tab: format!("page.{nth}"), ..posted(draft, 1, "contact", &white_label(name, &plan)) };
    let autosave = async |posted| drafts::autosave(&ada.stage.backend, &ada.scope, posted).await.unwrap();
    autosave(sent(1, "K")).await;
    assert!(matches!(ada.save(sent(10, "Kestrel")).await, SaveOutcome::Go(_)));
    assert!(matches!(autosave(sent(9, "Kest")).await, Autosave::Saved(..)), "the page is not told to stop: nothing is wrong");
    assert_eq!(ada.view(draft, "contact").await.answers.raw("company_name"), "Kestrel");
    autosave(sent(11, "Kestrels")).await;
    assert_eq!(ada.view(draft, "contact").await.answers.raw("company_name"), "Kestrels");
}

#[tokio::test]
async fn a_stale_page_never_overwrites() {
    let (_database, options) = test_database().await;
    let ada = Ada::new(options).await;
    let (draft, plan) = (ada.id(), ada.plan.clone());
    ada.save(posted(draft, 0, "administrator", &white_label("", &plan))).await;
    // Two pages show version 1; the first saves, twice, the second time before it heard of the first.
    for name in ["Their", "Theirs"] {
        let theirs = Posted { tab: "theirs".to_owned(), ..posted(draft, 1, "contact", &white_label(name, &plan)) };
        assert!(matches!(drafts::autosave(&ada.stage.backend, &ada.scope, theirs).await.unwrap(), Autosave::Saved(..)));
    }
    let mine = Posted { tab: "mine".to_owned(), ..posted(draft, 1, "contact", &white_label("Mine", &plan)) };
    assert_eq!(drafts::autosave(&ada.stage.backend, &ada.scope, mine.clone()).await.unwrap(), Autosave::Stale);
    assert_eq!(ada.save(mine).await, SaveOutcome::Conflict(paths::conflict(draft, "contact")));
    assert_eq!(ada.view(draft, "contact").await.answers.raw("company_name"), "Theirs");

    let conflict = drafts::conflict(&ada.stage.backend, &ada.scope, draft, "contact", RESELLER).await.unwrap();
    let told: Vec<_> = conflict.differences.iter().map(|d| (d.key.as_str(), d.mine.as_str(), d.saved.as_str())).collect();
    assert_eq!(told, [("company_name", "Mine", "Theirs")]);
    let choices = [("company_name", "mine")].into_iter().collect();
    let settled =
        drafts::settle(&ada.stage.backend, &ada.scope, draft, "contact", conflict.draft.version, &choices).await.unwrap();
    assert_eq!(settled, SaveOutcome::Go(paths::step(draft, "addresses")));
    assert_eq!(ada.view(draft, "contact").await.answers.raw("company_name"), "Mine");
}

#[tokio::test]
async fn a_change_of_another_step_is_no_conflict_and_the_same_answers_twice_are_none() {
    let (_database, options) = test_database().await;
    let ada = Ada::new(options).await;
    let draft = ada.id();
    let all = white_label("Hopper", &ada.plan);
    ada.walk(draft, &all).await;
    // A page of version 2, opened before the addresses and the plan were given.
    let changed = Posted { tab: "other".to_owned(), ..posted(draft, 2, "contact", &white_label("Hopper Two", &ada.plan)) };
    assert_eq!(ada.save(changed.clone()).await, SaveOutcome::Go(paths::check(draft)));
    assert_eq!(ada.save(changed).await, SaveOutcome::Go(paths::check(draft)), "sent twice, the same answer");
}

/// ASVS 2.3.1.
#[tokio::test]
async fn steps_out_of_order_lead_to_the_open_one_and_unknown_fields_are_ignored() {
    let (_database, options) = test_database().await;
    let ada = Ada::new(options).await;
    let draft = ada.id();
    let all = white_label("Hopper", &ada.plan);
    ada.save(posted(draft, 0, "administrator", &all)).await;
    assert_eq!(ada.save(posted(draft, 1, "plan", &all)).await, SaveOutcome::Go(paths::step(draft, "contact")));
    let mut sent = posted(draft, 1, "contact", &all);
    sent.answers.set("plan_price", "0");
    sent.answers.set("plan", ada.plan.as_str());
    ada.save(sent).await;
    let view = ada.view(draft, "contact").await;
    assert!(!view.answers.has("plan_price") && !view.answers.has("plan"), "a step takes its own answers only");
    assert!(matches!(ada.submit(draft).await.unwrap(), SubmitOutcome::Mend(at) if at.ends_with("/addresses")));
    let unknown = Posted { step: "nowhere".to_owned(), ..posted(draft, 1, "contact", &all) };
    assert!(matches!(drafts::save(&ada.stage.backend, &ada.scope, unknown, Then::Continue).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn bad_input_in_every_field_is_kept_and_never_a_fault() {
    let (_database, options) = test_database().await;
    let ada = Ada::new(options).await;
    let draft = ada.id();
    ada.save(posted(draft, 0, "administrator", &white_label("", &ada.plan))).await;
    let long = "x".repeat(10_000);
    let texts = [
        "",
        " ",
        "\u{a0}\u{200b}",
        &long,
        "a\u{7}b",
        "a\0b",
        "\0",
        "Ωμέγα",
        "👩\u{200d}🚀",
        "<b>&\"",
        "'; drop table drafts; --",
        "\u{202e}abc",
    ];
    for text in texts {
        for step in FLOW.steps {
            let answers = step.questions().map(|q| (q.key, text)).collect::<Answers>();
            let posted = Posted {
                flow: FLOW.id.to_owned(),
                draft,
                seen: i32::MAX,
                tab: String::new(),
                step: step.slug.to_owned(),
                answers,
            };
            drafts::save(&ada.stage.backend, &ada.scope, posted.clone(), Then::Continue).await.unwrap();
            drafts::autosave(&ada.stage.backend, &ada.scope, posted).await.unwrap();
        }
        let open = drafts::load(&ada.stage.backend, &ada.scope, draft, "administrator", RESELLER).await.unwrap();
        let Page::Here(view) = open else { panic!("{text:?}") };
        assert_eq!(view.answers.raw("administrator"), text.replace('\0', ""));
    }
    // What no person types has an end: a draft must stay small.
    let endless = "é".repeat(200_000);
    let answers = [("administrator", endless.as_str())].into_iter().collect();
    ada.save(posted(draft, i32::MAX, "administrator", &answers)).await;
    let open = drafts::load(&ada.stage.backend, &ada.scope, draft, "administrator", RESELLER).await.unwrap();
    let Page::Here(view) = open else { panic!("endless") };
    assert_eq!(view.answers.raw("administrator").chars().count(), 10_000);
}

#[tokio::test]
async fn a_plan_of_another_reseller_is_no_choice() {
    let (_database, options) = test_database().await;
    let ada = Ada::new(options).await;
    let draft = ada.id();
    let theirs = plan_of(&ada.stage, "Borealis Networks").await;
    let all = white_label("Hopper", &theirs);
    for (seen, step) in (0..).zip(["administrator", "contact", "addresses"]) {
        ada.save(posted(draft, seen, step, &all)).await;
    }
    let outcome = ada.save(posted(draft, 3, "plan", &all)).await;
    let SaveOutcome::Mend(problems, _) = outcome else { panic!("{outcome:?}") };
    assert_eq!(problems.get("plan"), Some(Problem::NotAChoice));
    assert!(matches!(ada.submit(draft).await.unwrap(), SubmitOutcome::Mend(at) if at.ends_with("/plan")));
}

#[tokio::test]
async fn another_resellers_draft_and_customer_do_not_exist() {
    let (_database, options) = test_database().await;
    let ada = Ada::new(options).await;
    let draft = ada.id();
    ada.walk(draft, &white_label("Hopper", &ada.plan)).await;
    ada.submit(draft).await.unwrap();
    let customer = ada.view(draft, "done").await.customer.unwrap();
    let open = ada.id();
    ada.walk(open, &white_label("Open", &ada.plan)).await;

    let bo = ada.stage.actor("bo@borealis.example").await.may(Action::CreateCustomers).unwrap();
    let backend = &ada.stage.backend;
    assert!(matches!(drafts::load(backend, &bo, open, "contact", "").await, Err(Error::NotFound)));
    assert!(matches!(drafts::submit(backend, &bo, open, "").await, Err(Error::NotFound)));
    assert!(matches!(drafts::discard(backend, &bo, open).await, Err(Error::NotFound)));
    let stolen = posted(open, 4, "contact", &white_label("Stolen", &ada.plan));
    assert!(matches!(drafts::save(backend, &bo, stolen.clone(), Then::Continue).await, Err(Error::NotFound)));
    assert!(matches!(drafts::autosave(backend, &bo, stolen).await, Err(Error::NotFound)));
    assert!(matches!(backend::customers::find(backend, &bo, customer).await, Err(Error::NotFound)));
    assert!(backend::customers::list(backend, &bo, &CustomerQuery::default()).await.unwrap().rows.is_empty());
    assert!(drafts::list(backend, &bo, None).await.unwrap().rows.is_empty());
}

#[tokio::test]
async fn discarding_takes_the_answers_away_and_twice_is_the_same_as_once() {
    let (_database, options) = test_database().await;
    let ada = Ada::new(options).await;
    let draft = ada.id();
    ada.walk(draft, &white_label("Gone", &ada.plan)).await;
    for _ in 0..2 {
        drafts::discard(&ada.stage.backend, &ada.scope, draft).await.unwrap();
    }
    assert!(drafts::list(&ada.stage.backend, &ada.scope, None).await.unwrap().rows.is_empty());
    assert!(matches!(ada.submit(draft).await, Err(Error::NotFound)));
    assert_eq!(ada.stage.count("drafts where answers = '{}'").await, 1);
    assert_eq!(ada.stage.count("audit").await, 1);
}

#[tokio::test]
async fn parked_answers_come_back_once_within_the_hour_and_only_to_whoever_typed_them() {
    let (_database, options) = test_database().await;
    let ada = Ada::new(options).await;
    let draft = ada.id();
    let backend = &ada.stage.backend;
    ada.save(posted(draft, 0, "administrator", &white_label("", &ada.plan))).await;
    let typed = posted(draft, 1, "contact", &white_label("Parked", &ada.plan));
    let ada_herself = ada.stage.actor("ada@acme.example").await;

    let park = || async { drafts::park(backend, &typed, ada_herself.person, "203.0.113.9").await.unwrap().unwrap() };
    let parked = park().await;
    let bo = ada.stage.actor("bo@borealis.example").await;
    assert_eq!(drafts::unpark(backend, &bo, &parked.token).await.unwrap(), None);
    assert_eq!(drafts::unpark(backend, &ada_herself, &parked.token).await.unwrap(), Some(paths::step(draft, "contact")));
    assert_eq!(ada.view(draft, "contact").await.answers.raw("company_name"), "Parked");
    assert_eq!(drafts::unpark(backend, &ada_herself, &parked.token).await.unwrap(), None, "a token works once");

    let parked = park().await;
    ada.stage.wait(3_601);
    assert_eq!(drafts::unpark(backend, &ada_herself, &parked.token).await.unwrap(), None);
    // Nothing is kept of what no step asks, of more than a step can hold, or of one who sends again and again.
    let park = |posted: drafts::Posted| async move {
        drafts::park(backend, &posted, ada_herself.person, "203.0.113.10").await.unwrap()
    };
    let mut odd = typed.clone();
    odd.answers.set("unknown", "x".repeat(1_000));
    let kept = park(odd).await.unwrap();
    assert_eq!(ada.stage.count("parked_answers where answers ? 'unknown'").await, 0);
    assert!(!kept.token.is_empty());
    for (flow, step) in [("nothing", "contact"), ("white_label", "a\r\nb\0"), ("white_label", "nothing")] {
        let posted = drafts::Posted { flow: flow.to_owned(), step: step.to_owned(), ..typed.clone() };
        assert!(park(posted).await.is_none(), "{flow} {step}");
    }
    let mut large = typed.clone();
    large.answers.set("company_name", "x".repeat(70_000));
    assert!(park(large).await.is_none());
    let mut parked = 0;
    for _ in 0..20 {
        parked += usize::from(park(typed.clone()).await.is_some());
    }
    assert!(parked < 12, "{parked}");
}

#[tokio::test]
async fn the_list_is_paged_by_fifty_newest_first_and_searched_by_prefix() {
    let (_database, options) = test_database().await;
    let ada = Ada::new(options).await;
    let backend = &ada.stage.backend;
    for number in 0..60 {
        ada.stage.wait(1);
        let draft = ada.id();
        ada.walk(draft, &white_label(&format!("Ütö {number:02}"), &ada.plan)).await;
        ada.submit(draft).await.unwrap();
    }
    let list = |name: &str, after: &str| {
        let query = CustomerQuery { text: name.to_owned(), after: after.to_owned() };
        async move { backend::customers::list(backend, &ada.scope, &query).await.unwrap() }
    };
    let first = list("", "").await;
    assert_eq!(first.rows.len(), 50);
    assert_eq!(first.rows[0].name, "Ütö 59");
    let second = list("", &first.next.unwrap()).await;
    assert_eq!(second.rows.len(), 11, "the rest and the demonstration's own");
    assert_eq!(second.next, None);

    let found = list("ÜTÖ 1", "").await;
    assert_eq!(
        found.rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(),
        (10..20).map(|n| format!("Ütö {n}")).collect::<Vec<_>>()
    );
    let all = list("ütö", "").await;
    assert_eq!(list("ütö", &all.next.unwrap()).await.rows.len(), 10);
    assert!(list("tö", "").await.rows.is_empty(), "two letters find only beginnings");
    assert!(list("%", "").await.rows.is_empty());
    assert_eq!(list("", "not a cursor").await.rows.len(), 50);
}
