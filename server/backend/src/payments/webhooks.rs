//! What a provider tells us of its own accord. It is verified over the bytes that came, stored once, answered, and worked off later: the
//! provider waits for nothing of ours, and what it tells twice, late or in another order is told once.

use domain::ids::{PaymentId, ResellerId};
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use serde_json::Value;
use sha2::Sha256;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    charging::paid,
    checkout::told,
    disputes,
    provider::{Dispute, Intent, Reason, Refund, Session},
    refunds,
    settle::{self, Told},
};
use crate::{Backend, Error, Scope, seal};

/// How old a signature may be: the provider signs anew each time that it tells (docs.stripe.com/webhooks, "Replay attacks").
const FRESH: i64 = 300;
/// So many are taken at a time.
const BATCH: i32 = 20;
/// A worker has so long for what it took.
const LEASE: time::Duration = time::Duration::minutes(2);
/// After so many tries somebody must look.
const TRIES: i32 = 12;

/// What became of something that was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// It is stored, now or already.
    Kept,
    /// Nobody of ours is told like this, or it is not signed by who it should be.
    Refused,
}

#[derive(Deserialize)]
struct Event {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    object: Value,
}

/// Whether a signature (`t=…,v1=…`) is the secret's over these bytes, and fresh.
fn is_signed(secret: &[u8], signature: &str, body: &[u8], now: i64) -> bool {
    let part = |name: &'static str| signature.split(',').filter_map(move |part| part.trim().strip_prefix(name));
    let Some(at) = part("t=").next() else { return false };
    if at.parse::<i64>().is_ok_and(|at| (now - at).abs() <= FRESH) {
        part("v1=").any(|given| {
            let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return false };
            mac.update(at.as_bytes());
            mac.update(b".");
            mac.update(body);
            // Compared in constant time.
            hex::decode(given).is_ok_and(|given| mac.verify_slice(&given).is_ok())
        })
    } else {
        false
    }
}

/// Takes what a provider tells of a reseller's customers.
///
/// # Errors
/// If the database does not answer: then the provider tells it again.
pub async fn receive(backend: &Backend, reseller: ResellerId, signature: &str, body: &[u8]) -> Result<Received, Error> {
    let sealed = sqlx::query_scalar!("select gateway_secret($1)", reseller.0).fetch_one(&backend.pool).await?;
    let Some(sealed) = sealed else { return Ok(Received::Refused) };
    let secret = seal::open(backend, &reseller.to_string(), &sealed)?;
    if !is_signed(&secret, signature, body, backend.now().unix_timestamp()) {
        return Ok(Received::Refused);
    }
    // Postgres keeps no NUL, and nothing of ours has one.
    let text = String::from_utf8_lossy(body).replace("\\u0000", "");
    let Ok(content) = serde_json::from_str::<Value>(&text) else { return Ok(Received::Refused) };
    let Some(id) = content.get("id").and_then(Value::as_str).filter(|id| id.len() <= 255 && !id.contains('\0')) else {
        return Ok(Received::Refused);
    };
    sqlx::query_scalar!("select webhook_keep($1, $2, $3, $4)", reseller.0, id, content, backend.now())
        .fetch_one(&backend.pool)
        .await?;
    Ok(Received::Kept)
}

/// Works off what is due; says how many it took in hand.
///
/// # Errors
/// If the database does not answer.
pub async fn work_off(backend: &Backend) -> Result<usize, Error> {
    let now = backend.now();
    let due = sqlx::query!(
        r#"select reseller as "reseller!", event as "event!", content as "content!", tried as "tried!"
        from webhooks_take($1, $2, $3)"#,
        now,
        now + LEASE,
        BATCH
    )
    .fetch_all(&backend.pool)
    .await?;
    let taken = due.len();
    for one in due {
        let (why, again) = match take(backend, ResellerId(one.reseller), one.content).await {
            Ok(None) => (None, false),
            Ok(Some(why)) => (Some(why.to_owned()), false),
            Err(error) => (Some(error.to_string()), one.tried < TRIES),
        };
        if let Some(why) = &why {
            tracing::error!(reseller = %one.reseller, event = one.event, why, "what a provider told was not taken");
        }
        let next = again.then(|| backend.now() + time::Duration::seconds(5_i64 << one.tried.clamp(0, 12)));
        sqlx::query!(
            "select webhook_settle($1, $2, $3, $4, $5)",
            one.reseller,
            one.event,
            why,
            next as Option<OffsetDateTime>,
            backend.now(),
        )
        .execute(&backend.pool)
        .await?;
    }
    Ok(taken)
}

