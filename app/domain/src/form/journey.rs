//! A journey: a flow and the answers so far. What comes next is computed from them, never remembered.

use super::{Answers, Flow, Step};

/// A flow on its way.
#[derive(Clone, Copy, Debug)]
pub struct Journey<'a> {
    flow: &'static Flow,
    answers: &'a Answers,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Its answers are right.
    Done,
    /// It is the page one looks at.
    Current,
    /// It can be opened.
    Open,
    /// An earlier one comes first.
    Later,
}

impl<'a> Journey<'a> {
    /// The journey of these answers through this flow.
    pub const fn new(flow: &'static Flow, answers: &'a Answers) -> Self {
        Self { flow, answers }
    }

    /// The steps that the answers lead to.
    pub fn steps(&self) -> Vec<&'static Step> {
        self.flow.steps.iter().copied().filter(|step| step.when.holds(self.answers)).collect()
    }

    /// Whether a step's answers are right. A step that nobody has touched is not done, even if it could stay empty.
    pub fn is_done(&self, step: &Step) -> bool {
        let touched = step.questions().any(|q| self.answers.has(q.key)) || step.rows().any(|rows| self.answers.has(rows.key));
        touched && step.check(self.answers).is_empty()
    }

    /// Whether a step may be opened: it is part of the journey, and all before it are done.
    pub fn may_visit(&self, slug: &str) -> bool {
        for step in self.steps() {
            if step.slug == slug {
                return true;
            }
            if !self.is_done(step) {
                return false;
            }
        }
        false
    }

    /// Where Continue leads: the first step that is not done, else the check of all answers (`None`). So a change made from the
    /// check page leads back to it, unless it raised new questions.
    pub fn next(&self) -> Option<&'static Step> {
        self.steps().into_iter().find(|step| !self.is_done(step))
    }

    /// The step before; `None` on the first.
    pub fn previous(&self, slug: &str) -> Option<&'static Step> {
        let steps = self.steps();
        let at = steps.iter().position(|step| step.slug == slug)?;
        at.checked_sub(1).and_then(|at| steps.get(at)).copied()
    }

    /// How far each step is, seen from the page at `current`.
    pub fn progress(&self, current: &str) -> Vec<(&'static Step, Progress)> {
        let mut reachable = true;
        self.steps()
            .into_iter()
            .map(|step| {
                let done = self.is_done(step);
                let progress = match (step.slug == current, done, reachable) {
                    (true, _, _) => Progress::Current,
                    (_, true, _) => Progress::Done,
                    (_, _, true) => Progress::Open,
                    _ => Progress::Later,
                };
                reachable &= done;
                (step, progress)
            })
            .collect()
    }
}
