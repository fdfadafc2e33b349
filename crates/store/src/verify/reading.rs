//! The record read entry by entry, in the order of the ledger. Two hands do it: one reads the
//! database, the other opens what was read and hashes it; what follows from one entry to the next
//! is left to the caller, who is on the first.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread;

use ledger::{Algorithm, Hash};
use rusqlite::{Connection, Row};

use super::{Named, hash};
use crate::contents::{Contents, Whole};
use crate::leaves::{data, unsigned};
use crate::{Error, StreamId, sql};

/// Entries handed over at once, and bytes of content after which fewer are.
const TOGETHER: usize = 512;
const BYTES: usize = 1 << 20;
/// Hand-overs that may wait.
const WAITING: usize = 4;

/// An entry as it lies in the database.
pub(crate) struct Read {
    /// The number of its stream in the database.
    pub stream: i64,
    /// Its place: `?` where no stream has that number.
    pub named: Named,
    recorded_at: i64,
    /// The commitment to its content.
    pub content: Hash,
    /// Its leaf as kept.
    pub leaf: Hash,
    /// The same under SM3.
    pub sm3: Hash,
    /// The link of the chain as kept.
    pub chain: Hash,
    /// Salt and payload, sealed.
    pub sealed: Option<Vec<u8>>,
    /// Their key, wrapped.
    pub wrapped: Option<Vec<u8>>,
    /// What stands in the place of content that was destroyed, sealed.
    pub redacted: Option<Vec<u8>>,
}

impl Read {
    fn of(row: &Row<'_>, streams: &HashMap<i64, StreamId>) -> Result<Read, Error> {
        let blob = |column: usize| -> Result<Option<Vec<u8>>, Error> {
            let value = row.get_ref(column)?;
            Ok(value.as_blob_or_null().ok().flatten().map(<[u8]>::to_vec))
        };
        let number = row.get(1)?;
        let stream = streams.get(&number).cloned().unwrap_or_else(|| StreamId::new("?"));
        Ok(Read {
            stream: number,
            named: Named { seq: unsigned(row.get(0)?)?, stream, position: row.get(2)? },
            recorded_at: row.get(3)?,
            sealed: blob(4)?,
            wrapped: blob(5)?,
            content: hash(row, 6)?,
            leaf: hash(row, 7)?,
            chain: hash(row, 8)?,
            redacted: blob(9)?,
            sm3: hash(row, 10)?,
        })
    }

    /// Bytes of content it holds in memory.
    fn bytes(&self) -> usize {
        [&self.sealed, &self.redacted].into_iter().flatten().map(Vec::len).sum()
    }

    /// Holds it against its leaves and its commitment; its content is dropped then.
    fn open(mut self, contents: &mut Contents) -> Opened {
        let Named { stream, position, .. } = &self.named;
        let data = data(&self.content, *position, self.recorded_at, stream.as_str());
        let made = ledger::leaf(&data) == self.leaf && Algorithm::Sm3.leaf(&data) == self.sm3;
        let whole = contents.hold(&self);
        (self.sealed, self.wrapped, self.redacted) = (None, None, None);
        Opened { read: self, made, whole }
    }
}

/// An entry, and what was found of it alone.
pub(super) struct Opened {
    /// The entry, its content dropped.
    pub read: Read,
    /// Whether both leaves are made of its commitment, place and time.
    pub made: bool,
    /// Whether its content is what it was.
    pub whole: Whole,
}

/// Reads every entry and tells of each in order.
pub(super) fn each(
    conn: &Connection,
    streams: &HashMap<i64, StreamId>,
    contents: &mut Contents,
    mut told: impl FnMut(&Opened) -> Result<(), Error>,
) -> Result<(), Error> {
    let (hand_over, waiting) = sync_channel(WAITING);
    let (hand_back, opened) = channel();
    thread::scope(|scope| {
        let hand = thread::Builder::new().name("store-verify".to_owned());
        let hand = hand.spawn_scoped(scope, move || {
            let waiting: Receiver<Vec<Read>> = waiting;
            for read in waiting {
                let all: Vec<Opened> = read.into_iter().map(|one| one.open(contents)).collect();
                // Nobody listens any more where reading failed.
                if hand_back.send(all).is_err() {
                    break;
                }
            }
        });
        let hand = hand.map_err(Error::file("store-verify"))?;
        let mut tell = |all: Vec<Opened>| all.iter().try_for_each(&mut told);
        let read = read(conn, streams, hand_over, || opened.try_iter().try_for_each(&mut tell));
        let read = read.and_then(|()| opened.iter().try_for_each(&mut tell));
        drop(opened);
        match hand.join() {
            Ok(()) => read,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Reads the database and hands over what is read; `meanwhile` is done after each hand-over.
fn read(
    conn: &Connection,
    streams: &HashMap<i64, StreamId>,
    hand_over: SyncSender<Vec<Read>>,
    mut meanwhile: impl FnMut() -> Result<(), Error>,
) -> Result<(), Error> {
    let mut query = conn.prepare(sql::ENTRY_ALL)?;
    let mut rows = query.query([])?;
    let (mut all, mut bytes) = (Vec::with_capacity(TOGETHER), 0);
    loop {
        let row = rows.next()?;
        let last = row.is_none();
        if let Some(row) = row {
            let read = Read::of(row, streams)?;
            bytes += read.bytes();
            all.push(read);
        }
        if last || TOGETHER <= all.len() || BYTES <= bytes {
            let full = std::mem::replace(&mut all, Vec::with_capacity(TOGETHER));
            // The other hand is gone only if it panicked, which is told where it is joined.
            if hand_over.send(full).is_err() || last {
                return Ok(());
            }
            bytes = 0;
            meanwhile()?;
        }
    }
}
