//! Check your answers: a letter about the customer, with a way back to each answer. Nothing is made before its button is pressed.

use backend::{mail::Look, offer::Shown};
use domain::{
    drafts::{DraftView, SubmitOutcome},
    form::{Answers, Flow, Journey, Makes, Side, review},
    money::Money,
    offer::Charge,
    paths,
    words::Word,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::wizard;
use crate::{
    PortalError, flows,
    form::Keyed,
    portal::{self, Flash, Portal},
    ui::{AccountField, Alert, ErrorPage, PageHead, StepsList, loaded, reseller_name},
    words::{language, t, tf},
};

/// Makes the customer. Safe to send twice: the draft is the key.
#[server(endpoint = "drafts/submit")]
pub async fn submit_draft(
    #[server(default)] draft: String,
    /// What the page showed of prices and payers.
    #[server(default)]
    confirmed: String,
) -> Result<SubmitOutcome, PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may_walk()?;
    let draft = draft.parse().map_err(|_| portal::fail(backend::Error::NotFound))?;
    let outcome = backend::drafts::submit(&portal.backend, &scope, draft, &confirmed).await.map_err(portal::fail)?;
    match &outcome {
        SubmitOutcome::Created(path) | SubmitOutcome::Mend(path) => portal::lead_plain_post(path),
        SubmitOutcome::Changed(path, changes) if changes.is_empty() => {
            portal::lead_plain_post_saying(path, &Flash::note(Word::OfferUnseen));
        }
        SubmitOutcome::Changed(path, changes) => {
            portal::lead_plain_post_saying(path, &Flash::note(Word::OfferChanged).with("changes", &changes.join(" ")));
        }
    }
    Ok(outcome)
}

/// The page.
#[component]
pub fn CheckPage() -> impl IntoView {
    wizard::opened(
        |_| "check".to_owned(),
        |_, draft| match domain::flows::flow(&draft.flow) {
            Some(flow) => {
                loaded(offered(flow, draft.answers.clone()), move |(shown, look)| view! { <Check draft flow shown look/> })
                    .into_any()
            }
            None => view! { <ErrorPage error=PortalError::NotFound/> }.into_any(),
        },
    )
}

/// What is offered on these answers, and how the reseller's mails look.
async fn offered(flow: &'static Flow, answers: Answers) -> Result<(Shown, Look), PortalError> {
    let portal = Portal::current();
    let (_, scope) = portal.may_walk()?;
    let shown = backend::offer::shown(&portal.backend, &scope, flow, &answers).await.map_err(portal::fail)?;
    if flow.makes == Makes::Activation {
        // The button of this page leads there.
        portal::let_forms_lead_to(shown.pays_at.as_deref());
    }
    let look = backend::mail::look(&portal.backend, &scope).await.map_err(portal::fail)?;
    Ok((shown, look))
}

