//! Many e-mail addresses in one field: pasted from anywhere, with commas, semicolons or on lines of their own.

use super::Email;
use crate::form::{Answer, Problem, Shape, Widget};

/// So many at once.
pub const MOST: usize = 50;

/// One to fifty e-mail addresses, each once, in the order in which they were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailList(Vec<Email>);

impl EmailList {
    /// The addresses, in lower case.
    pub fn addresses(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|email| email.as_str().to_lowercase())
    }
}

impl Answer for EmailList {
    const SHAPE: Shape = Shape::line(MOST * 300).widget(Widget::Lines).example("ada@example.com, grace@example.com");

    fn parse(raw: &str) -> Result<Self, Problem> {
        let parts = raw.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).filter(|part| !part.is_empty());
        let mut found: Vec<Email> = Vec::new();
        let mut number = 0;
        for part in parts {
            let bare = part.trim_matches(['<', '>', '"']);
            // "Ada Lovelace <ada@example.com>", as mail programs copy it: the name is no address, and not meant as one.
            let name = !part.contains('@') && raw.contains('<');
            if name {
                continue;
            }
            number += 1;
            let email = Email::parse(bare).map_err(|_| Problem::Entry(number))?;
            if bare.chars().count() > Email::SHAPE.max {
                return Err(Problem::Entry(number));
            }
            if !found.iter().any(|known| known.as_str().eq_ignore_ascii_case(email.as_str())) {
                found.push(email);
            }
        }
        match found.len() {
            0 => Err(Problem::Malformed),
            1..=MOST => Ok(Self(found)),
            _ => Err(Problem::TooManyRows(MOST)),
        }
    }

    fn show(&self) -> String {
        self.0.iter().map(Email::as_str).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::EmailList;
    use crate::form::{Answer, Problem};

    #[test]
    fn lists_are_read_as_they_are_pasted() {
        for (raw, shown) in [
            ("ada@example.com", Ok("ada@example.com")),
            ("ada@example.com, grace@example.com", Ok("ada@example.com, grace@example.com")),
            ("ada@example.com;grace@example.com  x@y.example", Ok("ada@example.com, grace@example.com, x@y.example")),
            ("Ada Lovelace <ada@example.com>, \"Grace H\" <grace@example.com>", Ok("ada@example.com, grace@example.com")),
            ("ada@example.com, ADA@example.com", Ok("ada@example.com")),
            ("ada@example.com, grace", Err(Problem::Entry(2))),
            ("ada@", Err(Problem::Entry(1))),
            (", ;", Err(Problem::Malformed)),
        ] {
            assert_eq!(EmailList::parse(raw).map(|list| list.show()), shown.map(str::to_owned), "{raw}");
        }
        let many = (0..51).map(|number| format!("a{number}@example.com")).collect::<Vec<_>>().join(" ");
        assert_eq!(EmailList::parse(&many), Err(Problem::TooManyRows(50)));
    }
}
