//! Mail over a real SMTP server: queued with its cause, sent once, tried again, given up; and the links in it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use backend::{
    Backend,
    accounts::{self, Accepted, Attempt, ByLink},
    jobs::{Queue, Worker},
    links::{self, Token},
    mail::{Catcher, Caught, Mailer},
    testing::{Stage, test_database},
    users,
};
use domain::{
    access::Action,
    form::Answers,
    links::LinkState,
    users::MailState,
    words::{Language, Locale},
};
use sqlx::{ConnectOptions, Executor, Row, postgres::PgConnectOptions};

struct Post {
    stage: Stage,
    caught: Catcher,
    mailer: Mailer,
}

impl Post {
    async fn set(options: PgConnectOptions) -> Self {
        let stage = Stage::set(options).await;
        let (caught, relay) = Catcher::listen().await.unwrap();
        let mailer = Mailer::new(&relay, "no-reply@portal.example", "https://portal.example").unwrap();
        Self { stage, caught, mailer }
    }

    fn backend(&self) -> &Backend {
        &self.stage.backend
    }

    async fn deliver(&self) {
        self.through(&self.mailer).await;
    }

    /// Sends what is due through a relay; says how many mails were taken in hand.
    async fn through(&self, mailer: &Mailer) -> usize {
        Worker::new(self.backend().clone()).mailing(mailer.clone()).run_due(Queue::Mail).await.unwrap()
    }

    /// The mails that an address got, the newest first.
    async fn to(&self, address: &str) -> Vec<Caught> {
        self.deliver().await;
        self.caught.all().into_iter().filter(|mail| mail.to == address).collect()
    }

