//! A customer's credit and card: what they have, buying more of it once or by itself, and having the card forgotten.

use backend::payments::{self, Step};
use domain::{
    access::Action,
    credit::{AUTOMATIC, CURRENCY, TOP_UP, Wallet},
    form::{Answers, Problems},
    paths,
    words::Word,
};
use leptos::prelude::*;

use super::page_form::PageForm;
use crate::{
    PortalError,
    portal::{self, Flash, Portal},
    ui::{AccountField, PageHead, loaded, reseller_name},
    words::{language, t, tf},
};

struct Page {
    wallet: Wallet,
    top_up: (Answers, Problems),
    automatic: (Answers, Problems),
}

/// Does what a form asks: leads on, or gives what stands against it, by the form's name.
async fn act(portal: &Portal, scope: &backend::Scope) -> Result<Option<(&'static str, Answers, Problems)>, backend::Error> {
    let backend = &portal.backend;
    let Some(sent) = portal::sent() else { return Ok(Some(("", Answers::new(), Problems::new()))) };
    let done = |word| {
        portal::say_next(paths::CREDIT, &Flash::done(word));
        paths::CREDIT.to_owned()
    };
    let to = match sent.field("do") {
        "top_up" => {
            let answers = sent.answers(&TOP_UP);
            match payments::top_up(backend, scope, &answers).await? {
                Ok(Some(Step::Pay(to) | Step::Look(to))) => to,
                // Nobody takes money any more: the page says so.
                Ok(None) => paths::CREDIT.to_owned(),
                Err(problems) => return Ok(Some(("top_up", answers, problems))),
            }
        }
        "automatic" => {
            let answers = sent.answers(&AUTOMATIC);
            let problems = payments::save_automatic(backend, scope, &answers).await?;
            if !problems.is_empty() {
                return Ok(Some(("automatic", answers, problems)));
            }
            done(Word::AutomaticSaved)
        }
        "forget" => match payments::forget(backend, scope).await {
            Ok(()) => done(Word::CardForgotten),
            // Forgotten in another tab already.
            Err(backend::Error::NotFound) => paths::CREDIT.to_owned(),
            Err(error) => return Err(error),
        },
        _ => {
            portal::set_refused();
            return Ok(Some(("", Answers::new(), Problems::new())));
        }
    };
    portal::lead_on(&to);
    Ok(None)
}

async fn take() -> Result<Option<Page>, PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may(Action::ReadPayments)?;
    let Some((form, answers, problems)) = act(&portal, &scope).await.map_err(portal::fail)? else { return Ok(None) };
    let wallet = payments::wallet(&portal.backend, &scope).await.map_err(portal::fail)?;
    let origin = payments::paying_origin(&portal.backend, &scope).await.map_err(portal::fail)?;
    portal::let_forms_lead_to(origin.as_deref());
    let mut top_up = (Answers::new(), Problems::new());
    let mut automatic = (payments::automatic(&wallet), Problems::new());
    if !problems.is_empty() {
        portal::set_refused();
        *(if form == "top_up" { &mut top_up } else { &mut automatic }) = (answers, problems);
    }
    // Amounts are written as their currency has them.
    for (answers, _) in [&mut top_up, &mut automatic] {
        answers.set(CURRENCY, &wallet.balance.currency);
    }
    Ok(Some(Page { wallet, top_up, automatic }))
}

/// The page.
#[component]
pub fn CreditPage() -> impl IntoView {
    loaded(take(), |page| page.map(|page| view! { <Detail page/> }))
}

#[component]
fn Detail(page: Page) -> impl IntoView {
    let Page { wallet, top_up, automatic } = page;
    let faulty = !top_up.1.is_empty() || !automatic.1.is_empty();
    let owes = match wallet.balance.minor {
        0 => None,
        ..0 => Some(Word::BalanceOwed),
        _ => Some(Word::BalanceCredit),
    };
    let card = (wallet.may_pay || wallet.card.is_some()).then(|| view! { <Card card=wallet.card.clone()/> });
    let body = if wallet.may_pay {
        view! { <Forms wallet=wallet.clone() top_up automatic/> }.into_any()
    } else {
        view! { <p class="notice">{tf(Word::CreditNotYet, &[("reseller", &reseller_name())])}</p> }.into_any()
    };
    view! {
        <a class="back" href=paths::STATEMENT>{t(Word::Statement)}</a>
        <PageHead title=t(Word::Credit) intro=t(Word::CreditIntro) faulty/>
        <div class="balance">
            <span>{t(Word::Balance)}</span>
            <strong>{wallet.balance.show(language())}</strong>
            {owes.map(|word| view! { <span>{t(word)}</span> })}
        </div>
        {card}
        {body}
    }
}

/// The card that is kept. It can be forgotten whatever else can be done.
#[component]
fn Card(card: Option<String>) -> impl IntoView {
    let card = match card {
        Some(card) => view! {
            <p class="notice success">{tf(Word::CardKept, &[("card", &card)])}</p>
            <form method="post" class="page-actions"><AccountField/>
                <button class="button" name="do" value="forget">{t(Word::CardForget)}</button>
            </form>
        }
        .into_any(),
        None => view! { <p class="notice">{t(Word::CardNone)}</p> }.into_any(),
    };
    view! {
        <section class="block">
            <h2>{t(Word::YourCard)}</h2>
            {card}
        </section>
    }
}

#[component]
fn Forms(wallet: Wallet, top_up: (Answers, Problems), automatic: (Answers, Problems)) -> impl IntoView {
    let in_currency = tf(Word::AmountIn, &[("currency", &wallet.balance.currency)]);
    view! {
        <section class="block">
            <h2>{t(Word::TopUp)}</h2>
            <p class="intro">{t(Word::TopUpIntro)}" "{in_currency.clone()}</p>
            <PageForm step=&TOP_UP answers=top_up.0 problems=top_up.1 submit=Word::TopUpGo beside=vec![("do", "top_up".to_owned())]/>
        </section>
        <section class="block">
            <h2>{t(Word::Automatic)}</h2>
            <p class="intro">{t(Word::AutomaticIntro)}" "{in_currency}</p>
            <PageForm
                step=&AUTOMATIC
                answers=automatic.0
                problems=automatic.1
                submit=Word::AutomaticSave
                beside=vec![("do", "automatic".to_owned())]
            />
        </section>
    }
}
