//! The document around every page, and the whole pages that the server's layers answer with.

use domain::words::Word;
use leptos::prelude::*;
use leptos_meta::{MetaTags, Stylesheet};

use crate::{
    PortalError,
    portal::{self, Reader},
    routes::{App, SPECULATION},
    ui::ErrorPage,
    words::{language, t},
};

/// The document around the app.
pub fn document(options: LeptosOptions) -> impl IntoView {
    portal::set_policy();
    let style = format!("/{}/{}.css", options.site_pkg_dir, options.output_name);
    provide_context(options);
    view! {
        <!DOCTYPE html>
        <html lang=language().tag() dir=language().direction() data-theme=portal::reader().theme.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="preload" href="/fonts/inter-latin.woff2" r#as="font" type="font/woff2" crossorigin="anonymous"/>
                <script type="speculationrules" nonce=leptos::nonce::use_nonce()>{SPECULATION.as_str()}</script>
                <Stylesheet id="style" href=style/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// The page of an address at which there is nothing.
#[component]
pub fn NotFound() -> impl IntoView {
    portal::set_not_found();
    view! {
        <main id="main" class="alone"><ErrorPage error=PortalError::NotFound/></main>
    }
}

/// A whole page, as text, for the server's layers to answer with where no route is rendered.
pub fn refusal_page(
    style: &str,
    reader: Reader,
    title: Word,
    sentences: &[String],
    retry: Option<(&str, &[(String, String)])>,
) -> String {
    // No request runs here that would tell the language.
    let owner = Owner::new();
    owner.with(|| {
        provide_context(reader);
        refusal(style, title, sentences, retry)
    })
}

fn refusal(style: &str, title: Word, sentences: &[String], retry: Option<(&str, &[(String, String)])>) -> String {
    let style = style.to_owned();
    let sentences = sentences.to_vec();
    let retry = retry.map(|(action, fields)| {
        let fields = fields.iter().map(|(name, value)| view! { <input type="hidden" name=name.clone() value=value.clone()/> });
        view! {
            <form method="post" action=action.to_owned()>
                {fields.collect_view()}
                <button class="button primary" autofocus=true>{t(Word::TryAgain)}</button>
            </form>
        }
    });
    let page = view! {
        <html lang=language().tag() dir=language().direction() data-theme=portal::reader().theme.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>{portal::titled(t(title), portal::brand().as_deref())}</title>
                <link rel="stylesheet" href=style/>
            </head>
            <body>
                <main id="main" class="alone">
                    <section class="refusal">
                        <h1>{t(title)}</h1>
                        {sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
                        {retry}
                        <p><a class="button" href=domain::paths::DASHBOARD>{t(Word::ToDashboard)}</a></p>
                    </section>
                </main>
            </body>
        </html>
    };
    format!("<!DOCTYPE html>{}", page.to_html())
}
