//! Reading the whole record and holding it against itself: every entry against its leaf, every leaf
//! against the chain, the tree against every head ever recorded, and all of it against a head that
//! somebody noted elsewhere.

mod kept;
mod reading;
mod tree;

use std::collections::HashMap;
use std::iter::Peekable;
use std::vec::IntoIter;

use ledger::{Algorithm, Hash, Head};
use rusqlite::{Connection, Row};

use crate::contents::{Contents, Whole};
use crate::leaves::unsigned;
use crate::log::all_signed;
use crate::reader::streams;
use crate::{Error, Reader, StreamId, sql};

pub(crate) use reading::Read;

use reading::Opened;
use tree::Tree;

/// Faults told at most; the rest is counted.
const TOLD: usize = 1000;

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The ledger as its entries make it now.
    pub head: Head,
    /// Streams.
    pub streams: u64,
    /// Heads recorded, each held against the tree.
    pub heads: u64,
    /// Whether content was opened and held against its leaf, too.
    pub content: ContentSeen,
    /// What was destroyed with its key. The ledger still stands; that each destruction is itself on
    /// record is for those to say who know what entries mean.
    pub destroyed: Vec<Destroyed>,
    /// Heads signed, of both trees, each held against its tree.
    pub signed: u64,
    /// What is wrong, in the order of the ledger; the first thousand.
    pub faults: Vec<Fault>,
    /// How much is wrong.
    pub count: u64,
}

/// An entry by its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Number in the ledger, from 1.
    pub seq: u64,
    /// Stream.
    pub stream: StreamId,
    /// Number in the stream, from 1.
    pub position: u32,
}

/// Whether a verification could open content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentSeen {
    /// All that was not destroyed.
    Opened,
    /// The keys were not at hand: ledger and places are verified, content is not.
    KeysNotAtHand,
}

/// Content whose key was destroyed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destroyed {
    /// All of a scope: a docket or a draft.
    Scope(String),
    /// An entry; with SHA-256 of what is read in its place.
    Entry(Named, Hash),
}

/// Something wrong with the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Content, place or time of an entry is not what its leaf was made of.
    Changed(Named),
    /// The key of an entry is gone, and nothing stands in the place of its content.
    KeyLost(Named),
    /// The entry is not the one that followed the one before it: exchanged, moved, or put in.
    Unlinked(Named),
    /// Entries of the ledger are not there.
    Removed {
        /// First number that is missing.
        first: u64,
        /// Last.
        last: u64,
    },
    /// The entry does not continue its stream: others are missing before it, or it was moved.
    OutOfOrder {
        /// The entry.
        entry: Named,
        /// The position that was to come.
        expected: u32,
    },
    /// An entry is known to lists or was acknowledged, and is not there.
    Lost {
        /// Its stream.
        stream: StreamId,
        /// Its number in the stream.
        position: u32,
    },
    /// The tree over the first entries is not the one recorded when they were committed. The first
    /// such head bounds where the record was altered.
    Head {
        /// Entries it covers.
        size: u64,
        /// Entries covered by the last head that agrees.
        agreed: u64,
    },
    /// A head that the office signed is not that of the entries: they were altered after it was
    /// signed.
    Signed {
        /// Of which tree.
        algorithm: Algorithm,
        /// Entries it covers.
        size: u64,
        /// Entries covered by the last signed head that agrees.
        agreed: u64,
        /// Witnesses that signed it, too.
        witnesses: Vec<String>,
    },
    /// A kept hash of a tree is not what the leaves give.
    Subtree {
        /// Which tree.
        algorithm: Algorithm,
        /// Height above the leaves.
        level: u8,
        /// Counted from 0.
        index: u64,
    },
    /// A head noted elsewhere is not a beginning of this ledger.
    Against {
        /// Of which tree.
        algorithm: Algorithm,
        /// The head that was given.
        head: Head,
        /// Entries covered by the largest head given that agrees.
        agreed: u64,
    },
}

impl Reader {
    /// Reads and checks the whole record. `against` is a head noted elsewhere, without which nobody
    /// can tell a record cut short, or rewritten, together with all its heads. `progress` is told
    /// now and then how many entries are read.
    pub fn verify(
        &self,
        against: Option<Head>,
        progress: impl FnMut(u64),
    ) -> Result<Verified, Error> {
        let against: Vec<_> = against.map(|head| (Algorithm::Sha256, head)).into_iter().collect();
        self.verify_against(&against, progress)
    }

    /// The same with any number of heads noted elsewhere, of either tree.
    pub fn verify_against(
        &self,
        against: &[(Algorithm, Head)],
        mut progress: impl FnMut(u64),
    ) -> Result<Verified, Error> {
        self.read(|conn| {
            let streams = streams(conn)?;
            let mut contents = Contents::begin(conn, self.vault(), &streams)?;
            let streams = streams.into_iter().collect();
            let mut check = Check::begin(conn, &streams, against)?;
            reading::each(conn, &streams, &mut contents, |opened| {
                let seq = opened.read.named.seq;
                if seq.is_multiple_of(1024) {
                    progress(seq);
                }
                check.entry(opened)
            })?;
            check.end(conn, contents)
        })
    }
}

