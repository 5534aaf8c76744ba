//! One customer, with all that its page shows.

use domain::{
    customers::{CustomerDetail, CustomerState, CustomerSummary, Payer, PlanOf},
    form::Answer,
    ids::CustomerId,
    money::Money,
    names,
    vocabulary::{
        Phone, RegistrationNumber,
        address::{Part, rules},
    },
    words::Word,
};

use crate::{Backend, Error, Scope, Tx};

/// The customer.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or it is another tenant's.
pub async fn find(backend: &Backend, scope: &Scope, id: CustomerId) -> Result<CustomerDetail, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let row = sqlx::query!(
        r#"select c.name, c.number, c.registration_number, c.state, c.payer, c.monthly_minor, c.setup_minor, c.currency, c.made_at,
            p.name as "plan?", b.name as "account?", b.email as "account_email?"
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
    let contacts = sqlx::query!(
        "select kind, name, given_name, family_name, job_title, email, phone from contacts
        where reseller_id = $1 and customer_id = $2 order by kind",
        scope.reseller.0,
        id.0,
    )
    .fetch_all(&mut *tx)
    .await?;
    let (home, addresses) = addresses(&mut tx, scope, id).await?;
    let people = sqlx::query!(
        "select p.name, p.email from memberships m join people p on p.id = m.person_id
        where m.reseller_id = $1 and m.customer_id = $2 order by p.name, p.email",
        scope.reseller.0,
        id.0,
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;

    let optional = |label, value: Option<String>| value.map(|value| (label, value));
    // Where nobody can check a number, whoever reads it is told.
    let remarked = |number: String| {
        let remark = RegistrationNumber::REMARK.and_then(|remark| remark(&number, &home));
        remark.map_or_else(|| number.clone(), |remark| format!("{number} · {}", remark.text(scope.language())))
    };
    let mut sections = vec![(
        Word::ContactHeadingBusiness,
        [
            Some((Word::CompanyName, row.name.clone())),
            Some((Word::AccountNumber, row.number.to_string())),
            optional(Word::RegistrationNumber, row.registration_number.map(remarked)),
        ]
        .into_iter()
        .flatten()
        .collect(),
    )];
    let mut contact = String::new();
    for one in contacts {
        let heading = match one.kind.as_str() {
            "authorized" => Word::ContactHeadingPerson,
            "administrator" => Word::ContactOfInvitation,
            _ => Word::TechnicalContact,
        };
        let named = one
            .name
            .or_else(|| Some([Some(one.given_name?), one.family_name].into_iter().flatten().collect::<Vec<_>>().join(" ")));
        if contact.is_empty() {
            contact = named.clone().unwrap_or_else(|| one.email.clone());
        }
        let phone = one.phone.map(|phone| Phone::kept(&phone).show_about(&home, scope.language()));
        let rows = [
            optional(Word::ColumnName, named),
            optional(Word::JobTitle, one.job_title),
            Some((Word::Email, one.email)),
            optional(Word::Phone, phone),
        ];
        sections.push((heading, rows.into_iter().flatten().collect()));
    }
    sections.extend(addresses);
    Ok(CustomerDetail {
        summary: CustomerSummary {
            id,
            name: row.name,
            contact,
            state: CustomerState::from_code(&row.state).ok_or(Error::Stored("customers.state"))?,
            payer: Payer::from_code(&row.payer).ok_or(Error::Stored("customers.payer"))?,
            created_at: row.made_at.unix_timestamp(),
        },
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

/// A heading, and label and value of each line beneath it.
type Section = (Word, Vec<(Word, String)>);

/// Where a customer is at home, and its addresses as their countries write them.
async fn addresses(tx: &mut Tx, scope: &Scope, id: CustomerId) -> Result<(String, Vec<Section>), Error> {
    let addresses = sqlx::query!(
        "select kind, line1, line2, district, city, region, postal_code, sorting_code, country from addresses
        where reseller_id = $1 and customer_id = $2 order by kind",
        scope.reseller.0,
        id.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    let home = addresses.first().map_or_else(String::new, |address| address.country.clone());
    let mut sections = Vec::new();
    for address in addresses {
        let heading = match address.kind.as_str() {
            "billing" => Word::BillingAddress,
            "company" => Word::PhysicalAddress,
            _ => Word::ServiceAddress,
        };
        let rules = rules(&address.country);
        let region = address.region.map(|code| rules.region_name(&code).to_owned());
        let second = address.line2.map(|line| (Word::AddressLine2, line));
        let mut lines: Vec<(Word, String)> = Vec::new();
        for part in &rules.parts {
            let value = match part {
                Part::Street => Some(address.line1.clone()),
                Part::District => address.district.clone(),
                Part::Town => address.city.clone(),
                Part::Region => region.clone(),
                Part::PostalCode => address.postal_code.clone(),
                Part::SortingCode => address.sorting_code.clone(),
            };
            lines.extend(value.map(|value| (rules.name(*part), value)));
            lines.extend(second.clone().filter(|_| *part == Part::Street));
        }
        let country = names::country(&address.country, scope.language()).map_or(address.country, str::to_owned);
        lines.push((Word::Country, country));
        sections.push((heading, lines));
    }
    Ok((home, sections))
}
