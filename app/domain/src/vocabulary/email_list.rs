//! Many e-mail addresses in one field: pasted from anywhere, with commas, semicolons or on lines of their own.

use super::{Email, PersonName};
use crate::form::{Answer, Problem, Shape, Widget};

/// So many at once.
pub const MOST: usize = 50;

/// Somebody on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The number under which they were typed.
    pub number: usize,
    /// What they are called, where the list says so.
    pub name: Option<String>,
    email: Email,
}

impl Listed {
    /// The address, in lower case.
    pub fn address(&self) -> String {
        self.email.as_str().to_lowercase()
    }
}

/// One to fifty e-mail addresses, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailList(Vec<Listed>);

impl EmailList {
    /// Everybody on it, in order.
    pub fn people(&self) -> &[Listed] {
        &self.0
    }
}

/// What separates addresses, and what is written around names.
const MARKS: [char; 4] = [',', ';', '"', '\''];

/// What is meant as addresses, with their names. `Muster, Anna <anna@example.com>; "O'Neil, Bob" <bob@example.com>` are two, as mail
/// programs copy them: where addresses stand in brackets, only what has an at sign can be another one.
fn meant(raw: &str) -> Vec<(Option<String>, &str)> {
    let mut out = Vec::new();
    let mut parts = raw.split('<');
    let mut between = parts.next().unwrap_or_default();
    let is_named = raw.contains('<');
    // A word with a point in it may be an address without its sign: that is said, and not left out.
    let is_address = |word: &str| !is_named || word.contains('@') || word.trim_end_matches('.').contains('.');
    let words = |text| -> Vec<&str> {
        let words = str::split(text, |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '>'));
        words.filter(|word| !word.is_empty()).collect()
    };
    let alone = |text| words(text).into_iter().filter(|word| is_address(word)).collect::<Vec<_>>();
    for part in parts {
        let alone = alone(between);
        let name = alone.last().map_or(between, |last| between.rsplit(last).next().unwrap_or_default());
        out.extend(alone.iter().map(|word| (None, *word)));
        let (address, rest) = part.split_once('>').unwrap_or((part, ""));
        let mut address = words(address).into_iter().filter(|word| word.contains('@') || is_address(word));
        out.extend(address.next().map(|address| (called(name), address)));
        out.extend(address.map(|address| (None, address)));
        between = rest;
    }
    out.extend(alone(between).into_iter().map(|word| (None, word)));
    out
}

/// A name as people say it: `Muster, Anna` is how programs sort it.
fn called(text: &str) -> Option<String> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || MARKS.contains(&c));
    let is_name = |part: &str| part.trim().chars().next().is_some_and(|first| first.is_alphabetic() && !first.is_lowercase());
    let name = match text.split_once(',') {
        // A company's form, such as in `Acme, Inc.`.
        Some((_, form)) if form.trim_end().ends_with('.') => text.to_owned(),
        Some((family, given)) if is_name(family) && is_name(given) && !given.contains(',') => {
            format!("{} {}", given.trim(), family.trim())
        }
        // Perhaps an address without its sign.
        Some(_) => return None,
        None => text.to_owned(),
    };
    PersonName::parse(&name).ok().filter(|_| !name.is_empty() && name.chars().count() <= PersonName::SHAPE.max).map(|_| name)
}

impl Answer for EmailList {
    const SHAPE: Shape = Shape::line(MOST * 300).widget(Widget::Lines).example("ada@example.com, grace@example.com");

    fn parse(raw: &str) -> Result<Self, Problem> {
        let mut found: Vec<Listed> = Vec::new();
        for (number, (name, typed)) in (1..).zip(meant(raw)) {
            let email = Email::parse(typed).map_err(|_| Problem::Entry(number))?;
            if typed.chars().count() > Email::SHAPE.max {
                return Err(Problem::Entry(number));
            }
            let listed = Listed { number, name, email };
            if !found.iter().any(|known| known.address() == listed.address()) {
                found.push(listed);
            }
        }
        match found.len() {
            0 => Err(Problem::Malformed),
            1..=MOST => Ok(Self(found)),
            _ => Err(Problem::TooManyRows(MOST)),
        }
    }

    fn show(&self) -> String {
        let one = |listed: &Listed| match &listed.name {
            Some(name) => format!("{name} <{}>", listed.email.as_str()),
            None => listed.email.as_str().to_owned(),
        };
        self.0.iter().map(one).collect::<Vec<_>>().join(", ")
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
            (
                "Ada Lovelace <ada@example.com>, \"Grace H\" <grace@example.com>",
                Ok("Ada Lovelace <ada@example.com>, Grace H <grace@example.com>"),
            ),
            // Line breaks become blanks on the way.
            ("Ada <ada@example.com> Grace <grace@example.com>", Ok("Ada <ada@example.com>, Grace <grace@example.com>")),
            ("ada@example.com, ADA@example.com", Ok("ada@example.com")),
            ("ada@example.com, grace", Err(Problem::Entry(2))),
            (
                "Muster, Anna <anna@x.example>; \"O'Neil, Bob\" <bob@x.example>",
                Ok("Anna Muster <anna@x.example>, Bob O'Neil <bob@x.example>"),
            ),
            (
                "one@example.com, Two <two@example.com>; three@example.com",
                Ok("one@example.com, Two <two@example.com>, three@example.com"),
            ),
            ("grace, Two <two@example.com>", Ok("two@example.com")),
            ("Acme, Inc. <info@example.com>", Ok("Acme, Inc. <info@example.com>")),
            ("<ada@example.com>; <grace@example.com>", Ok("ada@example.com, grace@example.com")),
            ("Dr. J. Two <two@example.com>", Ok("Dr. J. Two <two@example.com>")),
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
        let last = typed.people().last().map(|listed| (listed.number, listed.address()));
        assert_eq!(last, Some((3, "b@x.example".to_owned())), "numbered as it was typed");
    }
}
