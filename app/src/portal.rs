//! The single gate from a request to the use cases: who asks, for which tenant, and how an error is told. Server only.

use backend::{
    Actor, Backend, Scope,
    links::{self, Token},
};
use domain::{
    access::Action,
    ids::PersonId,
    links::{Link, LinkState, Purpose},
    people::SignedIn,
    words::{Language, Locale, Word},
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use serde::Serialize;

mod brand;
mod cookies;
mod flash;
mod form;

use crate::{error::PortalError, islands::HANDED};

pub use brand::{brand, remember_brand, titled};
use cookies::all_of;
pub use cookies::{EMAIL, FIRST, INVITATION, PARKED, RESET, SESSION, cookie, cookie_of, keep_typed, set_cookie, typed};
pub use flash::{Flash, flash, lead_on_saying, say_next};
pub use form::{Form, sent};

/// Which header tells the server's layers, on a plain post, that the answer is a refusal. It never leaves the server.
pub const REFUSAL: &str = "x-portico-refusal";

/// The network address that a request came from, put into its extensions by the server.
#[derive(Clone, Debug)]
pub struct From(pub String);

/// Says that what was sent cannot be taken as it is; the page says why.
pub fn set_refused() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::UNPROCESSABLE_ENTITY);
    }
}

/// The mailed link whose token is in a cookie, if it is for this purpose and works; else why it does not, and the answer says that it is gone.
///
/// # Errors
/// If the database does not answer.
pub async fn mailed_link(backend: &Backend, name: &str, purpose: Purpose) -> Result<Result<(Token, Link), Gone>, PortalError> {
    let token = cookie(name).and_then(|text| Token::read(&text));
    let found = match token {
        Some(token) => links::look(backend, &token).await.map_err(fail)?.map(|link| (token, link)),
        None => None,
    };
    let found = found.filter(|(_, link)| link.purpose == purpose).ok_or(None);
    let good = found.and_then(|(token, link)| match link.state {
        LinkState::Good => Ok((token, link)),
        state => Err(Some((state, link.reseller))),
    });
    if good.is_err() {
        set_gone();
    }
    Ok(good)
}

/// Why a link does not work, and the reseller in whose name it was sent; `None` if there never was such a link.
pub type Gone = Option<(LinkState, Option<String>)>;

/// Whether the form that was sent is about another link than the one whose token is in the cookie: a second one was opened meanwhile.
pub fn is_of_another_link(sent: &Form, token: &Token) -> bool {
    let of = sent.field(OF_LINK);
    !of.is_empty() && of != token.fingerprint()
}

/// The field by which a page says for which link it was drawn.
pub const OF_LINK: &str = "of";

/// Says that what was here is over (RFC 9110, 15.5.11).
pub fn set_gone() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::GONE);
    }
}

/// Who asks.
#[derive(Clone, Debug)]
pub struct Portal {
    /// The use cases.
    pub backend: Backend,
    /// The person, if signed in.
    pub actor: Option<Actor>,
    /// From which network address.
    pub from: String,
}

impl Portal {
    /// The gate of the running request.
    pub fn current() -> Self {
        let backend = expect_context::<Backend>();
        let parts = use_context::<Parts>();
        let actor = parts.as_ref().and_then(|parts| parts.extensions.get::<Actor>().cloned());
        let from = parts.as_ref().and_then(|parts| parts.extensions.get::<From>().cloned());
        Self { backend, actor, from: from.map_or_else(String::new, |from| from.0) }
    }

    /// The actor and the scope for an action.
    ///
    /// # Errors
    /// `SignedOut` or `Forbidden`.
    pub fn may(&self, action: Action) -> Result<(&Actor, Scope), PortalError> {
        let actor = self.actor.as_ref().ok_or_else(|| refuse(PortalError::SignedOut))?;
        let scope = actor.may(action).map_err(fail)?;
        Ok((actor, scope))
    }

