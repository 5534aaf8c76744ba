//! Issues that customers report (S2.16-S2.18): written to their support contacts over a real SMTP server.

use backend::{
    Error,
    issues::{self, Issue},
    mail::{Catcher, Mailer},
    testing::{Stage, test_database},
};
use domain::{access::Action, ids::CustomerId};
use sqlx::{ConnectOptions, Executor};
use uuid::Uuid;

#[tokio::test]
async fn an_issue_goes_to_the_customers_support_contacts_or_to_the_resellers_support() {
    let (_database, options) = test_database().await;
    let stage = Stage::set(options.clone()).await;
    let (caught, relay) = Catcher::listen().await.unwrap();
    let mailer = Mailer::new(&relay, "no-reply@portal.example", "https://portal.example").unwrap();
    let cora = stage.actor("cora@kestrel.example").await.seen_from("192.0.2.1");
    let customer = cora.place.as_ref().unwrap().customer.unwrap();
    let scope = cora.may(Action::ReadAccount).unwrap();
    let report = async |issue: Issue<'_>| issues::report(&stage.backend, &scope, &issue).await;
    let issue = |id: u128| Issue {
        id: Uuid::from_u128(id),
        customer,
        application: "Voicemail",
        text: "It says nothing.\n\nSince <Monday>.",
    };
    // Nobody is named: the reseller's support hears of it.
    assert_eq!(report(issue(1)).await.unwrap(), 1);
    assert_eq!(report(issue(1)).await.unwrap(), 0, "reported twice, written once");
    let mut owner = options.connect().await.unwrap();
    owner
        .execute(
            "insert into contacts (reseller_id, customer_id, id, kind, name, email)
            select reseller_id, id, gen_random_uuid(), 'support', 'Desk', e
            from customers, unnest(array['desk@kestrel.example', 'DESK@kestrel.example', 'noc@kestrel.example']) e
            where name = 'Kestrel Aviation'",
        )
        .await
        .unwrap();
    assert_eq!(report(issue(2)).await.unwrap(), 2);
    let strange = Issue { customer: CustomerId(Uuid::nil()), ..issue(3) };
    assert!(matches!(report(strange).await, Err(Error::NotFound)));

    backend::jobs::Worker::new(stage.backend.clone()).mailing(mailer).run_due(backend::jobs::Queue::Mail).await.unwrap();
    let mut to: Vec<_> = caught.all().into_iter().map(|mail| mail.to).collect();
    to.sort();
    assert_eq!(to, ["desk@kestrel.example", "noc@kestrel.example", "sam@acme.example"]);
    let mail = caught.all().swap_remove(0);
    assert_eq!(mail.subject, "Kestrel Aviation reports an issue with Voicemail");
    assert!(mail.text.contains("Since <Monday>.") && mail.text.contains("cora@kestrel.example"), "{}", mail.text);
    assert!(mail.html.contains("Since &lt;Monday&gt;."), "{}", mail.html);
}
