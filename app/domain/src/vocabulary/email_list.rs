//! Many e-mail addresses in one field: pasted from anywhere, with commas, semicolons or on lines of their own.

use super::Email;
use crate::form::{Answer, Problem, Shape, Widget};

/// So many at once.
pub const MOST: usize = 50;

/// One to fifty e-mail addresses, each once, with the number under which it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailList(Vec<(usize, Email)>);

impl EmailList {
    /// The addresses, in lower case, each with the number under which it was typed.
    pub fn addresses(&self) -> impl Iterator<Item = (usize, String)> {
        self.0.iter().map(|(number, email)| (*number, email.as_str().to_lowercase()))
    }
}

/// What is meant as addresses. `Muster, Anna <anna@example.com>; "O'Neil, Bob" <bob@example.com>` are two with their names, as mail programs
/// copy them: where addresses stand in brackets, only what has an at sign can be another one.
fn meant(raw: &str) -> impl Iterator<Item = &str> {
    let named = raw.contains('<');
    let tokens = raw.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | '"'));
    // A word with a point in it may be an address without its sign: that is said, and not left out.
    let is_name = move |token: &str| named && !token.contains('@') && !token.trim_end_matches('.').contains('.');
    tokens.filter(move |token| !token.is_empty() && !is_name(token))
}

impl Answer for EmailList {
    const SHAPE: Shape = Shape::line(MOST * 300).widget(Widget::Lines).example("ada@example.com, grace@example.com");

    fn parse(raw: &str) -> Result<Self, Problem> {
        let mut found: Vec<(usize, Email)> = Vec::new();
        for (number, typed) in (1..).zip(meant(raw)) {
            let email = Email::parse(typed).map_err(|_| Problem::Entry(number))?;
            if typed.chars().count() > Email::SHAPE.max {
                return Err(Problem::Entry(number));
            }
            if !found.iter().any(|(_, known)| known.as_str().eq_ignore_ascii_case(email.as_str())) {
                found.push((number, email));
            }
        }
        match found.len() {
            0 => Err(Problem::Malformed),
            1..=MOST => Ok(Self(found)),
            _ => Err(Problem::TooManyRows(MOST)),
        }
    }

    fn show(&self) -> String {
        self.0.iter().map(|(_, email)| email.as_str()).collect::<Vec<_>>().join(", ")
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
            // Line breaks become blanks on the way.
            ("Ada <ada@example.com> Grace <grace@example.com>", Ok("ada@example.com, grace@example.com")),
            ("ada@example.com, ADA@example.com", Ok("ada@example.com")),
            ("ada@example.com, grace", Err(Problem::Entry(2))),
            ("Muster, Anna <anna@x.example>; \"O'Neil, Bob\" <bob@x.example>", Ok("anna@x.example, bob@x.example")),
            ("grace, Two <two@example.com>", Ok("two@example.com")),
            ("Dr. J. Two <two@example.com>", Ok("two@example.com")),
            ("ada.example.com, Two <two@example.com>", Err(Problem::Entry(1))),
            ("Ada <ada>", Err(Problem::Malformed)),
            ("ada@", Err(Problem::Entry(1))),
            (", ;", Err(Problem::Malformed)),
        ] {
            assert_eq!(EmailList::parse(raw).map(|list| list.show()), shown.map(str::to_owned), "{raw}");
        }
        let many = (0..51).map(|number| format!("a{number}@example.com")).collect::<Vec<_>>().join(" ");
        assert_eq!(EmailList::parse(&many), Err(Problem::TooManyRows(50)));
        let typed = EmailList::parse("a@x.example, A@x.example, b@x.example").unwrap();
        assert_eq!(typed.addresses().last(), Some((3, "b@x.example".to_owned())), "numbered as it was typed");
    }
}
