//! The people of an account: they come, change and go, and an account is never without an administrator.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use backend::{
    Actor, Error, accounts,
    testing::{Stage, test_database},
    users,
};
use domain::{
    access::{Action, Role},
    form::{Answers, Problem, Problems},
    ids::{CustomerId, PersonId},
    users::{Change, Changed},
    words::{Locale, Word},
};
use sqlx::{ConnectOptions, Row, postgres::PgConnectOptions};

fn new_user(name: &str, email: &str, role: &str) -> Answers {
    [("user_name", name), ("user_email", email), ("role", role), ("handover", "generated")].into_iter().collect()
}

fn on_email(why: Word) -> Problems {
    let mut problems = Problems::new();
    problems.add("user_email", Problem::Together(why));
    problems
}

struct Team {
    stage: Stage,
    ada: Actor,
    kestrel: CustomerId,
}

impl Team {
    async fn set(options: PgConnectOptions) -> Self {
        let stage = Stage::set(options).await;
        let ada = stage.actor("ada@acme.example").await;
        let cora = stage.actor("cora@kestrel.example").await;
        let kestrel = cora.place.unwrap().customer.unwrap();
        Self { stage, ada, kestrel }
    }

    async fn create(&self, who: &Actor, of: Option<CustomerId>, answers: &Answers) -> Result<users::Created, Problems> {
        let scope = who.may(Action::ManageUsers).unwrap();
        users::create(&self.stage.backend, &scope, of, answers).await.unwrap()
    }

    async fn change(&self, who: &Actor, of: Option<CustomerId>, person: PersonId, change: Change) -> Changed {
        let scope = who.may(Action::ManageUsers).unwrap();
        let (user, _) = users::find(&self.stage.backend, &scope, of, person).await.unwrap();
        users::change(&self.stage.backend, &scope, of, person, user.version, change).await.unwrap()
    }

    async fn actor(&self, person: PersonId) -> Option<Actor> {
        accounts::actor(&self.stage.backend, person, Locale::default()).await.unwrap()
    }
}

#[tokio::test]
async fn a_created_user_acts_in_their_account_alone() {
    let (_database, options) = test_database().await;
    let team = Team::set(options).await;
    let made = team.create(&team.ada, None, &new_user("Uma Young", "Uma@Acme.example", "support")).await.unwrap();
    assert_eq!(made.email, "uma@acme.example");
    let uma = team.actor(made.person).await.unwrap();
    assert_eq!((uma.role, uma.place.unwrap().name.as_str()), (Role::Support, "Acme Telecom"));

    let made =
        team.create(&team.ada, Some(team.kestrel), &new_user("Ken K", "ken@kestrel.example", "technical")).await.unwrap();
    let ken = team.actor(made.person).await.unwrap();
    assert_eq!(ken.role, Role::Technical);
    assert_eq!(ken.place.unwrap().customer, Some(team.kestrel));

    let list = users::list(&team.stage.backend, &team.ada.may(Action::ReadUsers).unwrap(), Some(team.kestrel)).await.unwrap();
    assert_eq!(list.users.iter().map(|user| user.name.as_str()).collect::<Vec<_>>(), ["Cora Kestrel", "Ken K"]);
}

#[tokio::test]
async fn an_address_that_signs_in_already_is_no_new_person() {
    let (_database, options) = test_database().await;
    let team = Team::set(options).await;
    let refused = |email| new_user("X Y", email, "support");
    let taken = team.create(&team.ada, None, &refused("MAX@acme.example")).await.unwrap_err();
    assert_eq!(taken, on_email(Word::UserTaken));
    // Of another reseller, and of a customer of one's own: both are somebody.
    for elsewhere in ["bo@borealis.example", "cora@kestrel.example"] {
        let refused = team.create(&team.ada, None, &refused(elsewhere)).await.unwrap_err();
        assert_eq!(refused, on_email(Word::UserElsewhere), "{elsewhere}");
    }
}

