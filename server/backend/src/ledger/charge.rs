//! Monthly charges: what a plan costs is entered as each month begins, for many customers at a time.

use std::collections::BTreeMap;

use domain::{
    ids::{BillingAccountId, CustomerId, PersonId, ResellerId},
    payments::LedgerKind,
    words::Word,
};
use serde::{Deserialize, Serialize};
use time::{Date, Duration, Month, OffsetDateTime};
use uuid::Uuid;

use super::{Line, Owner, enter, enter_all};
use crate::{
    Backend, Error, Scope, Tx,
    jobs::{self, Context, Job, JobError, Periodic},
};

/// The day a month after another, on the wanted day of the month or the last one that it has.
pub(crate) fn month_after(day: Date, wanted: u8) -> Date {
    let (year, month) =
        if day.month() == Month::December { (day.year() + 1, Month::January) } else { (day.year(), day.month().next()) };
    let last = month.length(year);
    // A month always has its own last day.
    Date::from_calendar_date(year, month, wanted.min(last)).unwrap_or(day)
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

/// Batch size.
const BATCH: usize = 500;
/// Charges months that have begun, of every customer.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct ChargeMonths;

impl Periodic for ChargeMonths {
    const NAME: &'static str = "charge_months";
    const TITLE: Word = Word::JobChargeMonths;
    const EVERY: std::time::Duration = std::time::Duration::from_mins(10);

    async fn run(context: &Context) -> Result<(), JobError> {
        let mut due = Due::default();
        let mut charged = 0;
        while let Some(batch) = due.charge_batch(&context.backend).await? {
            charged += batch;
            context.progress(charged, None).await?;
        }
        Ok(())
    }
}

/// Charges the months of one customer that could not be charged with the others.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ChargeMonth {
    customer: CustomerId,
}

impl Job for ChargeMonth {
    const NAME: &'static str = "charge_month";
    const TITLE: Word = Word::JobChargeMonth;

    /// Ten minutes, then twice as long each time, up to two days.
    fn pause(attempt: i32) -> Duration {
        jobs::doubling(Duration::minutes(10), attempt, Duration::hours(44))
    }

    fn key(&self) -> Option<String> {
        Some(self.customer.to_string())
    }

    async fn run(self, context: &Context) -> Result<(), JobError> {
        Ok(charge_begun(&context.backend, &context.scope()?, self.customer).await?)
    }
}

/// Charges months that have begun, of every customer; says how many.
///
/// # Errors
/// If the database does not answer.
pub async fn charge_due(backend: &Backend) -> Result<usize, Error> {
    let (mut due, mut charged) = (Due::default(), 0);
    while let Some(batch) = due.charge_batch(backend).await? {
        charged += batch;
    }
    Ok(charged)
}

/// The customers whose next month has begun, batch by batch. Each is looked at once for each month: what fails holds up nobody.
struct Due {
    after: (Date, Uuid),
}

impl Default for Due {
    fn default() -> Self {
        Self { after: (OffsetDateTime::UNIX_EPOCH.date(), Uuid::nil()) }
    }
}

impl Due {
    /// Charges the next batch; says how many months that were, or `None` after the last one.
    async fn charge_batch(&mut self, backend: &Backend) -> Result<Option<usize>, Error> {
        let now = backend.now();
        let today = now.date();
        let due = sqlx::query!(
            r#"select reseller as "reseller!", customer as "customer!", person as "person!", day as "day!"
            from customers_due($1, $2, $3, $4, $5)"#,
            today,
            now,
            self.after.0,
            self.after.1,
            i32::try_from(BATCH).unwrap_or(i32::MAX),
        )
        .fetch_all(&backend.pool)
        .await?;
        let Some(last) = due.last() else { return Ok(None) };
        self.after = (last.day, last.customer);
        let mut by_reseller = BTreeMap::<_, Vec<_>>::new();
        for one in due {
            by_reseller.entry(one.reseller).or_default().push((PersonId(one.person), CustomerId(one.customer)));
        }
        let mut charged = 0;
        for (reseller, customers) in by_reseller {
            charged += charge_batch(backend, ResellerId(reseller), &customers, today).await;
        }
        Ok(Some(charged))
    }
}

