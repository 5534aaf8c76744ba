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
}

impl Role {
    /// Every role, in the order of the printed table.
    pub const ALL: [Self; 6] =
        [Self::Operator, Self::Administrator, Self::Manager, Self::Support, Self::ReadOnly, Self::AccountAdministrator];

    /// The name under which the database keeps it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Administrator => "administrator",
            Self::Manager => "manager",
            Self::Support => "support",
            Self::ReadOnly => "read_only",
            Self::AccountAdministrator => "account_administrator",
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
        }
    }
}

/// What can be done, as far as a role decides it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// See the reseller's customers.
    ReadCustomers,
    /// Walk the "Create New Customer" wizard, its drafts included (S0.1).
    CreateCustomers,
}

impl Action {
    /// Every action, in the order of the printed table.
    pub const ALL: [Self; 2] = [Self::ReadCustomers, Self::CreateCustomers];
}

/// Whether a role may do a thing inside its own organisation.
pub const fn can(role: Role, action: Action) -> bool {
    match action {
        Action::ReadCustomers => {
            matches!(role, Role::Administrator | Role::Manager | Role::Support | Role::ReadOnly)
        }
        Action::CreateCustomers => matches!(role, Role::Administrator),
    }
}
