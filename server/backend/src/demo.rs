//! The demonstration's people, resellers and plans (`decisions.md`, "Money"). Only `--demo` makes them.

use domain::{access::Role, ids::ResellerId};
use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Backend, Error, Scope, accounts, payments};

/// The password of all demonstration accounts.
pub const PASSWORD: &str = "demo-portico-2026";

/// The staff of the two resellers: reseller, address, name, role.
pub const STAFF: [(&str, &str, &str, Role); 5] = [
    ("Acme Telecom", "ada@acme.example", "Ada Acme", Role::Administrator),
    ("Acme Telecom", "max@acme.example", "Max Acme", Role::Manager),
    ("Acme Telecom", "sam@acme.example", "Sam Acme", Role::Support),
    ("Acme Telecom", "rita@acme.example", "Rita Acme", Role::ReadOnly),
    ("Borealis Networks", "bo@borealis.example", "Bo Borealis", Role::Administrator),
];

/// Whoever operates it. They set up a second factor when they first sign in.
const OPERATORS: [(&str, &str); 2] = [("olga@portico.example", "Olga Operator"), ("oskar@portico.example", "Oskar Operator")];

/// A reseller of the demonstration (`decisions.md`, "Money").
struct Demo {
    name: &'static str,
    currency: &'static str,
    country: &'static str,
    time_zone: &'static str,
    realm_suffix: &'static str,
    /// Inbound, outbound, two-way trunks.
    pools: [i32; 3],
}

const RESELLERS: [Demo; 2] = [
    Demo {
        name: "Acme Telecom",
        currency: "USD",
        country: "US",
        time_zone: "America/Chicago",
        realm_suffix: "sip.acme.example",
        pools: [40, 40, 20],
    },
    Demo {
        name: "Borealis Networks",
        currency: "NOK",
        country: "NO",
        time_zone: "Europe/Oslo",
        realm_suffix: "sip.borealis.example",
        pools: [10, 10, 5],
    },
];

#[expect(clippy::inconsistent_digit_grouping, reason = "minor units, written as the amounts they are")]
/// Name, monthly price and set-up fee in minor units, trunks, messages.
const PLANS: [(&str, i64, i64, i32, i32); 3] =
    [("Starter", 19_00, 0, 2, 500), ("Business", 49_00, 25_00, 10, 5_000), ("Enterprise", 149_00, 100_00, 40, 50_000)];

/// Makes what is missing of the demonstration. A database that holds anything else is refused.
///
/// # Errors
/// [`Error::Refused`] if the database holds what the demonstration did not make.
pub async fn prepare(backend: &Backend, options: &PgConnectOptions) -> Result<(), Error> {
    use sqlx::ConnectOptions;

    let mut owner = options.connect().await?;
    let resellers = sqlx::query_scalar!("select name from resellers order by made_at, name").fetch_all(&mut owner).await?;
    match resellers.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => make(backend, &mut owner).await,
        ["Acme Telecom", "Borealis Networks"] => Ok(()),
        _ => Err(Error::Refused(
            "--demo works only with a database of its own: this one holds data that the demonstration did not make".to_owned(),
        )),
    }
}

