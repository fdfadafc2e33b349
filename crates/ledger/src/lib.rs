//! The append-only log: leaves, the tree over them, heads and proofs, in the shape of RFC 6962 §2.1
//! with SHA-256, so that any verifier of certificate-transparency logs can check ours. Knows hashes
//! and numbers; must never know what an entry says, where it is kept, or when it was written.

mod frontier;
mod hash;
mod proof;
mod tree;

pub use frontier::Frontier;
pub use hash::{Hash, NotAHash, chain, commitment, empty_root, leaf, node};
pub use proof::{Wrong, verify_consistency, verify_inclusion};
pub use tree::{Place, ProofError, consistency, inclusion, root};

/// The state of a log: how many leaves, and the root over them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Head {
    /// Count of leaves.
    pub size: u64,
    /// Root of the tree over them.
    pub root: Hash,
}
