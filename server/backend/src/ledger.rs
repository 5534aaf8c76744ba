//! Ledgers: who owes what. A reseller has one for what it pays for its customers (S0.17), each of its billing accounts one, each customer
//! who pays themselves one. Entries are only ever added, each with the balance after it, written under the lock of its ledger's row.

use std::time::Duration;

use domain::{
    ids::{BillingAccountId, CustomerId, PaymentId, PersonId, ResellerId},
    money::Money,
    payments::{LedgerEntry, LedgerKind},
};
use time::{Date, Month, format_description::well_known::Rfc3339};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{Backend, Error, Scope, Tx, jobs};

/// Whose ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The reseller's own.
    Reseller,
    /// That of one of its billing accounts.
    Billing(BillingAccountId),
    /// That of a customer who pays themselves.
    Customer(CustomerId),
}

impl Owner {
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

/// The day a month after another, on the wanted day of the month or the last one that it has.
pub(crate) fn month_after(day: Date, wanted: u8) -> Date {
    let (year, month) =
        if day.month() == Month::December { (day.year() + 1, Month::January) } else { (day.year(), day.month().next()) };
    let last = month.length(year);
    // A month always has its own last day.
    Date::from_calendar_date(year, month, wanted.min(last)).unwrap_or(day)
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
    let (customer, billing) = owner.columns();
    sqlx::query!(
        "insert into ledger_accounts (reseller_id, id, customer_id, billing_account_id, currency) values ($1, $2, $3, $4, $5)
        on conflict do nothing",
        scope.reseller.0,
        backend.new_id(),
        customer,
        billing,
        currency,
    )
    .execute(&mut **tx)
    .await?;
    // Whoever enters at the same time waits here: each balance is the one before and the entry.
    let account = sqlx::query!(
        "select id, balance_minor, entries, currency from ledger_accounts
        where reseller_id = $1 and customer_id is not distinct from $2 and billing_account_id is not distinct from $3 for update",
        scope.reseller.0,
        customer,
        billing,
    )
    .fetch_one(&mut **tx)
    .await?;
    if account.currency != currency {
        return Err(Error::Stored("a ledger in another currency"));
    }
    let (mut balance, mut number) = (account.balance_minor, account.entries);
    for line in lines.iter().filter(|line| line.amount != 0) {
        balance += line.amount;
        number += 1;
        sqlx::query!(
            "insert into ledger_entries (reseller_id, account_id, number, owner_customer_id, customer_id, kind, amount_minor,
                balance_minor, period, payment_id, what, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            scope.reseller.0,
            account.id,
            number,
            customer,
            line.customer.map(|id| id.0),
            line.kind.code(),
            line.amount,
            balance,
            line.period,
            line.payment.map(|id| id.0),
            line.what,
            backend.now(),
        )
        .execute(&mut **tx)
        .await?;
    }
    sqlx::query!(
        "update ledger_accounts set balance_minor = $3, entries = $4 where reseller_id = $1 and id = $2",
        scope.reseller.0,
        account.id,
        balance,
        number,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A reseller is charged for a customer that it pays for, from its first day on (S0.17).
pub(crate) async fn charge_new(backend: &Backend, tx: &mut Tx, scope: &Scope, customer: CustomerId) -> Result<(), Error> {
    let row = sqlx::query!(
        r#"select c.setup_minor, c.monthly_minor, c.currency, p.name as plan from customers c
        join plans p on p.reseller_id = c.reseller_id and p.id = c.plan_id
        where c.reseller_id = $1 and c.id = $2"#,
        scope.reseller.0,
        customer.0,
    )
    .fetch_one(&mut **tx)
    .await?;
    let today = backend.now().date();
    let line = |kind, amount: i64, period| Line {
        customer: Some(customer),
        kind,
        amount: -amount,
        period,
        payment: None,
        what: row.plan.clone(),
    };
    let lines = [line(LedgerKind::Setup, row.setup_minor, None), line(LedgerKind::Monthly, row.monthly_minor, Some(today))];
    enter(backend, tx, scope, Owner::Reseller, &row.currency, &lines).await?;
    sqlx::query!(
        "update customers set charged_until = $3, charge_day = $4 where reseller_id = $1 and id = $2",
        scope.reseller.0,
        customer.0,
        month_after(today, today.day()),
        i16::from(today.day()),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// So many months are charged at a time.
const MONTHS: usize = 200;

/// Charges months that have begun, of every customer; says how many.
///
/// # Errors
/// If the database does not answer.
pub async fn charge_due(backend: &Backend) -> Result<usize, Error> {
    let today = backend.now().date();
    let due = sqlx::query!(
        r#"select reseller as "reseller!", customer as "customer!", person as "person!" from customers_to_charge($1, $2)"#,
        today,
        i32::try_from(MONTHS).unwrap_or(i32::MAX),
    )
    .fetch_all(&backend.pool)
    .await?;
    let mut charged = 0;
    for one in due {
        let scope = Scope::of_job(ResellerId(one.reseller), PersonId(one.person));
        match charge_month(backend, &scope, CustomerId(one.customer), today).await {
            Ok(()) => charged += 1,
            // The others do not wait for it.
            Err(error) => tracing::error!(customer = %one.customer, %error, "a month was not charged"),
        }
    }
    Ok(charged)
}

async fn charge_month(backend: &Backend, scope: &Scope, customer: CustomerId, today: Date) -> Result<(), Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    // Whoever charges the same month waits here, and then finds it charged.
    let row = sqlx::query!(
        r#"select c.monthly_minor, c.currency, c.payer, c.billing_account_id, c.charged_until, c.charge_day, c.state,
            (select p.name from plans p where p.reseller_id = c.reseller_id and p.id = c.plan_id) as plan
        from customers c where c.reseller_id = $1 and c.id = $2 for no key update"#,
        scope.reseller.0,
        customer.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    let Some(period) = row.charged_until.filter(|until| *until <= today && row.state == "active") else { return Ok(()) };
    let day = row.charge_day.and_then(|day| u8::try_from(day).ok()).ok_or(Error::Stored("customers.charge_day"))?;
    let owner = match (row.payer.as_str(), row.billing_account_id) {
        ("reseller", _) => Owner::Reseller,
        ("billing_account", Some(account)) => Owner::Billing(BillingAccountId(account)),
        ("customer_card", _) => Owner::Customer(customer),
        _ => return Err(Error::Stored("customers.payer")),
    };
    let line = |kind, amount: i64, what: String| Line {
        customer: Some(customer),
        kind,
        amount: -amount,
        period: Some(period),
        payment: None,
        what,
    };
    let mut lines = vec![line(LedgerKind::Monthly, row.monthly_minor, row.plan.unwrap_or_default())];
    // Whoever pays themselves pays the tax too.
    if let Some((name, rate)) = crate::payments::tax(&mut tx, scope).await?.filter(|_| row.payer == "customer_card") {
        lines.push(line(LedgerKind::Tax, domain::payments::tax_of(row.monthly_minor, rate), name));
    }
    enter(backend, &mut tx, scope, owner, &row.currency, &lines).await?;
    sqlx::query!(
        "update customers set charged_until = $3 where reseller_id = $1 and id = $2",
        scope.reseller.0,
        customer.0,
        month_after(period, day),
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

/// A page of a ledger.
#[derive(Clone, Debug)]
pub struct Statement {
    /// What it stands at; none where nothing was ever entered.
    pub balance: Option<Money>,
    /// The entries, the newest first.
    pub entries: Vec<LedgerEntry>,
    /// The number before which the next page begins.
    pub next: Option<i64>,
    /// The billing account's name, where it is one's.
    pub name: Option<String>,
}

/// A page of a ledger: so many entries before a number; 0 for the newest.
///
/// # Errors
/// [`Error::NotFound`] if it is a billing account's that there is none of.
pub async fn statement(
    backend: &Backend,
    scope: &Scope,
    account: Option<BillingAccountId>,
    before: i64,
    most: usize,
) -> Result<Statement, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    // A customer's people have their own and no other.
    let owner = scope.customer.map_or_else(|| account.map_or(Owner::Reseller, Owner::Billing), Owner::Customer);
    let name = match owner {
        Owner::Billing(account) => Some(
            sqlx::query_scalar!(
                "select name from billing_accounts where reseller_id = $1 and id = $2",
                scope.reseller.0,
                account.0
            )
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(Error::NotFound)?,
        ),
        _ => None,
    };
    let (customer, billing) = owner.columns();
    let ledger = sqlx::query!(
        "select id, balance_minor, currency from ledger_accounts
        where reseller_id = $1 and customer_id is not distinct from $2 and billing_account_id is not distinct from $3",
        scope.reseller.0,
        customer,
        billing,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(ledger) = ledger else { return Ok(Statement { balance: None, entries: Vec::new(), next: None, name }) };
    let rows = sqlx::query!(
        r#"select e.number, e.at, e.kind, e.what, e.period, e.amount_minor, e.balance_minor, c.name as "customer?"
        from ledger_entries e left join customers c on c.reseller_id = e.reseller_id and c.id = e.customer_id
        where e.reseller_id = $1 and e.account_id = $2 and ($3::bigint = 0 or e.number < $3)
        order by e.number desc limit $4"#,
        scope.reseller.0,
        ledger.id,
        before,
        i64::try_from(most).unwrap_or(i64::MAX),
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    let money = |minor| Money::new(minor, ledger.currency.clone());
    let next = rows.last().map(|row| row.number).filter(|number| *number > 1 && rows.len() == most);
    let entries = rows
        .into_iter()
        .map(|row| {
            Ok(LedgerEntry {
                number: row.number,
                at: (row.at.unix_timestamp(), row.at.format(&Rfc3339).unwrap_or_default()),
                kind: LedgerKind::ALL
                    .into_iter()
                    .find(|kind| kind.code() == row.kind)
                    .ok_or(Error::Stored("ledger_entries.kind"))?,
                what: row.what,
                period: row.period.map(|day| day.to_string()),
                customer: row.customer,
                amount: money(row.amount_minor),
                balance: money(row.balance_minor),
            })
        })
        .collect::<Result<_, Error>>()?;
    Ok(Statement { balance: Some(money(ledger.balance_minor)), entries, next, name })
}

/// How many ledgers do not stand at the sum of their entries: there must be none.
///
/// # Errors
/// If the database does not answer.
pub async fn wrong(backend: &Backend) -> Result<i64, Error> {
    Ok(sqlx::query_scalar!(r#"select count(*) as "count!" from ledgers_wrong()"#).fetch_one(&backend.pool).await?)
}

/// How often months are looked for that have begun.
const EVERY: Duration = Duration::from_mins(10);
/// How often the balances are proven.
const PROVEN: Duration = Duration::from_hours(24);

/// Charges months as they begin, and proves the balances once a day, until it is told to stop.
pub async fn work(backend: Backend, stop: CancellationToken) {
    tokio::join!(
        jobs::every(EVERY, stop.clone(), "the months", backend.clone(), async |backend| Ok(
            charge_due(&backend).await? == MONTHS
        )),
        jobs::every(PROVEN, stop, "the proof of the ledgers", backend, async |backend| {
            let wrong = wrong(&backend).await?;
            if wrong > 0 {
                tracing::error!(wrong, "ledgers do not stand at the sum of their entries");
            }
            Ok(false)
        }),
    );
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::month_after;

    #[test]
    fn a_month_later_is_the_same_day_or_the_last_that_there_is() {
        assert_eq!(month_after(date!(2026 - 11 - 25), 25), date!(2026 - 12 - 25));
        assert_eq!(month_after(date!(2026 - 12 - 31), 31), date!(2027 - 01 - 31));
        assert_eq!(month_after(date!(2027 - 01 - 31), 31), date!(2027 - 02 - 28));
        assert_eq!(month_after(date!(2027 - 02 - 28), 31), date!(2027 - 03 - 31), "back to its own day");
        assert_eq!(month_after(date!(2028 - 01 - 30), 30), date!(2028 - 02 - 29));
    }
}
