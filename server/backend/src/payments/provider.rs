//! What is asked of a payment provider, in the language of Stripe's API (docs.stripe.com/api): forms out, JSON back. The provider for
//! development speaks it too, so that what is tried out there is what talks to Stripe.

use std::time::Duration;

use domain::payments::{Gateway, reasons};
use reqwest::{Client, Method as Verb, redirect::Policy};
use serde::{Deserialize, de::DeserializeOwned};

use super::units::to_provider;
use crate::Backend;

/// Where Stripe is asked.
pub const STRIPE: &str = "https://api.stripe.com";
/// A provider that does not answer for so long is down: somebody waits.
const PATIENCE: Duration = Duration::from_secs(8);
/// The version of Stripe's API that this speaks: what is asked, and what is told (docs.stripe.com/api/versioning). Without it an account's
/// own would hold, which differs from account to account.
const VERSION: &str = "2025-03-31.basil";
/// The version of the list below: an endpoint that was made for an older one is changed.
pub(super) const SUBSCRIBED: i32 = 2;
/// What the provider tells us of.
const EVENTS: [&str; 12] = [
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
    "payment_intent.payment_failed",
    "payment_intent.succeeded",
    "refund.created",
    "refund.updated",
    "refund.failed",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
    "charge.dispute.closed",
];

/// How providers are asked.
///
/// # Panics
/// Never: it is built of constants.
pub(crate) fn client() -> Client {
    // One for the process: whoever comes second finds it there.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let built = Client::builder().timeout(PATIENCE).redirect(Policy::none()).build();
    // Without settings of ours it is built of nothing that could be wrong.
    built.unwrap_or_default()
}

/// An account at a provider.
pub(super) struct Provider {
    http: Client,
    base: String,
    key: String,
    copy: bool,
}

/// Why the provider did not do what it was asked.
#[derive(Debug)]
pub(super) enum Fault {
    /// It refuses, and says why: the HTTP status and its sentence.
    Refused(u16, String),
    /// It does not know what it is asked of: its sentence.
    Unknown(String),
    /// It failed at it, or is at it just now under the same key: the HTTP status.
    Failed(u16),
    /// It is down, slow, or says what nobody understands: it may have done it.
    Silent(String),
}

impl Fault {
    /// Whether it does not know what it was asked of: after another account was connected, or a provider for development began anew.
    pub(super) const fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown(_))
    }

    /// In words, for the log.
    pub(super) fn said(&self) -> String {
        match self {
            Self::Refused(status, why) => format!("{status}: {why}"),
            Self::Failed(status) => format!("HTTP {status}"),
            Self::Unknown(why) | Self::Silent(why) => why.clone(),
        }
    }
}

/// A page on which somebody pays, and what became of it (docs.stripe.com/api/checkout/sessions/object).
#[derive(Debug, Deserialize)]
pub(super) struct Session {
    pub(super) id: String,
    pub(super) url: Option<String>,
    /// `open`, `complete` or `expired`.
    pub(super) status: Option<String>,
    /// `paid`, `unpaid` or `no_payment_required`.
    pub(super) payment_status: Option<String>,
    pub(super) amount_total: Option<i64>,
    /// In small letters.
    pub(super) currency: Option<String>,
    pub(super) client_reference_id: Option<String>,
    pub(super) payment_intent: Option<String>,
    pub(super) customer: Option<String>,
}

/// Where the provider tells us what happens, and what it signs that with.
#[derive(Debug, Deserialize)]
pub(super) struct Endpoint {
    pub(super) id: String,
    pub(super) secret: String,
}

/// A payer's card, as the provider keeps it (`docs.stripe.com/api/payment_methods/object`).
#[derive(Debug, Deserialize)]
pub(super) struct Method {
    pub(super) id: String,
    card: Option<Card>,
}

#[derive(Debug, Deserialize)]
struct Card {
    brand: String,
    last4: String,
}

impl Method {
    /// By which its owner knows it: `Visa ···· 4242`.
    pub(super) fn hint(&self) -> String {
        let Some(card) = &self.card else { return String::new() };
        let brand = card.brand.replace('_', " ");
        let mut letters = brand.chars();
        let brand: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        format!("{brand} ···· {}", card.last4)
    }
}

