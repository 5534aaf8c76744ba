//! The name of a company, in any script.

use super::scripts::mixes_look_alikes;
use crate::form::{Answer, Problem, Shape};

/// A company's name: 1 to 160 characters, as many as the longest that a register takes (Companies House). A switch may take fewer.
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

/// A name, or the beginning of one, as [`CompanyName::folded`] compares it. What has no picture makes no other name of it.
#[cfg(feature = "data")]
pub fn fold(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;

    let seen = |c: &char| {
        !matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
                | '\u{e0000}'..='\u{e0fff}'
        )
    };
    let normal: String = name.nfkc().filter(seen).collect();
    let folded: String = caseless::default_case_fold_str(&normal).nfkc().collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Answer for CompanyName {
    const SHAPE: Shape = Shape::line(160);
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
            ("Kes\u{200d}trel\u{200e} \u{fe0f}Ltd", "Kestrel Ltd"),
        ] {
            assert_eq!(fold(one), fold(other));
        }
        assert_ne!(fold("Ωμέγα"), fold("شركة"));
        assert_ne!(fold("中文公司"), fold("日本会社"));
    }
}
