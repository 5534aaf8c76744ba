//! Who may do what: one function over roles and actions. The table printed from it is `tests/snapshots/access.snap`.

use serde::{Deserialize, Serialize};

use crate::words::Word;

/// What a person is in an organisation (`decisions.md`, "Roles").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the deployment.
    Operator,
    /// Everything of a reseller; the only role that creates customers (S0.1).
    Administrator,
    /// Makes and edits messaging clients assigned to them, reads the rest (S4.1).
    Manager,
    /// Reads customers and issue reports, resends invitations.
    Support,
    /// Reads.
    ReadOnly,
    /// Everything of one customer's account (S0.18).
    AccountAdministrator,
    /// The technical part of one customer's account.
    Technical,
    /// What a customer's account costs.
    Billing,
    /// Their own part of a customer's account.
    StandardUser,
}

/// On which side of an account a role stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The deployment.
    Operator,
    /// A reseller.
    Reseller,
    /// A customer of a reseller.
    Customer,
}

impl Role {
    /// Every role, in the order of the printed table.
    pub const ALL: [Self; 9] = [
        Self::Operator,
        Self::Administrator,
        Self::Manager,
        Self::Support,
        Self::ReadOnly,
        Self::AccountAdministrator,
        Self::Technical,
        Self::Billing,
        Self::StandardUser,
    ];

    /// On which side it stands.
    pub const fn side(self) -> Side {
        match self {
            Self::Operator => Side::Operator,
            Self::Administrator | Self::Manager | Self::Support | Self::ReadOnly => Side::Reseller,
            Self::AccountAdministrator | Self::Technical | Self::Billing | Self::StandardUser => Side::Customer,
        }
    }

    /// Whether it is the one that an account must never be without.
    pub const fn administrates(self) -> bool {
        matches!(self, Self::Administrator | Self::AccountAdministrator)
    }

    /// The name under which the database keeps it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Administrator => "administrator",
            Self::Manager => "manager",
            Self::Support => "support",
            Self::ReadOnly => "read_only",
            Self::AccountAdministrator => "account_administrator",
            Self::Technical => "technical",
            Self::Billing => "billing",
            Self::StandardUser => "standard_user",
        }
    }

    /// The role with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// What people call it.
    pub const fn name(self) -> Word {
        match self {
            Self::Operator => Word::RoleOperator,
            Self::Administrator => Word::RoleAdministrator,
            Self::Manager => Word::RoleManager,
            Self::Support => Word::RoleSupport,
            Self::ReadOnly => Word::RoleReadOnly,
            Self::AccountAdministrator => Word::RoleAccountAdministrator,
            Self::Technical => Word::RoleTechnical,
            Self::Billing => Word::RoleBilling,
            Self::StandardUser => Word::RoleStandardUser,
        }
    }
}

/// What can be done, as far as a role decides it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Action {
    /// See the reseller's customers.
    ReadCustomers,
    /// Walk the "Create New Customer" wizard, its drafts included (S0.1).
    CreateCustomers,
    /// Suspend, resume and close customers (`decisions.md`, "Life of a customer").
    EndCustomers,
    /// See one's own account, as one of a customer's people.
    ReadAccount,
    /// See who may act in the account, and in those of its customers.
    ReadUsers,
    /// Create, add, change and remove users (S0.23, S0.24).
    ManageUsers,
    /// See who changed what.
    ReadAudit,
    /// See a reseller's billing accounts. Support sees no money.
    ReadBilling,
    /// Make, change and delete them.
    ManageBilling,
    /// Send an invitation of a customer's again.
    ResendInvitations,
    /// See what became of mails, and send them again.
    ReadMail,
    /// Keep a customer's company up to date (S1.5).
    EditCompany,
    /// Decide over the payment provider, the tax and the terms.
    ManageSettings,
    /// Finish the sign-up of one's own account, and pay (S0.9-S0.14).
    FinishSignUp,
    /// See what one's own account paid and owes, and pay it.
    ReadPayments,
    /// Pay back what a customer paid.
    Refund,
    /// Announce something to customers' technical contacts (S1.7).
    Announce,
    /// The operator's console.
    Operate,
}

impl Action {
    /// Every action, in the order of the printed table.
    pub const ALL: [Self; 18] = [
        Self::ReadCustomers,
        Self::CreateCustomers,
        Self::EndCustomers,
        Self::ReadAccount,
        Self::ReadUsers,
        Self::ManageUsers,
        Self::ReadAudit,
        Self::ReadBilling,
        Self::ManageBilling,
        Self::ResendInvitations,
        Self::ReadMail,
        Self::EditCompany,
        Self::ManageSettings,
        Self::FinishSignUp,
        Self::ReadPayments,
        Self::Refund,
        Self::Announce,
        Self::Operate,
    ];

    /// Why a role may not, and who can.
    pub const fn refusal(self) -> Word {
        match self {
            Self::ReadCustomers => Word::OnlyStaff,
            Self::CreateCustomers => Word::OnlyAdministratorsCreate,
            Self::EndCustomers => Word::OnlyAdministratorsEnd,
            Self::ReadAccount => Word::OnlyCustomersPeople,
            Self::ReadUsers => Word::OnlyAdministratorsReadUsers,
            Self::ManageUsers => Word::OnlyAdministratorsManageUsers,
            Self::ReadAudit => Word::OnlyAdministratorsReadAudit,
            Self::ReadBilling => Word::OnlyStaffReadBilling,
            Self::ManageBilling => Word::OnlyAdministratorsManageBilling,
            Self::ResendInvitations => Word::OnlySomeResend,
            Self::ReadMail => Word::OnlySomeReadMail,
            Self::EditCompany => Word::OnlyAdministratorsEditCompany,
            Self::ManageSettings => Word::OnlyAdministratorsSettings,
            Self::FinishSignUp => Word::OnlyAdministratorsFinish,
            Self::ReadPayments => Word::OnlyPayersSee,
            Self::Refund => Word::OnlyAdministratorsRefund,
            Self::Announce => Word::OnlyAdministratorsAnnounce,
            Self::Operate => Word::OnlyOperators,
        }
    }
}

/// Whether a role may do a thing inside its own organisation.
pub const fn can(role: Role, action: Action) -> bool {
    match action {
        Action::ReadCustomers => matches!(role.side(), Side::Reseller),
        Action::CreateCustomers
        | Action::EndCustomers
        | Action::ManageBilling
        | Action::ManageSettings
        | Action::Refund
        | Action::Announce => {
            matches!(role, Role::Administrator)
        }
        Action::ReadAccount => matches!(role.side(), Side::Customer),
        Action::ReadUsers => matches!(role.side(), Side::Reseller) || matches!(role, Role::AccountAdministrator),
        Action::ManageUsers | Action::EditCompany => role.administrates(),
        Action::ReadAudit => role.administrates() || matches!(role, Role::Operator),
        Action::ReadBilling => matches!(role, Role::Administrator | Role::Manager | Role::ReadOnly),
        Action::ResendInvitations | Action::ReadMail => matches!(role, Role::Administrator | Role::Support),
        Action::FinishSignUp => matches!(role, Role::AccountAdministrator),
        Action::ReadPayments => matches!(role, Role::AccountAdministrator | Role::Billing),
        Action::Operate => matches!(role, Role::Operator),
    }
}
