//! The hashes of the log.

use std::fmt;
use std::str::FromStr;

use crate::Algorithm;

/// A value of SHA-256 or SM3: whoever holds one knows of which. Written as 64 lower-case hexadecimal
/// digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash([u8; 32]);

/// The root of the SHA-256 tree without leaves: SHA-256 of nothing.
pub fn empty_root() -> Hash {
    Algorithm::Sha256.empty_root()
}

/// What a leaf says about its content: SHA-256(salt ‖ content), in either tree. With the salt gone
/// nobody can test a guess at the content against it, and the leaf still stands.
pub fn commitment(salt: &[u8], content: &[u8]) -> Hash {
    Algorithm::Sha256.digest(&[salt, content])
}

/// A leaf of the SHA-256 tree.
pub fn leaf(data: &[u8]) -> Hash {
    Algorithm::Sha256.leaf(data)
}

/// An inner node of the SHA-256 tree.
pub fn node(left: &Hash, right: &Hash) -> Hash {
    Algorithm::Sha256.node(left, right)
}

/// A link of the chain that runs beside the tree: SHA-256(0x02 ‖ previous ‖ leaf). The tree proves
/// quickly; the chain names the very entry at which a record was altered. Before the first entry
/// stands [`empty_root`].
pub fn chain(previous: &Hash, leaf: &Hash) -> Hash {
    Algorithm::Sha256.digest(&[&[0x02], previous.as_bytes(), leaf.as_bytes()])
}

impl Hash {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for Hash {
    fn from(bytes: [u8; 32]) -> Hash {
        Hash(bytes)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// What is written is no hash.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no SHA-256 or SM3 value: 64 hexadecimal digits are")]
pub struct NotAHash(String);

impl FromStr for Hash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Hash, NotAHash> {
        let wrong = || NotAHash(text.to_owned());
        let digits: Option<Vec<u8>> = text
            .chars()
            .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect();
        let bytes: Vec<u8> = digits
            .ok_or_else(wrong)?
            .chunks(2)
            .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit))
            .collect();
        let whole = text.len() == 64;
        let bytes = bytes.try_into().ok().filter(|_| whole);
        bytes.map(Hash).ok_or_else(wrong)
    }
}
