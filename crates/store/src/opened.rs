//! Entries as they are read: opened, or what stands in the place of what was destroyed.

use jiff::Timestamp;
use ledger::Hash;
use rusqlite::{Connection, Row};
use seal::Key;

use crate::leaves::{Salted, data, signed, unsigned};
use crate::vault::{Place, Side, Vault, open_text};
use crate::{Error, Reading, Stored, StreamId, sql};

/// An entry with its seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedEntry {
    /// Its stream.
    pub stream: StreamId,
    /// Counted from 1 within the ledger.
    pub seq: u64,
    /// Counted from 1 within the stream.
    pub position: u32,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// The commitment to salt and content.
    pub content: Hash,
    /// The leaf as kept.
    pub leaf: Hash,
    /// Its content.
    pub opened: Opened,
}

/// The content of an entry, as far as it opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// It is open.
    Content {
        /// The salt of the commitment.
        salt: Vec<u8>,
        /// What was recorded, JSON.
        payload: String,
    },
    /// The keys are not at hand.
    KeysNotAtHand,
    /// It was destroyed with its key.
    Destroyed,
    /// It is not what was sealed, or its key is not.
    Altered,
}

impl SealedEntry {
    /// What its leaf is made of: commitment, position, time, stream.
    pub fn leaf_data(&self) -> Vec<u8> {
        let recorded_at = self.recorded_at.as_microsecond();
        data(&self.content, self.position, recorded_at, self.stream.as_str())
    }

    /// Whether the leaf is made of what is kept: of the content where that is open.
    pub fn is_genuine(&self) -> bool {
        let content = match &self.opened {
            Opened::Content { salt, payload } => ledger::commitment(salt, payload.as_bytes()),
            Opened::KeysNotAtHand | Opened::Destroyed => self.content,
            Opened::Altered => return false,
        };
        content == self.content && ledger::leaf(&self.leaf_data()) == self.leaf
    }
}

/// What becomes of an entry that does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closed {
    /// It is an error.
    Refused,
    /// It is passed over: verification tells of it.
    Skipped,
}

/// The entries of a stream after a position.
pub(crate) fn entries(
    conn: &Connection,
    vault: &Vault,
    side: Side,
    stream: &StreamId,
    after: u32,
    closed: Closed,
) -> Result<Vec<Stored>, Error> {
    let Some(key) = vault.find(conn, side, stream.as_str())? else {
        return Ok(Vec::new());
    };
    let mut query = conn.prepare_cached(sql::ENTRY_OF_STREAM)?;
    let mut rows = query.query((stream.as_str(), after))?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let position = row.get(1)?;
        let content =
            Kept { sealed: blob(row, 3)?, wrapped: blob(row, 4)?, redacted: blob(row, 5)? };
        let (payload, reading) = match content.read(&key, stream.as_str(), position) {
            Err(_) if closed == Closed::Skipped => continue,
            read => read?,
        };
        entries.push(Stored {
            seq: unsigned(row.get(0)?)?,
            position,
            recorded_at: timestamp(row.get(2)?)?,
            payload,
            reading,
        });
    }
    Ok(entries)
}

/// What is kept of an entry's content.
struct Kept<'a> {
    sealed: Option<&'a [u8]>,
    wrapped: Option<&'a [u8]>,
    redacted: Option<&'a [u8]>,
}

impl Kept<'_> {
    /// The content, or what stands in its place.
    fn read(&self, key: &Key, stream: &str, position: u32) -> Result<(String, Reading), Error> {
        if let Some(redacted) = self.redacted {
            let text = open_text(key, &Place::Redaction(stream, position), redacted)?;
            return Ok((text, Reading::Redacted));
        }
        let salted = self.salted(key, stream, position)?;
        Ok((salted.parts()?.1.to_owned(), Reading::Original))
    }

    fn salted(&self, key: &Key, stream: &str, position: u32) -> Result<Salted, Error> {
        let lost = || Error::Destroyed(format!("{stream} {position}"));
        let (wrapped, sealed) = self.wrapped.zip(self.sealed).ok_or_else(lost)?;
        Salted::open(key, &Place::Entry(stream, position), wrapped, sealed)
    }
}

/// Bytes of a column; `None` where it is NULL.
fn blob<'a>(row: &'a Row<'_>, column: usize) -> Result<Option<&'a [u8]>, Error> {
    Ok(row.get_ref(column)?.as_blob_or_null().map_err(rusqlite::Error::from)?)
}

/// An entry with its seal.
pub(crate) fn sealed(
    conn: &Connection,
    vault: &Vault,
    seq: u64,
) -> Result<Option<SealedEntry>, Error> {
    let mut query = conn.prepare_cached(sql::ENTRY_BY_SEQ)?;
    let mut rows = query.query([signed(seq)?])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let stream: String = row.get(0)?;
    let position = row.get(1)?;
    let content = Kept { sealed: blob(row, 3)?, wrapped: blob(row, 4)?, redacted: None };
    let salted = match vault.find(conn, Side::Reading, &stream) {
        Ok(Some(key)) => content.salted(&key, &stream, position),
        Ok(None) => Err(Error::Damaged(format!("`{stream}` has no key"))),
        Err(error) => Err(error),
    };
    let opened = match salted.as_ref().map(Salted::parts) {
        Ok(Ok((salt, payload))) => {
            Opened::Content { salt: salt.to_vec(), payload: payload.to_owned() }
        }
        Err(Error::NoKeys) => Opened::KeysNotAtHand,
        Err(Error::Destroyed(_)) => Opened::Destroyed,
        Ok(Err(_)) | Err(Error::Sealed { .. } | Error::Damaged(_)) => Opened::Altered,
        Err(_) => return salted.map(|_| None),
    };
    Ok(Some(SealedEntry {
        stream: StreamId::new(&stream),
        seq,
        position,
        recorded_at: timestamp(row.get(2)?)?,
        content: Hash::from(row.get::<_, [u8; 32]>(6)?),
        leaf: Hash::from(row.get::<_, [u8; 32]>(7)?),
        opened,
    }))
}

/// Reads a time of recording.
pub(crate) fn timestamp(microseconds: i64) -> Result<Timestamp, Error> {
    let wrong = |_| Error::Damaged(format!("{microseconds} µs is no time"));
    Timestamp::from_microsecond(microseconds).map_err(wrong)
}
