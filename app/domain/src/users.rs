//! The people of an account: a reseller's staff, or those of one of its customers (S0.23, S0.24). What the forms ask, and what can stand
//! against a change.

use serde::{Deserialize, Serialize};

use crate::{
    access::Role,
    door::{CUSTOMER_PASSWORD, STAFF_PASSWORD},
    form::{Answer, Choice, Choices, Field, Item, Problem, Shape, Step, When, Widget},
    ids::{CustomerId, InvitationId, PersonId},
    vocabulary::{CurrentPassword, Email, EmailList, PersonName, Spoken},
    words::Word,
};

/// A user, as the list and their page show them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The address that they sign in with.
    pub email: String,
    /// Their role in the account.
    pub role: Role,
    /// Whether they may not act just now.
    pub disabled: bool,
    /// Since when they belong to the account: seconds since 1970-01-01 UTC.
    pub since: i64,
    /// Counts the changes, so that two browsers do not overwrite each other.
    pub version: i32,
    /// Whether they have a second factor, or a passkey.
    pub factor: bool,
}

/// What came of turning somebody's second factor off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactorReset {
    /// It is off.
    Done,
    /// They have none.
    None,
    /// They act for others too, whom it guards as well.
    Elsewhere,
    /// It is one's own, which one turns off with the password.
    Own,
}

/// The people of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// Whether it is a customer who is closed: nobody is added any more.
    pub closed: bool,
    /// The customer; `None` for a reseller's staff.
    pub customer: Option<CustomerId>,
    /// What the account is called.
    pub name: String,
    /// Its users, by name.
    pub users: Vec<User>,
    /// Now, on the server's clock.
    pub now: i64,
}

/// What a user's page can be asked to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Another role.
    Role(Role),
    /// They may not act for now.
    Disable,
    /// They may again.
    Enable,
    /// They no longer belong to the account.
    Remove,
}

/// What came of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It is so now.
    Done,
    /// Somebody else changed the user since the page was shown.
    Meanwhile,
    /// The account would be without an administrator.
    LastAdministrator,
    /// It is no role of this account.
    NotARole,
}

/// A role of a reseller's staff (`STAFF`), or of a customer's people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleIn<const STAFF: bool>(pub Role);

const fn choice(role: Role, help: Word) -> Choice {
    Choice { value: role.code(), label: role.name(), help: Some(help), needs: None }
}

const STAFF: &[Choice] = &[
    choice(Role::Administrator, Word::RoleAdministratorHelp),
    choice(Role::Manager, Word::RoleManagerHelp),
    choice(Role::Support, Word::RoleSupportHelp),
    choice(Role::ReadOnly, Word::RoleReadOnlyHelp),
];

const OF_CUSTOMERS: &[Choice] = &[
    choice(Role::AccountAdministrator, Word::RoleAccountAdministratorHelp),
    choice(Role::Technical, Word::RoleTechnicalHelp),
    choice(Role::Billing, Word::RoleBillingHelp),
    choice(Role::StandardUser, Word::RoleStandardUserHelp),
];

impl<const OF_STAFF: bool> Answer for RoleIn<OF_STAFF> {
    const SHAPE: Shape = Shape::choice(Widget::Radios(Choices::Fixed(if OF_STAFF { STAFF } else { OF_CUSTOMERS })));

    fn parse(raw: &str) -> Result<Self, Problem> {
        let choices = if OF_STAFF { STAFF } else { OF_CUSTOMERS };
        let known = choices.iter().any(|choice| choice.value == raw);
        Role::from_code(raw).filter(|_| known).map(Self).ok_or(Problem::NotAChoice)
    }

    fn show(&self) -> String {
        self.0.code().to_owned()
    }
}

/// How a user who is created gets their password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handover {
    /// They choose it by a mailed link.
    Link,
    /// It is generated, shown once, and changed at the first sign-in (S3.10).
    Generated,
}

const HANDOVERS: &[Choice] = &[
    Choice { value: "link", label: Word::HandoverLink, help: Some(Word::HandoverLinkHelp), needs: None },
    Choice { value: "generated", label: Word::HandoverGenerated, help: Some(Word::HandoverGeneratedHelp), needs: None },
];

