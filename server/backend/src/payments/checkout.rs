//! A payment from its beginning until the provider's word: its row first, then the provider's page, under the row's id as the key, so that
//! whatever is sent twice makes one page.

use domain::{
    access::Action,
    ids::{CustomerId, DraftId, PaymentId, PersonId, ResellerId},
    money::Money,
    paths,
    payments::{
        Payment, PaymentState,
        reasons::{self, Purpose},
    },
    words::Word,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use time::Duration;

use super::{
    provider,
    provider::{Fault, Order, Provider, Session},
    purchase::Purchase,
    settle,
    transition::{Receipt, Report},
    units::from_provider,
};
use crate::{
    Backend, Error, Scope, Tx,
    audit::{self, Entry},
    jobs::{Context, JobError, Periodic, Queue},
    rates::{self, Rate},
};

/// What is to be paid.
pub(crate) struct Wanted<'a> {
    pub(crate) customer: CustomerId,
    pub(crate) purchase: Purchase,
    pub(crate) amount: i64,
    pub(crate) tax: i64,
    pub(crate) currency: &'a str,
}

/// The payment that is under way for a customer's sign-up.
pub(crate) async fn open_of(tx: &mut Tx, scope: &Scope, customer: CustomerId) -> Result<Option<PaymentId>, Error> {
    let open = sqlx::query_scalar!(
        "select id from payments where reseller_id = $1 and customer_id = $2 and purpose = 'activation' and state = 'open'",
        scope.reseller.0,
        customer.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(open.map(PaymentId))
}

/// Whoever disconnects the provider waits for this transaction, and then finds its payment.
pub(crate) async fn hold(tx: &mut Tx, scope: &Scope) -> Result<(), Error> {
    sqlx::query!("select kind from gateways where reseller_id = $1 for share", scope.reseller.0)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(())
}

/// Begins a payment; `None` where nobody takes money for the tenant. The caller commits, and then leads on to the provider by [`go_on`].
pub(crate) async fn begin(
    backend: &Backend,
    tx: &mut Tx,
    scope: &Scope,
    wanted: Wanted<'_>,
) -> Result<Option<PaymentId>, Error> {
    hold(tx, scope).await?;
    if provider(backend, tx, scope).await?.is_none() {
        return Ok(None);
    }
    let id = PaymentId(backend.new_id());
    let purpose = wanted.purchase.purpose();
    sqlx::query!(
        "insert into payments (reseller_id, id, customer_id, purpose, amount_minor, tax_minor, currency, detail, made_by, made_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        scope.reseller.0,
        id.0,
        wanted.customer.0,
        purpose.code(),
        wanted.amount,
        wanted.tax,
        wanted.currency,
        wanted.purchase.detail(),
        scope.person.0,
        backend.now(),
    )
    .execute(&mut **tx)
    .await?;
    let detail = json!({ "payment": id, "amount": wanted.amount, "currency": wanted.currency, "purpose": purpose.code() });
    let entry = Entry { action: "payment.started", customer: Some(wanted.customer), detail };
    audit::note(backend, tx, scope, entry).await?;
    Ok(Some(id))
}

/// Where a payer goes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the provider's page.
    Pay(String),
    /// To our page of the payment: it is settled, or the provider does not answer.
    Look(String),
}

struct Row {
    customer: CustomerId,
    activates: bool,
    state: PaymentState,
    amount: i64,
    currency: String,
    refunded: i64,
    reference: Option<String>,
    page: Option<String>,
    attempt: i32,
    problem: Option<String>,
    automatic: bool,
    draft: Option<uuid::Uuid>,
    what: String,
    email: String,
    payer: Option<String>,
    made_at: time::OffsetDateTime,
}

