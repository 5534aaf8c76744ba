//! What people read of a ledger: its balance, and its entries page by page.

use domain::{
    ids::{BillingAccountId, CustomerId},
    money::Money,
    payments::{LedgerEntry, LedgerKind},
};

use super::Owner;
use crate::{Backend, Error, Scope, Tx};

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

struct Account {
    id: uuid::Uuid,
    balance_minor: i64,
    currency: String,
}

async fn account_of(tx: &mut Tx, scope: &Scope, owner: Owner) -> Result<Option<Account>, Error> {
    Ok(sqlx::query_as!(
        Account,
        "select id, balance_minor, currency from ledger_accounts
        where reseller_id = $1 and case when customer_id is not null then customer_id
                when billing_account_id is not null then billing_account_id else reseller_id end = $2",
        scope.reseller.0,
        owner.key(scope.reseller),
    )
    .fetch_optional(&mut **tx)
    .await?)
}

/// What a customer has in its own ledger, if it has one: below zero what it owes.
///
/// # Errors
/// If the database does not answer.
pub async fn balance_of(backend: &Backend, scope: &Scope, customer: CustomerId) -> Result<Option<Money>, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let account = account_of(&mut tx, scope, Owner::Customer(customer)).await?;
    tx.commit().await?;
    Ok(account.map(|account| Money::new(account.balance_minor, account.currency)))
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
    let ledger = account_of(&mut tx, scope, owner).await?;
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
                at: row.at.unix_timestamp(),
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