    /// The token of the newest mail to an address.
    async fn token(&self, address: &str) -> Token {
        let mail = self.to(address).await.swap_remove(0);
        let link = mail.text.split("https://portal.example/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
        Token::read(link.split(['/', '?']).nth(1).unwrap()).unwrap()
    }

    async fn ask(&self, address: &str) {
        let answers: Answers = [("email", address)].into_iter().collect();
        let asked = accounts::ask_reset(self.backend(), &answers, Language::English, "192.0.2.1").await.unwrap();
        assert_eq!(asked, Ok(None));
    }

    async fn reset(&self, token: &Token, password: &str) -> ByLink {
        let answers: Answers = [("new_password", password)].into_iter().collect();
        let link = links::look(self.backend(), token).await.unwrap().unwrap();
        accounts::reset_password(self.backend(), token, &link, &answers, Language::English, "192.0.2.1").await.unwrap()
    }

    async fn state(&self, token: &Token) -> Option<LinkState> {
        links::look(self.backend(), token).await.unwrap().map(|link| link.state)
    }

    async fn invite(&self, emails: &str) -> Vec<String> {
        let ada = self.stage.actor("ada@acme.example").await.may(Action::ManageUsers).unwrap();
        let answers: Answers = [("user_emails", emails), ("role", "support"), ("mail_language", "en")].into_iter().collect();
        users::invite(self.backend(), &ada, None, &answers).await.unwrap().unwrap()
    }

    async fn join(&self, token: &Token, name: &str) -> Accepted {
        let answers: Answers = [("own_name", name), ("new_password", "nine green owls fly")].into_iter().collect();
        accounts::accept(self.backend(), token, None, &answers, "192.0.2.9").await.unwrap()
    }

    async fn sign_in(&self, email: &str, password: &str) -> Attempt {
        accounts::sign_in(self.backend(), email, password.to_owned(), "192.0.2.1").await.unwrap()
    }
}

/// ASVS 6.4.1, 6.5.2, 11.5.1.
#[tokio::test]
async fn a_forgotten_password_is_chosen_anew_by_a_link_that_works_once() {
    let (_database, options) = test_database().await;
    let post = Post::set(options).await;
    post.ask("ADA@acme.example").await;
    let mail = post.to("ada@acme.example").await.swap_remove(0);
    assert_eq!(mail.subject, "Choose a new password");
    assert_eq!(mail.from, ("Acme Telecom".to_owned(), "no-reply@portal.example".to_owned()), "in the reseller's name");
    assert!(mail.text.contains("Hello Ada Acme,") && mail.html.contains("Hello Ada Acme,"));
    let token = post.token("ada@acme.example").await;
    // Looking at it, as scanners do, changes nothing.
    for _ in 0..3 {
        assert_eq!(post.state(&token).await, Some(LinkState::Good));
    }
    assert!(matches!(post.reset(&token, "short").await, ByLink::Mend(_)));
    assert_eq!(post.reset(&token, "nine green owls fly").await, ByLink::Done);
    assert_eq!(post.state(&token).await, Some(LinkState::Used));
    assert_eq!(post.reset(&token, "ten green owls fly").await, ByLink::Gone);
    assert!(matches!(post.sign_in("ada@acme.example", "nine green owls fly").await, Attempt::In(_)));
    assert_eq!(post.sign_in("ada@acme.example", backend::demo::PASSWORD).await, Attempt::Refused);
    assert_eq!(post.to("ada@acme.example").await[0].subject, "Your password was changed", "ASVS 6.3.7");
}

#[tokio::test]
async fn asking_for_a_link_tells_nobody_whether_an_address_is_known() {
    let (_database, options) = test_database().await;
    let post = Post::set(options).await;
    post.ask("nobody@acme.example").await;
    post.ask("ada@acme.example").await;
    assert_eq!(post.stage.count("mails where state = 'queued'").await, 2, "ASVS 6.3.8: the same is done for both");
    assert!(post.to("nobody@acme.example").await.is_empty());
    assert_eq!(post.to("ada@acme.example").await.len(), 1);
    assert_eq!(post.stage.count("mails where state = 'dropped'").await, 1);
}

#[tokio::test]
async fn links_end_after_an_hour_and_with_a_newer_one_and_are_for_their_purpose() {
    let (_database, options) = test_database().await;
    let post = Post::set(options).await;
    post.ask("ada@acme.example").await;
    let first = post.token("ada@acme.example").await;
    post.stage.wait(60);
    post.ask("ada@acme.example").await;
    let second = post.token("ada@acme.example").await;
    assert_eq!(post.state(&first).await, Some(LinkState::Superseded));
    assert_eq!(post.reset(&first, "nine green owls fly").await, ByLink::Gone);
    // ASVS 6.6.2: a link for a password accepts no invitation.
    assert_eq!(post.join(&second, "Somebody").await, Accepted::Gone);
    post.stage.wait(3_600);
    assert_eq!(post.state(&second).await, Some(LinkState::Expired));
    assert_eq!(post.reset(&second, "nine green owls fly").await, ByLink::Gone);
    let forged = Token::read("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").unwrap();
    assert_eq!(post.state(&forged).await, None);
    // Of tokens only hashes are there.
    assert_eq!(post.stage.count("link_tokens where octet_length(hash) = 32").await, 2);
}

#[tokio::test]
async fn too_many_links_are_not_asked_for() {
    let (_database, options) = test_database().await;
    let post = Post::set(options).await;
    let answers: Answers = [("email", "ada@acme.example")].into_iter().collect();
    let mut waits = Vec::new();
    for _ in 0..4 {
        let asked = accounts::ask_reset(post.backend(), &answers, Language::English, "192.0.2.1").await.unwrap().unwrap();
        waits.push(asked.map(time::Duration::whole_minutes));
    }
    assert_eq!(waits, [None, None, None, Some(20)]);
    post.stage.wait(20 * 60);
    post.ask("ada@acme.example").await;
}

#[tokio::test]
async fn invitations_are_sent_to_many_and_accepted_once_each() {
    let (_database, options) = test_database().await;
    let post = Post::set(options).await;
    assert_eq!(post.invite("Uma <uma@acme.example>, ken@acme.example").await, ["uma@acme.example", "ken@acme.example"]);
    let token = post.token("uma@acme.example").await;
    let mail = post.to("uma@acme.example").await.swap_remove(0);
    assert_eq!(mail.subject, "Ada Acme invites you to Acme Telecom");
    assert!(mail.text.contains("in the role “Support”"), "{}", mail.text);
    let link = links::look(post.backend(), &token).await.unwrap().unwrap();
    assert_eq!((link.state, link.by.as_deref(), link.person), (LinkState::Good, Some("Ada Acme"), None));
    // Two people redeem one link at once: exactly one of them wins (ASVS 15.4.2).
    let (one, other) = tokio::join!(post.join(&token, "Uma Young"), post.join(&token, "Somebody Else"));
    let won = [&one, &other].into_iter().filter(|outcome| matches!(outcome, Accepted::As(_))).count();
    assert_eq!(won, 1, "{one:?} {other:?}");
    assert_eq!(post.stage.count("people where email = 'uma@acme.example'").await, 1);
    assert_eq!(post.state(&token).await, Some(LinkState::Used));
    let uma = post.stage.actor("uma@acme.example").await;
    assert_eq!(uma.role, domain::access::Role::Support);
    assert!(matches!(post.sign_in("uma@acme.example", "nine green owls fly").await, Attempt::In(_)));
}

#[tokio::test]
async fn an_invited_address_that_signs_in_already_is_accepted_by_its_person_alone() {
    let (_database, options) = test_database().await;
    let post = Post::set(options).await;
    post.invite("bo@borealis.example").await;
    let token = post.token("bo@borealis.example").await;
    assert_eq!(post.join(&token, "An Impostor").await, Accepted::Somebody);
    let accept = async |who: &str| {
        let actor = post.stage.actor(who).await;
        accounts::accept(post.backend(), &token, Some(actor.person), &Answers::new(), "192.0.2.9").await.unwrap()
    };
    assert_eq!(accept("max@acme.example").await, Accepted::Somebody);
    assert!(matches!(accept("bo@borealis.example").await, Accepted::As(_)));
    let bo = post.stage.actor("bo@borealis.example").await;
    assert!(bo.several, "one person, two resellers");
    assert_eq!(bo.place.unwrap().name, "Borealis Networks");
}

#[tokio::test]
async fn an_invitation_is_sent_again_taken_back_and_ends_after_a_week() {
    let (_database, options) = test_database().await;
    let post = Post::set(options).await;
    post.invite("uma@acme.example").await;
    let first = post.token("uma@acme.example").await;
    let ada = post.stage.actor("ada@acme.example").await.may(Action::ManageUsers).unwrap();
    let list = async || users::invitations(post.backend(), &ada, None).await.unwrap();
    let pending = list().await;
    assert_eq!((pending.len(), pending[0].email.as_str(), &pending[0].mail), (1, "uma@acme.example", &MailState::Sent));
    let again = users::resend(post.backend(), &ada, None, pending[0].id).await.unwrap();
    assert_eq!(again, users::Resent::Sent("uma@acme.example".to_owned()));
    assert_eq!(list().await[0].mail, MailState::Queued(None));
    let second = post.token("uma@acme.example").await;
    assert_eq!(post.state(&first).await, Some(LinkState::Superseded));
    assert_eq!(post.join(&first, "Uma").await, Accepted::Gone);
    // The one that made room is pending no more: a second press of the button does nothing.
    assert_eq!(users::resend(post.backend(), &ada, None, pending[0].id).await.unwrap(), users::Resent::Settled);
    // Another tenant's is not there.
    let bo = post.stage.actor("bo@borealis.example").await.may(Action::ManageUsers).unwrap();
    let theirs = users::revoke(post.backend(), &bo, None, list().await[0].id).await;
    assert!(matches!(theirs, Err(backend::Error::NotFound)));

    post.stage.wait(7 * 24 * 3_600);
    assert_eq!(post.state(&second).await, Some(LinkState::Expired));
    assert!(list().await[0].expired);
    users::resend(post.backend(), &ada, None, list().await[0].id).await.unwrap();
    let third = post.token("uma@acme.example").await;
    assert_eq!(post.state(&third).await, Some(LinkState::Good));
    users::revoke(post.backend(), &ada, None, list().await[0].id).await.unwrap();
    assert_eq!(post.state(&third).await, Some(LinkState::Revoked));
    assert_eq!(post.join(&third, "Uma").await, Accepted::Gone);
    assert!(list().await.is_empty());
}

#[tokio::test]
async fn a_mail_that_was_queued_for_an_invitation_taken_back_is_never_sent() {
    let (_database, options) = test_database().await;
    let post = Post::set(options).await;
    post.invite("uma@acme.example").await;
    let ada = post.stage.actor("ada@acme.example").await.may(Action::ManageUsers).unwrap();
    let pending = users::invitations(post.backend(), &ada, None).await.unwrap();
    users::revoke(post.backend(), &ada, None, pending[0].id).await.unwrap();
    assert!(post.to("uma@acme.example").await.is_empty());
}

#[tokio::test]
async fn a_relay_that_refuses_one_recipient_fails_that_mail_alone_and_one_that_is_busy_is_asked_again() {
    let (_database, options) = test_database().await;
    let post = Post::set(options).await;
    post.invite("no@refused.example, busy@later.example, uma@acme.example").await;
    post.deliver().await;
    let ada = post.stage.actor("ada@acme.example").await.may(Action::ManageUsers).unwrap();
    let mut mails: Vec<_> = users::invitations(post.backend(), &ada, None).await.unwrap();
    mails.sort_by(|one, other| one.email.cmp(&other.email));
    let [busy, no, uma] = mails.as_slice() else { panic!("three invitations") };
    assert!(matches!(&busy.mail, MailState::Queued(Some(why)) if why.contains("try again later")), "{:?}", busy.mail);
    assert!(matches!(&no.mail, MailState::Failed(why) if why.contains("Mailbox unavailable")), "{:?}", no.mail);
    assert_eq!(uma.mail, MailState::Sent);
    // A busy mailbox is tried as long as the invitation is worth it, ever more rarely.
    for _ in 0..20 {
        post.stage.wait(3_700);
        post.deliver().await;
    }
    assert_eq!(
        post.stage.count("mails where recipient = 'busy@later.example' and state = 'queued' and attempts > 10").await,
        1
    );
    post.stage.wait(7 * 24 * 3_600);
    post.deliver().await;
    assert_eq!(
        post.stage.count("mails where recipient = 'busy@later.example' and state = 'dropped'").await,
        1,
        "there is nothing to say"
    );
}

#[tokio::test]
async fn mail_waits_while_the_relay_is_down() {
    let (_database, options) = test_database().await;
    let post = Post::set(options).await;
    post.invite("uma@acme.example").await;
    // Nobody listens there.
    let down = Mailer::new("smtp://127.0.0.1:9", "no-reply@portal.example", "https://portal.example").unwrap();
    assert_eq!(post.through(&down).await, 1);
    assert_eq!(post.through(&down).await, 0, "not at once again");
    assert_eq!(post.stage.count("mails where state = 'queued' and problem is not null").await, 1);
    post.stage.wait(60);
    assert_eq!(post.to("uma@acme.example").await.len(), 1);
    // The token of the attempt that failed was never seen by anybody; the one that was sent works.
    let token = post.token("uma@acme.example").await;
    assert_eq!(post.state(&token).await, Some(LinkState::Good));
}

#[tokio::test]
async fn a_relay_that_takes_calls_and_says_nothing_is_as_good_as_down() {
    let (_database, options) = test_database().await;
    let post = Post::set(options).await;
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let relay = format!("smtp://{}", silent.local_addr().unwrap());
    let mut calls = Vec::new();
    let patience = std::time::Duration::from_millis(200);
    let mailer = Mailer::with_patience(&relay, "no-reply@portal.example", "https://portal.example", patience).unwrap();
    post.ask("max@acme.example").await;
    let (call, sent) = tokio::join!(silent.accept(), post.through(&mailer));
    calls.push(call.unwrap());
    assert_eq!(sent, 1, "it was taken in hand");
    assert!(post.to("max@acme.example").await.is_empty(), "and rests");
    post.stage.wait(60);
    assert_eq!(post.to("max@acme.example").await.len(), 1, "until another relay answers");
}

#[tokio::test]
async fn a_worker_that_dies_loses_its_mail_to_the_next_under_the_same_message_id() {
    let (_database, options) = test_database().await;
    let post = Post::set(options.clone()).await;
    post.invite("uma@acme.example").await;
    assert_eq!(post.to("uma@acme.example").await.len(), 1);
    let first = post.token("uma@acme.example").await;
    // Killed between the relay's answer and the note of it: the lease runs out with the mail still queued.
    let mut owner = options.connect().await.unwrap();
    owner
        .execute(
            "update mails set state = 'queued', settled_at = null;
            update jobs set run_at = run_at + interval '5 minutes', taken_at = run_at, attempts = 1 where kind = 'send_mail'",
        )
        .await
        .unwrap();
    assert_eq!(post.to("uma@acme.example").await.len(), 1, "not while the lease lasts");
    post.stage.wait(601);
    let mails = post.to("uma@acme.example").await;
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].message_id, mails[1].message_id);
    // Both are one mail: the link of either works, until one is used.
    let second = post.token("uma@acme.example").await;
    assert_eq!(post.state(&first).await, Some(LinkState::Good));
    assert!(matches!(post.join(&second, "Uma").await, Accepted::As(_)));
    assert_eq!(post.state(&first).await, Some(LinkState::Used));
}