/// Charges a month of each of these customers, all in one transaction. If that fails, each in its own, so that one of them fails alone.
async fn charge_batch(backend: &Backend, reseller: ResellerId, customers: &[(PersonId, CustomerId)], today: Date) -> usize {
    let Some((person, _)) = customers.first() else { return 0 };
    let ids: Vec<_> = customers.iter().map(|(_, customer)| *customer).collect();
    match charge_months(backend, &Scope::of_job(reseller, *person), &ids, today).await {
        Ok(charged) => return charged,
        Err(error) => tracing::warn!(%reseller, %error, "a batch of months was not charged: they are charged one by one"),
    }
    let mut charged = 0;
    for (person, customer) in customers {
        let scope = Scope::of_job(reseller, *person);
        match charge_months(backend, &scope, &[*customer], today).await {
            Ok(one) => charged += one,
            Err(error) => {
                tracing::error!(%customer, %error, "monthly charge failed");
                if let Err(error) = charge_later(backend, &scope, *customer).await {
                    tracing::error!(%customer, %error, "a failed monthly charge could not be postponed");
                }
            }
        }
    }
    charged
}

/// Leaves the months of a customer to a job of their own, which says why they fail.
async fn charge_later(backend: &Backend, scope: &Scope, customer: CustomerId) -> Result<(), Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    jobs::enqueue(backend, &mut tx, &ChargeMonth { customer }).await?;
    tx.commit().await
}

/// Charges every month of one customer that has begun.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn charge_begun(backend: &Backend, scope: &Scope, customer: CustomerId) -> Result<(), Error> {
    let scope = scope.as_job_of(scope.person);
    while charge_months(backend, &scope, &[customer], backend.now().date()).await? > 0 {}
    Ok(())
}

/// Charges the next month of each of these customers of one reseller, if it has begun. A month that began while the reseller was suspended
/// is passed over: nobody could use what it is for.
async fn charge_months(backend: &Backend, scope: &Scope, customers: &[CustomerId], today: Date) -> Result<usize, Error> {
    let ids: Vec<_> = customers.iter().map(|id| id.0).collect();
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    // Another server that charges one of them has it: then it finds that one charged.
    let rows = sqlx::query!(
        r#"select c.id, c.monthly_minor, c.currency, c.payer, c.billing_account_id, c.charged_until as "day!", c.charge_day,
            (select p.name from plans p where p.reseller_id = c.reseller_id and p.id = c.plan_id) as plan,
            exists (select from suspensions s where s.reseller_id = c.reseller_id
                and (s.from_at at time zone 'utc')::date < c.charged_until
                and c.charged_until < coalesce((s.until_at at time zone 'utc')::date, 'infinity')) as "suspended!"
        from customers c
        where c.reseller_id = $1 and c.id = any($2) and c.state = 'active' and c.charged_until <= $3
        order by c.id for no key update of c skip locked"#,
        scope.reseller.0,
        &ids,
        today,
    )
    .fetch_all(&mut *tx)
    .await?;
    let tax = crate::payments::tax(&mut tx, scope).await?;
    let mut lines = Vec::new();
    let (mut charged, mut next): (Vec<_>, Vec<_>) = (Vec::new(), Vec::new());
    for row in &rows {
        let customer = CustomerId(row.id);
        let day = row.charge_day.and_then(|day| u8::try_from(day).ok()).ok_or(Error::Stored("customers.charge_day"))?;
        charged.push(row.id);
        next.push(month_after(row.day, day));
        if row.suspended {
            continue;
        }
        let owner = match (row.payer.as_str(), row.billing_account_id) {
            ("reseller", _) => Owner::Reseller,
            ("billing_account", Some(account)) => Owner::Billing(BillingAccountId(account)),
            ("customer_card", _) => Owner::Customer(customer),
            _ => return Err(Error::Stored("customers.payer")),
        };
        let line = |kind, amount: i64, what: &str| Line {
            customer: Some(customer),
            kind,
            amount: -amount,
            period: Some(row.day),
            payment: None,
            what: what.to_owned(),
        };
        let plan = row.plan.as_deref().unwrap_or_default();
        lines.push((owner, row.currency.as_str(), line(LedgerKind::Monthly, row.monthly_minor, plan)));
        // Whoever pays themselves pays the tax too.
        if let (Some(tax), "customer_card") = (&tax, row.payer.as_str()) {
            let amount = domain::payments::tax_of(row.monthly_minor, tax.basis_points, &row.currency);
            lines.push((owner, row.currency.as_str(), line(LedgerKind::Tax, amount, &tax.name)));
        }
    }
    let lines: Vec<_> = lines.iter().map(|(owner, currency, line)| (*owner, *currency, line)).collect();
    enter_all(backend, &mut tx, scope, &lines).await?;
    sqlx::query!(
        "update customers c set charged_until = n.day, charge_attempts = 0, charge_next_at = null, charge_problem = null
        from unnest($2::uuid[], $3::date[]) n (id, day) where c.reseller_id = $1 and c.id = n.id",
        scope.reseller.0,
        &charged,
        &next,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(charged.len())
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
