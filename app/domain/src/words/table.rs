//! The one enum of all words, put together from the tables beside this file.

use serde::{Deserialize, Serialize};

use super::{
    credit::credit, customers::customers, details::details, door::door, jobs::jobs, life::life, me::me, network::network,
    notices::notices, operator::operator, payments::payments, people::people, problems::problems, shell::shell,
};

#[cfg(feature = "data")]
use super::{Language, pseudo};

// A word that is missing in one language does not compile.
macro_rules! words {
    (; $($name:ident = $english:literal | $german:literal;)*) => {
        // Counts them.
        enum Count { $($name,)* }

        /// A word or a sentence, by its number: as an enum, turning a number into a word would need a table of all in the WASM.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(into = "u16", try_from = "u16")]
        pub struct Word(u16);

        #[expect(non_upper_case_globals, reason = "they read as what they are: the variants of one type")]
        impl Word {
            $(#[doc = $english] pub const $name: Self = Self(Count::$name as u16);)*
        }

        /// How many there are.
        const COUNT: usize = [$(Count::$name),*].len();

        #[cfg(feature = "data")]
        impl Word {
            /// The word in a language.
            pub fn text(self, language: Language) -> &'static str {
                const GERMAN: [&str; COUNT] = [$($german,)*];
                match language {
                    Language::English => self.english(),
                    Language::German => GERMAN[usize::from(self.0)],
                    Language::Accented => pseudo::accented(self),
                    Language::Mirrored => pseudo::mirrored(self),
                }
            }

            /// The word in English, from which the others are made.
            pub(super) fn english(self) -> &'static str {
                const ENGLISH: [&str; COUNT] = [$($english,)*];
                ENGLISH[usize::from(self.0)]
            }

            /// Every word.
            pub fn all() -> impl Iterator<Item = Self> {
                (0..).take(COUNT).map(Self)
            }
        }
    };
}

impl From<Word> for u16 {
    fn from(word: Word) -> Self {
        word.0
    }
}

impl TryFrom<u16> for Word {
    type Error = &'static str;

    fn try_from(number: u16) -> Result<Self, Self::Error> {
        if usize::from(number) < COUNT { Ok(Self(number)) } else { Err("no word has this number") }
    }
}

// Each table hands what is before it, and its own words, to the next.
shell! { people network payments credit life notices operator jobs me door customers details problems words; }
