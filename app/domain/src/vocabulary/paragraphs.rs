//! Text of several lines in any script, of which only the length is bounded.

use crate::form::{Answer, Problem, Shape, Widget};

/// Lines of together at most `MAX` characters, without blanks at their ends and without more than one empty line in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraphs<const MAX: usize>(String);

impl<const MAX: usize> Paragraphs<MAX> {
    /// The text, its lines apart by `\n`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The paragraphs: what stands between empty lines.
    pub fn each(&self) -> impl Iterator<Item = &str> {
        self.0.split("\n\n")
    }
}

impl<const MAX: usize> Answer for Paragraphs<MAX> {
    const SHAPE: Shape = Shape::line(MAX).widget(Widget::Lines);

    fn parse(raw: &str) -> Result<Self, Problem> {
        let mut kept = String::with_capacity(raw.len());
        let mut empty = 0;
        for line in raw.lines().map(str::trim_end) {
            empty = if line.is_empty() { empty + 1 } else { 0 };
            if empty < 2 {
                kept.push_str(line);
                kept.push('\n');
            }
        }
        let kept = kept.trim();
        if kept.is_empty() { Err(Problem::Missing) } else { Ok(Self(kept.to_owned())) }
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::Paragraphs;
    use crate::form::Answer;

    #[test]
    fn paragraphs_are_what_stands_between_empty_lines() {
        let text = Paragraphs::<100>::parse("One  \r\nstill one\r\n\r\n\r\n\r\nTwo\n").unwrap();
        assert_eq!(text.each().collect::<Vec<_>>(), ["One\nstill one", "Two"]);
        assert_eq!(Paragraphs::<100>::parse(&text.show()), Ok(text));
    }
}
