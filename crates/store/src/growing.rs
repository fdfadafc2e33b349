//! A tree while it grows, and which of its nodes are kept.

use std::collections::BTreeMap;

use ledger::{Algorithm, Frontier, Hash, Head, Place};
use rusqlite::{Connection, params};

use crate::Error;
use crate::leaves::{BLOCK, Leaves, MIDDLE, signed};

/// A tree's right edge, with the nodes that are kept once their block is whole: kept one by one
/// they would be another page or two of every commit.
#[derive(Debug, Clone)]
pub(crate) struct Growing {
    frontier: Frontier,
    /// Of each middle level, the nodes of the block that grows.
    waiting: BTreeMap<u8, Vec<Hash>>,
}

impl Growing {
    /// A tree without leaves.
    pub(crate) fn new(algorithm: Algorithm) -> Growing {
        Growing { frontier: Frontier::new(algorithm), waiting: BTreeMap::new() }
    }

    /// A tree at a size, as it is kept.
    pub(crate) fn read(size: u64, leaves: &Leaves<'_>) -> Result<Growing, Error> {
        let frontier = Frontier::read(leaves.algorithm(), size, |place| leaves.subtree(place))?;
        let mut waiting = BTreeMap::new();
        for level in (MIDDLE..64).step_by(usize::from(BLOCK)) {
            let nodes = kept_of(level, size)..size >> level;
            let nodes = nodes.map(|index| leaves.subtree(Place { level, index }));
            waiting.insert(level, nodes.collect::<Result<_, _>>()?);
        }
        Ok(Growing { frontier, waiting })
    }

    /// Appends a leaf and tells of each node that is to be kept now, each level in its order.
    pub(crate) fn append(&mut self, leaf: Hash, mut kept: impl FnMut(Place, &Hash)) {
        let waiting = &mut self.waiting;
        self.frontier.append(leaf, |place, hash| match place.level % BLOCK {
            MIDDLE => waiting.entry(place.level).or_default().push(*hash),
            0 => {
                let level = place.level - MIDDLE;
                let nodes = waiting.get_mut(&level).map(std::mem::take).unwrap_or_default();
                for (index, node) in (place.index << MIDDLE..).zip(&nodes) {
                    kept(Place { level, index }, node);
                }
                kept(place, hash);
            }
            _ => (),
        });
    }

    /// Appends a leaf and keeps what is to be kept.
    pub(crate) fn grow(
        &mut self,
        leaf: Hash,
        conn: &Connection,
        statement: &str,
    ) -> Result<(), Error> {
        let mut nodes = Vec::new();
        self.append(leaf, |place, hash| nodes.push((place, *hash)));
        for (Place { level, index }, hash) in nodes {
            let mut append = conn.prepare_cached(statement)?;
            append.execute(params![level, signed(index)?, hash.as_bytes()])?;
        }
        Ok(())
    }

    /// Count of leaves.
    pub(crate) fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// Size and root.
    pub(crate) fn head(&self) -> Head {
        self.frontier.head()
    }
}

/// How many nodes of a level a tree of a size keeps.
pub(crate) fn kept_of(level: u8, size: u64) -> u64 {
    let there = |level: u8| size.checked_shr(u32::from(level)).unwrap_or(0);
    match level % BLOCK {
        0 if level != 0 => there(level),
        MIDDLE => there(level.saturating_add(MIDDLE)) << MIDDLE,
        _ => 0,
    }
}
