//! Whether a page takes as long with a million customers as with a thousand. Each is asked for as its use case asks the database, over
//! databases of several sizes; one that takes more than half as long again as over the smallest has failed.

use std::time::{Duration, Instant};

use backend::{Actor, Backend, Scope, accounts, audit, billing, customers, drafts, ledger, mail, notices, payments, users};
use domain::{
    access::Action,
    audit::AuditQuery,
    customers::CustomerQuery,
    ids::{CustomerId, NoticeId, PersonId},
    words::Locale,
};
use sqlx::{AssertSqlSafe, ConnectOptions, Executor, Row, postgres::PgConnectOptions};

use crate::{COMPLETE_BULK, PREPARE_BULK};

/// How often each is asked for; the median counts.
const TIMES: usize = 41;
/// More than this many times the smallest database's time is too much.
const MOST: f64 = 1.5;
/// A search inside names, addresses and numbers reads the places of each of their three-letter parts (`pg_trgm`), so it grows with them; it
/// must stay below this, and a tenant has no more than two of them at a time.
const PARTS: ([&str; 3], Duration) =
    (["customers by a part", "customers by email", "customers by phone"], Duration::from_millis(50));
/// What takes less than this is not compared: a timer's grain would be.
const GRAIN: Duration = Duration::from_millis(2);

/// What grows beside the customers: entries in the reseller's ledger and audit, memberships, mails, payments.
fn grown(customers: u32) -> String {
    format!(
        "{PREPARE_BULK}
        create temporary table made on commit drop as
            select c.reseller_id as reseller, c.id, c.made_by as person, row_number() over (order by c.id) as n
            from customers c join resellers r on r.id = c.reseller_id where r.name = 'Acme Telecom' limit {customers};
        insert into people (id, email, name, password_hash, made_at)
            select id, 'user' || n || '@example.com', 'User ' || n, '', now() from made;
        insert into memberships (reseller_id, customer_id, person_id, role, made_at)
            select reseller, id, id, 'account_administrator', now() from made;
        insert into audit (reseller_id, id, customer_id, person_id, action, address, detail, at, number, who, hash)
            select reseller, gen_random_uuid(), id, case when n % 1000 = 0 then id else person end, case when n = 1 then 'plan.saved' else 'signed_in' end,
                '127.0.0.1', '{{}}', now() - interval '1 second' * ({customers} - n), 1000 + n,
                case when n % 1000 = 0 then 'User ' || n || ' <user' || n || '@example.com>' else 'Ada Acme <ada@acme.example>' end, ''
            from made;
        insert into audit_people (reseller_id, person_id, who)
            select reseller, id, 'User ' || n || ' <user' || n || '@example.com>' from made on conflict do nothing;
        insert into ledger_accounts (reseller_id, id, customer_id, currency) select reseller, gen_random_uuid(), id, 'USD' from made;
        with account as (
            insert into ledger_accounts (reseller_id, id, currency, entries)
                select id, gen_random_uuid(), 'USD', {customers} from resellers where name = 'Acme Telecom' returning reseller_id, id
        )
        insert into ledger_entries (reseller_id, account_id, number, customer_id, kind, amount_minor, balance_minor, what, at)
            select made.reseller, account.id, made.n, made.id, 'monthly', -4900, -4900 * made.n, 'Business', now() from made, account;
        insert into mails (id, reseller_id, kind, recipient, language, detail, state, next_at, made_at, settled_at)
            select id, reseller, 'receipt', 'user' || n || '@example.com', 'en', '{{}}', case when n % 1000 = 0 then 'failed' else 'sent' end, now(), now() - interval '1 second' * n, now()
            from made;
        insert into notices (reseller_id, id, subject, body, made_by, made_at)
            select reseller, gen_random_uuid(), 'Work', 'We work.', person, now() from made limit 1;
        {COMPLETE_BULK} vacuum analyze;"
    )
}

/// The moment that a use case takes, in the median.
async fn median<F: Future<Output = ()>>(mut ask: impl FnMut() -> F) -> Duration {
    let mut took = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let began = Instant::now();
        ask().await;
        took.push(began.elapsed());
    }
    took.sort_unstable();
    took[TIMES / 2]
}

/// Somebody of Acme Telecom, and a customer in the middle.
struct Cast {
    staff: Actor,
    scope: Scope,
    customer: CustomerId,
    theirs: Actor,
    notice: NoticeId,
}

async fn cast(backend: &Backend, options: &PgConnectOptions) -> Cast {
    let mut owner = options.connect().await.unwrap();
    let mut id = async |sql: &'static str| owner.fetch_one(sql).await.unwrap().get::<uuid::Uuid, _>(0);
    let ada = PersonId(id("select id from people where email = 'ada@acme.example'").await);
    let middle = id("select id from people where email = 'user500@example.com'").await;
    let notice = NoticeId(id("select id from notices limit 1").await);
    let actor = async |person| accounts::actor(backend, person, Locale::default()).await.unwrap().unwrap();
    let staff = actor(ada).await;
    let scope = staff.may(Action::CreateCustomers).unwrap();
    Cast { staff, scope, customer: CustomerId(middle), theirs: actor(PersonId(middle)).await, notice }
}

