//! A second factor: one-time codes by time (TOTP, RFC 6238: SHA-1, six digits, thirty seconds, which every app knows), and recovery codes
//! for whoever lost their phone. Required of operators, and of a reseller's staff where it says so (ASVS 6.3.3).

use domain::{
    factor,
    form::{Answers, Problem, Problems},
    ids::PersonId,
    words::Word,
};
use qrcode::{QrCode, render::svg};
use serde_json::json;
use sha2::{Digest, Sha256};
use totp_rs::{Builder, Secret, Totp};
use tower_sessions::Session;

use super::{own::is_current_password, sessions::SEEN};
use crate::{
    Actor, Backend, Error, Tx,
    audit::{self, Entry},
    mail::{self, Kind},
    rates::{self, Rate},
    seal,
};

/// Codes that one person may try in a day: guessing one of a million must take years.
const DAILY: Rate = Rate { name: "codes a day of", every: time::Duration::minutes(24), burst: 60 };
/// How often they are told that somebody tries.
const TOLD: Rate = Rate { name: "codes told to", every: time::Duration::hours(24), burst: 1 };
/// Attempts with codes: five, and then one every half minute.
const ATTEMPTS: Rate = Rate { name: "codes of", every: time::Duration::seconds(30), burst: 5 };
/// So many recovery codes are given.
const RECOVERY: usize = 8;
/// Under which key a session keeps the secret that is being set up, sealed.
const SETTING_UP: &str = "factor";

/// What an app is given to make codes from.
#[derive(Clone, Debug)]
pub struct SetUp {
    /// As a picture to scan, in SVG.
    pub picture: String,
    /// As letters to type: Base32 (RFC 4648), in fours.
    pub letters: String,
}

/// Whether a person has a second factor.
///
/// # Errors
/// If the database does not answer.
pub async fn has_factor(backend: &Backend, person: PersonId) -> Result<bool, Error> {
    Ok(sealed_of(backend, person).await?.is_some())
}

async fn sealed_of(backend: &Backend, person: PersonId) -> Result<Option<Vec<u8>>, Error> {
    Ok(sqlx::query_scalar!("select factor_of($1)", person.0).fetch_one(&backend.pool).await?)
}

/// What an app is given to set a factor up. The secret waits in the session until a first code proves that the app has it.
///
/// # Errors
/// If the session cannot be written.
pub async fn set_up(backend: &Backend, session: &Session, actor: &Actor, email: &str) -> Result<SetUp, Error> {
    let waiting = waiting(backend, session, actor.person).await?;
    let secret = if let Some(secret) = waiting {
        secret
    } else {
        let secret: [u8; 20] = backend.random();
        let sealed = seal::seal(backend, &actor.person.to_string(), &secret)?;
        session.insert(SETTING_UP, sealed).await.map_err(|error| Error::Session(error.to_string()))?;
        secret.to_vec()
    };
    let issuer = actor.place.as_ref().map_or("Portico", |place| place.name.as_str());
    let totp = totp(secret, email, issuer)?;
    let address = totp.to_url().map_err(|error| Error::Hashing(error.to_string()))?;
    let picture = QrCode::new(address).map_err(|error| Error::Hashing(error.to_string()))?;
    let picture = picture.render::<svg::Color<'_>>().min_dimensions(200, 200).build();
    // It stands in a page, where the head of an XML file has no place.
    let picture = picture.split_once("?>").map_or(picture.as_str(), |(_, picture)| picture).to_owned();
    let letters: Vec<char> = totp.secret().to_base32().chars().collect();
    let letters = letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ");
    Ok(SetUp { picture, letters })
}

async fn waiting(backend: &Backend, session: &Session, person: PersonId) -> Result<Option<Vec<u8>>, Error> {
    let sealed: Option<Vec<u8>> = session.get(SETTING_UP).await.map_err(|error| Error::Session(error.to_string()))?;
    sealed.map(|sealed| seal::open(backend, &person.to_string(), &sealed)).transpose()
}

