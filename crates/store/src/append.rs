//! What is handed in to be appended, and what comes back.

use std::sync::Arc;

use jiff::Timestamp;
use ledger::Hash;
use sha2::{Digest, Sha256};

use crate::desk::Connection;
use crate::{Error, Projection};

/// The id of a stream of entries: a docket's id, or `office`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StreamId(Arc<str>);

impl StreamId {
    /// An id from its text.
    pub fn new(id: &str) -> StreamId {
        StreamId(Arc::from(id))
    }

    /// The id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for StreamId {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

/// Entries to be appended to one stream, all or none.
pub struct Append {
    /// To which stream; it begins with its first entry.
    pub stream: StreamId,
    /// The length of the stream this was decided on.
    pub expected: u32,
    /// When it was recorded; kept to the microsecond.
    pub recorded_at: Timestamp,
    /// What is appended.
    pub content: Content,
    /// Makes the same request, sent twice, one act.
    pub idempotency: Option<Idempotency>,
    /// The scope whose key a stream that begins takes over, so that what was sealed in it stays
    /// readable from the stream: the draft that a docket comes from.
    pub keys_of: Option<String>,
    /// What else must happen in the same transaction or not at all.
    pub also: Option<Also>,
}

/// What an append brings.
pub enum Content {
    /// All is known.
    Ready(Written),
    /// A number is taken in the transaction that appends, and what is written holds it.
    Numbered(Numbered),
}

/// Takes the next number of a series.
pub struct Numbered {
    /// The series, `网审`.
    pub series: String,
    /// The Beijing year; each begins at 1.
    pub year: i16,
    /// What is written with a number. It is asked with the one that is foreseen, if one is, when
    /// the act is handed in, and on the writer with the one that is taken where that is another.
    /// It must be quick, must not fail, and answers the same each time.
    pub write: Box<dyn Fn(u32) -> Written + Send>,
}

/// Entries, and the list's view of the stream after them.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// In order; at least one.
    pub entries: Vec<NewEntry>,
    /// The stream as lists show it from now on; `None` leaves the lists as they are.
    pub projection: Option<Projection>,
}

/// An entry to be appended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// What is recorded, JSON; kept letter for letter.
    pub payload: String,
}

/// Marks a request, so that sending it again does not do it again.
#[derive(Debug, Clone)]
pub struct Idempotency {
    pub(crate) scope: Hash,
    pub(crate) request: Hash,
}

impl Idempotency {
    /// The `key` an `actor` gave to a `request` (its bytes, or whatever tells two requests apart).
    /// Another actor's equal key is another key.
    pub fn new(actor: &str, key: &str, request: &[u8]) -> Idempotency {
        let scope = Sha256::new()
            .chain_update(actor.len().to_be_bytes())
            .chain_update(actor)
            .chain_update(key);
        Idempotency {
            scope: Hash::from(<[u8; 32]>::from(scope.finalize())),
            request: Hash::from(<[u8; 32]>::from(Sha256::digest(request))),
        }
    }
}

type Statement = Box<dyn Fn(&Connection<'_>) -> Result<(), Error> + Send>;

/// Something that is done together with an append to what is kept beside the record
/// ([`crate::desk::together`]); if it fails, the append fails with it.
pub struct Also {
    pub(crate) change: Statement,
    /// Streams that take no entry any more once it is done.
    pub(crate) ends: Vec<StreamId>,
}

impl Also {
    pub(crate) fn new(
        change: impl Fn(&Connection<'_>) -> Result<(), Error> + Send + 'static,
    ) -> Also {
        Also { change: Box::new(change), ends: Vec::new() }
    }

    /// Both, in this order, or neither.
    pub fn and(self, next: Also) -> Also {
        let (first, second) = (self.change, next.change);
        let change = Box::new(move |conn: &Connection<'_>| {
            first(conn)?;
            second(conn)
        });
        Also { change, ends: [self.ends, next.ends].concat() }
    }
}

/// What was appended. Given out only when it is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// To which stream.
    pub stream: StreamId,
    /// Position of the first entry appended.
    pub first: u32,
    /// Position of the last: the length of the stream then.
    pub last: u32,
    /// Number of the last entry in the whole ledger, counted from 1.
    pub seq: u64,
    /// The number taken, if one was.
    pub number: Option<u32>,
}

/// An entry as it stands on the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Counted from 1 within the stream.
    pub position: u32,
    /// Counted from 1 within the ledger.
    pub seq: u64,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// What was recorded, JSON; or what is read in its place.
    pub payload: String,
    /// Whether it is what was recorded.
    pub reading: Reading,
}

/// Whether content is as it was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// It is.
    Original,
    /// The original was destroyed; this was put in its place.
    Redacted,
}
