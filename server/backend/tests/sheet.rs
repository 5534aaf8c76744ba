//! The sheet of reference as a draft: it uses every kind of answer, so what drafts must do with each is tested on it, against a real Postgres.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use backend::{
    Backend, Error, Scope, accounts,
    drafts::{self, Page, Posted},
    testing::{Stage, test_database},
};
use domain::{
    access::Action,
    drafts::{DraftView, SaveOutcome, Then},
    flows::vocabulary::{FILLED, FLOW},
    form::{Answers, Problem},
    ids::DraftId,
    words::{Language, Locale},
};
use sqlx::{ConnectOptions, postgres::PgConnectOptions};

const RESELLER: &str = "Acme Telecom";
const PASSWORD: &str = "correct horse battery staple";

fn filled() -> Answers {
    let mut answers: Answers = FILLED.iter().copied().collect();
    answers.set("password", PASSWORD);
    answers
}

fn posted(draft: DraftId, seen: i32, tab: &str, answers: Answers) -> Posted {
    Posted { flow: FLOW.id.to_owned(), draft, seen, tab: tab.to_owned(), step: "sheet".to_owned(), answers }
}

/// Ada reading German, with a draft to be.
struct Desk {
    stage: Stage,
    backend: Backend,
    scope: Scope,
    draft: DraftId,
}

impl Desk {
    async fn set(options: PgConnectOptions) -> Self {
        let stage = Stage::set(options).await;
        let backend = stage.backend.clone().in_development(backend::mail::Catcher::default());
        let person = stage.actor("ada@acme.example").await.person;
        let locale = Locale { language: Language::German, region: None };
        let ada = accounts::actor(&backend, person, locale).await.unwrap().unwrap();
        let draft = DraftId(backend.new_id());
        Self { stage, scope: ada.may(Action::CreateCustomers).unwrap(), backend, draft }
    }

    async fn save(&self, seen: i32, tab: &str, answers: Answers) -> SaveOutcome {
        drafts::save(&self.backend, &self.scope, posted(self.draft, seen, tab, answers), Then::Continue).await.unwrap()
    }

    async fn view(&self) -> DraftView {
        match drafts::load(&self.backend, &self.scope, self.draft, "sheet", RESELLER).await.unwrap() {
            Page::Here(view) => *view,
            Page::Elsewhere(path) => panic!("the page is at {path}"),
        }
    }
}

#[tokio::test]
async fn it_is_there_in_development_only() {
    let (_database, options) = test_database().await;
    let Desk { stage, scope, draft, .. } = Desk::set(options).await;
    let backend = &stage.backend;
    let begun = drafts::begin(backend, &scope, FLOW.id, RESELLER, Answers::new()).await;
    assert!(matches!(begun, Err(Error::NotFound)));
    let saved = drafts::save(backend, &scope, posted(draft, 0, "one.1", filled()), Then::Continue).await;
    assert!(matches!(saved, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_conflict_keeps_rows_whole_numbers_as_they_were_meant_and_no_secret() {
    let (_database, options) = test_database().await;
    let desk = Desk::set(options).await;
    let typed = |amount: &str, name: &str| {
        let mut answers = filled();
        answers.set("currency", "KWD");
        answers.set("amount", amount);
        answers.set("contacts.a.name", name);
        answers
    };
    let first = desk.save(0, "one.1", typed("1,5", "Ada")).await;
    assert!(matches!(first, SaveOutcome::Go(_)), "{first:?}");
    assert_eq!(desk.view().await.answers.raw("amount"), "1.5");

    // Another page, which had seen nothing of it. 1,234 dinars have three decimals, and in German the comma is their mark.
    let second = desk.save(0, "two.1", typed("1,234", "Grace")).await;
    assert!(matches!(second, SaveOutcome::Conflict(_)), "{second:?}");
    let conflict = drafts::conflict(&desk.backend, &desk.scope, desk.draft, "sheet", RESELLER).await.unwrap();
    let told: Vec<_> = conflict.differences.iter().map(|d| (d.key.as_str(), d.mine.as_str(), d.saved.as_str())).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[0], ("amount", "1,234\u{a0}KWD", "1,500\u{a0}KWD"));
    assert!(told[1].0 == "contacts" && told[1].1.contains("Grace") && told[1].2.contains("Ada"), "{told:?}");

    let choices = [("amount", "mine"), ("contacts", "mine")].into_iter().collect();
    drafts::settle(&desk.backend, &desk.scope, desk.draft, "sheet", conflict.draft.version, &choices).await.unwrap();
    let settled = desk.view().await;
    assert_eq!((settled.answers.raw("amount"), settled.answers.raw("contacts.a.name")), ("1.234", "Grace"));
    assert_eq!(settled.problems.get("password"), None, "it was given, and still is");
}

#[tokio::test]
async fn no_secret_lies_anywhere_in_the_open() {
    let (_database, options) = test_database().await;
    let desk = Desk::set(options).await;
    desk.save(0, "one.1", filled()).await;
    let mut other = filled();
    other.set("note", "another");
    desk.save(0, "two.1", other.clone()).await;
    let ada = desk.stage.actor("ada@acme.example").await;
    drafts::park(&desk.backend, &posted(desk.draft, 1, "three.1", other), ada.person, "").await.unwrap().unwrap();
    let rows = sqlx::query_scalar!(
        r#"select answers::text as "answers!" from drafts union all select answers::text from draft_conflicts
        union all select answers::text from parked_answers"#,
    )
    .fetch_all(&mut desk.stage.owner.connect().await.unwrap())
    .await
    .unwrap();
    assert_eq!(rows.len(), 3);
    assert!(rows.iter().all(|row| !row.contains("battery")), "{rows:?}");
}

#[tokio::test]
async fn a_common_password_is_told_as_such_and_not_kept() {
    let (_database, options) = test_database().await;
    let desk = Desk::set(options).await;
    let mut answers = filled();
    answers.set("password", "qwertyuiop");
    let outcome = desk.save(0, "one.1", answers).await;
    let SaveOutcome::Mend(problems, _) = outcome else { panic!("{outcome:?}") };
    assert_eq!(problems.get("password"), Some(Problem::TooCommon));
    // The page that comes back says the same.
    assert_eq!(desk.view().await.problems.get("password"), Some(Problem::TooCommon));
}
