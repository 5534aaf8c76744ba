//! What a person can answer: one type a file. A type owns its rule; a field owns the words around it.

pub mod address;
mod company_name;
mod country;
mod email;
mod line;
mod person_name;
mod phone;
mod plan;
mod postal_code;
mod yes_no;

pub use company_name::CompanyName;
#[cfg(feature = "data")]
pub use company_name::fold;
pub use country::Country;
pub use email::Email;
pub use line::Line;
pub use person_name::PersonName;
pub use phone::Phone;
pub use plan::Plan;
pub use postal_code::PostalCode;
pub use yes_no::YesNo;
