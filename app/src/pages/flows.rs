//! What a flow's pages show on the server alone that no other's do. A new flow is registered here and in `crate::flows`.

use backend::mail::Look;
use domain::{
    flows::network::{INVITE, Invited},
    form::{Answers, Flow},
    paths,
    words::Word,
};
use leptos::prelude::*;

use crate::{portal::Portal, words::t};

/// What the check page shows below a flow's answers.
pub fn before_submit(flow: &Flow, answers: &Answers, reseller: &str, look: Look) -> Option<AnyView> {
    (flow.id == INVITE.id).then(|| mail_preview(answers, reseller, look)).flatten()
}

/// The invitation as it will be sent, in the language of its reader; nothing while the answers are not right.
fn mail_preview(answers: &Answers, reseller: &str, look: Look) -> Option<AnyView> {
    let invited = Invited::read(answers).ok()?;
    let link = format!("{}{}/…", Portal::current().backend.origin(), paths::INVITATION);
    let team = invited.company.as_str();
    let letter = backend::mail::preview_invitation(invited.language, reseller, team, &invited.name, link).in_look(look);
    let row = |word: Word, value: String| view! { <div><dt>{t(word)}</dt><dd><bdi>{value}</bdi></dd></div> };
    let preview = view! {
        <section class="review" aria-labelledby="mail-preview">
            <h2 id="mail-preview">{t(Word::MailPreview)}</h2>
            <dl>
                {row(Word::MailPreviewFrom, letter.from.clone())}
                {row(Word::MailPreviewTo, format!("{} <{}>", invited.name, invited.email))}
                {row(Word::MailPreviewSubject, letter.subject.clone())}
            </dl>
            <div class="mail-text" lang=invited.language.tag() dir="auto">{letter.text()}</div>
        </section>
    };
    Some(preview.into_any())
}