/// Money that a card is asked for (`docs.stripe.com/api/payment_intents/object`).
#[derive(Debug, Deserialize)]
pub(super) struct Intent {
    pub(super) id: String,
    /// `succeeded` where it was taken.
    pub(super) status: String,
    pub(super) amount_received: Option<i64>,
    pub(super) currency: Option<String>,
    pub(super) customer: Option<String>,
    #[serde(default)]
    pub(super) metadata: Metadata,
    last_payment_error: Option<Reason>,
}

impl Intent {
    /// Why it was not taken: the provider's reason, else what its status says.
    pub(super) fn problem(&self) -> String {
        let said = self.last_payment_error.as_ref().map(Reason::said).filter(|said| !said.is_empty());
        said.unwrap_or_else(|| if self.status == "requires_action" { "authentication_required" } else { "" }.to_owned())
    }
}

/// A page of a list (docs.stripe.com/api/pagination).
#[derive(Deserialize)]
struct Page<T> {
    data: Vec<T>,
    #[serde(default)]
    has_more: bool,
}

/// What was paid back (docs.stripe.com/api/refunds/object).
#[derive(Debug, Deserialize)]
pub(super) struct Refund {
    pub(super) id: String,
    /// `pending`, `requires_action`, `succeeded`, `failed` or `canceled`.
    pub(super) status: Option<String>,
    pub(super) amount: i64,
    pub(super) currency: String,
    pub(super) payment_intent: Option<String>,
    #[serde(default)]
    pub(super) metadata: Metadata,
}

impl Refund {
    /// Whether the money stays with the reseller after all.
    pub(super) fn has_failed(&self) -> bool {
        matches!(self.status.as_deref(), Some("failed" | "canceled"))
    }
}

/// A payment that its payer's bank took back (docs.stripe.com/api/disputes/object).
#[derive(Debug, Deserialize)]
pub(super) struct Dispute {
    pub(super) id: String,
    pub(super) amount: i64,
    pub(super) currency: String,
    pub(super) payment_intent: Option<String>,
    #[serde(default)]
    pub(super) reason: String,
    /// `needs_response`, `under_review`, `won`, `lost` …
    #[serde(default)]
    pub(super) status: String,
}

/// What we wrote on something of the provider's: the ids of our rows.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Metadata {
    #[serde(default)]
    pub(super) payment: String,
    #[serde(default)]
    pub(super) refund: String,
}

#[derive(Deserialize)]
struct Nothing {}

#[derive(Deserialize)]
struct Refusal {
    error: Reason,
}

#[derive(Debug, Deserialize)]
pub(super) struct Reason {
    #[serde(default)]
    message: String,
    /// What kind of error it is, by a word of the provider's (docs.stripe.com/error-codes).
    code: Option<String>,
    /// The same more exactly, where a bank said no (docs.stripe.com/declines/codes).
    decline_code: Option<String>,
}

impl Reason {
    /// The code of a reason that we have words for, else the provider's sentence.
    pub(super) fn said(&self) -> String {
        let known = [&self.decline_code, &self.code].into_iter().flatten().find(|code| reasons::is_decline(code));
        known.unwrap_or(&self.message).chars().take(LONGEST_REASON).collect()
    }
}

/// So much of a provider's sentence is kept, in characters.
const LONGEST_REASON: usize = 200;

/// An amount as the provider takes it.
fn provider_amount(currency: &str, minor: i64) -> Result<String, Fault> {
    let amount = to_provider(currency, minor).map(|amount| amount.to_string());
    amount.ok_or_else(|| Fault::Refused(400, format!("a card cannot be charged with this amount of {currency}")))
}

/// A page to be paid on.
#[derive(Clone, Copy)]
pub(super) struct Order<'a> {
    pub(super) id: &'a str,
    /// Under which key it is asked for: the same key makes one page, however often it is sent.
    pub(super) key: &'a str,
    pub(super) amount: i64,
    pub(super) currency: &'a str,
    pub(super) what: &'a str,
    pub(super) email: &'a str,
    /// Who pays, where the provider knows them already.
    pub(super) payer: Option<&'a str>,
    pub(super) back: &'a str,
}

/// A card to be charged without its owner.
pub(super) struct Charge<'a> {
    /// Under which it is charged once, however often it is asked for.
    pub(super) id: &'a str,
    pub(super) amount: i64,
    pub(super) currency: &'a str,
    pub(super) what: &'a str,
    pub(super) payer: &'a str,
    pub(super) card: &'a str,
}

