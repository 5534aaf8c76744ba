//! "Your new customer has been successfully created!" (S0.22), and what comes next (S0.23).

use domain::{
    drafts::DraftView,
    flows,
    form::{Done, clean},
    paths,
    words::Word,
};
use leptos::prelude::*;

use super::wizard;
use crate::{
    PortalError,
    ui::{ErrorPage, Icon, PageHead, Sign},
    words::{t, tf},
};

/// The page.
#[component]
pub fn DonePage() -> impl IntoView {
    wizard::opened(|_| "done".to_owned(), |_, draft| view! { <DoneView draft/> })
}

#[component]
fn DoneView(draft: DraftView) -> impl IntoView {
    let flow = flows::flow(&draft.flow);
    let Some((flow, Done { title, intro, .. })) = flow.and_then(|flow| Some((flow, flow.done(&draft.answers)?))) else {
        return view! { <ErrorPage error=PortalError::NotFound/> }.into_any();
    };
    let name = clean(flow.name(&draft.answers)).into_owned();
    let named = |word| tf(word, &[("name", &name)]);
    let invited = flow.invited(&draft.answers).is_some();
    view! {
        <div class="done">
            <span class="done-mark" aria-hidden="true"><Sign icon=Icon::Tick/></span>
            <PageHead title=t(*title) intro=named(*intro)/>
            <section class="block">
                <h2>{t(Word::DoneNext)}</h2>
                <ul class="next">
                    {draft.customer.map(|id| view! { <li><a href=paths::customer(id)><bdi>{named(Word::DoneOpen)}</bdi></a></li> })}
                    {invited.then(|| view! { <li><a href=paths::INVITES>{t(Word::DoneInvites)}</a></li> })}
                    // S0.23.
                    <li><a href=paths::add_user(draft.customer)>{t(Word::DoneAddUser)}</a></li>
                    <li><a href=paths::new_user(draft.customer)>{t(Word::DoneCreateUser)}</a></li>
                    <li><a href=paths::invite_users(draft.customer)>{t(Word::DoneInviteUser)}</a></li>
                </ul>
            </section>
            <div class="actions">
                <a class="button primary" href=flow.path>{t(Word::DoneAnother)}</a>
                <a class="button" href=paths::CUSTOMERS>{t(Word::AllCustomers)}</a>
            </div>
        </div>
    }
    .into_any()
}
