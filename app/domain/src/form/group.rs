//! Questions whose order depends on an answer: the parts of an address, which each country writes in its own order.

use super::{Answers, Question};

/// A group of questions that is laid out anew when one answer changes.
#[derive(Debug)]
pub struct Group {
    /// The question whose answer decides. It stands above the group, and is no part of it.
    pub by: &'static Question,
    /// Every question that the group may ask.
    pub questions: &'static [&'static Question],
    /// What is asked, in order.
    pub order: fn(&Answers) -> Vec<&'static Question>,
    /// Where the browser finds what the group must know about that answer, if it does not know it yet.
    pub source: fn(&Answers) -> Option<String>,
    /// What is found there; `None` where there is nothing to know.
    pub facts: fn(&Answers) -> Option<Vec<u8>>,
    /// Takes in what was found there; says whether it could be read.
    pub learn: fn(&[u8]) -> bool,
}