async fn make(backend: &Backend, owner: &mut PgConnection) -> Result<(), Error> {
    let now = backend.now();
    // One hash for all: the demonstration's password is no secret, and hashing takes its time.
    let hash = accounts::hash(backend, PASSWORD.to_owned()).await?;
    let mut tx = owner.begin().await?;
    let mut acme = None;
    for demo in RESELLERS {
        let reseller = reseller(backend, &mut tx, &demo).await?;
        acme.get_or_insert(reseller);
        for (_, email, person, role) in STAFF.iter().filter(|(of, ..)| *of == demo.name) {
            let id = person_named(backend, &mut tx, email, person, &hash, false).await?;
            member(&mut tx, reseller, None, id, *role, now).await?;
        }
    }
    for (email, name) in OPERATORS {
        person_named(backend, &mut tx, email, name, &hash, true).await?;
    }
    if let Some(acme) = acme {
        billing_account(backend, &mut tx, acme).await?;
        kestrel(backend, &mut tx, acme, &hash).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The key by which Acme Telecom is connected to the payment provider for development.
const SANDBOX_KEY: &str = "sk_test_acme_telecom_demo";

/// What the customers of Acme Telecom agree to.
const TERMS: &str = "Acme Telecom provides telephony to your company at the price of your plan, each month in advance.\n\n\
    You may leave at the end of any month. You keep your numbers, and take them with you.\n\n\
    Calls to emergency services need your service address: keep it up to date.";

/// Connects Acme Telecom to the payment provider for development, which forgets everything when it ends.
///
/// # Errors
/// If the database or the provider does not answer.
pub async fn connect_sandbox(backend: &Backend, options: &PgConnectOptions) -> Result<(), Error> {
    use sqlx::ConnectOptions;

    let mut owner = options.connect().await?;
    let row = sqlx::query!(
        "select r.id, p.id as person from resellers r, people p where r.name = 'Acme Telecom' and p.email = 'ada@acme.example'"
    )
    .fetch_optional(&mut owner)
    .await?;
    // Somebody renamed them: then they connect what they like.
    let Some(row) = row else { return Ok(()) };
    let scope = Scope::of_job(ResellerId(row.id), domain::ids::PersonId(row.person));
    // What was under way at the provider is gone with it.
    sqlx::query!("update payments set state = 'canceled', page = null where reseller_id = $1 and state = 'open'", row.id)
        .execute(&mut owner)
        .await?;
    if payments::terms(backend, &scope).await?.is_none() {
        payments::publish(backend, &scope, TERMS).await?.map_err(|_| Error::Stored("the demonstration's terms"))?;
        let tax = [("tax_name", "Sales tax"), ("tax_rate", "8.25")].into_iter().collect();
        let saved = payments::save_tax(backend, &scope, &tax).await?;
        saved.map_err(|_| Error::Stored("the demonstration's tax"))?;
    }
    let answers = [("gateway", "sandbox"), ("gateway_key", SANDBOX_KEY)].into_iter().collect();
    match payments::connect(backend, &scope, &answers).await? {
        payments::Connected::Done => Ok(()),
        payments::Connected::Mend(problems) => {
            tracing::error!(?problems, "Acme Telecom could not be connected to the payment provider for development");
            Ok(())
        }
    }
}

async fn reseller(backend: &Backend, tx: &mut PgConnection, demo: &Demo) -> Result<ResellerId, Error> {
    let id = backend.new_id();
    sqlx::query!("select set_config('app.reseller', $1, true)", id.to_string()).fetch_one(&mut *tx).await?;
    sqlx::query!(
        "insert into resellers (id, name, currency, country, time_zone, realm_suffix, pool_inbound, pool_outbound, pool_two_way, made_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id,
        demo.name,
        demo.currency,
        demo.country,
        demo.time_zone,
        demo.realm_suffix,
        demo.pools[0],
        demo.pools[1],
        demo.pools[2],
        backend.now()
    )
    .execute(&mut *tx)
    .await?;
    for (place, (plan, monthly, setup, trunks, messages)) in (0_i32..).zip(PLANS) {
        sqlx::query!(
            "insert into plans (reseller_id, id, name, monthly_minor, setup_minor, currency, trunks, messages, place)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id,
            backend.new_id(),
            plan,
            monthly,
            setup,
            demo.currency,
            trunks,
            messages,
            place,
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(ResellerId(id))
}

async fn person_named(
    backend: &Backend,
    tx: &mut PgConnection,
    email: &str,
    name: &str,
    hash: &str,
    operator: bool,
) -> Result<Uuid, Error> {
    let id = backend.new_id();
    sqlx::query!(
        "insert into people (id, email, name, password_hash, is_operator, made_at) values ($1, $2, $3, $4, $5, $6)",
        id,
        email,
        name,
        hash,
        operator,
        backend.now(),
    )
    .execute(tx)
    .await?;
    Ok(id)
}

async fn member(
    tx: &mut PgConnection,
    reseller: ResellerId,
    customer: Option<Uuid>,
    person: Uuid,
    role: Role,
    now: OffsetDateTime,
) -> Result<(), Error> {
    sqlx::query!(
        "insert into memberships (reseller_id, customer_id, person_id, role, made_at) values ($1, $2, $3, $4, $5)",
        reseller.0,
        customer,
        person,
        role.code(),
        now,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The billing account that new customers of Acme Telecom are preset with.
async fn billing_account(backend: &Backend, tx: &mut PgConnection, acme: ResellerId) -> Result<(), Error> {
    sqlx::query!("select set_config('app.reseller', $1, true)", acme.to_string()).fetch_one(&mut *tx).await?;
    sqlx::query!(
        "insert into billing_accounts (reseller_id, id, name, email, phone, line1, city, region, postal_code, country, is_default,
            made_at)
        values ($1, $2, 'Paula Payable', 'billing@acme.example', '+13125550142', '200 State Street', 'Chicago', 'IL', '60601',
            'US', true, $3)",
        acme.0,
        backend.new_id(),
        backend.now(),
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// The customer that Cora administrates.
async fn kestrel(backend: &Backend, tx: &mut PgConnection, acme: ResellerId, hash: &str) -> Result<(), Error> {
    let (id, now) = (backend.new_id(), backend.now());
    sqlx::query!("select set_config('app.reseller', $1, true)", acme.to_string()).fetch_one(&mut *tx).await?;
    let cora = person_named(backend, tx, "cora@kestrel.example", "Cora Kestrel", hash, false).await?;
    sqlx::query!(
        "insert into customers (reseller_id, id, name, name_folded, state, payer, plan_id, monthly_minor, setup_minor, currency,
            draft_id, made_by, made_at)
        select $1, $2, 'Kestrel Aviation', 'kestrel aviation', 'active', 'reseller', p.id, p.monthly_minor, p.setup_minor,
            p.currency, $2, $3, $4
        from plans p where p.reseller_id = $1 and p.name = 'Business'",
        acme.0,
        id,
        cora,
        now,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "insert into contacts (reseller_id, customer_id, id, kind, given_name, family_name, email, phone)
        values ($1, $2, $3, 'authorized', 'Cora', 'Kestrel', 'cora@kestrel.example', '+1 415 555 0132')",
        acme.0,
        id,
        backend.new_id(),
    )
    .execute(&mut *tx)
    .await?;
    for kind in ["billing", "service"] {
        sqlx::query!(
            "insert into addresses (reseller_id, customer_id, kind, line1, city, region, postal_code, country)
            values ($1, $2, $3, '1 Harbour Drive', 'San Francisco', 'CA', '94107', 'US')",
            acme.0,
            id,
            kind,
        )
        .execute(&mut *tx)
        .await?;
    }
    member(tx, acme, Some(id), cora, Role::AccountAdministrator, now).await
}
