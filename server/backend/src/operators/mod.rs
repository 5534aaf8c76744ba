//! What the operator does: makes, changes, suspends and resumes resellers, keeps their plans, and acts for them.

mod acting;
mod first;
mod jobs;
mod plans;
mod resellers;

pub use acting::{act, stop};
pub use first::{become_first, first_waits, invite_first};
pub use jobs::{JobChange, change_job, jobs};
pub use plans::{find_plan, save_plan};
pub use resellers::{Changed, change, create, find, list, lists, suspend};

use domain::ids::ResellerId;

use crate::{Actor, Error, Scope};
use domain::access::Action;

/// What an operator may do with every reseller. Only [`of`] makes one.
#[derive(Clone, Copy, Debug)]
pub struct Console {
    pub(crate) scope: Scope,
}

/// The console of an actor, if they are an operator, who acts for nobody just now.
///
/// # Errors
/// [`Error::Forbidden`] for everybody else.
pub fn of(actor: &Actor) -> Result<Console, Error> {
    if !domain::access::can(actor.role, Action::Operate) {
        return Err(Error::Forbidden(Action::Operate));
    }
    let scope = Scope {
        reseller: Scope::NO_RESELLER,
        customer: None,
        person: actor.person,
        locale: actor.locale,
        acting: false,
        from: actor.from,
    };
    Ok(Console { scope })
}

impl Console {
    /// The same for one reseller: what is noted of it stands in that reseller's audit.
    fn at(self, reseller: ResellerId) -> Scope {
        Scope { reseller, ..self.scope }
    }
}
