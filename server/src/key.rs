//! The key under which secrets are stored: a file that only the server's account may read, made at the first start. Every server over one
//! database needs the same; who loses it must have second factors set up anew.

use std::{fmt::Write as _, fs, io, path::Path};

use backend::{Key, Random};

/// Reads the key, or makes one where there is none.
///
/// # Errors
/// A sentence that names the file and the cure.
pub fn read(path: &Path, random: &Random) -> Result<Key, String> {
    let said = |error: io::Error| format!("--key-file {}: {error}", path.display());
    match fs::read_to_string(path) {
        Ok(text) => parse(text.trim())
            .map(Key::new)
            .ok_or_else(|| format!("--key-file {} is no key: it must be 64 hexadecimal digits", path.display())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let mut bytes = [0; 32];
            random(&mut bytes);
            let text = bytes.iter().fold(String::new(), |mut text, byte| {
                // Memory takes every digit.
                let _ = write!(text, "{byte:02x}");
                text
            });
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).map_err(said)?;
            }
            match crate::postgres::write_private(path, &text) {
                // Another server made one in the same moment.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => read(path, random),
                made => made.map(|()| Key::new(bytes)).map_err(said),
            }
        }
        Err(error) => Err(said(error)),
    }
}

fn parse(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(&text[at..at + 2], 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_key_is_sixty_four_digits() {
        assert_eq!(parse(&"0f".repeat(32)), Some([15; 32]));
        for wrong in ["", "0f", &"0g".repeat(32), &"é".repeat(32), &"0f".repeat(33)] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
