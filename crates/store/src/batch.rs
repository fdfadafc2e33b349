//! One transaction: what several acts write, and what is written once for all of them.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use ledger::{Algorithm, Hash};
use rusqlite::{CachedStatement, Connection, OptionalExtension as _, params};

use crate::act::Keyed;
use crate::growing::Growing;
use crate::keys::Keys;
use crate::leaves::{Leaves, Line, signed};
use crate::numbers::{Foreseen, Numbers};
use crate::projection::{Fingerprints, Lists, View};
use crate::vault::{self, Vault};
use crate::writer::Work;
use crate::{Error, Numbered, StreamId, desk, folder, house_key, sql};

/// Streams whose length is remembered at most.
const REMEMBERED: usize = 200_000;

/// What the writer knows without asking the database.
pub(crate) struct State {
    conn: Connection,
    known: Known,
    keys: Keys,
    vault: Vault,
    foreseen: Foreseen,
    closed: bool,
}

/// What follows from the entries, remembered.
struct Known {
    tree: Growing,
    sm3: Growing,
    chain: Hash,
    streams: HashMap<StreamId, Stream>,
    /// By a stream's key what was last written of it in the lists.
    listed: HashMap<i64, Fingerprints>,
    /// Streams destroyed since the writer began: what was decided on one before is refused.
    ended: HashSet<StreamId>,
    /// The largest key of a stream. It is given out here: `RETURNING` opens a table each time.
    last_stream: i64,
    numbers: Numbers,
}

/// A stream as remembered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stream {
    pub key: i64,
    pub length: u32,
}

impl State {
    /// Reads what must be known to append to the record in a folder.
    pub(crate) fn open(
        dir: &Path,
        keys: Keys,
        vault: Vault,
        foreseen: Foreseen,
    ) -> Result<State, Error> {
        let conn = folder::writing(dir)?;
        folder::check_format(&conn, dir)?;
        let known = Known::read(&conn)?;
        Ok(State { conn, known, keys, vault, foreseen, closed: false })
    }

    /// The key of people's secrets; made where there is none.
    pub(crate) fn house_key(&self) -> Result<[u8; 32], Error> {
        house_key::read_or_make(&self.conn, &self.vault)
    }

    /// Forgets what a transaction that came to nothing left behind.
    pub(crate) fn reload(&mut self) -> Result<(), Error> {
        let known = Known::read(&self.conn)?;
        let ended = std::mem::take(&mut self.known.ended);
        self.known = Known { ended, ..known };
        Ok(())
    }

    /// Has nothing carried out any more: what the disk holds is no longer known.
    pub(crate) fn close(&mut self) {
        self.closed = true;
    }

    /// Whether nothing is carried out any more.
    pub(crate) fn is_closed(&self) -> bool {
        self.closed
    }

    /// Carries out jobs in one transaction, and after them those that `more` brings, told how many
    /// are there, until it brings none. After an error nothing is written, and the state must be
    /// [reloaded](State::reload); `jobs` holds all of them in either case.
    pub(crate) fn carry_out(
        &mut self,
        jobs: &mut Vec<Box<dyn Work>>,
        mut more: impl FnMut(usize) -> Vec<Box<dyn Work>>,
    ) -> Result<(), Error> {
        if self.closed {
            return Err(Error::Closed);
        }
        if !self.conn.is_autocommit() {
            // Somebody's closure panicked half-way.
            run(&self.conn, sql::ROLLBACK)?;
            self.reload()?;
        }
        if REMEMBERED < self.known.streams.len() {
            self.known.streams.clear();
            self.known.listed.clear();
        }
        let add_entry = self.conn.prepare_cached(sql::ENTRY_APPEND)?;
        run(&self.conn, sql::BEGIN)?;
        let mut batch = Batch {
            conn: &self.conn,
            add_entry,
            keys: &self.keys,
            vault: &self.vault,
            foreseen: &self.foreseen,
            before: self.known.tree.size(),
            known: &mut self.known,
            views: HashMap::new(),
            ending: Vec::new(),
        };
        let mut carry_out = || {
            let mut carried = 0;
            while carried < jobs.len() {
                let mut waiting = jobs.iter_mut().skip(carried);
                waiting.try_for_each(|job| job.attempt(&mut batch))?;
                batch.list()?;
                carried = jobs.len();
                jobs.extend(more(carried));
            }
            Ok(())
        };
        let outcome = carry_out().and_then(|()| batch.finish());
        let outcome = outcome.and_then(|ending| {
            run(&self.conn, sql::COMMIT)?;
            self.known.ended.extend(ending);
            Ok(())
        });
        if outcome.is_err() && !self.conn.is_autocommit() && run(&self.conn, sql::ROLLBACK).is_err()
        {
            self.close();
        }
        outcome
    }
}

