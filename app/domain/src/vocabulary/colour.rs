//! A colour, as six hexadecimal digits.

use crate::form::{Answer, Problem, Shape, Width};

/// A colour of the screen (sRGB).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    /// How much lighter white is than it, from 1 for white to 21 for black (WCAG 2.2, "contrast ratio").
    pub fn contrast_with_white(self) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let luminance =
            0.0722f64.mul_add(channel(self.blue), 0.2126f64.mul_add(channel(self.red), 0.7152 * channel(self.green)));
        1.05 / (luminance + 0.05)
    }
}

impl Answer for Colour {
    const SHAPE: Shape = Shape::line(7).width(Width::Short).example("#2f4bd8");
    #[cfg(feature = "data")]
    const PATTERN: &'static str = r"^#?[0-9A-Fa-f]{6}$";

    fn parse(raw: &str) -> Result<Self, Problem> {
        let digits = raw.strip_prefix('#').unwrap_or(raw);
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Problem::Malformed);
        }
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| Problem::Malformed);
        Ok(Self { red: part(0)?, green: part(2)?, blue: part(4)? })
    }

    fn show(&self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::Colour;
    use crate::form::{Answer, Problem};

    #[test]
    fn a_colour_is_six_digits_with_or_without_their_sign() {
        for (raw, shown) in [("#2F4BD8", "#2f4bd8"), ("2f4bd8", "#2f4bd8"), ("000000", "#000000")] {
            assert_eq!(Colour::parse(raw).map(|colour| colour.show()), Ok(shown.to_owned()), "{raw}");
        }
        for bad in ["", "#fff", "#2f4bd", "#2f4bd8f", "red", "#gggggg", "é12345", "##12345"] {
            assert_eq!(Colour::parse(bad), Err(Problem::Malformed), "{bad}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let contrast = |raw: &str| Colour::parse(raw).unwrap().contrast_with_white();
        assert!((contrast("#000000") - 21.0).abs() < 0.01 && (contrast("#ffffff") - 1.0).abs() < 0.01);
        // The lightest grey on which white text is legible, and the one after it.
        assert!(contrast("#767676") >= 4.5 && contrast("#777777") < 4.5);
    }
}