fn totp(secret: Vec<u8>, email: &str, issuer: &str) -> Result<Totp, Error> {
    // A colon would end the issuer in the address.
    let issuer = issuer.replace(':', " ");
    Builder::new()
        .with_secret(Secret::new(secret.into_boxed_slice()))
        .with_account_name(email.replace(':', " "))
        .with_issuer(Some(issuer))
        .build()
        .map_err(|error| Error::Hashing(error.to_string()))
}

/// The step whose code this is, now or one step around it.
fn step_of(backend: &Backend, secret: Vec<u8>, code: &str) -> Result<Option<i64>, Error> {
    let now = u64::try_from(backend.now().unix_timestamp()).unwrap_or_default();
    let step = totp(secret, "", "")?.check(&factor::folded(code), now);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// Turns the factor on that was set up in this session, after the present password and a first code; gives the recovery codes, to be shown
/// once.
///
/// # Errors
/// If the database does not answer.
pub async fn turn_on(
    backend: &Backend,
    session: &Session,
    actor: &Actor,
    answers: &Answers,
) -> Result<Result<Vec<String>, Problems>, Error> {
    let problems = factor::TURN_ON.check(answers);
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    if let Err(problems) = is_current_password(backend, actor, answers).await? {
        return Ok(Err(problems));
    }
    let step = match waiting(backend, session, actor.person).await? {
        Some(secret) => step_of(backend, secret.clone(), answers.raw(factor::CODE.question.key))?.map(|step| (secret, step)),
        None => None,
    };
    let Some((secret, step)) = step else { return Ok(Err(on_code(Word::CodeWrong))) };
    let sealed = seal::seal(backend, &actor.person.to_string(), &secret)?;
    let (codes, hashes) = recovery_codes(backend);
    keep(backend, actor, Some((sealed, step)), &hashes, "factor.on").await?;
    session.remove::<Vec<u8>>(SETTING_UP).await.map_err(|error| Error::Session(error.to_string()))?;
    renewed(backend, session).await?;
    Ok(Ok(codes))
}

/// Turns the factor off, after the present password. Where it is required, another must be set up at once.
///
/// # Errors
/// If the database does not answer.
pub async fn turn_off(backend: &Backend, session: &Session, actor: &Actor, answers: &Answers) -> Result<Problems, Error> {
    if let Err(problems) = is_current_password(backend, actor, answers).await? {
        return Ok(problems);
    }
    keep(backend, actor, None, &[], "factor.off").await?;
    renewed(backend, session).await?;
    Ok(Problems::new())
}

/// New recovery codes in the place of the old ones, after the present password; to be shown once.
///
/// # Errors
/// If the database does not answer.
pub async fn renew_recovery(
    backend: &Backend,
    actor: &Actor,
    answers: &Answers,
) -> Result<Result<Vec<String>, Problems>, Error> {
    if let Err(problems) = is_current_password(backend, actor, answers).await? {
        return Ok(Err(problems));
    }
    let (codes, hashes) = recovery_codes(backend);
    let mut tx = begin(backend, actor).await?;
    sqlx::query!("select recovery_renew($1, $2)", actor.person.0, &hashes).execute(&mut *tx).await?;
    note(backend, &mut tx, actor, "factor.recovery").await?;
    tx.commit().await?;
    Ok(Ok(codes))
}

/// Whether a code lets a person in, who gave the right password before: a code of the app, once (ASVS 6.5.1), or a recovery code, once.
///
/// # Errors
/// If the database does not answer.
pub async fn check_code(backend: &Backend, person: PersonId, answers: &Answers, from: &str) -> Result<Problems, Error> {
    let problems = factor::GIVE.check(answers);
    if !problems.is_empty() {
        return Ok(problems);
    }
    if rates::take(backend, ATTEMPTS, &person.to_string()).await?.is_some() {
        return Ok(on_code(Word::TooManyTries));
    }
    if rates::take(backend, DAILY, &person.to_string()).await?.is_some() {
        // Once a day they are told: whoever tries has their password.
        if rates::take(backend, TOLD, &person.to_string()).await?.is_none() {
            audit::note_own(backend, person, "factor.tries", from).await?;
            tell(backend, person, Kind::CodesTried).await?;
        }
        return Ok(on_code(Word::TooManyTries));
    }
    let code = answers.raw(factor::CODE.question.key);
    let Some(sealed) = sealed_of(backend, person).await? else { return Ok(on_code(Word::CodeWrong)) };
    if factor::is_recovery(code) {
        let left = sqlx::query_scalar!("select recovery_use($1, $2, $3)", person.0, hash_of(code), backend.now())
            .fetch_one(&backend.pool)
            .await?;
        if left.is_none() {
            return Ok(on_code(Word::RecoveryCodeWrong));
        }
        // Whoever did not use it themselves learns that somebody has their password and their codes.
        audit::note_own(backend, person, "factor.recovery_used", from).await?;
        tell(backend, person, Kind::RecoveryUsed).await?;
        return Ok(Problems::new());
    }
    let secret = seal::open(backend, &person.to_string(), &sealed)?;
    if let Some(step) = step_of(backend, secret, code)? {
        let counts =
            sqlx::query_scalar!(r#"select factor_step($1, $2) as "counts!""#, person.0, step).fetch_one(&backend.pool).await?;
        return Ok(if counts { Problems::new() } else { on_code(Word::CodeUsed) });
    }
    tracing::warn!(person = %person, "a wrong code was given after a right password");
    Ok(on_code(Word::CodeWrong))
}

/// Writes to somebody who is not signed in about their second factor.
async fn tell(backend: &Backend, person: PersonId, kind: Kind) -> Result<(), Error> {
    let mut tx = Tx::begin_own(&backend.pool, person).await?;
    mail::put_own(backend, &mut tx, person, None, kind, domain::words::Language::default()).await?;
    tx.commit().await
}

async fn keep(
    backend: &Backend,
    actor: &Actor,
    factor: Option<(Vec<u8>, i64)>,
    codes: &[Vec<u8>],
    action: &'static str,
) -> Result<(), Error> {
    let (secret, step) = factor.unzip();
    let mut tx = begin(backend, actor).await?;
    sqlx::query!("select factor_keep($1, $2, $3, $4, $5)", actor.person.0, secret, step, codes, backend.now())
        .execute(&mut *tx)
        .await?;
    note(backend, &mut tx, actor, action).await?;
    let kind = if action == "factor.on" { Kind::FactorOn } else { Kind::FactorOff };
    mail::put_own(backend, &mut tx, actor.person, None, kind, actor.locale.language).await?;
    tx.commit().await
}

/// A transaction for what is the actor's own: noted where they act, if they act for anybody.
pub(super) async fn begin(backend: &Backend, actor: &Actor) -> Result<Tx, Error> {
    match actor.own_scope() {
        Some(scope) => Tx::begin(&backend.pool, &scope).await,
        None => Tx::begin_own(&backend.pool, actor.person).await,
    }
}

async fn note(backend: &Backend, tx: &mut Tx, actor: &Actor, action: &'static str) -> Result<(), Error> {
    let Some(scope) = actor.own_scope() else { return Ok(()) };
    let entry = Entry { action, customer: scope.customer, detail: json!({}) };
    audit::note(backend, tx, &scope, entry).await
}

/// Other rights, so another id of the session (ASVS 7.2.4).
async fn renewed(backend: &Backend, session: &Session) -> Result<(), Error> {
    let said = |error: tower_sessions::session::Error| Error::Session(error.to_string());
    session.cycle_id().await.map_err(said)?;
    session.insert(SEEN, backend.now().unix_timestamp()).await.map_err(said)
}

/// Recovery codes of 120 random bits, and their hashes.
fn recovery_codes(backend: &Backend) -> (Vec<String>, Vec<Vec<u8>>) {
    let codes: Vec<String> = (0..RECOVERY).map(|_| factor::recovery(backend.random())).collect();
    let hashes = codes.iter().map(|code| hash_of(code)).collect();
    (codes, hashes)
}

fn hash_of(code: &str) -> Vec<u8> {
    Sha256::digest(factor::folded(code)).to_vec()
}

fn on_code(why: Word) -> Problems {
    let mut problems = Problems::new();
    problems.add(factor::CODE.question.key, Problem::Together(why));
    problems
}