#[tokio::test]
async fn only_people_whom_the_reseller_knows_can_be_added() {
    let (_database, options) = test_database().await;
    let team = Team::set(options).await;
    let scope = team.ada.may(Action::ManageUsers).unwrap();
    let add = async |email: &str, of, role| {
        let answers: Answers = [("user_email", email), ("role", role)].into_iter().collect();
        users::add(&team.stage.backend, &scope, of, &answers).await.unwrap()
    };
    assert_eq!(add("max@acme.example", Some(team.kestrel), "billing").await.unwrap(), "Max Acme");
    let max = team.stage.actor("max@acme.example").await.person;
    let found = users::find(&team.stage.backend, &scope, Some(team.kestrel), max).await;
    assert!(matches!(found, Err(Error::NotFound)), "nobody is given rights before they have accepted");
    // As they do in `http/people.rs`.
    let mut owner = team.stage.owner.connect().await.unwrap();
    let join = "insert into memberships (reseller_id, customer_id, person_id, role, made_at)
        select i.reseller_id, i.customer_id, p.id, i.role, now() from invitations i join people p on p.email = i.email";
    sqlx::Executor::execute(&mut owner, join).await.unwrap();
    let of = users::find(&team.stage.backend, &scope, Some(team.kestrel), max).await.unwrap().0;
    assert_eq!(of.role, Role::Billing);
    assert_eq!(add("max@acme.example", Some(team.kestrel), "billing").await.unwrap_err(), on_email(Word::UserTaken));
    // Another reseller's people are as unknown as nobody.
    for unknown in ["bo@borealis.example", "nobody@acme.example", "olga@portico.example"] {
        assert_eq!(add(unknown, None, "support").await.unwrap_err(), on_email(Word::UserUnknown), "{unknown}");
    }
    // One person, two accounts, a role in each.
    let max = team.actor(max).await.unwrap();
    assert!(max.several);
    let accounts = accounts::own_accounts(&team.stage.backend, &max, "").await.unwrap();
    let roles: Vec<_> = accounts.iter().map(|account| (account.customer_name.as_deref(), account.role)).collect();
    assert_eq!(roles, [(None, Role::Manager), (Some("Kestrel Aviation"), Role::Billing)]);
    assert!(accounts::own_accounts(&team.stage.backend, &max, "zzz").await.unwrap().len() == 1, "staff is always there");
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let (_database, options) = test_database().await;
    let team = Team::set(options).await;
    let ada = team.ada.person;
    for wanted in [Change::Remove, Change::Disable, Change::Role(Role::Manager)] {
        assert_eq!(team.change(&team.ada, None, ada, wanted).await, Changed::LastAdministrator, "{wanted:?}");
    }
    let made = team.create(&team.ada, None, &new_user("Uma", "uma@acme.example", "administrator")).await.unwrap();
    assert_eq!(team.change(&team.ada, None, made.person, Change::Disable).await, Changed::Done);
    assert_eq!(team.change(&team.ada, None, ada, Change::Disable).await, Changed::LastAdministrator, "a disabled one is none");
    assert_eq!(team.change(&team.ada, None, made.person, Change::Enable).await, Changed::Done);
    assert_eq!(team.change(&team.ada, None, ada, Change::Role(Role::Manager)).await, Changed::Done);
    assert_eq!(team.change(&team.ada, None, ada, Change::Role(Role::AccountAdministrator)).await, Changed::NotARole);
}

#[tokio::test]
async fn two_administrators_who_demote_each_other_leave_one() {
    let (_database, options) = test_database().await;
    let team = Team::set(options).await;
    let made = team.create(&team.ada, None, &new_user("Uma", "uma@acme.example", "administrator")).await.unwrap();
    let uma = team.actor(made.person).await.unwrap();
    let (first, second) = tokio::join!(
        team.change(&team.ada, None, uma.person, Change::Remove),
        team.change(&uma, None, team.ada.person, Change::Remove),
    );
    let mut outcomes = [first, second];
    outcomes.sort_by_key(|outcome| *outcome != Changed::Done);
    assert_eq!(outcomes, [Changed::Done, Changed::LastAdministrator]);
}

