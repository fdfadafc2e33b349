//! A key, the fingerprint by which it is named, and keys wrapped under other keys.

use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use hmac::digest::KeyInit;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use sm3::Sm3;
use zeroize::Zeroizing;

use crate::cipher::{Cipher, NONCE, Secret, TAG};
use crate::{Opening, Profile, Random};

/// A secret, its cipher ready for use. It is wiped from memory when it goes; it cannot be printed,
/// copied or written down but wrapped under another.
///
/// Not wiped: what ring keeps of a key of AES while the key lives, which ring does not wipe.
pub struct Key {
    secret: Secret,
    cipher: Cipher,
    fingerprint: OnceLock<Fingerprint>,
}

/// The name of a key: 64 bits of a keyed hash, from which the key cannot be found. Written as 16
/// hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint([u8; 8]);

/// First byte of a wrapped key.
const FORMAT: u8 = 2;
/// Format, profile of the parent, profile of the child, fingerprint of the parent.
const HEAD: usize = 3 + 8;

impl Key {
    /// A new one.
    pub fn generate(profile: Profile, random: Random<'_>) -> Key {
        Key::of_secret(Secret::random(profile, random))
    }

    /// The key whose secret these bytes are: 32 of them if international, 16 if Chinese; none if
    /// there are more or fewer.
    pub fn of_bytes(profile: Profile, bytes: &[u8]) -> Option<Key> {
        Secret::of_bytes(profile, bytes).map(Key::of_secret)
    }

    fn of_secret(secret: Secret) -> Key {
        Key { cipher: Cipher::new(&secret), secret, fingerprint: OnceLock::new() }
    }

    /// The family of its algorithms.
    pub fn profile(&self) -> Profile {
        self.secret.profile()
    }

    /// Its name, which may be shown to anybody.
    pub fn fingerprint(&self) -> Fingerprint {
        *self.fingerprint.get_or_init(|| Fingerprint::of(&self.secret))
    }

    /// `child`, sealed under this key; it opens only with the same `context`, which says who or
    /// what the child is for, so that a wrapped key put into another row does not open there.
    ///
    /// One key may wrap 2³² times (NIST SP 800-38D §8.3, nonces drawn at random): a ministry that
    /// opened a docket a second for a century would stay below it.
    pub fn wrap(&self, child: &Key, context: &[u8], random: Random<'_>) -> Vec<u8> {
        let Fingerprint(mine) = self.fingerprint();
        let bytes = child.secret.bytes();
        let mut wrapped = Vec::with_capacity(HEAD + NONCE + bytes.len() + TAG);
        wrapped.extend_from_slice(&[FORMAT, self.profile().byte(), child.profile().byte()]);
        wrapped.extend_from_slice(&mine);
        let about = [wrapped.as_slice(), context].concat();
        let mut nonce = [0; NONCE];
        random(&mut nonce);
        // WHY: ciphertext by the time it stands in a vector that is not wiped.
        let mut text = Zeroizing::new([0; 32]);
        let (text, _) = text.split_at_mut(bytes.len());
        text.copy_from_slice(bytes);
        let tag = self.cipher.seal(nonce, &about, text);
        wrapped.extend_from_slice(&nonce);
        wrapped.extend_from_slice(text);
        wrapped.extend_from_slice(&tag);
        wrapped
    }

    /// The key that was wrapped under this one for this `context`.
    pub fn unwrap(&self, wrapped: &[u8], context: &[u8]) -> Result<Key, Opening> {
        let parts = Wrapped::read(wrapped)?;
        if parts.parent != self.fingerprint() {
            return Err(Opening::OtherKey(parts.parent));
        }
        let about = [parts.head, context].concat();
        let mut text = Zeroizing::new(parts.text.to_vec());
        let opened = self.cipher.open(parts.nonce, &about, &mut text, parts.tag);
        opened.map_err(|_| Opening::Altered)?;
        Key::of_bytes(parts.child, &text).ok_or(Opening::Altered)
    }

    pub(crate) fn cipher(&self) -> &Cipher {
        &self.cipher
    }

    pub(crate) fn secret(&self) -> &[u8] {
        self.secret.bytes()
    }
}

/// The key under which a key is wrapped, as the wrapped one says.
pub fn wrapped_under(wrapped: &[u8]) -> Result<Fingerprint, Opening> {
    Wrapped::read(wrapped).map(|parts| parts.parent)
}

/// A wrapped key, taken apart and not yet opened.
struct Wrapped<'a> {
    head: &'a [u8],
    child: Profile,
    parent: Fingerprint,
    nonce: [u8; NONCE],
    text: &'a [u8],
    tag: [u8; TAG],
}

impl Wrapped<'_> {
    fn read(bytes: &[u8]) -> Result<Wrapped<'_>, Opening> {
        let cut = || Opening::Cut { length: bytes.len() as u64 };
        let (head, rest) = bytes.split_at_checked(HEAD).ok_or_else(cut)?;
        let (nonce, rest) = rest.split_first_chunk().ok_or_else(cut)?;
        let (text, tag) = rest.split_last_chunk().ok_or_else(cut)?;
        let ([format, parent, child], fingerprint) = head.split_first_chunk().ok_or_else(cut)?;
        if *format != FORMAT {
            return Err(Opening::Format { format: *format, wanted: FORMAT });
        }
        let profile = |byte| Profile::of_byte(byte).ok_or(Opening::UnknownProfile(byte));
        profile(*parent)?;
        let fingerprint = fingerprint.try_into().map_err(|_| cut())?;
        Ok(Wrapped {
            head,
            child: profile(*child)?,
            parent: Fingerprint(fingerprint),
            nonce: *nonce,
            text,
            tag: *tag,
        })
    }
}

impl Fingerprint {
    #[expect(clippy::expect_used, reason = "HMAC takes keys of every length")]
    fn of(secret: &Secret) -> Fingerprint {
        const ABOUT: &[u8] = b"anshen seal: fingerprint of a key";
        const ANY: &str = "HMAC takes keys of every length";
        let mut fingerprint = [0; 8];
        let mut take = |hash: &[u8]| {
            hash.iter().zip(&mut fingerprint).for_each(|(from, to)| *to = *from);
        };
        match secret {
            Secret::International(bytes) => {
                let mac = Hmac::<Sha256>::new_from_slice(bytes.as_slice()).expect(ANY);
                take(&mac.chain_update(ABOUT).finalize().into_bytes());
            }
            Secret::Chinese(bytes) => {
                let mac = Hmac::<Sm3>::new_from_slice(bytes.as_slice()).expect(ANY);
                take(&mac.chain_update(ABOUT).finalize().into_bytes());
            }
        }
        Fingerprint(fingerprint)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// What is written is no fingerprint of a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no name of a key: 16 hexadecimal digits are")]
pub struct NotAFingerprint(String);

impl FromStr for Fingerprint {
    type Err = NotAFingerprint;

    fn from_str(text: &str) -> Result<Fingerprint, NotAFingerprint> {
        let wrong = || NotAFingerprint(text.to_owned());
        let digits = text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if text.len() != 16 || !digits {
            return Err(wrong());
        }
        let number = u64::from_str_radix(text, 16).map_err(|_| wrong())?;
        Ok(Fingerprint(number.to_be_bytes()))
    }
}
