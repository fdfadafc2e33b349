//! The store: a reader, and the way to the one writer.

use std::fs::File;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use jiff::Timestamp;
use rusqlite::Connection;
use seal::KeyRing;

use crate::act::{Act, Done, Keyed, Lines};
use crate::batch::{Batch, State};
use crate::keys::Keys;
use crate::numbers::Foreseen;
use crate::vault::{LISTS, Vault};
use crate::writer::{Work, Writer};
use crate::{Append, AppendError, Error, Reader, Receipt, folder, sql};

/// Fills bytes with randomness fit for keeping secrets. This crate has none of its own.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// How a folder is opened.
#[derive(Clone)]
pub struct Options {
    /// Where salts come from.
    pub random: Random,
    /// Connections for reading.
    pub readers: usize,
    /// The deployment's keys: under the current one new keys are wrapped.
    pub keys: Arc<KeyRing>,
}

/// A data folder open for reading and writing. At most one process has it. Dropping it finishes
/// what waits to be written.
pub struct Store {
    // In this order they are dropped: the writer closes the database last, which carries the log
    // over into the file, and has ended when the folder is given free.
    reader: Reader,
    writer: Writer,
    house_key: [u8; 32],
    foreseen: Foreseen,
    _lock: File,
}

impl Store {
    /// Makes a data folder where there is none, or in an empty one, and opens it.
    pub fn create(dir: &Path, options: Options) -> Result<Store, Error> {
        let vault = Vault::new(Some(Arc::clone(&options.keys)), Arc::clone(&options.random));
        folder::create(dir, &vault)?;
        Store::open(dir, options)
    }

    /// Opens a data folder.
    pub fn open(dir: &Path, options: Options) -> Result<Store, Error> {
        let lock = folder::lock(dir)?;
        let keys = Keys::read(&folder::reading(dir)?)?;
        let vault = Vault::new(Some(options.keys), options.random);
        let foreseen = Foreseen::default();
        let state = State::open(dir, keys.clone(), vault.clone(), foreseen.clone())?;
        let house_key = state.house_key()?;
        let reader = Reader::sharing(dir, options.readers, keys, vault)?;
        // Keys that do not open the folder are told now, not at the first act.
        reader.scope(LISTS)?;
        let writer = Writer::start(state)?;
        let store = Store { reader, writer, house_key, foreseen, _lock: lock };
        store.finish_destroying()?;
        Ok(store)
    }

    /// The key under which the office keeps people's secrets.
    pub fn house_key(&self) -> &[u8; 32] {
        &self.house_key
    }

    /// Appends; `done` is told the outcome once it is durable. It is called on the writer's thread
    /// (or at once, if the queue is full), and everybody waits for it: it must only pass the
    /// outcome on.
    pub fn append(
        &self,
        append: Append,
        done: impl FnOnce(Result<Receipt, AppendError>) + Send + 'static,
    ) {
        match self.keyed(&append) {
            Ok(keys) => {
                let act = self.act(append, keys, Box::new(done));
                self.writer.submit(act);
            }
            Err(error) => done(Err(error.into())),
        }
    }

    fn act(&self, append: Append, keys: Option<Keyed>, done: Done) -> Box<Act> {
        Act::new(append, keys, self.reader.vault(), &self.foreseen, done)
    }

    /// The key an act's entries are sealed under; `None` where its stream begins in a transaction
    /// that is under way.
    fn keyed(&self, append: &Append) -> Result<Option<Keyed>, Error> {
        let vault = self.reader.vault();
        let stream = append.stream.as_str();
        if append.expected != 0 {
            let key = self.reader.scope(stream)?;
            return Ok(key.map(|key| Keyed { key, begins: None }));
        }
        let Some(draft) = &append.keys_of else {
            let (key, wrapped) = vault.fresh(stream)?;
            return Ok(Some(Keyed { key, begins: Some(wrapped) }));
        };
        let key = self.reader.scope(draft)?;
        let key = key.ok_or_else(|| Error::Damaged(format!("`{draft}` has no key")))?;
        let wrapped = vault.wrap(&key, stream)?;
        Ok(Some(Keyed { key, begins: Some(wrapped) }))
    }

    /// Appends and waits until it is durable.
    pub fn append_blocking(&self, append: Append) -> Result<Receipt, AppendError> {
        let (told, outcome) = sync_channel(1);
        let done = move |outcome| {
            let _ = told.send(outcome);
        };
        let keys = self.keyed(&append)?;
        let act = self.act(append, keys, Box::new(done));
        self.writer.submit_waiting(act);
        outcome.recv().unwrap_or(Err(Error::Closed.into()))
    }

    /// Forgets what was answered under idempotency keys before `before`: a request sent again after
    /// that is a new one. Answers how many were forgotten.
    pub fn forget_keys(&self, before: Timestamp) -> Result<usize, Error> {
        let before = before.as_microsecond();
        self.write(move |conn| Ok(conn.execute(sql::RECEIPT_FORGET, [before])?))
    }

    /// Writes what is no record, in a transaction shared with whatever else waits; waits until it
    /// is durable. If `work` fails, all it did is undone. It may be asked again after its
    /// transaction was rolled back for a neighbour's sake.
    pub(crate) fn write<T, E>(
        &self,
        mut work: impl FnMut(&Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.write_with(move |batch| work(batch.conn))
    }

    /// As [`Store::write`], for work that touches what the writer remembers.
    pub(crate) fn write_with<T, E>(
        &self,
        work: impl FnMut(&mut Batch<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (told, outcome) = sync_channel(1);
        self.writer.submit_waiting(Box::new(Beside {
            work,
            outcome: None,
            done: move |outcome| {
                let _ = told.send(outcome);
            },
        }));
        outcome.recv().unwrap_or_else(|_| Err(E::from(Error::Closed)))
    }
}

impl Store {
    /// As [`Store::write`], without waiting: `done` is told on the writer's thread, or at once if
    /// the queue is full.
    pub(crate) fn write_then<T, E>(
        &self,
        work: impl FnMut(&mut Batch<'_>) -> Result<T, E> + Send + 'static,
        done: impl FnOnce(Result<T, E>) + Send + 'static,
    ) where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.writer.submit(Box::new(Beside { work, outcome: None, done }));
    }
}

/// Reading needs no writer.
impl Deref for Store {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

/// Work beside the record on its way through the writer.
struct Beside<F, T, E, D> {
    work: F,
    outcome: Option<Result<T, E>>,
    done: D,
}

impl<F, T, E, D> Work for Beside<F, T, E, D>
where
    F: FnMut(&mut Batch<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<Error> + Send,
    D: FnOnce(Result<T, E>) + Send,
{
    fn attempt(&mut self, batch: &mut Batch<'_>) -> Result<(), Error> {
        self.outcome = Some(batch.apart(&mut self.work)?);
        Ok(())
    }

    fn done(self: Box<Self>, transaction: Result<(), Error>) -> Option<Lines> {
        let Beside { outcome, done, .. } = *self;
        done(match transaction {
            Ok(()) => outcome.unwrap_or_else(|| Err(E::from(Error::Closed))),
            Err(error) => Err(E::from(error)),
        });
        None
    }
}
