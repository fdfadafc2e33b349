//! The hashes of the log. Every kind of input has its own prefix (RFC 6962 §2.1), so that no leaf
//! can be passed off as an inner node.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

/// A SHA-256 value. Written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash([u8; 32]);

/// The root of the tree without leaves: SHA-256 of nothing.
pub fn empty_root() -> Hash {
    Hash(Sha256::digest([]).into())
}

/// What a leaf says about its content: SHA-256(salt ‖ content). With the salt gone nobody can test
/// a guess at the content against it, and the leaf still stands.
pub fn commitment(salt: &[u8], content: &[u8]) -> Hash {
    let digest = Sha256::new().chain_update(salt).chain_update(content);
    Hash(digest.finalize().into())
}

/// A leaf: SHA-256(0x00 ‖ data).
pub fn leaf(data: &[u8]) -> Hash {
    let digest = Sha256::new().chain_update([0x00]).chain_update(data);
    Hash(digest.finalize().into())
}

/// An inner node: SHA-256(0x01 ‖ left ‖ right).
pub fn node(left: &Hash, right: &Hash) -> Hash {
    let digest = Sha256::new().chain_update([0x01]);
    let digest = digest.chain_update(left.0).chain_update(right.0);
    Hash(digest.finalize().into())
}

/// A link of the chain that runs beside the tree: SHA-256(0x02 ‖ previous ‖ leaf). The tree proves
/// quickly; the chain names the very entry at which a record was altered. Before the first entry
/// stands [`empty_root`].
pub fn chain(previous: &Hash, leaf: &Hash) -> Hash {
    let digest = Sha256::new().chain_update([0x02]);
    let digest = digest.chain_update(previous.0).chain_update(leaf.0);
    Hash(digest.finalize().into())
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
#[error("`{0}` is no SHA-256 value: 64 hexadecimal digits are")]
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
