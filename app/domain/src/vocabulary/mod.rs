//! What a person can answer: one type a file. A type owns its rule; a field owns the words around it.

mod company_name;
mod country;
mod email;
mod line;
mod person_name;
mod phone;
mod plan;
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
pub use yes_no::YesNo;
