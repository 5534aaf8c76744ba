//! A stream under a passphrase, for backups: frames of XChaCha20-Poly1305 under a key that Argon2id makes of the passphrase. A frame knows its
//! place and whether it is the last one, so nothing can be left out, moved or cut off unseen.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::{Error, Random};

/// How such a file begins.
const MAGIC: &[u8; 16] = b"portico-backup-1";
/// How much of the stream is in a frame, in bytes.
const FRAME: usize = 1024 * 1024;
const SALT: usize = 16;
/// The random part of each frame's nonce; the rest is its number.
const PREFIX: usize = 16;

fn failed(error: &std::io::Error) -> Error {
    Error::Refused(format!("the backup cannot be read or written: {error}"))
}

/// 64 MiB, three passes: guessing a passphrase must cost more than signing in.
fn cipher(passphrase: &str, salt: &[u8]) -> Result<XChaCha20Poly1305, Error> {
    let said = |error: argon2::Error| Error::Hashing(error.to_string());
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(64 * 1024, 3, 1, Some(32)).map_err(said)?);
    let mut key = [0; 32];
    argon2.hash_password_into(passphrase.as_bytes(), salt, &mut key).map_err(said)?;
    Ok(XChaCha20Poly1305::new(&key.into()))
}

fn nonce(prefix: [u8; PREFIX], number: u64) -> XNonce {
    let mut nonce = [0; 24];
    nonce[..PREFIX].copy_from_slice(&prefix);
    nonce[PREFIX..].copy_from_slice(&number.to_le_bytes());
    XNonce::from(nonce)
}

/// What is bound to a frame beside its text.
const fn bound(is_last: bool) -> &'static [u8] {
    if is_last { b"last" } else { b"more" }
}

/// Fills a frame; says how much of it is filled, less than all of it only at the end.
async fn fill(from: &mut (impl AsyncRead + Unpin), frame: &mut [u8]) -> Result<usize, Error> {
    let mut filled = 0;
    while filled < frame.len() {
        match from.read(&mut frame[filled..]).await.map_err(|error| failed(&error))? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

/// Seals everything that is read.
///
/// # Errors
/// If reading or writing fails.
pub async fn seal(
    from: &mut (impl AsyncRead + Unpin),
    to: &mut (impl AsyncWrite + Unpin),
    passphrase: &str,
    random: &Random,
) -> Result<(), Error> {
    let mut head = [0; SALT + PREFIX];
    random(&mut head);
    let (salt, prefix) = head.split_at(SALT);
    let cipher = cipher(passphrase, salt)?;
    let mut fixed = [0; PREFIX];
    fixed.copy_from_slice(prefix);
    to.write_all(&[MAGIC.as_slice(), &head].concat()).await.map_err(|error| failed(&error))?;
    let mut frame = vec![0; FRAME];
    for number in 0.. {
        let filled = fill(from, &mut frame).await?;
        let is_last = filled < FRAME;
        let payload = Payload { msg: &frame[..filled], aad: bound(is_last) };
        let sealed = cipher.encrypt(&nonce(fixed, number), payload).map_err(|_| Error::Sealed)?;
        to.write_all(&sealed).await.map_err(|error| failed(&error))?;
        if is_last {
            break;
        }
    }
    to.flush().await.map_err(|error| failed(&error))
}

/// Opens what [`seal`] made.
///
/// # Errors
/// [`Error::Refused`] if it is no backup, the passphrase is another one, or it was cut off or changed. What was written by then must not be
/// believed.
pub async fn open(
    from: &mut (impl AsyncRead + Unpin),
    to: &mut (impl AsyncWrite + Unpin),
    passphrase: &str,
) -> Result<(), Error> {
    let mut head = [0; MAGIC.len() + SALT + PREFIX];
    let filled = fill(from, &mut head).await?;
    if filled < head.len() || !head.starts_with(MAGIC) {
        return Err(Error::Refused("the file is not a backup that portico made".to_owned()));
    }
    let cipher = cipher(passphrase, &head[MAGIC.len()..MAGIC.len() + SALT])?;
    let mut prefix = [0; PREFIX];
    prefix.copy_from_slice(&head[MAGIC.len() + SALT..]);
    // Poly1305's tag is behind each frame.
    let mut frame = vec![0; FRAME + 16];
    for number in 0.. {
        let filled = fill(from, &mut frame).await?;
        let is_last = filled < frame.len();
        let payload = Payload { msg: &frame[..filled], aad: bound(is_last) };
        let text = cipher.decrypt(&nonce(prefix, number), payload).map_err(|_| {
            let why = if number == 0 { "the passphrase is another one" } else { "it was cut off or changed" };
            Error::Refused(format!("the backup cannot be opened: {why}"))
        })?;
        to.write_all(&text).await.map_err(|error| failed(&error))?;
        if is_last {
            break;
        }
    }
    to.flush().await.map_err(|error| failed(&error))
}

#[cfg(test)]
mod tests {
    use super::{FRAME, open, seal};

    async fn sealed(text: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        seal(&mut &*text, &mut out, "a long passphrase", &crate::system_random()).await.unwrap();
        out
    }

    async fn opened(sealed: &[u8], passphrase: &str) -> Result<Vec<u8>, String> {
        let mut out = Vec::new();
        open(&mut &*sealed, &mut out, passphrase).await.map(|()| out).map_err(|error| error.to_string())
    }

    #[tokio::test]
    async fn what_is_sealed_is_opened_whole_or_not_at_all() {
        for length in [0, 1, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME] {
            let text: Vec<u8> = (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect();
            let file = sealed(&text).await;
            assert!(opened(&file, "a long passphrase").await.unwrap() == text, "{length}");
            for cut in [file.len() - 1, file.len().saturating_sub(FRAME + 16), 40] {
                if cut < file.len() {
                    assert!(opened(&file[..cut], "a long passphrase").await.is_err(), "{length} cut at {cut}");
                }
            }
            let mut changed = file.clone();
            *changed.last_mut().unwrap() ^= 1;
            assert!(opened(&changed, "a long passphrase").await.is_err());
        }
        let file = sealed(b"something").await;
        assert!(opened(&file, "another one").await.unwrap_err().contains("passphrase"));
        assert!(
            opened(b"PK\x03\x04 something else that is long enough to be a head", "x")
                .await
                .unwrap_err()
                .contains("not a backup")
        );
    }
}