#[tokio::test]
async fn two_browsers_that_change_the_same_user_do_not_overwrite_each_other() {
    let (_database, options) = test_database().await;
    let team = Team::set(options).await;
    let scope = team.ada.may(Action::ManageUsers).unwrap();
    let max = team.stage.actor("max@acme.example").await.person;
    let seen = users::find(&team.stage.backend, &scope, None, max).await.unwrap().0.version;
    let change = async |role| users::change(&team.stage.backend, &scope, None, max, seen, Change::Role(role)).await.unwrap();
    assert_eq!(change(Role::Support).await, Changed::Done);
    assert_eq!(change(Role::ReadOnly).await, Changed::Meanwhile);
    assert_eq!(users::find(&team.stage.backend, &scope, None, max).await.unwrap().0.role, Role::Support);
}

#[tokio::test]
async fn whoever_is_disabled_or_removed_acts_nowhere_at_once() {
    let (_database, options) = test_database().await;
    let team = Team::set(options).await;
    let max = team.stage.actor("max@acme.example").await.person;
    assert_eq!(team.change(&team.ada, None, max, Change::Disable).await, Changed::Done);
    assert!(team.actor(max).await.is_none());
    assert_eq!(team.change(&team.ada, None, max, Change::Enable).await, Changed::Done);
    assert_eq!(team.actor(max).await.unwrap().role, Role::Manager);
    assert_eq!(team.change(&team.ada, None, max, Change::Remove).await, Changed::Done);
    assert!(team.actor(max).await.is_none());
    let scope = team.ada.may(Action::ManageUsers).unwrap();
    assert!(matches!(users::find(&team.stage.backend, &scope, None, max).await, Err(backend::Error::NotFound)));
}

#[tokio::test]
async fn a_suspended_customer_or_reseller_lets_nobody_act() {
    let (_database, options) = test_database().await;
    let team = Team::set(options).await;
    let cora = team.stage.actor("cora@kestrel.example").await.person;
    let mut owner = team.stage.owner.connect().await.unwrap();
    sqlx::Executor::execute(&mut owner, "update customers set state = 'suspended'").await.unwrap();
    assert!(team.actor(cora).await.is_none());
    assert!(team.actor(team.ada.person).await.is_some());
    sqlx::Executor::execute(&mut owner, "update resellers set suspended_at = now() where name = 'Acme Telecom'").await.unwrap();
    assert!(team.actor(team.ada.person).await.is_none());
    assert!(team.stage.actor("bo@borealis.example").await.place.is_some());
}

#[tokio::test]
async fn a_customers_administrator_manages_their_own_people_and_no_others() {
    let (_database, options) = test_database().await;
    let team = Team::set(options).await;
    let cora = team.stage.actor("cora@kestrel.example").await;
    let made = team.create(&cora, None, &new_user("Ken K", "ken@kestrel.example", "billing")).await.unwrap();
    let ken = team.actor(made.person).await.unwrap();
    assert!(ken.may(Action::ManageUsers).is_err() && ken.may(Action::ReadAccount).is_ok());
    assert_eq!(team.change(&cora, None, made.person, Change::Role(Role::Technical)).await, Changed::Done);
    assert_eq!(team.change(&cora, None, cora.person, Change::Remove).await, Changed::LastAdministrator);
    // Neither the staff nor another customer are theirs to see.
    let scope = cora.may(Action::ReadUsers).unwrap();
    let staff = users::find(&team.stage.backend, &scope, None, team.ada.person).await;
    assert!(matches!(staff, Err(backend::Error::NotFound)));
    let other = CustomerId(team.stage.backend.new_id());
    assert!(matches!(users::list(&team.stage.backend, &scope, Some(other)).await, Err(backend::Error::NotFound)));
    // What they change is in the audit of their reseller.
    let mut owner = team.stage.owner.connect().await.unwrap();
    let rows = sqlx::Executor::fetch_all(&mut owner, "select action from audit order by action").await.unwrap();
    let actions: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    assert_eq!(actions, ["user.created", "user.role_changed"]);
}