impl Answer for Handover {
    const SHAPE: Shape = Shape::choice(Widget::Radios(Choices::Fixed(HANDOVERS)));

    fn parse(raw: &str) -> Result<Self, Problem> {
        match raw {
            "link" => Ok(Self::Link),
            "generated" => Ok(Self::Generated),
            _ => Err(Problem::NotAChoice),
        }
    }

    fn show(&self) -> String {
        match self {
            Self::Link => "link",
            Self::Generated => "generated",
        }
        .to_owned()
    }
}

/// How they get their password. A mail is offered first (`decisions.md`, "Values").
pub static HANDOVER: Field<Handover> = Field::new("handover", Word::Handover).default("link");
/// In which language they are written to: the reader's, not the writer's. It stands for them until they choose one.
pub static MAIL_LANGUAGE: Field<Spoken> =
    Field::new("mail_language", Word::InviteLanguage).when(When::Not(&When::Is(&HANDOVER.question, "generated")));
/// Whom to invite.
pub static EMAILS: Field<EmailList> = Field::new("user_emails", Word::InviteEmails).help(Word::InviteEmailsHelp);
/// Invites members of staff.
pub static INVITE_STAFF: Step = Step::new(
    "invite",
    Word::UserInvite,
    &[Item::Question(&EMAILS.question), Item::Question(&STAFF_ROLE.question), Item::Question(&MAIL_LANGUAGE.question)],
);
/// Invites a customer's people.
pub static INVITE_OF_CUSTOMER: Step = Step::new(
    "invite",
    Word::UserInvite,
    &[Item::Question(&EMAILS.question), Item::Question(&CUSTOMER_ROLE.question), Item::Question(&MAIL_LANGUAGE.question)],
);

/// An invitation, as the list of users shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// To whom it was sent.
    pub email: String,
    /// What they are called, where the inviter said so.
    pub name: Option<String>,
    /// In which role they will act.
    pub role: Role,
    /// Who invited them.
    pub by: String,
    /// When: seconds since 1970-01-01 UTC.
    pub made: i64,
    /// Whether its time is over.
    pub expired: bool,
    /// What became of its mail.
    pub mail: MailState,
}

/// Where an invitation is in its life (`decisions.md`, "Life of an invitation").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InviteState {
    /// Sent, and not answered (S1.21).
    Pending,
    /// Whoever was invited has an account (S1.23).
    Accepted,
    /// Its week is over.
    Expired,
    /// It was taken back.
    Revoked,
    /// It was sent anew.
    Superseded,
}

impl InviteState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Pending, Self::Accepted, Self::Expired, Self::Revoked, Self::Superseded];

    /// Its name in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::Superseded => "superseded",
        }
    }

    /// The state with this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// What people call it.
    pub const fn name(self) -> Word {
        match self {
            Self::Pending => Word::InvitePending,
            Self::Accepted => Word::InviteAccepted,
            Self::Expired => Word::InviteExpired,
            Self::Revoked => Word::InviteRevoked,
            Self::Superseded => Word::InviteSuperseded,
        }
    }
}

/// An invitation to act for a customer, as the list of all of them shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerInvitation {
    /// Its id.
    pub id: InvitationId,
    /// The customer.
    pub customer: CustomerId,
    /// What it is called.
    pub customer_name: String,
    /// Who is invited, where the inviter named them.
    pub name: Option<String>,
    /// To whom it was sent.
    pub email: String,
    /// Where it is in its life.
    pub state: InviteState,
    /// Who invited them.
    pub by: String,
    /// When: seconds since 1970-01-01 UTC.
    pub made: i64,
    /// Until when it can be accepted.
    pub expires: i64,
    /// What became of its mail.
    pub mail: MailState,
}

/// A page of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitesPage {
    /// The invitations, newest first.
    pub rows: Vec<CustomerInvitation>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Now, on the server's clock.
    pub now: i64,
}

/// What became of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailState {
    /// It waits to be sent; why it was not sent at once.
    Queued(Option<String>),
    /// The mail server took it.
    Sent,
    /// It could not be sent, and why.
    Failed(String),
    /// None is sent: the link was handed over.
    ByHand,
}

