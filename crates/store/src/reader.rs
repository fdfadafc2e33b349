//! Reading: a small pool of connections that cannot write. Every answer is of one moment.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use jiff::Timestamp;
use ledger::Algorithm;
use rusqlite::{Connection, OptionalExtension as _, Transaction};
use seal::{Key, KeyRing};

use crate::act::{self, Answered};
use crate::keys::Keys;
use crate::leaves::{Leaves, Made};
use crate::opened::{Closed, entries, timestamp};
use crate::vault::{LISTS, Side, Vault};
use crate::{
    AppendError, BlobStore, Error, Idempotency, Page, Projection, Query, Receipt, Shelves, Stored,
    StreamId, folder, list, projection, sql,
};

/// Reads a data folder; it may be in use by a process that writes. Cheap to clone.
#[derive(Clone)]
pub struct Reader(Arc<Pool>);

struct Pool {
    dir: PathBuf,
    idle: Mutex<VecDeque<Connection>>,
    returned: Condvar,
    keys: Keys,
    vault: Vault,
    made: Made,
}

impl Reader {
    /// Opens a folder with this many connections, at least one. Without the deployment's keys only
    /// what lies open can be read: the ledger, not what it says.
    pub fn open(
        dir: &Path,
        connections: usize,
        ring: Option<Arc<KeyRing>>,
    ) -> Result<Reader, Error> {
        let keys = Keys::read(&folder::reading(dir)?)?;
        // Who only reads seals nothing: no chance is needed.
        let vault = Vault::new(ring, Arc::new(|_: &mut [u8]| ()));
        Reader::sharing(dir, connections, keys, vault)
    }

    /// Opens a folder, with keys that the writer keeps up to date.
    pub(crate) fn sharing(
        dir: &Path,
        connections: usize,
        keys: Keys,
        vault: Vault,
    ) -> Result<Reader, Error> {
        let idle: Result<VecDeque<Connection>, Error> =
            (0..connections.max(1)).map(|_| folder::reading(dir)).collect();
        Ok(Reader(Arc::new(Pool {
            dir: dir.to_owned(),
            idle: Mutex::new(idle?),
            returned: Condvar::new(),
            keys,
            vault,
            made: Made::default(),
        })))
    }

    /// The data folder.
    pub fn dir(&self) -> &Path {
        &self.0.dir
    }

    /// A tree to make proofs of.
    pub(crate) fn leaves<'a>(&'a self, algorithm: Algorithm, conn: &'a Connection) -> Leaves<'a> {
        Leaves::of(algorithm, conn).remembering(&self.0.made)
    }

    /// What opens the content.
    pub(crate) fn vault(&self) -> &Vault {
        &self.0.vault
    }

    /// The key of a scope; `None` if there is no such scope.
    pub(crate) fn scope(&self, name: &str) -> Result<Option<Arc<Key>>, Error> {
        if let Some(key) = self.0.vault.remembered(name) {
            return Ok(Some(key));
        }
        self.read(|conn| self.0.vault.find(conn, Side::Reading, name))
    }

    /// The documents of a scope: of a draft or a docket, by its id.
    pub fn blobs(&self, scope: &str) -> Result<BlobStore, Error> {
        let key = self.scope(scope)?;
        let key = key.ok_or_else(|| Error::Damaged(format!("`{scope}` has no key")))?;
        Ok(BlobStore::new(folder::blobs(&self.0.dir), scope, key, self.0.vault.clone()))
    }

    /// The folder of all documents, sealed as they lie.
    pub fn shelves(&self) -> Shelves {
        Shelves::new(folder::blobs(&self.0.dir))
    }

    /// The entries of a stream after a position, in order. None if there is no such stream.
    pub fn entries(&self, stream: &StreamId, after: u32) -> Result<Vec<Stored>, Error> {
        self.read(|conn| {
            entries(conn, &self.0.vault, Side::Reading, stream, after, Closed::Refused)
        })
    }

    /// The entries of a stream that open; the others are passed over.
    pub fn readable(&self, stream: &StreamId) -> Result<Vec<Stored>, Error> {
        self.read(|conn| entries(conn, &self.0.vault, Side::Reading, stream, 0, Closed::Skipped))
    }

