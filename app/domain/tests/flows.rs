//! Every flow, and the two expected files that a product owner can read: what the flow asks, and who may do what.

use std::{collections::BTreeSet, fmt::Write};

use domain::{
    access::{Action, Role, can},
    flows::{
        FLOWS, network, vocabulary,
        white_label::{self, NewCustomer, Order, activation},
    },
    form::{Answers, FilledBy, Flow, Item, Lists, Problem, Reader, Widget, clean, describe},
    words::Language,
};
use proptest::prelude::*;

/// A valid set of answers.
fn kestrel() -> Answers {
    [
        ("administrator", "reseller"),
        ("company_name", "Kestrel Telecom Ltd"),
        ("given_name", "Cora"),
        ("family_name", "Kestrel"),
        ("email", "cora@kestrel.example"),
        ("phone", "+1 415 555 0132"),
        ("billing_country", "US"),
        ("billing_line1", "1 Main Street"),
        ("billing_city", "San Francisco"),
        ("billing_region", "CA"),
        ("billing_postal_code", "94105"),
        ("service_same", "yes"),
        ("plan", "01920000-0000-7000-8000-000000000001"),
    ]
    .into_iter()
    .collect()
}

#[test]
fn the_description_of_each_flow_is_the_expected_one() {
    for flow in FLOWS {
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(flow.id, describe(flow, Language::English));
        });
    }
}

#[test]
fn the_table_of_roles_is_the_expected_one() {
    let mut table = String::new();
    for action in Action::ALL {
        let _ = writeln!(table, "{action:?}");
        for role in Role::ALL {
            let _ = writeln!(table, "  {:<24}{}", role.code(), if can(role, action) { "yes" } else { "-" });
        }
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("access", table);
    });
}

#[test]
fn keys_and_slugs_are_unique_and_autocomplete_tokens_are_known() {
    let tokens = "organization organization-title given-name family-name email tel billing shipping address-line1 address-line2 \
                  address-level1 address-level2 address-level3 postal-code country url username new-password name section-company";
    let known: BTreeSet<_> = tokens.split_whitespace().collect();
    for flow in FLOWS {
        let mut slugs = BTreeSet::from(["check", "done", "discard", "conflict"]);
        let mut keys = BTreeSet::new();
        for step in flow.steps {
            assert!(slugs.insert(step.slug), "{}", step.slug);
            for question in step.questions() {
                assert!(keys.insert(question.key), "{}", question.key);
                for token in question.autocomplete.unwrap_or("").split_whitespace() {
                    assert!(known.contains(token), "{token}");
                }
            }
        }
    }
}

#[test]
fn the_sheet_of_reference_has_every_widget_and_its_samples_are_what_they_say() {
    let step = vocabulary::FLOW.steps[0];
    let read = |sample: &[(&str, &str)]| sample.iter().copied().collect::<Answers>();
    let mut filled = read(vocabulary::FILLED);
    filled.set("password", "correct horse battery staple");
    assert_eq!(step.check(&filled), domain::form::Problems::new());
    let faulty = step.check(&read(vocabulary::FAULTY));
    for item in step.items {
        let Item::Question(question) = item else { continue };
        // What is free text or a choice of right ones has nothing to be wrong with but being left out.
        let free = ["note", "registration_number", "place_country", "currency"].contains(&question.key);
        assert!(free || faulty.get(question.key).is_some(), "{} is right in the faulty sample", question.key);
    }
    for key in faulty.iter().map(|(key, _)| key) {
        let sentence = step.say(key, faulty.get(key).unwrap(), &read(vocabulary::FAULTY), Language::English);
        assert!(!sentence.contains('{') && sentence.len() > 10, "{key}: {sentence}");
    }
}

#[test]
fn the_right_answers_make_a_customer() {
    let customer = NewCustomer::read(&kestrel()).unwrap();
    assert_eq!(customer.company.as_str(), "Kestrel Telecom Ltd");
    assert_eq!(customer.plan.to_string(), kestrel().raw("plan"));
}

#[test]
fn another_service_address_is_asked_in_full() {
    let mut answers = kestrel();
    answers.set("service_same", "no");
    let problems = NewCustomer::read(&answers).unwrap_err();
    let keys: Vec<_> = problems.iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["service_city", "service_country", "service_line1"]);
}

#[test]
fn each_country_asks_for_the_parts_that_its_addresses_have() {
    let mut answers = kestrel();
    answers.set("billing_region", "");
    answers.set("billing_country", "JP");
    let problems = white_label::FLOW.check(&answers);
    assert_eq!(
        problems.iter().collect::<Vec<_>>(),
        [("billing_postal_code", Problem::Doubtful), ("billing_region", Problem::Missing)]
    );
    let step = white_label::FLOW.step("addresses").unwrap();
    let say = |key| step.say(key, problems.get(key).unwrap(), &answers, Language::English);
    assert_eq!(say("billing_region"), "Choose an answer: Prefecture");
    assert_eq!(
        say("billing_postal_code"),
        "Postal code does not look like 154-0023. Correct it, or confirm that it is meant like this"
    );

    answers.set("billing_region", "東京都");
    answers.set("billing_postal_code~anyway", "94105");
    assert!(NewCustomer::read(&answers).is_ok(), "it was confirmed, and Japan has no town beside the prefecture");
    answers.set("billing_postal_code", "94106");
    assert_eq!(
        NewCustomer::read(&answers).unwrap_err().get("billing_postal_code"),
        Some(Problem::Doubtful),
        "another one was not"
    );
}

