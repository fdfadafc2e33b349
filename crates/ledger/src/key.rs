//! The names of keys, and the line in which a key is handed to those who verify with it.

use std::fmt;
use std::str::FromStr;

use crate::Algorithm;
use crate::lines::{base64, from_base64};

/// What our SM2 signatures are called behind the type byte 0xff, which C2SP leaves to others.
const SM2: &[u8] = b"anshen/sm2-sm3";

/// How a key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Ed25519 over the note's text (type 0x01); the key is 32 bytes.
    Ed25519,
    /// Ed25519 over the text and a time, by a witness (type 0x04); the key is 32 bytes.
    Cosignature,
    /// SM2 with SM3 and the default id (GB/T 32918.2) over the note's text, r ‖ s; the key is the
    /// uncompressed point, 65 bytes. Type 0xff, then `anshen/sm2-sm3`.
    Sm2,
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::Ed25519, Kind::Cosignature, Kind::Sm2];

    /// The hash function of the tree whose heads such a key signs.
    pub fn algorithm(self) -> Algorithm {
        match self {
            Kind::Ed25519 | Kind::Cosignature => Algorithm::Sha256,
            Kind::Sm2 => Algorithm::Sm3,
        }
    }

    fn mark(self) -> Vec<u8> {
        match self {
            Kind::Ed25519 => vec![0x01],
            Kind::Cosignature => vec![0x04],
            Kind::Sm2 => [&[0xff], SM2].concat(),
        }
    }

    fn length(self) -> usize {
        match self {
            Kind::Ed25519 | Kind::Cosignature => 32,
            Kind::Sm2 => 65,
        }
    }
}

/// The name of a key: no space, no plus sign, nothing that is not seen. A URL without its scheme
/// is what C2SP recommends.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyName(String);

impl KeyName {
    /// The name's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of the log's tree of this hash function: the SM3 tree is a log of its own.
    pub fn of(&self, algorithm: Algorithm) -> KeyName {
        match algorithm {
            Algorithm::Sha256 => self.clone(),
            Algorithm::Sm3 => KeyName(format!("{}/sm3", self.0)),
        }
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// What is written is no name or no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAKey {
    /// The name is empty, longer than 255 bytes, or has a space, a plus sign or a control
    /// character.
    #[error("`{0}` is no name of a key: 1 to 255 bytes without spaces and plus signs are")]
    Name(String),
    /// The line has another form.
    #[error("`{0}` is no verifier key: NAME+ID+KEY is")]
    Form(String),
    /// The id is not the one that follows from name and key.
    #[error("the id of the key of `{name}` is {found}, not {expected}: the line was damaged")]
    Id {
        /// Whose.
        name: KeyName,
        /// What follows from name and key.
        expected: KeyId,
        /// What is written.
        found: KeyId,
    },
    /// A kind of key that this program does not know, or a key of another length.
    #[error("the key of `{0}` is of a kind this program does not know")]
    Kind(KeyName),
}

impl FromStr for KeyName {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<KeyName, NotAKey> {
        let unfit = |c: char| c.is_whitespace() || c.is_control() || c == '+';
        if text.is_empty() || 255 < text.len() || text.contains(unfit) {
            return Err(NotAKey::Name(text.to_owned()));
        }
        Ok(KeyName(text.to_owned()))
    }
}

/// Finds a key among those of one name; no proof of anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId(pub [u8; 4]);

impl fmt::Display for KeyId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

/// A key that notes are verified with: `NAME+ID+KEY` (C2SP signed-note, "vkey").
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VerifierKey {
    name: KeyName,
    kind: Kind,
    key: Vec<u8>,
}

impl VerifierKey {
    /// A key under a name.
    ///
    /// # Errors
    /// The key has not the length of its kind.
    pub fn new(name: KeyName, kind: Kind, key: &[u8]) -> Result<VerifierKey, NotAKey> {
        if key.len() != kind.length() {
            return Err(NotAKey::Kind(name));
        }
        Ok(VerifierKey { name, kind, key: key.to_vec() })
    }

    /// Whose it is.
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// How it signs.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The public key as its kind encodes it.
    pub fn key(&self) -> &[u8] {
        &self.key
    }

    /// The first 4 bytes of SHA-256(name ‖ newline ‖ type ‖ key).
    pub fn id(&self) -> KeyId {
        let parts = [self.name.0.as_bytes(), b"\n", &self.kind.mark(), &self.key];
        let hash = Algorithm::Sha256.digest(&parts);
        KeyId(hash.as_bytes().first_chunk().copied().unwrap_or_default())
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = base64(&[self.kind.mark(), self.key.clone()].concat());
        write!(out, "{}+{}+{key}", self.name, self.id())
    }
}

impl FromStr for VerifierKey {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<VerifierKey, NotAKey> {
        let form = || NotAKey::Form(text.to_owned());
        // The base64 of a key may hold plus signs of its own.
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(form());
        };
        let name: KeyName = name.parse()?;
        let found = id_of(id).ok_or_else(form)?;
        let bytes = from_base64(key).ok_or_else(form)?;
        let known = Kind::ALL.into_iter().find_map(|kind| {
            let key = bytes.strip_prefix(kind.mark().as_slice())?;
            VerifierKey::new(name.clone(), kind, key).ok()
        });
        let key = known.ok_or(NotAKey::Kind(name))?;
        let expected = key.id();
        if found != expected {
            return Err(NotAKey::Id { name: key.name, expected, found });
        }
        Ok(key)
    }
}

/// An id is 8 lower-case hexadecimal digits.
fn id_of(text: &str) -> Option<KeyId> {
    let written = u32::from_str_radix(text, 16).ok().map(|id| KeyId(id.to_be_bytes()))?;
    (written.to_string() == text).then_some(written)
}
