//! The inner nodes of a tree as they were kept, read along with the entries: each level in its own
//! order, a piece at a time, so that memory does not grow with the record.

use std::collections::{BTreeMap, VecDeque};

use ledger::{Algorithm, Hash, Place};
use rusqlite::Connection;

use super::hash;
use crate::growing::kept_of;
use crate::leaves::{signed, unsigned};
use crate::{Error, sql};

/// Nodes of a level read at once.
const AT_ONCE: u32 = 1024;

/// What was kept of a tree.
pub(super) struct Kept<'c> {
    conn: &'c Connection,
    algorithm: Algorithm,
    /// Of each level what is read and not yet come to.
    ahead: BTreeMap<u8, VecDeque<(u64, Hash)>>,
}

impl<'c> Kept<'c> {
    pub(super) fn of(algorithm: Algorithm, conn: &'c Connection) -> Kept<'c> {
        Kept { conn, algorithm, ahead: BTreeMap::new() }
    }

    /// Whether a node is kept as it is; asked of the nodes of a level in their order.
    pub(super) fn holds(&mut self, place: Place, node: &Hash) -> Result<bool, Error> {
        let ahead = self.ahead.entry(place.level).or_default();
        if ahead.is_empty() {
            let mut query = self.conn.prepare_cached(match self.algorithm {
                Algorithm::Sha256 => sql::SUBTREE_FROM,
                Algorithm::Sm3 => sql::SUBTREE_FROM_SM3,
            })?;
            let mut rows = query.query((place.level, signed(place.index)?, AT_ONCE))?;
            while let Some(row) = rows.next()? {
                ahead.push_back((unsigned(row.get(0)?)?, hash(row, 1)?));
            }
        }
        let next = ahead.front().filter(|(index, _)| *index == place.index).copied();
        if next.is_some() {
            ahead.pop_front();
        }
        Ok(next.is_some_and(|(_, kept)| kept == *node))
    }

    /// The nodes that are kept and that a tree of a size does not have, or does not keep.
    pub(super) fn beyond(&self, size: u64) -> Result<Vec<Place>, Error> {
        let mut query = self.conn.prepare(match self.algorithm {
            Algorithm::Sha256 => sql::SUBTREE_PLACES,
            Algorithm::Sm3 => sql::SUBTREE_PLACES_SM3,
        })?;
        let mut rows = query.query([])?;
        let mut beyond = Vec::new();
        while let Some(row) = rows.next()? {
            let (level, index): (i64, i64) = (row.get(0)?, row.get(1)?);
            let place = u8::try_from(level).ok().zip(u64::try_from(index).ok());
            let belongs = place.is_some_and(|(level, index)| index < kept_of(level, size));
            if !belongs {
                let level = u8::try_from(level).unwrap_or(u8::MAX);
                beyond.push(Place { level, index: u64::try_from(index).unwrap_or(u64::MAX) });
            }
        }
        Ok(beyond)
    }
}
