//! The one enum of all words, put together from the tables beside this file.

use serde::{Deserialize, Serialize};

use super::{customers::customers, door::door, me::me, operator::operator, people::people, problems::problems, shell::shell};

#[cfg(feature = "data")]
use super::{Language, pseudo};

// A word that is missing in one language does not compile.
macro_rules! words {
    (; $($name:ident = $english:literal | $german:literal;)*) => {
        /// A word or a sentence.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        // By number: names would put every word into the WASM twice more.
        #[serde(into = "u16", try_from = "u16")]
        pub enum Word { $(#[doc = $english] $name,)* }

        impl Word {
            /// Every word.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word in a language.
            #[cfg(feature = "data")]
            pub fn text(self, language: Language) -> &'static str {
                match language {
                    Language::English => self.english(),
                    Language::German => match self { $(Self::$name => $german,)* },
                    Language::Accented => pseudo::accented(self),
                    Language::Mirrored => pseudo::mirrored(self),
                }
            }

            /// The word in English, from which the others are made.
            #[cfg(feature = "data")]
            pub(super) const fn english(self) -> &'static str {
                match self { $(Self::$name => $english,)* }
            }
        }
    };
}

impl From<Word> for u16 {
    fn from(word: Word) -> Self {
        word as Self
    }
}

impl TryFrom<u16> for Word {
    type Error = &'static str;

    fn try_from(number: u16) -> Result<Self, Self::Error> {
        Self::ALL.get(usize::from(number)).copied().ok_or("no word has this number")
    }
}

// Each table hands what is before it, and its own words, to the next.
shell! { people operator me door customers problems words; }
