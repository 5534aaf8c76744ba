//! What somebody does who is not signed in: asks for a link, chooses a password by it, accepts an invitation.

use domain::{
    door,
    form::{Answers, Problems, clean},
    ids::{CustomerId, PersonId, ResellerId},
    links::{Link, Purpose},
    vocabulary::Email,
    words::Language,
};
use time::Duration;

use super::{passwords, sign_in};
use crate::{
    Backend, Error,
    links::{self, Token},
    rates::{self, Rate},
};

/// Links for one address: three at once, and then one every twenty minutes.
const PER_ADDRESS: Rate = Rate { name: "reset of", every: Duration::minutes(20), burst: 3 };
/// Links that one network asks for.
const PER_NETWORK: Rate = Rate { name: "reset from", every: Duration::minutes(1), burst: 20 };

/// Asks for a mail with a link to choose a new password. Known and unknown addresses are treated alike, in words and time (ASVS 6.3.8);
/// how long to wait where too much was asked for.
///
/// # Errors
/// If the database does not answer.
pub async fn ask_reset(
    backend: &Backend,
    answers: &Answers,
    language: Language,
    from: &str,
) -> Result<Result<Option<Duration>, Problems>, Error> {
    let problems = door::FORGOT.check(answers);
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let email = Email::identity(answers.raw(door::ADDRESS.question.key));
    for (rate, who) in [(PER_NETWORK, rates::network(from).as_str()), (PER_ADDRESS, email.as_str())] {
        if let Some(wait) = rates::take(backend, rate, who).await? {
            return Ok(Ok(Some(wait)));
        }
    }
    sqlx::query!("select reset_ask($1, $2, $3, $4)", backend.new_id(), email, language.tag(), backend.now())
        .execute(&backend.pool)
        .await?;
    Ok(Ok(None))
}

/// What came of a password that was chosen by a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ByLink {
    /// It is so now. Nobody is signed in by it.
    Done,
    /// The password cannot be taken.
    Mend(Problems),
    /// The link is not good any more.
    Gone,
}

/// Chooses a password by a mailed link, which is used up. The person is signed out everywhere, and told by mail (ASVS 6.3.7).
///
/// # Errors
/// If the database does not answer.
pub async fn reset_password(
    backend: &Backend,
    token: &Token,
    link: &Link,
    answers: &Answers,
    language: Language,
    from: &str,
) -> Result<ByLink, Error> {
    let problems = door::reset(link.staff).check(answers).or(|| passwords::about(answers, &known_of(link)));
    if !problems.is_empty() {
        return Ok(ByLink::Mend(problems));
    }
    let hash = passwords::hash(backend, answers.raw(door::STAFF_PASSWORD.question.key).to_owned()).await?;
    let done = sqlx::query_scalar!(
        r#"select password_by_link($1, $2, $3, $4, $5, $6, $7) as "done!""#,
        token.hash(),
        hash,
        backend.new_id(),
        backend.new_id(),
        language.tag(),
        from,
        backend.now(),
    )
    .fetch_one(&backend.pool)
    .await?;
    if done {
        sign_in::forgive(backend, &link.address).await?;
    }
    Ok(if done { ByLink::Done } else { ByLink::Gone })
}

/// What a link tells of whoever it is for.
fn known_of(link: &Link) -> Vec<&str> {
    [Some(link.address.as_str()), link.name.as_deref(), link.reseller.as_deref(), link.customer.as_deref()]
        .into_iter()
        .flatten()
        .collect()
}

/// What came of accepting an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// This person acts for the account from now on.
    As(PersonId),
    /// Name or password cannot be taken.
    Mend(Problems),
    /// The invitation is not good any more.
    Gone,
    /// The address is somebody's, who must be signed in to accept.
    Somebody,
}

/// The account to which an invitation leads.
///
/// # Errors
/// [`Error::NotFound`] if there never was such an invitation.
pub async fn account_of(backend: &Backend, token: &Token) -> Result<(ResellerId, Option<CustomerId>), Error> {
    let row = sqlx::query!(
        r#"select of_reseller as "reseller!", of_customer as "customer?" from invitation_account($1)"#,
        token.hash()
    );
    let row = row.fetch_optional(&backend.pool).await?.ok_or(Error::NotFound)?;
    Ok((ResellerId(row.reseller), row.customer.map(CustomerId)))
}

/// Accepts an invitation: as the person who proved who they are, if it is theirs, else as somebody new.
///
/// # Errors
/// If the database does not answer.
pub async fn accept(
    backend: &Backend,
    token: &Token,
    who: Option<PersonId>,
    answers: &Answers,
    from: &str,
) -> Result<Accepted, Error> {
    let Some(link) = links::look(backend, token).await?.filter(|link| link.purpose == Purpose::Invitation) else {
        return Ok(Accepted::Gone);
    };
    let (person, name, hash) = match (link.person, who) {
        (Some(known), Some(who)) if known == who => (known, String::new(), String::new()),
        (Some(_), _) => return Ok(Accepted::Somebody),
        (None, _) => {
            let name = answers.raw(door::OWN_NAME.question.key);
            let known = [known_of(&link).as_slice(), &[name]].concat();
            let problems = door::join(link.staff).check(answers).or(|| passwords::about(answers, &known));
            if !problems.is_empty() {
                return Ok(Accepted::Mend(problems));
            }
            let hash = passwords::hash(backend, answers.raw(door::STAFF_PASSWORD.question.key).to_owned()).await?;
            (PersonId(backend.new_id()), clean(answers.raw(door::OWN_NAME.question.key)).into_owned(), hash)
        }
    };
    let said = sqlx::query_scalar!(
        r#"select invitation_accept($1, $2, $3, $4, $5, $6, $7, $8) as "said!""#,
        token.hash(),
        person.0,
        link.person.is_none(),
        name,
        hash,
        backend.new_id(),
        from,
        backend.now(),
    )
    .fetch_one(&backend.pool)
    .await?;
    Ok(match said.as_str() {
        "accepted" => Accepted::As(person),
        "somebody" => Accepted::Somebody,
        _ => Accepted::Gone,
    })
}
