//! Every form of Portico: the steps of the flows, and the forms that pages take themselves. A test holds the list complete.

use crate::{
    billing, credit, customers, door, factor, flows,
    form::{Question, Step},
    mail_look, notices, operators, payments, users,
};

/// The forms that pages take themselves.
pub static FORMS: [&Step; 36] = [
    &billing::SAVE,
    &customers::CLOSE,
    &customers::SUSPEND,
    &credit::AUTOMATIC,
    &credit::REFUND,
    &credit::TOP_UP,
    &door::FORGOT,
    &door::JOIN_CUSTOMER,
    &door::JOIN_STAFF,
    &door::RESET_CUSTOMER,
    &door::RESET_STAFF,
    &factor::ADD_PASSKEY,
    &factor::CONFIRM,
    &factor::GIVE,
    &factor::GIVE_RECOVERY,
    &factor::TURN_ON,
    &mail_look::LOOK,
    &notices::WRITE,
    &operators::ACT,
    &operators::CHANGE,
    &operators::CREATE,
    &operators::FIRST,
    &operators::PLAN,
    &payments::CONNECT,
    &payments::TAX,
    &users::ADD_OF_CUSTOMER,
    &users::ADD_STAFF,
    &users::CHANGE_CUSTOMER_PASSWORD,
    &users::CHANGE_EMAIL,
    &users::CHANGE_STAFF_PASSWORD,
    &users::CREATE_OF_CUSTOMER,
    &users::CREATE_STAFF,
    &users::INVITE_OF_CUSTOMER,
    &users::INVITE_STAFF,
    &users::ROLE_OF_CUSTOMER,
    &users::ROLE_STAFF,
];

/// Every question that is asked anywhere.
pub fn questions() -> impl Iterator<Item = &'static Question> {
    let of_flows = flows::FLOWS.iter().flat_map(|flow| flow.steps.iter().copied());
    of_flows.chain(FORMS).flat_map(Step::all_questions)
}

/// Whether what is posted under this key is a secret, on its own or in a row (`administrators.7.password`): it has no place in a log, in a
/// page or in the open in the database.
pub fn is_secret(key: &str) -> bool {
    let last = key.rsplit('.').next().unwrap_or(key);
    questions().any(|question| question.secret.is_some() && question.key == last)
}

#[cfg(test)]
mod tests {
    use super::{FORMS, is_secret};
    use crate::form::Widget;

    #[test]
    fn passwords_keys_and_codes_are_secrets_wherever_they_are_asked() {
        for key in ["new_password", "current_password", "gateway_key", "code", "password", "administrators.7.password"] {
            assert!(is_secret(key), "{key}");
        }
        assert!(!is_secret("email") && !is_secret("passkey_name"));
        for question in super::questions() {
            let hides = matches!(question.shape.widget, Widget::Password);
            assert!(!hides || question.secret.is_some(), "{}", question.key);
        }
    }

    /// Every static `Step` of this crate is a flow's or in the list.
    #[test]
    fn the_list_of_forms_is_complete() {
        let mut declared = 0;
        for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() && !path.ends_with("forms.rs") {
                declared += std::fs::read_to_string(&path).unwrap().matches(": Step =").count();
            }
        }
        assert_eq!(declared, FORMS.len());
    }
}