impl Provider {
    /// An account at the provider of this kind; `None` where that is not to be had.
    pub(super) fn at(backend: &Backend, kind: Gateway, key: String) -> Option<Self> {
        let base = match kind {
            Gateway::Stripe => &backend.stripe,
            Gateway::Sandbox => backend.sandbox.as_ref()?,
        };
        Some(Self { http: backend.http.clone(), base: base.to_string(), key, copy: backend.copy })
    }

    /// Whether the key is known: the cheapest question there is.
    pub(super) async fn test(&self) -> Result<(), Fault> {
        self.ask::<Nothing>(Verb::GET, "/v1/balance", &[], None).await.map(|_| ())
    }

    /// Has the provider tell us of what happens, at an address.
    pub(super) async fn listen(&self, address: &str) -> Result<Endpoint, Fault> {
        let mut fields = vec![("url", address), ("api_version", VERSION)];
        fields.extend(EVENTS.map(|event| ("enabled_events[]", event)));
        self.ask(Verb::POST, "/v1/webhook_endpoints", &fields, None).await
    }

    /// Has it tell us of what this version wants to know.
    pub(super) async fn listen_again(&self, endpoint: &str) -> Result<(), Fault> {
        let fields = EVENTS.map(|event| ("enabled_events[]", event));
        self.ask::<Nothing>(Verb::POST, &format!("/v1/webhook_endpoints/{endpoint}"), &fields, None).await.map(|_| ())
    }

    /// Has it tell us no more.
    pub(super) async fn deafen(&self, endpoint: &str) -> Result<(), Fault> {
        self.ask::<Nothing>(Verb::DELETE, &format!("/v1/webhook_endpoints/{endpoint}"), &[], None).await.map(|_| ())
    }

    /// Makes a page to be paid on.
    pub(super) async fn order(&self, order: &Order<'_>) -> Result<Session, Fault> {
        let (amount, currency) = (provider_amount(order.currency, order.amount)?, order.currency.to_lowercase());
        let (paid, not) = (format!("{}?back=done", order.back), format!("{}?back=left", order.back));
        let mut fields = vec![
            ("mode", "payment"),
            // A way of paying that takes days would leave the account waiting, and what is asked for is what is paid, in its own currency.
            ("payment_method_types[0]", "card"),
            ("adaptive_pricing[enabled]", "false"),
            ("client_reference_id", order.id),
            ("line_items[0][quantity]", "1"),
            ("line_items[0][price_data][currency]", &currency),
            ("line_items[0][price_data][unit_amount]", &amount),
            ("line_items[0][price_data][product_data][name]", order.what),
            ("payment_intent_data[setup_future_usage]", "off_session"),
            ("payment_intent_data[metadata][payment]", order.id),
            ("success_url", &paid),
            ("cancel_url", &not),
        ];
        match order.payer {
            Some(payer) => fields.push(("customer", payer)),
            None => fields.push(("customer_creation", "always")),
        }
        if order.payer.is_none() && !order.email.is_empty() {
            fields.push(("customer_email", order.email));
        }
        self.ask(Verb::POST, "/v1/checkout/sessions", &fields, Some(order.key)).await
    }

    /// The newest card of a payer, by which they may be charged again.
    pub(super) async fn card(&self, payer: &str) -> Result<Option<Method>, Fault> {
        let path = format!("/v1/customers/{payer}/payment_methods?type=card&limit=1");
        Ok(self.ask::<Page<Method>>(Verb::GET, &path, &[], None).await?.data.into_iter().next())
    }

    /// Charges a card without its owner, who agreed to it when they paid (`setup_future_usage`).
    pub(super) async fn charge(&self, charge: &Charge<'_>) -> Result<Intent, Fault> {
        let (amount, currency) = (provider_amount(charge.currency, charge.amount)?, charge.currency.to_lowercase());
        let fields = [
            ("amount", amount.as_str()),
            ("currency", &currency),
            ("customer", charge.payer),
            ("payment_method", charge.card),
            ("payment_method_types[0]", "card"),
            ("off_session", "true"),
            ("confirm", "true"),
            ("description", charge.what),
            ("metadata[payment]", charge.id),
        ];
        self.ask(Verb::POST, "/v1/payment_intents", &fields, Some(charge.id)).await
    }

    /// Money by the provider's name of it.
    pub(super) async fn intent(&self, id: &str) -> Result<Intent, Fault> {
        self.ask(Verb::GET, &format!("/v1/payment_intents/{id}"), &[], None).await
    }