    /// The same for walking a draft's pages: staff make customers, a customer's people finish their own sign-up.
    ///
    /// # Errors
    /// `SignedOut` or `Forbidden`.
    pub fn may_walk(&self) -> Result<(&Actor, Scope), PortalError> {
        let actor = self.actor.as_ref().ok_or_else(|| refuse(PortalError::SignedOut))?;
        let scope = actor.may_walk().map_err(fail)?;
        Ok((actor, scope))
    }

    /// The name of the actor's reseller.
    pub fn reseller(&self) -> &str {
        self.actor.as_ref().and_then(|actor| actor.place.as_ref()).map_or("", |place| place.name.as_str())
    }
}

/// The cookie that keeps which language a person chose.
const LANGUAGE: &str = "__Host-language";
/// In seconds.
const YEAR: u32 = 365 * 24 * 3_600;
/// The cookie that keeps whether a person chose light or dark.
const THEME: &str = "__Host-theme";

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the reader's system is.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name under which the cookie and the style know it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme with this name.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.tag() == tag)
    }
}

/// How a page is written for whoever reads it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reader {
    /// The language: the one that was chosen, else the one that the browser prefers.
    pub language: Language,
    /// The region that the browser names first.
    pub region: Option<[u8; 2]>,
    /// Light or dark.
    pub theme: Theme,
}

impl Reader {
    /// The language that was chosen in this browser.
    pub fn chosen(headers: &HeaderMap) -> Option<Language> {
        all_of(headers).find(|(name, _)| *name == LANGUAGE).and_then(|(_, value)| Language::of_tag(value))
    }

    /// Who reads the answer to a request.
    pub fn of(headers: &HeaderMap) -> Self {
        let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        let chosen = |wanted: &str| all_of(headers).find(|(name, _)| *name == wanted).map(|(_, value)| value);
        let language = chosen(LANGUAGE).and_then(Language::of_tag);
        Self {
            language: language.or_else(|| Language::accepted(text(header::ACCEPT_LANGUAGE)?)).unwrap_or_default(),
            region: text(header::ACCEPT_LANGUAGE).and_then(Locale::region_of),
            theme: chosen(THEME).and_then(Theme::of_tag).unwrap_or_default(),
        }
    }
}

impl Reader {
    /// What the use cases must know of the reader.
    pub const fn locale(&self) -> Locale {
        Locale { language: self.language, region: self.region }
    }
}

/// Who reads the running request's answer.
pub fn reader() -> Reader {
    // Given where no request runs, else put into the request by the server.
    let given = use_context::<Reader>();
    given.or_else(|| with_context::<Parts, _>(|parts| parts.extensions.get().copied()).flatten()).unwrap_or_default()
}

/// The language of the running request.
pub fn language() -> Language {
    reader().language
}

/// Keeps the chosen theme for a year.
pub fn keep_theme(theme: Theme) {
    set_cookie(THEME, theme.tag(), YEAR);
}

/// What was handed over to the island that is drawn.
pub fn handed<T: Clone + Send + Sync + 'static>() -> Option<T> {
    use_context()
}

/// Hands something over to the island of the page: as it is to its drawing here, packed to its copy in the browser.
pub fn hand<T: Clone + Serialize + Send + Sync + 'static>(what: T) -> impl IntoView {
    use base64::{Engine, prelude::BASE64_STANDARD};

    // What is handed over holds nothing that could not be packed.
    let packed = postcard::to_stdvec(&what).map(|bytes| BASE64_STANDARD.encode(bytes)).unwrap_or_default();
    provide_context(what);
    view! { <script type="application/octet-stream" id=HANDED>{packed}</script> }
}

/// The language that was chosen in this browser, by its reader or by whoever had a mail sent to them.
pub fn chosen_language() -> Option<Language> {
    with_context::<Parts, _>(|parts| Reader::chosen(&parts.headers)).flatten()
}

/// Keeps the chosen language for a year.
pub fn keep_language(language: Language) {
    set_cookie(LANGUAGE, language.tag(), YEAR);
}

