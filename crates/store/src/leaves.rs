//! How an entry becomes a leaf, and the tree over the leaves as the database keeps it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use ledger::{Algorithm, Frontier, Hash, Place};
use rusqlite::{Connection, OptionalExtension as _};
use seal::Key;

use crate::vault::{self, Vault};
use crate::{Error, StreamId, sql};

/// Levels in a block: of the tree's inner nodes those of every 8th level are kept, and with each
/// the 16 in the middle of the block below it, once the block is whole. So a node of a whole block
/// is never made of more than 8 others, one of a block that still grows never of more than 255.
pub(crate) const BLOCK: u8 = 8;
/// The middle of a block.
pub(crate) const MIDDLE: u8 = 4;

/// Bytes of salt before the payload of an entry.
const SALT: usize = 16;

/// An entry ready to be written.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Salt and payload, under the entry's own key.
    pub sealed: Vec<u8>,
    /// That key, under the one of the stream's scope.
    pub wrapped: Vec<u8>,
    /// The commitment to salt and payload.
    pub content: Hash,
    pub leaf: Hash,
    /// The same leaf in the tree of SM3.
    pub sm3: Hash,
}

impl Line {
    /// Salts an entry, seals it under a key of its own and makes it a leaf.
    pub(crate) fn seal(
        stream: &StreamId,
        position: u32,
        recorded_at: Timestamp,
        payload: &str,
        key: &Key,
        vault: &Vault,
    ) -> Line {
        let mut salted = Vec::with_capacity(SALT + payload.len());
        salted.resize(SALT, 0);
        vault.random()(&mut salted);
        let content = ledger::commitment(&salted, payload.as_bytes());
        let data = data(&content, position, recorded_at.as_microsecond(), stream.as_str());
        let (leaf, sm3) = (ledger::leaf(&data), Algorithm::Sm3.leaf(&data));
        salted.extend_from_slice(payload.as_bytes());
        let context = vault::Place::Entry(stream.as_str(), position).context();
        let own = Key::generate(key.profile(), vault.random());
        let sealed = seal::seal(&own, &context, &salted, vault.random());
        let wrapped = key.wrap(&own, &context, vault.random());
        Line { sealed, wrapped, content, leaf, sm3 }
    }
}

/// Salt and payload of an entry, opened.
pub(crate) struct Salted(Vec<u8>);

impl Salted {
    /// Opens an entry.
    pub(crate) fn open(
        key: &Key,
        place: &vault::Place<'_>,
        wrapped: &[u8],
        sealed: &[u8],
    ) -> Result<Salted, Error> {
        let own = key.unwrap(wrapped, &place.context());
        let own = own.map_err(Error::sealed("the key of an entry"))?;
        Ok(Salted(vault::open(&own, place, sealed)?))
    }

    /// The salt, and the payload.
    pub(crate) fn parts(&self) -> Result<(&[u8], &str), Error> {
        let parts = self.0.split_at_checked(SALT);
        let (salt, payload) = parts.ok_or_else(|| Error::Damaged("no salt".to_owned()))?;
        let payload = std::str::from_utf8(payload);
        Ok((salt, payload.map_err(|_| Error::Damaged("no text".to_owned()))?))
    }

    /// The commitment to both.
    pub(crate) fn commitment(&self) -> Hash {
        let (salt, payload) = self.0.split_at_checked(SALT).unwrap_or_default();
        ledger::commitment(salt, payload)
    }
}

/// What the leaf of an entry is made of: the commitment to its content (32 bytes), its position
/// (4), the time of recording in microseconds (8, both big-endian) and the id of its stream. Place
/// and time are under the seal too, and stay provable when the content and its salt are destroyed.
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
    made: Option<&'a Made>,
}

/// Nodes of blocks that still grow, made once: every proof passes the right edge of its tree, and
/// what is complete never changes.
#[derive(Default)]
pub(crate) struct Made(Mutex<HashMap<(Algorithm, Place), Hash>>);

impl Made {
    /// Nodes remembered at most; a tree has but some dozens at its edge.
    const MOST: usize = 1024;

    fn find(&self, key: (Algorithm, Place)) -> Option<Hash> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key).copied()
    }

    fn keep(&self, key: (Algorithm, Place), hash: Hash) {
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if Made::MOST <= made.len() {
            made.clear();
        }
        made.insert(key, hash);
    }
}

impl<'a> Leaves<'a> {
    /// The tree of a hash function. Its nodes are made from the foot of their block: a leaf that
    /// was altered among the last shows in the root, whatever is kept above it. What is signed, and
    /// what the writer goes on from, is made so.
    pub(crate) fn of(algorithm: Algorithm, conn: &'a Connection) -> Leaves<'a> {
        Leaves { conn, algorithm, made: None }
    }

    /// The same for proofs, which anybody holds against a head: from the middle of a block that is
    /// whole, and remembering what was made of one that grows.
    pub(crate) fn remembering(self, made: &'a Made) -> Leaves<'a> {
        Leaves { made: Some(made), ..self }
    }

    /// The hash function.
    pub(crate) fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The root of the tree of the first so many leaves.
    pub(crate) fn root(&self, size: u64) -> Result<Hash, Error> {
        self.algorithm.root(size, |place| self.subtree(place))
    }

    /// The root of a complete subtree.
    pub(crate) fn subtree(&self, place: Place) -> Result<Hash, Error> {
        let foot = place.level - place.level % BLOCK;
        let key = (self.algorithm, place);
        let fast = self.made.filter(|_| MIDDLE <= place.level % BLOCK);
        if let Some(made) = fast {
            if let Some(hash) = made.find(key) {
                return Ok(hash);
            }
            // Kept of a block that is whole.
            if let Some(hash) = self.made(place, foot + MIDDLE)? {
                return Ok(hash);
            }
        }
        let hash = self.made(place, foot)?;
        let hash = hash.ok_or_else(|| Error::Damaged(format!("the tree lacks {place:?}")))?;
        if let Some(made) = fast {
            made.keep(key, hash);
        }
        Ok(hash)
    }

    /// The root of a complete subtree, made of the nodes of a level below it (or its own); `None`
    /// where one of them is not kept.
    pub(crate) fn made(&self, place: Place, base: u8) -> Result<Option<Hash>, Error> {
        let above = place.level - base;
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
        Ok((hashes.len() == 1 << above).then(|| tree.head().root))
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
