//! Step 4: plan and payment (S0.14, S0.21). Who is charged is said in a plain sentence (S0.17).

use crate::{
    form::{EditedBy, Field, FilledBy, Item, Step},
    vocabulary::Plan,
    words::Word,
};

/// What the customer gets.
pub static PLAN: Field<Plan> = Field::new("plan", Word::Plan).edited_by(EditedBy::Elsewhere).filled_by(FilledBy::Administrator);

/// The step.
pub static STEP: Step = Step::new("plan", Word::PlanTitle, &[Item::Question(&PLAN.question)]).intro(Word::PlanIntro);
