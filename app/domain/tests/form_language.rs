//! What the form language can say, each ability with a test. The flow here is made for the tests: it uses every ability at once.

use domain::{
    form::{
        Answer, Answers, Choice, Choices, Done, Field, Flow, Item, Journey, Lists, Makes, Problem, Problems, Progress, Rows,
        Secret, Shape, Side, Step, When, Widget, describe, review,
    },
    vocabulary::{CompanyName, Country, Email, Line, Paragraphs, PersonName, YesNo},
    words::{Language, Word},
};

#[derive(Debug, PartialEq)]
struct Platform(&'static str);

impl Answer for Platform {
    const SHAPE: Shape = Shape::choice(Widget::Radios(Choices::Fixed(&[
        Choice { value: "gateway", label: Word::Yes, help: None, needs: None },
        Choice { value: "sync", label: Word::No, help: None, needs: None },
    ])));

    fn parse(raw: &str) -> Result<Self, Problem> {
        ["gateway", "sync"].into_iter().find(|known| *known == raw).map(Self).ok_or(Problem::NotAChoice)
    }

    fn show(&self) -> String {
        self.0.to_owned()
    }
}

struct TestPassword;

impl Answer for TestPassword {
    const SHAPE: Shape = Shape::line(256).widget(Widget::Password);
    const SECRET: Option<Secret> = Some(Secret::Hashed);

    fn parse(raw: &str) -> Result<Self, Problem> {
        if raw.chars().count() < 8 { Err(Problem::TooShort(8)) } else { Ok(Self) }
    }

    fn show(&self) -> String {
        String::new()
    }
}

const SYNC_ONLY: When = When::Is(&PLATFORM.question, "sync");
const HAS_ALIAS: When = When::Is(&ALIASED.question, "yes");

static PLATFORM: Field<Platform> = Field::new("platform", Word::Plan);
static NAME: Field<CompanyName> = Field::new("name", Word::CompanyName);
static ALIASED: Field<YesNo> = Field::new("aliased", Word::ServiceSame).default("no");
static ALIAS: Field<Line<20>> = Field::new("alias", Word::JobTitle).when(HAS_ALIAS);
static SECRET: Field<TestPassword> = Field::new("secret", Word::Password);
static PBX_NAME: Field<Line<20>> = Field::new("pbx_name", Word::City);
static CONNECT_NAME: Field<Line<20>> = Field::new("connect_name", Word::Country);
static SYNC_NAME: Field<Line<20>> = Field::new("sync_name", Word::Region);
static CONTACT_NAME: Field<PersonName> = Field::new("name", Word::GivenName);
static CONTACT_EMAIL: Field<Email> = Field::new("email", Word::Email);
static CONTACTS: Rows = Rows {
    key: "contacts",
    label: Word::Customers,
    one: Word::SummaryContact,
    add: Word::SummaryContact,
    least: 1,
    most: 3,
    questions: &[&CONTACT_NAME.question, &CONTACT_EMAIL.question],
};

fn alias_differs_from_name(answers: &Answers, problems: &mut Problems) {
    if HAS_ALIAS.holds(answers) && answers.raw("alias") == answers.raw("name") {
        problems.add("alias", Problem::Together(Word::ProblemTaken));
    }
}

static CUSTOMER: Step = Step::new(
    "customer",
    Word::ContactTitle,
    &[
        Item::Question(&PLATFORM.question),
        Item::Question(&NAME.question),
        Item::Question(&ALIASED.question),
        Item::Question(&ALIAS.question),
        Item::Question(&SECRET.question),
    ],
)
.together(alias_differs_from_name);
static PEOPLE: Step = Step::new("people", Word::Customers, &[Item::Rows(&CONTACTS)]);
static PBX: Step = Step::new("pbx", Word::City, &[Item::Question(&PBX_NAME.question)]).when(When::Not(&SYNC_ONLY));
static CONNECT: Step = Step::new("connect", Word::Plan, &[Item::Question(&CONNECT_NAME.question)]).when(When::Not(&SYNC_ONLY));
static SYNC: Step = Step::new("sync", Word::Region, &[Item::Question(&SYNC_NAME.question)]).when(SYNC_ONLY);
static FLOW: Flow = Flow {
    id: "test",
    version: 1,
    title: Word::Customers,
    makes: Makes::Nothing,
    offer: "test",
    path: "/test",
    submit: Word::CreateCustomer,
    done: &[Done { when: When::Always, title: Word::DoneTitle, intro: Word::DoneIntro }],
    subject: Some(&NAME.question),
    invites: None,
    paid_by_customer: When::NEVER,
    side: Side::Reseller,
    record: None,
    steps: &[&CUSTOMER, &PEOPLE, &PBX, &CONNECT, &SYNC],
};

fn seal(_: Secret, secret: &str) -> Option<String> {
    (!secret.is_empty()).then(|| format!("hash of {} characters", secret.chars().count()))
}

fn answers(pairs: &[(&str, &str)]) -> Answers {
    pairs.iter().copied().collect()
}

fn complete() -> Answers {
    let mut kept = Answers::new();
    let customer = answers(&[("platform", "gateway"), ("name", "Kestrel"), ("aliased", "no"), ("secret", "correct horse")]);
    CUSTOMER.keep(&customer, &mut kept, &seal);
    PEOPLE.keep(&answers(&[("contacts", "a"), ("contacts.a.name", "Ada"), ("contacts.a.email", "ada@b.co")]), &mut kept, &seal);
    PBX.keep(&answers(&[("pbx_name", "Main")]), &mut kept, &seal);
    CONNECT.keep(&answers(&[("connect_name", "Wire")]), &mut kept, &seal);
    kept
}

#[test]
fn a_conditional_field_is_asked_only_after_the_answer_that_leads_to_it() {
    let without = CUSTOMER.check(&answers(&[("aliased", "no")]));
    assert_eq!(without.get("alias"), None);
    let with = CUSTOMER.check(&answers(&[("aliased", "yes")]));
    assert_eq!(with.get("alias"), Some(Problem::Missing));
}

#[test]
fn an_answer_is_dropped_when_its_field_is_hidden() {
    let mut kept = Answers::new();
    CUSTOMER.keep(&answers(&[("aliased", "yes"), ("alias", "Kes")]), &mut kept, &seal);
    assert_eq!(kept.raw("alias"), "Kes");
    CUSTOMER.keep(&answers(&[("aliased", "no"), ("alias", "Kes")]), &mut kept, &seal);
    assert!(!kept.has("alias"), "the page still posts it, but it is no longer asked");
}

#[test]
fn a_step_replaces_others_by_an_earlier_answer_and_their_answers_go() {
    let slugs = |a: &Answers| Journey::new(&FLOW, a).steps().iter().map(|s| s.slug).collect::<Vec<_>>();
    let mut kept = complete();
    assert_eq!(slugs(&kept), ["customer", "people", "pbx", "connect"]);
    kept.set("platform", "sync");
    assert_eq!(slugs(&kept), ["customer", "people", "sync"]);
    FLOW.drop_hidden(&mut kept);
    assert!(!kept.has("pbx_name"));
}

#[test]
fn the_next_step_is_computed_from_the_answers() {
    let mut kept = complete();
    let next = |a: &Answers| Journey::new(&FLOW, a).next().map(|s| s.slug);
    assert_eq!(next(&Answers::new()), Some("customer"));
    assert_eq!(next(&kept), None, "all is answered: the check page comes");
    kept.set("platform", "sync");
    assert_eq!(next(&kept), Some("sync"), "a changed answer raises new questions");
    kept.set("name", "");
    assert_eq!(next(&kept), Some("customer"), "what is open comes first");
    assert!(!Journey::new(&FLOW, &kept).may_visit("sync"));
    assert!(!Journey::new(&FLOW, &kept).may_visit("pbx"), "a step outside the journey cannot be opened");
    let progress: Vec<_> = Journey::new(&FLOW, &kept).progress("customer").into_iter().map(|(_, p)| p).collect();
    assert_eq!(progress, [Progress::Current, Progress::Done, Progress::Later]);
}

#[test]
fn rows_are_added_removed_and_moved_and_keep_their_identity() {
    let mut kept = Answers::new();
    for (row, name) in [("a", "Ada"), ("b", "Bo"), ("c", "Cora")] {
        CONTACTS.add(&mut kept, row);
        kept.set(format!("contacts.{row}.name"), name);
    }
    CONTACTS.move_up(&mut kept, "c");
    assert_eq!(CONTACTS.ids(&kept), ["a", "c", "b"]);
    CONTACTS.remove(&mut kept, "a");
    assert_eq!(CONTACTS.ids(&kept), ["c", "b"]);
    assert_eq!(kept.raw("contacts.b.name"), "Bo", "Bo stays Bo wherever the row stands");
    assert!(!kept.has("contacts.a.name"));
    CONTACTS.move_up(&mut kept, "c");
    assert_eq!(CONTACTS.ids(&kept), ["c", "b"], "the first cannot go higher");
}

#[test]
fn a_new_row_has_defaults_and_presets_and_counts_once_something_else_is_answered() {
    static SPEAKS: Field<YesNo> = Field::new("speaks", Word::ServiceSame).default("no");
    static COUNTRY: Field<Country> = Field::new("country", Word::Country);
    static AGENTS: Rows =
        Rows { key: "agents", questions: &[&CONTACT_NAME.question, &SPEAKS.question, &COUNTRY.question], ..CONTACTS };
    static STEP: Step = Step::new("agents", Word::Customers, &[Item::Rows(&AGENTS)]);
    let mut kept = Answers::new();
    for cell in AGENTS.new_cells().filter(|cell| cell.question.shape.preset) {
        kept.set(&*cell.key, "NO");
    }
    assert!(AGENTS.ids(&kept).is_empty(), "presets are no row");
    AGENTS.add(&mut kept, "a");
    assert_eq!((kept.raw("agents.a.speaks"), kept.raw("agents.a.country")), ("no", "NO"));
    assert_eq!(STEP.check(&kept).get("agents"), Some(Problem::TooFewRows(1)), "nobody answered anything");
    kept.set("agents.a.name", "Ada");
    assert!(STEP.check(&kept).is_empty());
    AGENTS.add(&mut kept, "b");
    AGENTS.drop_unanswered(&mut kept);
    assert_eq!(AGENTS.ids(&kept), ["a"], "what is not judged is not stored");
    assert!(!kept.has("agents.b.country"));
}

#[test]
fn several_lines_are_kept_alike_however_a_browser_ends_them() {
    static NOTES: Field<Paragraphs<100>> = Field::new("notes", Word::NoticeBody);
    static STEP: Step = Step::new("notes", Word::Customers, &[Item::Question(&NOTES.question)]);
    let kept = ["One\r\n\r\nTwo", "One\n\nTwo"].map(|typed| {
        let mut kept = Answers::new();
        STEP.keep(&answers(&[("notes", typed)]), &mut kept, &seal);
        kept
    });
    assert_eq!(kept[0], kept[1]);
    assert_eq!(kept[0].raw("notes"), "One\n\nTwo");
}

#[test]
fn a_problem_of_a_row_lands_on_its_own_field() {
    let posted = answers(&[
        ("contacts", "a,b"),
        ("contacts.a.name", "Ada"),
        ("contacts.a.email", "ada@b.co"),
        ("contacts.b.name", "Bo"),
        ("contacts.b.email", "not an address"),
    ]);
    let problems = PEOPLE.check(&posted);
    assert_eq!(problems.iter().collect::<Vec<_>>(), [("contacts.b.email", Problem::Malformed)]);
    let sentence = PEOPLE.say("contacts.b.email", Problem::Malformed, &Answers::new(), Language::English);
    assert_eq!(sentence, "Write the e-mail address in the correct format, like name@example.com");
    assert_eq!(PEOPLE.check(&Answers::new()).get("contacts"), Some(Problem::TooFewRows(1)));
}

#[test]
fn rows_that_are_made_up_or_repeated_are_no_rows() {
    let posted = answers(&[("contacts", "a,a,../x,,b c,<b>"), ("contacts.../x.name", "Eve")]);
    assert_eq!(CONTACTS.ids(&posted), ["a"]);
    let mut kept = Answers::new();
    PEOPLE.keep(&posted, &mut kept, &seal);
    assert_eq!(kept, answers(&[("contacts", "a")]));
}

#[test]
fn a_rule_across_fields_lands_on_the_field_to_mend() {
    let problems = CUSTOMER.check(&answers(&[("name", "Kestrel"), ("aliased", "yes"), ("alias", "Kestrel")]));
    assert_eq!(problems.get("alias"), Some(Problem::Together(Word::ProblemTaken)));
}

#[test]
fn a_rule_that_only_the_server_knows_lands_on_its_field_and_step() {
    let mut problems = FLOW.check(&complete());
    assert!(!problems.iter().any(|(key, _)| key == "name"));
    problems.add("name", Problem::Taken);
    problems.add("pbx_name", Problem::Exhausted { left: 3 });
    assert_eq!(FLOW.first_with(&problems).unwrap().slug, "customer");
    assert_eq!(Flow::of_step(&PBX, &problems).iter().collect::<Vec<_>>(), [("pbx_name", Problem::Exhausted { left: 3 })]);
    assert_eq!(
        CUSTOMER.say("name", Problem::Taken, &Answers::new(), Language::English),
        "Company name is in use by another customer of yours. Enter a different one"
    );
}

#[test]
fn a_secret_is_kept_sealed_never_echoed_and_survives_an_empty_post() {
    let mut kept = complete();
    assert!(kept.iter().all(|(_, text)| !text.contains("correct horse")));
    assert!(CUSTOMER.check(&kept).is_empty(), "a sealed secret counts as answered");
    assert_eq!(FLOW.echo(&kept).raw("secret"), "\u{1}", "only that it was given");
    CUSTOMER.keep(
        &answers(&[("platform", "gateway"), ("name", "Kestrel"), ("aliased", "no"), ("secret", "")]),
        &mut kept,
        &seal,
    );
    assert!(CUSTOMER.check(&kept).is_empty());
    let shown = review(&FLOW, &kept, &Lists::default(), Language::English);
    let row = shown[0].rows.iter().find(|row| row.key == "secret").unwrap();
    assert_eq!(row.value.as_deref(), Some("Set"));
    let mut refused = Answers::new();
    CUSTOMER.keep(&answers(&[("secret", "short")]), &mut refused, &seal);
    assert!(
        refused.iter().all(|(_, text)| text != "short"),
        "a secret that breaks its rule does not lie in the draft in the open"
    );
    assert_eq!(CUSTOMER.check(&refused).get("secret"), Some(Problem::TooShort(8)), "but what is wrong with it is known");
    let forged = answers(&[("secret", "\u{1}short")]);
    CUSTOMER.keep(&forged, &mut refused, &seal);
    assert_eq!(CUSTOMER.check(&refused).get("secret"), Some(Problem::ControlCharacter), "nobody can post a seal of their own");
}

#[test]
fn steps_can_be_sections_of_one_page() {
    // S4 shows its steps on one page: one post holds all answers, each step takes its own, and one call judges them all.
    let posted = answers(&[("platform", "sync"), ("name", ""), ("aliased", "no"), ("sync_name", "x"), ("stranger", "x")]);
    let mut kept = Answers::new();
    for step in FLOW.steps {
        step.keep(&posted, &mut kept, &seal);
    }
    let problems = FLOW.check(&kept);
    let keys: Vec<_> = problems.iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["contacts", "name", "secret"]);
    assert!(!kept.has("stranger"), "what no field asks is ignored");
}

