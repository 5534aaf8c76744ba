//! A user more: a person who is new to Portico, or one whom the reseller knows already.

use domain::{
    access::Role,
    form::{Answer, Answers, Problem, Problems, Step, clean},
    ids::{CustomerId, PersonId},
    users,
    vocabulary::Email,
    words::Word,
};
use serde_json::json;

use super::{Guest, Whose, make_invitation, open, open_to_change};
use crate::{
    Backend, Error, Scope, Tx, accounts,
    audit::{self, Entry},
    mail::{self, Kind, Mail},
    rates::{self, Rate},
};

/// How often a person may be told that an address is somebody's already.
const PROBES: Rate = Rate { name: "addresses asked by", every: time::Duration::minutes(30), burst: 10 };

/// A user who was just created.
#[derive(Clone, Debug)]
pub struct Created {
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The address that they sign in with.
    pub email: String,
    /// Their generated password, to be shown once; only its hash is stored. `None` where they choose it by a mailed link.
    pub password: Option<String>,
}

/// Creates a person who cannot sign in yet, as a user of the account: with a generated password that they must change at once, or with a
/// mailed link to choose one.
///
/// # Errors
/// [`Error::NotFound`] if there is no such customer for this tenant.
pub async fn create(
    backend: &Backend,
    scope: &Scope,
    customer: Option<CustomerId>,
    answers: &Answers,
) -> Result<Result<Created, Problems>, Error> {
    // Before anything is asked or hashed: whether there is such a customer at all.
    drop(open_to_change(backend, scope, customer).await?);
    let staff = scope.customer.is_none() && customer.is_none();
    let role = match read(if staff { &users::CREATE_STAFF } else { &users::CREATE_OF_CUSTOMER }, answers) {
        Ok(role) => role,
        Err(problems) => return Ok(Err(problems)),
    };
    let password =
        (answers.raw(users::HANDOVER.question.key) == users::Handover::Generated.show()).then(|| generated(backend.random()));
    // Hashing takes long, so it happens before the transaction.
    let hash = match &password {
        Some(password) => Some(accounts::hash(backend, password.clone()).await?),
        None => None,
    };
    let (mut tx, whose) = open_to_change(backend, scope, customer).await?;
    let text = |key: &str| clean(answers.raw(key)).into_owned();
    let (name, email) = (text(users::NAME.question.key), Email::identity(answers.raw(users::EMAIL.question.key)));
    let person = PersonId(backend.new_id());
    let now = backend.now();
    let made = match hash {
        Some(hash) => {
            sqlx::query_scalar!(r#"select person_make($1, $2, $3, $4, $5) as "made!""#, person.0, email, name, hash, now)
                .fetch_one(&mut *tx)
                .await?
        }
        None => {
            sqlx::query_scalar!(r#"select person_make_without_password($1, $2, $3, $4) as "made!""#, person.0, email, name, now)
                .fetch_one(&mut *tx)
                .await?
        }
    };
    if !made {
        // Whether an address signs in somewhere is told to nobody who tries one after another.
        if rates::take(backend, PROBES, &scope.person.to_string()).await?.is_some() {
            return Ok(Err(on_email(Word::UserTooManyProbes)));
        }
        let known = known(&mut tx, &email).await?;
        let here = match known {
            Some(person) => super::list::one(&mut tx, scope, &whose, person).await?.is_some(),
            None => false,
        };
        return Ok(Err(on_email(if here { Word::UserTaken } else { Word::UserElsewhere })));
    }
    join(backend, &mut tx, scope, &whose, person, role).await?;
    let detail = json!({ "person": person, "email": email, "name": name, "role": role.code() });
    audit::note(backend, &mut tx, scope, Entry { action: "user.created", customer: whose.customer, detail }).await?;
    if password.is_none() {
        // The mail finds it there, and so does each one after it.
        if let Some(language) = answers.get(&users::MAIL_LANGUAGE) {
            sqlx::query!("select person_language_keep($1, $2)", person.0, language.0.tag()).execute(&mut *tx).await?;
        }
        mail_link(backend, &mut tx, scope, &whose, person, &email).await?;
    }
    tx.commit().await?;
    Ok(Ok(Created { person, name, email, password }))
}

/// Invites somebody who signs in already for this reseller or one of its customers: they act for the account once they have accepted. People
/// of other resellers are not to be found. Gives what they are called.
///
/// # Errors
/// [`Error::NotFound`] if there is no such customer for this tenant.
pub async fn add(
    backend: &Backend,
    scope: &Scope,
    customer: Option<CustomerId>,
    answers: &Answers,
) -> Result<Result<String, Problems>, Error> {
    let (mut tx, whose) = open_to_change(backend, scope, customer).await?;
    let step = if whose.customer.is_none() { &users::ADD_STAFF } else { &users::ADD_OF_CUSTOMER };
    let role = match read(step, answers) {
        Ok(role) => role,
        Err(problems) => return Ok(Err(problems)),
    };
    let email = Email::identity(answers.raw(users::EMAIL.question.key));
    let Some(person) = known(&mut tx, &email).await? else { return Ok(Err(on_email(Word::UserUnknown))) };
    if super::list::one(&mut tx, scope, &whose, person).await?.is_some() {
        return Ok(Err(on_email(Word::UserTaken)));
    }
    let name = sqlx::query_scalar!("select name from people where id = $1", person.0).fetch_one(&mut *tx).await?;
    drop(tx);
    if !super::invite::may_mail(backend, scope, &email).await? {
        return Ok(Err(on_email(Word::InviteTooMany)));
    }
    let (mut tx, whose) = open_to_change(backend, scope, customer).await?;
    super::invite::one_by_one(&mut tx, scope).await?;
    let guest = Guest { email: &email, role, name: None, language: None };
    make_invitation(backend, &mut tx, scope, &whose, guest, "user.invited").await?;
    tx.commit().await?;
    Ok(Ok(name))
}

/// Sends a user a link to choose a password (ASVS 6.4.6). Nobody but them sees it. Says whether it may be sent just now.
///
/// # Errors
/// [`Error::NotFound`] if there is no such user of this account.
pub async fn send_link(
    backend: &Backend,
    scope: &Scope,
    customer: Option<CustomerId>,
    person: PersonId,
) -> Result<bool, Error> {
    let (user, _) = super::list::find(backend, scope, customer, person).await?;
    if !super::invite::may_mail(backend, scope, &user.email).await? {
        return Ok(false);
    }
    let (mut tx, whose) = open(backend, scope, customer).await?;
    mail_link(backend, &mut tx, scope, &whose, person, &user.email).await?;
    let detail = json!({ "person": person, "email": user.email });
    audit::note(backend, &mut tx, scope, Entry { action: "password.mailed", customer: whose.customer, detail }).await?;
    tx.commit().await?;
    Ok(true)
}

async fn mail_link(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    whose: &Whose,
    person: PersonId,
    email: &str,
) -> Result<(), Error> {
    let by = sqlx::query_scalar!("select name from people where id = $1", scope.person.0).fetch_optional(&mut **tx).await?;
    let mail = Mail {
        kind: Kind::SetPassword,
        about: person.0,
        customer: whose.customer,
        recipient: email,
        language: scope.language(),
        detail: json!({ "by": by, "team": whose.name }),
    };
    mail::put(backend, tx, scope, mail).await
}

/// The role that was chosen, if all answers are right.
fn read(step: &Step, answers: &Answers) -> Result<Role, Problems> {
    let problems = step.check(answers);
    let role = answers.raw(users::STAFF_ROLE.question.key);
    match Role::from_code(role) {
        Some(role) if problems.is_empty() => Ok(role),
        _ => Err(problems),
    }
}

fn on_email(why: Word) -> Problems {
    let mut problems = Problems::new();
    problems.add(users::EMAIL.question.key, Problem::Together(why));
    problems
}

/// The person with this address, among those whom this tenant may see.
async fn known(tx: &mut Tx, email: &str) -> Result<Option<PersonId>, Error> {
    let found = sqlx::query_scalar!("select id from people where email = $1", email).fetch_optional(&mut **tx).await?;
    Ok(found.map(PersonId))
}

/// Makes a person a user; says whether they were none.
async fn join(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    whose: &Whose,
    person: PersonId,
    role: Role,
) -> Result<bool, Error> {
    let made = sqlx::query!(
        "insert into memberships (reseller_id, customer_id, person_id, role, made_at) values ($1, $2, $3, $4, $5)
        on conflict do nothing",
        scope.reseller.0,
        whose.customer(),
        person.0,
        role.code(),
        backend.now(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(made.rows_affected() == 1)
}

/// A password of a hundred random bits that can be read out: twenty letters and digits of which none looks like another.
fn generated(random: [u8; 20]) -> String {
    const LETTERS: &[u8; 32] = b"23456789abcdefghjkmnpqrstuvwxyzA";
    let letters: Vec<char> = random.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    letters.chunks(5).map(|five| five.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::generated;

    #[test]
    fn a_generated_password_can_be_read_out() {
        assert_eq!(generated([0; 20]), "22222-22222-22222-22222");
        let mixed = generated(std::array::from_fn(|at| u8::try_from(at * 13).unwrap()));
        assert_eq!(mixed.len(), 23);
        assert!(!mixed.contains(['0', '1', 'o', 'l', 'i', 'O', 'I']));
    }
}
