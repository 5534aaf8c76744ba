//! One customer, with all that its page shows.

use domain::{
    customers::{CustomerDetail, CustomerState, CustomerSummary, DetailSection, Payer, PlanOf},
    form::{Reader, ReviewRow},
    ids::CustomerId,
    money::Money,
    words::{Language, Word},
};

use crate::{Backend, Error, Scope, Tx, records};

/// The customer.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or it is another tenant's.
pub async fn find(backend: &Backend, scope: &Scope, id: CustomerId) -> Result<CustomerDetail, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let row = sqlx::query!(
        r#"select c.name, c.number, c.state, c.payer, c.monthly_minor, c.setup_minor, c.currency, c.made_at,
            p.name as "plan?", exists (select from drafts d where d.reseller_id = c.reseller_id and d.of_customer = c.id
                and d.submitted_at is null and d.discarded_at is null) as "finishes!", b.name as "account?", b.email as "account_email?"
        from customers c
        left join plans p on p.reseller_id = c.reseller_id and p.id = c.plan_id
        left join billing_accounts b on b.reseller_id = c.reseller_id and b.id = c.billing_account_id
        where c.reseller_id = $1 and c.id = $2"#,
        scope.reseller.0,
        id.0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::NotFound)?;
    let kept = records::load(&mut tx, scope, id).await?;
    let lists = kept.lists(backend, &mut tx, scope).await?;
    let contact = sqlx::query_scalar!(
        r#"select coalesce(name, nullif(concat_ws(' ', given_name, family_name), ''), email) as "contact!" from contacts
        where reseller_id = $1 and customer_id = $2 order by kind limit 1"#,
        scope.reseller.0,
        id.0,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let people = sqlx::query!(
        "select p.name, p.email from memberships m join people p on p.id = m.person_id
        where m.reseller_id = $1 and m.customer_id = $2 order by p.name, p.email",
        scope.reseller.0,
        id.0,
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;

    let reader = if scope.customer.is_some() { Reader::Customer } else { Reader::Staff };
    let may_change = row.state != CustomerState::Closed.code() && !row.finishes;
    let sections = kept.record.cards(&kept.answers, &lists, reader, scope.language()).into_iter().map(|card| DetailSection {
        title: card.title,
        edit: card.edit.filter(|_| may_change).map(str::to_owned),
        rows: card.rows.into_iter().filter_map(|row| line(row, scope.language())).collect(),
    });
    let sections = sections.filter(|section| !section.rows.is_empty() || section.edit.is_some()).collect();
    Ok(CustomerDetail {
        summary: CustomerSummary {
            id,
            name: row.name,
            contact: contact.unwrap_or_default(),
            state: CustomerState::from_code(&row.state).ok_or(Error::Stored("customers.state"))?,
            payer: Payer::from_code(&row.payer).ok_or(Error::Stored("customers.payer"))?,
            created_at: row.made_at.unix_timestamp(),
        },
        number: row.number,
        sections,
        plan: row.plan.map(|name| PlanOf {
            name,
            monthly: Money::new(row.monthly_minor, row.currency.clone()),
            setup: Money::new(row.setup_minor, row.currency.clone()),
        }),
        billing_account: row.account.zip(row.account_email).map(|(name, email)| format!("{name}, {email}")),
        people: people.into_iter().map(|person| (person.name, person.email)).collect(),
        now: backend.now().unix_timestamp(),
    })
}

/// Label and value of an answer. Where nobody can check it, the reader sees that.
fn line(row: ReviewRow, language: Language) -> Option<(Word, String)> {
    let value = row.value?;
    Some((row.label, row.remark.map_or_else(|| value.clone(), |remark| format!("{value} · {}", remark.text(language)))))
}