async fn row(tx: &mut Tx, scope: &Scope, id: PaymentId) -> Result<Row, Error> {
    let row = sqlx::query!(
        r#"select y.customer_id, y.purpose, y.state, y.amount_minor, y.currency, y.refunded_minor, y.reference, y.page, y.attempt, y.problem,
            y.made_at, y.next_at is not null as "automatic!",
            y.detail ->> 'plan' as plan, p.email as "email?", c.payer_reference,
            (select d.id from drafts d where d.reseller_id = y.reseller_id and d.of_customer = y.customer_id
                and d.submitted_at is null) as draft
        from payments y join customers c on c.reseller_id = y.reseller_id and c.id = y.customer_id
        left join people p on p.id = y.made_by
        where y.reseller_id = $1 and y.id = $2"#,
        scope.reseller.0,
        id.0,
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(Error::NotFound)?;
    let purpose = Purpose::from_code(&row.purpose).ok_or(Error::Stored("payments.purpose"))?;
    Ok(Row {
        customer: CustomerId(row.customer_id),
        activates: purpose == Purpose::Activation,
        state: PaymentState::from_code(&row.state).ok_or(Error::Stored("payments.state"))?,
        amount: row.amount_minor,
        currency: row.currency,
        refunded: row.refunded_minor,
        reference: row.reference,
        page: row.page,
        attempt: row.attempt,
        problem: row.problem,
        automatic: row.automatic,
        draft: row.draft,
        what: purpose.text(&row.plan.unwrap_or_default(), scope.language()),
        email: row.email.unwrap_or_default(),
        payer: row.payer_reference,
        made_at: row.made_at,
    })
}

/// Leads a payer to the provider's page of an open payment, which is made where there is none yet.
///
/// # Errors
/// [`Error::NotFound`] if there is no such payment for this tenant, [`Error::Forbidden`] if an operator acts in the payer's place.
pub async fn go_on(backend: &Backend, scope: &Scope, id: PaymentId) -> Result<Step, Error> {
    if scope.acting {
        return Err(Error::Forbidden(Action::FinishSignUp));
    }
    let ours = paths::payment(id);
    let (row, asked) = look_up(backend, scope, id).await?;
    if row.state != PaymentState::Open || row.automatic {
        return Ok(Step::Look(ours));
    }
    if row.page.is_some() {
        return step(backend, scope, ours, row.page).await;
    }
    let Some(provider) = asked else { return Ok(Step::Look(ours)) };
    let name = id.to_string();
    let (key, key_without_payer, back) =
        (format!("{id}-{}", row.attempt), format!("{id}-{}-new", row.attempt), format!("{}{ours}", backend.origin()));
    let order = Order {
        id: &name,
        key: &key,
        amount: row.amount,
        currency: &row.currency,
        what: &row.what,
        email: &row.email,
        payer: row.payer.as_deref(),
        back: &back,
    };
    let made = match provider.order(&order).await {
        // It may not know the payer, such as of an account that was connected before: then they enter a card, and become another payer.
        Err(fault) if fault.is_unknown() && order.payer.is_some() => {
            provider.order(&Order { key: &key_without_payer, payer: None, ..order }).await
        }
        made => made,
    };
    let session = match made {
        Ok(session) => session,
        Err(fault) => {
            tracing::warn!(payment = %id, why = fault.said(), "a provider made no page");
            // An answer is given again to the same key, a fault too. Silence may hide a page: that one is asked for under its own.
            if !matches!(fault, Fault::Silent(_)) {
                ask_anew(backend, scope, id, row.attempt).await?;
            }
            return Ok(Step::Look(ours));
        }
    };
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let kept = sqlx::query!(
        "update payments set reference = $3, page = $4 where reseller_id = $1 and id = $2 and state = 'open'
            and (reference is null or reference = $3)",
        scope.reseller.0,
        id.0,
        session.id,
        session.url,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    if kept.rows_affected() == 0 {
        // It was given up while its page was made, or another page was: nobody ever saw this one, and nobody shall pay on it.
        if let Err(fault) = provider.expire(&session.id).await {
            tracing::warn!(payment = %id, why = fault.said(), "a page that nobody saw was not closed");
        }
        let (row, _) = look_up(backend, scope, id).await?;
        return step(backend, scope, ours, row.page.filter(|_| row.state == PaymentState::Open)).await;
    }
    step(backend, scope, ours, session.url).await
}

/// The next step of a payer whose page may be there. A form may lead to the provider's own origin alone; to a page elsewhere, such as at
/// the reseller's own domain, a link on our page leads.
async fn step(backend: &Backend, scope: &Scope, ours: String, page: Option<String>) -> Result<Step, Error> {
    let origin = super::paying_origin(backend, scope).await?;
    let near = page.filter(|page| origin.is_some_and(|origin| page.starts_with(&format!("{origin}/"))));
    Ok(near.map_or(Step::Look(ours), Step::Pay))
}

async fn ask_anew(backend: &Backend, scope: &Scope, id: PaymentId, attempt: i32) -> Result<(), Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    sqlx::query!(
        "update payments set attempt = attempt + 1 where reseller_id = $1 and id = $2 and attempt = $3",
        scope.reseller.0,
        id.0,
        attempt,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

async fn look_up(backend: &Backend, scope: &Scope, id: PaymentId) -> Result<(Row, Option<Provider>), Error> {
    let mut tx = Tx::begin(&backend.pool, scope).await?;
    let row = row(&mut tx, scope, id).await?;
    let provider = provider(backend, &mut tx, scope).await?;
    tx.commit().await?;
    Ok((row, provider))
}

/// What the provider says that it received, in minor units; nothing where the currency has no such amount.
pub(super) fn received(currency: Option<&str>, amount: Option<i64>) -> i64 {
    currency.zip(amount).and_then(|(currency, amount)| from_provider(currency, amount)).unwrap_or_default()
}

/// What a session says of its payment; `None` while it says nothing.
pub(super) fn report_of(session: &Session) -> Option<Report> {
    match (session.payment_status.as_deref(), session.status.as_deref()) {
        (Some("paid"), _) => Some(Report::Paid(Receipt {
            amount: received(session.currency.as_deref(), session.amount_total),
            currency: session.currency.clone().unwrap_or_default(),
            charge: session.payment_intent.clone(),
            payer: session.customer.clone(),
        })),
        (_, Some("expired")) => Some(Report::Expired),
        _ => None,
    }
}

/// How often the provider is asked about one payment, however often its page is loaded; what it tells by itself is taken at any time.
const ASKED: Rate = Rate { name: "asked about payment", every: Duration::seconds(3), burst: 20 };

/// A payment, after asking the provider where nobody knows yet.
///
/// # Errors
/// [`Error::NotFound`] if there is no such payment for this tenant.
pub async fn find(backend: &Backend, scope: &Scope, id: PaymentId) -> Result<Payment, Error> {
    let (mut found, provider) = look_up(backend, scope, id).await?;
    let mut unasked = found.state == PaymentState::Open && found.reference.is_none() && !found.automatic;
    if found.state == PaymentState::Open
        && let Some(reference) = found.reference.clone()
        && rates::take(backend, ASKED, &id.to_string()).await?.is_none()
    {
        let ours = |session: &Session| session.client_reference_id == Some(id.to_string());
        let said = match provider {
            Some(provider) => provider.look(&reference).await,
            None => Err(Fault::Silent("nobody is connected whom it could be asked of".to_owned())),
        };
        let report = match said {
            Ok(session) => report_of(&session).filter(|_| ours(&session)),
            Err(fault) if fault.is_unknown() => Some(Report::Expired),
            Err(fault) => {
                tracing::warn!(payment = %id, why = fault.said(), "a provider did not say what became of a payment");
                unasked = true;
                None
            }
        };
        if let Some(report) = report {
            settle::settle(backend, scope, id, Some(&reference), report).await?;
            found = look_up(backend, scope, id).await?.0;
        }
    }
    Ok(Payment {
        id,
        customer: found.customer,
        activates: found.activates,
        automatic: found.automatic,
        state: found.state,
        amount: Money::new(found.amount, found.currency.clone()),
        refunded: Money::new(found.refunded, found.currency),
        page: found.page,
        problem: found.problem.map(|why| reasons::decline(&why, scope.language())),
        draft: found.draft.map(DraftId),
        made: found.made_at.unix_timestamp(),
        unasked,
    })
}

/// Gives an open payment up: the provider's page is closed first, so that nobody pays on it later. Says whether it is over; false where
/// the provider does not answer, so that nobody knows.
///
/// # Errors
/// [`Error::NotFound`] if there is no such payment for this tenant.
pub async fn cancel(backend: &Backend, scope: &Scope, id: PaymentId) -> Result<bool, Error> {
    // Its page may be made while it is given up: then it is there at the second look.
    for _ in 0..2 {
        let (row, provider) = look_up(backend, scope, id).await?;
        if row.state != PaymentState::Open {
            return Ok(true);
        }
        // Their card is being charged: that ends by itself.
        if row.automatic {
            return Ok(false);
        }
        let report = match (&row.reference, provider) {
            // Nobody was ever led to a page.
            (None, _) => Some(Report::Abandoned),
            (Some(reference), Some(provider)) => closed(&provider, id, reference).await,
            // Nobody can be asked. A provider's page is over a day after it was made.
            (Some(_), None) => (row.made_at + PAGE_LASTS < backend.now()).then_some(Report::Expired),
        };
        let Some(report) = report else { return Ok(false) };
        if settle::settle(backend, scope, id, row.reference.as_deref(), report).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Closes a page; what became of it, unless nobody knows.
async fn closed(provider: &Provider, id: PaymentId, reference: &str) -> Option<Report> {
    let fault = match provider.expire(reference).await {
        Ok(_) => return Some(Report::Expired),
        // It is over there already: by being paid, or by its time.
        Err(Fault::Refused(..) | Fault::Unknown(_)) => match provider.look(reference).await {
            Ok(session) => return report_of(&session),
            Err(fault) if fault.is_unknown() => return Some(Report::Expired),
            Err(fault) => fault,
        },
        Err(fault) => fault,
    };
    tracing::warn!(payment = %id, why = fault.said(), "a provider did not close a page");
    None
}

/// How long a provider's page can be paid on: a day (docs.stripe.com/api/checkout/sessions, `expires_at`), and an hour for its clock.
const PAGE_LASTS: Duration = Duration::hours(25);
/// So many payments that were left are closed at a time.
const LEFT: i32 = 50;

/// Closes payments that somebody began and nobody came back to.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct CloseLeftPayments;

impl Periodic for CloseLeftPayments {
    const NAME: &'static str = "close_left_payments";
    const TITLE: Word = Word::JobCloseLeftPayments;
    const QUEUE: Queue = Queue::Charges;
    const EVERY: std::time::Duration = std::time::Duration::from_mins(10);

    async fn run(context: &Context) -> Result<(), JobError> {
        Ok(close_left(&context.backend).await?)
    }
}

/// Closes payments that somebody began and nobody came back to: each is looked at once. What was paid meanwhile is settled.
///
/// # Errors
/// If the database does not answer.
pub async fn close_left(backend: &Backend) -> Result<(), Error> {
    let mut after = uuid::Uuid::nil();
    loop {
        let left = sqlx::query!(
            r#"select reseller as "reseller!", payment as "payment!", person as "person!" from payments_left($1, $2, $3)"#,
            backend.now() - PAGE_LASTS,
            after,
            LEFT,
        )
        .fetch_all(&backend.pool)
        .await?;
        let Some(last) = left.last() else { return Ok(()) };
        after = last.payment;
        for one in &left {
            let scope = Scope::of_job(ResellerId(one.reseller), PersonId(one.person));
            // The others do not wait for it; where its provider does not answer, a later time will do.
            if let Err(error) = cancel(backend, &scope, PaymentId(one.payment)).await {
                tracing::error!(payment = %one.payment, %error, "a payment that was left could not be closed");
            }
        }
    }
}