/// The cookie in which whoever has chosen no language yet reads the pages in this one.
pub fn language_cookie(language: Language) -> Option<HeaderValue> {
    cookie_of(LANGUAGE, language.tag(), YEAR)
}

/// The field by which a form says for which account it was drawn.
pub const ACCOUNT: &str = "account";

/// By what an account is told from another one that the same person may act in: reseller, customer, and whether an operator acts.
pub fn account_of(actor: &Actor) -> String {
    let place = actor.place.as_ref();
    let reseller = place.map(|place| place.reseller.to_string()).unwrap_or_default();
    let customer = place.and_then(|place| place.customer).map(|id| id.to_string()).unwrap_or_default();
    format!("{reseller}.{customer}{}", if actor.acting.is_some() { ".acting" } else { "" })
}

/// The account of the running request.
pub fn account() -> Option<String> {
    Portal::current().actor.as_ref().map(account_of)
}

/// The address of the running request's page.
pub fn here() -> String {
    let path = with_context::<Parts, _>(|parts| parts.uri.path_and_query().map(ToString::to_string)).flatten();
    path.unwrap_or_else(|| domain::paths::DASHBOARD.to_owned())
}

/// Who is signed in, for the shell.
pub fn signed_in() -> Option<SignedIn> {
    let portal = Portal::current();
    let actor = portal.actor.as_ref()?;
    Some(SignedIn {
        name: actor.name.clone(),
        reseller: portal.reseller().to_owned(),
        customer: actor.place.as_ref().and_then(|place| place.customer_name.clone()),
        role: actor.role,
        several: actor.several,
    })
}

/// Whether the running request is a form sent without our WASM: it wants a page, not data.
pub fn is_plain_post() -> bool {
    use_context::<Parts>().is_some_and(|parts| {
        let html = |value: &HeaderValue| value.to_str().is_ok_and(|accept| accept.contains("text/html"));
        parts.method == http::Method::POST && parts.headers.get(header::ACCEPT).is_some_and(html)
    })
}

/// Says that there is nothing at this address.
pub fn set_not_found() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::NOT_FOUND);
    }
}

/// A step's page as it was sent.
///
/// # Errors
/// `NotFound` where the draft's id is none.
pub fn posted(
    flow: String,
    draft: &str,
    seen: i32,
    tab: String,
    step: String,
    answers: domain::form::Answers,
) -> Result<backend::drafts::Posted, PortalError> {
    let draft = draft.parse().map_err(|_| fail(backend::Error::NotFound))?;
    Ok(backend::drafts::Posted { flow, draft, seen, tab: tab.replace('\0', ""), step, answers })
}

/// Why this actor may not, in their own words: an operator acts for nobody, or for somebody else.
pub fn refusal(actor: Option<&Actor>, word: Word) -> Word {
    match actor {
        Some(actor) if actor.role == domain::access::Role::Operator => Word::OperatorForNobody,
        Some(actor) if actor.acting.is_some() && word == Word::OnlyOperators => Word::OperatorStopFirst,
        _ => word,
    }
}

/// Leads a plain post on; the WASM reads the outcome instead.
pub fn lead_plain_post(path: &str) {
    if is_plain_post() {
        leptos_axum::redirect(path);
    }
}

/// The same, and the page says what was done.
pub fn lead_plain_post_saying(path: &str, flash: &Flash) {
    if is_plain_post() {
        lead_on_saying(path, flash);
    }
}

/// Leads whoever sent a form to a page on to another one.
pub fn lead_on(path: &str) {
    leptos_axum::redirect(path);
}

/// What was sent has not even the shape of the form.
pub fn malformed() -> PortalError {
    refuse(PortalError::Malformed)
}

/// Nobody is signed in.
pub fn fail_signed_out() -> PortalError {
    refuse(PortalError::SignedOut)
}