#[test]
fn a_stored_record_is_edited_with_the_declarations_that_made_it() {
    let record = complete();
    let mut edited = record.clone();
    let page = CUSTOMER.echo(&record);
    let posted: Answers = page.iter().map(|(key, text)| (key, if key == "name" { "Kestrel Holding" } else { text })).collect();
    CUSTOMER.keep(&posted, &mut edited, &seal);
    assert!(FLOW.check(&edited).is_empty());
    assert_eq!(edited.raw("name"), "Kestrel Holding");
    assert_eq!(edited.raw("secret"), record.raw("secret"), "an untouched secret stays");
    let changed = edited.iter().filter(|(key, text)| record.raw(key) != *text).count();
    assert_eq!(changed, 1);
}

#[test]
fn the_description_and_the_schema_say_what_the_declarations_say() {
    let text = describe(&FLOW, Language::English);
    assert!(text.contains("contacts") || text.contains("Customers (1 to 3 rows of)"), "{text}");
    assert!(text.contains("secret, kept as a hash"), "{text}");
    assert!(text.contains("alias; at most 20 characters; asked if aliased is yes"), "{text}");
    assert!(text.contains("(if platform is not sync)"), "{text}");
    #[cfg(feature = "data")]
    {
        let schema = domain::form::schema(&FLOW, Language::English);
        assert_eq!(schema["properties"]["contacts"]["maxItems"], 3);
        assert_eq!(schema["properties"]["secret"]["writeOnly"], true);
        let required = schema["required"].as_array().unwrap();
        assert!(required.iter().any(|key| key == "name"));
        assert!(!required.iter().any(|key| key == "alias"), "a conditional answer is not always required");

        // A validator that knows nothing of flows follows the branches.
        let valid = |changes: &[(&str, Option<&str>)]| {
            let row = serde_json::json!({ "name": "Ada", "email": "ada@example.com" });
            let mut whole = serde_json::json!({
                "platform": "gateway", "name": "Kestrel", "aliased": "no", "secret": "nine green owls", "contacts": [row],
                "pbx_name": "North", "connect_name": "East"
            });
            for (key, value) in changes {
                match value {
                    Some(value) => whole[key] = serde_json::json!(value),
                    None => drop(whole.as_object_mut().unwrap().remove(*key)),
                }
            }
            jsonschema::validate(&schema, &whole).map_err(|error| error.to_string())
        };
        assert_eq!(valid(&[]), Ok(()));
        assert!(valid(&[("aliased", Some("yes"))]).is_err(), "the alias is missing");
        assert_eq!(valid(&[("aliased", Some("yes")), ("alias", Some("Kes"))]), Ok(()));
        assert!(valid(&[("alias", Some("Kes"))]).is_err(), "nobody asked for it");
        assert!(valid(&[("pbx_name", None)]).is_err());
        let sync = [("platform", Some("sync")), ("sync_name", Some("West")), ("pbx_name", None), ("connect_name", None)];
        assert_eq!(valid(&sync), Ok(()), "another step, and none of those that it replaces");
        assert!(valid(&sync[..2]).is_err());
    }
}