#[component]
fn Check(draft: DraftView, flow: &'static Flow, shown: Shown, look: Look) -> impl IntoView {
    let answered = Journey::new(flow, &draft.answers);
    let journey = answered.progress("check");
    let count = (journey.len() + 1).to_string();
    let place = tf(Word::StepOf, &[("number", &count), ("count", &count)]);
    let back = answered.steps().last().map_or_else(|| wizard::outside(&draft), |s| paths::step(draft.id, s.slug));
    let finishing = draft.finishes.is_some();
    let staff = Portal::current().actor.is_some_and(|actor| actor.is_staff());
    // Who filled in what, where two sides do (S0.9).
    let filled = draft.filled.clone();
    let who = move |key: &str| {
        let signed = filled.get(key)?;
        let (word, name) =
            signed.strip_prefix('r').map_or((Word::FilledByCustomer, signed.get(1..)?), |name| (Word::FilledByReseller, name));
        Some(tf(word, &[("name", name), ("reseller", &reseller_name())]))
    };
    let sections = review(flow, &draft.answers, &draft.lists, language()).into_iter().map(|section| {
        let href = paths::step(draft.id, section.step.slug);
        let rows = section.rows.into_iter().map(|row| {
            let change = tf(Word::CheckChangeOf, &[("label", t(row.label))]);
            let href = format!("{href}#{}", row.key);
            let (class, value) = row.value.map_or(("nothing", t(Word::NotProvided).to_owned()), |value| ("", value));
            view! {
                <div>
                    <dt>{t(row.label)}</dt>
                    <dd class=class>
                        <bdi>{value}</bdi>
                        {row.remark.map(|remark| view! { <small>{t(remark)}</small> })}
                        {who(&row.key).map(|who| view! { <small><bdi>{who}</bdi></small> })}
                    </dd>
                    <dd class="change"><a href=href aria-label=change>{t(Word::CheckChange)}</a></dd>
                </div>
            }
        });
        view! {
            <section class="review">
                <h2>{t(section.step.title)}</h2>
                <dl>{rows.collect_view()}</dl>
            </section>
        }
    });
    let refused = use_query_map().get_untracked().get("refused").map(|why| match why.as_str() {
        "no-gateway" => Word::NobodyTakesMoney,
        _ => Word::InviteTooMany,
    });
    let refused = refused.map(|why| view! { <Alert sentence=t(why).to_owned()/> });
    // An operator who acts for the customer agrees to nothing and pays nothing.
    let only_they = matches!(flow.side, Side::ForCustomer) && !staff;
    let has_none_to_press = only_they;
    let is_free = shown.offer.charge.as_ref().is_some_and(|charge| charge.first().is_zero());
    let creates = flow.makes != Makes::Nothing && !only_they;
    let only_they = only_they.then(|| view! { <p class="notice">{t(Word::OnlyTheyFinish)}</p> });
    let submit = flow.submit;
    let intro = match (finishing, staff) {
        (false, _) => tf(Word::CheckIntro, &[("button", t(submit))]),
        (true, true) => t(Word::CheckIntroHandOver).to_owned(),
        (true, false) if has_none_to_press => t(Word::CheckIntroLook).to_owned(),
        (true, false) if is_free => tf(Word::CheckIntro, &[("button", t(submit))]),
        (true, false) => t(Word::CheckIntroPay).to_owned(),
    };
    let later = if finishing { wizard::outside(&draft) } else { paths::DRAFTS.to_owned() };
    let cancel = (!finishing).then(|| view! { <a class="quiet" href=paths::discard(draft.id)>{t(Word::Cancel)}</a> });
    let due = shown.offer.charge.filter(|_| finishing).map(|charge| view! { <Due charge staff/> });
    let mail = super::flows::before_submit(flow, &draft.answers, &draft.reseller, look);
    let summary = flows::summary(flow, Keyed::new(draft.answers), draft.lists, draft.reseller);
    let sections = sections.collect_view();
    let tab = format!("{place}: {}", t(Word::CheckTitle));
    view! {
        <div class="wizard">
            <StepsList draft=Some(draft.id) journey checking=true/>
            <div class="wizard-head">
                <a class="back" href=back>{t(Word::Back)}</a>
                <p class="place">{t(flow.title)}" · "{place}</p>
                <PageHead title=t(Word::CheckTitle) intro tab/>
            </div>
            <div class="wizard-main">
                {refused}
                {sections}
                {mail}
                {due}
                {only_they}
                // A plain post: what follows is another page anyhow.
                <form method="post" action="/api/drafts/submit" class="form"><AccountField/>
                    <input type="hidden" name="draft" value=draft.id.to_string()/>
                    <input type="hidden" name="confirmed" value=shown.confirmed/>
                    <div class="actions">
                        {creates.then(|| view! { <button class="button primary">{t(submit)}</button> })}
                        <a class="button" href=later>{t(Word::SaveForLater)}</a>
                        {cancel}
                    </div>
                </form>
            </div>
            {summary}
        </div>
    }
    .into_any()
}

/// What the plan costs on its first day, part by part, and each month after it (S0.14).
#[component]
fn Due(
    charge: Charge,
    /// Whether the reseller's staff look, and not whoever pays.
    staff: bool,
) -> impl IntoView {
    let row =
        |label: String, amount: &Money| view! { <div><dt>{label}</dt><dd class="amount">{amount.show(language())}</dd></div> };
    let (title, sentence) = if staff {
        (Word::DueTitleTheirs, charge.sentence(&reseller_name(), language()))
    } else {
        (Word::DueTitle, charge.sentence_to_payer(language()))
    };
    let total = if staff { Word::DueTotalTheirs } else { Word::DueTotal };
    view! {
        <section class="review due" aria-labelledby="due">
            <h2 id="due">{t(title)}</h2>
            <dl>
                {(!charge.setup.is_zero()).then(|| row(t(Word::DueSetup).to_owned(), &charge.setup))}
                {row(t(Word::DueMonth).to_owned(), &charge.monthly)}
                {charge.tax.as_ref().map(|tax| row(tax.show(language()), &charge.first_tax()))}
                <div class="total"><dt>{t(total)}</dt><dd class="amount">{charge.first().show(language())}</dd></div>
            </dl>
            <p>{sentence}</p>
        </section>
    }
}
