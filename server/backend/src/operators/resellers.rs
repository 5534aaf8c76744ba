//! Resellers: made with their first administrator's invitation, changed, suspended and resumed. Each change stands in the reseller's audit.

use domain::{
    access::Role,
    form::{Answer, Answers, Lists, Problem, Problems, Step},
    ids::{PlanId, ResellerId},
    money::Money,
    operators::{
        CHANGE, COUNTRY, CREATE, CURRENCY, FACTOR_REQUIRED, FIRST_ADMINISTRATOR, NAME, OFFERS, POOL_INBOUND, POOL_OUTBOUND,
        POOL_TWO_WAY, PlanSummary, REALM_SUFFIX, ResellerDetail, ResellerSummary, TIME_ZONE,
    },
    vocabulary::{Email, YesNo},
    words::Word,
};
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::Console;
use crate::{
    Backend, Error, Tx,
    audit::{self, Entry},
    lists,
    users::{self, Guest, Whose},
};

/// The lists that the forms ask from.
pub fn lists(backend: &Backend, console: &Console, step: &Step) -> Lists {
    lists::for_everybody(step, console.scope.language(), backend.now().unix_timestamp())
}

fn summary(
    id: uuid::Uuid,
    name: String,
    currency: String,
    suspended: Option<OffsetDateTime>,
    made: OffsetDateTime,
) -> ResellerSummary {
    ResellerSummary { id: ResellerId(id), name, currency, suspended: suspended.is_some(), made: made.unix_timestamp() }
}

