//! The table of pages. Routes, methods, what works without signing in, and what browsers fetch ahead follow from it; tests walk it.

use std::{fmt::Write, sync::LazyLock};

use domain::{access::Action, words::Word};
use leptos::prelude::*;
use leptos_axum::{AxumRouteListing, generate_route_list};
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

use crate::{
    document::NotFound,
    pages::{
        AddCustomerPage, AddUserPage, AuditPage, BillingAccountPage, BillingPage, CheckPage, CodePage, ConflictPage,
        CreditPage, CustomerPage, CustomersPage, DevMailPage, DiscardPage, DonePage, DraftsPage, EmailPage, FactorPage,
        FinderPage, FirstOperatorPage, ForgotPage, HomePage, InvitationPage, InviteCustomerPage, InviteUsersPage, InvitesPage,
        JobsPage, LifePage, MailLookPage, MailsPage, MePage, MyEmailPage, NewCustomerPage, NewResellerPage, NewUserPage,
        NoticePage, NoticeTextPage, NoticesPage, OperatorPage, PasskeyPage, PasskeysPage, PasswordPage, PaymentPage, PlanPage,
        RecordPage, RefundPage, ResellerPage, ResetPage, SessionsPage, SettingsPage, SignInPage, StatementPage, StayPage,
        StepPage, SwitchPage, UserPage, UsersPage, VocabularyPage,
    },
    portal,
    ui::{Icon, Shell},
};

/// A page.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Its address, with parameters as `:name`.
    pub path: &'static str,
    /// Whether it takes its own form: what is sent to it comes back on it if it cannot be taken.
    pub takes_form: bool,
    /// Whether it works for somebody who is not signed in.
    pub is_open: bool,
    /// Whether browsers must not fetch it ahead: what was just typed there is being saved, a token in its address works once, or it
    /// opens in place.
    pub is_fresh: bool,
    /// What it is called where one can go there, if it is such a place.
    pub place: Option<Place>,
    /// The page of the navigation that it belongs to, where its address does not say it.
    pub under: Option<&'static str>,
}

/// A place that navigation and finder offer to people who may do something there.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Its name.
    pub name: Word,
    /// Its sign.
    pub icon: Icon,
    /// What one must be allowed to do.
    pub action: Action,
    /// Whether the staff's navigation has it, and not the finder alone.
    pub is_in_navigation: bool,
}

impl Page {
    const fn at(path: &'static str) -> Self {
        let path = if path.is_empty() { "/" } else { path };
        Self { path, takes_form: false, is_open: false, is_fresh: false, place: None, under: None }
    }

    const fn form(mut self) -> Self {
        self.takes_form = true;
        self
    }

    const fn open(mut self) -> Self {
        self.is_open = true;
        self
    }

    const fn fresh(mut self) -> Self {
        self.is_fresh = true;
        self
    }

    const fn place(mut self, name: Word, icon: Icon, action: Action) -> Self {
        self.place = Some(Place { name, icon, action, is_in_navigation: false });
        self
    }

    const fn nav(mut self, name: Word, icon: Icon, action: Action) -> Self {
        self.place = Some(Place { name, icon, action, is_in_navigation: true });
        self
    }

    const fn under(mut self, page: &'static str) -> Self {
        self.under = Some(page);
        self
    }

    /// Whether an address is this page or one below it.
    fn holds(&self, address: &str) -> bool {
        let below = || address.strip_prefix(self.path).is_some_and(|rest| self.path != "/" && rest.starts_with('/'));
        address == self.path || below()
    }

    /// Whether this page of the navigation is the one that an address belongs to.
    pub fn is_current(&self, address: &str) -> bool {
        self.holds(address) || PAGES.iter().any(|page| page.under == Some(self.path) && page.holds(address))
    }

    /// Its address with parameters as axum writes them.
    pub fn route(&self) -> String {
        let part = |part: &str| part.strip_prefix(':').map_or_else(|| part.to_owned(), |name| format!("{{{name}}}"));
        self.path.split('/').map(part).collect::<Vec<_>>().join("/")
    }
}

macro_rules! pages {
    (alone { $($alone:tt $alone_view:ident $([$($alone_is:ident $(($($alone_with:expr),*))?),*])?;)* } shell { $($path:tt $view:ident $([$($is:ident $(($($with:expr),*))?),*])?;)* }) => {
        /// Every page.
        pub static PAGES: &[Page] = &[$(Page::at($alone)$($(.$alone_is($($($alone_with),*)?))*)?,)* $(Page::at($path)$($(.$is($($($with),*)?))*)?,)*];

        /// The pages as routes. They run on the server alone; the browser takes over the islands of a page.
        #[component]
        pub fn App() -> impl IntoView {
            provide_meta_context();
            let brand = portal::brand();
            view! {
                <Title formatter=move |title: String| portal::titled(&title, brand.as_deref())/>
                <Router>
                    <Routes fallback=|| view! { <NotFound/> }>
                        $(<Route path=path!($alone) view=$alone_view ssr=SsrMode::Async/>)*
                        <ParentRoute path=path!("") view=Shell ssr=SsrMode::Async>
                            $(<Route path=path!($path) view=$view ssr=SsrMode::Async/>)*
                        </ParentRoute>
                    </Routes>
                </Router>
            }
        }
    };
}

