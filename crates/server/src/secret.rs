//! Secrets: what is shown to a holder once, and passwords as Argon2id.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};

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

fn base64url(bytes: &[u8]) -> String {
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

/// The PHC text of a password under Argon2id (RFC 9106) with a fresh salt.
pub fn hash_password(world: &World, password: &str) -> Result<String, Problem> {
    let salt = world.chance::<16>().map_err(|error| Problem::broken(&error))?;
    let hashed = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
    match hashed {
        Ok(hash) => Ok(hash.to_string()),
        Err(error) => Err(Problem::broken(&error)),
    }
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
    let right = held
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
    if right && kept.is_some() { Password::Right } else { Password::Wrong }
}

#[cfg(test)]
mod tests {
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
    }
}
