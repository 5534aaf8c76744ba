//! Emails about payments: to whoever began one, and to the reseller's administrators.

use domain::{
    ids::{CustomerId, PaymentId},
    money::Money,
    payments::reasons::{self, Purpose},
    words::Language,
};
use serde_json::json;
use uuid::Uuid;

use crate::{
    Backend, Error, Scope, Tx,
    mail::{self, Kind, Mail},
};

/// What an email about a payment names.
pub(super) struct About<'a> {
    pub(super) kind: Kind,
    /// The payment or the refund: an email of the same kind about it is recognised by this.
    pub(super) id: Uuid,
    pub(super) payment: PaymentId,
    pub(super) customer: CustomerId,
    pub(super) amount: &'a Money,
    pub(super) more: More<'a>,
}

/// One more thing that its sentences name, in the reader's language.
pub(super) enum More<'a> {
    /// Nothing.
    Nothing,
    /// What was paid for, and the plan where it was for one.
    For(Purpose, &'a str),
    /// Why a card was declined.
    Declined(&'a str),
    /// Why a bank took a payment back.
    Disputed(&'a str),
}

fn language(tag: Option<&str>) -> Language {
    tag.and_then(Language::of_tag).unwrap_or_default()
}

impl About<'_> {
    async fn put(
        &self,
        backend: &Backend,
        tx: &mut Tx,
        scope: &Scope,
        to: (&str, &str, Option<&str>),
        customer: Option<CustomerId>,
        team: &str,
    ) -> Result<(), Error> {
        let (name, recipient, tag) = to;
        let language = language(tag);
        let (key, value) = match self.more {
            More::Nothing => ("what", String::new()),
            More::For(purpose, plan) => ("what", purpose.text(plan, language)),
            More::Declined(why) => ("why", reasons::decline(why, language)),
            More::Disputed(why) => ("why", reasons::dispute(why, language)),
        };
        let amount = self.amount.show(language);
        let detail = json!({ "name": name, "amount": amount, "number": self.payment, "team": team, key: value });
        let mail = Mail { kind: self.kind, about: self.id, customer, recipient, language, detail };
        mail::put(backend, tx, scope, mail).await
    }

    /// To whoever began the payment. It was their card, so they are written to even if they left the account.
    pub(super) async fn to_payer(&self, backend: &Backend, tx: &mut Tx, scope: &Scope) -> Result<(), Error> {
        let payer = sqlx::query!(r#"select name as "name!", email as "email!", language from payer_of($1)"#, self.payment.0)
            .fetch_optional(&mut **tx)
            .await?;
        // Nobody, once the person was deleted.
        let Some(payer) = payer else { return Ok(()) };
        self.put(backend, tx, scope, (&payer.name, &payer.email, payer.language.as_deref()), Some(self.customer), "").await
    }

    /// To every administrator of the reseller.
    pub(super) async fn to_administrators(&self, backend: &Backend, tx: &mut Tx, scope: &Scope) -> Result<(), Error> {
        let team = sqlx::query_scalar!(
            "select name from customers where reseller_id = $1 and id = $2",
            scope.reseller.0,
            self.customer.0
        )
        .fetch_one(&mut **tx)
        .await?;
        let all = sqlx::query!(r#"select name as "name!", email as "email!", language from administrators_of_reseller()"#)
            .fetch_all(&mut **tx)
            .await?;
        for one in all {
            self.put(backend, tx, scope, (&one.name, &one.email, one.language.as_deref()), None, &team).await?;
        }
        Ok(())
    }
}
