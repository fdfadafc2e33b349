//! The two ciphers, and nothing about what they are used for. AES-256-GCM (NIST SP 800-38D) comes
//! from ring, SM4-GCM (RFC 8998 §2.1) from the module beside.

use std::fmt;

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, Tag, UnboundKey};
use zeroize::Zeroizing;

use crate::Random;
use crate::sm4_gcm::Sm4Gcm;

/// Which family of algorithms a key belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Profile {
    /// AES-256-GCM, SHA-256.
    International,
    /// SM4-GCM, SM3 (GB/T 32907, GB/T 32905).
    Chinese,
}

/// Bytes of a nonce: 96 bits, the length for which GCM hashes nothing first.
pub(crate) const NONCE: usize = 12;
/// Bytes of a tag.
pub(crate) const TAG: usize = 16;

/// The secret of a key; its length follows from the profile.
pub(crate) enum Secret {
    International(Zeroizing<[u8; 32]>),
    Chinese(Zeroizing<[u8; 16]>),
}

/// A cipher whose key is expanded: made once, used often.
pub(crate) enum Cipher {
    International(Box<LessSafeKey>),
    Chinese(Box<Sm4Gcm>),
}

/// The tag does not agree.
pub(crate) struct Disagrees;

impl Profile {
    /// The byte that stands for it in what is sealed. Never reused for anything else.
    pub(crate) fn byte(self) -> u8 {
        match self {
            Profile::International => 1,
            Profile::Chinese => 2,
        }
    }

    /// The profile that a byte stands for.
    pub(crate) fn of_byte(byte: u8) -> Option<Profile> {
        [Profile::International, Profile::Chinese].into_iter().find(|it| it.byte() == byte)
    }

    /// As written in a file of keys.
    pub fn name(self) -> &'static str {
        match self {
            Profile::International => "international",
            Profile::Chinese => "chinese",
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

impl Secret {
    /// A new one.
    pub(crate) fn random(profile: Profile, random: Random<'_>) -> Secret {
        match profile {
            Profile::International => {
                let mut bytes = Zeroizing::new([0; 32]);
                random(bytes.as_mut_slice());
                Secret::International(bytes)
            }
            Profile::Chinese => {
                let mut bytes = Zeroizing::new([0; 16]);
                random(bytes.as_mut_slice());
                Secret::Chinese(bytes)
            }
        }
    }

    /// The secret that stands in bytes; none if there are too many or too few.
    pub(crate) fn of_bytes(profile: Profile, bytes: &[u8]) -> Option<Secret> {
        match profile {
            Profile::International => {
                Some(Secret::International(Zeroizing::new(bytes.try_into().ok()?)))
            }
            Profile::Chinese => Some(Secret::Chinese(Zeroizing::new(bytes.try_into().ok()?))),
        }
    }

    pub(crate) fn profile(&self) -> Profile {
        match self {
            Secret::International(_) => Profile::International,
            Secret::Chinese(_) => Profile::Chinese,
        }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Secret::International(bytes) => bytes.as_slice(),
            Secret::Chinese(bytes) => bytes.as_slice(),
        }
    }
}

impl Cipher {
    #[expect(clippy::expect_used, reason = "the length of the secret is a type")]
    pub(crate) fn new(secret: &Secret) -> Cipher {
        match secret {
            Secret::International(bytes) => {
                let key = UnboundKey::new(&AES_256_GCM, bytes.as_slice());
                let key = key.expect("a key of AES-256 has 32 bytes");
                Cipher::International(Box::new(LessSafeKey::new(key)))
            }
            Secret::Chinese(bytes) => Cipher::Chinese(Box::new(Sm4Gcm::new(bytes))),
        }
    }

    /// Seals in place and answers with the tag. One nonce seals one text, ever.
    ///
    /// # Panics
    /// If the text has 64 GiB or more, the end of the counter of GCM.
    #[expect(clippy::expect_used, reason = "nothing else than the length makes it fail")]
    pub(crate) fn seal(&self, nonce: [u8; NONCE], about: &[u8], text: &mut [u8]) -> [u8; TAG] {
        const SHORT: &str = "one text has less than 64 GiB";
        match self {
            Cipher::International(key) => {
                let nonce = Nonce::assume_unique_for_key(nonce);
                let made = key.seal_in_place_separate_tag(nonce, Aad::from(about), text);
                let mut tag = [0; TAG];
                tag.copy_from_slice(made.expect(SHORT).as_ref());
                tag
            }
            Cipher::Chinese(key) => key.seal(nonce, about, text).expect(SHORT),
        }
    }

    /// Opens in place. When the tag disagrees the text is worth nothing, whatever then stands in
    /// it.
    pub(crate) fn open(
        &self,
        nonce: [u8; NONCE],
        about: &[u8],
        text: &mut [u8],
        tag: [u8; TAG],
    ) -> Result<(), Disagrees> {
        match self {
            Cipher::International(key) => {
                let nonce = Nonce::assume_unique_for_key(nonce);
                let (about, tag) = (Aad::from(about), Tag::from(tag));
                let opened = key.open_in_place_separate_tag(nonce, about, tag, text, 0..);
                opened.map(|_| ()).map_err(|_| Disagrees)
            }
            Cipher::Chinese(key) => key.open(nonce, about, text, tag).ok_or(Disagrees),
        }
    }
}

#[cfg(test)]
mod tests;
