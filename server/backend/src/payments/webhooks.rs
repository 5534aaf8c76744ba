//! Events that a provider reports. They are verified over the bytes that came, stored once with the job that takes them, and answered: the
//! provider waits for nothing of ours, and an event that comes twice, late or in another order counts once.

use domain::{
    ids::{PaymentId, ResellerId},
    words::Word,
};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::Sha256;
use uuid::Uuid;

use super::{
    charging::paid,
    checkout::report_of,
    disputes,
    provider::{Dispute, Intent, Reason, Refund, Session},
    refunds, settle,
    transition::Report,
};
use crate::{
    Backend, Error, Scope, Tx,
    jobs::{Context, Job, JobError, Queue},
    seal,
};

/// How old a signature may be: the provider signs anew each time that it tells (docs.stripe.com/webhooks, "Replay attacks").
const FRESH: i64 = 300;
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

/// Takes an event that a provider reported.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct TakeEvent {
    event: String,
}

impl Job for TakeEvent {
    const NAME: &'static str = "take_payment_event";
    const TITLE: Word = Word::JobTakeEvent;
    const QUEUE: Queue = Queue::Events;

    async fn run(self, context: &Context) -> Result<(), JobError> {
        let (backend, scope) = (&context.backend, &context.scope()?);
        let mut tx = Tx::begin(&backend.pool, scope).await?;
        let body =
            sqlx::query_scalar!("select body from webhooks where reseller_id = $1 and id = $2", scope.reseller.0, self.event)
                .fetch_optional(&mut *tx)
                .await
                .map_err(Error::from)?;
        tx.commit().await?;
        // Old events are deleted.
        let Some(body) = body else { return Ok(()) };
        let failed = match take(backend, scope.reseller, body).await {
            Ok(None) => None,
            Ok(Some(why)) => Some(JobError::Fail(why.to_owned())),
            Err(error) => match JobError::from(error) {
                JobError::Retry(why) if context.is_last_try() => Some(JobError::Fail(why)),
                again => return Err(again),
            },
        };
        let why = if let Some(JobError::Fail(why)) = &failed { Some(why.as_str()) } else { None };
        let mut tx = Tx::begin(&backend.pool, scope).await?;
        sqlx::query!(
            "update webhooks set done_at = $3, problem = $4 where reseller_id = $1 and id = $2",
            scope.reseller.0,
            self.event,
            backend.now(),
            why,
        )
        .execute(&mut *tx)
        .await
        .map_err(Error::from)?;
        tx.commit().await?;
        failed.map_or(Ok(()), Err)
    }
}

/// Takes one; says why not, where trying again would not help.
async fn take(backend: &Backend, reseller: ResellerId, content: Value) -> Result<Option<&'static str>, Error> {
    let Ok(event) = serde_json::from_value::<Event>(content) else { return Ok(Some("it cannot be read")) };
    tracing::debug!(event = event.id, kind = event.kind, "a provider's word");
    let object = event.data.object;
    let (payment, session, report) = if event.kind.starts_with("checkout.session.") {
        let Ok(session) = serde_json::from_value::<Session>(object) else { return Ok(Some("its session cannot be read")) };
        let report = match event.kind.as_str() {
            "checkout.session.async_payment_failed" => Some(Report::Expired),
            _ => report_of(&session),
        };
        // A page that was paid by a way that takes days says so later.
        let Some(report) = report else { return Ok(None) };
        (session.client_reference_id.unwrap_or_default(), Some(session.id), report)
    } else if event.kind == "payment_intent.payment_failed" {
        let payment = object.pointer("/metadata/payment").and_then(Value::as_str).unwrap_or_default().to_owned();
        let why = object.get("last_payment_error").and_then(|reason| Reason::deserialize(reason).ok());
        (payment, None, Report::Declined(why.map(|why| why.said()).unwrap_or_default()))
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
    match settle::settle(backend, &scope, payment, session.as_deref(), report).await {
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
