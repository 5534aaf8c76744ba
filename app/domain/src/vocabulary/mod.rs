//! What a person can answer: one type a file. A type owns its rule; a field owns the words around it.

pub mod address;
mod amount;
mod billing_account;
mod codes;
mod colour;
mod company_name;
pub mod contacts;
mod date;
mod day_list;
mod digits;
mod domain_name;
mod email;
mod email_list;
mod line;
mod login;
mod number;
mod paragraphs;
mod password;
mod person_name;
mod phone;
mod plan;
mod postal_code;
mod provider_key;
mod quantity;
mod scripts;
mod spoken;
mod tax_number;
mod terms;
mod time_of_day;
mod yes_no;

pub use amount::Amount;
pub use billing_account::BillingAccountRef;
pub use codes::{Country, Currency, TimeZone, Tongue};
pub use colour::Colour;
pub use company_name::CompanyName;
#[cfg(feature = "data")]
pub use company_name::fold;
pub use contacts::ContactKind;
pub use date::Date;
pub use day_list::DayList;
pub use domain_name::{DomainName, Host, HttpsUrl};
pub use email::Email;
pub use email_list::{EmailList, Listed};
pub use line::Line;
pub use login::{LoginName, SipRealm};
pub use paragraphs::Paragraphs;
#[cfg(feature = "data")]
pub use password::is_guessable;
pub use password::{CurrentPassword, Password, STRENGTHS};
pub use person_name::PersonName;
pub use phone::Phone;
pub use plan::Plan;
pub use postal_code::PostalCode;
pub use provider_key::ProviderKey;
pub use quantity::{Percent, Quantity};
pub use spoken::Spoken;
pub use tax_number::{RegistrationNumber, TaxNumber};
pub use terms::TermsVersion;
#[cfg(feature = "data")]
pub use time_of_day::Opening;
pub use time_of_day::{TimeOfDay, TimeWindow};
pub use yes_no::YesNo;
