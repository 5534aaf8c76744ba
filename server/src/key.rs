//! The key under which secrets are stored: a file that only the server's account may read, made at the first start. Every server over one
//! database needs the same; a database whose secrets were stored under a key is served under no other.

use std::{fs, io, path::Path};

use backend::{Key, Random};

/// Reads the key, or, for a database that has stored no secret yet, makes one where there is none.
///
/// # Errors
/// A sentence that names the file and the cure.
pub fn read(path: &Path, random: &Random, may_make: bool) -> Result<Key, String> {
    let said = |error: io::Error| format!("--key-file {}: {error}", path.display());
    match fs::read_to_string(path) {
        Ok(text) => parse(text.trim())
            .map(Key::new)
            .ok_or_else(|| format!("--key-file {} is no key: it must be 64 hexadecimal digits", path.display())),
        Err(error) if error.kind() == io::ErrorKind::NotFound && !may_make => Err(format!(
            "--key-file {}: the file is missing, and this database has secrets that were stored under it: restore it from the backup. \
             Where it is lost for good, second factors and payment providers cannot be used any more",
            path.display()
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let mut bytes = [0; 32];
            random(&mut bytes);
            let text = hex::encode(bytes);
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).map_err(said)?;
            }
            match crate::postgres::write_private(path, &text) {
                // Another server made one in the same moment.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => read(path, random, may_make),
                made => made.map(|()| Key::new(bytes)).map_err(said),
            }
        }
        Err(error) => Err(said(error)),
    }
}

fn parse(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(text, &mut bytes).ok()?;
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
