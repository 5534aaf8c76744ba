//! What stands in a page that nobody has answered yet: what the reseller's home and the browser's language make probable. It can be
//! changed like any answer, and is kept only with the page.

use domain::{
    form::{Answers, Cell, Choices, Rows, Step},
    vocabulary::{BillingAccountRef, Country, Currency, Spoken, TimeZone, Tongue},
};

use crate::{Error, Scope, Tx, lists};

/// The presets of these steps' questions that have neither an answer nor a default, of those in rows too, and of rows that will be added.
pub(crate) async fn of(tx: &mut Tx, scope: &Scope, steps: &[&Step], answers: &Answers) -> Result<Answers, Error> {
    among(tx, scope, steps, answers, None).await
}

/// The country with which these steps are preset, if any of them asks for one.
pub(super) async fn country(tx: &mut Tx, scope: &Scope, steps: &[&Step]) -> Result<Option<String>, Error> {
    let found = among(tx, scope, steps, &Answers::new(), Some(Country::LIST)).await?;
    Ok(found.iter().next().map(|(_, country)| country.to_owned()))
}

async fn among(tx: &mut Tx, scope: &Scope, steps: &[&Step], answers: &Answers, only: Option<&str>) -> Result<Answers, Error> {
    let in_new_rows = |step: &Step| step.rows().flat_map(Rows::new_cells).collect::<Vec<_>>();
    let cells = steps.iter().flat_map(|step| step.cells(answers).into_iter().chain(in_new_rows(step)));
    let is_open = |cell: &Cell| cell.question.shape.preset && cell.question.default.is_none() && !answers.has(&cell.key);
    let list_of = |choices| match choices {
        Some(Choices::Server(list)) => Some(list),
        _ => None,
    };
    let asked: Vec<_> = cells
        .filter(is_open)
        .filter_map(|cell| Some((cell.key.to_string(), list_of(cell.question.shape.widget.choices())?)))
        .filter(|(_, list)| only.is_none_or(|only| only == *list))
        .collect();
    if asked.is_empty() {
        return Ok(Answers::new());
    }
    let home = sqlx::query!(
        r#"select country, currency, time_zone,
            (select b.id::text from billing_accounts b where b.reseller_id = r.id and b.is_default) as account
        from resellers r where r.id = $1"#,
        scope.reseller.0,
    )
    .fetch_one(&mut **tx)
    .await?;
    let country = home.country.or_else(|| scope.locale.country().map(str::to_owned));
    let preset = |list| match list {
        Country::LIST => country.as_deref(),
        Currency::LIST => Some(home.currency.as_str()),
        TimeZone::LIST => home.time_zone.as_deref(),
        BillingAccountRef::LIST => home.account.as_deref(),
        Spoken::LIST => Some(Spoken::of_reader(scope.language()).0.tag()),
        // A language's own code, whatever its region.
        Tongue::LIST => scope.language().tag().split('-').next(),
        _ => None,
    };
    Ok(asked
        .into_iter()
        .filter_map(|(key, list)| Some((key, preset(list).filter(|value| lists::has(list, value) != Some(false))?.to_owned())))
        .collect())
}