    /// The length of a stream; 0 if it has not begun.
    pub fn length(&self, stream: &StreamId) -> Result<u32, Error> {
        self.read(|conn| {
            let mut find = conn.prepare_cached(sql::STREAM_FIND)?;
            let length = find.query_row([stream.as_str()], |row| row.get(1));
            Ok(length.optional()?.unwrap_or(0))
        })
    }

    /// Every stream, in the order in which they began.
    pub fn streams(&self) -> Result<Vec<StreamId>, Error> {
        self.read(|conn| Ok(streams(conn)?.into_iter().map(|(_, id)| id).collect()))
    }

    /// Reviews in an order, filtered, by pages.
    pub fn list(&self, query: &Query) -> Result<Page, Error> {
        self.read(|conn| {
            let key = self.0.vault.scope(conn, Side::Reading, LISTS)?;
            list::list(conn, &key, query)
        })
    }

    /// A review as lists show it.
    pub fn review(&self, stream: &StreamId) -> Result<Option<Projection>, Error> {
        self.read(|conn| {
            let mut one = conn.prepare_cached(sql::REVIEW_ONE)?;
            let mut rows = one.query([stream.as_str()])?;
            let key = self.0.vault.scope(conn, Side::Reading, LISTS)?;
            rows.next()?.map(|row| projection::read(row, &key)).transpose()
        })
    }

    /// What was answered to a request sent before under this key, if it was. To be asked before
    /// anything is decided: what was decided then may no longer be possible now.
    pub fn answered(&self, key: &Idempotency) -> Result<Option<Receipt>, AppendError> {
        match self.read(|conn| act::answered(conn, &self.0.keys, key))? {
            None => Ok(None),
            Some(Answered::Same(receipt)) => Ok(Some(receipt)),
            Some(Answered::Other) => Err(AppendError::KeyReused),
        }
    }

    /// The numbers taken so far: series, Beijing year, the last one.
    pub fn numbers(&self) -> Result<Vec<(String, i16, u32)>, Error> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(sql::NUMBER_ALL)?;
            let rows =
                statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The numbers that reviews have, in no order.
    pub fn review_numbers(&self) -> Result<Vec<String>, Error> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(sql::REVIEW_NUMBERS)?;
            let rows = statement.query_map([], |row| row.get(0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// When the last entry was recorded: a clock that shows less is wrong.
    pub fn last_recorded(&self) -> Result<Option<Timestamp>, Error> {
        self.read(|conn| {
            let mut last = conn.prepare_cached(sql::ENTRY_LAST)?;
            let last: Option<i64> = last.query_row([], |row| row.get(2)).optional()?;
            last.map(timestamp).transpose()
        })
    }

    /// Runs a query on a connection of the pool, within one transaction: one moment.
    pub(crate) fn read<T>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut conn = Borrowed { conn: Some(self.0.take()), pool: &self.0 };
        let Some(conn) = conn.conn.as_mut() else {
            return Err(Error::Closed);
        };
        let transaction: Transaction<'_> = conn.transaction()?;
        query(&transaction)
    }
}

impl Pool {
    fn take(&self) -> Connection {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(conn) = idle.pop_front() {
                return conn;
            }
            let woken = self.returned.wait(idle);
            idle = woken.unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn give_back(&self, conn: Connection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.push_front(conn);
        self.returned.notify_one();
    }
}

struct Borrowed<'a> {
    conn: Option<Connection>,
    pool: &'a Pool,
}

impl Drop for Borrowed<'_> {
    fn drop(&mut self) {
        if let Some(conn) = self.conn.take() {
            self.pool.give_back(conn);
        }
    }
}

/// Every stream with its key.
pub(crate) fn streams(conn: &Connection) -> Result<Vec<(i64, StreamId)>, Error> {
    let mut query = conn.prepare_cached(sql::STREAM_ALL)?;
    let rows = query.query_map([], |row| {
        let id: String = row.get(1)?;
        Ok((row.get(0)?, StreamId::new(&id)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
