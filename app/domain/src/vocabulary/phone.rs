//! A telephone number, as typed. Numbering plans come with the country's metadata; here only what cannot be one is refused.

use crate::form::{Answer, Problem, Shape, Widget, Width};

/// A telephone number: 5 to 15 digits (E.164 allows 15), any spacing, an extension after `x` or `ext`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone(String);

impl Phone {
    /// The number as it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Answer for Phone {
    const SHAPE: Shape = Shape::line(40).widget(Widget::Telephone).width(Width::Medium).example("+1 415 555 0132");
    const PERSONAL: bool = true;

    fn parse(raw: &str) -> Result<Self, Problem> {
        let lower = raw.to_lowercase();
        let (number, extension) = match lower.split_once('x') {
            Some((number, extension)) => {
                (number.trim_end().strip_suffix('e').unwrap_or(number), extension.trim_start_matches(['t', '.', ' ']))
            }
            None => (lower.as_str(), ""),
        };
        let digits = number.chars().filter(char::is_ascii_digit).count();
        let spacing = |c: char| c.is_whitespace() || "()-./+\u{2010}\u{2011}".contains(c);
        let stands = (5..=15).contains(&digits)
            && number.chars().all(|c| c.is_ascii_digit() || spacing(c))
            && number.trim_start().chars().skip(1).all(|c| c != '+')
            && extension.chars().all(|c| c.is_ascii_digit())
            && extension.len() <= 9;
        if stands { Ok(Self(raw.to_owned())) } else { Err(Problem::Malformed) }
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::Phone;
    use crate::form::Answer;

    #[test]
    fn any_spacing_and_an_extension_are_accepted() {
        for good in [
            "+1 415 555 0132",
            "(415) 555-0132",
            "0044 20.7946.0958",
            "+49 (0)30/123456",
            "415-555-0132 x12",
            "4155550132 ext. 4",
        ] {
            assert!(Phone::parse(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn what_cannot_be_dialled_is_refused() {
        for bad in ["call me", "1234", "+1 415 555 0132 0000 0000", "12+34567", "415 555 x abc", "💬12345"] {
            assert!(Phone::parse(bad).is_err(), "{bad}");
        }
    }
}
