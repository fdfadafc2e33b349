//! The log as those see it who check it: heads, proofs and tiles of both trees, what was signed of
//! them, and by which witnesses.

use ledger::{Algorithm, Bundle, Checkpoint, Hash, Head, Place, ProofError, Signature, Tile};
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::leaves::{Leaves, signed, unsigned};
use crate::opened::sealed;
use crate::second::page;
use crate::{Error, Reader, SealedEntry, Store, StreamId, sql};

/// A proof that an entry is in the ledger, with what a verifier needs to make its leaf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inclusion {
    /// The ledger the proof is for.
    pub head: Head,
    /// The entry.
    pub entry: SealedEntry,
    /// Siblings on the way up.
    pub path: Vec<Hash>,
}

/// A head that was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Of which tree.
    pub algorithm: Algorithm,
    /// Entries it covers.
    pub size: u64,
    /// As the office signed it.
    pub note: String,
    /// Lines of witnesses, each with its end; empty where nobody has signed yet.
    pub cosignatures: Vec<String>,
}

impl Signed {
    /// The note with the lines of the witnesses under it.
    pub fn whole(&self) -> String {
        format!("{}{}", self.note, self.cosignatures.concat())
    }

    /// The head it says it is of; `None` where it is no checkpoint.
    pub fn head(&self) -> Option<Head> {
        Checkpoint::read(self.note.as_bytes()).ok().map(|(checkpoint, _)| checkpoint.head)
    }
}

impl Reader {
    /// How many entries the ledger has.
    pub fn count(&self) -> Result<u64, Error> {
        self.read(|conn| Leaves::of(Algorithm::Sha256, conn).size())
    }

    /// The ledger now: its size and root.
    pub fn head(&self) -> Result<Head, Error> {
        self.head_of(Algorithm::Sha256, None)
    }

    /// The ledger when it had this size.
    pub fn head_at(&self, size: u64) -> Result<Head, Error> {
        self.head_of(Algorithm::Sha256, Some(size))
    }

    /// The head of a tree at a size, else now.
    pub fn head_of(&self, algorithm: Algorithm, size: Option<u64>) -> Result<Head, Error> {
        self.read(|conn| head(&Leaves::of(algorithm, conn), size))
    }

    /// The ledger as the last commit recorded it, once the tree is found to agree; a head that is
    /// to be signed is this one.
    pub fn recorded_head(&self) -> Result<Head, Error> {
        self.read(|conn| {
            let mut last = conn.prepare_cached(sql::HEAD_LAST)?;
            let last = last.query_row([], |row| Ok((row.get(0)?, row.get::<_, [u8; 32]>(1)?)));
            let leaves = Leaves::of(Algorithm::Sha256, conn);
            let now = head(&leaves, None)?;
            let recorded = match last.optional()? {
                None => head(&leaves, Some(0))?,
                Some((size, root)) => Head { size: unsigned(size)?, root: Hash::from(root) },
            };
            if recorded != now {
                let text = "the last head is not that of the entries: run `anshen ledger verify`";
                return Err(Error::Damaged(text.to_owned()));
            }
            Ok(now)
        })
    }

    /// The number in the ledger of an entry of a stream.
    pub fn place_of(&self, stream: &StreamId, position: u32) -> Result<Option<u64>, Error> {
        self.read(|conn| {
            let mut find = conn.prepare_cached(sql::ENTRY_PLACE)?;
            let found = find.query_row((stream.as_str(), position), |row| row.get(0)).optional()?;
            found.map(unsigned).transpose()
        })
    }

    /// Proves that entry `seq` is in the ledger as it is now.
    pub fn inclusion(&self, seq: u64) -> Result<Inclusion, Error> {
        self.inclusion_in(Algorithm::Sha256, seq, None)
    }

    /// Proves that entry `seq` is in a tree at a size, else as it is now.
    pub fn inclusion_in(
        &self,
        algorithm: Algorithm,
        seq: u64,
        size: Option<u64>,
    ) -> Result<Inclusion, Error> {
        self.read(|conn| {
            let leaves = self.leaves(algorithm, conn);
            let head = head(&leaves, size)?;
            let out_of_range = || Error::OutOfRange { asked: seq, size: head.size };
            let index = seq.checked_sub(1).ok_or_else(out_of_range)?;
            let path = algorithm.inclusion(index, head.size, |place| leaves.subtree(place));
            let path = path.map_err(|error| match error {
                ProofError::OutOfRange { .. } => out_of_range(),
                ProofError::Source(error) => error,
            })?;
            let entry = sealed(conn, self.vault(), seq)?.ok_or_else(out_of_range)?;
            Ok(Inclusion { head, entry, path })
        })
    }

    /// Proves that the ledger of `old` entries is the beginning of the one there is now.
    pub fn consistency(&self, old: u64) -> Result<(Head, Vec<Hash>), Error> {
        self.consistency_in(Algorithm::Sha256, old, None)
    }

    /// Proves that a tree of `old` entries is the beginning of the same at a size, else now.
    pub fn consistency_in(
        &self,
        algorithm: Algorithm,
        old: u64,
        size: Option<u64>,
    ) -> Result<(Head, Vec<Hash>), Error> {
        self.read(|conn| {
            let leaves = self.leaves(algorithm, conn);
            let head = head(&leaves, size)?;
            let path = algorithm.consistency(old, head.size, |place| leaves.subtree(place));
            let path = path.map_err(|error| match error {
                ProofError::OutOfRange { asked, size } => Error::OutOfRange { asked, size },
                ProofError::Source(error) => error,
            })?;
            Ok((head, path))
        })
    }

