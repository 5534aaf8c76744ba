//! The company of a customer of network services, which its own people keep up to date (S1.5).

use domain::{
    flows::network::{
        company::{ADDRESS, COMPANY, OWN, REGISTRATION, TECHNICAL},
        order::Company,
    },
    form::{Answers, Problem, Problems},
    ids::CustomerId,
    words::Word,
};

use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
    flows::put_address,
    lists,
    rates::{self, Rate},
};

/// A company as its form asks it.
#[derive(Clone, Debug)]
pub struct OwnCompany {
    /// What stands in the form.
    pub answers: Answers,
    /// What it is called now.
    pub name: String,
    /// Counts the changes.
    pub version: i32,
}

/// The company of a customer.
///
/// # Errors
/// [`Error::NotFound`] if this tenant has no such customer, or not of this kind.
pub async fn company(backend: &Backend, scope: &Scope, id: CustomerId) -> Result<OwnCompany, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let mut found = look(&mut tx, scope, id).await?;
    tx.commit().await?;
    OWN.confirm(&mut found.answers);
    Ok(found)
}

async fn look(tx: &mut Tx, scope: &Scope, id: CustomerId) -> Result<OwnCompany, Error> {
    let row = sqlx::query!(
        r#"select c.name, c.registration_number, c.version, k.email as "email?", a.line1 as "line1?", a.line2, a.district, a.city,
            a.region, a.postal_code, a.sorting_code, a.country as "country?"
        from customers c
        left join contacts k on k.reseller_id = c.reseller_id and k.customer_id = c.id and k.kind = 'technical'
        left join addresses a on a.reseller_id = c.reseller_id and a.customer_id = c.id and a.kind = 'company'
        where c.reseller_id = $1 and c.id = $2 and c.payer = 'billing_account' and c.state <> 'closed'"#,
        scope.reseller.0,
        id.0,
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(Error::NotFound)?;
    let answers = [
        (COMPANY.question.key, Some(row.name.clone())),
        (REGISTRATION.question.key, row.registration_number),
        (TECHNICAL.question.key, row.email),
        (ADDRESS.country.question.key, row.country),
        (ADDRESS.line1.question.key, row.line1),
        (ADDRESS.line2.question.key, row.line2),
        (ADDRESS.district.question.key, row.district),
        (ADDRESS.city.question.key, row.city),
        (ADDRESS.region.question.key, row.region),
        (ADDRESS.postal_code.question.key, row.postal_code),
        (ADDRESS.sorting_code.question.key, row.sorting_code),
    ];
    let answers = answers.into_iter().filter_map(|(key, text)| Some((key, text?))).collect();
    Ok(OwnCompany { answers, name: row.name, version: row.version })
}

/// What came of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It is so now.
    Done,
    /// Something is wrong with it.
    Mend(Problems),
    /// Somebody else changed it since the page was shown.
    Meanwhile,
}

/// Names that the people of one customer may try.
const NAMES: Rate = Rate { name: "company names of", every: time::Duration::hours(6), burst: 3 };

/// Changes the company of a customer, as a page that showed this version of it asked.
///
/// # Errors
/// [`Error::NotFound`] if this tenant has no such customer, or not of this kind.
pub async fn change_company(
    backend: &Backend,
    scope: &Scope,
    id: CustomerId,
    seen: i32,
    answers: &Answers,
) -> Result<Changed, Error> {
    let problems = lists::check(&OWN, answers);
    let new = match Company::read(answers) {
        Ok(new) if problems.is_empty() => new,
        Ok(_) => return Ok(Changed::Mend(problems)),
        Err(found) => return Ok(Changed::Mend(problems.or(|| found))),
    };
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let before = look(&mut tx, scope, id).await?;
    // That a name is taken tells a customer's people what another customer is called: they may not ask for many.
    if scope.customer.is_some()
        && before.version == seen
        && before.name != new.name.as_str()
        && rates::take(backend, NAMES, &id.to_string()).await?.is_some()
    {
        return Ok(Changed::Mend(Problems::one(COMPANY.question.key, Problem::Together(Word::CompanyNamesTried))));
    }
    let changed = sqlx::query!(
        "update customers set name = $4, name_folded = $5, registration_number = $6, version = version + 1
        where reseller_id = $1 and id = $2 and version = $3",
        scope.reseller.0,
        id.0,
        seen,
        new.name.as_str(),
        new.name.folded(),
        new.registration_number,
    )
    .execute(&mut *tx)
    .await
    .map_err(Error::from);
    match changed {
        Err(error) if error.is_constraint("customers_name_unique") => {
            return Ok(Changed::Mend(Problems::one(COMPANY.question.key, Problem::Taken)));
        }
        Ok(changed) if changed.rows_affected() == 0 => return Ok(Changed::Meanwhile),
        changed => changed?,
    };
    put_address(&mut tx, scope, id, "company", &new.address).await?;
    sqlx::query!(
        "insert into contacts (reseller_id, customer_id, id, kind, email) values ($1, $2, $3, 'technical', $4)
        on conflict (reseller_id, customer_id) where kind = 'technical' do update set email = excluded.email",
        scope.reseller.0,
        id.0,
        backend.new_id(),
        new.technical_email,
    )
    .execute(&mut *tx)
    .await?;
    let detail = audit::differences(&OWN, &before.answers, answers);
    audit::note(backend, &mut tx, scope, Entry { action: "company.changed", customer: Some(id), detail }).await?;
    tx.commit().await?;
    Ok(Changed::Done)
}
