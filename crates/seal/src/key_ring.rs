//! The root keys of a deployment: one that seals, and older ones that still open. As text, one key
//! a line, in a file or in a value of the environment:
//!
//! ```text
//! # what stands behind a number sign is a remark
//! current 3f0c9ab1d2e4f567 chinese       AAECAwQFBgcICQoLDA0ODw==
//! earlier 90ab12cd34ef5678 international AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=
//! ```
//!
//! The name of the key stands beside its secret so that a secret mistyped is found at once.

use std::str::FromStr;

use base64ct::{Base64, Encoding};
use zeroize::Zeroizing;

use crate::key::NotAFingerprint;
use crate::{Fingerprint, Key, Opening, Profile, Random, wrapped_under};

/// The root keys of a deployment.
pub struct KeyRing {
    current: Key,
    earlier: Vec<Key>,
}

impl KeyRing {
    /// A ring of one key.
    pub fn new(current: Key) -> KeyRing {
        KeyRing { current, earlier: Vec::new() }
    }

    /// The same ring with a new current key; the one before still opens what it sealed.
    pub fn rotated(self, current: Key) -> KeyRing {
        let KeyRing { current: before, mut earlier } = self;
        earlier.insert(0, before);
        KeyRing { current, earlier }
    }

    /// The same ring without a key of earlier days: what is still wrapped under it is gone.
    /// The current key stays, whatever is named.
    pub fn without(mut self, key: Fingerprint) -> KeyRing {
        self.earlier.retain(|one| one.fingerprint() != key);
        self
    }

    /// The key that seals.
    pub fn current(&self) -> &Key {
        &self.current
    }

    /// All keys, the current one first, then from the youngest to the oldest.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.current).chain(&self.earlier)
    }

    /// `child`, wrapped under the current key for this `context`; see [`Key::wrap`].
    pub fn wrap(&self, child: &Key, context: &[u8], random: Random<'_>) -> Vec<u8> {
        self.current.wrap(child, context, random)
    }

    /// The key that was wrapped for this `context`, under whichever key of the ring.
    pub fn unwrap(&self, wrapped: &[u8], context: &[u8]) -> Result<Key, Opening> {
        let parent = wrapped_under(wrapped)?;
        let key = self.keys().find(|key| key.fingerprint() == parent);
        key.ok_or(Opening::OtherKey(parent))?.unwrap(wrapped, context)
    }

    /// The ring as text, which [`KeyRing::from_str`] reads again. It holds the secrets.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(128 * (1 + self.earlier.len())));
        for (index, key) in self.keys().enumerate() {
            let word = if index == 0 { "current" } else { "earlier" };
            let secret = Zeroizing::new(Base64::encode_string(key.secret()));
            let name = key.fingerprint().to_string();
            for part in [word, " ", &name, " ", key.profile().name(), " ", &secret, "\n"] {
                text.push_str(part);
            }
        }
        text
    }
}

/// The same wrapped key under the current key of `new`, so that a root key can be retired without
/// touching content. None if it already is.
pub fn rewrap(
    old: &KeyRing,
    new: &KeyRing,
    wrapped: &[u8],
    context: &[u8],
    random: Random<'_>,
) -> Result<Option<Vec<u8>>, Opening> {
    if wrapped_under(wrapped)? == new.current.fingerprint() {
        return Ok(None);
    }
    let key = old.unwrap(wrapped, context)?;
    Ok(Some(new.wrap(&key, context, random)))
}

/// What is wrong with keys as text. The secrets are never repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the keys: {why}")]
pub struct BadKeys {
    /// The line, from 1; the one after the last if something is missing.
    pub line: usize,
    /// What is wrong.
    pub why: WhyBadKeys,
}

/// What is wrong with a line of keys.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WhyBadKeys {
    /// Not four words.
    #[error("wanted are four words: `current` or `earlier`, the name, the profile, the secret")]
    Words,
    /// Neither current nor earlier.
    #[error("`{0}` is neither `current` nor `earlier`")]
    Standing(String),
    /// No name of a key.
    #[error(transparent)]
    Name(#[from] NotAFingerprint),
    /// No profile.
    #[error("`{0}` is no profile: `international` and `chinese` are")]
    Profile(String),
    /// No secret: not base64, or not as long as the profile wants.
    #[error("the secret is not base64 of {wanted} bytes")]
    Secret {
        /// Bytes that a secret of this profile has.
        wanted: usize,
    },
    /// The secret is that of another key than the line names.
    #[error("the secret is that of key `{found}`, not of `{named}`: one of the two is mistyped")]
    OtherSecret {
        /// The name on the line.
        named: Fingerprint,
        /// The name of the secret on the line.
        found: Fingerprint,
    },
    /// A key that stands on a line before.
    #[error("key `{0}` stands on a line before")]
    Twice(Fingerprint),
    /// A second current key.
    #[error("there is a current key before; mark all but one as `earlier`")]
    SecondCurrent,
    /// No current key.
    #[error("no key is marked `current`")]
    NoCurrent,
}

impl FromStr for KeyRing {
    type Err = BadKeys;

    /// Reads keys, one a line; a semicolon ends a line too, for values of the environment.
    fn from_str(text: &str) -> Result<KeyRing, BadKeys> {
        let (mut current, mut earlier) = (None, Vec::<Key>::new());
        let mut end = 0;
        for (index, line) in text.split(['\n', ';']).enumerate() {
            end = index + 1;
            let bad = |why| BadKeys { line: index + 1, why };
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            let (standing, key) = read(line).map_err(bad)?;
            let name = key.fingerprint();
            if current.iter().chain(&earlier).any(|one| one.fingerprint() == name) {
                return Err(bad(WhyBadKeys::Twice(name)));
            }
            match standing {
                Standing::Earlier => earlier.push(key),
                Standing::Current if current.is_some() => {
                    return Err(bad(WhyBadKeys::SecondCurrent));
                }
                Standing::Current => current = Some(key),
            }
        }
        let none = BadKeys { line: end + 1, why: WhyBadKeys::NoCurrent };
        Ok(KeyRing { current: current.ok_or(none)?, earlier })
    }
}

enum Standing {
    Current,
    Earlier,
}

fn read(line: &str) -> Result<(Standing, Key), WhyBadKeys> {
    let mut words = line.split_whitespace();
    let mut word = || words.next().ok_or(WhyBadKeys::Words);
    let (standing, name, profile, secret) = (word()?, word()?, word()?, word()?);
    if words.next().is_some() {
        return Err(WhyBadKeys::Words);
    }
    let standing = match standing {
        "current" => Standing::Current,
        "earlier" => Standing::Earlier,
        other => return Err(WhyBadKeys::Standing(other.to_owned())),
    };
    let named: Fingerprint = name.parse()?;
    let (profile, wanted) = match profile {
        "international" => (Profile::International, 32),
        "chinese" => (Profile::Chinese, 16),
        other => return Err(WhyBadKeys::Profile(other.to_owned())),
    };
    let mut bytes = Zeroizing::new([0; 64]);
    let bytes = Base64::decode(secret, bytes.as_mut_slice());
    let key = bytes.ok().and_then(|bytes| Key::of_bytes(profile, bytes));
    let key = key.ok_or(WhyBadKeys::Secret { wanted })?;
    let found = key.fingerprint();
    if found != named {
        return Err(WhyBadKeys::OtherSecret { named, found });
    }
    Ok((standing, key))
}
