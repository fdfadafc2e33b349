//! The append-only log: leaves, the tree over them, heads and proofs, in the shape of RFC 6962 §2.1
//! with SHA-256 and beside it with SM3, and the texts in which logs speak to those who verify them
//! and to witnesses (C2SP signed-note, tlog-checkpoint, -tiles, -cosignature, -witness, -proof), so
//! that any verifier of such logs can check ours. Knows hashes, numbers and texts; must never know
//! what an entry says, where it is kept, when it was written, or how a signature is made.

mod algorithm;
mod checkpoint;
pub mod cosignature;
mod frontier;
mod hash;
mod key;
mod lines;
mod note;
mod proof;
mod proven;
mod tile;
mod tree;
mod witness;

pub use algorithm::Algorithm;
pub use checkpoint::{Checkpoint, NotACheckpoint};
pub use frontier::Frontier;
pub use hash::{Hash, NotAHash, chain, commitment, empty_root, leaf, node};
pub use key::{KeyId, KeyName, Kind, NotAKey, VerifierKey};
pub use note::{Check, Malformed, Note, Sign, Signature, Unverified, read_signatures};
pub use proof::{Wrong, verify_consistency, verify_inclusion};
pub use proven::{NotAProof, Proven};
pub use tile::{Bundle, Tile, WIDTH as TILE_WIDTH};
pub use tree::{Place, ProofError, consistency, inclusion, root};
pub use witness::{AddCheckpoint, NotARequest, Refused};

/// The state of a log: how many leaves, and the root over them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Head {
    /// Count of leaves.
    pub size: u64,
    /// Root of the tree over them.
    pub root: Hash,
}
