//! Pages: a file each, what it asks and does on top, its view below. They are drawn by the server; see `islands` for what lives.

mod check;
mod conflict;
mod customer;
mod customers;
mod dashboard;
mod discard;
mod done;
mod drafts;
mod finder;
mod new_customer;
mod preferences;
mod sign_in;
mod sign_out;
mod step;
mod vocabulary;
mod wizard;

pub use check::CheckPage;
pub use conflict::ConflictPage;
pub use customer::CustomerPage;
pub use customers::CustomersPage;
pub use dashboard::DashboardPage;
pub use discard::DiscardPage;
pub use done::DonePage;
pub use drafts::DraftsPage;
pub use finder::FinderPage;
pub use new_customer::NewCustomerPage;
pub use preferences::PreferencesForm;
pub use sign_in::SignInPage;
pub use sign_out::SignOutForm;
pub use step::StepPage;
pub use vocabulary::VocabularyPage;
