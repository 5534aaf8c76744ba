//! Signing in: unknown address and wrong password are one answer, in words, status and time; failures slow the next attempt down.

use domain::{ids::PersonId, vocabulary::Email};
use sha2::{Digest, Sha256};
use sqlx::postgres::types::PgInterval;
use time::{Duration, OffsetDateTime};

use super::passwords::{self, Fits};
use crate::{
    Backend, Error, audit,
    rates::{self, Rate},
};

/// What came of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// The address and the password go together.
    In(PersonId),
    /// They do not.
    Refused,
    /// Not tried: too much failed lately from this network address, or for this account.
    Wait(Duration),
}

/// Failures are forgotten after this.
const WINDOW: Duration = Duration::minutes(15);
/// A network address may fail this often before it has to wait.
const FREE_PER_NETWORK: i32 = 20;
/// An account may see this many failures before the answer is held back.
const FREE_PER_ACCOUNT: i32 = 5;
/// After this many failures one has to wait, from wherever one tries (NIST SP 800-63B, 3.2.2: at most 100). A link by mail gets its owner in
/// all the same.
const MOST_PER_ACCOUNT: i32 = 50;
/// The longest wait: a slow-down, never a lock-out (ASVS 6.3.1).
const LONGEST_WAIT: Duration = Duration::seconds(60);
/// The longest that an answer is held back for an account. The right password still gets in, until there are very many ([`MOST_PER_ACCOUNT`]).
const LONGEST_HOLD: Duration = Duration::seconds(2);

/// A hash of something that can never be a password: verified where the address is unknown, so that both cases cost the same.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Tries an address and a password that came from a network address.
///
/// # Errors
/// If the database does not answer.
pub async fn sign_in(backend: &Backend, email: &str, password: String, from: &str) -> Result<Attempt, Error> {
    let email = Email::identity(email);
    let network = subject("network", &crate::rates::network(from));
    // The same for an address that nobody has: it tells nothing.
    let account = subject("account", &email);
    let now = backend.now();

    // Counted before it is tried, and given back where it was right: of many at the same moment not all are the first.
    let (wait, _) = take(backend, &network, now, FREE_PER_NETWORK).await?;
    if wait.is_positive() {
        tracing::warn!(from, "too many failed sign-ins: one has to wait");
        return Ok(Attempt::Wait(wait));
    }
    let (wait, on_account) = take(backend, &account, now, MOST_PER_ACCOUNT).await?;
    if wait.is_positive() {
        tracing::warn!(from, "too many failed sign-ins of one account: one has to wait");
        sqlx::query!("select sign_in_give_back($1)", &network).execute(&backend.pool).await?;
        return Ok(Attempt::Wait(wait));
    }
    let hold = delay(on_account - FREE_PER_ACCOUNT, LONGEST_HOLD);
    if hold.is_positive() {
        tokio::time::sleep(hold.unsigned_abs()).await;
    }

    let known = sqlx::query!(r#"select id as "id!", password_hash as "hash!" from person_for_sign_in($1)"#, email)
        .fetch_optional(&backend.pool)
        .await?;
    // Who has not chosen a password yet is as unknown as nobody.
    let (person, hash) =
        known.filter(|row| !row.hash.is_empty()).map_or((None, NOBODY.to_owned()), |row| (Some(row.id), row.hash));
    let fits = match passwords::verify(backend, password.clone(), hash.clone()).await {
        Ok(fits) => fits,
        // Nobody guessed wrong: the server is busy.
        Err(error) => {
            sqlx::query!("select sign_in_give_back($1), sign_in_give_back($2)", &account, &network)
                .execute(&backend.pool)
                .await?;
            return Err(error);
        }
    };
    if let Some(person) = person.filter(|_| fits != Fits::No) {
        if fits == Fits::AsTyped {
            let normal = passwords::hash(backend, password).await?;
            sqlx::query!("select password_rehash($1, $2, $3)", person, hash, normal).execute(&backend.pool).await?;
        }
        sqlx::query!("select sign_in_succeeded($1), sign_in_give_back($2)", &account, &network).execute(&backend.pool).await?;
        return Ok(Attempt::In(PersonId(person)));
    }
    // ASVS 16.3.1: who tried is told by the address of the network, and whether the account is known by its id alone.
    tracing::warn!(from, person = person.map(|id| id.to_string()), "a sign-in failed");
    if let Some(person) = person {
        // Apart from the answer, which takes no longer for an address that somebody has (ASVS 6.3.8).
        let (backend, from) = (backend.clone(), from.to_owned());
        tokio::spawn(async move {
            if let Err(error) = note_failed(&backend, PersonId(person), &from).await {
                tracing::error!(%error, "a failed sign-in was not noted");
            }
        });
    }
    Ok(Attempt::Refused)
}

/// Failed sign-ins of one account that are noted: a stranger must not be able to fill an audit.
const NOTED: Rate = Rate { name: "failed sign-ins of", every: Duration::minutes(10), burst: 10 };

async fn note_failed(backend: &Backend, person: PersonId, from: &str) -> Result<(), Error> {
    if rates::take(backend, NOTED, &person.to_string()).await?.is_some() {
        return Ok(());
    }
    audit::note_own(backend, person, "sign_in.failed", from).await
}

/// Counts an attempt; how long to wait before it may be made, and how many failed before it.
async fn take(backend: &Backend, who: &[u8], now: OffsetDateTime, free: i32) -> Result<(Duration, i32), Error> {
    let longest =
        PgInterval { months: 0, days: 0, microseconds: i64::try_from(LONGEST_WAIT.whole_microseconds()).unwrap_or_default() };
    let row = sqlx::query!(
        r#"select wait as "wait!", before as "before!" from sign_in_take($1, $2, $3, $4, $5)"#,
        who,
        now,
        now - WINDOW,
        free,
        longest,
    )
    .fetch_one(&backend.pool)
    .await?;
    Ok((Duration::microseconds(row.wait.microseconds), row.before))
}

/// Forgets the failures of an account whose owner proved by mail that the address is theirs.
///
/// # Errors
/// If the database does not answer.
pub(super) async fn forgive(backend: &Backend, email: &str) -> Result<(), Error> {
    let account = subject("account", &Email::identity(email));
    sqlx::query!("select sign_in_succeeded($1)", &account).execute(&backend.pool).await?;
    Ok(())
}

/// Doubles with each failure past the free ones, from half a second up to a limit.
fn delay(past: i32, longest: Duration) -> Duration {
    if past < 0 {
        return Duration::ZERO;
    }
    let doubled = Duration::milliseconds(500 << past.min(10));
    doubled.min(longest)
}

fn subject(kind: &str, who: &str) -> Vec<u8> {
    Sha256::digest(format!("{kind}\n{who}")).to_vec()
}

#[cfg(test)]
mod tests {
    use time::Duration;

    use super::{LONGEST_HOLD, delay};

    #[test]
    fn the_delay_grows_and_never_passes_its_limit() {
        let delays: Vec<_> = [-1, 0, 1, 2, 30].into_iter().map(|past| delay(past, LONGEST_HOLD).whole_milliseconds()).collect();
        assert_eq!(delays, [0, 500, 1_000, 2_000, 2_000]);
        assert_eq!(delay(i32::MAX, Duration::seconds(60)), Duration::seconds(60));
    }
}
