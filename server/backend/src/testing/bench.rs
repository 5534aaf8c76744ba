//! What the bench needs of what is nobody else's: a provider's signature, a connection whose secret is known, the cost of a password.

use std::time::{Duration, Instant};

use domain::ids::ResellerId;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use sqlx::{ConnectOptions, postgres::PgConnectOptions};

use crate::{Backend, accounts, seal};

/// A provider's signature over what it tells (docs.stripe.com/webhooks).
pub fn signed(secret: &str, body: &str, at: i64) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{at}.{body}").as_bytes());
    format!("t={at},v1={}", hex::encode(mac.finalize().into_bytes()))
}

/// Connects a reseller to a provider that signs with a secret, and is never asked for anything.
pub async fn connect_gateway(backend: &Backend, owner: &PgConnectOptions, reseller: ResellerId, secret: &str) {
    let sealed = |text: &str| seal::seal(backend, &reseller.to_string(), text.as_bytes()).unwrap();
    let mut owner = owner.connect().await.unwrap();
    sqlx::query!(
        "insert into gateways (reseller_id, kind, secret_key, key_hint, endpoint, webhook_secret, connected_at)
        values ($1, 'sandbox', $2, 'ench', 'we_bench', $3, $4)",
        reseller.0,
        sealed("sk_test_bench_0123456789"),
        sealed(secret),
        backend.now(),
    )
    .execute(&mut owner)
    .await
    .unwrap();
}

/// How long a password takes to be hashed.
pub async fn argon2_takes(backend: &Backend) -> Duration {
    let began = Instant::now();
    for _ in 0..10 {
        accounts::hash(backend, "nine green owls fly".to_owned()).await.unwrap();
    }
    began.elapsed() / 10
}
