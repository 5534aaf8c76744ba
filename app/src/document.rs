//! The document around every page, the route table, and the whole pages that the server's layers answer with.

use domain::words::Word;
use leptos::prelude::*;
use leptos_axum::{AxumRouteListing, generate_route_list};
use leptos_meta::{MetaTags, Stylesheet, Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

use crate::{
    PortalError,
    pages::{
        AddCustomerPage, AddUserPage, AuditPage, BillingAccountPage, BillingPage, CheckPage, CodePage, CompanyPage,
        ConflictPage, CreditPage, CustomerPage, CustomersPage, DevMailPage, DiscardPage, DonePage, DraftsPage, EmailPage,
        FactorPage, FailedPage, FinderPage, FirstOperatorPage, ForgotPage, HomePage, InvitationPage, InviteCustomerPage,
        InviteUsersPage, InvitesPage, LifePage, MailLookPage, MailsPage, MePage, MyEmailPage, NewCustomerPage, NewResellerPage,
        NewUserPage, NoticePage, NoticeTextPage, NoticesPage, OperatorPage, PasskeyPage, PasskeysPage, PasswordPage,
        PaymentPage, PlanPage, RefundPage, ResellerPage, ResetPage, SessionsPage, SettingsPage, SignInPage, StatementPage,
        StayPage, StepPage, SwitchPage, UserPage, UsersPage, VocabularyPage,
    },
    portal::{self, Reader},
    ui::{ErrorPage, Shell},
    words::{language, t},
};

/// Links of ours are fetched while the button that follows them is still on its way up. Not those of a draft: what was just typed there
/// is being saved. Nor the finder, which opens in place.
const SPECULATION: &str = r#"{"prefetch":[{"where":{"and":[{"href_matches":"/*"},{"not":{"href_matches":"/customers/new*"}},{"not":{"href_matches":"/customers/add*"}},{"not":{"href_matches":"/customers/invite*"}},{"not":{"href_matches":"/drafts*"}},{"not":{"href_matches":"/go*"}},{"not":{"href_matches":"/pay/*"}},{"not":{"href_matches":"/activate/*"}},{"not":{"href_matches":"/i"}},{"not":{"href_matches":"/i/*"}},{"not":{"href_matches":"/reset*"}},{"not":{"href_matches":"/email*"}}]},"eagerness":"conservative"}]}"#;

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
                <script type="speculationrules" nonce=leptos::nonce::use_nonce()>{SPECULATION}</script>
                <Stylesheet id="style" href=style/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// The route table. It runs on the server alone; the browser takes over the islands of a page.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let brand = portal::brand();
    view! {
        <Title formatter=move |title: String| portal::titled(&title, brand.as_deref())/>
        <Router>
            <Routes fallback=|| view! { <NotFound/> }>
                <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/forgot") view=ForgotPage ssr=SsrMode::Async/>
                <Route path=path!("/reset") view=ResetPage ssr=SsrMode::Async/>
                <Route path=path!("/i") view=InvitationPage ssr=SsrMode::Async/>
                <Route path=path!("/operator/first") view=FirstOperatorPage ssr=SsrMode::Async/>
                <Route path=path!("/email") view=EmailPage ssr=SsrMode::Async/>
                <Route path=path!("/sign-in/code") view=CodePage ssr=SsrMode::Async/>
                <Route path=path!("/sign-in/passkey") view=PasskeyPage ssr=SsrMode::Async/>
                <Route path=path!("/dev/mail") view=DevMailPage ssr=SsrMode::Async/>
                <ParentRoute path=path!("") view=Shell ssr=SsrMode::Async>
                    <Route path=path!("") view=HomePage ssr=SsrMode::Async/>
                    <Route path=path!("/customers") view=CustomersPage ssr=SsrMode::Async/>
                    <Route path=path!("/customers/new") view=NewCustomerPage ssr=SsrMode::Async/>
                    <Route path=path!("/customers/add") view=AddCustomerPage ssr=SsrMode::Async/>
                    <Route path=path!("/customers/invite") view=InviteCustomerPage ssr=SsrMode::Async/>
                    <Route path=path!("/customers/:id/company") view=CompanyPage ssr=SsrMode::Async/>
                    <Route path=path!("/customers/:id/life") view=LifePage ssr=SsrMode::Async/>
                    <Route path=path!("/company") view=CompanyPage ssr=SsrMode::Async/>
                    <Route path=path!("/invites") view=InvitesPage ssr=SsrMode::Async/>
                    <Route path=path!("/mail") view=MailsPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings") view=SettingsPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/mail") view=MailLookPage ssr=SsrMode::Async/>
                    <Route path=path!("/notices") view=NoticesPage ssr=SsrMode::Async/>
                    <Route path=path!("/notices/new") view=NoticeTextPage ssr=SsrMode::Async/>
                    <Route path=path!("/notices/:notice") view=NoticePage ssr=SsrMode::Async/>
                    <Route path=path!("/notices/:notice/text") view=NoticeTextPage ssr=SsrMode::Async/>
                    <Route path=path!("/statement") view=StatementPage ssr=SsrMode::Async/>
                    <Route path=path!("/credit") view=CreditPage ssr=SsrMode::Async/>
                    <Route path=path!("/payments/:payment/refund") view=RefundPage ssr=SsrMode::Async/>
                    <Route path=path!("/pay/:payment") view=PaymentPage ssr=SsrMode::Async/>
                    <Route path=path!("/billing") view=BillingPage ssr=SsrMode::Async/>
                    <Route path=path!("/billing/new") view=BillingAccountPage ssr=SsrMode::Async/>
                    <Route path=path!("/billing/:account") view=BillingAccountPage ssr=SsrMode::Async/>
                    <Route path=path!("/customers/new/:draft/check") view=CheckPage ssr=SsrMode::Async/>
                    <Route path=path!("/customers/new/:draft/done") view=DonePage ssr=SsrMode::Async/>
                    <Route path=path!("/customers/new/:draft/discard") view=DiscardPage ssr=SsrMode::Async/>
                    <Route path=path!("/customers/new/:draft/:step") view=StepPage ssr=SsrMode::Async/>
                    <Route path=path!("/customers/new/:draft/:step/conflict") view=ConflictPage ssr=SsrMode::Async/>
                    <Route path=path!("/customers/:id/users") view=UsersPage ssr=SsrMode::Async/>
                    <Route path=path!("/customers/:id/users/new") view=NewUserPage ssr=SsrMode::Async/>
                    <Route path=path!("/customers/:id/users/invite") view=InviteUsersPage ssr=SsrMode::Async/>
                    <Route path=path!("/customers/:id/users/add") view=AddUserPage ssr=SsrMode::Async/>
                    <Route path=path!("/customers/:id/users/:person") view=UserPage ssr=SsrMode::Async/>
                    <Route path=path!("/customers/:id") view=CustomerPage ssr=SsrMode::Async/>
                    <Route path=path!("/go") view=FinderPage ssr=SsrMode::Async/>
                    <Route path=path!("/dev/vocabulary") view=VocabularyPage ssr=SsrMode::Async/>
                    <Route path=path!("/users") view=UsersPage ssr=SsrMode::Async/>
                    <Route path=path!("/users/new") view=NewUserPage ssr=SsrMode::Async/>
                    <Route path=path!("/users/invite") view=InviteUsersPage ssr=SsrMode::Async/>
                    <Route path=path!("/users/add") view=AddUserPage ssr=SsrMode::Async/>
                    <Route path=path!("/users/:person") view=UserPage ssr=SsrMode::Async/>
                    <Route path=path!("/operator") view=OperatorPage ssr=SsrMode::Async/>
                    <Route path=path!("/operator/failed") view=FailedPage ssr=SsrMode::Async/>
                    <Route path=path!("/operator/new") view=NewResellerPage ssr=SsrMode::Async/>
                    <Route path=path!("/operator/resellers/:reseller") view=ResellerPage ssr=SsrMode::Async/>
                    <Route path=path!("/operator/resellers/:reseller/plans/:plan") view=PlanPage ssr=SsrMode::Async/>
                    <Route path=path!("/me") view=MePage ssr=SsrMode::Async/>
                    <Route path=path!("/me/email") view=MyEmailPage ssr=SsrMode::Async/>
                    <Route path=path!("/me/second-factor") view=FactorPage ssr=SsrMode::Async/>
                    <Route path=path!("/me/passkeys") view=PasskeysPage ssr=SsrMode::Async/>
                    <Route path=path!("/me/stay") view=StayPage ssr=SsrMode::Async/>
                    <Route path=path!("/me/sessions") view=SessionsPage ssr=SsrMode::Async/>
                    <Route path=path!("/me/password") view=PasswordPage ssr=SsrMode::Async/>
                    <Route path=path!("/audit") view=AuditPage ssr=SsrMode::Async/>
                    <Route path=path!("/switch") view=SwitchPage ssr=SsrMode::Async/>
                    <Route path=path!("/drafts") view=DraftsPage ssr=SsrMode::Async/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}