/// The user's name.
pub static NAME: Field<PersonName> = Field::new("user_name", Word::UserName).autocomplete("off");
/// The address that they sign in with.
pub static EMAIL: Field<Email> = Field::new("user_email", Word::Email).help(Word::UserEmailHelp).autocomplete("off");
/// The role of a member of staff.
pub static STAFF_ROLE: Field<RoleIn<true>> = Field::new("role", Word::UserRole).default("read_only");
/// The role of one of a customer's people.
pub static CUSTOMER_ROLE: Field<RoleIn<false>> = Field::new("role", Word::UserRole).default("standard_user");

/// Creates a member of staff.
pub static CREATE_STAFF: Step = Step::new(
    "create",
    Word::UserCreate,
    &[
        Item::Question(&NAME.question),
        Item::Question(&EMAIL.question),
        Item::Question(&STAFF_ROLE.question),
        Item::Question(&HANDOVER.question),
        Item::Question(&MAIL_LANGUAGE.question),
    ],
);
/// Creates one of a customer's people.
pub static CREATE_OF_CUSTOMER: Step = Step::new(
    "create",
    Word::UserCreate,
    &[
        Item::Question(&NAME.question),
        Item::Question(&EMAIL.question),
        Item::Question(&CUSTOMER_ROLE.question),
        Item::Question(&HANDOVER.question),
        Item::Question(&MAIL_LANGUAGE.question),
    ],
);
/// Adds somebody who signs in already to the staff.
pub static ADD_STAFF: Step =
    Step::new("add", Word::UserAdd, &[Item::Question(&EMAIL.question), Item::Question(&STAFF_ROLE.question)]);
/// Adds somebody who signs in already to a customer's people.
pub static ADD_OF_CUSTOMER: Step =
    Step::new("add", Word::UserAdd, &[Item::Question(&EMAIL.question), Item::Question(&CUSTOMER_ROLE.question)]);
/// Another role of a member of staff.
pub static ROLE_STAFF: Step = Step::new("role", Word::UserChangeRole, &[Item::Question(&STAFF_ROLE.question)]);
/// Another role of one of a customer's people.
pub static ROLE_OF_CUSTOMER: Step = Step::new("role", Word::UserChangeRole, &[Item::Question(&CUSTOMER_ROLE.question)]);

/// One's present password, whatever the rule was when it was made.
pub static CURRENT_PASSWORD: Field<CurrentPassword> =
    Field::new("current_password", Word::CurrentPassword).autocomplete("current-password");
/// Another address to sign in with.
pub static NEW_EMAIL: Field<Email> = Field::new("new_email", Word::NewEmail).help(Word::NewEmailHelp).autocomplete("email");
/// Asks for another address.
pub static CHANGE_EMAIL: Step =
    Step::new("email", Word::ChangeEmail, &[Item::Question(&NEW_EMAIL.question), Item::Question(&CURRENT_PASSWORD.question)]);
/// Changes the password of a member of staff.
pub static CHANGE_STAFF_PASSWORD: Step = Step::new(
    "password",
    Word::ChangePassword,
    &[Item::Question(&CURRENT_PASSWORD.question), Item::Question(&STAFF_PASSWORD.question)],
);
/// Changes the password of one of a customer's people.
pub static CHANGE_CUSTOMER_PASSWORD: Step = Step::new(
    "password",
    Word::ChangePassword,
    &[Item::Question(&CURRENT_PASSWORD.question), Item::Question(&CUSTOMER_PASSWORD.question)],
);

#[cfg(test)]
mod tests {
    use super::{RoleIn, STAFF};
    use crate::{
        access::Role,
        form::{Answer, Problem},
    };

    #[test]
    fn each_side_has_its_own_roles() {
        assert_eq!(RoleIn::<true>::parse("support"), Ok(RoleIn(Role::Support)));
        assert_eq!(RoleIn::<false>::parse("billing"), Ok(RoleIn(Role::Billing)));
        for wrong in ["billing", "operator", "", "ADMINISTRATOR"] {
            assert_eq!(RoleIn::<true>::parse(wrong), Err(Problem::NotAChoice), "{wrong}");
        }
        assert_eq!(RoleIn::<false>::parse("administrator"), Err(Problem::NotAChoice));
        assert_eq!(STAFF.len(), 4);
    }
}
