//! The name of a company, in any script.

use super::scripts::mixes_look_alikes;
use crate::form::{Answer, Problem, Shape};

/// A company's name: 1 to 128 characters (KAZOO `accounts.json`: `name`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanyName(String);

impl CompanyName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two names are compared by: NFKC, case and white space folded (`decisions.md`), so that names in any script are
    /// compared as themselves.
    #[cfg(feature = "data")]
    pub fn folded(&self) -> String {
        fold(&self.0)
    }
}

/// A name, or the beginning of one, as [`CompanyName::folded`] compares it.
#[cfg(feature = "data")]
pub fn fold(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;

    let normal: String = name.nfkc().collect();
    let folded: String = caseless::default_case_fold_str(&normal).nfkc().collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Answer for CompanyName {
    const SHAPE: Shape = Shape::line(128);
    const DOUBT: Option<fn(&str, &str) -> bool> = Some(|raw, _| mixes_look_alikes(raw));

    fn parse(raw: &str) -> Result<Self, Problem> {
        Ok(Self(raw.to_owned()))
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}

#[cfg(all(test, feature = "data"))]
mod tests {
    use super::fold;

    #[test]
    fn names_that_look_alike_fold_alike_and_names_in_other_scripts_stay_apart() {
        for (one, other) in [
            ("Kestrel Ltd", "KESTREL   LTD"),
            ("Straße GmbH", "STRASSE GMBH"),
            ("ﬁbre", "FIBRE"),
            ("Ｋｅｓｔｒｅｌ", "kestrel"),
            ("Σίσυφος", "ΣΊΣΥΦΟΣ"),
            ("Kestrel\u{a0}Ltd", "kestrel ltd"),
        ] {
            assert_eq!(fold(one), fold(other));
        }
        assert_ne!(fold("Ωμέγα"), fold("شركة"));
        assert_ne!(fold("中文公司"), fold("日本会社"));
    }
}