/// Pages that take their own form: what is sent to them comes back on them if it cannot be taken.
pub const FORMS: [&str; 39] = [
    "/notices/new",
    "/notices/{notice}",
    "/notices/{notice}/text",
    "/settings/mail",
    "/credit",
    "/payments/{payment}/refund",
    "/statement",
    "/settings",
    "/pay/{payment}",
    "/mail",
    "/company",
    "/customers/{id}/company",
    "/customers/{id}/life",
    "/invites",
    "/billing/new",
    "/billing/{account}",
    "/sign-in/passkey",
    "/me/passkeys",
    "/operator/first",
    "/operator/failed",
    "/operator/new",
    "/operator/resellers/{reseller}",
    "/operator/resellers/{reseller}/plans/{plan}",
    "/email",
    "/me/email",
    "/me/second-factor",
    "/sign-in/code",
    "/forgot",
    "/i",
    "/reset",
    "/users/invite",
    "/customers/{id}/users/invite",
    "/me/password",
    "/users/new",
    "/users/add",
    "/users/{person}",
    "/customers/{id}/users/new",
    "/customers/{id}/users/add",
    "/customers/{id}/users/{person}",
];

/// Every page's address and methods.
pub fn routes() -> Vec<AxumRouteListing> {
    let with_methods = |page: AxumRouteListing| {
        if FORMS.contains(&page.path()) {
            let both = [leptos_router::Method::Get, leptos_router::Method::Post];
            AxumRouteListing::new(page.path().to_owned(), page.mode().clone(), both, Vec::new())
        } else {
            page
        }
    };
    generate_route_list(App).into_iter().map(with_methods).collect()
}

/// The page of an address at which there is nothing.
#[component]
fn NotFound() -> impl IntoView {
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