/// Every reseller, by name.
///
/// # Errors
/// If the database does not answer.
pub async fn list(backend: &Backend, console: &Console) -> Result<Vec<ResellerSummary>, Error> {
    let mut tx = Tx::begin_operator(&backend.pool, &console.scope).await?;
    let rows = sqlx::query!("select id, name, currency, suspended_at, made_at from resellers order by lower(name)")
        .fetch_all(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(rows.into_iter().map(|row| summary(row.id, row.name, row.currency, row.suspended_at, row.made_at)).collect())
}

/// One of them.
///
/// # Errors
/// [`Error::NotFound`] if there is no such reseller.
pub async fn find(backend: &Backend, console: &Console, id: ResellerId) -> Result<ResellerDetail, Error> {
    let mut tx = Tx::begin_operator(&backend.pool, &console.at(id)).await?;
    let row = sqlx::query!(
        "select name, currency, country, time_zone, realm_suffix, pool_inbound, pool_outbound, pool_two_way, second_factor_required,
            suspended_at, made_at, version, flows
        from resellers where id = $1",
        id.0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::NotFound)?;
    let plans = sqlx::query!("select id, name, monthly_minor, currency from plans where reseller_id = $1 order by place", id.0)
        .fetch_all(&mut *tx)
        .await?;
    tx.commit().await?;
    let yes_no = |yes: bool| if yes { YesNo::Yes } else { YesNo::No }.show();
    let offers =
        OFFERS.iter().map(|(asked, offer)| (asked.question.key, yes_no(row.flows.iter().any(|offered| offered == offer))));
    let answers = [
        (NAME.question.key, row.name.clone()),
        (CURRENCY.question.key, row.currency.clone()),
        (COUNTRY.question.key, row.country.unwrap_or_default()),
        (TIME_ZONE.question.key, row.time_zone.unwrap_or_default()),
        (REALM_SUFFIX.question.key, row.realm_suffix.unwrap_or_default()),
        (POOL_INBOUND.question.key, row.pool_inbound.to_string()),
        (POOL_OUTBOUND.question.key, row.pool_outbound.to_string()),
        (POOL_TWO_WAY.question.key, row.pool_two_way.to_string()),
        (FACTOR_REQUIRED.question.key, yes_no(row.second_factor_required)),
    ];
    let plan =
        |id, name, monthly, currency: String| PlanSummary { id: PlanId(id), name, monthly: Money::new(monthly, currency) };
    Ok(ResellerDetail {
        summary: summary(id.0, row.name, row.currency, row.suspended_at, row.made_at),
        answers: answers.into_iter().chain(offers).collect(),
        plans: plans.into_iter().map(|row| plan(row.id, row.name, row.monthly_minor, row.currency)).collect(),
        version: row.version,
    })
}

/// What a form says of a reseller, ready to be stored.
struct Wanted {
    name: String,
    currency: String,
    country: String,
    time_zone: String,
    realm_suffix: Option<String>,
    pools: [i32; 3],
    factor: bool,
    flows: Vec<String>,
}

fn read(step: &Step, answers: &Answers) -> Result<Wanted, Problems> {
    let problems = lists::check(step, answers);
    let (Some(name), Some(currency), Some(country), Some(time_zone), true) =
        (answers.get(&NAME), answers.get(&CURRENCY), answers.get(&COUNTRY), answers.get(&TIME_ZONE), problems.is_empty())
    else {
        return Err(problems);
    };
    let pool = |number: Option<i64>| number.and_then(|number| i32::try_from(number).ok()).unwrap_or_default();
    Ok(Wanted {
        name: name.show(),
        currency: currency.show(),
        country: country.show(),
        time_zone: time_zone.show(),
        realm_suffix: answers.get(&REALM_SUFFIX).map(|suffix| suffix.show()),
        pools: [
            pool(answers.get(&POOL_INBOUND).map(|number| number.0)),
            pool(answers.get(&POOL_OUTBOUND).map(|number| number.0)),
            pool(answers.get(&POOL_TWO_WAY).map(|number| number.0)),
        ],
        factor: answers.get(&FACTOR_REQUIRED) == Some(YesNo::Yes),
        flows: OFFERS
            .iter()
            .filter(|(asked, _)| answers.get(asked) == Some(YesNo::Yes))
            .map(|(_, offer)| (*offer).to_owned())
            .collect(),
    })
}

/// Which field a row's refusal is about.
fn taken(error: sqlx::Error) -> Result<Problems, Error> {
    let error = Error::from(error);
    let (key, why) = if error.is_constraint("resellers_name_unique") {
        (NAME.question.key, Word::ResellerNameTaken)
    } else if error.is_constraint("resellers_realm_suffix_unique") {
        (REALM_SUFFIX.question.key, Word::RealmSuffixTaken)
    } else {
        return Err(error);
    };
    let mut problems = Problems::new();
    problems.add(key, Problem::Together(why));
    Ok(problems)
}

fn detail(wanted: &Wanted) -> Value {
    json!({
        "name": wanted.name, "currency": wanted.currency, "country": wanted.country, "time_zone": wanted.time_zone,
        "realm_suffix": wanted.realm_suffix, "pool_inbound": wanted.pools[0], "pool_outbound": wanted.pools[1],
        "pool_two_way": wanted.pools[2], "factor_required": wanted.factor, "flows": wanted.flows,
    })
}

/// Makes a reseller, and invites its first administrator.
///
/// # Errors
/// If the database does not answer.
pub async fn create(backend: &Backend, console: &Console, answers: &Answers) -> Result<Result<ResellerId, Problems>, Error> {
    let wanted = match read(&CREATE, answers) {
        Ok(wanted) => wanted,
        Err(problems) => return Ok(Err(problems)),
    };
    let id = ResellerId(backend.new_id());
    let scope = console.at(id);
    let mut tx = Tx::begin_operator(&backend.pool, &scope).await?;
    let made = sqlx::query!(
        "insert into resellers (id, name, currency, country, time_zone, realm_suffix, pool_inbound, pool_outbound, pool_two_way,
            second_factor_required, made_at, flows)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        id.0,
        wanted.name,
        wanted.currency,
        wanted.country,
        wanted.time_zone,
        wanted.realm_suffix,
        wanted.pools[0],
        wanted.pools[1],
        wanted.pools[2],
        wanted.factor,
        backend.now(),
        &wanted.flows,
    )
    .execute(&mut *tx)
    .await;
    if let Err(error) = made {
        return taken(error).map(Err);
    }
    let entry = Entry { action: "reseller.created", customer: None, detail: detail(&wanted) };
    audit::note(backend, &mut tx, &scope, entry).await?;
    let email = Email::identity(answers.raw(FIRST_ADMINISTRATOR.question.key));
    let whose = Whose { customer: None, name: wanted.name, closed: false };
    let language = answers.get(&domain::users::MAIL_LANGUAGE).map(|spoken| spoken.0);
    let guest = Guest { email: &email, role: Role::Administrator, name: None, language };
    users::make_invitation(backend, &mut tx, &scope, &whose, guest, "user.invited").await?;
    tx.commit().await?;
    Ok(Ok(id))
}

