//! Secrets: what is shown to a holder once, and passwords as Argon2id.

use std::cell::RefCell;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version, password_hash};

use crate::problem::Problem;
use crate::world::World;

/// Shortest password taken, in characters.
pub const SHORTEST_PASSWORD: usize = 12;

/// A secret of 256 random bits in letters, digits, `-` and `_` (RFC 4648, base64url), after a
/// prefix by which scanners for leaked secrets can know it.
pub fn new_secret(world: &World, prefix: &str) -> Result<String, Problem> {
    let bytes = world.chance::<32>().map_err(|error| Problem::broken(&error))?;
    Ok(format!("{prefix}{}", base64url(&bytes)))
}

/// Bytes as letters, digits, `-` and `_` (RFC 4648, base64url without padding).
pub fn base64url(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let mut group = [0_u8; 3];
        for (into, from) in group.iter_mut().zip(chunk) {
            *into = *from;
        }
        let [first, second, third] = group.map(u32::from);
        let bits = (first << 16) | (second << 8) | third;
        for place in 0..=chunk.len() {
            let six = (bits >> (18 - 6 * place)) & 63;
            let letter = usize::try_from(six).ok().and_then(|at| LETTERS.get(at));
            text.extend(letter.map(|letter| char::from(*letter)));
        }
    }
    text
}

/// The bytes of a text in base64 (RFC 4648, section 4), with its padding; `None` where it is none.
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => Some(u32::from(letter - b'A')),
        b'a'..=b'z' => Some(u32::from(letter - b'a') + 26),
        b'0'..=b'9' => Some(u32::from(letter - b'0') + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let bare = text.trim_end_matches('=');
    if !text.len().is_multiple_of(4) || 2 < text.len() - bare.len() {
        return None;
    }
    let mut bytes = Vec::new();
    for letters in bare.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for letter in letters {
            bits = (bits << 6) | value(*letter)?;
        }
        bits <<= 6 * (4 - letters.len());
        let [_, three @ ..] = bits.to_be_bytes();
        bytes.extend(three.iter().take(letters.len() * 3 / 4));
    }
    Some(bytes)
}

/// The bytes of a text in base64url without padding; `None` where it is none.
pub fn from_base64url(text: &str) -> Option<Vec<u8>> {
    if text.contains(['+', '/', '=']) {
        return None;
    }
    let padding = match text.len() % 4 {
        0 => "",
        2 => "==",
        3 => "=",
        _ => return None,
    };
    from_base64(&(text.replace('-', "+").replace('_', "/") + padding))
}

/// Bytes in base64 with its padding (RFC 4648, section 4).
pub fn base64(bytes: &[u8]) -> String {
    let mut text = base64url(bytes).replace('-', "+").replace('_', "/");
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

/// The PHC text of a password under Argon2id (RFC 9106) with a fresh salt.
pub fn hash_password(world: &World, password: &str) -> Result<String, Problem> {
    let salt = world.chance::<16>().map_err(|error| Problem::broken(&error))?;
    let hashed = phc(password, &salt).map_err(|error| Problem::broken(&error))?;
    Ok(hashed.to_string())
}

fn phc(password: &str, salt: &[u8]) -> password_hash::Result<PasswordHash> {
    let params = Params::default();
    Ok(PasswordHash {
        algorithm: Algorithm::default().ident(),
        version: Some(Version::default().into()),
        params: ParamsString::try_from(&params)?,
        salt: Some(Salt::new(salt)?),
        hash: Some(output(&Argon2::from(params), password, salt)?),
    })
}

/// The hash that would be kept of a password had it been set as another was.
fn same_way(kept: &PasswordHash, password: &str) -> password_hash::Result<Output> {
    let salt = kept.salt.as_ref().ok_or(password_hash::Error::SaltInvalid)?;
    let algorithm = Algorithm::try_from(kept.algorithm.as_str())?;
    let version = kept.version.map(Version::try_from).transpose()?.unwrap_or_default();
    output(&Argon2::new(algorithm, version, Params::try_from(kept)?), password, salt)
}

thread_local! {
    /// What a run fills, 19 MiB, kept for the next on the same thread.
    ///
    /// WHY: given back, it was never used again by the allocator, which took as much anew for each
    /// run. Few threads hash.
    static MEMORY: RefCell<Vec<Block>> = const { RefCell::new(Vec::new()) };
}

fn output(argon2: &Argon2<'_>, password: &str, salt: &[u8]) -> password_hash::Result<Output> {
    let params = argon2.params();
    let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
    let mut buffer = [0_u8; Output::MAX_LENGTH];
    let out = buffer.get_mut(..length).ok_or(password_hash::Error::OutputSize)?;
    MEMORY.with_borrow_mut(|memory| {
        if memory.len() < params.block_count() {
            memory.resize(params.block_count(), Block::default());
        }
        argon2.hash_password_into_with_memory(password.as_bytes(), salt, out, memory)
    })?;
    Ok(Output::new(out)?)
}

/// Whether a password is the one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Password {
    /// It is.
    Right,
    /// It is not.
    Wrong,
}