async fn times(backend: &Backend, options: &PgConnectOptions) -> Vec<(&'static str, Duration)> {
    let cast = &cast(backend, options).await;
    let scope = &cast.scope;
    let theirs = &cast.theirs.may(Action::ReadAudit).unwrap();
    let named = |name: &str| CustomerQuery { text: name.to_owned(), after: String::new() };
    let audited = |who: &str, action: &str, to: &str| AuditQuery {
        who: who.to_owned(),
        action: action.to_owned(),
        to: to.to_owned(),
        ..AuditQuery::default()
    };
    let mut out = Vec::new();
    macro_rules! time {
        ($name:literal, $ask:expr) => {
            out.push((
                $name,
                median(|| async {
                    std::hint::black_box($ask.await.unwrap());
                })
                .await,
            ));
        };
    }
    time!("customers", customers::list(backend, scope, &CustomerQuery::default()));
    time!("customers by name", customers::list(backend, scope, &named("customer number 50")));
    time!("customers by a part", customers::first(backend, scope, "mber 500", 20));
    time!("customers by email", customers::first(backend, scope, "noc777@example", 20));
    time!("customers by phone", customers::first(backend, scope, "555 0132", 20));
    time!("a customer", customers::find(backend, scope, cast.customer));
    time!("users", users::list(backend, scope, None));
    time!("users of a customer", users::list(backend, scope, Some(cast.customer)));
    time!("who acts, switched", accounts::actor(backend, cast.theirs.person, Locale::default()));
    time!("accounts to switch to", accounts::own_accounts(backend, &cast.theirs, ""));
    time!("accounts, of staff", accounts::own_accounts(backend, &cast.staff, ""));
    time!("ledger", ledger::statement(backend, scope, None, 0, 50));
    time!("audit", audit::list(backend, scope, &AuditQuery::default()));
    time!("audit by action", audit::list(backend, scope, &audited("", "plan.saved", "")));
    time!("audit by nobody", audit::list(backend, scope, &audited("nobody of ours", "", "")));
    time!("audit by a name", audit::list(backend, scope, &audited("user1000@", "", "")));
    time!("audit of long ago", audit::list(backend, scope, &audited("", "", "2001-01-01")));
    time!("audit of a customer", audit::list(backend, theirs, &AuditQuery::default()));
    time!("billing accounts", billing::list(backend, scope));
    time!("mails that failed", mail::list(backend, scope, None, ""));
    time!("invitations", users::of_customers(backend, scope, None, ""));
    time!("drafts", drafts::list(backend, scope, None));
    time!("a notice", notices::find(backend, scope, cast.notice));
    time!("whom a notice goes to", notices::candidates(backend, scope, cast.notice, "customer"));
    time!("cards that are due (job)", payments::draw_due(backend));
    time!("months that are due (job)", ledger::charge_due(backend));
    out
}

/// Prints a table, and says whether every row is flat.
pub async fn measure(backends: Vec<(u32, Backend, PgConnectOptions)>) -> bool {
    let mut columns = Vec::new();
    for (customers, backend, options) in &backends {
        let mut owner = options.connect().await.unwrap();
        let there: i64 = owner.fetch_one("select count(*) from mails where kind = 'receipt'").await.unwrap().get(0);
        if there < i64::from(*customers) {
            for sql in grown(*customers).split_inclusive("commit;") {
                owner.execute(AssertSqlSafe(sql.to_owned())).await.unwrap();
            }
        }
        columns.push(times(backend, options).await);
    }
    print!("\n{:<28}", "ms, median");
    for (customers, ..) in &backends {
        print!("{customers:>12}");
    }
    println!("{:>9}", "ratio");
    let mut flat = true;
    for (at, (name, first)) in columns[0].iter().enumerate() {
        print!("{name:<28}");
        for column in &columns {
            print!("{:>12.2}", column[at].1.as_secs_f64() * 1_000.0);
        }
        let worst = columns.iter().map(|column| column[at].1).max().unwrap();
        let ratio = worst.max(GRAIN).as_secs_f64() / (*first).max(GRAIN).as_secs_f64();
        let good = ratio <= MOST || (PARTS.0.contains(name) && worst < PARTS.1);
        println!("{ratio:>9.2}{}", if good { "" } else { "  TOO MUCH" });
        flat &= good;
    }
    for (customers, backend, options) in &backends {
        println!("months charged in an hour, of {customers} customers: {:.0}", months_an_hour(backend, options).await);
    }
    flat
}

/// So many months have begun at once.
const MONTHS: u32 = 10_000;

/// How many months one server would charge in an hour.
async fn months_an_hour(backend: &Backend, options: &PgConnectOptions) -> f64 {
    let mut owner = options.connect().await.unwrap();
    let due = format!(
        "update customers set charged_until = current_date, charge_day = extract(day from current_date)
        where id in (select id from customers where charged_until is not null limit {MONTHS})"
    );
    owner.execute(AssertSqlSafe(due)).await.unwrap();
    let began = Instant::now();
    let charged = ledger::charge_due(backend).await.unwrap();
    f64::from(u32::try_from(charged).unwrap()) / began.elapsed().as_secs_f64() * 3_600.0
}
