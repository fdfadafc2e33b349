//! Secrets that the office must be able to read again: kept under its key by AES-256-GCM (NIST SP
//! 800-38D), each bound to what it is the secret of, so that none can be put in another's place.

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::problem::Problem;
use crate::world::World;

/// The first byte of what is kept: by which procedure.
const BY_AES_256_GCM: u8 = 1;

/// What keeps secrets.
pub struct Vault {
    key: [u8; 32],
}

impl Vault {
    /// A vault with a key of 256 bits.
    pub fn new(key: [u8; 32]) -> Vault {
        Vault { key }
    }

    /// A secret as it may lie on a disk. `of` says what it is the secret of.
    ///
    /// # Errors
    /// There were no random bytes.
    pub fn protect(&self, world: &World, of: &str, secret: &[u8]) -> Result<Vec<u8>, Problem> {
        let nonce = world.chance::<NONCE_LEN>().map_err(|error| Problem::broken(&error))?;
        let mut sealed = secret.to_vec();
        let key = self.key()?;
        key.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(of.as_bytes()),
            &mut sealed,
        )
        .map_err(|_| Problem::broken(&"a secret could not be sealed"))?;
        Ok([&[BY_AES_256_GCM], nonce.as_slice(), sealed.as_slice()].concat())
    }

    /// The secret again.
    ///
    /// # Errors
    /// It was kept under another key, is another's, or was changed.
    pub fn unprotect(&self, of: &str, kept: &[u8]) -> Result<Vec<u8>, Problem> {
        let opened = self.open(of, kept);
        opened.ok_or_else(|| Problem::broken(&format!("the secret of {of} does not open")))
    }

    fn open(&self, of: &str, kept: &[u8]) -> Option<Vec<u8>> {
        let (by, rest) = kept.split_first()?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE_LEN>()?;
        if *by != BY_AES_256_GCM {
            return None;
        }
        let mut bytes = sealed.to_vec();
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let key = self.key().ok()?;
        let secret = key.open_in_place(nonce, Aad::from(of.as_bytes()), &mut bytes).ok()?;
        Some(secret.to_vec())
    }

    /// A name that only this office gives to a text; it tells nothing of the text.
    pub fn pseudonym(&self, of: &str) -> [u8; 32] {
        let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, &self.key);
        let tag = ring::hmac::sign(&key, of.as_bytes());
        let mut name = [0; 32];
        name.iter_mut().zip(tag.as_ref()).for_each(|(into, from)| *into = *from);
        name
    }

    fn key(&self) -> Result<LessSafeKey, Problem> {
        let key = UnboundKey::new(&AES_256_GCM, &self.key);
        key.map(LessSafeKey::new).map_err(|_| Problem::broken(&"the office's key is no key"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn world() -> World {
        World::new(
            || jiff::Timestamp::UNIX_EPOCH,
            |bytes| {
                bytes.fill(7);
                Ok(())
            },
        )
    }

    #[test]
    fn a_secret_opens_as_what_it_is_under_its_key_and_unchanged() {
        let vault = Vault::new([1; 32]);
        let kept = vault.protect(&world(), "totp:ann", b"twenty secret bytes!").unwrap();
        assert!(!kept.windows(6).any(|part| part == b"secret"));
        assert_eq!(vault.unprotect("totp:ann", &kept).unwrap(), b"twenty secret bytes!");
        assert!(vault.unprotect("totp:bob", &kept).is_err());
        assert!(Vault::new([2; 32]).unprotect("totp:ann", &kept).is_err());
        for at in 0..kept.len() {
            let mut changed = kept.clone();
            changed[at] ^= 1;
            assert!(vault.unprotect("totp:ann", &changed).is_err(), "byte {at}");
        }
        for cut in [0, 1, 12, 13, kept.len() - 1] {
            assert!(vault.unprotect("totp:ann", &kept[..cut]).is_err(), "cut to {cut}");
        }
    }
}