/// Holds a password against what is kept. With nothing kept it takes as long and says no, so that
/// nobody learns from the time which logins there are.
pub fn check_password(kept: Option<&str>, password: &str) -> Password {
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$\
                          AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let held = PasswordHash::new(kept.unwrap_or(NOBODY));
    // Outputs compare in constant time.
    let right = held
        .is_ok_and(|held| same_way(&held, password).is_ok_and(|output| held.hash == Some(output)));
    if right && kept.is_some() { Password::Right } else { Password::Wrong }
}

#[cfg(test)]
mod tests {
    use argon2::{PasswordHasher as _, PasswordVerifier as _};

    use super::*;

    #[test]
    fn base64url_is_that_of_the_rfc() {
        // RFC 4648, section 10, without padding.
        let vectors = [
            ("f", "Zg"),
            ("fo", "Zm8"),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg"),
            ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ];
        for (plain, text) in vectors {
            assert_eq!(base64url(plain.as_bytes()), text);
        }
        assert_eq!(base64url(&[0xFB, 0xFF]), "-_8");
        let vectors =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (plain, text) in vectors {
            assert_eq!(from_base64(text).as_deref(), Some(plain.as_bytes()), "{text}");
        }
        assert!(
            ["Zg", "Zg=", "Z===", "Zm9v!A==", "Zm 9", "-_8="]
                .map(from_base64)
                .iter()
                .all(|read| read.is_none(),)
        );
    }

    #[test]
    fn a_password_is_known_again_and_nobody_has_none() {
        let world = World::new(
            || jiff::Timestamp::UNIX_EPOCH,
            |bytes| {
                bytes.fill(9);
                Ok(())
            },
        );
        let kept = hash_password(&world, "correct horse battery").unwrap();
        assert!(kept.starts_with("$argon2id$v=19$"), "{kept}");
        assert_eq!(check_password(Some(&kept), "correct horse battery"), Password::Right);
        assert_eq!(check_password(Some(&kept), "correct horse batterz"), Password::Wrong);
        assert_eq!(check_password(None, ""), Password::Wrong);
        // The library's own way to the same answer.
        let library = Argon2::default();
        assert!(library.verify_password(b"correct horse battery", kept.as_str()).is_ok());
        assert!(library.verify_password(b"correct horse batterz", kept.as_str()).is_err());
        // What was set under other parameters is known again too.
        let params = Params::new(64, 3, 2, Some(24)).unwrap();
        let other = Argon2::new(Algorithm::Argon2i, Version::V0x10, params);
        let other = other.hash_password_with_salt(b"another", &[7; 16]).unwrap().to_string();
        assert_eq!(check_password(Some(&other), "another"), Password::Right);
        assert_eq!(check_password(Some(&other), "anothes"), Password::Wrong);
        for damaged in
            ["", "$argon2id$", "$argon2id$v=19$m=19456,t=2,p=1", "$scrypt$ln=1$AAAA$AAAA"]
        {
            assert_eq!(check_password(Some(damaged), ""), Password::Wrong, "{damaged}");
        }
    }
}
