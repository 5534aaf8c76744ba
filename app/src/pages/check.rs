//! Check your answers: a letter about the customer, with a way back to each answer. Nothing is made before its button is pressed.

use domain::{
    drafts::{DraftView, SubmitOutcome},
    flows,
    form::{Journey, review},
    paths,
    words::Word,
};
use leptos::{form::ActionForm, prelude::*};

use super::wizard;
use crate::{
    ErrorPage, PortalError,
    flows::white_label::Summary,
    form::{StepsList, browser, progress_of},
    ui::PageHead,
    words::{language, t, tf},
};

/// Makes the customer. Safe to send twice: the draft is the key.
#[server(endpoint = "drafts/submit")]
pub async fn submit_draft(#[server(default)] draft: String) -> Result<SubmitOutcome, PortalError> {
    use crate::portal::{self, Portal};

    let portal = Portal::current();
    let (_, scope) = portal.may(domain::access::Action::CreateCustomers)?;
    let draft = draft.parse().map_err(|_| portal::fail(backend::Error::NotFound))?;
    let outcome = backend::drafts::submit(&portal.backend, &scope, draft, &portal.from).await.map_err(portal::fail)?;
    let (SubmitOutcome::Created(path) | SubmitOutcome::Mend(path)) = &outcome;
    portal::lead_plain_post(path);
    Ok(outcome)
}

/// The page.
#[component]
pub fn CheckPage() -> impl IntoView {
    wizard::opened(|_| "check".to_owned(), |_, draft| view! { <Check draft/> })
}

#[component]
fn Check(draft: DraftView) -> impl IntoView {
    let Some(flow) = flows::flow(&draft.flow) else {
        return view! { <ErrorPage error=PortalError::NotFound/> }.into_any();
    };
    let submit = ServerAction::<SubmitDraft>::new();
    let navigate = browser::navigator();
    let failed = RwSignal::new(false);
    Effect::new(move |_| match submit.value().get() {
        Some(Ok(SubmitOutcome::Created(path) | SubmitOutcome::Mend(path))) => navigate(&path),
        Some(Err(PortalError::SignedOut)) => browser::leave_to(paths::SIGN_IN),
        Some(Err(_)) => failed.set(true),
        None => {}
    });
    let journey = progress_of(flow, &draft.answers, "check");
    let count = (journey.len() + 1).to_string();
    let place = tf(Word::StepOf, &[("number", &count), ("count", &count)]);
    let back = Journey::new(flow, &draft.answers)
        .steps()
        .last()
        .map_or(paths::CUSTOMERS.to_owned(), |s| paths::step(draft.id, s.slug));
    let sections = review(flow, &draft.answers, &draft.lists, language()).into_iter().map(|section| {
        let href = paths::step(draft.id, section.step.slug);
        let rows = section.rows.into_iter().map(|row| {
            let change = tf(Word::CheckChangeOf, &[("label", t(row.label))]);
            let href = format!("{href}#{}", row.key);
            let (class, value) = row.value.map_or(("nothing", t(Word::NotProvided).to_owned()), |value| ("", value));
            view! {
                <div>
                    <dt>{t(row.label)}</dt>
                    <dd class=class><bdi>{value}</bdi></dd>
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
    let sections = sections.collect_view();
    let tab = format!("{place}: {}", t(Word::CheckTitle));
    view! {
        <div class="wizard">
            <StepsList draft=Some(draft.id) journey checking=true/>
            <div class="wizard-head">
                <a class="back" href=back>{t(Word::Back)}</a>
                <p class="place">{t(flow.title)}" · "{place}</p>
                <PageHead title=t(Word::CheckTitle) intro=t(Word::CheckIntro) tab=Signal::derive(move || tab.clone())/>
            </div>
            <div class="wizard-main">
                {move || failed.get().then(|| view! { <p class="notice danger" role="alert">{t(Word::FaultTitle)}". "{t(Word::FaultBody)}</p> })}
                {sections}
                <ActionForm action=submit attr:class="form">
                    <input type="hidden" name="draft" value=draft.id.to_string()/>
                    <div class="actions">
                        <button class="button primary">{t(Word::CreateCustomer)}</button>
                        <a class="button" href=paths::DRAFTS>{t(Word::SaveForLater)}</a>
                        <a class="quiet" href=paths::discard(draft.id)>{t(Word::Cancel)}</a>
                    </div>
                </ActionForm>
            </div>
            <Summary answers=Signal::stored(draft.answers) lists=draft.lists reseller=draft.reseller/>
        </div>
    }
    .into_any()
}
