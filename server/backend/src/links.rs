//! Links that are mailed: 256 random bits, of which only the hash is stored (ASVS 6.5.2, 11.5.1). Looking at one changes nothing; it is
//! redeemed by a post.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::links::{Link, LinkState, Purpose};
use domain::{access::Role, ids::PersonId};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use sqlx::types::Json;
use uuid::Uuid;

use crate::{Backend, Error};

/// A link's token.
pub struct Token([u8; 32]);

impl Token {
    /// A new one.
    pub(crate) fn new(backend: &Backend) -> Self {
        Self(backend.random())
    }

    /// The token of an address or a cookie.
    pub fn read(text: &str) -> Option<Self> {
        BASE64_URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// As it stands in an address.
    pub(crate) fn text(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.0)
    }

    /// A name for it that is no key: a page says by it which link it was drawn for.
    pub fn fingerprint(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(&self.hash()[..9])
    }

    /// As it is stored.
    pub(crate) fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
}

/// What the database's `link_look` says.
#[derive(Deserialize)]
struct Looked {
    purpose: String,
    state: String,
    address: String,
    #[serde(default)]
    staff: bool,
    person: Option<Uuid>,
    name: Option<String>,
    by: Option<String>,
    reseller: Option<String>,
    customer: Option<String>,
    role: Option<String>,
}

/// What a link is good for; `None` for one that nobody ever had.
///
/// # Errors
/// If the database does not answer.
pub async fn look(backend: &Backend, token: &Token) -> Result<Option<Link>, Error> {
    let looked = sqlx::query_scalar!(r#"select link_look($1, $2) as "looked: Json<Looked>""#, token.hash(), backend.now())
        .fetch_one(&backend.pool)
        .await?;
    let Some(Json(looked)) = looked else { return Ok(None) };
    let state = match looked.state.as_str() {
        "good" => LinkState::Good,
        "used" => LinkState::Used,
        "expired" => LinkState::Expired,
        "superseded" => LinkState::Superseded,
        "revoked" => LinkState::Revoked,
        _ => return Err(Error::Stored("link_tokens.ended")),
    };
    Ok(Some(Link {
        purpose: match looked.purpose.as_str() {
            "invitation" => Purpose::Invitation,
            "set_password" | "reset_password" => Purpose::Password,
            "email_change" => Purpose::Email,
            _ => return Err(Error::Stored("link_tokens.purpose")),
        },
        state,
        address: looked.address,
        staff: looked.staff,
        person: looked.person.map(PersonId),
        name: looked.name,
        by: looked.by,
        reseller: looked.reseller,
        customer: looked.customer,
        role: looked.role.as_deref().and_then(Role::from_code),
    }))
}

#[cfg(test)]
mod tests {
    use super::Token;

    #[test]
    fn only_what_was_a_token_is_read_as_one() {
        let token = Token([7; 32]);
        assert_eq!(Token::read(&token.text()).unwrap().0, [7; 32]);
        for text in ["", "x", "a\0", &"A".repeat(44), &format!("{}=", token.text())] {
            assert!(Token::read(text).is_none(), "{text:?}");
        }
    }
}