    /// The money that was asked of a payer for one of our payments. A key is forgotten after a day, the money is not.
    pub(super) async fn intent_of(&self, payer: &str, payment: &str) -> Result<Option<Intent>, Fault> {
        let mut after = String::new();
        loop {
            let path = format!("/v1/payment_intents?customer={payer}&limit=100{after}");
            let page = self.ask::<Page<Intent>>(Verb::GET, &path, &[], None).await?;
            let last = page.data.last().map(|intent| intent.id.clone()).filter(|_| page.has_more);
            if let Some(found) = page.data.into_iter().find(|intent| intent.metadata.payment == payment) {
                return Ok(Some(found));
            }
            let Some(last) = last else { return Ok(None) };
            after = format!("&starting_after={last}");
        }
    }

    /// Money that waits for its payer is not to be taken any more.
    pub(super) async fn cancel_intent(&self, id: &str) -> Result<(), Fault> {
        self.ask::<Nothing>(Verb::POST, &format!("/v1/payment_intents/{id}/cancel"), &[], None).await.map(|_| ())
    }

    /// Removes a card from its payer.
    pub(super) async fn detach(&self, card: &str) -> Result<(), Fault> {
        let path = format!("/v1/payment_methods/{card}/detach");
        self.ask::<Nothing>(Verb::POST, &path, &[], None).await.map(|_| ())
    }

    /// Pays back a part of what was paid, or all of it, under a name of ours.
    pub(super) async fn refund(&self, charge: &str, amount: i64, currency: &str, name: &str) -> Result<Refund, Fault> {
        let amount = provider_amount(currency, amount)?;
        let fields =
            [("payment_intent", charge), ("amount", &amount), ("reason", "requested_by_customer"), ("metadata[refund]", name)];
        self.ask(Verb::POST, "/v1/refunds", &fields, Some(name)).await
    }

    /// What was paid back already under that name of ours: a key is forgotten after a day, the refund is not.
    pub(super) async fn refund_named(&self, charge: &str, name: &str) -> Result<Option<Refund>, Fault> {
        let path = format!("/v1/refunds?payment_intent={charge}&limit=100");
        let made = self.ask::<Page<Refund>>(Verb::GET, &path, &[], None).await?.data;
        Ok(made.into_iter().find(|refund| refund.metadata.refund == name))
    }

    /// What became of a page.
    pub(super) async fn look(&self, session: &str) -> Result<Session, Fault> {
        self.ask(Verb::GET, &format!("/v1/checkout/sessions/{session}"), &[], None).await
    }

    /// Closes a page: from then on nobody can pay on it.
    pub(super) async fn expire(&self, session: &str) -> Result<Session, Fault> {
        self.ask(Verb::POST, &format!("/v1/checkout/sessions/{session}/expire"), &[], None).await
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        method: Verb,
        path: &str,
        fields: &[(&str, &str)],
        once: Option<&str>,
    ) -> Result<T, Fault> {
        if self.copy {
            return Err(Fault::Silent("this database is a copy, so no provider is asked".to_owned()));
        }
        let silent = |error: reqwest::Error| Fault::Silent(error.without_url().to_string());
        let mut request =
            self.http.request(method, format!("{}{path}", self.base)).bearer_auth(&self.key).header("stripe-version", VERSION);
        if !fields.is_empty() {
            request = request.form(fields);
        }
        if let Some(once) = once {
            request = request.header("idempotency-key", once);
        }
        let response = request.send().await.map_err(silent)?;
        let status = response.status();
        let body = response.bytes().await.map_err(silent)?;
        // Too many questions, or the same one that is not answered yet: those are asked again.
        if status.is_client_error() && !matches!(status.as_u16(), 409 | 429) {
            let refusal = serde_json::from_slice::<Refusal>(&body).map(|refusal| refusal.error).ok();
            let (why, code) = refusal.map(|reason| (reason.said(), reason.code.unwrap_or_default())).unwrap_or_default();
            let why = why.chars().take(300).collect();
            let unknown = status.as_u16() == 404 || code == "resource_missing";
            return Err(if unknown { Fault::Unknown(why) } else { Fault::Refused(status.as_u16(), why) });
        }
        if !status.is_success() {
            return Err(Fault::Failed(status.as_u16()));
        }
        serde_json::from_slice(&body).map_err(|error| Fault::Silent(format!("an answer that cannot be read: {error}")))
    }
}
