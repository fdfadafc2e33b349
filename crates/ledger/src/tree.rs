//! Roots and proofs made from whatever can hand out the roots of complete subtrees: an array, or a
//! database that keeps some of them and works out the rest.

use crate::{Algorithm, Hash};

/// A complete subtree: the leaves from `index · 2^level` on, 2^level of them. Level 0 is a leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Height above the leaves.
    pub level: u8,
    /// Counted from 0 among the subtrees of that height.
    pub index: u64,
}

/// Why there is no proof.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError<E> {
    /// Asked for more than there is.
    #[error("there is no leaf or size {asked} in a log of {size}")]
    OutOfRange {
        /// The leaf (counted from 0) or the smaller size.
        asked: u64,
        /// Leaves in the log.
        size: u64,
    },
    /// The hashes could not be read.
    #[error(transparent)]
    Source(#[from] E),
}

/// The leaves from `start` up to, not including, `end`.
#[derive(Clone, Copy)]
struct Span {
    start: u64,
    end: u64,
}

impl Span {
    fn size(self) -> u64 {
        self.end - self.start
    }

    /// Splits at the largest power of two smaller than the size (RFC 6962's `k`).
    fn split(self) -> Option<(Span, Span)> {
        let last = self.size().checked_sub(1).filter(|last| *last > 0)?;
        let middle = self.start + (1 << last.ilog2());
        let left = Span { end: middle, ..self };
        let right = Span { start: middle, ..self };
        Some((left, right))
    }

    /// The subtree these leaves are, if they are a complete one.
    fn place(self) -> Option<Place> {
        let size = self.size();
        if !size.is_power_of_two() || !self.start.is_multiple_of(size) {
            return None;
        }
        Some(Place { level: u8::try_from(size.ilog2()).ok()?, index: self.start / size })
    }
}

impl Algorithm {
    /// The root of the tree over the first `size` leaves.
    pub fn root<E>(
        self,
        size: u64,
        mut source: impl FnMut(Place) -> Result<Hash, E>,
    ) -> Result<Hash, E> {
        self.span_root(Span { start: 0, end: size }, &mut source)
    }

    /// Proves that leaf `index` (counted from 0) is in the log of `size` leaves: the siblings on
    /// the way up (RFC 6962 §2.1.1).
    pub fn inclusion<E>(
        self,
        index: u64,
        size: u64,
        mut source: impl FnMut(Place) -> Result<Hash, E>,
    ) -> Result<Vec<Hash>, ProofError<E>> {
        if size <= index {
            return Err(ProofError::OutOfRange { asked: index, size });
        }
        let mut path = Vec::new();
        let mut span = Span { start: 0, end: size };
        while let Some((left, right)) = span.split() {
            let (next, sibling) = if index < left.end { (left, right) } else { (right, left) };
            path.push(self.span_root(sibling, &mut source)?);
            span = next;
        }
        path.reverse();
        Ok(path)
    }

    /// Proves that the log of `old` leaves is the beginning of the log of `size` leaves (RFC 6962
    /// §2.1.2). Empty when they are the same log, or when the old one was empty.
    pub fn consistency<E>(
        self,
        old: u64,
        size: u64,
        mut source: impl FnMut(Place) -> Result<Hash, E>,
    ) -> Result<Vec<Hash>, ProofError<E>> {
        if size < old {
            return Err(ProofError::OutOfRange { asked: old, size });
        }
        if old == 0 || old == size {
            return Ok(Vec::new());
        }
        let mut path = Vec::new();
        let mut span = Span { start: 0, end: size };
        while old < span.end {
            let Some((left, right)) = span.split() else {
                break;
            };
            let (next, sibling) = if old <= left.end { (left, right) } else { (right, left) };
            path.push(self.span_root(sibling, &mut source)?);
            span = next;
        }
        // The old tree itself is known to whoever asks and is left out.
        if span.start != 0 {
            path.push(self.span_root(span, &mut source)?);
        }
        path.reverse();
        Ok(path)
    }

    fn span_root<E>(
        self,
        span: Span,
        source: &mut impl FnMut(Place) -> Result<Hash, E>,
    ) -> Result<Hash, E> {
        if let Some(place) = span.place() {
            return source(place);
        }
        match span.split() {
            None => Ok(self.empty_root()),
            Some((left, right)) => {
                let left = self.span_root(left, source)?;
                Ok(self.node(&left, &self.span_root(right, source)?))
            }
        }
    }
}

/// [`Algorithm::root`] of the SHA-256 tree.
pub fn root<E>(size: u64, source: impl FnMut(Place) -> Result<Hash, E>) -> Result<Hash, E> {
    Algorithm::Sha256.root(size, source)
}

/// [`Algorithm::inclusion`] of the SHA-256 tree.
pub fn inclusion<E>(
    index: u64,
    size: u64,
    source: impl FnMut(Place) -> Result<Hash, E>,
) -> Result<Vec<Hash>, ProofError<E>> {
    Algorithm::Sha256.inclusion(index, size, source)
}

/// [`Algorithm::consistency`] of the SHA-256 tree.
pub fn consistency<E>(
    old: u64,
    size: u64,
    source: impl FnMut(Place) -> Result<Hash, E>,
) -> Result<Vec<Hash>, ProofError<E>> {
    Algorithm::Sha256.consistency(old, size, source)
}
