//! `/dev/mail`: what was mailed, where no mail leaves the machine. In development only.

use backend::mail::Caught;
use domain::{paths, words::Word};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    PortalError,
    portal::{self, Portal},
    ui::{Door, loaded},
    words::t,
};

/// So many are shown.
const SHOWN: usize = 20;

fn list(to: &str) -> Result<Vec<Caught>, PortalError> {
    let portal = Portal::current();
    let caught = portal.backend.caught().ok_or_else(|| portal::fail(backend::Error::NotFound))?;
    Ok(caught.all().into_iter().filter(|mail| to.is_empty() || mail.to == to).take(SHOWN).collect())
}

/// The page: all, or with `?to=` those to one address.
#[component]
pub fn DevMailPage() -> impl IntoView {
    let to = use_query_map().get_untracked().get("to").unwrap_or_default();
    loaded(async move { list(&to) }, |mails| {
        let nothing = mails.is_empty().then(|| view! { <p class="nothing">{t(Word::DevMailNothing)}</p> });
        let mails = mails.into_iter().map(|mail| {
            view! {
                <article class="caught">
                    <h2>{mail.subject}</h2>
                    <dl>
                        <div><dt>{t(Word::DevMailFrom)}</dt><dd><bdi>{mail.from.0}</bdi>" <"{mail.from.1}">"</dd></div>
                        <div><dt>{t(Word::DevMailTo)}</dt><dd>{mail.to}</dd></div>
                    </dl>
                    <p class="caught-text">{linked(&mail.text)}</p>
                    <p><a href=format!("{}/{}", paths::DEV_MAIL, mail.number)>{t(Word::DevMailHtml)}</a></p>
                </article>
            }
        });
        view! { <Door title=t(Word::DevMail) intro=t(Word::DevMailIntro)>{nothing}{mails.collect_view()}</Door> }
    })
}

/// A text whose addresses can be followed.
fn linked(text: &str) -> impl IntoView + use<> {
    let words = text.split_inclusive(char::is_whitespace).map(|word| {
        let bare = word.trim_end();
        if bare.starts_with("http://") || bare.starts_with("https://") {
            view! { <a href=bare.to_owned()>{bare.to_owned()}</a>{word[bare.len()..].to_owned()} }.into_any()
        } else {
            word.to_owned().into_any()
        }
    });
    words.collect_view()
}
