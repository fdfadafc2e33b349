//! How an entry becomes a leaf, and the tree over the leaves as the database keeps it.

use jiff::Timestamp;
use ledger::{Algorithm, Frontier, Hash, Place};
use rusqlite::{Connection, OptionalExtension as _};

use crate::{Error, Random, StreamId, sql};

/// Of the tree's inner nodes every 8th level is kept: 1 hash for 256 leaves, and none is ever made
/// of more than 255 others.
pub(crate) const KEPT_EVERY: u8 = 8;

/// An entry ready to be written.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub payload: String,
    pub salt: [u8; 16],
    pub leaf: Hash,
    /// The same leaf in the tree of SM3.
    pub sm3: Hash,
}

impl Line {
    /// Salts an entry and makes it a leaf.
    pub(crate) fn seal(
        stream: &StreamId,
        position: u32,
        recorded_at: Timestamp,
        payload: String,
        random: &Random,
    ) -> Line {
        let mut salt = [0; 16];
        random(&mut salt);
        let content = ledger::commitment(&salt, payload.as_bytes());
        let data = data(&content, position, recorded_at.as_microsecond(), stream.as_str());
        Line { payload, salt, leaf: ledger::leaf(&data), sm3: Algorithm::Sm3.leaf(&data) }
    }
}

/// What the leaf of an entry is made of: the commitment to its content (32 bytes), its position
/// (4), the time of recording in microseconds (8, both big-endian) and the id of its stream. Place and
/// time are under the seal too, and stay provable when the content and its salt are destroyed.
pub(crate) fn data(content: &Hash, position: u32, recorded_at: i64, stream: &str) -> Vec<u8> {
    let mut data = Vec::with_capacity(44 + stream.len());
    data.extend_from_slice(content.as_bytes());
    data.extend_from_slice(&position.to_be_bytes());
    data.extend_from_slice(&recorded_at.to_be_bytes());
    data.extend_from_slice(stream.as_bytes());
    data
}

/// A tree as the database keeps it.
pub(crate) struct Leaves<'a> {
    conn: &'a Connection,
    algorithm: Algorithm,
}

impl<'a> Leaves<'a> {
    /// The tree of a hash function.
    pub(crate) fn of(algorithm: Algorithm, conn: &'a Connection) -> Leaves<'a> {
        Leaves { conn, algorithm }
    }

    /// The root of a complete subtree.
    pub(crate) fn subtree(&self, place: Place) -> Result<Hash, Error> {
        let above = place.level % KEPT_EVERY;
        let base = place.level - above;
        let from = signed(place.index << above)?;
        let until = from + (1 << above);
        let hashes = match base {
            // Entries are counted from 1, leaves from 0.
            0 => self.hashes(self.leaf_range(), &[from + 1, until + 1])?,
            _ => self.hashes(self.subtree_range(), &[i64::from(base), from, until])?,
        };
        let mut tree = Frontier::new(self.algorithm);
        for hash in &hashes {
            tree.append(*hash, |_, _| ());
        }
        if hashes.len() != 1 << above {
            return Err(Error::Damaged(format!("the tree lacks {place:?}")));
        }
        Ok(tree.head().root)
    }

    /// Some hashes side by side at a level of which all are kept.
    pub(crate) fn side_by_side(&self, first: Place, count: u16) -> Result<Vec<Hash>, Error> {
        let from = signed(first.index)?;
        let until = from.saturating_add(i64::from(count));
        match first.level {
            0 => self.hashes(self.leaf_range(), &[from + 1, until + 1]),
            level => self.hashes(self.subtree_range(), &[i64::from(level), from, until]),
        }
    }

    fn leaf_range(&self) -> &'static str {
        match self.algorithm {
            Algorithm::Sha256 => sql::LEAF_RANGE,
            Algorithm::Sm3 => sql::LEAF_RANGE_SM3,
        }
    }

    fn subtree_range(&self) -> &'static str {
        match self.algorithm {
            Algorithm::Sha256 => sql::SUBTREE_RANGE,
            Algorithm::Sm3 => sql::SUBTREE_RANGE_SM3,
        }
    }

    fn hashes(&self, statement: &str, bounds: &[i64]) -> Result<Vec<Hash>, Error> {
        let mut query = self.conn.prepare_cached(statement)?;
        let params = rusqlite::params_from_iter(bounds);
        let rows = query.query_map(params, |row| row.get::<_, [u8; 32]>(0))?;
        rows.map(|row| Ok(Hash::from(row?))).collect()
    }

    /// How many leaves there are.
    pub(crate) fn size(&self) -> Result<u64, Error> {
        let mut last = self.conn.prepare_cached(sql::ENTRY_LAST)?;
        let seq = last.query_row([], |row| row.get(0)).optional()?;
        unsigned(seq.unwrap_or(0))
    }
}

/// SQL knows no unsigned numbers.
pub(crate) fn signed(number: u64) -> Result<i64, Error> {
    i64::try_from(number).map_err(|_| Error::Damaged(format!("{number} is too large")))
}

/// The other way.
pub(crate) fn unsigned(number: i64) -> Result<u64, Error> {
    u64::try_from(number).map_err(|_| Error::Damaged(format!("{number} is negative")))
}