#[tokio::test]
async fn two_workers_send_no_mail_twice() {
    let (_database, options) = test_database().await;
    let post = Post::set(options).await;
    let emails: Vec<_> = (0..50).map(|number| format!("u{number}@acme.example")).collect();
    post.invite(&emails.join(" ")).await;
    let (one, two, three) = tokio::join!(post.deliver(), post.deliver(), post.deliver());
    let ((), (), ()) = (one, two, three);
    assert_eq!(post.caught.all().len(), 50);
}

/// ASVS 1.3.7, 1.3.11: names are values, and nothing that is filled in is read again.
#[tokio::test]
async fn names_put_nothing_into_a_mails_head() {
    let (_database, options) = test_database().await;
    let post = Post::set(options.clone()).await;
    let mut owner = options.connect().await.unwrap();
    owner
        .execute("update people set name = E'Ada\\r\\nBcc: evil@evil.example' where email = 'ada@acme.example'")
        .await
        .unwrap();
    owner
        .execute("update resellers set name = E'Acme\\r\\nBcc: evil@evil.example <b>' where name = 'Acme Telecom'")
        .await
        .unwrap();
    post.invite("uma@acme.example").await;
    let mails = post.to("uma@acme.example").await;
    assert_eq!(mails.len(), 1, "ASVS 1.3.11");
    let subject = mails[0].subject.replace('\u{2060}', "");
    assert!(subject.contains("Bcc: evil@evil.example"), "it stayed a part of the subject: {subject}");
    assert_ne!(subject, mails[0].subject, "and is no address any more");
    assert_eq!(post.caught.all().len(), 1, "nobody else got it");
    assert!(!mails[0].html.contains("<b>"));
}

