//! What a reseller's administrators decide: which provider takes the money, with a live test of its key, the tax, the terms.

use domain::{
    form::{Answer, Answers, Problem, Problems},
    ids::{PersonId, ResellerId},
    offer::Tax,
    paths,
    payments::{CONNECT, GATEWAY, Gateway, KEY, TAX, TAX_NAME, TAX_RATE, wrong_with_terms},
    words::Word,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{
    provider,
    provider::{Fault, Provider, SUBSCRIBED},
};
use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
    jobs::{Context, JobError, Periodic, Queue},
    seal,
};

/// What is decided.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The provider, and the end of its key.
    pub gateway: Option<(Gateway, String)>,
    /// The tax as its form has it.
    pub tax: Answers,
    /// The version of the terms that stands, and its text.
    pub terms: Option<(i32, String)>,
}

/// What came of connecting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Connected {
    /// It is connected.
    Done,
    /// Something is wrong with what was entered.
    Mend(Problems),
}

/// What came of a test of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tested {
    /// The provider knows the key.
    Good,
    /// It refuses it.
    Refused,
    /// It does not answer.
    Silent,
}

/// What is decided.
///
/// # Errors
/// If the database does not answer.
pub async fn settings(backend: &Backend, scope: &Scope) -> Result<Settings, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let gateway = sqlx::query!("select kind, key_hint from gateways where reseller_id = $1", scope.reseller.0)
        .fetch_optional(&mut *tx)
        .await?;
    let tax = tax(&mut tx, scope).await?;
    let terms = current_terms(&mut tx, scope).await?;
    tx.commit().await?;
    let gateway =
        gateway.map(|row| Ok::<_, Error>((Gateway::from_code(&row.kind).ok_or(Error::Stored("gateways.kind"))?, row.key_hint)));
    let mut answers = Answers::new();
    if let Some(tax) = tax {
        answers.set(TAX_NAME.question.key, tax.name);
        answers.set(TAX_RATE.question.key, domain::vocabulary::Percent { basis_points: i64::from(tax.basis_points) }.show());
    }
    Ok(Settings { gateway: gateway.transpose()?, tax: answers, terms })
}

/// The tax on what the tenant sells.
pub(crate) async fn tax(tx: &mut Tx, scope: &Scope) -> Result<Option<Tax>, Error> {
    let row = sqlx::query!(
        r#"select tax_name as "name!", tax_basis_points from settings
        where reseller_id = $1 and tax_name is not null and tax_basis_points > 0"#,
        scope.reseller.0
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| Tax { name: row.name, basis_points: row.tax_basis_points }))
}

async fn current_terms(tx: &mut Tx, scope: &Scope) -> Result<Option<(i32, String)>, Error> {
    let row =
        sqlx::query!("select version, text from terms where reseller_id = $1 order by version desc limit 1", scope.reseller.0)
            .fetch_optional(&mut **tx)
            .await?;
    Ok(row.map(|row| (row.version, row.text)))
}

/// The terms that stand: version and text.
///
/// # Errors
/// If the database does not answer.
pub async fn terms(backend: &Backend, scope: &Scope) -> Result<Option<(i32, String)>, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let terms = current_terms(&mut tx, scope).await?;
    tx.commit().await?;
    Ok(terms)
}

/// Whether customers can finish a sign-up themselves (S0.8, S0.15): somebody takes their money, and there is something to agree to.
pub(crate) async fn is_ready(backend: &Backend, tx: &mut Tx, scope: &Scope) -> Result<bool, Error> {
    let row = sqlx::query!(
        r#"select (select kind from gateways where reseller_id = $1) as kind,
            exists (select from terms where reseller_id = $1) as "terms!""#,
        scope.reseller.0
    )
    .fetch_one(&mut **tx)
    .await?;
    let there = match row.kind.as_deref().and_then(Gateway::from_code) {
        Some(Gateway::Stripe) => true,
        Some(Gateway::Sandbox) => backend.sandbox.is_some(),
        None => false,
    };
    Ok(there && row.terms)
}

/// The origin of the pages on which the tenant's customers pay, for the policy of the page that leads there.
///
/// # Errors
/// If the database does not answer.
pub async fn paying_origin(backend: &Backend, scope: &Scope) -> Result<Option<String>, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let origin = origin_of(backend, &mut tx, scope).await?;
    tx.commit().await?;
    Ok(origin)
}

/// The same in a transaction that is under way.
pub(crate) async fn origin_of(backend: &Backend, tx: &mut Tx, scope: &Scope) -> Result<Option<String>, Error> {
    let kind = sqlx::query_scalar!("select kind from gateways where reseller_id = $1", scope.reseller.0)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(match kind.as_deref().and_then(Gateway::from_code) {
        // Where Stripe's hosted pages live (docs.stripe.com/security/guide, "Content security policy").
        Some(Gateway::Stripe) if &*backend.stripe == super::STRIPE => Some("https://checkout.stripe.com".to_owned()),
        Some(Gateway::Stripe) => Some(backend.stripe.to_string()),
        Some(Gateway::Sandbox) => backend.sandbox.as_ref().map(ToString::to_string),
        None => None,
    })
}