/// A hash as kept. One of another length is no hash: zeros, which no entry can give, stand for it.
fn hash(row: &Row<'_>, column: usize) -> Result<Hash, Error> {
    let bytes = row.get_ref(column)?.as_bytes_or_null().map_err(rusqlite::Error::from)?;
    Ok(Hash::from(<[u8; 32]>::try_from(bytes.unwrap_or_default()).unwrap_or([0; 32])))
}

/// Where the reading stands.
struct Check<'c> {
    /// The last position of each stream, by its number in the database.
    streams: HashMap<i64, u32>,
    heads: Peekable<IntoIter<Head>>,
    tree: Tree<'c>,
    sm3: Tree<'c>,
    /// The link before the next entry; `None` where it is missing.
    chain: Option<Hash>,
    next: u64,
    agreed: u64,
    found: Found,
}

/// Faults, told or only counted.
#[derive(Default)]
struct Found {
    faults: Vec<Fault>,
    count: u64,
    heads: u64,
    signed: u64,
}

impl Found {
    fn add(&mut self, fault: Fault) {
        if self.faults.len() < TOLD {
            self.faults.push(fault);
        }
        self.count += 1;
    }
}

impl<'c> Check<'c> {
    fn begin(
        conn: &'c Connection,
        streams: &HashMap<i64, StreamId>,
        against: &[(Algorithm, Head)],
    ) -> Result<Check<'c>, Error> {
        let mut query = conn.prepare(sql::HEAD_ALL)?;
        let mut rows = query.query([])?;
        let mut heads = Vec::new();
        while let Some(row) = rows.next()? {
            let size = unsigned(row.get(0)?)?;
            let root = hash(row, 1)?;
            heads.push(Head { size, root });
        }
        let signed = all_signed(conn)?;
        let mut found =
            Found { heads: heads.len() as u64, signed: signed.len() as u64, ..Found::default() };
        Ok(Check {
            streams: streams.keys().map(|stream| (*stream, 0)).collect(),
            heads: heads.into_iter().peekable(),
            tree: Tree::begin(Algorithm::Sha256, conn, &signed, against, &mut found),
            sm3: Tree::begin(Algorithm::Sm3, conn, &signed, against, &mut found),
            chain: Some(ledger::empty_root()),
            next: 1,
            agreed: 0,
            found,
        })
    }

    fn entry(&mut self, opened: &Opened) -> Result<(), Error> {
        let entry = &opened.read;
        let Named { seq, position, .. } = entry.named;
        if self.next < seq {
            self.found.add(Fault::Removed { first: self.next, last: seq - 1 });
            self.chain = None;
            self.tree.lose();
            self.sm3.lose();
        }
        self.next = seq + 1;
        let named = || entry.named.clone();
        match opened.whole {
            Whole::Yes if opened.made => (),
            Whole::Yes | Whole::No => self.found.add(Fault::Changed(named())),
            Whole::KeyLost => self.found.add(Fault::KeyLost(named())),
        }
        let follows = |chain| ledger::chain(&chain, &entry.leaf) == entry.chain;
        if !self.chain.is_none_or(follows) {
            self.found.add(Fault::Unlinked(named()));
        }
        self.chain = Some(entry.chain);
        let last = self.streams.entry(entry.stream).or_insert(position.saturating_sub(1));
        let expected = last.saturating_add(1);
        if position != expected {
            let entry = named();
            self.found.add(Fault::OutOfOrder { entry, expected });
        }
        *last = position.max(*last);
        self.tree.grow(entry.leaf, &mut self.found)?;
        self.sm3.grow(entry.sm3, &mut self.found)?;
        self.hold_heads();
        Ok(())
    }

    /// Holds the tree against the head recorded at this size.
    fn hold_heads(&mut self) {
        let Some(size) = self.tree.size() else {
            return;
        };
        if let Some(recorded) = self.heads.next_if(|head| head.size <= size) {
            let agreed = self.agreed;
            match self.tree.head() == Some(recorded) {
                true => self.agreed = size,
                false => self.found.add(Fault::Head { size, agreed }),
            }
        }
    }

    fn end(mut self, conn: &Connection, contents: Contents) -> Result<Verified, Error> {
        let size = self.next - 1;
        let head = self.tree.head();
        let recorded = self.heads.by_ref().last().map_or(0, |head| head.size);
        if size < recorded {
            self.found.add(Fault::Removed { first: self.next, last: recorded });
        }
        for statement in [sql::REVIEW_LOST, sql::RECEIPT_LOST] {
            self.lost(conn, statement)?;
        }
        let Check { tree, sm3, mut found, streams, .. } = self;
        let signed = tree.end(&mut found)?.max(sm3.end(&mut found)?);
        if size.max(recorded) < signed {
            let first = size.max(recorded) + 1;
            found.add(Fault::Removed { first, last: signed });
        }
        Ok(Verified {
            head: head.unwrap_or(Head { size, root: Hash::from([0; 32]) }),
            streams: streams.len() as u64,
            heads: found.heads,
            signed: found.signed,
            content: contents.seen(),
            destroyed: contents.destroyed,
            faults: found.faults,
            count: found.count,
        })
    }

    /// Entries that something else knows of.
    fn lost(&mut self, conn: &Connection, statement: &str) -> Result<(), Error> {
        let mut query = conn.prepare(statement)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let stream: String = row.get(0)?;
            self.found.add(Fault::Lost { stream: StreamId::new(&stream), position: row.get(1)? });
        }
        Ok(())
    }
}
