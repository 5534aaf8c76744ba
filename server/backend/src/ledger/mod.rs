//! Ledgers: who owes what. A reseller has one for what it pays for its customers (S0.17), each of its billing accounts one, each customer
//! who pays themselves one. Entries are only ever added, each with the balance after it, written under the lock of its ledger's row.

mod charge;
mod statement;

use std::{collections::BTreeMap, time::Duration};

use domain::{
    ids::{BillingAccountId, CustomerId, PaymentId, ResellerId},
    payments::LedgerKind,
    words::Word,
};
use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;

pub use charge::charge_due;
pub(crate) use charge::{ChargeMonth, ChargeMonths, charge_begun, charge_new, month_after};
pub use statement::{Statement, balance_of, statement};

use crate::{
    Backend, Error, Scope, Tx,
    jobs::{Context, JobError, Periodic},
};

/// Whose ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// The reseller's own.
    Reseller,
    /// That of one of its billing accounts.
    Billing(BillingAccountId),
    /// That of a customer who pays themselves.
    Customer(CustomerId),
}

impl Owner {
    /// By which its ledger is found: ids of resellers, billing accounts and customers are never the same.
    const fn key(self, reseller: ResellerId) -> Uuid {
        match self {
            Self::Reseller => reseller.0,
            Self::Billing(account) => account.0,
            Self::Customer(customer) => customer.0,
        }
    }

    const fn columns(self) -> (Option<Uuid>, Option<Uuid>) {
        match self {
            Self::Reseller => (None, None),
            Self::Billing(account) => (None, Some(account.0)),
            Self::Customer(customer) => (Some(customer.0), None),
        }
    }
}

/// An entry to be made. One of nought is left out.
pub(crate) struct Line {
    pub(crate) customer: Option<CustomerId>,
    pub(crate) kind: LedgerKind,
    /// Below zero what is owed.
    pub(crate) amount: i64,
    /// The first day of the month that is charged for: the same month is charged once.
    pub(crate) period: Option<Date>,
    pub(crate) payment: Option<PaymentId>,
    pub(crate) what: String,
}

/// Enters lines into a ledger, which is made where there is none. The caller commits.
pub(crate) async fn enter(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    owner: Owner,
    currency: &str,
    lines: &[Line],
) -> Result<(), Error> {
    let lines: Vec<_> = lines.iter().map(|line| (owner, currency, line)).collect();
    enter_all(backend, tx, scope, &lines).await
}

/// A ledger while lines are entered into it.
struct Open {
    account: Uuid,
    customer: Option<Uuid>,
    balance: i64,
    entries: i64,
}

/// The columns of new entries, for one statement.
#[derive(Default)]
struct Columns {
    account: Vec<Uuid>,
    number: Vec<i64>,
    owner: Vec<Option<Uuid>>,
    customer: Vec<Option<Uuid>>,
    kind: Vec<String>,
    amount: Vec<i64>,
    balance: Vec<i64>,
    period: Vec<Option<Date>>,
    payment: Vec<Option<Uuid>>,
    what: Vec<String>,
}