fn refused(fault: &Fault) -> Word {
    match fault {
        Fault::Refused(401 | 403, _) => Word::GatewayRefused,
        fault => {
            tracing::warn!(why = fault.said(), "a payment provider was not connected");
            Word::GatewayNoAnswer
        }
    }
}

/// Connects a provider, in the place of the one before. Its key is tested, and the provider is told where to tell us of payments.
///
/// # Errors
/// If the database does not answer.
pub async fn connect(backend: &Backend, scope: &Scope, answers: &Answers) -> Result<Connected, Error> {
    let problems = CONNECT.check(answers);
    let (Ok(kind), Ok(key), true) = (answers.need(&GATEWAY), answers.need(&KEY), problems.is_empty()) else {
        return Ok(Connected::Mend(problems));
    };
    let key = key.reveal().to_owned();
    let Some(new) = Provider::at(backend, kind, key.clone()) else {
        return Ok(Connected::Mend(Problems::one(GATEWAY.question.key, Problem::Unavailable)));
    };
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    if current_terms(&mut tx, scope).await?.is_none() {
        return Ok(Connected::Mend(Problems::one(GATEWAY.question.key, Problem::Together(Word::GatewayNeedsTerms))));
    }
    let open = has_open(&mut tx, scope).await?;
    let stands = provider(backend, &mut tx, scope).await?;
    tx.commit().await?;
    // A key that the provider knows no more settles no payment: only another one can.
    if let Some(stands) = stands.filter(|_| open)
        && !matches!(stands.test().await, Err(Fault::Refused(401 | 403, _)))
    {
        return Ok(Connected::Mend(Problems::one(GATEWAY.question.key, Problem::Together(Word::GatewayOpenPayments))));
    }
    // The provider is asked outside the transaction: somebody's slowness must not hold a connection.
    let told = format!("{}{}/{}", backend.origin(), paths::WEBHOOKS, scope.reseller);
    let listening = match new.test().await {
        Ok(()) => new.listen(&told).await,
        Err(fault) => Err(fault),
    };
    let endpoint = match listening {
        Ok(endpoint) => endpoint,
        Err(fault) => {
            return Ok(Connected::Mend(Problems::one(KEY.question.key, Problem::Together(refused(&fault)))));
        }
    };
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let before = before(backend, &mut tx, scope).await?;
    // One was begun while the provider was asked.
    if !open && has_open(&mut tx, scope).await? {
        drop(tx);
        leave(Some((new, endpoint.id))).await;
        return Ok(Connected::Mend(Problems::one(GATEWAY.question.key, Problem::Together(Word::GatewayOpenPayments))));
    }
    let owner = scope.reseller.to_string();
    let hint: String = key.chars().skip(key.chars().count().saturating_sub(4)).collect();
    sqlx::query!(
        "insert into gateways (reseller_id, kind, secret_key, key_hint, endpoint, webhook_secret, connected_at, subscribed)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (reseller_id) do update set kind = $2, secret_key = $3, key_hint = $4, endpoint = $5, webhook_secret = $6,
            connected_at = $7, subscribed = $8, version = gateways.version + 1",
        scope.reseller.0,
        kind.code(),
        seal::seal(backend, &owner, key.as_bytes())?,
        hint,
        endpoint.id,
        seal::seal(backend, &owner, endpoint.secret.as_bytes())?,
        backend.now(),
        SUBSCRIBED,
    )
    .execute(&mut *tx)
    .await?;
    let detail = json!({ "gateway": kind.code(), "key": format!("…{hint}") });
    audit::note(backend, &mut tx, scope, Entry { action: "gateway.connected", customer: None, detail }).await?;
    tx.commit().await?;
    leave(before).await;
    Ok(Connected::Done)
}

/// Has the providers that an older version connected report everything that this version wants to know.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct SubscribeToEvents;

impl Periodic for SubscribeToEvents {
    const NAME: &'static str = "subscribe_to_events";
    const TITLE: Word = Word::JobSubscribe;
    const QUEUE: Queue = Queue::Charges;
    const EVERY: std::time::Duration = std::time::Duration::from_mins(10);

    async fn run(context: &Context) -> Result<(), JobError> {
        Ok(subscribe(&context.backend).await?)
    }
}