/// Runs a statement that takes nothing and gives nothing; prepared but once.
fn run(conn: &Connection, statement: &str) -> Result<(), Error> {
    conn.prepare_cached(statement)?.execute([])?;
    Ok(())
}

impl Known {
    fn read(conn: &Connection) -> Result<Known, Error> {
        let last = conn.query_row(sql::ENTRY_LAST, [], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; 32]>(1)?))
        });
        let (seq, chain) = match last.optional()? {
            None => (0, ledger::empty_root()),
            Some((seq, chain)) => (seq, Hash::from(chain)),
        };
        let size = u64::try_from(seq).map_err(|_| Error::Damaged(format!("entry {seq}")))?;
        Ok(Known {
            tree: Growing::read(size, &Leaves::of(Algorithm::Sha256, conn))?,
            sm3: Growing::read(size, &Leaves::of(Algorithm::Sm3, conn))?,
            chain,
            streams: HashMap::new(),
            listed: HashMap::new(),
            ended: HashSet::new(),
            last_stream: conn.query_row(sql::STREAM_LAST, [], |row| row.get(0))?,
            numbers: Numbers::default(),
        })
    }
}

/// The transaction that is under way.
pub(crate) struct Batch<'a> {
    /// Its connection.
    pub conn: &'a Connection,
    /// What seals and opens.
    pub vault: &'a Vault,
    /// Where the receipts are.
    pub keys: &'a Keys,
    foreseen: &'a Foreseen,
    add_entry: CachedStatement<'a>,
    before: u64,
    known: &'a mut Known,
    /// The last view of each stream that is not yet written: only that one is.
    views: HashMap<i64, Arc<View>>,
    /// Streams that end with it.
    ending: Vec<StreamId>,
}

