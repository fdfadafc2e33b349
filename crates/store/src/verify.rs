//! Reading the whole record and holding it against itself: every entry against its leaf, every leaf
//! against the chain, the tree against every head ever recorded, and all of it against a head that
//! somebody noted elsewhere.

use std::collections::{BTreeMap, HashMap};
use std::iter::Peekable;
use std::vec::IntoIter;

use ledger::{Frontier, Hash, Head, Place};
use rusqlite::{Connection, Row};

use crate::contents::{Contents, Whole};
use crate::leaves::{KEPT_EVERY, leaf, unsigned};
use crate::reader::streams;
use crate::vault::Vault;
use crate::{Error, Reader, StreamId, sql};

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
    /// A kept hash of the tree is not what the leaves give.
    Subtree {
        /// Height above the leaves.
        level: u8,
        /// Counted from 0.
        index: u64,
    },
    /// The head noted elsewhere is not a beginning of this ledger.
    Against {
        /// The head that was given.
        head: Head,
    },
}

impl Reader {
    /// Reads and checks the whole record. `against` is a head noted elsewhere, without which nobody
    /// can tell a record cut short, or rewritten, together with all its heads. `progress` is told
    /// now and then how many entries are read.
    pub fn verify(
        &self,
        against: Option<Head>,
        mut progress: impl FnMut(u64),
    ) -> Result<Verified, Error> {
        self.read(|conn| {
            let mut check = Check::begin(conn, self.vault(), against)?;
            let mut query = conn.prepare(sql::ENTRY_ALL)?;
            let mut rows = query.query([])?;
            while let Some(row) = rows.next()? {
                let entry = Read::from(row)?;
                if entry.seq.is_multiple_of(1024) {
                    progress(entry.seq);
                }
                check.entry(&entry, row);
            }
            check.end(conn)
        })
    }
}

/// A row of the record.
pub(crate) struct Read {
    pub seq: u64,
    pub stream: i64,
    pub position: u32,
    recorded_at: i64,
    pub content: Hash,
    leaf: Hash,
    chain: Hash,
}

impl Read {
    fn from(row: &Row<'_>) -> Result<Read, Error> {
        Ok(Read {
            seq: unsigned(row.get(0)?)?,
            stream: row.get(1)?,
            position: row.get(2)?,
            recorded_at: row.get(3)?,
            content: hash(row, 6)?,
            leaf: hash(row, 7)?,
            chain: hash(row, 8)?,
        })
    }
}

/// A hash as kept. One of another length is no hash: zeros, which no entry can give, stand for it.
fn hash(row: &Row<'_>, column: usize) -> Result<Hash, Error> {
    let bytes = row.get_ref(column)?.as_bytes().map_err(rusqlite::Error::from)?;
    Ok(Hash::from(<[u8; 32]>::try_from(bytes).unwrap_or([0; 32])))
}

/// Where the reading stands.
struct Check {
    contents: Contents,
    streams: HashMap<i64, (StreamId, u32)>,
    heads: Peekable<IntoIter<Head>>,
    against: Option<Head>,
    /// The tree so far; `None` once leaves are missing.
    tree: Option<Frontier>,
    subtrees: BTreeMap<Place, Hash>,
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
}

impl Found {
    fn add(&mut self, fault: Fault) {
        if self.faults.len() < TOLD {
            self.faults.push(fault);
        }
        self.count += 1;
    }
}

impl Check {
    fn begin(conn: &Connection, vault: &Vault, against: Option<Head>) -> Result<Check, Error> {
        let mut query = conn.prepare(sql::HEAD_ALL)?;
        let mut rows = query.query([])?;
        let mut heads = Vec::new();
        while let Some(row) = rows.next()? {
            let size = unsigned(row.get(0)?)?;
            let root = hash(row, 1)?;
            heads.push(Head { size, root });
        }
        let found = Found { heads: heads.len() as u64, ..Found::default() };
        let streams = streams(conn)?;
        let contents = Contents::begin(conn, vault, &streams)?;
        let streams = streams.into_iter();
        let mut check = Check {
            contents,
            streams: streams.map(|(key, id)| (key, (id, 0))).collect(),
            heads: heads.into_iter().peekable(),
            against,
            tree: Some(Frontier::default()),
            subtrees: BTreeMap::new(),
            chain: Some(ledger::empty_root()),
            next: 1,
            agreed: 0,
            found,
        };
        check.hold_against();
        Ok(check)
    }