/// ASVS 6.4.6.
#[tokio::test]
async fn a_created_user_chooses_a_password_by_a_link_in_their_own_language() {
    let (_database, options) = test_database().await;
    let post = Post::set(options.clone()).await;
    let actor = post.stage.actor("ada@acme.example").await;
    let ada = actor.may(Action::ManageUsers).unwrap();
    let answers: Answers = [
        ("user_name", "Uma Young"),
        ("user_email", "uma@acme.example"),
        ("role", "support"),
        ("handover", "link"),
        ("mail_language", "en"),
    ]
    .into_iter()
    .collect();
    let made = users::create(post.backend(), &ada, None, &answers).await.unwrap().unwrap();
    assert!(made.password.is_none());
    for guess in ["", "x"] {
        assert_eq!(post.sign_in("uma@acme.example", guess).await, Attempt::Refused, "no password fits yet");
    }
    accounts::keep_language(post.backend(), made.person, Language::German).await.unwrap();
    let mail = post.to("uma@acme.example").await.swap_remove(0);
    assert_eq!(mail.subject, "Wählen Sie Ihr Passwort für Acme Telecom");
    let token = post.token("uma@acme.example").await;
    post.stage.wait(6 * 24 * 3_600);
    assert_eq!(post.reset(&token, "nine green owls fly").await, ByLink::Done);
    assert!(matches!(post.sign_in("uma@acme.example", "nine green owls fly").await, Attempt::In(_)));
    let uma = accounts::actor(post.backend(), made.person, Locale::default()).await.unwrap().unwrap();
    assert!(!uma.must_change_password);
    let mut owner = options.connect().await.unwrap();
    let rows = owner.fetch_all("select action from audit order by number").await.unwrap();
    let actions: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    assert_eq!(actions, ["user.created", "password.reset"]);
}

