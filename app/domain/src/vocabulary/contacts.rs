//! Whom to reach about what: rows of contacts, each with its type, name, e-mail address, the language that it speaks and its telephone
//! number. Every flow that asks for contacts asks for these.

use crate::{
    form::{Answer, Choice, Choices, Problem, Shape, Widget},
    words::Word,
};

/// What a contact is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContactKind(&'static str);

const KINDS: &[Choice] = &[
    Choice { value: "technical", label: Word::ContactTechnical, help: None, needs: None },
    Choice { value: "billing", label: Word::ContactBilling, help: None, needs: None },
    Choice { value: "administrative", label: Word::ContactAdministrative, help: None, needs: None },
    Choice { value: "support", label: Word::ContactSupport, help: None, needs: None },
];

impl ContactKind {
    /// Its name in answers and in the database.
    pub const fn code(self) -> &'static str {
        self.0
    }
}

impl Answer for ContactKind {
    const SHAPE: Shape = Shape::choice(Widget::Select(Choices::Fixed(KINDS)));

    fn parse(raw: &str) -> Result<Self, Problem> {
        KINDS.iter().find(|kind| kind.value == raw).map(|kind| Self(kind.value)).ok_or(Problem::NotAChoice)
    }

    fn show(&self) -> String {
        self.0.to_owned()
    }
}

/// Declares a flow's rows of contacts: their name, how few and how many there may be, and the country by which their numbers are read.
macro_rules! contacts {
    ($rows:ident, $least:literal to $most:literal, $country:ident) => {
        /// Whom to reach about what.
        pub static $rows: $crate::form::Rows = {
            use $crate::{
                form::{Field, Rows},
                vocabulary::{ContactKind, Email, PersonName, Phone, Tongue},
                words::Word,
            };
            static KIND: Field<ContactKind> = Field::new("kind", Word::ContactKind);
            static NAME: Field<PersonName> = Field::new("name", Word::ContactName);
            static EMAIL: Field<Email> = Field::new("contact_email", Word::Email);
            static LANGUAGE: Field<Tongue> = Field::new("contact_language", Word::LanguageChoice);
            static PHONE: Field<Phone> =
                Field::new("contact_phone", Word::Phone).help(Word::ContactsPhoneHelp).optional().depends_on(&$country);
            Rows {
                key: "contacts",
                label: Word::Contacts,
                one: Word::Contact,
                add: Word::AddContact,
                least: $least,
                most: $most,
                questions: &[&KIND.question, &NAME.question, &EMAIL.question, &LANGUAGE.question, &PHONE.question],
            }
        };
    };
}
pub(crate) use contacts;

#[cfg(test)]
mod tests {
    use super::ContactKind;
    use crate::form::{Answer, Problem};

    #[test]
    fn a_contact_is_for_one_of_what_contacts_are_for() {
        for kind in ["technical", "billing", "administrative", "support"] {
            assert_eq!(ContactKind::parse(kind).map(ContactKind::code), Ok(kind));
        }
        for other in ["", "Technical", "legal"] {
            assert_eq!(ContactKind::parse(other), Err(Problem::NotAChoice));
        }
    }
}
