//! What is asked of somebody who is not signed in: the address for a mailed link, a password of one's own, a name.

use crate::{
    form::{Field, Item, Step},
    vocabulary::{Email, Password, PersonName},
    words::Word,
};

/// The address that somebody signs in with.
pub static ADDRESS: Field<Email> = Field::new("email", Word::Email).autocomplete("username");
/// Asks for a link.
pub static FORGOT: Step = Step::new("forgot", Word::Forgot, &[Item::Question(&ADDRESS.question)]);

/// One's own name.
pub static OWN_NAME: Field<PersonName> = Field::new("own_name", Word::UserName).autocomplete("name");
/// A member of staff's password.
pub static STAFF_PASSWORD: Field<Password<12>> =
    Field::new("new_password", Word::NewPassword).help(Word::NewPasswordHelpStaff).autocomplete("new-password");
/// The password of one of a customer's people.
pub static CUSTOMER_PASSWORD: Field<Password<8>> =
    Field::new("new_password", Word::NewPassword).help(Word::NewPasswordHelpCustomers).autocomplete("new-password");

/// A member of staff chooses a password.
pub static RESET_STAFF: Step = Step::new("reset", Word::Reset, &[Item::Question(&STAFF_PASSWORD.question)]);
/// One of a customer's people chooses a password.
pub static RESET_CUSTOMER: Step = Step::new("reset", Word::Reset, &[Item::Question(&CUSTOMER_PASSWORD.question)]);
/// Somebody new joins the staff.
pub static JOIN_STAFF: Step =
    Step::new("join", Word::Join, &[Item::Question(&OWN_NAME.question), Item::Question(&STAFF_PASSWORD.question)]);
/// Somebody new joins a customer's people.
pub static JOIN_CUSTOMER: Step =
    Step::new("join", Word::Join, &[Item::Question(&OWN_NAME.question), Item::Question(&CUSTOMER_PASSWORD.question)]);

/// A password step by who chooses.
pub const fn reset(staff: bool) -> &'static Step {
    if staff { &RESET_STAFF } else { &RESET_CUSTOMER }
}

/// A joining step by who joins.
pub const fn join(staff: bool) -> &'static Step {
    if staff { &JOIN_STAFF } else { &JOIN_CUSTOMER }
}