#[tokio::test]
async fn nobody_is_invited_where_somebody_on_the_list_cannot_be() {
    let (_database, options) = test_database().await;
    let post = Post::set(options).await;
    let ada = post.stage.actor("ada@acme.example").await.may(Action::ManageUsers).unwrap();
    for (emails, problem) in [
        ("uma@acme.example, max@acme.example", domain::form::Problem::EntryTaken(2)),
        ("uma@acme.example, max", domain::form::Problem::Entry(2)),
        ("", domain::form::Problem::Missing),
    ] {
        let answers: Answers = [("user_emails", emails), ("role", "support"), ("mail_language", "en")].into_iter().collect();
        let problems = users::invite(post.backend(), &ada, None, &answers).await.unwrap().unwrap_err();
        assert_eq!(problems.get("user_emails"), Some(problem), "{emails}");
    }
    assert_eq!(post.stage.count("invitations").await, 0);
    assert_eq!(post.stage.count("mails").await, 0);
}

#[tokio::test]
async fn nobodys_mailbox_is_filled_by_buttons() {
    let (_database, options) = test_database().await;
    let post = Post::set(options).await;
    post.invite("victim@elsewhere.example").await;
    let ada = post.stage.actor("ada@acme.example").await.may(Action::ManageUsers).unwrap();
    let mut outcomes = Vec::new();
    for _ in 0..6 {
        let pending = users::invitations(post.backend(), &ada, None).await.unwrap();
        outcomes.push(users::resend(post.backend(), &ada, None, pending[0].id).await.unwrap());
    }
    assert!(matches!(outcomes[3], users::Resent::Sent(_)) && outcomes[4] == users::Resent::TooMany, "{outcomes:?}");
    assert_eq!(post.to("victim@elsewhere.example").await.len(), 1, "and only the newest of those that wait is sent");
}

#[tokio::test]
async fn two_who_invite_the_same_address_at_once_make_one_invitation() {
    let (_database, options) = test_database().await;
    let post = Post::set(options).await;
    let (one, two) = tokio::join!(post.invite("uma@acme.example"), post.invite("uma@acme.example"));
    assert_eq!(one, two);
    assert_eq!(post.stage.count("invitations where state = 'pending'").await, 1);
}
