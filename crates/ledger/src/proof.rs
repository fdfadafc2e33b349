//! What a verifier does who has only a proof and heads, by the step-by-step procedures of RFC 9162
//! §2.1.3.2 and §2.1.4.2 (the trees of RFC 6962 and RFC 9162 are the same).

use crate::{Algorithm, Hash, Head};

/// Why a proof proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// The leaf or the smaller log is not within the log.
    #[error("the log is not that long")]
    OutOfRange,
    /// More or fewer hashes than sizes call for.
    #[error("the proof has not the length it must have")]
    Length,
    /// The hashes lead to another root.
    #[error("the proof leads to another root")]
    Root,
}

impl Algorithm {
    /// Checks that `leaf` is leaf `index` (counted from 0) of the log with this head.
    pub fn verify_inclusion(
        self,
        index: u64,
        leaf: &Hash,
        head: &Head,
        path: &[Hash],
    ) -> Result<(), Wrong> {
        if head.size <= index {
            return Err(Wrong::OutOfRange);
        }
        let mut walk = Walk { node: index, last: head.size - 1 };
        let mut hash = *leaf;
        for sibling in path {
            hash = match walk.side()? {
                Side::Left => self.node(sibling, &hash),
                Side::Right => self.node(&hash, sibling),
            };
            walk.up();
        }
        walk.ends(hash == head.root)
    }

    /// Checks that the log with the head `old` is the beginning of the log with the head `new`.
    pub fn verify_consistency(self, old: &Head, new: &Head, path: &[Hash]) -> Result<(), Wrong> {
        if new.size < old.size {
            return Err(Wrong::OutOfRange);
        }
        if old.size == 0 || old.size == new.size {
            let same = match old.size {
                0 => old.root == self.empty_root(),
                _ => old.root == new.root,
            };
            return match (path.is_empty(), same) {
                (false, _) => Err(Wrong::Length),
                (true, false) => Err(Wrong::Root),
                (true, true) => Ok(()),
            };
        }
        // A complete old tree is itself the first hash of the path, which leaves it out.
        let complete = old.size.is_power_of_two().then_some(old.root);
        let mut rest = path.iter().copied();
        let first = complete.or_else(|| rest.next()).ok_or(Wrong::Length)?;
        let mut walk = Walk { node: old.size - 1, last: new.size - 1 };
        walk.skip_right_edge();
        let (mut old_root, mut new_root) = (first, first);
        for sibling in rest {
            match walk.side()? {
                Side::Left => {
                    old_root = self.node(&sibling, &old_root);
                    new_root = self.node(&sibling, &new_root);
                }
                Side::Right => new_root = self.node(&new_root, &sibling),
            }
            walk.up();
        }
        walk.ends(old_root == old.root && new_root == new.root)
    }
}

/// [`Algorithm::verify_inclusion`] in the SHA-256 tree.
pub fn verify_inclusion(index: u64, leaf: &Hash, head: &Head, path: &[Hash]) -> Result<(), Wrong> {
    Algorithm::Sha256.verify_inclusion(index, leaf, head, path)
}

/// [`Algorithm::verify_consistency`] in the SHA-256 tree.
pub fn verify_consistency(old: &Head, new: &Head, path: &[Hash]) -> Result<(), Wrong> {
    Algorithm::Sha256.verify_consistency(old, new, path)
}

/// On which side of the node the next hash of the path stands.
enum Side {
    Left,
    Right,
}

/// The way from a node up to the root: its index and that of the last node, level by level.
struct Walk {
    node: u64,
    last: u64,
}

impl Walk {
    /// Where the sibling is; an error when the root is already reached.
    fn side(&self) -> Result<Side, Wrong> {
        if self.last == 0 {
            return Err(Wrong::Length);
        }
        let is_right_child = self.node & 1 == 1;
        let is_last = self.node == self.last;
        Ok(if is_right_child || is_last { Side::Left } else { Side::Right })
    }

    /// To the parent. A last node without a sibling is carried up unhashed until it has one.
    fn up(&mut self) {
        if self.node == self.last {
            while self.node & 1 == 0 && self.node != 0 {
                self.climb();
            }
        }
        self.climb();
    }

    /// Up to where the old tree's right edge is a left child: below that both trees agree.
    fn skip_right_edge(&mut self) {
        while self.node & 1 == 1 {
            self.climb();
        }
    }

    fn climb(&mut self) {
        self.node >>= 1;
        self.last >>= 1;
    }

    fn ends(&self, roots_agree: bool) -> Result<(), Wrong> {
        match (self.last, roots_agree) {
            (0, true) => Ok(()),
            (0, false) => Err(Wrong::Root),
            _ => Err(Wrong::Length),
        }
    }
}