pages! {
    alone {
        "/sign-in" SignInPage [open];
        "/forgot" ForgotPage [form, open];
        "/reset" ResetPage [form, open, fresh];
        "/i" InvitationPage [form, open, fresh];
        "/operator/first" FirstOperatorPage [form, open];
        "/email" EmailPage [form, open, fresh];
        "/sign-in/code" CodePage [form, open];
        "/sign-in/passkey" PasskeyPage [form, open];
        "/dev/mail" DevMailPage [open];
    }
    shell {
        "" HomePage [nav(Word::Dashboard, Icon::Home, Action::ReadCustomers)];
        "/customers" CustomersPage [nav(Word::Customers, Icon::People, Action::ReadCustomers)];
        "/drafts" DraftsPage [fresh, place(Word::Drafts, Icon::People, Action::CreateCustomers), under("/customers")];
        "/users" UsersPage [nav(Word::Users, Icon::Person, Action::ReadUsers)];
        "/invites" InvitesPage [form, place(Word::Invites, Icon::People, Action::ReadCustomers), under("/customers")];
        "/billing" BillingPage [nav(Word::Billing, Icon::Card, Action::ReadBilling)];
        "/statement" StatementPage [form, place(Word::Statement, Icon::Card, Action::ReadBilling), under("/billing")];
        "/mail" MailsPage [form, nav(Word::Mails, Icon::Mail, Action::ReadMail)];
        "/notices" NoticesPage [place(Word::Notices, Icon::Mail, Action::Announce), under("/mail")];
        "/audit" AuditPage [nav(Word::Audit, Icon::Clock, Action::ReadAudit)];
        "/settings" SettingsPage [form, nav(Word::Settings, Icon::Gear, Action::ManageSettings)];
        "/settings/mail" MailLookPage [form, place(Word::MailLook, Icon::Gear, Action::ManageSettings)];
        "/customers/new" NewCustomerPage [fresh, place(Word::CreateNewCustomer, Icon::Plus, Action::CreateCustomers)];
        "/customers/add" AddCustomerPage [fresh, place(Word::AddNewCustomer, Icon::Plus, Action::CreateCustomers)];
        "/customers/invite" InviteCustomerPage [fresh, place(Word::InviteNewCustomer, Icon::Plus, Action::CreateCustomers)];
        "/customers/:id/edit/:section" RecordPage [form];
        "/customers/:id/life" LifePage [form];
        "/account/:section" RecordPage [form];
        "/notices/new" NoticeTextPage [form];
        "/notices/:notice" NoticePage [form];
        "/notices/:notice/text" NoticeTextPage [form];
        "/credit" CreditPage [form];
        "/payments/:payment/refund" RefundPage [form];
        "/pay/:payment" PaymentPage [form, fresh];
        "/billing/new" BillingAccountPage [form];
        "/billing/:account" BillingAccountPage [form];
        "/customers/new/:draft/check" CheckPage [fresh];
        "/customers/new/:draft/done" DonePage [fresh];
        "/customers/new/:draft/discard" DiscardPage [fresh];
        "/customers/new/:draft/:step" StepPage [fresh];
        "/customers/new/:draft/:step/conflict" ConflictPage [fresh];
        "/customers/:id/users" UsersPage;
        "/customers/:id/users/new" NewUserPage [form];
        "/customers/:id/users/invite" InviteUsersPage [form];
        "/customers/:id/users/add" AddUserPage [form];
        "/customers/:id/users/:person" UserPage [form];
        "/customers/:id" CustomerPage;
        "/go" FinderPage [fresh];
        "/dev/vocabulary" VocabularyPage;
        "/users/new" NewUserPage [form];
        "/users/invite" InviteUsersPage [form];
        "/users/add" AddUserPage [form];
        "/users/:person" UserPage [form];
        "/operator" OperatorPage;
        "/operator/jobs" JobsPage [form];
        "/operator/new" NewResellerPage [form];
        "/operator/resellers/:reseller" ResellerPage [form];
        "/operator/resellers/:reseller/plans/:plan" PlanPage [form];
        "/me" MePage;
        "/me/email" MyEmailPage [form];
        "/me/second-factor" FactorPage [form];
        "/me/passkeys" PasskeysPage [form];
        "/me/stay" StayPage;
        "/me/sessions" SessionsPage;
        "/me/password" PasswordPage [form];
        "/switch" SwitchPage;
    }
}

/// Whether a page works for somebody who is not signed in.
pub fn is_open(path: &str) -> bool {
    PAGES.iter().any(|page| page.is_open && page.path == path)
}

/// Every page's address and methods.
pub fn routes() -> Vec<AxumRouteListing> {
    let forms: Vec<String> = PAGES.iter().filter(|page| page.takes_form).map(Page::route).collect();
    let with_methods = |page: AxumRouteListing| {
        if forms.iter().any(|form| form == page.path()) {
            let both = [leptos_router::Method::Get, leptos_router::Method::Post];
            AxumRouteListing::new(page.path().to_owned(), page.mode().clone(), both, Vec::new())
        } else {
            page
        }
    };
    generate_route_list(App).into_iter().map(with_methods).collect()
}

/// The speculation rules: links of ours are fetched while the button that follows them is still on its way up.
pub static SPECULATION: LazyLock<String> = LazyLock::new(|| {
    let mut never = String::new();
    let is_below = |page: &Page| PAGES.iter().any(|other| other.is_fresh && other.path != page.path && other.holds(page.path));
    for page in PAGES.iter().filter(|page| page.is_fresh && !is_below(page)) {
        let pattern =
            page.path.split('/').map(|part| if part.starts_with(':') { "*" } else { part }).collect::<Vec<_>>().join("/");
        for end in ["", "/*"] {
            // Writing to a String cannot fail.
            let _ = write!(never, r#",{{"not":{{"href_matches":"{pattern}{end}"}}}}"#);
        }
    }
    format!(
        r#"{{"prefetch":[{{"where":{{"and":[{{"href_matches":"/*"}},{{"not":{{"href_matches":"/activate/*"}}}}{never}]}},"eagerness":"conservative"}}]}}"#
    )
});