/// The same for many ledgers of a reseller, each line with its ledger's owner and currency: as many statements for a thousand as for one.
async fn enter_all(backend: &Backend, tx: &mut Tx, scope: &Scope, lines: &[(Owner, &str, &Line)]) -> Result<(), Error> {
    let owners: BTreeMap<Owner, &str> = lines.iter().map(|(owner, currency, _)| (*owner, *currency)).collect();
    let mut ledgers = open(backend, tx, scope, &owners).await?;
    let mut new = Columns::default();
    for (owner, currency, line) in lines.iter().filter(|(_, _, line)| line.amount != 0) {
        if owners.get(owner) != Some(currency) {
            return Err(Error::Stored("a ledger in two currencies"));
        }
        let ledger = ledgers.get_mut(&owner.key(scope.reseller)).ok_or(Error::Stored("ledger_accounts"))?;
        ledger.balance = ledger.balance.checked_add(line.amount).ok_or(Error::Stored("a balance that is too large"))?;
        ledger.entries += 1;
        new.account.push(ledger.account);
        new.number.push(ledger.entries);
        new.owner.push(ledger.customer);
        new.customer.push(line.customer.map(|id| id.0));
        new.kind.push(line.kind.code().to_owned());
        new.amount.push(line.amount);
        new.balance.push(ledger.balance);
        new.period.push(line.period);
        new.payment.push(line.payment.map(|id| id.0));
        new.what.push(line.what.clone());
    }
    sqlx::query!(
        "insert into ledger_entries (reseller_id, account_id, number, owner_customer_id, customer_id, kind, amount_minor,
            balance_minor, period, payment_id, what, at)
        select $1, e.*, $12 from unnest($2::uuid[], $3::bigint[], $4::uuid[], $5::uuid[], $6::text[], $7::bigint[], $8::bigint[],
            $9::date[], $10::uuid[], $11::text[]) e",
        scope.reseller.0,
        &new.account,
        &new.number,
        &new.owner as &[Option<Uuid>],
        &new.customer as &[Option<Uuid>],
        &new.kind,
        &new.amount,
        &new.balance,
        &new.period as &[Option<Date>],
        &new.payment as &[Option<Uuid>],
        &new.what,
        backend.now(),
    )
    .execute(&mut **tx)
    .await?;
    let accounts: Vec<_> = ledgers.values().map(|ledger| ledger.account).collect();
    let balances: Vec<_> = ledgers.values().map(|ledger| ledger.balance).collect();
    let entries: Vec<_> = ledgers.values().map(|ledger| ledger.entries).collect();
    sqlx::query!(
        "update ledger_accounts a set balance_minor = n.balance, entries = n.entries
        from unnest($2::uuid[], $3::bigint[], $4::bigint[]) n (id, balance, entries) where a.reseller_id = $1 and a.id = n.id",
        scope.reseller.0,
        &accounts,
        &balances,
        &entries,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Makes and locks ledgers, by the keys of their owners: whoever enters at the same time waits here, since each balance is the one before
/// and the entry.
async fn open(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    owners: &BTreeMap<Owner, &str>,
) -> Result<BTreeMap<Uuid, Open>, Error> {
    let keys: Vec<_> = owners.keys().map(|owner| owner.key(scope.reseller)).collect();
    let ids: Vec<_> = keys.iter().map(|_| backend.new_id()).collect();
    let (customers, accounts): (Vec<_>, Vec<_>) = owners.keys().map(|owner| owner.columns()).unzip();
    let currencies: Vec<_> = owners.values().map(|currency| (*currency).to_owned()).collect();
    sqlx::query!(
        "insert into ledger_accounts (reseller_id, id, customer_id, billing_account_id, currency)
        select $1, n.* from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[]) n on conflict do nothing",
        scope.reseller.0,
        &ids,
        &customers as &[Option<Uuid>],
        &accounts as &[Option<Uuid>],
        &currencies,
    )
    .execute(&mut **tx)
    .await?;
    let rows = sqlx::query!(
        r#"select id, customer_id, balance_minor, entries, currency, coalesce(customer_id, billing_account_id, reseller_id) as "key!"
        from ledger_accounts
        where reseller_id = $1 and case when customer_id is not null then customer_id
                when billing_account_id is not null then billing_account_id else reseller_id end = any($2) order by id for update"#,
        scope.reseller.0,
        &keys,
    )
    .fetch_all(&mut **tx)
    .await?;
    let currencies: BTreeMap<_, _> = keys.into_iter().zip(owners.values().copied()).collect();
    rows.into_iter()
        .map(|row| {
            if currencies.get(&row.key) != Some(&row.currency.as_str()) {
                return Err(Error::Stored("a ledger in another currency"));
            }
            let (customer, balance, entries) = (row.customer_id, row.balance_minor, row.entries);
            Ok((row.key, Open { account: row.id, customer, balance, entries }))
        })
        .collect()
}

/// How many ledgers do not stand at the sum of their entries: there must be none.
///
/// # Errors
/// If the database does not answer.
pub async fn wrong(backend: &Backend) -> Result<i64, Error> {
    let mut tx = backend.pool.begin().await?;
    // It reads every entry that there is.
    sqlx::query!("select set_config('statement_timeout', '0', true)").fetch_one(&mut *tx).await?;
    let wrong = sqlx::query_scalar!(r#"select count(*) as "count!" from ledgers_wrong()"#).fetch_one(&mut *tx).await?;
    tx.commit().await?;
    Ok(wrong)
}

/// Proves that each ledger stands at the sum of its entries.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct ProveLedgers;

impl Periodic for ProveLedgers {
    const NAME: &'static str = "prove_ledgers";
    const TITLE: Word = Word::JobProveLedgers;
    const EVERY: Duration = Duration::from_hours(24);

    async fn run(context: &Context) -> Result<(), JobError> {
        match wrong(&context.backend).await? {
            0 => Ok(()),
            wrong => Err(JobError::Fail(format!("{wrong} ledgers do not stand at the sum of their entries"))),
        }
    }
}
