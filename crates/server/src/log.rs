//! The log as the office publishes it: heads signed now and then, never one that is not on disk and
//! never one that does not continue the last. Nothing here is on the way of an act.

use std::sync::{Arc, Mutex, PoisonError};

use seal::log::LogKeys;
use store::{Algorithm, Error, Reader, Signed, Store};

use crate::office::Office;

/// The keys of the log, and whose turn it is to sign.
pub struct Log {
    keys: Arc<LogKeys>,
    turn: Mutex<()>,
}

impl Log {
    /// A log that signs with these keys.
    pub fn new(keys: Arc<LogKeys>) -> Log {
        Log { keys, turn: Mutex::default() }
    }
}

impl Office {
    /// The keys of the log, where the office has any.
    pub fn log_keys(&self) -> Option<&LogKeys> {
        self.log.as_ref().map(|log| log.keys.as_ref())
    }

    /// Signs what is on record, in both trees, where that is more than was signed last. It waits
    /// for the disk: not to be called where requests are answered.
    ///
    /// # Errors
    /// The store failed, or the record does not continue what was signed: nothing is signed then.
    pub fn publish(&self) -> Result<(), Error> {
        let Some(log) = &self.log else {
            return Ok(());
        };
        let _turn = log.turn.lock().unwrap_or_else(PoisonError::into_inner);
        publish(self.store(), &log.keys)
    }

    /// The first signed head of a tree that covers entry `seq`, which is the same whenever it is
    /// asked for; signed now if none does yet. It waits for the disk.
    ///
    /// # Errors
    /// As [`Office::publish`].
    pub fn signed_over(&self, algorithm: Algorithm, seq: u64) -> Result<Option<Signed>, Error> {
        let known = self.reader().signed_over(algorithm, seq)?;
        if known.is_some() {
            return Ok(known);
        }
        self.publish()?;
        self.reader().signed_over(algorithm, seq)
    }
}

/// Signs the head on record of both trees, where that is more than was signed last, and keeps it.
///
/// # Errors
/// The store failed, or the record does not continue what was signed: nothing is signed then.
pub fn publish(store: &Store, keys: &LogKeys) -> Result<(), Error> {
    let size = store.recorded_head()?.size;
    for algorithm in Algorithm::ALL {
        let head = store.head_of(algorithm, Some(size))?;
        if let Some(last) = store.last_signed(algorithm)? {
            continues(store, &last, size)?;
            if size == last.size {
                continue;
            }
        }
        let note = keys.sign(algorithm, head).map_err(|error| Error::Damaged(error.to_string()))?;
        store.keep_signed(algorithm, size, &note.to_string())?;
    }
    Ok(())
}

/// Whether the record of this size begins with what was signed: two heads that cannot be reconciled
/// are a fork, and whoever signs both is found out.
fn continues(reader: &Reader, last: &Signed, size: u64) -> Result<(), Error> {
    let same =
        last.size <= size && last.head() == Some(reader.head_of(last.algorithm, Some(last.size))?);
    if same {
        return Ok(());
    }
    Err(Error::Damaged(format!(
        "the {} head signed at size {} is not a beginning of the record of {size} entries: nothing \
         more is signed; run `anshen ledger verify`",
        last.algorithm.name(),
        last.size
    )))
}