/// What came of a change.
pub enum Changed {
    /// It is so now.
    Done,
    /// Something is wrong with it.
    Mend(Problems),
    /// Somebody else changed it since the page was shown.
    Meanwhile,
}

/// Changes a reseller as a page that showed this version of it asked.
///
/// # Errors
/// [`Error::NotFound`] if there is no such reseller.
pub async fn change(
    backend: &Backend,
    console: &Console,
    id: ResellerId,
    seen: i32,
    answers: &Answers,
) -> Result<Changed, Error> {
    let wanted = match read(&CHANGE, answers) {
        Ok(wanted) => wanted,
        Err(problems) => return Ok(Changed::Mend(problems)),
    };
    let before = find(backend, console, id).await?;
    if before.summary.currency != wanted.currency && !before.plans.is_empty() {
        let mut problems = Problems::new();
        problems.add(CURRENCY.question.key, Problem::Together(Word::CurrencyFixed));
        return Ok(Changed::Mend(problems));
    }
    let scope = console.at(id);
    let mut tx = Tx::begin_operator(&backend.pool, &scope).await?;
    let changed = sqlx::query!(
        "update resellers set name = $3, currency = $4, country = $5, time_zone = $6, realm_suffix = $7, pool_inbound = $8,
            pool_outbound = $9, pool_two_way = $10, second_factor_required = $11, flows = $12, version = version + 1
        where id = $1 and version = $2",
        id.0,
        seen,
        wanted.name,
        wanted.currency,
        wanted.country,
        wanted.time_zone,
        wanted.realm_suffix,
        wanted.pools[0],
        wanted.pools[1],
        wanted.pools[2],
        wanted.factor,
        &wanted.flows,
    )
    .execute(&mut *tx)
    .await;
    match changed {
        Ok(changed) if changed.rows_affected() == 0 => return Ok(Changed::Meanwhile),
        Ok(_) => {}
        Err(error) => return taken(error).map(Changed::Mend),
    }
    let detail = audit::differences(&CHANGE, &before.answers, answers);
    audit::note(backend, &mut tx, &scope, Entry { action: "reseller.changed", customer: None, detail }).await?;
    tx.commit().await?;
    Ok(Changed::Done)
}

/// Suspends a reseller, whose people are shut out at once, or resumes it. Nothing is deleted.
///
/// # Errors
/// [`Error::NotFound`] if there is no such reseller.
pub async fn suspend(backend: &Backend, console: &Console, id: ResellerId, on: bool) -> Result<(), Error> {
    let scope = console.at(id);
    let mut tx = Tx::begin_operator(&backend.pool, &scope).await?;
    let changed = sqlx::query!(
        "update resellers set suspended_at = $2, version = version + 1 where id = $1 and (suspended_at is null) = $3",
        id.0,
        on.then(|| backend.now()),
        on,
    )
    .execute(&mut *tx)
    .await?;
    if changed.rows_affected() == 0 {
        // It is so already, or there is none.
        sqlx::query_scalar!("select id from resellers where id = $1", id.0)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(Error::NotFound)?;
        return Ok(());
    }
    // Months that begin in between are charged to nobody.
    if on {
        sqlx::query!("insert into suspensions (reseller_id, from_at) values ($1, $2)", id.0, backend.now())
            .execute(&mut *tx)
            .await?;
    } else {
        sqlx::query!("update suspensions set until_at = $2 where reseller_id = $1 and until_at is null", id.0, backend.now())
            .execute(&mut *tx)
            .await?;
    }
    let action = if on { "reseller.suspended" } else { "reseller.resumed" };
    audit::note(backend, &mut tx, &scope, Entry { action, customer: None, detail: json!({}) }).await?;
    tx.commit().await
}