    /// The hashes of a tile; `None` where the tree has not all of them.
    pub fn tile(&self, algorithm: Algorithm, tile: Tile) -> Result<Option<Vec<Hash>>, Error> {
        self.read(|conn| {
            let leaves = Leaves::of(algorithm, conn);
            let Some(first) = tile.places().next().filter(|_| tile.level < 8) else {
                return Ok(None);
            };
            if !tile.is_in(leaves.size()?) {
                return Ok(None);
            }
            let hashes = leaves.side_by_side(first, tile.width)?;
            match hashes.len() == usize::from(tile.width) {
                true => Ok(Some(hashes)),
                false => Err(Error::Damaged(format!("the tree lacks part of {tile:?}"))),
            }
        })
    }

    /// What the leaves of a bundle are made of; `None` where there are not that many.
    pub fn bundle(&self, bundle: Bundle) -> Result<Option<Vec<Vec<u8>>>, Error> {
        self.read(|conn| {
            let there = Leaves::of(Algorithm::Sha256, conn).size()?;
            let Some(Place { index, .. }) = bundle.tile().places().next() else {
                return Ok(None);
            };
            if !bundle.tile().is_in(there) {
                return Ok(None);
            }
            let from = signed(index)? + 1;
            let page = page(conn, from, from + i64::from(bundle.width))?;
            match page.len() == usize::from(bundle.width) {
                true => Ok(Some(page.into_iter().map(|(_, data)| data).collect())),
                false => Err(Error::Damaged(format!("entries of {bundle:?} are not there"))),
            }
        })
    }

    /// The last head of a tree that was signed, with what witnesses signed of it.
    pub fn last_signed(&self, algorithm: Algorithm) -> Result<Option<Signed>, Error> {
        self.read(|conn| {
            let mut last = conn.prepare_cached(sql::CHECKPOINT_LAST)?;
            let found = last.query_row([algorithm.name()], |row| Ok((row.get(0)?, row.get(1)?)));
            found.optional()?.map(|found| with_cosignatures(conn, algorithm, found)).transpose()
        })
    }

    /// The first signed head of a tree that covers entry `seq`: the one that is the same whenever
    /// it is asked for.
    pub fn signed_over(&self, algorithm: Algorithm, seq: u64) -> Result<Option<Signed>, Error> {
        self.read(|conn| {
            let mut first = conn.prepare_cached(sql::CHECKPOINT_COVERING)?;
            let found = first
                .query_row((algorithm.name(), signed(seq)?), |row| Ok((row.get(0)?, row.get(1)?)));
            found.optional()?.map(|found| with_cosignatures(conn, algorithm, found)).transpose()
        })
    }

    /// Every head that was signed, tree by tree, the smallest first.
    pub fn all_signed(&self) -> Result<Vec<Signed>, Error> {
        self.read(all_signed)
    }

    /// The largest size of a tree that a witness signed, as far as this folder knows; 0 for none.
    pub fn witnessed(&self, algorithm: Algorithm, witness: &str) -> Result<u64, Error> {
        self.read(|conn| {
            let mut last = conn.prepare_cached(sql::COSIGNATURE_LAST)?;
            let size: Option<i64> =
                last.query_row((algorithm.name(), witness), |row| row.get(0))?;
            unsigned(size.unwrap_or(0))
        })
    }
}

impl Store {
    /// Keeps a head that was signed; the first of a size stays.
    pub fn keep_signed(&self, algorithm: Algorithm, size: u64, note: &str) -> Result<(), Error> {
        let note = note.to_owned();
        self.write(move |conn| {
            let mut add = conn.prepare_cached(sql::CHECKPOINT_ADD)?;
            add.execute(params![algorithm.name(), signed(size)?, note])?;
            Ok(())
        })
    }

    /// Keeps what a witness signed of a head; its first signature of a size stays.
    pub fn keep_cosignature(
        &self,
        algorithm: Algorithm,
        size: u64,
        signature: &Signature,
    ) -> Result<(), Error> {
        let (name, line) = (signature.name.to_string(), signature.to_string());
        self.write(move |conn| {
            let mut add = conn.prepare_cached(sql::COSIGNATURE_ADD)?;
            add.execute(params![algorithm.name(), signed(size)?, name, line])?;
            Ok(())
        })
    }
}

/// The head of a tree at a size, else now.
fn head(leaves: &Leaves<'_>, size: Option<u64>) -> Result<Head, Error> {
    let there = leaves.size()?;
    let size = size.unwrap_or(there);
    if there < size {
        return Err(Error::OutOfRange { asked: size, size: there });
    }
    let root = leaves.root(size)?;
    Ok(Head { size, root })
}

fn with_cosignatures(
    conn: &Connection,
    algorithm: Algorithm,
    (size, note): (i64, String),
) -> Result<Signed, Error> {
    let mut query = conn.prepare_cached(sql::COSIGNATURE_OF)?;
    let lines = query.query_map((algorithm.name(), size), |row| row.get(0))?;
    let cosignatures = lines.collect::<Result<_, _>>()?;
    Ok(Signed { algorithm, size: unsigned(size)?, note, cosignatures })
}

/// Every head that was signed, tree by tree, the smallest first. One of a tree that no program
/// knows is passed over.
pub(crate) fn all_signed(conn: &Connection) -> Result<Vec<Signed>, Error> {
    let mut query = conn.prepare_cached(sql::CHECKPOINT_ALL)?;
    let mut rows = query.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let tree: String = row.get(0)?;
        let known = Algorithm::ALL.into_iter().find(|algorithm| algorithm.name() == tree);
        if let Some(algorithm) = known {
            all.push(with_cosignatures(conn, algorithm, (row.get(1)?, row.get(2)?))?);
        }
    }
    Ok(all)
}
