//! Currency, language and time zone: codes of which only the server has the list.

use crate::form::{Answer, Choices, Problem, Shape, Widget};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident, $list:literal, $pattern:literal, $stands:expr;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq)]
            pub struct $name(String);

            impl $name {
                /// The name of the server's list.
                pub const LIST: &'static str = $list;

                /// The code.
                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl Answer for $name {
                const SHAPE: Shape = Shape::choice(Widget::Select(Choices::Server(Self::LIST))).preset();
                #[cfg(feature = "data")]
                const PATTERN: &'static str = $pattern;

                fn parse(raw: &str) -> Result<Self, Problem> {
                    let stands: fn(&str) -> bool = $stands;
                    if stands(raw) { Ok(Self(raw.to_owned())) } else { Err(Problem::NotAChoice) }
                }

                fn show(&self) -> String {
                    self.0.clone()
                }
            }
        )*
    };
}

codes! {
    /// A country, by its ISO 3166-1 alpha-2 code.
    Country, "countries", "^[A-Z]{2}$", |code| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
    /// A currency, by its ISO 4217 code.
    Currency, "currencies", "^[A-Z]{3}$", |code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
    /// A language, by its ISO 639-1 or, where it has none, ISO 639-3 code.
    Tongue, "languages", "^[a-z]{2,3}$", |code| matches!(code.len(), 2 | 3) && code.bytes().all(|b| b.is_ascii_lowercase());
    /// A time zone, by its name in the IANA database.
    TimeZone, "time_zones", "^[A-Za-z0-9/_+-]+$", |name| name.bytes().all(|b| b.is_ascii_alphanumeric() || b"/_+-".contains(&b));
}