/// Has the providers that were connected by an older version of Portico tell us of everything that this one wants to know.
///
/// # Errors
/// If the database does not answer.
pub async fn subscribe(backend: &Backend) -> Result<(), Error> {
    let old = sqlx::query_scalar!(r#"select reseller as "reseller!" from gateways_to_subscribe($1)"#, SUBSCRIBED)
        .fetch_all(&backend.pool)
        .await?;
    for reseller in old {
        let scope = Scope::of_job(ResellerId(reseller), PersonId(Uuid::nil()));
        let mut tx = Tx::begin(&backend.pool, &scope).await?;
        let before = before(backend, &mut tx, &scope).await?;
        tx.commit().await?;
        let Some((provider, endpoint)) = before else { continue };
        match provider.listen_again(&endpoint).await {
            Ok(()) => {
                let mut tx = Tx::begin(&backend.pool, &scope).await?;
                sqlx::query!(
                    "update gateways set subscribed = $2 where reseller_id = $1 and endpoint = $3",
                    reseller,
                    SUBSCRIBED,
                    endpoint
                )
                .execute(&mut *tx)
                .await?;
                tx.commit().await?;
            }
            // The next time will do.
            Err(fault) => tracing::warn!(%reseller, why = fault.said(), "a provider was not told what to report"),
        }
    }
    Ok(())
}

/// The provider that is connected now, and where it tells us.
async fn before(backend: &Backend, tx: &mut Tx, scope: &Scope) -> Result<Option<(Provider, String)>, Error> {
    let endpoint = sqlx::query_scalar!("select endpoint from gateways where reseller_id = $1 for update", scope.reseller.0)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(provider(backend, tx, scope).await?.zip(endpoint))
}

/// The provider before need not tell us any more. If it does, its word is signed by a secret that nobody knows any more.
async fn leave(before: Option<(Provider, String)>) {
    if let Some((provider, endpoint)) = before
        && let Err(fault) = provider.deafen(&endpoint).await
    {
        tracing::warn!(why = fault.said(), "a provider that is connected no more could not be told so");
    }
}

async fn has_open(tx: &mut Tx, scope: &Scope) -> Result<bool, Error> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from payments where reseller_id = $1 and state = 'open') as "open!""#,
        scope.reseller.0
    )
    .fetch_one(&mut **tx)
    .await?)
}

/// Asks the connected provider whether it knows the key.
///
/// # Errors
/// [`Error::NotFound`] if none is connected.
pub async fn test(backend: &Backend, scope: &Scope) -> Result<Tested, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let provider = provider(backend, &mut tx, scope).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(match provider.test().await {
        Ok(()) => Tested::Good,
        Err(Fault::Refused(..) | Fault::Unknown(_)) => Tested::Refused,
        Err(Fault::Failed(_) | Fault::Silent(_)) => Tested::Silent,
    })
}

/// Disconnects the provider; false where a payment is under way.
///
/// # Errors
/// [`Error::NotFound`] if none is connected.
pub async fn disconnect(backend: &Backend, scope: &Scope) -> Result<bool, Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let before = before(backend, &mut tx, scope).await?;
    if has_open(&mut tx, scope).await? {
        return Ok(false);
    }
    let gone = sqlx::query!("delete from gateways where reseller_id = $1", scope.reseller.0).execute(&mut *tx).await?;
    if gone.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    let entry = Entry { action: "gateway.disconnected", customer: None, detail: json!({}) };
    audit::note(backend, &mut tx, scope, entry).await?;
    tx.commit().await?;
    leave(before).await;
    Ok(true)
}

/// Saves the tax.
///
/// # Errors
/// If the database does not answer.
pub async fn save_tax(backend: &Backend, scope: &Scope, answers: &Answers) -> Result<Result<(), Problems>, Error> {
    let problems = TAX.check(answers);
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let name = answers.get(&TAX_NAME).map(|line| line.as_str().to_owned());
    let rate = answers.get(&TAX_RATE).map_or(0, |rate| i32::try_from(rate.basis_points).unwrap_or_default());
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let before = tax(&mut tx, scope).await?;
    sqlx::query!(
        "insert into settings (reseller_id, tax_name, tax_basis_points) values ($1, $2, $3)
        on conflict (reseller_id) do update set tax_name = $2, tax_basis_points = $3, version = settings.version + 1",
        scope.reseller.0,
        name,
        rate,
    )
    .execute(&mut *tx)
    .await?;
    let detail = json!({ "before": before, "name": name, "basis_points": rate });
    audit::note(backend, &mut tx, scope, Entry { action: "settings.tax", customer: None, detail }).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Publishes another version of the terms; the one that stands already is left alone. Says why not, where something is wrong with it.
///
/// # Errors
/// If the database does not answer.
pub async fn publish(backend: &Backend, scope: &Scope, text: &str) -> Result<Result<i32, Word>, Error> {
    let text = text.replace('\0', "").replace("\r\n", "\n");
    let text = text.trim();
    if let Some(why) = wrong_with_terms(text) {
        return Ok(Err(why));
    }
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    // Two who publish at the same time wait for each other.
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 3))", scope.reseller.to_string())
        .fetch_one(&mut *tx)
        .await?;
    let stands = current_terms(&mut tx, scope).await?;
    if let Some((version, same)) = &stands
        && same == text
    {
        return Ok(Ok(*version));
    }
    let version = stands.map_or(1, |(version, _)| version + 1);
    sqlx::query!(
        "insert into terms (reseller_id, version, text, made_by, made_at) values ($1, $2, $3, $4, $5)",
        scope.reseller.0,
        version,
        text,
        scope.person.0,
        backend.now(),
    )
    .execute(&mut *tx)
    .await?;
    let detail = json!({ "version": version, "characters": text.chars().count() });
    audit::note(backend, &mut tx, scope, Entry { action: "terms.published", customer: None, detail }).await?;
    tx.commit().await?;
    Ok(Ok(version))
}
