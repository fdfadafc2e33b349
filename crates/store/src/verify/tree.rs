//! One of the two trees while the record is read, held against all that was kept of it.

use std::iter::Peekable;
use std::vec::IntoIter;

use ledger::{Algorithm, Hash, Head, Place};
use rusqlite::Connection;

use super::kept::Kept;
use super::{Fault, Found};
use crate::growing::Growing;
use crate::{Error, Signed};

/// A tree that grows as entries are read.
pub(super) struct Tree<'c> {
    algorithm: Algorithm,
    /// The tree so far; `None` once leaves are missing.
    frontier: Option<Growing>,
    kept: Kept<'c>,
    /// Heads that were signed, the smallest first.
    signed: Peekable<IntoIter<Signed>>,
    /// Entries covered by the last signed head that agrees.
    agreed: u64,
    /// Heads noted elsewhere, the smallest first.
    against: Peekable<IntoIter<Head>>,
    /// The largest of them that agrees.
    against_agreed: u64,
}

impl<'c> Tree<'c> {
    /// A tree without leaves, with all that is known of it.
    pub(super) fn begin(
        algorithm: Algorithm,
        conn: &'c Connection,
        signed: &[Signed],
        against: &[(Algorithm, Head)],
        found: &mut Found,
    ) -> Tree<'c> {
        let own = signed.iter().filter(|signed| signed.algorithm == algorithm);
        let signed: Vec<Signed> = own.cloned().collect();
        let own = against.iter().filter(|(other, _)| *other == algorithm);
        let mut against: Vec<Head> = own.map(|(_, head)| *head).collect();
        against.sort_unstable_by_key(|head| head.size);
        let mut tree = Tree {
            algorithm,
            frontier: Some(Growing::new(algorithm)),
            kept: Kept::of(algorithm, conn),
            signed: signed.into_iter().peekable(),
            agreed: 0,
            against: against.into_iter().peekable(),
            against_agreed: 0,
        };
        tree.hold(found);
        tree
    }

    /// The tree cannot be told any more.
    pub(super) fn lose(&mut self) {
        self.frontier = None;
    }

    /// Puts a leaf on it; answers its head now where that is asked for.
    pub(super) fn grow(&mut self, leaf: Hash, found: &mut Found) -> Result<(), Error> {
        let Some(frontier) = &mut self.frontier else {
            return Ok(());
        };
        let (kept, algorithm) = (&mut self.kept, self.algorithm);
        let mut held = Ok(());
        frontier.append(leaf, |place, hash| {
            if held.is_ok() {
                held = kept.holds(place, hash).map(|holds| {
                    if !holds {
                        found.add(wrong(algorithm, place));
                    }
                });
            }
        });
        held?;
        self.hold(found);
        Ok(())
    }

    /// Entries so far.
    pub(super) fn size(&self) -> Option<u64> {
        self.frontier.as_ref().map(Growing::size)
    }

    /// The head so far.
    pub(super) fn head(&self) -> Option<Head> {
        self.frontier.as_ref().map(Growing::head)
    }

    /// Holds the tree against what was signed or noted of this size.
    fn hold(&mut self, found: &mut Found) {
        let Some(frontier) = &self.frontier else {
            return;
        };
        let size = frontier.size();
        let due = |of: u64| of <= size;
        while let Some(signed) = self.signed.next_if(|signed| due(signed.size)) {
            match signed.head() == Some(frontier.head()) {
                true => self.agreed = size,
                false => found.add(fault(&signed, self.agreed)),
            }
        }
        while let Some(head) = self.against.next_if(|head| due(head.size)) {
            match head == frontier.head() {
                true => self.against_agreed = size,
                false => found.add(self.fault_against(head)),
            }
        }
    }

    fn fault_against(&self, head: Head) -> Fault {
        Fault::Against { algorithm: self.algorithm, head, agreed: self.against_agreed }
    }

    /// What was signed or noted of more entries than there are, and what was kept of more. Answers
    /// the largest size that was signed.
    pub(super) fn end(mut self, found: &mut Found) -> Result<u64, Error> {
        let mut largest = 0;
        for signed in self.signed.by_ref() {
            largest = signed.size.max(largest);
            found.add(fault(&signed, self.agreed));
        }
        let rest: Vec<Head> = self.against.by_ref().collect();
        for head in rest {
            found.add(self.fault_against(head));
        }
        if let Some(size) = self.size() {
            for place in self.kept.beyond(size)? {
                found.add(wrong(self.algorithm, place));
            }
        }
        Ok(largest)
    }
}

fn wrong(algorithm: Algorithm, Place { level, index }: Place) -> Fault {
    Fault::Subtree { algorithm, level, index }
}

fn fault(signed: &Signed, agreed: u64) -> Fault {
    let witnesses = signed.cosignatures.iter().filter_map(|line| line.split(' ').nth(1));
    Fault::Signed {
        algorithm: signed.algorithm,
        size: signed.size,
        agreed,
        witnesses: witnesses.map(str::to_owned).collect(),
    }
}