#[test]
fn an_address_is_kept_as_its_country_writes_it() {
    let mut answers = kestrel();
    for (key, text) in
        [("billing_country", "GB"), ("billing_city", "London"), ("billing_region", "CA"), ("billing_postal_code", "sw1a 1aa")]
    {
        answers.set(key, text);
    }
    white_label::FLOW.drop_hidden(&mut answers);
    let section = white_label::RECORD.section("addresses").unwrap();
    let kept = white_label::RECORD.of_section(section, &answers);
    assert_eq!(kept.raw("billing_city"), "London");
    assert_eq!(kept.raw("billing_postal_code"), "SW1A 1AA");
    assert!(!kept.has("billing_region"), "a region is no part of an address there");
    assert!(!kept.has("company_name"), "another section keeps it");
}

/// S0.4, S0.12-S0.14.
#[test]
fn where_the_customer_finishes_only_what_they_are_reached_by_must_be_known() {
    let known = [
        ("administrator", "customer"),
        ("company_name", "Kestrel Telecom Ltd"),
        ("given_name", "Cora"),
        ("email", "Cora@Kestrel.example"),
        ("contact_language", "de"),
        ("plan", "01920000-0000-7000-8000-000000000001"),
    ];
    let answers: Answers = known.into_iter().collect();
    let Ok(Order::HandedOver(new)) = Order::read(&answers) else { panic!("{:?}", white_label::FLOW.check(&answers)) };
    assert_eq!((new.name.as_str(), new.email.as_str(), new.language), ("Cora", "cora@kestrel.example", Language::German));
    for key in known.map(|(key, _)| key) {
        let mut less = answers.clone();
        less.remove(key);
        assert!(white_label::FLOW.check(&less).get(key).is_some(), "{key} is needed at once");
    }
    // What is known must be right all the same.
    let mut wrong = answers.clone();
    wrong.set("phone", "12");
    assert!(white_label::FLOW.check(&wrong).get("phone").is_some());
    // And what was left open is asked of the customer, but for what is not theirs.
    let handed = activation::handed(&answers);
    assert!(!handed.has("company_name") && !handed.has("administrator") && !handed.has("contact_language"));
    let open = activation::FLOW.check(&handed);
    for key in ["phone", "billing_country", "billing_line1", "terms"] {
        assert_eq!(open.get(key), Some(Problem::Missing), "{key}");
    }
    assert_eq!(open.get("given_name"), None);
}

/// Whoever acts in the customer's place is asked everything that the customer is, but for what only they may say.
#[test]
fn nobody_answers_in_the_customers_place_what_only_they_may_say() {
    let asked = |flow: &'static Flow| -> Vec<_> { flow.steps.iter().flat_map(|step| step.questions()).collect() };
    let theirs: Vec<_> =
        asked(&activation::FLOW).into_iter().filter(|q| q.filled_by != FilledBy::Customer).map(|q| q.key).collect();
    assert_eq!(asked(&activation::FOR_STAFF).into_iter().map(|q| q.key).collect::<Vec<_>>(), theirs);
    assert!(theirs.len() < asked(&activation::FLOW).len());
}

/// S0.9-S0.14: with everything answered, there is a customer to activate.
#[test]
fn a_finished_sign_up_says_who_the_customer_is_and_what_they_agreed_to() {
    let mut answers = activation::handed(&kestrel());
    answers.set("terms", "3");
    let finished = activation::Finished::read(&answers).unwrap();
    assert_eq!((finished.terms, finished.plan.to_string().as_str()), (3, answers.raw("plan")));
}

