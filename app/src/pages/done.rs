//! "Your new customer has been successfully created!" (S0.22), and what comes next (S0.23).

use domain::{
    drafts::DraftView,
    flows::{self, network, white_label::contact},
    form::{clean, is_handed_over},
    paths,
    words::Word,
};
use leptos::prelude::*;

use super::wizard;
use crate::{
    ui::{Icon, PageHead, Sign},
    words::{t, tf},
};

/// The page.
#[component]
pub fn DonePage() -> impl IntoView {
    wizard::opened(|_| "done".to_owned(), |_, draft| view! { <Done draft/> })
}

#[component]
fn Done(draft: DraftView) -> impl IntoView {
    let name = clean(draft.answers.raw(contact::COMPANY.question.key)).into_owned();
    let named = |word| tf(word, &[("name", &name)]);
    let flow = flows::flow(&draft.flow);
    let [title, intro] = match flow {
        // S0.14: the activation mail is on its way.
        Some(_) if is_handed_over(&draft.answers) => [Word::HandedOverTitle, Word::HandedOverIntro],
        Some(flow) => flow.done,
        None => [Word::DoneTitle, Word::DoneIntro],
    };
    let again = flow.map_or(paths::NEW_CUSTOMER, |flow| flow.path);
    let invited = draft.flow == network::INVITE.id || is_handed_over(&draft.answers);
    view! {
        <div class="done">
            <span class="done-mark" aria-hidden="true"><Sign icon=Icon::Tick/></span>
            <PageHead title=t(title) intro=named(intro)/>
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
                <a class="button primary" href=again>{t(Word::DoneAnother)}</a>
                <a class="button" href=paths::CUSTOMERS>{t(Word::AllCustomers)}</a>
            </div>
        </div>
    }
}