    fn entry(&mut self, entry: &Read, row: &Row<'_>) {
        if self.next < entry.seq {
            self.found.add(Fault::Removed { first: self.next, last: entry.seq - 1 });
            (self.tree, self.chain) = (None, None);
        }
        self.next = entry.seq + 1;
        let unknown = (StreamId::new("?"), entry.position.saturating_sub(1));
        let (stream, last) = self.streams.entry(entry.stream).or_insert(unknown);
        let named = || Named { seq: entry.seq, stream: stream.clone(), position: entry.position };
        let made = leaf(&entry.content, entry.position, entry.recorded_at, stream.as_str());
        match self.contents.hold(entry, row, &named()) {
            Whole::Yes if made == entry.leaf => (),
            Whole::Yes | Whole::No => self.found.add(Fault::Changed(named())),
            Whole::KeyLost => self.found.add(Fault::KeyLost(named())),
        }
        let follows = |chain| ledger::chain(&chain, &entry.leaf) == entry.chain;
        if !self.chain.is_none_or(follows) {
            self.found.add(Fault::Unlinked(named()));
        }
        self.chain = Some(entry.chain);
        let expected = last.saturating_add(1);
        if entry.position != expected {
            let entry = named();
            self.found.add(Fault::OutOfOrder { entry, expected });
        }
        *last = entry.position.max(*last);
        self.grow(entry.leaf);
    }

    /// Puts a leaf on the tree and holds it against the heads of that size.
    fn grow(&mut self, leaf: Hash) {
        let Some(tree) = &mut self.tree else {
            return;
        };
        let subtrees = &mut self.subtrees;
        tree.append(leaf, |place, hash| {
            if place.level.is_multiple_of(KEPT_EVERY) {
                subtrees.insert(place, *hash);
            }
        });
        let size = tree.size();
        if let Some(recorded) = self.heads.next_if(|head| head.size <= size) {
            let agrees = recorded == tree.head();
            let agreed = self.agreed;
            match agrees {
                true => self.agreed = size,
                false => self.found.add(Fault::Head { size, agreed }),
            }
        }
        self.hold_against();
    }

    /// Forgets the head noted elsewhere once the ledger is found to begin with it.
    fn hold_against(&mut self) {
        if let (Some(tree), Some(head)) = (&self.tree, self.against)
            && tree.size() == head.size
            && tree.head() == head
        {
            self.against = None;
        }
    }

    fn end(mut self, conn: &Connection) -> Result<Verified, Error> {
        let size = self.next - 1;
        if let Some(last) = self.heads.by_ref().last().filter(|head| size < head.size) {
            self.found.add(Fault::Removed { first: self.next, last: last.size });
        }
        for statement in [sql::REVIEW_LOST, sql::RECEIPT_LOST] {
            self.lost(conn, statement)?;
        }
        if self.tree.is_some() {
            self.kept(conn)?;
        }
        if let Some(head) = self.against {
            self.found.add(Fault::Against { head });
        }
        let unknown = Head { size, root: Hash::from([0; 32]) };
        Ok(Verified {
            head: self.tree.map_or(unknown, |tree| tree.head()),
            streams: self.streams.len() as u64,
            heads: self.found.heads,
            content: self.contents.seen(),
            destroyed: self.contents.destroyed,
            faults: self.found.faults,
            count: self.found.count,
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

    /// The kept hashes of the tree, each of which must be there and right.
    fn kept(&mut self, conn: &Connection) -> Result<(), Error> {
        let mut query = conn.prepare(sql::SUBTREE_ALL)?;
        let mut rows = query.query([])?;
        let mut wrong = std::mem::take(&mut self.subtrees);
        while let Some(row) = rows.next()? {
            let place = Place { level: row.get(0)?, index: unsigned(row.get(1)?)? };
            let kept = hash(row, 2)?;
            if wrong.remove(&place) != Some(kept) {
                wrong.insert(place, kept);
            }
        }
        for Place { level, index } in wrong.into_keys() {
            self.found.add(Fault::Subtree { level, index });
        }
        Ok(())
    }
}