#[test]
fn every_text_field_meets_bad_input_with_a_sentence_or_takes_it_as_it_is() {
    let long = "x".repeat(10_000);
    let questions =
        || FLOWS.iter().flat_map(|flow| flow.steps).flat_map(|step| step.questions().map(move |question| (step, question)));
    {
        for (step, question) in questions() {
            // Of a secret every byte counts, blanks too.
            let blanks = if question.secret.is_some() { 1 } else { 5 };
            for blank in ["", "   ", "\u{a0}", "\u{200b}\u{feff}", "\0"].into_iter().take(blanks) {
                let missing = question.check(blank, &Answers::new());
                let expected = if question.asked(&Answers::new()).presence == domain::form::Presence::Required {
                    Err(Problem::Missing)
                } else {
                    Ok(())
                };
                assert_eq!(missing, expected, "{} {blank:?}", question.key);
            }
            assert!(question.check(&long, &Answers::new()).is_err(), "{}", question.key);
            assert!(question.check("a\u{7}b", &Answers::new()).is_err(), "{}", question.key);
            assert!(question.check("a\u{202e}b", &Answers::new()).is_err(), "{}", question.key);
            for odd in
                ["Ωμέγα", "شركة الاتصالات", "中文公司", "👩\u{200d}🚀", "<b>&\"'", "'; drop table customers; --", "a\u{202e}b"]
            {
                if let Err(problem) = question.check(odd, &Answers::new()) {
                    let sentence = step.say(question.key, problem, &Answers::new(), Language::English);
                    assert!(!sentence.contains('{') && sentence.len() > 10, "{sentence}");
                } else {
                    assert_eq!(clean(odd), odd);
                }
            }
        }
    }
}

#[test]
fn names_of_people_and_companies_may_be_of_any_script() {
    for name in ["Ωμέγα", "شركة الاتصالات", "中文公司", "O’Brien & Sons <Ltd>", "👩\u{200d}🚀", &"é".repeat(128)]
    {
        for field in ["company_name", "given_name", "family_name", "billing_city"] {
            let (_, question) = white_label::FLOW.question(field).unwrap();
            assert_eq!(question.check(name, &Answers::new()), Ok(()), "{field} {name}");
        }
    }
}

proptest! {
    /// Whatever is typed, each question answers without a panic, and what it shows of a right answer is right again.
    #[test]
    fn whatever_is_typed_is_judged(text in ".{0,300}") {
        for question in FLOWS.iter().flat_map(|flow| flow.steps).flat_map(|step| step.questions()) {
            for language in Language::SPOKEN {
                let kept = question.taken(&text, language);
                prop_assert_eq!(question.taken(&question.in_control(&kept, language), language), kept, "{}", question.key);
            }
            // A number is shown with its unit, a day in words, a secret not at all.
            let plain = question.written.is_none() && question.secret.is_none() && !matches!(question.shape.widget, Widget::Date);
            if plain && question.check(&text, &Answers::new()).is_ok() {
                let shown = question.show(&text, &Answers::new(), Language::English);
                prop_assert_eq!(question.check(&shown, &Answers::new()), Ok(()));
                prop_assert_eq!(question.show(&shown, &Answers::new(), Language::English), shown.clone());
            }
        }
    }
}

/// What a record shows, and to whom: S1.5, S1.8.
#[test]
fn a_record_is_shown_and_changed_as_its_questions_say() {
    let answers: Answers = [
        ("company_name", "Osprey Networks"),
        ("company_country", "NO"),
        ("company_line1", "1 Kirkegata"),
        ("company_postal_code", "0153"),
        ("company_city", "Oslo"),
        ("technical_email", "noc@osprey.example"),
        ("billing_account", "01920000-0000-7000-8000-000000000001"),
    ]
    .into_iter()
    .collect();
    let cards = |reader| network::RECORD.cards(&answers, &Lists::default(), reader, Language::English);
    let titles = |reader| -> Vec<_> {
        cards(reader).into_iter().map(|card| (card.title.text(Language::English), card.edit, card.rows.len())).collect()
    };
    let shown =
        [("Business", Some("company"), 1), ("Physical address", Some("company"), 4), ("Technical contact", Some("company"), 1)];
    assert_eq!(titles(Reader::Staff), shown);
    assert_eq!(titles(Reader::Customer), shown);
    // A white-label customer's people correct how they are reached, not what they are called.
    let contact = white_label::RECORD.section("contact").unwrap();
    let asks = |reader, key| contact.form(reader).unwrap().question(key).is_some();
    assert!(asks(Reader::Staff, "company_name") && !asks(Reader::Customer, "company_name"));
    assert!(asks(Reader::Staff, "email") && asks(Reader::Customer, "email"));
    assert!(!asks(Reader::Staff, "contact_language"));
    for fixed in ["administrator", "plan", "terms"] {
        assert!(white_label::RECORD.section(fixed).unwrap().form(Reader::Staff).is_none(), "{fixed}");
    }
    // Each question of a flow is kept by exactly one section of its record.
    for flow in FLOWS.iter().filter(|flow| flow.record.is_some()) {
        let record = flow.record.unwrap();
        for question in flow.steps.iter().flat_map(|step| step.questions()) {
            let answers: Answers = [(question.key, "x")].into_iter().collect();
            let kept = record.sections.iter().filter(|section| record.of_section(section, &answers).has(question.key)).count();
            assert_eq!(kept, 1, "{}: {}", flow.id, question.key);
            for reader in [Reader::Staff, Reader::Customer] {
                let forms = record.sections.iter().filter_map(|section| section.form(reader));
                let asked = forms.filter(|form| form.question(question.key).is_some()).count();
                assert!(asked <= 1, "{}: {} is changed by {asked} forms", flow.id, question.key);
            }
        }
    }
}