/// Takes one; says why not, where it is nothing that trying again would help.
async fn take(backend: &Backend, reseller: ResellerId, content: Value) -> Result<Option<&'static str>, Error> {
    let Ok(event) = serde_json::from_value::<Event>(content) else { return Ok(Some("it cannot be read")) };
    tracing::debug!(event = event.id, kind = event.kind, "a provider's word");
    let object = event.data.object;
    let (payment, session, told) = if event.kind.starts_with("checkout.session.") {
        let Ok(session) = serde_json::from_value::<Session>(object) else { return Ok(Some("its session cannot be read")) };
        let told = match event.kind.as_str() {
            "checkout.session.async_payment_failed" => Some(Told::Over),
            _ => told(&session),
        };
        // A page that was paid by a way that takes days says so later.
        let Some(told) = told else { return Ok(None) };
        (session.client_reference_id.unwrap_or_default(), Some(session.id), told)
    } else if event.kind == "payment_intent.payment_failed" {
        let payment = object.pointer("/metadata/payment").and_then(Value::as_str).unwrap_or_default().to_owned();
        let why = object.get("last_payment_error").and_then(|reason| Reason::deserialize(reason).ok());
        (payment, None, Told::Declined(why.map(|why| why.said()).unwrap_or_default()))
    } else if event.kind == "payment_intent.succeeded" {
        let payment = object.pointer("/metadata/payment").and_then(Value::as_str).unwrap_or_default().to_owned();
        let Ok(intent) = serde_json::from_value::<Intent>(object) else { return Ok(Some("its money cannot be read")) };
        (payment, None, paid(intent))
    } else if event.kind.starts_with("refund.") {
        let Ok(refund) = serde_json::from_value::<Refund>(object) else { return Ok(Some("its refund cannot be read")) };
        return refunds::hear(backend, reseller, &refund).await;
    } else if let Some(step) = disputes::Step::of_event(&event.kind) {
        let Ok(dispute) = serde_json::from_value::<Dispute>(object) else { return Ok(Some("its dispute cannot be read")) };
        return disputes::book(backend, reseller, step, &dispute).await;
    } else {
        return Ok(None);
    };
    // A reseller's provider may serve others beside us: what is not ours is left alone.
    let Ok(payment) = payment.parse::<Uuid>().map(PaymentId) else { return Ok(None) };
    let scope = Scope::of_job(reseller, domain::ids::PersonId(Uuid::nil()));
    match settle::settle(backend, &scope, payment, session.as_deref(), told).await {
        Ok(true) | Err(Error::NotFound) => Ok(None),
        Ok(false) => Ok(Some("it is about another amount or another page than the payment's")),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use hmac::{Hmac, KeyInit, Mac};
    use sha2::Sha256;

    use super::is_signed;

    fn signed(secret: &[u8], at: i64, body: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret).unwrap();
        mac.update(format!("{at}.{body}").as_bytes());
        format!("t={at},v1={}", hex::encode(mac.finalize().into_bytes()))
    }

    #[test]
    fn only_the_secrets_fresh_word_over_these_very_bytes_is_believed() {
        let good = signed(b"whsec", 1_000, "{}");
        assert!(is_signed(b"whsec", &good, b"{}", 1_000) && is_signed(b"whsec", &good, b"{}", 1_300));
        // A secret that is rolled signs twice for a while.
        assert!(is_signed(
            b"whsec",
            &format!("{},v1={}", signed(b"old", 1_000, "{}"), good.split("v1=").nth(1).unwrap()),
            b"{}",
            1_000
        ));
        assert!(!is_signed(b"other", &good, b"{}", 1_000), "another secret");
        assert!(!is_signed(b"whsec", &good, b"{ }", 1_000), "another body");
        assert!(!is_signed(b"whsec", &good, b"{}", 1_301), "played back");
        for bad in ["", "t=1000", "v1=00", "t=x,v1=00", "t=1000,v1=zz", "t=1000,v1=0", "t=1000,v1=é"] {
            assert!(!is_signed(b"whsec", bad, b"{}", 1_000), "{bad}");
        }
    }
}
