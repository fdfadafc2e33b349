//! The hash functions a tree is made with. One log has a tree of each over the same leaves, so that
//! a verifier who may use only one of them can check the whole log.

use sha2::Sha256;
use sha2::digest::Digest;
use sm3::Sm3;

use crate::Hash;

/// A hash function of 32 bytes. Every kind of input has its own prefix (RFC 6962 §2.1), so that no
/// leaf can be passed off as an inner node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Algorithm {
    /// SHA-256 (FIPS 180-4): the tree that certificate-transparency verifiers know.
    #[default]
    Sha256,
    /// SM3 (GB/T 32905-2016), in the same shape.
    Sm3,
}

impl Algorithm {
    /// Both, the international one first.
    pub const ALL: [Algorithm; 2] = [Algorithm::Sha256, Algorithm::Sm3];

    /// `sha256`, `sm3`.
    pub fn name(self) -> &'static str {
        match self {
            Algorithm::Sha256 => "sha256",
            Algorithm::Sm3 => "sm3",
        }
    }

    /// The root of the tree without leaves: the hash of nothing.
    pub fn empty_root(self) -> Hash {
        self.digest(&[])
    }

    /// A leaf: H(0x00 ‖ data).
    pub fn leaf(self, data: &[u8]) -> Hash {
        self.digest(&[&[0x00], data])
    }

    /// An inner node: H(0x01 ‖ left ‖ right).
    pub fn node(self, left: &Hash, right: &Hash) -> Hash {
        // Put together first: a hash function takes one piece faster than three.
        let mut pair = [0x01; 65];
        let (of_left, of_right) = pair.split_at_mut(33);
        of_left.iter_mut().skip(1).zip(left.as_bytes()).for_each(|(to, from)| *to = *from);
        of_right.copy_from_slice(right.as_bytes());
        self.digest(&[&pair])
    }

    pub(crate) fn digest(self, parts: &[&[u8]]) -> Hash {
        match self {
            Algorithm::Sha256 => Hash::from(digest_of::<Sha256>(parts)),
            Algorithm::Sm3 => Hash::from(digest_of::<Sm3>(parts)),
        }
    }
}

fn digest_of<D: Digest>(parts: &[&[u8]]) -> [u8; 32]
where
    [u8; 32]: From<sha2::digest::Output<D>>,
{
    let digest = parts.iter().fold(D::new(), |digest, part| digest.chain_update(part));
    digest.finalize().into()
}