impl Batch<'_> {
    /// A stream's key and length, if it has any entry.
    pub(crate) fn stream(&mut self, id: &StreamId) -> Result<Option<Stream>, Error> {
        if let Some(stream) = self.known.streams.get(id) {
            return Ok(Some(*stream));
        }
        let mut find = self.conn.prepare_cached(sql::STREAM_FIND)?;
        let found = find
            .query_row([id.as_str()], |row| Ok(Stream { key: row.get(0)?, length: row.get(1)? }));
        let found = found.optional()?;
        if let Some(stream) = found {
            self.known.streams.insert(id.clone(), stream);
        }
        Ok(found)
    }

    /// Whether a stream takes another entry.
    ///
    /// # Errors
    /// [`Error::Destroyed`] if it was destroyed.
    pub(crate) fn goes_on(&self, id: &StreamId) -> Result<(), Error> {
        match self.known.ended.contains(id) || self.ending.contains(id) {
            true => Err(Error::Destroyed(id.as_str().to_owned())),
            false => Ok(()),
        }
    }

    /// Has streams take no entry any more.
    pub(crate) fn end(&mut self, streams: &[StreamId]) {
        self.ending.extend_from_slice(streams);
    }

    /// The connection with what opens the content that stands in it.
    pub(crate) fn desk(&self) -> desk::Connection<'_> {
        desk::Connection::writing(self.conn, self.vault)
    }

    /// Begins a stream, and its scope with it.
    pub(crate) fn begin(&mut self, id: &StreamId, keys: Option<&Keyed>) -> Result<Stream, Error> {
        let wrapped = keys.and_then(|keys| keys.begins.as_ref());
        let wrapped = wrapped.ok_or_else(|| Error::Damaged(format!("`{id}` begins late")))?;
        vault::keep(self.conn, id.as_str(), wrapped)?;
        let key = self.known.last_stream + 1;
        self.conn.prepare_cached(sql::STREAM_ADD)?.execute(params![key, id.as_str()])?;
        self.known.last_stream = key;
        Ok(Stream { key, length: 0 })
    }

    /// Appends entries to a stream that stands as `stream` says; answers its new length and the
    /// number of the last entry in the ledger.
    pub(crate) fn append(
        &mut self,
        id: &StreamId,
        stream: Stream,
        recorded_at: Timestamp,
        lines: &[Line],
    ) -> Result<(u32, u64), Error> {
        let mut position = stream.length;
        for line in lines {
            position = position.checked_add(1).ok_or(Error::Length)?;
            let chain = ledger::chain(&self.known.chain, &line.leaf);
            let seq = signed(self.known.tree.size() + 1)?;
            self.add_entry.execute(params![
                seq,
                stream.key,
                position,
                recorded_at.as_microsecond(),
                line.sealed,
                line.wrapped,
                line.content.as_bytes(),
                line.leaf.as_bytes(),
                chain.as_bytes(),
                line.sm3.as_bytes(),
            ])?;
            self.known.chain = chain;
            self.known.tree.grow(line.leaf, self.conn, sql::SUBTREE_APPEND)?;
            self.known.sm3.grow(line.sm3, self.conn, sql::SUBTREE_APPEND_SM3)?;
        }
        let length = position;
        if length == stream.length {
            return Err(Error::Length);
        }
        let now = Stream { length, ..stream };
        match self.known.streams.get_mut(id) {
            Some(known) => *known = now,
            None => drop(self.known.streams.insert(id.clone(), now)),
        }
        Ok((length, self.known.tree.size()))
    }

    /// Takes the next number of a series.
    pub(crate) fn take(&mut self, numbered: &Numbered) -> Result<u32, Error> {
        let Numbered { series, year, .. } = numbered;
        let number = self.known.numbers.take(self.conn, series, *year)?;
        self.foreseen.taken(series, *year, number);
        Ok(number)
    }

    /// Sets the counter of a series to a number in use, where it is behind it.
    pub(crate) fn raise(&mut self, series: &str, year: i16, to: u32) -> Result<(), Error> {
        self.known.numbers.raise(self.conn, series, year, to)
    }

    /// Does something that is undone alone if it fails; it must not append, which is remembered.
    /// The outer error is the transaction's.
    pub(crate) fn apart<T, E>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<Result<T, E>, Error> {
        // What was shown before stands before what this does to it.
        self.list()?;
        let numbers = self.known.numbers.clone();
        run(self.conn, sql::APART)?;
        let outcome = work(self);
        if outcome.is_err() {
            run(self.conn, sql::APART_UNDO)?;
            self.known.numbers = numbers;
        }
        run(self.conn, sql::APART_END)?;
        Ok(outcome)
    }

    /// Writes the row of a review anew, past what an act of it brings.
    pub(crate) fn replace(&mut self, stream: i64, view: &View) -> Result<(), Error> {
        self.known.listed.remove(&stream);
        Lists { conn: self.conn, vault: self.vault }.replace(stream, view)
    }

    /// Forgets what the writer remembers of the lists.
    pub(crate) fn forget_lists(&mut self) {
        self.known.listed.clear();
    }

    /// Has a stream, by its key, shown so from the transaction on; written once those that are
    /// carried out together are, or before what is done beside.
    pub(crate) fn show(&mut self, stream: i64, view: Arc<View>) {
        self.views.insert(stream, view);
    }

    /// Writes the views that are to be shown.
    fn list(&mut self) -> Result<(), Error> {
        if self.views.is_empty() {
            return Ok(());
        }
        let lists = Lists { conn: self.conn, vault: self.vault };
        let mut step = self.conn.prepare_cached(sql::REVIEW_STEP)?;
        for (stream, view) in self.views.drain() {
            match self.known.listed.insert(stream, view.fingerprints) {
                Some(before) if before == view.fingerprints => {
                    lists.step(&mut step, stream, &view)?
                }
                Some(before) if before.found == view.fingerprints.found => {
                    lists.replace(stream, &view)?
                }
                Some(_) | None => lists.put(stream, &view)?,
            }
        }
        Ok(())
    }

    /// Writes what is written once in a transaction; answers the streams that end with it.
    fn finish(self) -> Result<Vec<StreamId>, Error> {
        self.known.numbers.write(self.conn)?;
        let head = self.known.tree.head();
        if self.before < head.size {
            let mut append = self.conn.prepare_cached(sql::HEAD_APPEND)?;
            append.execute(params![signed(head.size)?, head.root.as_bytes()])?;
        }
        Ok(self.ending)
    }
}