static MANY: Rows = Rows {
    key: "people",
    label: Word::Customers,
    one: Word::SummaryContact,
    add: Word::SummaryContact,
    least: 0,
    most: 500,
    questions: &[&CONTACT_NAME.question, &CONTACT_EMAIL.question],
};
static CROWD: Step = Step::new("crowd", Word::Customers, &[Item::Rows(&MANY)]);

/// S2.20: any number of contacts. None is cut off without a word.
#[test]
fn every_row_is_judged_and_kept_however_many_there_are() {
    let row = |n: usize| {
        let email = if n == 500 { "nobody" } else { "ada@b.co" };
        [(format!("people.r{n}.name"), format!("Ada {n}")), (format!("people.r{n}.email"), email.to_owned())]
    };
    let ids = |most: usize| (1..=most).map(|n| format!("r{n}")).collect::<Vec<_>>().join(",");
    let mut posted: Answers = (1..=501).flat_map(row).collect();
    posted.set("people", ids(500));
    let mut kept = Answers::new();
    CROWD.keep(&posted, &mut kept, &seal);
    assert_eq!(MANY.ids(&kept).len(), 500);
    assert_eq!(CROWD.check(&kept).iter().map(|(key, _)| key).collect::<Vec<_>>(), ["people.r500.email"]);
    posted.set("people", ids(501));
    CROWD.keep(&posted, &mut kept, &seal);
    assert_eq!(CROWD.check(&kept).get("people"), Some(Problem::TooManyRows(500)));
    // A row comes once, and what is no id is none.
    posted.set("people", "r1,r2,r1,,../r3,r2");
    assert_eq!(MANY.ids(&posted), ["r1", "r2"]);
}

/// A row sees its own answers first, and those around it; changing a copy changes no other.
#[test]
fn a_rows_view_and_a_copy_leave_the_answers_as_they_were() {
    let all = answers(&[("people", "a"), ("people.a.name", "Ada"), ("name", "Kestrel"), ("platform", "sync")]);
    let row = MANY.row(&all, "a");
    assert_eq!((row.raw("name"), row.raw("platform"), row.raw("people.a.name")), ("Ada", "sync", "Ada"));
    assert_eq!(all.raw("name"), "Kestrel");
    let mut changed = row.clone();
    changed.set("name", "Bo");
    assert!(changed.remove("platform").is_some());
    assert_eq!((changed.raw("name"), row.raw("name"), row.raw("platform")), ("Bo", "Ada", "sync"));
    assert_ne!(changed, row);
}
