//! One customer, with all that its page shows.

use domain::{
    customers::{CustomerDetail, CustomerState, CustomerSummary, Payer},
    ids::CustomerId,
    money::Money,
    words::Word,
};

use time::format_description::well_known::Rfc3339;

use crate::{Backend, Error, Scope, Tx};

/// The customer.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or it is another tenant's.
pub async fn find(backend: &Backend, scope: &Scope, id: CustomerId) -> Result<CustomerDetail, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let row = sqlx::query!(
        r#"select c.name, c.registration_number, c.state, c.payer, c.monthly_minor, c.setup_minor, c.currency, c.made_at,
            p.name as plan, k.given_name, k.family_name, k.job_title, k.email, k.phone
        from customers c
        join plans p on p.reseller_id = c.reseller_id and p.id = c.plan_id
        join contacts k on k.reseller_id = c.reseller_id and k.customer_id = c.id and k.kind = 'authorized'
        where c.reseller_id = $1 and c.id = $2"#,
        scope.reseller.0,
        id.0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::NotFound)?;
    let addresses = sqlx::query!(
        "select kind, line1, line2, city, region, postal_code, country from addresses
        where reseller_id = $1 and customer_id = $2 order by kind",
        scope.reseller.0,
        id.0,
    )
    .fetch_all(&mut *tx)
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

    let contact = format!("{} {}", row.given_name, row.family_name);
    let optional = |label, value: Option<String>| value.map(|value| (label, value));
    let mut sections = vec![
        (
            Word::ContactHeadingBusiness,
            [Some((Word::CompanyName, row.name.clone())), optional(Word::RegistrationNumber, row.registration_number)]
                .into_iter()
                .flatten()
                .collect(),
        ),
        (
            Word::ContactHeadingPerson,
            [
                Some((Word::ColumnName, contact.clone())),
                optional(Word::JobTitle, row.job_title),
                Some((Word::Email, row.email)),
                Some((Word::Phone, row.phone)),
            ]
            .into_iter()
            .flatten()
            .collect(),
        ),
    ];
    for address in addresses {
        let heading = if address.kind == "billing" { Word::BillingAddress } else { Word::ServiceAddress };
        let country = rust_iso3166::from_alpha2(&address.country).map_or(address.country, |known| known.name.to_owned());
        let lines = [
            Some((Word::AddressLine1, address.line1)),
            optional(Word::AddressLine2, address.line2),
            Some((Word::City, address.city)),
            optional(Word::Region, address.region),
            optional(Word::PostalCode, address.postal_code),
            Some((Word::Country, country)),
        ];
        sections.push((heading, lines.into_iter().flatten().collect()));
    }
    Ok(CustomerDetail {
        summary: CustomerSummary {
            id,
            name: row.name,
            contact,
            state: CustomerState::from_code(&row.state).ok_or(Error::Stored("customers.state"))?,
            payer: Payer::from_code(&row.payer).ok_or(Error::Stored("customers.payer"))?,
            created_at: row.made_at.unix_timestamp(),
            created_on: row.made_at.format(&Rfc3339).unwrap_or_default(),
        },
        sections,
        plan: row.plan,
        monthly: Money::new(row.monthly_minor, row.currency.clone()),
        setup: Money::new(row.setup_minor, row.currency),
        people: people.into_iter().map(|person| (person.name, person.email)).collect(),
        now: backend.now().unix_timestamp(),
    })
}