/// Sets the status, or, on a plain post, tells the server's layers.
fn refuse(error: PortalError) -> PortalError {
    if let Some(response) = use_context::<ResponseOptions>() {
        if is_plain_post() {
            let more = match &error {
                PortalError::Unexpected { reference } => reference.clone(),
                PortalError::Forbidden(action) => u16::from(action.refusal()).to_string(),
                _ => String::new(),
            };
            if let Ok(value) = HeaderValue::from_str(&format!("{} {more}", error.status())) {
                response.insert_header(HeaderName::from_static(REFUSAL), value);
            }
        } else if let Ok(status) = StatusCode::from_u16(error.status()) {
            response.set_status(status);
        }
    }
    error
}

/// Tells an error of the backend. What people can do nothing about is logged here, once, with the reference that they are shown.
pub fn fail(error: backend::Error) -> PortalError {
    refuse(match error {
        backend::Error::NotFound => PortalError::NotFound,
        backend::Error::Forbidden(action) => PortalError::Forbidden(action),
        backend::Error::TooLarge => PortalError::Malformed,
        error if error.is_unavailable() => {
            tracing::warn!(%error, "a request could not be answered just now");
            PortalError::NoAnswer
        }
        error => {
            let id = expect_context::<Backend>().new_id().simple().to_string();
            // The last digits are the random ones.
            let reference = id.get(20..).unwrap_or_default().to_owned();
            tracing::error!(reference, %error, "a request failed");
            PortalError::Unexpected { reference }
        }
    })
}

/// What a page of ours may load and run: its own files, and the scripts that carry this page's nonce (ASVS 3.4.3).
pub fn set_policy() {
    policy(None, "");
}

/// The same on a page whose form leads on to another origin: the payment provider's.
pub fn let_forms_lead_to(origin: Option<&str>) {
    policy(origin, "");
}

/// The same on a page that shows others of ours in frames: samples of mails.
pub fn show_frames_of_ours() {
    policy(None, " frame-src 'self';");
}

fn policy(origin: Option<&str>, frames: &str) {
    let Some(response) = use_context::<ResponseOptions>() else { return };
    let nonce = leptos::nonce::use_nonce().map(|nonce| format!(" 'nonce-{nonce}'")).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; script-src 'self'{nonce} 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
         connect-src 'self';{frames} form-action 'self'{}; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; report-uri {}",
        origin.map(|origin| format!(" {origin}")).unwrap_or_default(),
        domain::paths::CSP
    );
    if let Ok(value) = HeaderValue::from_str(&policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, value);
    }
}

/// The session that the request came with ended with this very request; put into it by the server.
#[derive(Clone, Copy, Debug)]
pub struct SessionEnded(pub PersonId);

/// Whose session ended by itself within the hour, where this is its next request.
///
/// # Errors
/// If the database does not answer.
pub async fn session_that_ended(backend: &Backend) -> Result<Option<PersonId>, backend::Error> {
    let now = with_context::<Parts, _>(|parts| parts.extensions.get::<SessionEnded>().copied()).flatten();
    match (now, cookie(SESSION)) {
        (Some(SessionEnded(person)), _) => Ok(Some(person)),
        (None, Some(id)) => backend::accounts::ended_lately(backend, &id).await,
        (None, None) => Ok(None),
    }
}

/// Has the browser forget what it keeps of these pages, but for the cookies: language and theme are the browser's.
pub fn clear_site_data() {
    if let Some(response) = use_context::<ResponseOptions>() {
        let what = HeaderValue::from_static("\"cache\", \"storage\", \"prefetchCache\"");
        response.insert_header(HeaderName::from_static("clear-site-data"), what);
    }
}

/// The session of the running request.
///
/// # Errors
/// `NoAnswer` where the server was built without sessions.
pub async fn session() -> Result<tower_sessions::Session, PortalError> {
    leptos_axum::extract().await.map_err(|_| PortalError::NoAnswer)
}

/// What the browser of the running request calls itself.
pub fn browser() -> String {
    let agent = |parts: &Parts| Some(parts.headers.get(header::USER_AGENT)?.to_str().ok()?.to_owned());
    with_context::<Parts, _>(agent).flatten().unwrap_or_default()
}
