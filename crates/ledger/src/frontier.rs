//! The right edge of the tree: all that is needed to append and to know the root.

use crate::{Algorithm, Hash, Head, Place};

/// The roots of the complete subtrees a log of some size consists of, largest first: one for each
/// bit set in the size.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    algorithm: Algorithm,
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The frontier of a log without leaves; `default` is the one of SHA-256.
    pub fn new(algorithm: Algorithm) -> Frontier {
        Frontier { algorithm, ..Frontier::default() }
    }

    /// The frontier of a log of `size` leaves whose complete subtrees `source` knows.
    pub fn read<E>(
        algorithm: Algorithm,
        size: u64,
        mut source: impl FnMut(Place) -> Result<Hash, E>,
    ) -> Result<Frontier, E> {
        let mut peaks = Vec::new();
        for level in (0..64_u8).rev().filter(|level| size >> level & 1 == 1) {
            let index = (size >> level) - 1;
            peaks.push(source(Place { level, index })?);
        }
        Ok(Frontier { algorithm, size, peaks })
    }

    /// Appends a leaf and tells of each subtree above it that it completes, lowest first.
    pub fn append(&mut self, leaf: Hash, mut completed: impl FnMut(Place, &Hash)) {
        let mut hash = leaf;
        let mut level = 0;
        while self.size >> level & 1 == 1 {
            let Some(left) = self.peaks.pop() else {
                break;
            };
            hash = self.algorithm.node(&left, &hash);
            level += 1;
            let index = self.size >> level;
            completed(Place { level, index }, &hash);
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// Count of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Size and root.
    pub fn head(&self) -> Head {
        let mut peaks = self.peaks.iter().rev();
        let root = match peaks.next() {
            None => self.algorithm.empty_root(),
            Some(last) => peaks.fold(*last, |right, left| self.algorithm.node(left, &right)),
        };
        Head { size: self.size, root }
    }
}
